"""Enforcement: lists notice by notice, never summed across lists or notices, and penalty cases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.facts.fact import Record
from workbench.facts.kinds import Count, Listing, Penalty, StatusChange
from workbench.report import phrasing
from workbench.report import wording as w
from workbench.report.acts.cells import source_marks, unique
from workbench.report.acts.counted import stated_number
from workbench.report.acts.entries import Entries
from workbench.report.acts.entry import Entry
from workbench.report.acts.ledger import ids
from workbench.report.acts.naming import identity_of
from workbench.report.cited import NOTHING, Cited, cited, citing, counted, fixed, joined
from workbench.report.excerpts import excerpt

_LISTS = tuple(phrasing.list_label(listed, action) for listed in w.LIST_NAMES for action in w.LIST_ACTIONS)
_LEADS_TO = {
    "suspend": ("suspended", "partially_in_force"),
    "extend": ("suspended", "partially_in_force"),
    "stop": ("stopped", "partially_in_force"),
    "repeal": ("repealed",),
    "resume": ("in_force",),
}
"""What is done to a notice -> the states that it is in by that."""
_ListKey = tuple[str | None, str]
"""List and action."""


@dataclass(frozen=True, slots=True)
class ListingCase:
    """One notice's action on one list, with every name."""

    heading: Cited
    grounds: Sequence[Cited]
    measures: Sequence[Cited]
    entities: Sequence[Cited]
    status: Cited
    measures_label: Cited
    source: Cited


@dataclass(frozen=True, slots=True)
class ListTable:
    """What the notices of the period did to one list; what sources state without naming a notice stands apart."""

    heading: Cited
    rows: Sequence[Sequence[Cited]]
    unnumbered: Sequence[Cited]
    roster: Cited
    """How many entities that facts name stand on the list, are suspended, are off it; empty where none is named."""


def list_tables(entries: Entries) -> list[ListTable]:
    """A table a list, 類型 | 文件 | 發布日期 | 家數 | 說明 | 狀態 | 來源: a row for each action and notice of the period."""
    rows: dict[str | None, list[list[Cited]]] = {}
    waiting: list[list[Cited]] = []
    for entry in _on_lists(entries):
        for key in _list_keys(entry):
            rows.setdefault(key[0], []).append(_list_row(entries, entry, key))
        if _waiting_kinds(entry):
            cell = _waiting(entry)
            waiting.append(entry.sourced_row(cell, entry.label, entry.published, cell, fixed(w.WAITING), entry.status))
    unnumbered = _unnumbered(entries)
    tables = [
        ListTable(
            fixed(w.LIST_NAMES[listed]),
            _in_order(rows.get(listed, [])),
            unnumbered.get(listed, []),
            _roster(entries, listed),
        )
        for listed in w.LIST_NAMES
        if listed in rows or listed in unnumbered
    ]
    return [*tables, ListTable(fixed(w.WAITING), waiting, [], Cited(""))] if waiting else tables


def _roster(entries: Entries, listed: str | None) -> Cited:
    """`有效 3 筆、暫停 1 筆、已停止 2 筆`: everyone that facts name, each once, by where they stand on the report's day."""
    roster = next((found for name, found in entries.ledger.timeline.rosters.items() if name == listed), None)
    parts = []
    for status, called in w.MEMBER_STATUSES.items():
        members = [member for member in (roster.members if roster else ()) if member.status == status]
        facts = {fact for member in members for membership in member.memberships for fact in membership.facts}
        if members:
            parts.append(joined("", [fixed(f"{called} "), counted(len(members), facts, " 筆")]))
    return joined("、", parts) if parts else Cited("")


def _in_order(rows: list[list[Cited]]) -> list[list[Cited]]:
    return sorted(rows, key=lambda row: _LISTS.index(row[0].text))


