"""Deep analysis by material: which instruments belong to which group, and what their facts say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.facts.fact import Record
from workbench.facts.kinds import (
    Assessment,
    ControlledItem,
    LicensingRule,
    Listing,
    Requirement,
    Threshold,
)
from workbench.report import telling
from workbench.report import wording as w
from workbench.report.cited import Cited, citing, counted, fixed, joined, told
from workbench.report.claims import claims_by_material
from workbench.report.entries import Entries
from workbench.report.entry import Entry
from workbench.report.ledger import ids, read_title
from workbench.report.naming import named_together
from workbench.report.statements import (
    CONTROLS,
    OfAct,
    Unplaced,
    duties_by_act,
    item_rows,
    limit_rows,
    rules_by_act,
    transitions_by_act,
    unplaced,
)
from workbench.report.topics import GENERAL, MATERIALS, material_of

_EVENT_ORDER = {"publish": 0, "effect": 1, "impose": 2}
_KIND_NAMES = {ControlledItem: "物項", Threshold: "數值門檻", LicensingRule: "許可規則", Requirement: "義務"}


@dataclass(frozen=True, slots=True)
class Material:
    """One group as the template prints it; every list is in the order of the report."""

    name: Cited
    history: Sequence[Cited]
    rows: Sequence[Sequence[Cited]]
    items: Sequence[Sequence[Cited]]
    limits: Sequence[Sequence[Cited]]
    rules: Sequence[OfAct]
    duties: Sequence[OfAct]
    transitions: Sequence[OfAct]
    waiting: Sequence[Cited]
    impact: Sequence[Cited]
    claims: Sequence[Cited]

    @property
    def says_anything(self) -> bool:
        """Whether anything stands under it."""
        facts = (self.rows, self.items, self.limits, self.rules, self.duties, self.transitions, self.waiting)
        return any(facts) or bool(self.impact or self.claims)


def materials(entries: Entries) -> list[Material]:
    """The groups that hold anything in the period, in fixed order."""
    members, free, claims = _members(entries), unplaced(entries), claims_by_material(entries)
    impact = _impact(entries, members)
    found = [
        _material(
            group,
            entries,
            members.get(group, []),
            free.get(group, Unplaced()),
            impact.get(group, []),
            claims.get(group, []),
        )
        for group in MATERIALS
    ]
    return [material for material in found if material.says_anything]


def group_of(entry: Entry) -> str | None:
    """The material group of an instrument: by its title first, then by the items it names; None if it controls none."""
    title = entry.ledger.settle(entry.key, read_title).value or _waiting_title(entry)
    if entry.actor != "CN" or entry.spoken or entry.only_cited or _only_lists(entry):
        return None
    by_title = material_of(title or (entry.key if entry.key.startswith("title/") else ""))
    if by_title:
        return by_title
    words = "".join(item.name + (item.group or "") for item in _controlled(entry)) or _controls_told(entry)
    if words:
        return material_of(words) or GENERAL
    return GENERAL if entry.category == "controlled_item_change" else None


def _controls_told(entry: Entry) -> str:
    """Limits, rules and duties of an act that controls no item; those of a listing or a case belong to enforcement.

    Not the items that it only refers to: an act that suspends others names what those control.
    """
    if entry.category == "enforcement_action":
        return ""
    told = (each for each in entry.contents if isinstance(each, CONTROLS) and not isinstance(each, ControlledItem))
    return "".join(map(telling.tell, told))


def _waiting_title(entry: Entry) -> str:
    """Titles that wait, to sort by; they are not shown."""
    return "".join(sorted(title for record in entry.waiting if (title := read_title(record.content))))


def _only_lists(entry: Entry) -> bool:
    lists = any(isinstance(content, Listing) for content in entry.contents)
    return lists and not _controlled(entry)


def _controlled(entry: Entry) -> list[ControlledItem]:
    return [item for item in entry.contents if isinstance(item, ControlledItem) and item.role == "controlled"]


def _members(entries: Entries) -> dict[str, list[Entry]]:
    members: dict[str, list[Entry]] = {}
    for entry in entries.touched():
        group = group_of(entry)
        if group is not None and not entry.key.startswith(("law/", "case/")):
            members.setdefault(group, []).append(entry)
    return members


def _material(
    group: str,
    entries: Entries,
    members: list[Entry],
    unplaced: Unplaced,
    impact: list[Cited],
    claims: list[Cited],
) -> Material:
    return Material(
        name=fixed(group),
        history=_history(entries, members),
        rows=[
            entry.sourced_row(
                entry.number,
                entry.scope,
                entry.issuers,
                entry.published,
                entry.effective,
                entry.last_day,
                entry.status,
            )
            for entry in members
        ],
        items=[*item_rows(members), *unplaced.items],
        limits=[*limit_rows(members), *unplaced.limits],
        rules=[*rules_by_act(members), *unplaced.rules],
        duties=[*duties_by_act(members), *unplaced.duties],
        transitions=[*transitions_by_act(members), *unplaced.transitions],
        waiting=[line for entry in members if (line := _waiting(entry))],
        impact=impact,
        claims=claims,
    )


def _history(entries: Entries, members: list[Entry]) -> list[Cited]:
    """What happened in the period, day by day; instruments with the same event on the same day in one line."""
    events: dict[tuple[str, int, str], list[tuple[str, Cited]]] = {}
    for entry in members:
        for moment in entry.moments:
            if moment.day in entries.period:
                place = w.day(moment.day), _EVENT_ORDER.get(moment.type, len(_EVENT_ORDER)), moment.words
                events.setdefault(place, []).append((entry.key, citing(entry.label, moment.facts)))
    return [
        joined("", [fixed(f"{day}："), named_together(labels), fixed(words)])
        for (day, _, words), labels in sorted(events.items())
    ]


def _waiting(entry: Entry) -> Cited:
    """How many facts of control still wait for a person, by kind: the tables above lack them."""
    counts = []
    for kind in CONTROLS:
        waiting = [record for record in entry.waiting if isinstance(record.content, kind)]
        if waiting:
            counts.append(joined(" ", [fixed(_KIND_NAMES[kind]), counted(len(waiting), ids(waiting), " 項")]))
    return joined("：", [entry.label, joined("、", counts)]) if counts else Cited("")


def _impact(entries: Entries, members: dict[str, list[Entry]]) -> dict[str, list[Cited]]:
    """Assessments of supply-chain impact, each under the material of the facts that it rests on."""
    impact: dict[str, list[Cited]] = {}
    facts_of = {
        group: ids(r for entry in listed for r in (*entry.usable, *entry.waiting)) for group, listed in members.items()
    }
    for record, assessment in entries.ledger.assessments("supply_chain"):
        shared = [(len(set(assessment.facts) & facts), group) for group, facts in facts_of.items()]
        best = max(shared, key=lambda pair: (pair[0], -MATERIALS.index(pair[1])), default=(0, GENERAL))
        group = best[1] if best[0] else material_of(assessment.text) or GENERAL
        impact.setdefault(group, []).append(assessment_line(entries, record, assessment))
    return impact


def assessment_line(entries: Entries, record: Record, assessment: Assessment) -> Cited:
    """An approved assessment's prose; 待審 while it, or a fact it rests on, is not approved."""
    approved = record.usable and set(assessment.facts) <= entries.ledger.usable_ids
    behind = {record.id, *assessment.facts}
    return told(telling.words(assessment.text) if approved else w.WAITING, behind)
