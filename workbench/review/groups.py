"""What is decided together: the facts of one sentence or table row; and in which order it is shown."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from workbench.facts.fact import WAITING, Record, is_assessment

_UNIT_END = re.compile(r"[。！？!?]+[」』”’）)]*|\n")

Sort = Literal["risk", "reading", "risk_everywhere"]
SORTS: tuple[Sort, ...] = ("risk", "reading", "risk_everywhere")
"""Riskiest first within each article; as the articles read; riskiest first of all articles."""

_EXACT_KINDS = frozenset(
    {"announcement", "effective_date", "status_change", "threshold", "listing", "count", "penalty"}
)


@dataclass(frozen=True)
class Group:
    """Facts of one sentence or table row of a document; an assessment stands alone."""

    document: str
    """Id of the document; of an assessment, whatever its fact says."""
    place: int
    """Rank of the document among all documents."""
    start: int
    """Offset of the sentence or row in the document's text."""
    facts: tuple[str, ...]
    """Ids in reading order, never empty."""


def units(text: str) -> list[int]:
    """Offsets at which the sentences and rows of a text begin."""
    return [0, *(match.end() for match in _UNIT_END.finditer(text) if match.end() < len(text))]


def group_records(records: Iterable[Record], text_of: Callable[[str], str]) -> list[Group]:
    """Records by the sentence or row in which their first quote begins, in reading order."""
    places: dict[str, int] = {}
    starts: dict[str, list[int]] = {}
    members: dict[tuple[str, int, str], list[Record]] = {}
    for record in records:
        document = record.fact.document
        places.setdefault(document, len(places))
        if is_assessment(record.fact) or not record.fact.evidence:
            members[document, 0, record.id] = [record]
            continue
        if document not in starts:
            starts[document] = units(text_of(document))
        at = record.fact.evidence[0].start
        unit = starts[document][bisect_right(starts[document], at) - 1]
        members.setdefault((document, unit, ""), []).append(record)
    groups = [
        Group(document, places[document], unit, tuple(record.id for record in sorted(found, key=_reading)))
        for (document, unit, _alone), found in members.items()
    ]
    return sorted(groups, key=lambda group: (group.place, group.start))


def _reading(record: Record) -> tuple[int, int]:
    spans = record.fact.evidence
    return (spans[0].start, spans[0].end) if spans else (0, 0)


def risk(record: Record) -> int:
    """How much harm a wrong approval would do: 0 the most, 4 the least."""
    if in_conflict(record):
        return 0
    if is_assessment(record.fact):
        return 4
    if record.fact.grounding == "suspect" or not record.fact.verified:
        return 1
    return 2 if record.fact.kind in _EXACT_KINDS else 3


def awaits(record: Record) -> bool:
    """Whether a person's word is asked for: the fact waits, or is in the sample by which the machine is measured."""
    return record.state in WAITING or (record.state == "auto_approved" and "sampled" in record.route.reasons)


def in_conflict(record: Record) -> bool:
    """Whether triage held it back for an open conflict."""
    return any(reason.startswith("conflict:") for reason in record.route.reasons)


def sort_groups(groups: Iterable[Group], records: Mapping[str, Record], sort: Sort) -> list[Group]:
    """Groups in the order asked for; equal ones stay in reading order."""

    def riskiest(group: Group) -> int:
        members = [records[id_] for id_ in group.facts]
        return min(risk(record) for record in list(filter(awaits, members)) or members)

    if sort == "reading":
        return sorted(groups, key=lambda group: (group.place, group.start))
    if sort == "risk":
        return sorted(groups, key=lambda group: (group.place, riskiest(group), group.start))
    return sorted(groups, key=lambda group: (riskiest(group), group.place, group.start))
