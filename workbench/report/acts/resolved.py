"""The records resolved, once with and once without those that wait: computed once for everything that a draft needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from workbench.facts.document import Document
from workbench.facts.fact import WAITING, Record, is_assessment
from workbench.facts.kinds import AnyContent
from workbench.resolution import Courses, Event, Instruments, Statement, events_by_instrument, events_of, resolve


class Resolved:
    """Usable and waiting records, in an order of their own: the same for records in any order."""

    def __init__(self, records: Iterable[Record], documents: Mapping[str, Document]) -> None:
        ordered = sorted(records, key=lambda record: record.id)
        self.usable = tuple(record for record in ordered if record.usable)
        self.waiting = tuple(record for record in ordered if record.state in WAITING)
        self.documents = documents

    @cached_property
    def approved(self) -> Resolution:
        """What usable facts alone add up to."""
        return Resolution.of(self._approved)

    @cached_property
    def everything(self) -> Resolution:
        """What they add up to with those that wait."""
        return Resolution.of([*self._approved, *self._held]) if self._held else self.approved

    @property
    def waiting_facts(self) -> frozenset[str]:
        """Facts that wait."""
        return frozenset(statement.fact for statement in self._held)

    @cached_property
    def _approved(self) -> list[Statement]:
        return self._statements(self.usable)

    @cached_property
    def _held(self) -> list[Statement]:
        return self._statements(self.waiting)

    def _statements(self, records: Iterable[Record]) -> list[Statement]:
        return [self._statement(record) for record in records if not is_assessment(record.fact)]

    def _statement(self, record: Record) -> Statement:
        document = self.documents.get(record.fact.document)
        return Statement.of(record, document or Document(id=record.fact.document, text="", tier="opinion"))


@dataclass(frozen=True)
class Resolution:
    """What one set of statements adds up to."""

    instruments: Instruments
    events: tuple[Event, ...]

    @classmethod
    def of(cls, statements: list[Statement]) -> Resolution:
        """The reading of statements."""
        instruments = resolve(statements)
        return cls(instruments, events_of(instruments))

    def events_of(self, key: str) -> tuple[Event, ...]:
        """The events of an instrument, by its canonical key."""
        return self._events.get(key, ())

    def courses_of(self, key: str) -> Courses:
        """What the events of an instrument add up to."""
        if key not in self._courses:
            self._courses[key] = Courses(key, self.events_of(key))
        return self._courses[key]

    def content_of(self, record: Record) -> AnyContent:
        """The content of a record, with the act filled in where its source refers to that by date alone."""
        statement = self.instruments.find_statement(record.id)
        return statement.content if statement else record.content

    def facts_of(self, key: str) -> frozenset[str]:
        """Ids of the facts about an instrument."""
        return frozenset(statement.fact for statement in self.instruments.facts_of(key))

    @cached_property
    def _events(self) -> Mapping[str, tuple[Event, ...]]:
        return events_by_instrument(self.events)

    @cached_property
    def _courses(self) -> dict[str, Courses]:
        return {}
