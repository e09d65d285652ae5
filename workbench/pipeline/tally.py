"""Progress of a run: what is done and used, and what the rest will take and cost at that rate."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from workbench.extraction.outcomes import ANSWERED
from workbench.pipeline.statistics import Paid


@dataclass
class Tally:
    """Counts of one run; articles, facts, tokens, USD, seconds."""

    total: int
    done: int = 0
    """Articles that are finished with, the failed among them."""
    failed: int = 0
    postponed: int = 0
    """Articles that were not asked to the end; the next run goes on with them."""
    facts: int = 0
    asked: int = 0
    """Articles for which something was paid."""
    paid: Paid = field(default_factory=Paid)
    """What was paid for in this run."""
    started: float = field(default_factory=time.monotonic)

    def note(self, outcome: str, facts: int, attempts: Iterable[Mapping[str, Any]]) -> None:
        """Count an article that is stored."""
        paid_before = self.paid.requests
        self.paid.add(attempts)
        self.done += 1
        self.failed += outcome not in ANSWERED
        self.facts += facts
        self.asked += self.paid.requests > paid_before

    @property
    def waiting(self) -> int:
        """Articles that are still to be read."""
        return self.total - self.done - self.postponed

    @property
    def seconds(self) -> float:
        """Since the beginning."""
        return time.monotonic() - self.started

    @property
    def rate(self) -> float:
        """Articles a minute."""
        return 60 * self.done / self.seconds if self.seconds > 0 else 0.0

    @property
    def seconds_left(self) -> float | None:
        """At this rate; None before anything is done."""
        return self.waiting * self.seconds / self.done if self.done else None

    @property
    def forecast(self) -> float | None:
        """What all of it will cost in USD if the rest is like what was read; None where that is not known."""
        if self.paid.usd is None or not self.done:
            return None
        return self.paid.usd * (self.total - self.postponed) / self.done
