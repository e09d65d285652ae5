"""The index's 摘要: what the facts of an instrument hold, counted by kind as the tables show them."""

from __future__ import annotations

from workbench.facts.kinds import LegalInstrument, Listing, Penalty, Position
from workbench.facts.references import parse_key
from workbench.report import telling
from workbench.report import wording as w
from workbench.report.cells import named_few, unique
from workbench.report.cited import NOTHING, Cited, citing, counted, fixed, joined, told
from workbench.report.controls import Told
from workbench.report.counted import number_told
from workbench.report.entries import Entry
from workbench.report.naming import named_together


def summary(entry: Entry) -> Cited:
    """Numbers that it states, what it says, and how much of each kind its facts hold; 待審 where none is usable."""
    if entry.waits:
        return entry.published
    parts = [
        *(
            told(f"{telling.count_label(count)} {number_told(record, count)}", [record.id])
            for record, count in entry.counts
        ),
        *_deeds(entry),
        *_sayings(entry),
        *_numbers(entry),
        _named_items(entry),
        _tally(entry.limits, "數值門檻", "項"),
        _tally(entry.rules, "許可規則", "條"),
        _tally(entry.duties, "義務", "項"),
        _tally(entry.transitions, "過渡安排", "項"),
        _count(entry, Listing, "列名", "筆"),
        _count(entry, Penalty, "處罰", "件"),
    ]
    return joined("；", unique(parts)) or NOTHING


def _deeds(entry: Entry) -> list[Cited]:
    """What it does to other acts: 暫停實施商務部公告2025年第55號、第56號."""
    changed: dict[str, list[tuple[str, Cited]]] = {}
    for record, change in entry.ledger.changes_by(entry.key):
        for target in change.targets:
            key = entry.ledger.timeline.key(target.instrument) if target.instrument else ""
            if key and key != entry.key:
                label = told(telling.instrument_label(key), [record.id])
                changed.setdefault(change.action, []).append((key, label))
    return [
        joined("", [fixed(w.STATUS_ACTIONS[action]), named_together(_once(named))])
        for action, named in sorted(changed.items())
    ]


def _once(named: list[tuple[str, Cited]]) -> list[tuple[str, Cited]]:
    """Each act once, resting on all that name it."""
    merged: dict[str, Cited] = {}
    for key, label in named:
        merged[key] = citing(merged.get(key, label), label.facts)
    return list(merged.items())


def _named_items(entry: Entry) -> Cited:
    """The first of its items by name, and how many there are."""
    items = [item for item in entry.items if item.content.role == "controlled"]
    named = named_few([(telling.name(item.content.name), id) for item in items for id in sorted(item.facts)], "項", 3)
    return joined("：", [fixed("物項"), named]) if items else Cited("")


def _numbers(entry: Entry) -> list[Cited]:
    """The number of a law, as sources write it."""
    laws = entry.ledger.of(entry.key, LegalInstrument) if entry.key.startswith("law/") else ()
    return [told(telling.name(law.number), [record.id]) for record, law in laws if law.number]


def _sayings(entry: Entry) -> list[Cited]:
    """What was said, where the instrument is the saying itself; elsewhere how often it was spoken of."""
    if parse_key(entry.key) is not None:
        return [_count(entry, Position, "立場", "則")]
    return [told(telling.position(position), [record.id]) for record, position in entry.ledger.of(entry.key, Position)]


def _count(entry: Entry, kind: type[Listing | Penalty | Position], word: str, unit: str) -> Cited:
    found: dict[str, set[str]] = {}
    for record, content in entry.ledger.of(entry.key, kind):
        found.setdefault(telling.tell(content), set()).add(record.id)
    return _counted_as(word, len(found), set().union(*found.values()), unit)


def _tally(statements: list[Told], word: str, unit: str) -> Cited:
    return _counted_as(word, len(statements), set().union(*(told.facts for told in statements)), unit)


def _counted_as(word: str, number: int, facts: set[str], unit: str) -> Cited:
    return joined(" ", [fixed(word), counted(number, facts, f" {unit}")]) if number else Cited("")