def _list_row(entries: Entries, entry: Entry, key: _ListKey) -> list[Cited]:
    listed = _named(entry, key)
    stated = [(record, count) for record, count in entry.counts if (count.list, count.action) == key]
    changed = "本期狀態有變更" if entries.changed_on_a_day(entry) else "狀態有變更而起日未載明"
    earlier = "" if entries.of_period(entry) else f"；前期公告，{changed}"
    return entry.sourced_row(
        fixed(phrasing.list_label(*key)),
        entry.label,
        entry.published,
        _stated(stated, listed),
        joined(
            "；背景：",
            [
                joined("；", [joined("", [_stated_names(listed, stated), fixed(earlier)]), _changed_by(entry)]),
                _occasion(entry),
            ],
        ),
        entry.status,
    )


def _changed_by(entry: Entry) -> Cited:
    """The acts by which a notice came to its present state, where sources name them: 依某令暫停實施."""
    ledger, status = entry.ledger, entry.ledger.status(entry.key)
    if ledger.status_waits(entry.key):
        return Cited("")
    stopping = []
    for record, change in ledger.of(entry.key, StatusChange):
        if status.status not in _LEADS_TO.get(change.action, ()) or (
            change.from_ and status.since and change.from_ != status.since
        ):
            continue
        by = vars(ledger.timeline.content_of(record)).get("by")
        if by and ledger.timeline.key(by) != entry.key:
            label = phrasing.instrument_label(ledger.timeline.key(by))
            stopping.append(cited(f"依{label}{w.STATUS_ACTIONS[change.action]}", [record.id]))
    return joined("、", unique(stopping))


def _occasion(entry: Entry) -> Cited:
    """What sources name as the occasion on which a notice was suspended or ended: talks, mostly."""
    return joined(
        "、",
        unique(
            cited(phrasing.words(change.occasion), [record.id])
            for record, change in entry.ledger.of(entry.key, StatusChange)
            if change.occasion and change.action not in {"impose", "investigate"}
        ),
    )


def listing_cases(entries: Entries) -> list[ListingCase]:
    """Each notice of the period that names entities, with grounds, measures and all names."""
    cases = []
    for entry in _on_lists(entries):
        for key in _list_keys(entry):
            listed = _named(entry, key)
            if listed:
                cases.append(_case(entry, key, listed))
    return cases


def penalty_rows(entries: Entries) -> list[list[Cited]]:
    """案號 | 機關 | 當事人 | 貨物 | 貨值 | 罰款 | 決定日 | 違反規定 | 來源: one row a case."""
    rows = {}
    for record, penalty in entries.ledger.usable_of(Penalty):
        if not _is_case(penalty) or not _of_period(entries, record, penalty):
            continue
        behind = [record.id]
        rows[record.id] = [
            cited(phrasing.name(penalty.case_number) or w.UNSAID, behind),
            cited(phrasing.name(penalty.authority) or w.UNSAID, behind),
            cited(phrasing.name(penalty.party) or w.UNSAID, behind),
            cited(phrasing.penalty_goods(penalty) or w.UNSAID, behind),
            cited(w.money(penalty.value, penalty.currency) if penalty.value is not None else w.UNSAID, behind),
            cited(w.money(penalty.fine, penalty.currency) if penalty.fine is not None else w.UNSAID, behind),
            cited(w.day(penalty.date) if penalty.date else w.UNSAID, behind),
            cited(phrasing.name(penalty.breached) or phrasing.words(penalty.violation) or w.UNSAID, behind),
            cited(phrasing.phrase(penalty.mitigation), behind) if penalty.mitigation else NOTHING,
            source_marks(entries.ledger, [record]),
        ]
    waiting = [
        _waiting_penalty(entries, record, penalty)
        for record, penalty in entries.ledger.waiting_of_kind(Penalty)
        if penalty.case_number
    ]
    return sorted([*rows.values(), *waiting], key=lambda row: [cell.text for cell in row])


def waiting_penalties(entries: Entries) -> Cited:
    """How many facts of cases without a number wait; those with one have their row."""
    waiting = [record for record, penalty in entries.ledger.waiting_of_kind(Penalty) if not penalty.case_number]
    return counted(len(waiting), ids(waiting), " 項") if waiting else Cited("")


