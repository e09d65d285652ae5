"""How many requests are under way: as many as asked for, and fewer while the API says that it is too much.

Each 429 or 529 closes a place, and ten good answers open one again: where fewer than one answer in eleven is a refusal,
all places stay open, and where a server takes so many and no more, that many are left. After as many good answers as there
are places, each opens another where all are taken: what was closed for a passing trouble is soon open again.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

REQUESTS_UNDER_WAY = 8
"""At most, where the caller names no other number."""

LIMITED = frozenset({429, 529})
REOPENED = 0.1
"""Places that a good answer opens after a refusal closed one."""
MOST_AT_FIRST = 64
"""Places at the beginning: nothing is known of the server yet, and every refusal is a request for nothing."""


@dataclass
class Slot:
    """The permission to have one request under way, and how it was answered."""

    status: int | None = None


class Gate:
    """Slots for the requests of one key, first come, first served."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.limit = float(min(most, MOST_AT_FIRST))
        self.in_flight = 0
        self.limited = 0
        """Limited answers in all."""
        self._good = 0
        """Good answers since the last refusal."""
        self._waiting: deque[asyncio.Future[None]] = deque()

    @asynccontextmanager
    async def slot(self) -> AsyncIterator[Slot]:
        """Waits until one more may be sent; the caller writes the status of the answer into the slot."""
        await self._enter()
        slot = Slot()
        try:
            yield slot
        finally:
            if slot.status is not None:
                self._note(slot.status)
            self.in_flight -= 1
            self._wake()

    async def _enter(self) -> None:
        if self.in_flight < int(self.limit) and not self._waiting:
            self.in_flight += 1
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():  # it was let in and stopped at once: the place goes to the next
                self.in_flight -= 1
                self._wake()
            raise

    def _wake(self) -> None:
        while self._waiting and self.in_flight < int(self.limit):
            turn = self._waiting.popleft()
            if not turn.done():
                self.in_flight += 1
                turn.set_result(None)

    def _note(self, status: int) -> None:
        if status in LIMITED:
            self.limited += 1
            self._good = 0
            self.limit = max(1.0, self.limit - 1)
        elif status < 400:
            self._good += 1
            calm = not self.limited or self._good > self.limit
            opened = 1 if calm and self.in_flight >= int(self.limit) else REOPENED
            self.limit = min(float(self.most), self.limit + opened)
