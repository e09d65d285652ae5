"""The records as the report reads them: by instrument, usable apart from waiting, one value settled per attribute."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cached_property
from itertools import chain
from typing import Any, Generic, NamedTuple, TypeVar

from workbench.facts.base import Content
from workbench.facts.document import TIERS, tier_rank
from workbench.facts.fact import Record, instruments_of
from workbench.facts.kinds import (
    Announcement,
    Assessment,
    EffectiveDate,
    LegalInstrument,
    Penalty,
    Position,
    StatusChange,
)
from workbench.facts.references import case_key, law_key
from workbench.report.acts.resolved import Resolved
from workbench.report.acts.timeline import Timeline
from workbench.resolution import Status

Value = TypeVar("Value")
Kind = TypeVar("Kind", bound=Content)


class Settled(NamedTuple, Generic[Value]):
    """What usable facts say of one attribute of one instrument."""

    value: Value | None
    """The value of the weightiest sources; None where no usable fact gives one."""
    facts: frozenset[str]
    """The usable facts that give it."""
    others: tuple[Value, ...]
    """Different values of other usable facts."""
    other_facts: frozenset[str]
    """The usable facts that give those."""
    waiting: frozenset[str]
    """Facts still waiting that give another value, or the only ones."""
    opinion_alone: bool = False
    """Whether commentators alone give it."""

    @property
    def known(self) -> bool:
        """Whether a usable fact gives a value."""
        return self.value is not None


def _unsettled(waiting: Iterable[Record]) -> Settled[Any]:
    """A value that no usable fact gives, and the waiting facts that would give one."""
    return Settled(None, frozenset(), (), frozenset(), ids(waiting))


_OPINION = tier_rank("opinion")


class Ledger:
    """All that a draft may draw on, in an order of its own: the same for records in any order."""

    def __init__(self, resolved: Resolved, as_of: date) -> None:
        self.usable = resolved.usable
        self.waiting = resolved.waiting
        self.documents = resolved.documents
        self.as_of = as_of
        self.timeline = Timeline(resolved, as_of)
        self._keys = {record.id: self._find_keys(record) for record in (*self.usable, *self.waiting)}
        self._usable_by_key = self._group(self.usable)
        self._waiting_by_key = self._group(self.waiting)
        self._contents = {record.id: record.content for record in (*self.usable, *self.waiting)}
        self._usable_by_kind = _by_kind(self.usable)
        self._waiting_by_kind = _by_kind(self.waiting)
        self._kinds_of: dict[str, dict[type[Content], list[tuple[Record, Any]]]] = {}
        self._settled: dict[tuple[str, Callable[[Content], object]], Settled[Any]] = {}

    def _group(self, records: Iterable[Record]) -> dict[str, tuple[Record, ...]]:
        groups: dict[str, list[Record]] = defaultdict(list)
        for record in records:
            for key in self._keys[record.id]:
                groups[key].append(record)
        return {key: tuple(group) for key, group in groups.items()}

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """Keys of every instrument that a usable or waiting fact is about, in order."""
        return tuple(sorted(self._usable_by_key.keys() | self._waiting_by_key.keys()))

    def keys_of(self, record: Record) -> tuple[str, ...]:
        """Canonical keys of the instruments that a record is about."""
        return self._keys[record.id]

    def _find_keys(self, record: Record) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.timeline.key(key) for key in subjects_of(self.timeline.content_of(record))))

    def facts_of(self, key: str) -> tuple[Record, ...]:
        """Usable records about an instrument."""
        return self._usable_by_key.get(key, ())

    def waiting_of(self, key: str) -> tuple[Record, ...]:
        """Waiting records about an instrument."""
        return self._waiting_by_key.get(key, ())

    def settle(self, key: str, read: Callable[[Content], Value | None]) -> Settled[Value]:
        """One value for what `read` takes from the facts of an instrument."""
        if (key, read) not in self._settled:
            self._settled[key, read] = self._settle(key, read)
        return self._settled[key, read]

    def _settle(self, key: str, read: Callable[[Content], Value | None]) -> Settled[Value]:
        values = _by_value(self._giving(key, read), read)
        waiting = _by_value([(record, self._contents[record.fact.id]) for record in self.waiting_of(key)], read)
        if not values:
            return _UNSETTLED if not waiting else _unsettled(chain.from_iterable(waiting.values()))
        if len(values) == 1 and not waiting:
            ((alone, records),) = values.items()
            opined = min(self.tier_rank(record) for record in records) >= _OPINION
            return Settled(alone, ids(records), (), frozenset(), frozenset(), opined)
        weights = {value: self._weight(value, records) for value, records in values.items()}
        ranked = sorted(values, key=lambda value: weights[value])
        chosen = ranked[0]
        opined = weights[chosen][0] >= _OPINION
        # A value that only a commentator gives is shown among the conflicts, not beside that of the act.
        others = [value for value in ranked[1:] if opined or weights[value][0] < _OPINION]
        return Settled(
            chosen,
            ids(values[chosen]),
            tuple(sorted(others, key=str)),
            frozenset().union(*(ids(values[other]) for other in others)),
            ids(record for value, records in waiting.items() if value != chosen for record in records),
            opined,
        )

    def _giving(self, key: str, read: Callable[[Content], object]) -> Iterable[tuple[Record, Content]]:
        """The usable records of an instrument whose kind can give what `read` reads."""
        kinds = self._kinds(key)
        return chain.from_iterable(kinds.get(kind, ()) for kind in _GIVEN_BY.get(read, kinds))

    def _weight(self, value: object, records: list[Record]) -> tuple[int, int, str]:
        best = min(self.tier_rank(record) for record in records)
        return best, -len({record.fact.document for record in records}), str(value)

    def tier_rank(self, record: Record) -> int:
        """Place of a record's source among the tiers, the weightiest 0."""
        document = self.documents.get(record.fact.document)
        return tier_rank(document.tier) if document else len(TIERS)

    def record(self, id: str) -> Record | None:
        """A record by its id, usable or waiting; None where there is none."""
        return self._by_id.get(id)

    @cached_property
    def _by_id(self) -> dict[str, Record]:
        return {record.id: record for record in (*self.usable, *self.waiting)}

    def opinion_alone(self, facts: Iterable[str]) -> bool:
        """Whether only commentators give what rests on some usable facts."""
        tiers = {self.tier_rank(self._usable_by_id[id]) for id in facts if id in self._usable_by_id}
        return bool(tiers) and min(tiers) >= _OPINION

    @cached_property
    def _usable_by_id(self) -> dict[str, Record]:
        return {record.id: record for record in self.usable}

    def status(self, key: str) -> Status:
        """Status of an instrument on the day of the report, by usable facts."""
        return self.timeline.status(key)

    def status_waits(self, key: str) -> frozenset[str]:
        """Waiting facts that would change the status; empty where none would."""
        return self.timeline.disputed_by(key)

    def usable_of(self, kind: type[Kind]) -> tuple[tuple[Record, Kind], ...]:
        """Usable records of one kind with their contents."""
        return tuple(self._usable_by_kind.get(kind, ()))

    def waiting_of_kind(self, kind: type[Kind]) -> tuple[tuple[Record, Kind], ...]:
        """Waiting records of one kind with their contents."""
        return tuple(self._waiting_by_kind.get(kind, ()))

    def changes_by(self, key: str) -> tuple[tuple[Record, StatusChange], ...]:
        """Usable changes of status that an instrument makes."""
        return self._changes_by.get(key, ())

    @cached_property
    def _changes_by(self) -> dict[str, tuple[tuple[Record, StatusChange], ...]]:
        found: dict[str, list[tuple[Record, StatusChange]]] = defaultdict(list)
        for record, change in self.usable_of(StatusChange):
            by = vars(self.timeline.content_of(record)).get("by")
            if by:
                found[self.timeline.key(by)].append((record, change))
        return {key: tuple(changes) for key, changes in found.items()}

    def usable_in(self, document: str) -> tuple[Record, ...]:
        """Usable records of one document."""
        return self._usable_by_document.get(document, ())

    @cached_property
    def _usable_by_document(self) -> dict[str, tuple[Record, ...]]:
        found: dict[str, list[Record]] = defaultdict(list)
        for record in self.usable:
            found[record.fact.document].append(record)
        return {document: tuple(records) for document, records in found.items()}

    def of(self, key: str, kind: type[Kind]) -> tuple[tuple[Record, Kind], ...]:
        """Usable records of one kind about one instrument."""
        return tuple(self._kinds(key).get(kind, ()))

    def _kinds(self, key: str) -> dict[type[Content], list[tuple[Record, Any]]]:
        if key not in self._kinds_of:
            self._kinds_of[key] = _by_kind(self.facts_of(key))
        return self._kinds_of[key]

    def assessments(self, section: str) -> tuple[tuple[Record, Assessment], ...]:
        """Assessments of a section, usable or waiting, in order of their ids."""
        return self._assessments.get(section, ())

    @cached_property
    def _assessments(self) -> dict[str, tuple[tuple[Record, Assessment], ...]]:
        found: dict[str, list[tuple[Record, Assessment]]] = defaultdict(list)
        for record, content in (*self.usable_of(Assessment), *self.waiting_of_kind(Assessment)):
            found[content.section].append((record, content))
        return {section: tuple(sorted(pairs, key=lambda pair: pair[0].id)) for section, pairs in found.items()}

    def in_reading_order(self, records: Iterable[Record]) -> list[Record]:
        """Records by weight of their source, its number, and where in it they stand."""
        return sorted(records, key=self._reading_place)

    def _reading_place(self, record: Record) -> tuple[int, int, int, int, str]:
        number = self.sources.get(record.fact.document, 0)
        # Cases of one sentence have its head in common, and each its own last span.
        last = record.evidence[-1].start if record.evidence else 0
        return self.tier_rank(record), number, _place_in(record), last, record.id

    def is_official(self, record: Record) -> bool:
        """Whether a record's document is an official text."""
        document = self.documents.get(record.fact.document)
        return document is not None and document.tier == "official"

    @cached_property
    def usable_ids(self) -> frozenset[str]:
        """Ids of the usable records."""
        return ids(self.usable)

    @cached_property
    def sources(self) -> dict[str, int]:
        """Document id -> its number in the list of sources, by publication day and id."""
        used = {record.fact.document for record in (*self.usable, *self.waiting) if record.evidence}
        known = sorted(
            (id for id in used if id in self.documents),
            key=lambda id: (self.documents[id].published or date.max, self.documents[id].title or "", id),
        )
        return {id: number for number, id in enumerate(known, start=1)}


