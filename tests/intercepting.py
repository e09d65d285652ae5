"""Requests to the API, answered by respx: it knows httpx2's own connections, which stand in for aiohttp's here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

import httpx2
import pytest_httpx2  # noqa: F401  (makes httpcore2 known to respx)
import respx


@contextmanager
def intercepted(*, assert_all_called: bool = False) -> Iterator[respx.MockRouter]:
    """Inside, whatever is sent to the API reaches the router."""
    with (
        patch("workbench.extraction.network.open_network", lambda _most: httpx2.AsyncClient()),
        respx.mock(using="httpcore2", assert_all_called=assert_all_called) as router,
    ):
        yield router
