"""What is decided together: the facts of one sentence or table row; and in which order it is shown."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from operator import attrgetter
from typing import Literal, NamedTuple

from workbench.facts.standing import Standing

_UNIT_END = re.compile(r"[。！？!?\n](?:(?<!\n)[。！？!?]*[」』”’）)]*)?")
"""Marks with what closes behind them, or the end of a line; written so that it begins with one of a few characters, which the
search leaps to: half a million characters are looked through before the first screen."""

Sort = Literal["risk", "risk_in_article", "reading"]
SORTS: tuple[Sort, ...] = ("risk", "risk_in_article", "reading")
"""Riskiest first of all articles; riskiest first within each article; as the articles read."""

_EXACT_KINDS = frozenset(
    {"announcement", "effective_date", "status_change", "threshold", "listing", "count", "penalty"}
)
_DOUBTS = frozenset({"quote_not_exact", "value_unverified"})


class Group(NamedTuple):
    """Facts of one sentence or table row of a document; an assessment stands alone."""

    document: str
    """Id of the document; of an assessment, whatever its fact says."""
    place: int
    """Rank of the document among all documents."""
    start: int
    """Offset of the sentence or row in the document's text."""
    facts: tuple[str, ...]
    """Ids in reading order, never empty."""


_READING = attrgetter("place", "start")


def units(text: str) -> list[int]:
    """Offsets at which the sentences and rows of a text begin."""
    starts = [0, *[match.end() for match in _UNIT_END.finditer(text)]]
    if len(starts) > 1 and starts[-1] == len(text):
        starts.pop()
    return starts


def group_facts(standings: Iterable[Standing], texts: Iterable[tuple[str, str]]) -> list[Group]:
    """Facts by the sentence or row in which their first quote begins, in reading order.

    `texts` are ids and texts of documents; of a document that is not among them every fact stands alone.
    """
    places: dict[str, int] = {}
    of_document: dict[str, list[Standing]] = {}
    for standing in standings:
        places.setdefault(standing.document, len(places))
        of_document.setdefault(standing.document, []).append(standing)
    groups: list[Group] = []
    for document, text in texts:
        starts = units(text) if document in of_document else []
        members: dict[int, list[str]] = {}
        for standing in of_document.pop(document, ()):
            members.setdefault(starts[bisect_right(starts, standing.start) - 1], []).append(standing.id)
        groups += [Group(document, places[document], unit, tuple(ids)) for unit, ids in members.items()]
    for document, alone in of_document.items():
        groups += [Group(document, places[document], 0, (standing.id,)) for standing in alone]
    return sorted(groups, key=_READING)


def risk(standing: Standing) -> int:
    """How much harm a wrong approval would do: 0 the most, 4 the least."""
    if standing.in_conflict:
        return 0
    if standing.kind == "assessment":
        return 4
    if not _DOUBTS.isdisjoint(standing.route.reasons):
        return 1
    return 2 if standing.kind in _EXACT_KINDS else 3


def sort_groups(groups: Iterable[Group], standing: Mapping[str, Standing], sort: Sort) -> list[Group]:
    """Groups in the order asked for; equal ones stay in reading order."""

    def riskiest(group: Group) -> int:
        members = [standing[id_] for id_ in group.facts]
        return min(risk(one) for one in [one for one in members if one.waits] or members)

    if sort == "reading":
        return sorted(groups, key=_READING)
    if sort == "risk_in_article":
        return sorted(groups, key=lambda group: (group.place, riskiest(group), group.start))
    return sorted(groups, key=lambda group: (riskiest(group), group.place, group.start))