def patterns(entries: Entries) -> tuple[Cited, ...]:
    """Kinds of breach that sources mention without a case."""
    return unique(
        joined(
            "", [cited(phrasing.phrase(penalty.violation or penalty.goods), [record.id]), _bracketed(entries, record)]
        )
        for record, penalty in entries.ledger.usable_of(Penalty)
        if not _is_case(penalty) and entries.may_concern(record)
    )


def _of_period(entries: Entries, record: Record, penalty: Penalty) -> bool:
    """Whether a case was decided in the period; for one without a day, whether its source may be about the period."""
    return penalty.date in entries.period if penalty.date else entries.may_concern(record)


def _is_case(penalty: Penalty) -> bool:
    return any((penalty.case_number, penalty.authority, penalty.party, penalty.fine is not None))


def _bracketed(entries: Entries, record: Record) -> Cited:
    return joined("", [fixed("（"), source_marks(entries.ledger, [record]), fixed("）")])


def _unnumbered(entries: Entries) -> dict[str | None, list[Cited]]:
    """Lines of facts that name a list but no notice: each count by itself, names by source."""
    lines: dict[str | None, list[Cited]] = {}
    named: dict[tuple[str, _ListKey], list[tuple[Record, Listing]]] = {}
    for record in entries.ledger.usable:
        content = record.content
        if entries.ledger.keys_of(record) or not entries.may_concern(record):
            continue
        if isinstance(content, Count) and content.list is not None:
            key: _ListKey = (content.list, content.action)
            said = _total(record, content) if content.action == "total" else _stated([(record, content)], [])
            lines.setdefault(content.list, []).append(_unnumbered_line(entries, key, said, [record]))
        elif isinstance(content, Listing):
            named.setdefault((record.fact.document, (content.list, content.action)), []).append((record, content))
    for (_, of_list), listed in named.items():
        listed.sort(key=lambda pair: (phrasing.entity(pair[1]), pair[0].id))
        names = unique(cited(phrasing.entity(listing), [record.id]) for record, listing in listed)
        records = [record for record, _ in listed]
        lines.setdefault(of_list[0], []).append(_unnumbered_line(entries, of_list, joined("、", names), records))
    return {listed: sorted(unique(found), key=lambda line: line.text) for listed, found in lines.items()}


def _total(record: Record, count: Count) -> Cited:
    """A total in its source's words: whether it is of a year, and whether it counts the suspended, is said there alone."""
    return cited(f"{phrasing.number_of(count)}，來源稱{excerpt(record)}", [record.id])


def _unnumbered_line(entries: Entries, key: _ListKey, said: Cited, records: list[Record]) -> Cited:
    marks = source_marks(entries.ledger, records)
    return joined("", [fixed(f"{phrasing.list_label(*key)}："), said, fixed("（"), marks, fixed("）")])


def _on_lists(entries: Entries) -> list[Entry]:
    return [entry for entry in entries.touched() if _list_keys(entry) or _waiting_kinds(entry)]


def _list_keys(entry: Entry) -> list[_ListKey]:
    counts = {(count.list, count.action) for _, count in entry.counts if count.of == "entities"}
    listings = {(listing.list, listing.action) for _, listing in entry.ledger.of(entry.key, Listing)}
    return sorted(counts | listings, key=lambda key: (key[0] or "", key[1]))


def _named(entry: Entry, key: _ListKey) -> list[tuple[Record, Listing]]:
    """Who a notice lists, in the order in which its sources name them, the weightiest source first."""
    named = {
        record.id: (record, listing)
        for record, listing in entry.ledger.of(entry.key, Listing)
        if (listing.list, listing.action) == key
    }
    return [named[record.id] for record in entry.ledger.in_reading_order(record for record, _ in named.values())]


