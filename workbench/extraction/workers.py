"""Work off the event loop: in one thread or, for many articles, in several processes."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from functools import partial
from multiprocessing.connection import wait
from multiprocessing.context import BaseContext
from typing import Any, ParamSpec, Self, TypeAlias, TypeVar

from workbench.collecting import set_aside

MANY = 40
"""Fewer articles than this are not worth the second that starting processes takes."""

MOST_PROCESSES = 8

MOST_TOGETHER = 8
"""Calls in one message to a process: few, so that no result waits long for the others of its message."""

AHEAD = 2
"""Messages sent ahead to each process, so that it never waits for the next."""

Given = ParamSpec("Given")
Result = TypeVar("Result")


def processes_for(articles: int) -> int:
    """How many processes to use for so many articles: 0 for few, or on one core; one core is left to the event loop."""
    return 0 if articles < MANY else min(MOST_PROCESSES, _usable_cores() - 1)


def _usable_cores() -> int:
    """Cores that this process may run on; all of them where the system does not say."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Workers:
    """Runs module-level functions, which can be sent to another process, and counts the CPU time that they take.

    Waiting calls are sent together: a message to another process costs as much as reading a paragraph.
    """

    def __init__(self, processes: int = 0) -> None:
        """Starts the processes without waiting for them: what they import takes a second."""
        self.seconds: defaultdict[str, float] = defaultdict(float)
        """CPU time by name of the function, or of a part that it counts separately (`apart`)."""
        self._most_sent = AHEAD * max(1, processes)
        self._sent = 0
        self._waiting: deque[tuple[_Call, asyncio.Future[Any]]] = deque()
        self._executor: Executor = (
            ProcessPoolExecutor(processes, _processes(), initializer=_begin)
            if processes
            else ThreadPoolExecutor(1, thread_name_prefix="reading")
        )
        self._starting = threading.Thread(target=self._start, daemon=True)
        self._started: asyncio.Future[None] | None = None
        if processes:
            self._starting.start()

    def _start(self) -> None:
        with suppress(RuntimeError):  # ended before it began
            self._executor.submit(os.getpid).result()

    def wait_started(self) -> None:
        """Wait until the first process is ready."""
        if self._starting.ident is not None:
            self._starting.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._executor.shutdown(wait=True, cancel_futures=True)

    async def run(self, function: Callable[Given, Result], /, *given: Given.args, **named: Given.kwargs) -> Result:
        """The result of a function."""
        promise: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._waiting.append(((function, given, named), promise))
        if self._starting.is_alive():  # the executor would block the event loop until the processes have started
            if self._started is None:
                self._started = asyncio.ensure_future(asyncio.to_thread(self._starting.join))
                self._started.add_done_callback(lambda _joined: self._send())
        else:
            self._send()
        return await promise

    def _send(self) -> None:
        loop = asyncio.get_running_loop()
        while self._waiting and self._sent < self._most_sent:
            taken = [self._waiting.popleft() for _ in range(min(len(self._waiting), MOST_TOGETHER))]
            sent = loop.run_in_executor(self._executor, _done, [call for call, _ in taken])
            self._sent += 1
            sent.add_done_callback(partial(self._receive, [promise for _, promise in taken]))

    def _receive(self, promises: Sequence[asyncio.Future[Any]], sent: asyncio.Future[_Done]) -> None:
        self._sent -= 1
        failed = asyncio.CancelledError() if sent.cancelled() else sent.exception()
        if failed is not None:
            results: Iterable[_Outcome] = ((None, failed) for _ in promises)
        else:
            results, taken = sent.result()
            for name, spent in taken.items():
                self.seconds[name] += spent
        for promise, (result, error) in zip(promises, results, strict=True):
            if promise.done():  # the caller was cancelled
                continue
            if error is None:
                promise.set_result(result)
            elif isinstance(error, asyncio.CancelledError):
                promise.cancel()
            else:
                promise.set_exception(error)
        self._send()


_Call: TypeAlias = tuple[Callable[..., Any], tuple[object, ...], dict[str, object]]
_Outcome: TypeAlias = tuple[Any, BaseException | None]
_Done: TypeAlias = tuple[list[_Outcome], dict[str, float]]

_apart: ContextVar[defaultdict[str, float]] = ContextVar("apart")


@contextmanager
def apart(name: str) -> Iterator[None]:
    """Count the CPU time of the block under this name, and not under that of the surrounding function."""
    taken = _apart.get(None)
    if taken is None:
        yield
        return
    within, start = sum(taken.values()), time.thread_time()
    try:
        yield
    finally:
        spent = time.thread_time() - start
        taken[name] += spent - (sum(taken.values()) - within)


def _done(calls: Sequence[_Call]) -> _Done:
    taken: defaultdict[str, float] = defaultdict(float)
    token = _apart.set(taken)
    try:
        return [_called(*call) for call in calls], dict(taken)
    finally:
        _apart.reset(token)


def _called(function: Callable[..., Any], given: tuple[object, ...], named: dict[str, object]) -> _Outcome:
    try:
        with apart(function.__name__):
            return function(*given, **named), None
    except Exception as error:
        return None, error


def _processes() -> BaseContext:
    """How to start processes: forked from a server that has imported what they need, or new ones where none can be."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["workbench.extraction.judging", "workbench.triage"])
    return context


def _begin() -> None:
    """In a new process: leave Ctrl-C to the parent, and end when the parent does, however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    set_aside()
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
