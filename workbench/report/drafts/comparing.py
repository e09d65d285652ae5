"""Two drafts in terms of facts: what is new, what changed from what to what, and what was withdrawn, by instrument.

Works on the provenance of both, and resolves the status of every instrument on each draft's own day, so that two drafts of
neighbouring months, or of one month before and after a review, are measured alike. Pure.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Literal

from workbench.facts.base import Content
from workbench.facts.fact import USABLE, Evidence, instruments_of
from workbench.facts.kinds import KINDS, Announcement, Assessment, Count, EffectiveDate
from workbench.report import phrasing
from workbench.report.acts.ledger import read_category, read_effective, read_issuers, read_published, read_title
from workbench.report.acts.naming import natural_order
from workbench.resolution import Instruments, Statement, Status, events_by_instrument, events_of, resolve, status_on

Became = Literal["new", "changed", "withdrawn"]
_READ: Mapping[str, Callable[[Content], object]] = {
    "title": read_title,
    "issuers": read_issuers,
    "category": read_category,
    "publish_date": read_published,
    "effective_date": read_effective,
}
_TOLD_AS_ATTRIBUTES = (Announcement, Count)


@dataclass(frozen=True, slots=True)
class Change:
    """One attribute of an instrument, in both drafts; None where a draft gives none."""

    attribute: str
    """status, publish_date, effective_date, title, issuers, category, or a count: `count add unreliable_entity entities`."""
    old: str | None
    new: str | None
    facts: tuple[str, ...]
    """Ids of the facts of the newer draft that give it; where it gives none, of the older."""

    def json(self) -> dict[str, Any]:
        """As `diff --json` prints it."""
        return {"attribute": self.attribute, "old": self.old, "new": self.new, "facts": list(self.facts)}


@dataclass(frozen=True, slots=True)
class Difference:
    """One statement that only one of the drafts has."""

    kind: str
    text: str
    """The line of the report that it would be, as Markdown."""
    facts: tuple[str, ...]
    waiting: bool = False
    """Of a withdrawn one: whether it waits for a person in the newer draft."""

    def json(self) -> dict[str, Any]:
        """As `diff --json` prints it."""
        return {"kind": self.kind, "text": self.text, "facts": list(self.facts), "waiting": self.waiting}


@dataclass(frozen=True, slots=True)
class InstrumentChange:
    """What became of one instrument between two drafts."""

    instrument: str | None
    """Its key; None for statements that name no instrument."""
    label: str
    became: Became
    changes: tuple[Change, ...]
    added: tuple[Difference, ...]
    withdrawn: tuple[Difference, ...]

    def json(self) -> dict[str, Any]:
        """As `diff --json` prints it."""
        return {
            "instrument": self.instrument,
            "label": self.label,
            "became": self.became,
            "changes": [change.json() for change in self.changes],
            "added": [found.json() for found in self.added],
            "withdrawn": [found.json() for found in self.withdrawn],
        }


@dataclass(frozen=True, slots=True)
class DraftComparison:
    """Two drafts compared: only instruments about which something differs, in order of their numbers."""

    old: tuple[str, date]
    """Period and day of the older draft."""
    new: tuple[str, date]
    instruments: tuple[InstrumentChange, ...]

    def that_became(self, became: Became) -> tuple[InstrumentChange, ...]:
        """The instruments that are new, changed or withdrawn."""
        return tuple(each for each in self.instruments if each.became == became)

    def json(self) -> dict[str, Any]:
        """As `diff --json` prints it."""
        sides = {
            name: {"period": period, "as_of": day.isoformat()}
            for name, (period, day) in (("old", self.old), ("new", self.new))
        }
        return sides | {"instruments": [each.json() for each in self.instruments]}


def compare_drafts(old: Mapping[str, Any], new: Mapping[str, Any]) -> DraftComparison:
    """What differs between two drafts, given their provenance.

    The same statement of another source, or at another place, is the same; only facts that may stand in a draft count.
    """
    names = resolve({statement.fact: statement for side in (old, new) for statement in _statements(side)}.values())
    before, after = _Side(old, names), _Side(new, names)
    keys = sorted(before.keys | after.keys, key=lambda key: (key is None, natural_order(key or "")))
    found = [change for key in keys if (change := _instrument_change(key, before, after)) is not None]
    return DraftComparison((before.period, before.day), (after.period, after.day), tuple(found))


class _Side:
    """One draft, its statements by instrument under names that both drafts share."""

    def __init__(self, provenance: Mapping[str, Any], names: Instruments) -> None:
        self.period: str = provenance["period"]
        self.day = date.fromisoformat(provenance["as_of"])
        self.statements = _statements(provenance)
        self.waiting = frozenset(
            _identity(fact["kind"], fact["fields"])
            for fact in provenance["facts"].values()
            if fact["state"] in {"pending", "deferred"}
        )
        self._by_key: dict[str | None, list[Statement]] = {}
        for statement in self.statements:
            for key in _keys_of(statement, names):
                self._by_key.setdefault(key, []).append(statement)
        for id, fact in provenance["facts"].items():
            if fact["kind"] == "assessment" and fact["state"] in USABLE:
                self._by_key.setdefault(None, []).append(_statement(id, fact, {}))

    @property
    def keys(self) -> frozenset[str | None]:
        return frozenset(self._by_key)

    def of(self, key: str | None) -> list[Statement]:
        return self._by_key.get(key, [])

    @cached_property
    def _resolved(self) -> Instruments:
        return resolve(self.statements)

    @cached_property
    def _events(self) -> Mapping[str, Any]:
        return events_by_instrument(events_of(self._resolved))

    def status(self, key: str) -> tuple[str | None, tuple[str, ...]]:
        """Status on the draft's day in words that JSON keeps, and the facts behind it; nothing of what has no status."""
        if key.startswith(("law/", "case/")) or not self.of(key):
            return None, ()
        own = self._resolved.key(key)
        status = status_on(own, self.day, self._events.get(own, ()))
        return _in_words(status), status.facts

    def attributes(self, key: str) -> dict[str, tuple[str, tuple[str, ...]]]:
        """Attribute -> its value by the weightiest sources, and the facts that give it."""
        found: dict[str, dict[str, list[Statement]]] = {}
        for statement in self.of(key):
            for attribute, value in _values(statement.content):
                found.setdefault(attribute, {}).setdefault(value, []).append(statement)
        settled = {}
        for attribute, values in found.items():
            value = min(values, key=lambda each: (min(s.rank for s in values[each]), -len(values[each]), each))
            settled[attribute] = value, tuple(sorted(s.fact for s in values[value]))
        return settled


