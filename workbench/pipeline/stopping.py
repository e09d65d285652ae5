"""Ctrl-C and SIGTERM: the first asks the work to stop, the second stops it at once."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def stopping(ask_to_stop: Callable[[], None]) -> Iterator[None]:
    """Inside a coroutine: the first signal calls `ask_to_stop`, another one cancels the task that runs here."""
    loop, running = asyncio.get_running_loop(), asyncio.current_task()
    asked = False

    def on_signal() -> None:
        nonlocal asked
        if asked and running is not None:
            running.cancel()
        else:
            asked = True
            ask_to_stop()

    handled = []
    for each in _SIGNALS:
        # Elsewhere than in the main thread, and on Windows, a signal does what it always does.
        with suppress(NotImplementedError, RuntimeError, ValueError):
            before = signal.getsignal(each)
            loop.add_signal_handler(each, on_signal)
            handled.append((each, before))
    try:
        yield
    finally:
        for each, before in handled:
            loop.remove_signal_handler(each)
            signal.signal(each, before)
