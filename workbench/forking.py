"""Sharing work with a forked copy of this process, where a second core is free."""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import cache
from io import FileIO
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Value = TypeVar("Value")
Question = TypeVar("Question")
Piece = TypeVar("Piece")


class _Step:
    """One piece of work for the copy, and its place in the order of work once that is fixed."""

    def __init__(self, rank: int, work: Callable[[_Outlet], Any]) -> None:
        self.rank, self.work = rank, work
        self.place: int | None = None


class _Outlet:
    """The copy's end of the pipe."""

    def __init__(self, line: Connection) -> None:
        self._line = line
        self.place = 0
        """Place of the step that is being done."""

    def send(self, value: object, *, more: bool = False) -> None:
        """Send the result of the step, or with `more` one piece of it."""
        self._line.send((self.place, more, value))

    def listen(self) -> Any:
        """The next question; waits for it."""
        return self._line.recv()


class _Lost(Exception):
    """The copy has ended without sending what was waited for."""


_SHARED, _BEGUN, _ANSWERING = range(3)


class Companion:
    """A forked copy of this process that shares its work; where there is none, work is done here when its result is asked for.

    First work is handed over: `share`, `begin`, `stream` and `answer` each return a function that gives the result (and
    gives the same again when called again), `supply` an iterator that can be read once. Then `start` forks. The copy does
    shared work first, then begun work, and answers questions last, each in the order in which it was handed over, and sends
    the results through a pipe.

    The copy has everything that was in memory at the fork, but must use no connection made before: no open database, no
    network, no screen. Where the copy fails or is killed, what is left is done here, so that an error is raised where it can
    be seen; only what it was to `supply` is lost.
    """

    def __init__(self, *, wanted: bool = True) -> None:
        self.will_fork = wanted and _can_fork()
        """Whether there will be a copy: the caller wants one, a core is free, and the system can fork."""
        self._steps: list[_Step] = []
        self._received: dict[int, deque[tuple[bool, Any]]] = defaultdict(deque)
        """Place of a step -> what was received of it and not taken yet: (whether more follows, value)."""
        self._done = -1
        """Place of the last step of which everything was received."""
        self._line: Connection | None = None
        """The pipe to the copy, while it lives."""

    def begin(self, work: Callable[[], Value]) -> Callable[[], Value]:
        """Hand over work with one result."""
        return self._result_of(self._laid(_BEGUN, lambda _copy: work()), work)

    def share(self, work: Callable[[int], Value], parts: int) -> Callable[[], list[Value]]:
        """Hand over work on each of at most 256 parts, in any order: both processes take one part after the other."""
        left = _queue_of(parts)
        # Each part is pickled as soon as it is done: at the end this process would wait for all the pickling.
        step = self._laid(_SHARED, lambda _copy: {part: pickle.dumps(work(part)) for part in left})
        sent = self._result_of(step, dict[int, bytes])

        def results() -> list[Value]:
            done = {part: work(part) for part in left}
            done |= {part: pickle.loads(result) for part, result in sent().items()}  # noqa: S301 - of our own copy
            return [done[part] if part in done else work(part) for part in range(parts)]

        return cache(results)

    def stream(
        self, work: Callable[[], Iterable[Piece]], take: Callable[[Iterable[Piece]], Value]
    ) -> Callable[[], Value]:
        """Hand over work that gives pieces; the result is what `take` makes of them, each given as soon as it arrives.

        Where the copy fails, `take` is called again with pieces made here.
        """
        step = self._streamed(work)

        def result() -> Value:
            if step.place is not None:
                with suppress(_Lost):
                    return take(self._pieces(step.place))
            return take(work())

        return cache(result)

    def supply(self, work: Callable[[], Iterable[Piece]]) -> Iterator[Piece]:
        """Hand over work that is not worth doing here: its pieces come from the copy, and there are none without one."""
        step = self._streamed(work)

        def supplied() -> Iterator[Piece]:
            if step.place is not None:
                with suppress(_Lost):
                    yield from self._pieces(step.place)

        return supplied()

    def answer(self, prepare: Callable[[], Callable[[Question], Value]]) -> Callable[[Question], Callable[[], Value]]:
        """Hand over work whose input is known only later: the copy prepares, does all else, then waits for the question."""
        prepared: list[Callable[[Question], Value]] = []
        self._laid(_BEGUN, lambda _copy: prepared.append(prepare()))
        step = self._laid(_ANSWERING, lambda copy: prepared[0](copy.listen()))

        def ask(question: Question) -> Callable[[], Value]:
            if step.place is not None:
                self._ask(question, step.place)
            return self._result_of(step, lambda: prepare()(question))

        return ask

    @property
    def has_answered(self) -> bool:
        """Whether something has arrived from the copy, or nothing will any more."""
        return self._line is None or any(self._received.values()) or self._line.poll()

    def start(self) -> None:
        """Fork, where there is to be a copy."""
        if not self.will_fork:
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
        """In the copy: do every step and send its result."""
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the first process, which then ends this one
        self._hang_up()  # that end belongs to the first process
        outlet = _Outlet(line)
        with line, suppress(Exception):
            for outlet.place, step in enumerate(self._steps):
                outlet.send(step.work(outlet))
                return_memory()

    def _streamed(self, work: Callable[[], Iterable[Any]]) -> _Step:
        def send(copy: _Outlet) -> None:
            for piece in work():
                copy.send(piece, more=True)

        return self._laid(_BEGUN, send)

    def _laid(self, rank: int, work: Callable[[_Outlet], Any]) -> _Step:
        step = _Step(rank, work)
        self._steps.append(step)
        return step

    def _result_of(self, step: _Step, otherwise: Callable[[], Value]) -> Callable[[], Value]:
        def result() -> Value:
            if step.place is not None:
                with suppress(_Lost):
                    _more, value = self._next(step.place)
                    return value  # type: ignore[no-any-return]
            return otherwise()

        return cache(result)

    def _pieces(self, place: int) -> Iterator[Any]:
        while True:
            more, piece = self._next(place)
            if not more:
                return
            yield piece

    def _next(self, place: int) -> tuple[bool, Any]:
        """The next item of a step; items of other steps that arrive before it are kept."""
        while not self._received[place]:
            self._receive()
        return self._received[place].popleft()

    def _receive(self) -> None:
        if self._line is None:
            raise _Lost
        try:
            place, more, value = self._line.recv()
        except (EOFError, OSError):  # it ended between two items, or within one
            self._hang_up()
            raise _Lost from None
        self._received[place].append((more, value))
        self._done = self._done if more else place

    def _ask(self, question: object, place: int) -> None:
        """Send a question. The copy reads it after all earlier steps, so these are received first, lest both pipes fill."""
        with suppress(_Lost):
            while self._done < place - 1:
                self._receive()
        try:
            if self._line is not None:
                self._line.send(question)
        except OSError:
            self._hang_up()

    def _hang_up(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None


def return_memory() -> None:
    """Return freed memory to the system: glibc would keep it, while this process may wait long for others that grow."""
    with suppress(ImportError, AttributeError):  # a Python without ctypes; another library for C
        from ctypes import CDLL

        CDLL(None).malloc_trim(0)


def _queue_of(parts: int) -> Iterator[int]:
    """A queue of parts shared with forked copies: each part is given to one of them."""
    read_end, write_end = os.pipe()
    os.write(write_end, bytes(range(parts)))  # all at once: a pipe holds at least 4,096 bytes
    os.close(write_end)
    return _taken_from(FileIO(read_end))


def _taken_from(queue: FileIO) -> Iterator[int]:
    with queue:
        while part := queue.read(1):
            yield part[0]


def _can_fork() -> bool:
    """Only on Linux (elsewhere system libraries may break in a fork), and only without threads, which a fork does not copy."""
    if sys.platform != "linux" or threading.active_count() > 1 or len(os.sched_getaffinity(0)) < 2:
        return False
    from multiprocessing import current_process

    return not current_process().daemon