def _instrument_change(key: str | None, before: _Side, after: _Side) -> InstrumentChange | None:
    old, new = _by_identity(before.of(key)), _by_identity(after.of(key))
    added = _differences((new[each] for each in new.keys() - old.keys()), frozenset())
    withdrawn = _differences((old[each] for each in old.keys() - new.keys()), after.waiting)
    changes = tuple(_changes(key, before, after)) if key is not None else ()
    if not (added or withdrawn or changes):
        return None
    became: Became = "changed"
    if key is not None and not before.of(key):
        became = "new"
    elif key is not None and not after.of(key):
        became = "withdrawn"
    return InstrumentChange(key, phrasing.instrument_label(key) if key else "", became, changes, added, withdrawn)


def _changes(key: str, before: _Side, after: _Side) -> Iterator[Change]:
    was, now = before.status(key), after.status(key)
    if was[0] != now[0]:
        yield Change("status", was[0], now[0], tuple(sorted(now[1] or was[1])))
    old, new = before.attributes(key), after.attributes(key)
    for attribute in sorted(old.keys() | new.keys()):
        was_value, was_facts = old.get(attribute, (None, ()))
        value, facts = new.get(attribute, (None, ()))
        if was_value != value:
            yield Change(attribute, was_value, value, facts or was_facts)


def _values(content: Content) -> Iterator[tuple[str, str]]:
    for attribute, read in _READ.items():
        value = read(content)
        if value is not None:
            yield attribute, "、".join(value) if isinstance(value, tuple) else str(value)
    if isinstance(content, Count):
        named = " ".join(each for each in ("count", content.action, content.list, content.of) if each)
        yield named, f"{'≈' if content.approximate else ''}{content.count}"


def _in_words(status: Status) -> str:
    """`suspended 2025-11-07 … 2026-11-10`, with the clauses that differ."""
    parts = [_interval(status.status, status.since, status.until) + (" (assumed)" if status.assumed else "")]
    parts += [f"{clause.clause}: {_interval(clause.status, clause.since, clause.until)}" for clause in status.clauses]
    return "; ".join(parts)


def _interval(status: str, since: date | None, until: date | None) -> str:
    days = f"{since or ''} … {until}" if until else str(since or "")
    return f"{status} {days}".strip()


def _statements(provenance: Mapping[str, Any]) -> list[Statement]:
    return [
        _statement(id, fact, provenance["documents"].get(fact["document"], {}))
        for id, fact in provenance["facts"].items()
        if fact["state"] in USABLE and fact["kind"] != "assessment"
    ]


def _statement(id: str, fact: Mapping[str, Any], document: Mapping[str, Any]) -> Statement:
    published = document.get("published")
    content: Any = KINDS[fact["kind"]].model_validate(fact["fields"])
    return Statement(
        content=content,
        fact=id,
        document=fact["document"],
        tier=document.get("tier", "opinion"),
        published=date.fromisoformat(published) if published else None,
        year=document.get("year"),
        evidence=tuple(Evidence(**span) for span in fact["evidence"]),
        lead=fact["lead"],
    )


def _keys_of(statement: Statement, names: Instruments) -> tuple[str | None, ...]:
    keys = instruments_of(statement.content)
    return tuple(dict.fromkeys(names.key(key) for key in keys)) or (None,)


def _by_identity(statements: Iterable[Statement]) -> dict[str, list[Statement]]:
    """Equivalent statements, grouped; those that are compared as attributes are left out."""
    found: dict[str, list[Statement]] = {}
    for statement in statements:
        content = statement.content
        whole_effect = isinstance(content, EffectiveDate) and content.clause is None
        if isinstance(content, _TOLD_AS_ATTRIBUTES) or whole_effect:
            continue
        fields = content.model_dump(mode="json", by_alias=True)
        if isinstance(content, Assessment):
            fields.pop("facts")
        found.setdefault(_identity(content.kind, fields), []).append(statement)
    return found


def _identity(kind: str, fields: Mapping[str, Any]) -> str:
    values = {name: value for name, value in fields.items() if name != "kind"}
    return json.dumps([kind, values], ensure_ascii=False, sort_keys=True)


def _differences(groups: Iterable[list[Statement]], waiting: frozenset[str]) -> tuple[Difference, ...]:
    found = []
    for statements in groups:
        content = statements[0].content
        waits = _identity(content.kind, content.model_dump(mode="json", by_alias=True)) in waiting
        facts = tuple(sorted(statement.fact for statement in statements))
        found.append(Difference(content.kind, phrasing.fact_line(content), facts, waits))
    return tuple(sorted(found, key=lambda each: (each.kind, each.text, each.facts)))
