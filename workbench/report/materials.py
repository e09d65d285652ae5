"""Deep analysis by material: which instruments belong to which group, and what their facts say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workbench.facts.fact import Record
from workbench.facts.kinds import (
    Assessment,
    Claim,
    ControlledItem,
    LicensingRule,
    Listing,
    Requirement,
    Threshold,
)
from workbench.report import telling
from workbench.report import wording as w
from workbench.report.cells import source_marks, unique
from workbench.report.cited import NOTHING, Cited, citing, counted, fixed, joined, told
from workbench.report.entries import Entries, Entry
from workbench.report.ledger import ids, read_title
from workbench.text import fold_script

GENERAL = "其他管制物項"
CONTROLS = (ControlledItem, Threshold, LicensingRule, Requirement)
"""Kinds of fact that a material's tables hold."""
_KIND_NAMES = {ControlledItem: "物項", Threshold: "數值門檻", LicensingRule: "許可規則", Requirement: "義務"}
_Placed = tuple[str, Record]
"""What an instrument is called, and a fact of it."""
_GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("稀土", ("稀土", "釤", "鏑", "釓", "鋱", "鑥", "鎦", "鈧", "釔", "鈥", "鉺", "銩", "銪", "鐿", "釹鐵硼", "永磁")),
    ("鋰電池及石墨", ("鋰電池", "鋰離子", "石墨", "正極材料", "負極材料", "磷酸鐵鋰")),
    ("超硬材料", ("超硬材料", "金剛石", "立方氮化硼", "鑽石")),
    ("鎵、鍺、銻", ("鎵", "鍺", "銻")),
    ("鎢、碲、鉍、鉬、銦", ("鎢", "碲", "鉍", "鉬", "銦")),
    ("半導體", ("半導體", "晶片", "芯片", "集成電路", "光刻")),
    ("無人機", ("無人機", "無人駕駛航空", "浮空器")),
)
_FOLDED = tuple((group, tuple(fold_script(word) for word in words)) for group, words in _GROUPS)
MATERIALS = (*(group for group, _words in _GROUPS), GENERAL)


def material_of(text: str) -> str | None:
    """The group whose words a text holds most often, earlier groups first; None where it holds none."""
    folded = fold_script(text)
    hits = [(sum(folded.count(word) for word in words), group) for group, words in _FOLDED]
    most = max(count for count, _group in hits)
    return next(group for count, group in hits if count == most) if most else None


@dataclass(frozen=True, slots=True)
class Material:
    """One group as the template prints it; every list is in the order of the report."""

    name: Cited
    history: Sequence[Cited]
    rows: Sequence[Sequence[Cited]]
    items: Sequence[Sequence[Cited]]
    limits: Sequence[Sequence[Cited]]
    rules: Sequence[Cited]
    duties: Sequence[Cited]
    waiting: Sequence[Cited]
    impact: Sequence[Cited]
    claims: Sequence[Cited]


def materials(entries: Entries) -> list[Material]:
    """The groups that hold anything in the period, in fixed order."""
    members, free, claims = _members(entries), _free(entries), _claims(entries)
    impact = _impact(entries, members)
    return [
        _material(
            group,
            entries,
            members.get(group, []),
            _placed(members.get(group, []), free.get(group, [])),
            impact.get(group, []),
            claims.get(group, []),
        )
        for group in MATERIALS
        if any(group in found for found in (members, free, claims, impact))
    ]


def group_of(entry: Entry) -> str | None:
    """The material group of an instrument: by its title first, then by the items it names; None if it controls none."""
    title = entry.ledger.settle(entry.key, read_title).value or _waiting_title(entry)
    if entry.actor != "CN" or _only_lists(entry):
        return None
    items = _controlled(entry)
    by_title = material_of(title or (entry.key if entry.key.startswith("title/") else ""))
    if by_title:
        return by_title
    words = "".join(item.name + (item.group or "") for item in items)
    if items:
        return material_of(words) or GENERAL
    return GENERAL if entry.category == "controlled_item_change" else None


def _waiting_title(entry: Entry) -> str:
    """Titles that wait, to sort by; they are not shown."""
    return "".join(sorted(title for record in entry.waiting if (title := read_title(record.content))))


def _only_lists(entry: Entry) -> bool:
    lists = any(isinstance(record.content, Listing) for record in (*entry.usable, *entry.waiting))
    return lists and not _controlled(entry)


