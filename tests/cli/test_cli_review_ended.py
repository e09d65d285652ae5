"""The review in a terminal of its own, ended from outside."""

from __future__ import annotations

import os
import pty
import select
import signal
import sys
import time

PROGRAM = [sys.executable, "-c", "from workbench.cli import main; main()", "review", "--reviewer", "li"]
OTHER_PAGE, BACK, MOUSE_OFF = b"\x1b[?1049h", b"\x1b[?1049l", b"\x1b[?1003l"
LONGEST = 60
"""Seconds."""


def _read_until(terminal: int, wanted: bytes) -> bytes:
    seen, end = b"", time.monotonic() + LONGEST
    while wanted not in seen and time.monotonic() < end:
        if select.select([terminal], [], [], 0.1)[0]:
            try:
                seen += os.read(terminal, 65536)
            except OSError:  # the program has ended
                break
    return seen


def test_who_ends_the_review_gets_the_terminal_back(state_with_facts, tmp_path):
    process, terminal = pty.fork()
    if process == 0:
        os.chdir(tmp_path)
        os.environ |= {"WORKBENCH_HOME": str(state_with_facts), "WORKBENCH_LANG": "en", "TERM": "xterm-256color"}
        os.execv(PROGRAM[0], PROGRAM)
    try:
        assert OTHER_PAGE in _read_until(terminal, b"Queue")
        os.kill(process, signal.SIGTERM)
        left = _read_until(terminal, b"nothing more comes")
        _ended, status = os.waitpid(process, 0)
    finally:
        os.close(terminal)
    assert BACK in left
    assert MOUSE_OFF in left
    assert os.WIFEXITED(status)
