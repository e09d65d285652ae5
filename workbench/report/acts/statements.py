"""Tables and lists of what acts control: each line under its act with the act's standing; statements without an act apart."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from workbench.facts.fact import Record
from workbench.facts.kinds import ControlledItem, LicensingRule, Position, Requirement, Threshold
from workbench.facts.references import law_key
from workbench.recognition import find_dates
from workbench.recognition.units import CURRENCY
from workbench.report import phrasing
from workbench.report import wording as w
from workbench.report.acts.cells import source_marks
from workbench.report.acts.controls import (
    Provision,
    core_name,
    duties_of,
    is_bare,
    items_of,
    limits_of,
    mark_opinions,
    rules_of,
    transitions_of,
)
from workbench.report.acts.entries import Entries
from workbench.report.acts.entry import Entry
from workbench.report.acts.ledger import Ledger, read_title
from workbench.report.cited import NOTHING, Cited, cited, citing, fixed, joined, table_row
from workbench.report.period import Period
from workbench.report.topics import GENERAL, material_of
from workbench.text import fold, fold_script, normalize

CONTROLS = (ControlledItem, Threshold, LicensingRule, Requirement)
"""Kinds of fact that these tables show."""
_FINE_UNITS = CURRENCY | {"倍"}
_TITLED = re.compile("《(?P<title>[^》]+)》")
_CONTROLLED_BY_TITLE = re.compile(
    "[对将](?P<what>.{2,60}?)(?:实施|实行|采取|纳入)|出口(?P<listed>.{2,30}?)(?:管理目录|管制清单)"
)
_Place = Callable[[Provision], tuple[Cited, Cited]]
"""Where a statement belongs: the act with its clause, and the act's standing."""


