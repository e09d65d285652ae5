"""How a value stands to a passage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Standing:
    """Verified in the passage, derived by a named rule, or missing; a missing one with a rule is only doubtful."""

    verdict: Literal["verified", "derived", "missing"]
    rule: str | None = None

    def __bool__(self) -> bool:
        return self.verdict != "missing"


VERIFIED = Standing("verified")
MISSING = Standing("missing")
NAMED_ELSEWHERE = Standing("missing", "named_elsewhere")
"""The document names it, but speaks of something else here: doubtful, for a person to judge."""


def derived(rule: str) -> Standing:
    """The value follows by `rule`."""
    return Standing("derived", rule)


def doubtful(rule: str) -> Standing:
    """The passage does not settle the value; a person judges."""
    return Standing("missing", rule)
