"""How many requests are in progress: as many as asked for, fewer while the API refuses.

Each 429 or 529 closes a place, and ten good answers reopen one. So below one refusal in eleven answers all places stay open;
with a server that accepts a fixed number, about that many stay open. After as many good answers in a row as there are places,
each opens another where all are taken, so that a passing trouble is soon forgotten.
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
"""Places, or rather the share of one, that a good answer opens after a refusal closed one."""
MOST_AT_FIRST = 64
"""Places at the beginning, when nothing is known of the server yet: every refusal is a wasted request."""


@dataclass
class Slot:
    """Permission to have one request in progress; the caller writes the status of its answer into it."""

    status: int | None = None


class Throttle:
    """Slots for the requests of one key, first come, first served."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.limit = float(min(most, MOST_AT_FIRST))
        self.in_flight = 0
        self.limited = 0
        """Refusals (429, 529) so far."""
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
            if turn.done() and not turn.cancelled():  # it got a place and was cancelled at once: the next gets it
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