def _place_in(record: Record) -> int:
    """Where in its document a record stands: an item of a quoted list where its name does."""
    name = vars(record.content).get("name")
    named = (span.start + at for span in record.evidence if name and (at := span.quote.find(name)) >= 0)
    return next(named, record.evidence[0].start if record.evidence else 0)


def subjects_of(content: Content) -> tuple[str, ...]:
    """Keys that a content is about; a law and a case name themselves."""
    named = instruments_of(content)
    if not named and isinstance(content, LegalInstrument):
        return (law_key(content.title),)
    if not named and isinstance(content, Penalty) and content.case_number:
        return (case_key(content.case_number),)
    return named


def ids(records: Iterable[Record]) -> frozenset[str]:
    """Ids of records."""
    return frozenset([record.fact.id for record in records])


_UNSETTLED = _unsettled(())


def _by_kind(records: Iterable[Record]) -> dict[type[Content], list[tuple[Record, Any]]]:
    """The records of each kind with their contents, in the order given."""
    kinds: dict[type[Content], list[tuple[Record, Any]]] = defaultdict(list)
    for record in records:
        content = record.content
        kinds[type(content)].append((record, content))
    return kinds


def _by_value(
    stating: Iterable[tuple[Record, Content]], read: Callable[[Content], Value | None]
) -> dict[Value, list[Record]]:
    groups: dict[Value, list[Record]] = {}
    for record, content in stating:
        value = read(content)
        if value is not None:
            groups.setdefault(value, []).append(record)
    return groups


