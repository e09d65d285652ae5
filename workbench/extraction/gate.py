"""How many requests are under way: as many as asked for, and fewer while the API says that it is too much.

What counts is the share of 429 and 529 among the answers of a window. A single one is bad luck and changes nothing; a tenth
of them says that the limit is below what is under way, and by how much.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

LIMITED = frozenset({429, 529})
SHARE = 0.1
"""Share of limited answers above which fewer are sent."""
FEWEST_LIMITED = 3
"""Limited answers below which a share says nothing."""
SHORTEST_WINDOW = 8
GROWTH = 0.1
"""Share by which the limit grows after a window without trouble."""


@dataclass
class Slot:
    """The permission to have one request under way, and how it was answered."""

    turn: int
    """Which limit it was sent under: answers to what was sent under an earlier one say nothing of this one."""
    status: int | None = None


class Gate:
    """Slots for the requests of one key, first come, first served."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.limit = float(most)
        self.in_flight = 0
        self.limited = 0
        """Limited answers in all."""
        self._turn = 0
        self._window: list[bool] = []
        self._waiting: deque[asyncio.Future[None]] = deque()

    @asynccontextmanager
    async def slot(self) -> AsyncIterator[Slot]:
        """Waits until one more may be sent; the caller writes the status of the answer into the slot."""
        await self._enter()
        slot = Slot(self._turn)
        try:
            yield slot
        finally:
            self.in_flight -= 1
            if slot.status is not None:
                self._note(slot)
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

    def _note(self, slot: Slot) -> None:
        limited = slot.status in LIMITED
        self.limited += limited
        if slot.turn != self._turn:
            return
        self._window.append(limited)
        if len(self._window) < max(SHORTEST_WINDOW, self.limit / 2):
            return
        refused = sum(self._window)
        # What is still under way was taken in: refusals come at once, answers late.
        share = refused / (len(self._window) + self.in_flight)
        if refused >= FEWEST_LIMITED and share > SHARE:
            self._change(max(1.0, self.limit * max(0.5, 1 - share)))
        elif len(self._window) >= self.limit:
            grown = self.limit + max(1.0, self.limit * GROWTH) if share <= SHARE / 2 else self.limit
            self._change(min(float(self.most), grown))

    def _change(self, limit: float) -> None:
        if limit < self.limit:
            self._turn += 1
        self.limit = limit
        self._window = []
