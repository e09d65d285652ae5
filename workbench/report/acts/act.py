"""What the report says of one act, in each table that it stands in: computed act by act, so that two processes can share it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from workbench.facts.kinds import ControlledItem, LicensingRule, Listing, Requirement, Threshold
from workbench.forking import Companion
from workbench.report import phrasing
from workbench.report import wording as w
from workbench.report.acts.entries import Entries
from workbench.report.acts.entry import Entry
from workbench.report.acts.ledger import ids, read_title
from workbench.report.acts.statements import (
    CONTROLS,
    OfAct,
    duties_by_act,
    item_rows,
    limit_rows,
    rules_by_act,
    transitions_by_act,
)
from workbench.report.acts.summaries import summary
from workbench.report.acts.timeline import RESUMED, Standings
from workbench.report.cited import NOTHING, Cited, citing, counted, fixed, joined, table_row
from workbench.report.topics import GENERAL, material_of

_EVENT_ORDER = {"publish": 0, "effect": 1, "impose": 2}
_KIND_NAMES = {ControlledItem: "物項", Threshold: "數值門檻", LicensingRule: "許可規則", Requirement: "義務"}


class Happening(NamedTuple):
    """What happened to an act on a day of the period; acts to which the same happened share one line."""

    day: str
    order: int
    """Place of its kind among what happened on one day."""
    words: str
    act: Cited
    computed: bool = False
    """Whether no fact states the day."""


class OfMaterial(NamedTuple):
    """What an act says in the analysis of its material group."""

    group: str
    history: Sequence[Happening]
    row: Cited
    items: Sequence[Cited]
    limits: Sequence[Cited]
    rules: Sequence[OfAct]
    duties: Sequence[OfAct]
    transitions: Sequence[OfAct]
    waiting: Cited
    """How many of its facts of control wait for a person; empty where none does."""


class Act(NamedTuple):
    """One act as the tables of the report have it."""

    row: Cited | None
    """Its row in the index; None where sources do no more than name it."""
    undated: bool
    """Whether no source gives its day of effect."""
    unpublished: bool
    """Whether no source gives its day of publication."""
    material: OfMaterial | None
    """None where it belongs to no material group, or nothing happened to it in the period."""


Acts = Mapping[str, Act]
"""Canonical key -> the act."""
_PARTS = 64
"""Parts in which acts are worked out: so many that whoever is done first does not wait long for the last one."""


def acts_of(entries: Entries, companion: Companion) -> Callable[[], Acts]:
    """A function that gives every act of the entries; the companion works out a share of them.

    Parts are interleaved, since neighbours are alike and would make some take longer. Statuses that the companion worked out
    are known to this process from then on.
    """
    timeline = entries.ledger.timeline
    parts = [entries.all[place::_PARTS] for place in range(_PARTS)]

    def described(part: int) -> tuple[list[Act], Standings]:
        acts = [_act(entries, entry) for entry in parts[part]]
        return acts, timeline.standings(entry.key for entry in parts[part])

    shared = companion.share(described, _PARTS)

    def acts() -> Acts:
        found: dict[str, Act] = {}
        for members, (acts, standings) in zip(parts, shared(), strict=True):
            found.update(zip((entry.key for entry in members), acts, strict=True))
            timeline.adopt(standings)
        return found

    return acts


def group_of(entry: Entry) -> str | None:
    """The material group of an instrument: by its title first, then by the items it names; None if it controls none."""
    title = entry.ledger.settle(entry.key, read_title).value or _waiting_title(entry)
    if entry.actor != "CN" or entry.spoken or entry.only_cited or _only_lists(entry):
        return None
    by_title = material_of(title or (entry.key if entry.key.startswith("title/") else ""))
    if by_title:
        return by_title
    words = "".join(item.name + (item.group or "") for item in _controlled(entry)) or _controls_text(entry)
    if words:
        return material_of(words) or GENERAL
    return GENERAL if entry.category == "controlled_item_change" else None


def _controls_text(entry: Entry) -> str:
    """Limits, rules and duties of an act that controls no item; those of a listing or a case belong to enforcement.

    Not the items that it only refers to: an act that suspends others names what those control.
    """
    if entry.category == "enforcement_action":
        return ""
    controls = (each for each in entry.contents if isinstance(each, CONTROLS) and not isinstance(each, ControlledItem))
    return "".join(map(phrasing.fact_line, controls))


def _waiting_title(entry: Entry) -> str:
    """Titles that wait, to sort by; they are not shown."""
    return "".join(sorted(title for record in entry.waiting if (title := read_title(record.content))))


def _only_lists(entry: Entry) -> bool:
    lists = any(isinstance(content, Listing) for content in entry.contents)
    return lists and not _controlled(entry)


def _controlled(entry: Entry) -> list[ControlledItem]:
    return [item for item in entry.contents if isinstance(item, ControlledItem) and item.role == "controlled"]


def _act(entries: Entries, entry: Entry) -> Act:
    return Act(
        row=_index_row(entry),
        undated=entry.effective.text == w.UNSAID,
        unpublished=entry.published.text == w.UNSAID,
        material=_of_material(entries, entry),
    )


def _index_row(entry: Entry) -> Cited | None:
    summed_up = summary(entry)
    if entry.only_cited or _says_nothing(entry, summed_up):
        return None
    cells = entry.name, entry.published, entry.effective, entry.last_day, entry.status, summed_up
    return table_row(entry.sourced_row(*cells))


def _says_nothing(entry: Entry, summed_up: Cited) -> bool:
    """Whether a row would say nothing but 未載明."""
    return {cell.text for cell in (entry.published, entry.effective, entry.status, summed_up)} <= {
        w.UNSAID,
        NOTHING.text,
    }


def _of_material(entries: Entries, entry: Entry) -> OfMaterial | None:
    if entry.key.startswith(("law/", "case/")) or not entries.is_touched(entry):
        return None
    group = group_of(entry)
    if group is None:
        return None
    return OfMaterial(
        group=group,
        history=_history(entries, entry),
        row=table_row(_row_of_material(entry)),
        items=item_rows(entry),
        limits=limit_rows(entry),
        rules=rules_by_act(entry),
        duties=duties_by_act(entry),
        transitions=transitions_by_act(entry),
        waiting=_waiting(entry),
    )


def _row_of_material(entry: Entry) -> list[Cited]:
    return entry.sourced_row(
        entry.number, entry.scope, entry.issuers, entry.published, entry.effective, entry.last_day, entry.status
    )


def _history(entries: Entries, entry: Entry) -> list[Happening]:
    return [
        Happening(
            w.day(moment.day),
            _EVENT_ORDER.get(moment.type, len(_EVENT_ORDER)),
            moment.words,
            citing(entry.label, moment.facts),
            moment.words.endswith(RESUMED),
        )
        for moment in entry.moments
        if moment.day in entries.period
    ]


def _waiting(entry: Entry) -> Cited:
    """How many facts of control still wait for a person, by kind: the tables lack them."""
    counts = []
    for kind in CONTROLS:
        waiting = [record for record in entry.waiting if isinstance(record.content, kind)]
        if waiting:
            counts.append(joined(" ", [fixed(_KIND_NAMES[kind]), counted(len(waiting), ids(waiting), " 項")]))
    return joined("：", [entry.label, joined("、", counts)]) if counts else Cited("")
