"""One decision on many facts: those that it takes, and those that it leaves out because each needs a look of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from workbench.facts.fact import Record
from workbench.facts.standing import Standing
from workbench.review.steps import Act

ALONE = ("conflict", "quote_not_exact", "value_unverified", "assessment", "decided_before", "basis_changed")
"""Codes of the reasons for which a fact is approved alone or not at all."""


@dataclass(frozen=True)
class Batch:
    """Facts for one decision, in reading order."""

    act: Act
    taken: tuple[Record, ...]
    left: tuple[tuple[Record, str], ...]
    """Facts left out, each with the code of why."""

    @cached_property
    def kinds(self) -> Mapping[str, int]:
        """How many of each kind are taken, the commonest first."""
        return dict(Counter(record.fact.kind for record in self.taken).most_common())


def collect_batch(act: Act, records: Iterable[Record]) -> Batch:
    """A batch of these; only an approval leaves any out."""
    taken, left = [], []
    for record in records:
        why = next((code for code in map(_code, Standing.of(record).route.reasons) if code in ALONE), None)
        if act == "approve" and why is not None:
            left.append((record, why))
        else:
            taken.append(record)
    return Batch(act, tuple(taken), tuple(left))


def _code(reason: str) -> str:
    return reason.split(":")[0]
