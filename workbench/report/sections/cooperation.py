"""International coordination: what was said and agreed, foreign measures, and what is in dispute."""

from __future__ import annotations

import re
from datetime import date

from workbench.facts.fact import Record
from workbench.facts.kinds import Announcement, Listing, Position, StatusChange
from workbench.report import phrasing
from workbench.report import wording as w
from workbench.report.acts.cells import source_marks, unique
from workbench.report.acts.entries import Entries
from workbench.report.acts.entry import Entry
from workbench.report.acts.ledger import Ledger, ids, read_actor
from workbench.report.acts.naming import named_together
from workbench.report.cited import Cited, cited, citing, counted, fixed, joined
from workbench.report.excerpts import excerpt
from workbench.text import fold_script

_TOLD_TO_ANSWER = re.compile("(?:刊登|发布|公布|刊发)[^。]*(?:答记者问|答问)$")


def positions(entries: Entries) -> list[Cited]:
    """Positions, answers and talks, by day; those without a day last.

    Left out are positions that only announce a measure, and the publication of an answer whose content its source reports.
    """
    ledger = entries.ledger
    answered = {
        (record.fact.document, position.date)
        for record, position in ledger.usable_of(Position)
        if position.stance and not _TOLD_TO_ANSWER.search(fold_script(position.stance))
    }
    lines = []
    for record, position in ledger.usable_of(Position):
        in_period = position.date in entries.period if position.date else entries.may_concern(record)
        repeated = _TOLD_TO_ANSWER.search(fold_script(position.stance or "")) and (
            (record.fact.document, position.date) in answered
        )
        if in_period and _says_something(position) and not repeated and not _announces(ledger, record):
            line = cited(phrasing.position(position), [record.id])
            marked = joined("", [line, fixed("（"), source_marks(ledger, [record]), fixed("）")])
            lines.append((position.date is None, position.date or date.max, line.text, marked))
    waiting = [record for record, _ in ledger.waiting_of_kind(Position)]
    in_order = [line for *_, line in sorted(lines, key=lambda item: item[:3])]
    return list(unique([*in_order, *_waiting(waiting)]))


def talks(entries: Entries) -> list[Cited]:
    """Talks after which measures were suspended, resumed or ended in the period, and which ones, talk by talk."""
    found: dict[str, list[tuple[Record, StatusChange]]] = {}
    for record, change in entries.ledger.usable_of(StatusChange):
        dated = change.from_ is not None or entries.may_concern(record)
        if change.occasion and change.actor == "CN" and dated and _of_period(entries, record, change):
            found.setdefault(phrasing.words(change.occasion), []).append((record, change))
    return [_talk(entries, occasion, found[occasion]) for occasion in sorted(found)]


def _talk(entries: Entries, occasion: str, changes: list[tuple[Record, StatusChange]]) -> Cited:
    done: dict[str, dict[str, Cited]] = {}
    for record, change in changes:
        span = w.range_of(change.from_, change.until) or f"起日{w.UNSAID}"
        acts = done.setdefault(f"{w.STATUS_ACTIONS[change.action]}（{span}）", {})
        for entry in entries.about(record):
            acts[entry.key] = citing(acts.get(entry.key) or Cited(entry.label.text), [record.id])
    deeds = [joined("", [named_together(done[deed].items()), fixed(deed)]) for deed in sorted(done)]
    records = [record for record, _ in changes]
    opening, marks = cited(f"{occasion}後：", ids(records)), source_marks(entries.ledger, records)
    return joined("", [opening, joined("；", deeds), fixed("（"), marks, fixed("）")])


def _waiting(records: list[Record]) -> list[Cited]:
    if not records:
        return []
    return [joined("", [fixed(f"{w.WAITING}：立場或對話 "), counted(len(records), ids(records), " 項")])]


def _says_something(position: Position) -> bool:
    return bool(position.stance or position.topic)


def _announces(ledger: Ledger, record: Record) -> bool:
    """Whether its words are those of an act's publication, imposition or suspension, which the timeline shows."""
    acts = (Announcement, StatusChange)
    return any(
        _overlap(record, other)
        for other in ledger.usable_in(record.fact.document)
        if isinstance(other.content, acts) and read_actor(other.content) == "CN"
    )


def _overlap(position: Record, act: Record) -> bool:
    """Whether most of what a position quotes is the quote of an act."""
    said = max(position.evidence, key=lambda span: span.end - span.start, default=None)
    if said is None:
        return False
    shared = max((min(said.end, s.end) - max(said.start, s.start) for s in act.evidence), default=0)
    return 2 * shared > said.end - said.start


def foreign_rows(entries: Entries) -> list[list[Cited]]:
    """文件 | 轄區 | 發布日期 | 生效日期 | 迄日 | 狀態 | 來源: measures of other jurisdictions."""
    return [
        entry.sourced_row(
            entry.name, _jurisdiction(entry), entry.published, entry.effective, entry.last_day, entry.status
        )
        for entry in entries.touched()
        if entry.actor != "CN"
    ]


def foreign_changes(entries: Entries) -> list[Cited]:
    """What other jurisdictions did to their own measures, where no instrument of theirs is named: in a source's words."""
    lines = []
    for record, change in entries.ledger.usable_of(StatusChange):
        in_period = change.from_ in entries.period if change.from_ else entries.may_concern(record)
        if change.actor != "CN" and not any(target.instrument for target in change.targets) and in_period:
            term = w.range_of(change.from_, change.until) or phrasing.words(change.term_text)
            action = w.STATUS_ACTIONS[change.action]
            said = (
                f"{phrasing.actor_name(change.actor)}{action}其措施{f'（{term}）' if term else ''}：{excerpt(record)}"
            )
            source = source_marks(entries.ledger, [record])
            lines.append(joined("", [cited(said, [record.id]), fixed("（"), source, fixed("）")]))
    return sorted(unique(lines), key=lambda line: line.text)


def disputes(entries: Entries) -> list[Cited]:
    """Investigations and countermeasures of the period, with their present status and what says so."""
    lines = []
    for record, change in entries.ledger.usable_of(StatusChange):
        if change.action == "investigate" and _of_period(entries, record, change):
            line = cited(phrasing.status_change(change), [record.id])
            lines.append(joined("", [line, fixed("（"), source_marks(entries.ledger, [record]), fixed("）")]))
    for entry in entries.touched():
        behind = [record for record, listing in entry.ledger.of(entry.key, Listing) if listing.list == "countermeasure"]
        if behind:
            label = cited(entry.label.text, ids(behind))
            marks = source_marks(entries.ledger, behind)
            lines.append(joined("", [label, fixed("（反制清單）："), entry.status, fixed("（"), marks, fixed("）")]))
    return sorted(unique(lines), key=lambda line: line.text)


def _of_period(entries: Entries, record: Record, change: StatusChange) -> bool:
    """Whether a change is of the period: by its own day, else by the acts that it is about."""
    if change.from_ is not None:
        return change.from_ in entries.period
    about = entries.about(record)
    return not about or any(entry in entries.touched() for entry in about)


def _jurisdiction(entry: Entry) -> Cited:
    return cited(phrasing.actor_name(entry.actor), ids(entry.usable or entry.waiting))