def _controlled(entry: Entry) -> list[ControlledItem]:
    contents = [record.content for record in (*entry.usable, *entry.waiting)]
    return [item for item in contents if isinstance(item, ControlledItem) and item.role == "controlled"]


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
    facts: list[_Placed],
    impact: list[Cited],
    claims: list[Cited],
) -> Material:
    return Material(
        name=fixed(group),
        history=_history(entries, members),
        rows=[
            entry.sourced_row(entry.label, entry.scope, entry.published, entry.effective, entry.last_day, entry.status)
            for entry in members
        ],
        items=_items(facts),
        limits=_limits(facts),
        rules=_lines(facts, LicensingRule),
        duties=_lines(facts, Requirement),
        waiting=[line for entry in members if (line := _waiting(entry))],
        impact=impact,
        claims=claims,
    )


def _history(entries: Entries, members: list[Entry]) -> list[Cited]:
    """What happened in the period, day by day; instruments with the same event on the same day in one line."""
    events: dict[tuple[str, str], list[Cited]] = {}
    for entry in members:
        for moment in entry.ledger.timeline.moments(entry.key):
            if moment.day in entries.period:
                events.setdefault((w.day(moment.day), moment.words), []).append(citing(entry.label, moment.facts))
    return [
        joined("", [fixed(f"{day}："), joined("、", labels), fixed(words)])
        for (day, words), labels in sorted(events.items())
    ]


def _items(facts: Iterable[_Placed]) -> list[list[Cited]]:
    rows: dict[tuple[str, ...], set[str]] = {}
    for place, record in facts:
        item = record.content
        if isinstance(item, ControlledItem) and item.role != "referenced":
            cells = (
                telling.name(item.name),
                telling.item_codes(item) or NOTHING.text,
                telling.words(item.specification) or NOTHING.text,
                w.ITEM_ROLES[item.role],
                place,
            )
            rows.setdefault(cells, set()).add(record.id)
    return [_row(cells, ids) for cells, ids in rows.items()]


def _limits(facts: Iterable[_Placed]) -> list[list[Cited]]:
    rows: dict[tuple[str, ...], set[str]] = {}
    for place, record in facts:
        if isinstance(record.content, Threshold):
            cells = (telling.threshold_subject(record.content), telling.limit(record.content), place)
            rows.setdefault(cells, set()).add(record.id)
    return [_row(cells, ids) for cells, ids in rows.items()]


def _row(cells: tuple[str, ...], facts: set[str]) -> list[Cited]:
    return [told(cells[0], facts), *(Cited(cell) for cell in cells[1:])]


def _lines(facts: Iterable[_Placed], kind: type[LicensingRule] | type[Requirement]) -> tuple[Cited, ...]:
    return unique(
        told(f"{telling.tell(record.content)}（{place}）", [record.id])
        for place, record in facts
        if isinstance(record.content, kind)
    )


def _placed(members: list[Entry], free: list[Record]) -> list[_Placed]:
    """Facts of a group with the instrument and clause that each belongs to; those that name none come last."""
    owned = [(entry.key, record) for entry in members for record in entry.usable]
    return [
        (telling.reference(key, getattr(record.content, "clause", None)), record)
        for key, record in [*owned, *((None, record) for record in free)]
    ]


def _waiting(entry: Entry) -> Cited:
    """How many facts of control still wait for a person, by kind: the tables above lack them."""
    counts = []
    for kind in CONTROLS:
        waiting = [record for record in entry.waiting if isinstance(record.content, kind)]
        if waiting:
            counts.append(joined(" ", [fixed(_KIND_NAMES[kind]), counted(len(waiting), ids(waiting), " 項")]))
    return joined("：", [entry.label, joined("、", counts)]) if counts else Cited("")


def _free(entries: Entries) -> dict[str, list[Record]]:
    """Facts of control that name no instrument, under the material that they speak of."""
    free: dict[str, list[Record]] = {}
    for record in entries.ledger.usable:
        if isinstance(record.content, CONTROLS) and not entries.ledger.keys_of(record):
            free.setdefault(material_of(telling.tell(record.content)) or GENERAL, []).append(record)
    return free


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


def _claims(entries: Entries) -> dict[str, list[Cited]]:
    """Claims as their sources' own, by material; never part of a table of facts."""
    claims: dict[str, list[Cited]] = {}
    for record, claim in entries.ledger.usable_of(Claim):
        group = material_of((claim.subject or "") + claim.statement) or GENERAL
        document = entries.ledger.documents.get(record.fact.document)
        tier = f"，{w.TIERS[document.tier]}" if document else ""
        mark = source_marks(entries.ledger, [record])
        line = joined("", [told(telling.claim(claim), [record.id]), fixed("（"), mark, fixed(f"{tier}）")])
        claims.setdefault(group, []).append(line)
    return {group: list(unique(sorted(lines, key=lambda line: line.text))) for group, lines in claims.items()}