_ACTS = (Announcement, LegalInstrument)
_DATED = (Penalty, Position)


def read_title(content: Content) -> str | None:
    """Title of an instrument."""
    return content.title if isinstance(content, _ACTS) else None


def read_published(content: Content) -> date | None:
    """Day of publication, of a decision, of a statement or of talks."""
    if isinstance(content, _ACTS):
        return content.published
    return content.date if isinstance(content, _DATED) else None


def read_issuers(content: Content) -> tuple[str, ...] | None:
    """Who issued an instrument; None where a content does not say."""
    return (content.issuers or None) if isinstance(content, Announcement) else None


def read_effective(content: Content) -> date | None:
    """Day on which the whole instrument takes effect."""
    if isinstance(content, EffectiveDate):
        return content.date if content.clause is None else None
    return content.effective if isinstance(content, LegalInstrument) else None


def read_category(content: Content) -> str | None:
    """One of the five categories, where a fact gives it."""
    category: str | None = vars(content).get("category")
    return category


def read_address(content: Content) -> str | None:
    """Address of the official text."""
    return content.source_url if isinstance(content, _ACTS) else None


def read_actor(content: Content) -> str | None:
    """Jurisdiction whose act it is."""
    actor: str | None = vars(content).get("actor")
    return actor


_GIVEN_BY: Mapping[Callable[[Content], object], tuple[type[Content], ...]] = {
    read_title: _ACTS,
    read_published: (*_ACTS, *_DATED),
    read_issuers: (Announcement,),
    read_effective: (EffectiveDate, LegalInstrument),
    read_address: _ACTS,
}
"""What reads an attribute -> the kinds of fact that can give it; any kind can give what is not named here."""
