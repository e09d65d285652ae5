"""Work that a copy of this process does while this one goes on, where a core is free for it."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Value = TypeVar("Value")


class Start(Protocol):
    """How work is begun whose result is wanted later: gives what waits for it, and gives it again when asked again."""

    def __call__(self, work: Callable[[], Value], /) -> Callable[[], Value]: ...  # noqa: D102


def in_turn(work: Callable[[], Value], /) -> Callable[[], Value]:
    """Work that is done here, when its result is first asked for."""
    return cache(work)


def in_a_fork(work: Callable[[], Value], /) -> Callable[[], Value]:
    """Work that a copy of this process does from now on; in turn where there is no core for it, or no way to copy.

    The copy has all that is there now, but for connections: `work` must use none of a database, of a network, of a screen.
    What it gives is sent back through a pipe. Where the copy fails, or is ended from outside, the work is done here,
    so that an error is raised where it can be seen.
    """
    if not _can_fork():
        return in_turn(work)
    from multiprocessing import get_context  # here: most commands do without

    forks = get_context("fork")
    ear, mouth = forks.Pipe(duplex=False)
    copy = forks.Process(target=_tell, args=(work, mouth), daemon=True)
    copy.start()
    mouth.close()

    def result() -> Value:
        try:
            with ear:
                told: Value = ear.recv()
        except (EOFError, OSError):  # before it told anything; in the middle of that
            told = work()
        copy.join()
        return told

    return cache(result)


def _tell(work: Callable[[], Value], mouth: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # of the two, the one that waits ends both
    with mouth, suppress(Exception):
        mouth.send(work())


def _can_fork() -> bool:
    """On Linux alone: elsewhere a system's own libraries may not outlive it. Nor beside threads, which are not copied."""
    if sys.platform != "linux" or threading.active_count() > 1 or len(os.sched_getaffinity(0)) < 2:
        return False
    from multiprocessing import current_process

    return not current_process().daemon
