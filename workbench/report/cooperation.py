"""International coordination: what was said and agreed, foreign measures, and what is in dispute."""

from __future__ import annotations

from workbench.facts.kinds import Listing, Position, StatusChange
from workbench.report import telling
from workbench.report import wording as w
from workbench.report.cells import source_marks, unique
from workbench.report.cited import Cited, fixed, joined, told
from workbench.report.entries import Entries, Entry
from workbench.report.ledger import ids


def positions(entries: Entries) -> list[Cited]:
    """Positions, answers and talks, by day; those without a day last."""
    lines = []
    for record, position in entries.ledger.usable_of(Position):
        if position.date is None or position.date in entries.period:
            line = told(telling.position(position), [record.id])
            source = source_marks(entries.ledger, [record])
            lines.append((position.date is None, line.text, joined("", [line, fixed("（"), source, fixed("）")])))
    waiting = [
        told(
            f"{w.WAITING}（{telling.reference(position.instrument) if position.instrument else '立場或對話'}）",
            [record.id],
        )
        for record, position in entries.ledger.waiting_of_kind(Position)
    ]
    return list(
        unique(
            [line for _, _, line in sorted(lines, key=lambda item: item[:2])]
            + sorted(waiting, key=lambda line: line.text)
        )
    )


def foreign_rows(entries: Entries) -> list[list[Cited]]:
    """文件 | 轄區 | 發布日期 | 生效日期 | 狀態 | 來源: measures of other jurisdictions."""
    return [
        entry.sourced_row(entry.name, _jurisdiction(entry), entry.published, entry.effective, entry.status)
        for entry in entries.touched()
        if entry.actor != "CN"
    ]


def foreign_changes(entries: Entries) -> list[Cited]:
    """What other jurisdictions did to their own measures, where no instrument of theirs is named."""
    lines = []
    for record, change in entries.ledger.usable_of(StatusChange):
        in_period = change.from_ is None or change.from_ in entries.period
        if change.actor != "CN" and not any(target.instrument for target in change.targets) and in_period:
            lines.append(told(telling.status_change(change), [record.id]))
    return sorted(unique(lines), key=lambda line: line.text)


def disputes(entries: Entries) -> list[Cited]:
    """Investigations and countermeasures of the period, with their present status."""
    lines = []
    for record, change in entries.ledger.usable_of(StatusChange):
        if change.action == "investigate" and (change.from_ is None or change.from_ in entries.period):
            lines.append(told(telling.status_change(change), [record.id]))
    for entry in entries.touched():
        behind = [record for record, listing in entry.ledger.of(entry.key, Listing) if listing.list == "countermeasure"]
        if behind:
            lines.append(joined("", [told(entry.label.text, ids(behind)), fixed("（反制清單）："), entry.status]))
    return sorted(unique(lines), key=lambda line: line.text)


def _jurisdiction(entry: Entry) -> Cited:
    return told(telling.actor_name(entry.actor), ids(entry.usable or entry.waiting))
