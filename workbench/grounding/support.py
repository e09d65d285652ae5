"""How well a passage supports a value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Support:
    """Verified in the passage, derived by a named rule, or missing; a missing one with a rule is only doubtful."""

    verdict: Literal["verified", "derived", "missing"]
    rule: str | None = None

    def __bool__(self) -> bool:
        return self.verdict != "missing"


VERIFIED = Support("verified")
MISSING = Support("missing")
NAMED_ELSEWHERE = Support("missing", "named_elsewhere")
"""The document names it, but speaks of something else here: doubtful, for a person to judge."""


def derived(rule: str) -> Support:
    """The value follows by `rule`."""
    return Support("derived", rule)


def doubtful(rule: str) -> Support:
    """The passage does not settle the value; a person judges."""
    return Support("missing", rule)