class OfAct(NamedTuple):
    """Lines that one act says, under its name."""

    act: Cited
    lines: Sequence[Cited]


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Statements of one material whose act no source names."""

    items: Sequence[Cited] = ()
    limits: Sequence[Cited] = ()
    rules: Sequence[OfAct] = ()
    duties: Sequence[OfAct] = ()
    transitions: Sequence[OfAct] = ()


def item_rows(entry: Entry) -> list[Cited]:
    """物項 | 編碼 | 規格 | 管制 | 公告編號 | 現況 | 來源."""
    return _items(entry.ledger, entry.items, _place_in(entry))


def limit_rows(entry: Entry) -> list[Cited]:
    """對象 | 條件 | 公告編號 | 現況 | 來源."""
    return [_limit(entry.ledger, provision, _place_in(entry)) for provision in entry.limits]


def rules_by_act(entry: Entry) -> list[OfAct]:
    """Licensing rules under the name of the act, where it has any."""
    return [OfAct(_act(entry), _lines(entry.ledger, entry.rules))] if entry.rules else []


def duties_by_act(entry: Entry) -> list[OfAct]:
    """Duties under the name of the act, where it has any."""
    return [OfAct(_act(entry), _lines(entry.ledger, entry.duties))] if entry.duties else []


def transitions_by_act(entry: Entry) -> list[OfAct]:
    """Periods of transition under the name of the act, where it has any."""
    return [OfAct(_act(entry), _lines(entry.ledger, entry.transitions))] if entry.transitions else []


def unplaced(entries: Entries) -> dict[str, Unplaced]:
    """What names no act, by material; not what an act says just so, nor what is older than the period, or later."""
    ledger = entries.ledger
    free = [
        r
        for r in ledger.usable
        if isinstance(r.content, CONTROLS)
        and not ledger.keys_of(r)
        and entries.may_concern(r)
        and not _is_of_another_time(r, entries.period)
    ]
    said = _Tabled(_spoken_of_with(entries, free))
    by_material: dict[str, list[Record]] = {}
    for record in free:
        if not said.holds(record) and not _is_of_fines(record) and not _repeats_position(ledger, record):
            by_material.setdefault(material_of(phrasing.fact_line(record.content)) or GENERAL, []).append(record)
    return {material: _unplaced(ledger, records) for material, records in by_material.items()}


def _is_of_another_time(record: Record, period: Period) -> bool:
    """Whether all days that a statement names in full lie outside a period."""
    quoted = " ".join(span.quote for span in record.evidence)
    days = [mention.value for mention in find_dates(normalize(quoted), year=None, published=None) if mention.value]
    return bool(days) and not any(day in period for day in days)


def _repeats_position(ledger: Ledger, record: Record) -> bool:
    """Whether a rule that says for nothing and nobody is but the sentence of what an authority declared."""
    content = record.content
    if not isinstance(content, LicensingRule) or phrasing.rule_scope(content):
        return False
    declared = (other for other in ledger.usable_in(record.fact.document) if isinstance(other.content, Position))
    return any(_stands_in(other, record) or _stands_in(record, other) for other in declared)


def _spoken_of_with(entries: Entries, records: Iterable[Record]) -> list[Entry]:
    """The acts of the period, and older ones that the source of one of these records is about: it may restate those."""
    documents = {record.fact.document for record in records}
    return [
        entry
        for entry in entries.all
        if entries.is_touched(entry) or any(record.fact.document in documents for record in entry.usable)
    ]


def fines(entries: Entries) -> list[Cited]:
    """Sanctions that laws provide for, law by law; then amounts that a fine depends on, without a known law."""
    ledger = entries.ledger
    laws = [
        entry for entry in entries.all if entry.key.startswith("law/") and any(map(entries.may_concern, entry.usable))
    ]
    threats = [
        (entry, provision) for entry in laws for provision in entry.duties if provision.content.type == "sanction"
    ]
    records = [r for r in ledger.usable if _is_of_fines(r) and not ledger.keys_of(r) and entries.may_concern(r)]
    bare = [
        r for r in records if not any(_stands_in(r, other) for _, provision in threats for other in provision.records)
    ]
    return [
        *(_named(entry, _threat(ledger, parts)) for entry, parts in _in_one_sentence(threats)),
        *(
            _marked(ledger, provision, f"未載明所屬文件：{phrasing.fact_line(provision.content)}")
            for provision in limits_of(ledger, bare)
        ),
    ]


def _named(law: Entry, threat: Cited) -> Cited:
    """What a law threatens, under its title; where the words themselves begin with that, as they are."""
    opens = _TITLED.match(threat.text)
    if opens and law_key(opens["title"]) == law.key:
        return citing(threat, law.label.facts)
    return joined("：", [law.label, threat])


def _in_one_sentence(threats: Iterable[tuple[Entry, Provision]]) -> list[tuple[Entry, list[Provision]]]:
    """Sanctions that a source states together: the condition in the first part applies to those that follow."""
    gone_through: list[tuple[Entry, list[Provision]]] = []
    for entry, threat in threats:
        before = gone_through[-1] if gone_through else None
        if before and before[0] is entry and _goes_on(before[1][-1].records[0], threat.records[0]):
            before[1].append(threat)
        else:
            gone_through.append((entry, [threat]))
    return gone_through


def _goes_on(record: Record, other: Record) -> bool:
    """Whether a record's quote begins where another's ends, before a full stop."""
    if not record.evidence or not other.evidence or record.fact.document != other.fact.document:
        return False
    last, first = record.evidence[-1], other.evidence[0]
    return 0 <= first.start - last.end <= 1 and not last.quote.rstrip().endswith(("。", "."))


def _threat(ledger: Ledger, parts: Sequence[Provision]) -> Cited:
    text = joined("；", [_line(part) for part in parts])
    records = [record for part in parts for record in part.records]
    return joined("", [text, fixed("（"), source_marks(ledger, records), fixed("）")])


def _stands_in(record: Record, other: Record) -> bool:
    """Whether what a record quotes stands in what another quotes."""
    return record.fact.document == other.fact.document and all(
        any(span.start <= own.start and own.end <= span.end for span in other.evidence) for own in record.evidence
    )


def _marked(ledger: Ledger, statement: Provision, text: str) -> Cited:
    return joined("", [_line(statement, text), fixed("（"), source_marks(ledger, statement.records), fixed("）")])


class _Tabled:
    """What the tables of acts contain, so that it is not repeated; each kind is gathered on first use."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._acts = list(entries)

    @cached_property
    def _items(self) -> set[str]:
        return {core_name(provision.content.name) for entry in self._acts for provision in entry.items}

    @cached_property
    def _codes(self) -> set[str]:
        return {code for entry in self._acts for provision in entry.items for code in provision.content.control_codes}

    @cached_property
    def _limits(self) -> set[tuple[str, str]]:
        return {_limit_key(provision.content) for entry in self._acts for provision in entry.limits}

    @cached_property
    def _figures(self) -> set[tuple[str, str]]:
        return {_figure_key(provision.content) for entry in self._acts for provision in entry.limits}

    @cached_property
    def _texts(self) -> set[str]:
        statements = (
            provision for entry in self._acts for provision in (*entry.rules, *entry.duties, *entry.transitions)
        )
        return {text for provision in statements for text in _texts(provision)}

    def _is_titled(self, name: str, document: str) -> bool:
        """Whether the title of an act or catalogue that a document speaks of says that it controls just this."""
        return name in self._titles.get(document, ())

    @cached_property
    def _titles(self) -> Mapping[str, set[str]]:
        titles: dict[str, set[str]] = {}
        for entry in self._acts:
            title = entry.ledger.settle(entry.key, read_title).value
            for record in entry.usable if title else ():
                controlled = _CONTROLLED_BY_TITLE.search(fold(title or "").text)
                if controlled is not None:
                    what = controlled["what"] or controlled["listed"]
                    titles.setdefault(record.fact.document, set()).add(core_name(what))
        return titles

    def holds(self, record: Record) -> bool:
        content = record.content
        if isinstance(content, ControlledItem):
            name = core_name(content.name)
            if is_bare(content):
                return name in self._items or self._is_titled(name, record.fact.document)
            return name in self._items and set(content.control_codes) <= self._codes
        if isinstance(content, Threshold):
            # A figure that names nothing (0.1%) repeats the limit that an act sets at it.
            bare = not (content.item or content.subject)
            return _limit_key(content) in self._limits or (bare and _figure_key(content) in self._figures)
        return phrasing.fact_line(content) in self._texts


