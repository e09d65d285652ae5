"""Work that a copy of this process does while this one goes on, where a core is free for it."""

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
    """One thing that a copy does, and its place among what it does, once it is begun."""

    def __init__(self, rank: int, work: Callable[[_Teller], Any]) -> None:
        self.rank, self.work = rank, work
        self.place: int | None = None


class _Teller:
    """A copy's end of the line."""

    def __init__(self, line: Connection) -> None:
        self._line = line
        self.place = 0
        """Of the step that is being done."""

    def tell(self, value: object, *, more: bool = False) -> None:
        """Send what a step gives, or a piece of it where there is more to come."""
        self._line.send((self.place, more, value))

    def listen(self) -> Any:
        """What is asked; waits for it."""
        return self._line.recv()


class _Lost(Exception):
    """The copy is gone, and told no more."""


_SHARED, _BEGUN, _ANSWERING = range(3)


class Companion:
    """A copy of this process that works beside it; without one, all is done here when it is asked for.

    Work is laid down first: what `share`, `begin`, `stream` and `answer` return gives its result, and gives it again when
    asked again; what `supply` returns gives pieces, once. Then `start` makes the copy, which does what is shared first, then
    what is begun, and answers last, each in the order in which it was laid down. It has all that is there at that moment,
    but for connections: work must use no database that was open before, no network, no screen. What it makes is sent through
    a pipe. Where it fails, or is ended from outside, the rest is done here (not what it was to supply), so that an error is
    raised where it can be seen.
    """

    def __init__(self, *, beside: bool = True) -> None:
        self.beside = beside and _can_fork()
        """Whether there will be a copy: where it is worth it, and there is a core for it and a way to copy."""
        self._steps: list[_Step] = []
        self._heard: dict[int, deque[tuple[bool, Any]]] = defaultdict(deque)
        """Place of a step -> what was told of it and not taken yet: whether there is more, and the value."""
        self._done = -1
        """Place of the last step of which everything was heard."""
        self._line: Connection | None = None
        """To the copy, while it lives."""

    def begin(self, work: Callable[[], Value]) -> Callable[[], Value]:
        """Work that is one whole."""
        return self._result_of(self._laid(_BEGUN, lambda _copy: work()), work)

    def share(self, work: Callable[[int], Value], parts: int) -> Callable[[], list[Value]]:
        """Work on each of at most 256 parts, in any order: the copy takes one after the other, and so does who asks."""
        left = _queue_of(parts)
        # Each part is made ready to be sent when it is done, while both work: in the end the one waits for the other.
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
        """What `take` makes of the pieces of some work, each of which it is given as soon as it is there.

        Where the copy fails, it is given all of them anew, made here.
        """
        step = self._streamed(work)

        def result() -> Value:
            if step.place is not None:
                with suppress(_Lost):
                    return take(self._pieces(step.place))
            return take(work())

        return cache(result)

    def supply(self, work: Callable[[], Iterable[Piece]]) -> Iterator[Piece]:
        """The pieces of some work that nobody does here: those that the copy gives, and none without a copy."""
        step = self._streamed(work)

        def supplied() -> Iterator[Piece]:
            if step.place is not None:
                with suppress(_Lost):
                    yield from self._pieces(step.place)

        return supplied()

    def answer(self, prepare: Callable[[], Callable[[Question], Value]]) -> Callable[[Question], Callable[[], Value]]:
        """Work for which something is known later alone: the copy prepares for it, and waits for it last of all."""
        prepared: list[Callable[[Question], Value]] = []
        self._laid(_BEGUN, lambda _copy: prepared.append(prepare()))
        step = self._laid(_ANSWERING, lambda copy: prepared[0](copy.listen()))

        def ask(question: Question) -> Callable[[], Value]:
            if step.place is not None:
                self._ask(question, step.place)
            return self._result_of(step, lambda: prepare()(question))

        return ask

    @property
    def has_told(self) -> bool:
        """Whether there is something of the copy's to take, or nothing will come of it any more."""
        return self._line is None or any(self._heard.values()) or self._line.poll()

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
        teller = _Teller(line)
        with line, suppress(Exception):
            for teller.place, step in enumerate(self._steps):
                teller.tell(step.work(teller))
                give_back()

    def _streamed(self, work: Callable[[], Iterable[Any]]) -> _Step:
        def tell(copy: _Teller) -> None:
            for piece in work():
                copy.tell(piece, more=True)

        return self._laid(_BEGUN, tell)

    def _laid(self, rank: int, work: Callable[[_Teller], Any]) -> _Step:
        step = _Step(rank, work)
        self._steps.append(step)
        return step

    def _result_of(self, step: _Step, otherwise: Callable[[], Value]) -> Callable[[], Value]:
        def result() -> Value:
            if step.place is not None:
                with suppress(_Lost):
                    _more, told = self._next(step.place)
                    return told  # type: ignore[no-any-return]
            return otherwise()

        return cache(result)

    def _pieces(self, place: int) -> Iterator[Any]:
        while True:
            more, piece = self._next(place)
            if not more:
                return
            yield piece

    def _next(self, place: int) -> tuple[bool, Any]:
        """The next that is told of a step; what is told of others meanwhile is kept for whoever asks for it."""
        while not self._heard[place]:
            self._hear()
        return self._heard[place].popleft()

    def _hear(self) -> None:
        if self._line is None:
            raise _Lost
        try:
            place, more, value = self._line.recv()
        except (EOFError, OSError):  # before it told anything more; in the middle of that
            self._hang_up()
            raise _Lost from None
        self._heard[place].append((more, value))
        self._done = self._done if more else place

    def _ask(self, question: object, place: int) -> None:
        """Ask what a step waits for: the copy listens once it has told all before, and until then takes no more of it."""
        with suppress(_Lost):
            while self._done < place - 1:
                self._hear()
        try:
            if self._line is not None:
                self._line.send(question)
        except OSError:
            self._hang_up()

    def _hang_up(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None


def give_back() -> None:
    """Give the system the memory that was let go: glibc keeps it, and a copy may wait long beside others that grow."""
    with suppress(ImportError, AttributeError):  # a Python without ctypes; another library for C
        from ctypes import CDLL

        CDLL(None).malloc_trim(0)


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
