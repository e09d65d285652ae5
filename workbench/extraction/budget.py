"""A spending limit: what a request could cost is reserved before it is sent."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from workbench.extraction.outcomes import Postponed
from workbench.language import _


@dataclass
class Reservation:
    """What is put aside for one request, and what it came to; USD."""

    most: float
    cost: float = 0.0


class Budget:
    """Money for the requests of one run."""

    def __init__(self, most: float | None = None) -> None:
        """`most` in USD; without it nothing is reserved."""
        self.most = most
        self.spent = 0.0
        self._reserved = 0.0
        self._released = asyncio.Event()

    @asynccontextmanager
    async def reserved(self, most: float) -> AsyncIterator[Reservation]:
        """Puts `most` aside; the caller writes into it what the request came to.

        Waits while other requests may yet release what was reserved for them; raises `Postponed` where none can.
        """
        await self._reserve(most)
        reserved = Reservation(most)
        try:
            yield reserved
        finally:
            self._reserved -= most
            self.spent += reserved.cost
            self._released.set()

    def allows(self, most: float) -> bool:
        """Whether `most` is left now."""
        return self.most is None or self.spent + self._reserved + most <= self.most

    async def _reserve(self, most: float) -> None:
        while not self.allows(most):
            if self._reserved <= 0:
                raise Postponed(
                    "over_budget",
                    _(
                        "--max-cost: {spent:.2f} of {most:.2f} USD are spent, and the next request could cost {next:.2f}"
                    ).format(spent=self.spent, most=self.most or 0.0, next=most),
                )
            self._released.clear()
            await self._released.wait()
        self._reserved += most
