"""Deep analysis by material: what the acts of each group say, brought together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from workbench.facts.fact import Record
from workbench.facts.kinds import Assessment
from workbench.report import phrasing
from workbench.report import wording as w
from workbench.report.acts.act import Acts, OfMaterial
from workbench.report.acts.entries import Entries
from workbench.report.acts.entry import Entry
from workbench.report.acts.ledger import ids
from workbench.report.acts.naming import named_together
from workbench.report.acts.statements import OfAct, Unplaced, unplaced
from workbench.report.cited import Cited, cited, fixed, joined
from workbench.report.sections.claims import claims_by_material
from workbench.report.topics import GENERAL, MATERIALS, material_of

_Members = dict[str, list[tuple[Entry, OfMaterial]]]
"""Group -> its acts, in the order of the report."""


@dataclass(frozen=True, slots=True)
class Material:
    """One group as the template prints it; every list is in the order of the report."""

    name: Cited
    history: Sequence[Cited]
    rows: Sequence[Cited]
    items: Sequence[Cited]
    limits: Sequence[Cited]
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


def materials(entries: Entries, acts: Acts) -> list[Material]:
    """The groups that are not empty in the period, in fixed order."""
    members, free, claims = _members(entries, acts), unplaced(entries), claims_by_material(entries)
    impact = _impact(entries, members)
    found = [
        _material(
            group,
            members.get(group, []),
            free.get(group, Unplaced()),
            impact.get(group, []),
            claims.get(group, []),
        )
        for group in MATERIALS
    ]
    return [material for material in found if material.says_anything]


def _members(entries: Entries, acts: Acts) -> _Members:
    members: _Members = {}
    for entry in entries.touched():
        material = acts[entry.key].material
        if material is not None:
            members.setdefault(material.group, []).append((entry, material))
    return members


def _material(
    group: str,
    members: list[tuple[Entry, OfMaterial]],
    unplaced: Unplaced,
    impact: list[Cited],
    claims: list[Cited],
) -> Material:
    acts = [act for _entry, act in members]
    return Material(
        name=fixed(group),
        history=_history(members),
        rows=[act.row for act in acts],
        items=[*_each(act.items for act in acts), *unplaced.items],
        limits=[*_each(act.limits for act in acts), *unplaced.limits],
        rules=[*_each(act.rules for act in acts), *unplaced.rules],
        duties=[*_each(act.duties for act in acts), *unplaced.duties],
        transitions=[*_each(act.transitions for act in acts), *unplaced.transitions],
        waiting=[act.waiting for act in acts if act.waiting],
        impact=impact,
        claims=claims,
    )


_each = chain.from_iterable


def _history(members: list[tuple[Entry, OfMaterial]]) -> list[Cited]:
    """What happened in the period, day by day; acts with the same event on the same day in one line."""
    events: dict[tuple[str, int, str, bool], list[tuple[str, Cited]]] = {}
    for entry, act in members:
        for day, order, words, label, computed in act.history:
            events.setdefault((day, order, words, computed), []).append((entry.key, label))
    return [
        joined("", [Cited(f"{day}：", computed=(day,) * computed), named_together(labels), fixed(words)])
        for (day, _, words, computed), labels in sorted(events.items())
    ]


def _impact(entries: Entries, members: _Members) -> dict[str, list[Cited]]:
    """Assessments of supply-chain impact, each under the material of the facts that it rests on."""
    impact: dict[str, list[Cited]] = {}
    facts_of = {
        group: ids(record for entry, _act in listed for record in (*entry.usable, *entry.waiting))
        for group, listed in members.items()
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
    return cited(phrasing.words(assessment.text) if approved else w.WAITING, behind)