def _stated(stated: list[tuple[Record, Count]], listed: list[tuple[Record, Listing]]) -> Cited:
    """The number that the notice states; without one, how many names were approved, and said so."""
    numbers = unique(cited(f"{stated_number(record, count)}{_of_whom(count)}", [record.id]) for record, count in stated)
    if numbers:
        return joined("；", numbers)
    return joined("", [fixed("公告未載總數，列名 "), _count_names(listed)])


def _of_whom(count: Count) -> str:
    parts = [
        phrasing.actor_name(count.jurisdiction) if count.jurisdiction else "",
        f"截至 {w.day(count.as_of)}" if count.as_of else "",
    ]
    told_parts = "，".join(part for part in parts if part)
    return f"（{told_parts}）" if told_parts else ""


def _stated_names(listed: list[tuple[Record, Listing]], stated: list[tuple[Record, Count]]) -> Cited:
    """How many are named; where the notice lists more, that the sources name no others."""
    if not listed:
        return fixed("未列名")
    named = {identity_of(listing) for _, listing in listed}
    lacking = any(count.count > len(named) for _, count in stated)
    return joined(
        "", [fixed("列名 "), _count_names(listed), fixed("（其餘名稱來源未載），見下" if lacking else "，見下")]
    )


def _count_names(listed: list[tuple[Record, Listing]]) -> Cited:
    people = {identity_of(listing) for _, listing in listed if listing.entity_type == "individual"}
    everyone = {identity_of(listing) for _, listing in listed}
    facts = ids(record for record, _ in listed)
    bodies = counted(len(everyone) - len(people), facts, " 家") if len(everyone) > len(people) else Cited("")
    return joined("、", [bodies, counted(len(people), facts, " 人") if people else Cited("")])


def _case(entry: Entry, key: _ListKey, listed: list[tuple[Record, Listing]]) -> ListingCase:
    return ListingCase(
        heading=joined("：", [entry.label, fixed(phrasing.list_label(*key))]),
        grounds=unique(
            cited(phrasing.words(listing.grounds), [record.id]) for record, listing in listed if listing.grounds
        ),
        measures=unique(
            cited(phrasing.words(measure), [record.id]) for record, listing in listed for measure in listing.measures
        ),
        entities=_entities(listed),
        status=entry.status,
        measures_label=fixed("原列措施" if entry.standing else "措施"),
        source=source_marks(entry.ledger, [record for record, _ in listed]),
    )


def _entities(listed: list[tuple[Record, Listing]]) -> list[Cited]:
    """Each entity once, by its fullest line."""
    lines: dict[str, Cited] = {}
    for record, listing in listed:
        line, known = cited(_entity_line(listing), [record.id]), lines.get(identity_of(listing), Cited(""))
        fuller, other = (line, known) if len(line.text) > len(known.text) else (known, line)
        lines[identity_of(listing)] = citing(fuller, other.facts)
    return list(lines.values())


def _entity_line(listing: Listing) -> str:
    parts = [
        f"{'任職' if listing.entity_type == 'individual' else '母公司'}：{phrasing.name(listing.parent)}"
        if listing.parent
        else "",
        phrasing.actor_name(listing.jurisdiction) if listing.jurisdiction else "",
        f"自 {w.day(listing.effective)} 起" if listing.effective else "",
    ]
    told_parts = "；".join(part for part in parts if part)
    return phrasing.entity(listing) + (f"——{told_parts}" if told_parts else "")


def _waiting_kinds(entry: Entry) -> list[Record]:
    return [record for record in entry.waiting if isinstance(record.content, Listing | Count) and _about_list(record)]


def _about_list(record: Record) -> bool:
    return isinstance(record.content, Listing) or getattr(record.content, "list", None) is not None


def _waiting(entry: Entry) -> Cited:
    return cited(w.WAITING, ids(_waiting_kinds(entry)))


def _waiting_penalty(entries: Entries, record: Record, penalty: Penalty) -> list[Cited]:
    label = cited(phrasing.name(penalty.case_number), [record.id])
    return [
        label,
        *(cited(w.WAITING, [record.id]) for _ in range(8)),
        source_marks(entries.ledger, [record]) or NOTHING,
    ]
