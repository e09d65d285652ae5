"""Writing in a separate thread. Waiting items are written together: a disk takes milliseconds to confirm each write."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Generic, TypeVar

Item = TypeVar("Item")


class Keeper(Generic[Item]):
    """Hands items to `write`, in their order, as many at once as wait; for one event loop."""

    def __init__(self, write: Callable[[Sequence[Item]], None], *, most: int = 64, pause: float = 0.0) -> None:
        """Before each write `pause` seconds are left, in which more items may come; at most `most` are written at once."""
        self._write = write
        self._most = most
        self._pause = pause
        self._closing = False
        self._waiting: list[tuple[Item, asyncio.Future[None]]] = []
        self._writing: asyncio.Task[None] | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="keeping")

    async def keep(self, item: Item) -> None:
        """Return when the item is written; raises what `write` raised. Cancelling the caller does not cancel the write."""
        written: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, written))
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write_all())
        await asyncio.shield(written)

    async def aclose(self) -> None:
        """Write what is left, then end the thread."""
        self._closing = True
        if self._writing is not None:
            await asyncio.gather(self._writing, return_exceptions=True)
        self._thread.shutdown(wait=True)

    async def _write_all(self) -> None:
        loop = asyncio.get_running_loop()
        while self._waiting:
            if self._pause and len(self._waiting) < self._most and not self._closing:
                await asyncio.sleep(self._pause)
            taken, self._waiting = self._waiting[: self._most], self._waiting[self._most :]
            try:
                await loop.run_in_executor(self._thread, self._write, [item for item, _ in taken])
            except BaseException as error:
                for _, written in taken:
                    _fail(written, error)
                if not isinstance(error, Exception):
                    raise
            else:
                for _, written in taken:
                    if not written.done():
                        written.set_result(None)


def _fail(written: asyncio.Future[None], error: BaseException) -> None:
    if not written.done():
        written.set_exception(error if isinstance(error, Exception) else RuntimeError("the writing was stopped"))
        written.exception()  # marks it as retrieved: asyncio would log it where nobody awaits it any more
