"""Work off the event loop: in one thread, or, where there is much of it, in processes of its own."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing.connection import wait
from multiprocessing.context import BaseContext
from typing import ParamSpec, Self, TypeVar

MANY = 40
"""Articles from which on starting processes is worth its second."""

MOST_PROCESSES = 8

Given = ParamSpec("Given")
Result = TypeVar("Result")


def processes_for(articles: int) -> int:
    """How many processes to read so many articles in: none for a few, nor on one core; one core is left to the loop."""
    return 0 if articles < MANY else min(MOST_PROCESSES, _usable_cores() - 1)


def _usable_cores() -> int:
    """Cores that this process may run on; where the system does not tell, those there are."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Workers:
    """Runs functions of modules (they may have to be sent to another process) and counts the time that they take."""

    def __init__(self, processes: int = 0) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        """CPU time by name of function."""
        self._executor: Executor = (
            ProcessPoolExecutor(processes, _processes(), initializer=_begin)
            if processes
            else ThreadPoolExecutor(1, thread_name_prefix="reading")
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._executor.shutdown(wait=True, cancel_futures=True)

    async def run(self, function: Callable[Given, Result], /, *given: Given.args, **named: Given.kwargs) -> Result:
        """The result of a function."""
        result, taken = await asyncio.get_running_loop().run_in_executor(self._executor, _timed, function, given, named)
        self.seconds[function.__name__] += taken
        return result


def _timed(
    function: Callable[..., Result], given: tuple[object, ...], named: dict[str, object]
) -> tuple[Result, float]:
    start = time.thread_time()
    result = function(*given, **named)
    return result, time.thread_time() - start


def _processes() -> BaseContext:
    """Processes that come from one which has loaded what they need; where there is no such thing, new ones."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["workbench.extraction.judging", "workbench.triage"])
    return context


def _begin() -> None:
    """Ctrl-C is the first process's to answer; and when that one dies, however it dies, so does this one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
