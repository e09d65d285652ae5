"""The guard itself: whatever a test tries, nothing leaves the machine."""

from __future__ import annotations

import socket
import urllib.request

import pytest
from pytest_socket import SocketBlockedError

from tests.conftest import NetworkBlockedError


def test_no_socket_can_be_made() -> None:
    with pytest.raises(SocketBlockedError):
        socket.socket(socket.AF_INET, socket.SOCK_STREAM)


@pytest.mark.usefixtures("socket_enabled")
def test_behind_it_the_audit_hook_stops_connections_and_lookups(blocked_attempts: list[str]) -> None:
    before = len(blocked_attempts)
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as open_socket, pytest.raises(NetworkBlockedError):
        open_socket.connect(("192.0.2.1", 80))
    with pytest.raises(NetworkBlockedError, match="getaddrinfo"):
        socket.getaddrinfo("example.invalid", 80)
    assert len(blocked_attempts) == before + 2


@pytest.mark.usefixtures("socket_enabled", "blocked_attempts")
def test_a_client_library_does_not_swallow_it() -> None:
    with pytest.raises(NetworkBlockedError):
        urllib.request.urlopen("http://example.invalid/", timeout=1)
