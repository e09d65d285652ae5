"""The order of the Top 10: a score of four kinds of points, 0 to 5 each, by weights that are settings."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from workbench.facts.kinds import ControlledItem, Count, LicensingRule, Listing
from workbench.facts.references import parse_key
from workbench.report.acts.entries import Entries
from workbench.report.acts.entry import Entry
from workbench.report.acts.ledger import ids
from workbench.report.acts.naming import natural_order
from workbench.report.cited import Cited
from workbench.text import fold_script

MOST_POINTS = 5
REACHES = (1, 2, 5, 15, 50)
"""Entities, items and changed acts from which the reach of an act has 1, 2, 3, 4 and 5 points."""
_BY_TYPE = {"order": 4, "announcement": 3, "draft": 2, "measure": 2, "campaign": 2}
_STATE_COUNCIL = "SC"
_ALL_ITEMS = re.compile("(?:所有|一切|全部|任何)?(?:的)?两用物项")
_UNNUMBERED = 1


@dataclass(frozen=True, slots=True)
class Weights:
    """How much a point of each kind counts."""

    act: int = 3
    reach: int = 2
    sources: int = 2
    recency: int = 3


DEFAULT_WEIGHTS = Weights()


@dataclass(frozen=True, slots=True)
class Score:
    """The points of one instrument, and what they add up to."""

    act: int
    """位階: law or State Council 5, order of a ministry 4, announcement 3, unnumbered measure 2, anything else 1."""
    reach: int
    """範圍: entities, items and changed acts, by `REACHES`."""
    sources: int
    """來源: documents with usable facts about it, 5 at most."""
    recency: int
    """時效: 5 where something last came about in the month of the report's day, one less for each month before."""
    total: int

    @property
    def cell(self) -> str:
        """`41（3、5、5、4）`."""
        return f"{self.total}（{self.act}、{self.reach}、{self.sources}、{self.recency}）"


Ranking = Sequence[tuple[Entry, Score]]
"""Instruments with their scores, the highest first."""


def score_of(entry: Entry, weights: Weights) -> Score:
    """The score of an instrument on the day of its ledger."""
    points = _act(entry), _reach(entry), _sources(entry), _recency(entry)
    each = (weights.act, weights.reach, weights.sources, weights.recency)
    return Score(*points, total=sum(point * weight for point, weight in zip(points, each, strict=True)))


def ranked(entries: Entries, weights: Weights) -> Ranking:
    """Instruments to which something happened in the period by score, of equals those of the period first.

    Those about which nothing is usable come last.
    """
    candidates = [
        entry for entry in entries.touched() if not entry.key.startswith(("law/", "case/")) and not entry.only_cited
    ]
    scored = [(entry, score_of(entry, weights)) for entry in candidates]
    return sorted(scored, key=lambda pair: _place(entries, *pair))


def _place(entries: Entries, entry: Entry, score: Score) -> tuple[object, ...]:
    return entry.waits, -score.total, not entries.of_period(entry), natural_order(entry.key)


def score_cell(entry: Entry, score: Score) -> Cited:
    """A score as the table prints it, resting on the usable facts that it was counted on."""
    return Cited(score.cell, ids(entry.usable or entry.waiting), (score.cell,))


def _act(entry: Entry) -> int:
    parts = entry.key.split("/")
    if entry.key.startswith("law/") or parts[0] == _STATE_COUNCIL:
        return MOST_POINTS
    if entry.spoken or len(parts) < 3:
        return _UNNUMBERED
    number = parse_key(entry.key)
    return _BY_TYPE.get(number.type if number else parts[1], _UNNUMBERED)


def _reach(entry: Entry) -> int:
    counts = [count.count for _, count in entry.ledger.of(entry.key, Count) if count.action != "total"]
    names = {listing.name_zh or listing.name_original or "" for _, listing in entry.ledger.of(entry.key, Listing)}
    items = {item.name for _, item in entry.ledger.of(entry.key, ControlledItem) if item.role == "controlled"}
    changed = {
        entry.ledger.timeline.key(target.instrument)
        for _, change in entry.ledger.changes_by(entry.key)
        for target in change.targets
        if target.instrument
    } - {entry.key}
    reached = max([len(names), *counts]) + len(items) + len(changed)
    return MOST_POINTS if _reaches_all(entry) else bisect_right(REACHES, reached)


def _reaches_all(entry: Entry) -> bool:
    """Whether a rule of an act is for a country and for all dual-use items, however few things its sources name."""
    return any(
        rule.destinations and _ALL_ITEMS.fullmatch(fold_script(rule.applies_to or ""))
        for _, rule in entry.ledger.of(entry.key, LicensingRule)
    )


def _sources(entry: Entry) -> int:
    return min(len({record.fact.document for record in entry.usable}), MOST_POINTS)


def _recency(entry: Entry) -> int:
    today, last = entry.ledger.as_of, entry.last_change
    if last is None or entry.waits:
        return 0
    months = (today.year - last.year) * 12 + today.month - last.month
    return max(MOST_POINTS - months, 0)
