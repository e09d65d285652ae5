"""The index's 摘要: the facts of an instrument, counted by kind as the tables show them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from workbench.facts.base import Content
from workbench.facts.kinds import LegalInstrument, Listing, Penalty, Position, StatusChange
from workbench.facts.references import parse_key
from workbench.report import phrasing
from workbench.report import wording as w
from workbench.report.acts.cells import named_few, unique
from workbench.report.acts.controls import Provision
from workbench.report.acts.counted import stated_number
from workbench.report.acts.deeds import deeds_of
from workbench.report.acts.entry import Entry
from workbench.report.acts.naming import identity_of
from workbench.report.cited import NOTHING, Cited, cited, counted, fixed, joined

Kind = TypeVar("Kind", bound=Content)
_MAKING = frozenset({"in_force", "partially_in_force", "announced", "unknown"})
"""Statuses in which an act changes others."""


def summary(entry: Entry) -> Cited:
    """Numbers that it states, what it says, and how many facts of each kind it has; 待審 where none is usable."""
    if entry.waits:
        return entry.published
    parts = [
        *(
            cited(f"{phrasing.count_label(count)} {stated_number(record, count)}", [record.id])
            for record, count in entry.counts
        ),
        *deeds_of(entry.ledger, entry.key),
        *_changes(entry),
        *_sayings(entry),
        *_numbers(entry),
        _named_items(entry),
        _tally(entry.limits, "數值門檻", "項"),
        _tally(entry.rules, "許可規則", "條"),
        _tally(entry.duties, "義務", "項"),
        _tally(entry.transitions, "過渡安排", "項"),
        _count(entry, Listing, identity_of, "列名", "筆"),
        _count(entry, Penalty, phrasing.fact_line, "處罰", "件"),
    ]
    return joined("；", unique(parts)) or NOTHING


def _changes(entry: Entry) -> list[Cited]:
    """What was done to a law, for whose status there is no column: 2025-11-10：調整; not what a suspended act would have done."""
    if not entry.key.startswith("law/"):
        return []
    changes = entry.ledger.of(entry.key, StatusChange)
    return [
        cited(f"{w.day(change.from_)}：{w.STATUS_ACTIONS[change.action]}{_by(change)}", [record.id])
        for record, change in sorted(changes, key=lambda pair: (pair[1].from_ or date.max, pair[0].id))
        if change.from_ and change.from_ <= entry.ledger.as_of and _holds(entry, change)
    ]


def _by(change: StatusChange) -> str:
    return f"（依{phrasing.name_or_label(change.by)}）" if change.by else ""


def _holds(entry: Entry, change: StatusChange) -> bool:
    """Whether the act that makes a change is in force, as far as anybody knows, or is not named."""
    if change.by is None:
        return True
    by = entry.ledger.timeline.key(change.by)
    return not entry.ledger.status_waits(by) and entry.ledger.status(by).status in _MAKING


def _named_items(entry: Entry) -> Cited:
    """The first of its items by name, and how many there are."""
    items = [item for item in entry.items if item.content.role == "controlled"]
    named = named_few([(phrasing.name(item.content.name), id) for item in items for id in sorted(item.facts)], "項", 3)
    return joined("：", [fixed("物項"), named]) if items else Cited("")


def _numbers(entry: Entry) -> list[Cited]:
    """The number of a law, as sources write it."""
    laws = entry.ledger.of(entry.key, LegalInstrument) if entry.key.startswith("law/") else ()
    return [cited(phrasing.name(law.number), [record.id]) for record, law in laws if law.number]


def _sayings(entry: Entry) -> list[Cited]:
    """What was said, where the instrument is the saying itself; elsewhere how often it was spoken of."""
    if parse_key(entry.key) is not None:
        return [_count(entry, Position, phrasing.fact_line, "立場", "則")]
    return [
        cited(phrasing.position(position), [record.id]) for record, position in entry.ledger.of(entry.key, Position)
    ]


def _count(entry: Entry, kind: type[Kind], identity: Callable[[Kind], str], word: str, unit: str) -> Cited:
    """How many things its facts are about, each once however many facts are about it."""
    found: dict[str, set[str]] = {}
    for record, content in entry.ledger.of(entry.key, kind):
        found.setdefault(identity(content), set()).add(record.id)
    return _counted_as(word, len(found), set().union(*found.values()), unit)


def _tally(statements: list[Provision], word: str, unit: str) -> Cited:
    return _counted_as(word, len(statements), set().union(*(provision.facts for provision in statements)), unit)


def _counted_as(word: str, number: int, facts: set[str], unit: str) -> Cited:
    return joined(" ", [fixed(word), counted(number, facts, f" {unit}")]) if number else Cited("")