def _texts(provision: Provision) -> Iterable[str]:
    return (phrasing.fact_line(record.content) for record in provision.records)


def _figure_key(content: Threshold) -> tuple[str, str]:
    return w.figure(content.value), fold_script(content.unit or "")


def _limit_key(content: Threshold) -> tuple[str, str]:
    return core_name(phrasing.threshold_subject(content)), core_name(phrasing.limit(content))


def _is_of_fines(record: Record) -> bool:
    content = record.content
    return isinstance(content, Threshold) and fold_script(content.unit or "") in _FINE_UNITS


def _unplaced(ledger: Ledger, records: list[Record]) -> Unplaced:
    def place(_provision: Provision) -> tuple[Cited, Cited]:
        return fixed("文號未載明"), NOTHING

    def marked(statements: list[Provision]) -> list[Provision]:
        return mark_opinions(ledger, statements)

    rules, duties = marked(rules_of(ledger, records)), marked(duties_of(ledger, records))
    transitions = marked(transitions_of(ledger, records))
    return Unplaced(
        items=_items(ledger, marked(items_of(ledger, records)), place),
        limits=[_limit(ledger, provision, place) for provision in marked(limits_of(ledger, records))],
        rules=[OfAct(_NAMELESS, _lines(ledger, rules))] if rules else [],
        duties=[OfAct(_NAMELESS, _lines(ledger, duties))] if duties else [],
        transitions=[OfAct(_NAMELESS, _lines(ledger, transitions))] if transitions else [],
    )


_NAMELESS = fixed("來源未載明文號者")


def _place_in(entry: Entry) -> _Place:
    def place(provision: Provision) -> tuple[Cited, Cited]:
        clause = f"（{phrasing.words(provision.clause)}）" if provision.clause else ""
        return Cited(entry.label.text + clause, entry.label.facts | provision.facts), _stands(entry)

    return place


def _stands(entry: Entry) -> Cited:
    """The standing of an act, or its status where nothing about it needs a remark; — where no source gives one."""
    return entry.standing or (entry.status if entry.status.text != w.UNSAID else NOTHING)


def _act(entry: Entry) -> Cited:
    return joined("", [fixed("**"), entry.label, fixed("**"), _bracketed(entry.standing)])


def _bracketed(part: Cited) -> Cited:
    """A standing in brackets; a remark of its own in brackets (尚未生效（生效日僅見於評論）) is set off by a comma instead."""
    plain = part.text.removesuffix("）").replace("（", "，") if part.text.endswith("）") else part.text
    return cited(f"（{plain}）", part.facts) if part else part


def _items(ledger: Ledger, statements: Iterable[Provision], place: _Place) -> list[Cited]:
    """One row per item; items of which only the name is known share one row for each place and its sources."""
    rows: list[Cited] = []
    bare: dict[tuple[str, str, str], list[Provision]] = {}
    for item in statements:
        sources = source_marks(ledger, item.records)
        if is_bare(item.content):
            bare.setdefault((place(item)[0].text, item.content.role, sources.text), []).append(item)
        else:
            codes, specification = phrasing.item_codes(item.content), phrasing.phrase(item.content.specification)
            cells = (_line(item, phrasing.name(item.content.name)), codes, specification)
            rows.append(_item_row(*cells, item, place, sources))
    for together in bare.values():
        sources = source_marks(ledger, [record for item in together for record in item.records])
        rows.append(_item_row(_names(together), "", "", together[0], place, sources))
    return rows


def _item_row(name: Cited, codes: str, specification: str, item: Provision, place: _Place, sources: Cited) -> Cited:
    role = w.ITEM_ROLES[item.content.role]
    cells_of_item = fixed(codes or NOTHING.text), fixed(specification or NOTHING.text), fixed(role)
    return table_row([name, *cells_of_item, *place(item), sources])


def _names(items: list[Provision]) -> Cited:
    named = [_line(item, phrasing.name(item.content.name)) for item in items]
    return joined("；" if any("、" in name.text for name in named) else "、", named)


def _limit(ledger: Ledger, limit: Provision, place: _Place) -> Cited:
    subject = phrasing.threshold_subject(limit.content) or limit.text
    sources = source_marks(ledger, limit.records)
    return table_row([_line(limit, subject), fixed(phrasing.limit(limit.content)), *place(limit), sources])


def _lines(ledger: Ledger, statements: Iterable[Provision]) -> list[Cited]:
    """One line per statement, with its clause and its sources."""
    clauses = [(s, f"（{phrasing.words(s.clause)}）" if s.clause else "") for s in statements]
    return [_marked(ledger, statement, statement.text + clause) for statement, clause in clauses]


def _line(statement: Provision, text: str | None = None) -> Cited:
    return cited(f"{statement.text if text is None else text}{statement.remark}", statement.facts)
