"""A program in a pseudo-terminal: keys are written to it, and the bytes that come back are timed."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

KEYS = {"down": b"\x1b[B", "page_down": b"\x1b[6~", "page_up": b"\x1b[5~", "enter": b"\r", "escape": b"\x1b"}
QUIET = 0.05
"""Seconds without a byte after which a repaint is over."""


@dataclass
class Terminal:
    """A command in a terminal of so many columns and rows."""

    command: Sequence[str]
    surroundings: Mapping[str, str]
    columns: int = 120
    rows: int = 36
    seen: bytearray = field(default_factory=bytearray)
    """All that it wrote since `clear`."""

    def __post_init__(self) -> None:
        self.started = time.perf_counter()
        self.pid, self._file = pty.fork()
        if self.pid == 0:
            os.execvpe(self.command[0], list(self.command), dict(self.surroundings))
        size = struct.pack("HHHH", self.rows, self.columns, 0, 0)
        fcntl.ioctl(self._file, termios.TIOCSWINSZ, size)

    def until(self, text: str, limit: float) -> float:
        """Seconds until it has written `text` and is quiet, measured to the last byte; raises where it does not come."""
        last, end = time.perf_counter(), time.perf_counter() + limit
        while time.perf_counter() < end:
            if self._read(QUIET):
                last = time.perf_counter()
            elif text.encode() in self.seen:
                return last - self.started
        raise TimeoutError(f"{text!r} did not come within {limit} s: {bytes(self.seen[-500:])!r}")

    def write(self, key: str) -> None:
        """Press a key and wait for nothing."""
        os.write(self._file, KEYS.get(key, key.encode()))

    def listen(self, seconds: float) -> None:
        """Read what comes within some seconds."""
        end = time.perf_counter() + seconds
        while self._read(max(0.0, end - time.perf_counter())):
            pass

    def press(self, key: str) -> tuple[float, int]:
        """Press a key; seconds until the last byte of what it changed, and how many bytes that were."""
        begin = last = time.perf_counter()
        count = 0
        self.write(key)
        while True:
            # The first byte may be long in coming; what follows it comes at once.
            read = self._read(QUIET if count else 2.0)
            if not read:
                return last - begin, count
            count += read
            last = time.perf_counter()

    def clear(self) -> None:
        """Read what is there and forget what was seen."""
        while self._read(QUIET):
            pass
        self.seen.clear()

    def peak_mib(self) -> float:
        """The most memory that it had so far."""
        with Path(f"/proc/{self.pid}/status").open() as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024

    def kill(self) -> None:
        """End it without a word."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._file)

    def _read(self, seconds: float) -> int:
        ready, _, _ = select.select([self._file], [], [], seconds)
        if not ready:
            return 0
        try:
            part = os.read(self._file, 1 << 16)
        except OSError:
            return 0
        self.seen += part
        return len(part)
