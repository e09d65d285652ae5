"""The PostgreSQL server of the tests ends with the process that started it."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests import postgresql

ROOT = Path(__file__).resolve().parents[2]
STARTER = """
from tests.postgresql import running_server
with running_server() as url:
    print(url, flush=True)
    input()
"""


@pytest.mark.skipif(postgresql.server_programs() is None, reason="PostgreSQL is not installed")
def test_a_killed_starter_leaves_no_server_behind():
    starter = subprocess.Popen(
        [sys.executable, "-c", STARTER], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert starter.stdout is not None
    folder = Path(unquote(starter.stdout.readline().strip().partition("host=")[2]))
    running = folder / "data" / "postmaster.pid"
    assert running.exists()
    server = Path("/proc", running.read_text().split()[0])
    starter.send_signal(signal.SIGKILL)
    starter.communicate()
    until = time.monotonic() + 60
    while (folder.exists() or server.exists()) and time.monotonic() < until:
        time.sleep(0.1)
    assert not server.exists()
    assert not folder.exists()
