"""Conflicts on limits: one instrument, item, quantity and unit, but another value, or another direction of comparing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from workbench.facts.kinds import Threshold
from workbench.facts.measures import in_base_unit
from workbench.resolution.conflicts.meant import Acts, statements_of_kind
from workbench.resolution.conflicts.sides import Conflict, conflict_of, opposed, side_of
from workbench.resolution.instruments import Instruments
from workbench.resolution.statement import Statement
from workbench.text import fold

_LOWER, _UPPER = frozenset({"ge", "gt"}), frozenset({"le", "lt"})
_SIGNS = {"ge": "≥", "gt": ">", "le": "≤", "lt": "<", "eq": "="}
_ABOUT = Decimal("0.05")
"""How far, in proportion, an approximate value may be from another."""


@dataclass(frozen=True)
class Limit:
    """One end of a threshold in its base unit."""

    comparator: str
    value: Decimal
    unit: str
    approximate: bool
    written: str

    @property
    def key(self) -> str:
        """The limit in one form of writing."""
        return f"{self.comparator} {self.value:f} {self.unit}"

    def contradicts(self, other: Limit) -> bool:
        """Whether both cannot be the limit: another value compared in the same way, or the same value in another way.

        A value without a comparator (0.1 % in prose) says less than one with it; two ends of a range are no conflict.
        """
        same_way = {self.comparator, other.comparator} <= _LOWER or {self.comparator, other.comparator} <= _UPPER
        bare = "eq" in {self.comparator, other.comparator}
        if self.value == other.value:
            return not bare and self.comparator != other.comparator
        near = abs(self.value - other.value) <= _ABOUT * max(abs(self.value), abs(other.value))
        return (same_way or bare) and not (near and (self.approximate or other.approximate))


def things_limited(threshold: Threshold) -> tuple[str, str] | None:
    """Item and subject in one form of writing, what two limits must have in common; None where neither is given."""
    item, subject = _folded(threshold.item or ""), _folded(threshold.subject or "")
    return (item, subject) if item or subject else None


@lru_cache(maxsize=4_000)
def _folded(name: str) -> str:
    return fold(name).text


def find_threshold_conflicts(instruments: Instruments, acts: Acts) -> Iterator[Conflict]:
    """Conflicts on limits of one thing; one document that gives both limits speaks of two."""
    stated: dict[tuple[str, str, str, str], dict[str, list[Statement]]] = defaultdict(lambda: defaultdict(list))
    limits: dict[str, Limit] = {}
    for _, statement, threshold in statements_of_kind(instruments, Threshold):
        thing = things_limited(threshold)
        if thing is None:
            continue
        meant = acts.meant(statement)
        for limit in limits_of(threshold):
            key = limit.key
            limits.setdefault(key, limit)
            for act in meant:
                stated[act, *thing, limit.unit][key].append(statement)
    for (act, item, subject, _), statements in stated.items():
        if len(statements) > 1 and any(acts.named(s) == act for group in statements.values() for s in group):
            yield from _at_odds(act, subject or item, statements, limits)


def _at_odds(
    act: str, subject: str, stated: Mapping[str, Sequence[Statement]], limits: Mapping[str, Limit]
) -> Iterator[Conflict]:
    documents = {key: {statement.document for statement in statements} for key, statements in stated.items()}
    sides = [side_of(key, statements, limits[key].written) for key, statements in stated.items()]
    at_odds = opposed(
        sides,
        lambda side, other: (
            limits[side.key].contradicts(limits[other.key]) and not documents[side.key] & documents[other.key]
        ),
    )
    yield from conflict_of(act, "threshold", at_odds, subject=subject)


def limits_of(threshold: Threshold) -> Iterator[Limit]:
    """Its limit, or both ends of its range."""
    ends = [(threshold.comparator, threshold.value)]
    if threshold.comparator == "between" and threshold.upper is not None:
        ends = [
            ("gt" if threshold.lower_inclusive is False else "ge", threshold.value),
            ("lt" if threshold.upper_inclusive is False else "le", threshold.upper),
        ]
    for comparator, value in ends:
        base, unit = in_base_unit(value, threshold.unit)
        written = f"{_SIGNS[comparator]} {value:f} {threshold.unit or ''}".strip()
        yield Limit(comparator, base, unit, threshold.approximate, written)
