"""What a conflict is made of: sides that give one attribute values that cannot all be true, and which side weighs more."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, TypeVar

from workbench.facts.document import Tier
from workbench.resolution.events import clause_key
from workbench.resolution.statement import Statement

Attribute = Literal[
    "publish_date",
    "effective_date",
    "status",
    "issuer",
    "title",
    "number",
    "count",
    "threshold",
    "list",
    "name",
    "licence",
    "occasion",
    "claim",
]
Value = TypeVar("Value", bound=Hashable)
Reason = Literal["heavier_source", "newer_source", "more_sources", "keep_both", "undecided"]
"""Why a side is suggested; worded where it is shown."""


@dataclass(frozen=True, slots=True)
class Side:
    """One value, and who gives it."""

    value: str
    """As it is read: an ISO date, a number, a status with its days, a name as its heaviest source writes it."""
    statements: tuple[Statement, ...]
    key: str
    """The value in one form of writing: script, punctuation and wording of a source leave it as it is."""
    computed: bool = False
    """Whether the value follows from its facts together (a sum), so that none of them gives it by itself."""

    @property
    def facts(self) -> tuple[str, ...]:
        """Ids of the facts that give it."""
        return tuple(dict.fromkeys(statement.fact for statement in self.statements))

    @property
    def documents(self) -> tuple[str, ...]:
        """Ids of their documents."""
        return tuple(dict.fromkeys(statement.document for statement in self.statements))

    @property
    def rank(self) -> int:
        """Weight of the heaviest source; 0 is the heaviest there is. A sum is as light as the lightest of its parts."""
        ranks = [statement.rank for statement in self.statements]
        return max(ranks) if self.computed else min(ranks)

    @property
    def tier(self) -> Tier:
        """Tier of the source that gives it its weight."""
        return next(statement.tier for statement in self.statements if statement.rank == self.rank)

    @property
    def latest(self) -> date:
        """Publication day of the newest source; the earliest day there is where none is known."""
        return max((s.published for s in self.statements if s.published), default=date.min)

    def json(self) -> dict[str, Any]:
        """The contract's JSON of a side."""
        return {
            "value": self.value,
            "facts": list(self.facts),
            "documents": list(self.documents),
            "tier": self.tier,
            "computed": self.computed,
            "evidence": [
                {"document": statement.document, **span.json()}
                for statement in self.statements
                for span in statement.evidence
            ],
        }


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The side that weighs more, and why."""

    side: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class Conflict:
    """Sides that disagree on one attribute of one instrument, or of a part of it."""

    instrument: str | None
    """Canonical key; None where no act is spoken of: a figure of the market, the standing total of a list."""
    attribute: Attribute
    clause: str | None
    sides: tuple[Side, ...]
    subject: str | None = None
    """What within the instrument it is about, where the attribute alone does not say: an item, an entity, a list."""

    @property
    def id(self) -> str:
        """Digest of what is in conflict: 16 hexadecimal digits of SHA-256. Another source for a side leaves it."""
        sides = sorted(side.key for side in self.sides)
        parts = [self.instrument, self.attribute, clause_key(self.clause), clause_key(self.subject), sides]
        canonical = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()[:16]

    @property
    def suggestion(self) -> Suggestion:
        """By tier, then by the newer source, then by the number of documents; `undecided` names the first side.

        What sources assert of the market, or of the reason for an act, no weight of theirs makes true: unless the
        state itself says so, each stands with its source.
        """
        if self.attribute in {"claim", "occasion"} and self.sides[0].tier != "official":
            return Suggestion(0, "keep_both")
        return _suggest(self.sides)

    def json(self) -> dict[str, Any]:
        """The contract's JSON of an open conflict."""
        suggestion = self.suggestion
        return {
            "id": self.id,
            "instrument": self.instrument,
            "attribute": self.attribute,
            "clause": self.clause,
            "subject": self.subject,
            "sides": [side.json() for side in self.sides],
            "suggestion": {"side": suggestion.side, "reason": suggestion.reason},
            "state": "open",
        }


def side_of(key: str, statements: Iterable[Statement], value: str | None = None, *, computed: bool = False) -> Side:
    """A side of these statements, each once, heaviest first; `value` is the key where it is not given."""
    ranked = sorted(
        {statement.fact: statement for statement in statements}.values(), key=lambda statement: statement.rank
    )
    return Side(key if value is None else value, tuple(ranked), key, computed)


def conflict_of(
    instrument: str | None,
    attribute: Attribute,
    sides: Iterable[Side],
    *,
    clause: str | None = None,
    subject: str | None = None,
) -> Iterator[Conflict]:
    """The conflict of two or more sides, the heaviest first, then by value; none of fewer."""
    ranked = sorted((side for side in sides if side.statements), key=lambda side: (side.rank, side.key))
    if len(ranked) >= 2:
        yield Conflict(instrument, attribute, clause, tuple(ranked), subject)


def conflict_of_values(
    instrument: str | None,
    attribute: Attribute,
    stated: Mapping[str, Sequence[Statement]],
    *,
    clause: str | None = None,
) -> Iterator[Conflict]:
    """The conflict of two or more values, each with who gives it."""
    if len(stated) >= 2:
        sides = [side_of(value, statements) for value, statements in stated.items()]
        yield from conflict_of(instrument, attribute, sides, clause=clause)


def of_several_values(
    stated: Mapping[str, Mapping[Value, Sequence[Statement]]],
) -> dict[str, Mapping[Value, Sequence[Statement]]]:
    """Those to which more than one value is given: few of them all."""
    return {key: values for key, values in stated.items() if len(values) >= 2}


def opposed(sides: Sequence[Side], contradict: Callable[[Side, Side], bool]) -> list[Side]:
    """Those that contradict one of the others."""
    return [side for side in sides if any(contradict(side, other) for other in sides if other is not side)]


def in_separate_documents(stated: Mapping[str, Sequence[Statement]]) -> bool:
    """Whether no single document gives all the values: one that does speaks of parts, or corrects itself."""
    by_document: dict[str, set[str]] = defaultdict(set)
    for value, statements in stated.items():
        for statement in statements:
            by_document[statement.document].add(value)
    return not any(len(values) == len(stated) for values in by_document.values())


def _suggest(sides: Sequence[Side]) -> Suggestion:
    heaviest = [side for side in sides if side.rank == min(other.rank for other in sides)]
    newest = [side for side in heaviest if side.latest == max(other.latest for other in heaviest)]
    widest = [side for side in newest if len(side.documents) == max(len(other.documents) for other in newest)]
    steps: tuple[tuple[Sequence[Side], Reason], ...] = (
        (heaviest, "heavier_source"),
        (newest, "newer_source"),
        (widest, "more_sources"),
    )
    for left, reason in steps:
        if len(left) == 1:
            return Suggestion(sides.index(left[0]), reason)
    return Suggestion(0, "undecided")
