"""Facts that agree with a fact or contradict it: from another article, or by the other engine on the same words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from workbench.facts.fact import Record
from workbench.facts.kinds import AnyContent
from workbench.review.wording import shown_values
from workbench.triage import agrees, contradicts, overlap

Relation = Literal["same", "otherwise", "read_otherwise"]
"""Says the same; gives another value of the same; is what the other engine made of the same words."""

_NAMES = ("name_zh", "name", "name_original", "title", "party", "subject", "topic")


@dataclass(frozen=True, slots=True)
class Witness:
    """A fact beside the one in focus."""

    record: Record
    relation: Relation
    fields: tuple[tuple[str, str, str], ...]
    """The fields that differ: name, as the fact in focus has it, as this one has it; empty text where unknown."""


def witness_of(mine: Record, other: Record) -> Witness | None:
    """What another fact of the same kind is to mine; None where it speaks of something else."""
    relation = _relation(mine, other)
    return None if relation is None else Witness(other, relation, _differing(mine, other))


def _relation(mine: Record, other: Record) -> Relation | None:
    if overlap(mine.fact, other.fact) and not set(mine.fact.witnesses) & set(other.fact.witnesses):
        return "read_otherwise"
    if agrees(mine.content, other.content):
        return "same"
    return "otherwise" if contradicts(mine.content, other.content) else None


def _differing(mine: Record, other: Record) -> tuple[tuple[str, str, str], ...]:
    own, theirs = shown_values(mine.content), shown_values(other.content)
    return tuple((name, value, theirs.get(name, "")) for name, value in own.items() if value != theirs.get(name, ""))


def name_of(content: AnyContent) -> str | None:
    """The name by which a content without an act can be looked for."""
    return next((str(value) for name in _NAMES if (value := getattr(content, name, None))), None)
