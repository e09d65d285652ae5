"""Work that a copy of this process does while this one goes on, where a core is free for it."""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from io import FileIO
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Value = TypeVar("Value")
Question = TypeVar("Question")


class _Step:
    """One thing that a copy does, and its place among what it tells, once it is begun."""

    def __init__(self, rank: int, work: Callable[[Connection], Any]) -> None:
        self.rank, self.work = rank, work
        self.place: int | None = None


_SHARED, _BEGUN, _ANSWERING = range(3)


class Companion:
    """A copy of this process that works beside it; without one, all is done here when it is asked for.

    Work is laid down first: what `share`, `begin` and `answer` return gives its result, and gives it again when asked
    again. Then `start` makes the copy, which does what is shared first, then what is begun, and answers last, each in the
    order in which it was laid down. It has all that is there at that moment, but for connections: work must use none of
    a database, of a network, of a screen. Results are sent through a pipe. Where the copy fails, or is ended from outside,
    the rest is done here, so that an error is raised where it can be seen.
    """

    def __init__(self, *, beside: bool = True) -> None:
        self.beside = beside and _can_fork()
        """Whether there will be a copy: where it is worth it, and there is a core for it and a way to copy."""
        self._steps: list[_Step] = []
        self._told: list[Any] = []
        self._line: Connection | None = None
        """To the copy, while it lives."""

    def begin(self, work: Callable[[], Value]) -> Callable[[], Value]:
        """Work that is one whole."""
        return self._result_of(self._laid(_BEGUN, lambda _line: work()), work)

    def share(self, work: Callable[[int], Value], parts: int) -> Callable[[], list[Value]]:
        """Work on each of at most 256 parts, in any order: the copy takes one after the other, and so does who asks."""
        left = _queue_of(parts)
        # Each part is made ready to be sent when it is done, while both work: in the end the one waits for the other.
        step = self._laid(_SHARED, lambda _line: {part: pickle.dumps(work(part)) for part in left})
        sent = self._result_of(step, dict[int, bytes])

        def results() -> list[Value]:
            done = {part: work(part) for part in left}
            done |= {part: pickle.loads(result) for part, result in sent().items()}  # noqa: S301 - of our own copy
            return [done[part] if part in done else work(part) for part in range(parts)]

        return cache(results)

    def answer(self, prepare: Callable[[], Callable[[Question], Value]]) -> Callable[[Question], Callable[[], Value]]:
        """Work for which something is known later alone: the copy prepares for it, and waits for it last of all."""
        prepared: list[Callable[[Question], Value]] = []
        self._laid(_BEGUN, lambda _line: prepared.append(prepare()))
        step = self._laid(_ANSWERING, lambda line: prepared[0](line.recv()))

        def ask(question: Question) -> Callable[[], Value]:
            if step.place is not None and self._has_told(step.place - 1):  # it listens once it has told all before
                self._send(question)
            return self._result_of(step, lambda: prepare()(question))

        return ask

    def start(self) -> None:
        """Make the copy."""
        if not self.beside:
            return
        from multiprocessing import get_context  # here: most commands do without

        self._steps.sort(key=lambda step: step.rank)
        for place, step in enumerate(self._steps):
            step.place = place
        forks = get_context("fork")
        self._line, there = forks.Pipe()
        copy = forks.Process(target=self._work, args=(there,), daemon=True)
        copy.start()
        there.close()

    def _work(self, line: Connection) -> None:
        """In the copy: every step, and what it gives told."""
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # of the two, the one that waits ends both
        self._hang_up()  # that end is the other's
        with line, suppress(Exception):
            for step in self._steps:
                line.send(step.work(line))

    def _laid(self, rank: int, work: Callable[[Connection], Any]) -> _Step:
        step = _Step(rank, work)
        self._steps.append(step)
        return step

    def _result_of(self, step: _Step, otherwise: Callable[[], Value]) -> Callable[[], Value]:
        def result() -> Value:
            if step.place is not None and self._has_told(step.place):
                told: Value = self._told[step.place]
                return told
            return otherwise()

        return cache(result)

    def _has_told(self, place: int) -> bool:
        """Whether the copy tells the result in a place: all that it tells before that is heard."""
        while self._line is not None and len(self._told) <= place:
            try:
                self._told.append(self._line.recv())
            except (EOFError, OSError):  # before it told this; in the middle of it
                self._hang_up()
        return len(self._told) > place

    def _send(self, question: object) -> None:
        try:
            if self._line is not None:
                self._line.send(question)
        except OSError:
            self._hang_up()

    def _hang_up(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None


def _queue_of(parts: int) -> Iterator[int]:
    """The parts that nobody took yet, here and in copies of this process: each is given once."""
    ear, mouth = os.pipe()
    os.write(mouth, bytes(range(parts)))  # all at once: a pipe holds 4,096 at least
    os.close(mouth)
    return _taken_from(FileIO(ear))


def _taken_from(queue: FileIO) -> Iterator[int]:
    with queue:
        while part := queue.read(1):
            yield part[0]


def _can_fork() -> bool:
    """On Linux alone: elsewhere a system's own libraries may not outlive it. Nor beside threads, which are not copied."""
    if sys.platform != "linux" or threading.active_count() > 1 or len(os.sched_getaffinity(0)) < 2:
        return False
    from multiprocessing import current_process

    return not current_process().daemon
