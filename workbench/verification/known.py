"""What the facts say, as a check asks for it: attribute by attribute, with the statements behind it and whether anybody decided on them.

The facts that count are those that somebody, or triage, approved. Where only facts speak that wait for a decision, they
count too, and every finding that rests on them alone says so: a store that nobody has reviewed yet still shows where its
sources contradict a report.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Generic, TypeVar, cast

from workbench.facts.base import Content
from workbench.facts.document import tier_rank
from workbench.facts.fact import instruments_of
from workbench.facts.kinds import (
    Announcement,
    Claim,
    ControlledItem,
    Count,
    EffectiveDate,
    LegalInstrument,
    Listing,
    ListName,
    Penalty,
    Position,
    StatusChange,
    Threshold,
)
from workbench.facts.references import parse_key
from workbench.resolution import Event, Statement, Status, events_by_instrument, events_of, resolve, status_on
from workbench.text import fold_script, han_pattern
from workbench.verification.forms import normal_form

Value = TypeVar("Value", bound=Hashable)
Kind = TypeVar("Kind", bound=Content)

_YEAR = re.compile("20[0-9]{2}")
_OPINION = tier_rank("opinion")
_SEVERAL = han_pattern(r"系列|多[个项份则]|数[个项份则]|[两二三四五六七八九十0-9]+[个项份则]|相继|陆续")
_DATE_FIELDS: Mapping[type[Content], tuple[str, ...]] = {
    Announcement: ("published",),
    LegalInstrument: ("published", "effective"),
    EffectiveDate: ("date",),
    StatusChange: ("from_", "until"),
    Listing: ("effective",),
    Count: ("as_of",),
    Position: ("date",),
    Penalty: ("date",),
}
_MONTH_AND_DAY = re.compile(r"(?<![0-9])0?([0-9]{1,2})\s*[月/.-]\s*0?([0-9]{1,2})(?![0-9])")


@dataclass(frozen=True)
class StatedValues(Generic[Value]):
    """The values that facts give for one attribute, each with the statements that give it. False where none gives any."""

    values: Mapping[Value, tuple[Statement, ...]]
    decided: bool
    """Whether these facts are approved; else they all wait for a decision."""

    def __bool__(self) -> bool:
        return bool(self.values)

    @property
    def best(self) -> Value:
        """The value of the heaviest source, of several the one that most documents give."""
        return min(
            self.values,
            key=lambda value: (
                min(s.rank for s in self.values[value]),
                -len({s.document for s in self.values[value]}),
                str(value),
            ),
        )

    @property
    def statements(self) -> tuple[Statement, ...]:
        """All statements that give a value."""
        return tuple(statement for group in self.values.values() for statement in group)

    @property
    def weighty(self) -> bool:
        """Whether it can contradict a report: approved, or given by more than opinion pieces."""
        return self.decided or any(statement.rank < _OPINION for statement in self.statements)


@dataclass(frozen=True)
class Notice:
    """An act that puts entities on a list."""

    key: str
    list: ListName
    published: frozenset[date]
    counts: frozenset[int]
    statements: tuple[Statement, ...]


class Known:
    """The facts that a report is checked against, as of its day."""

    def __init__(self, statements: Iterable[Statement], usable: frozenset[str], as_of: date) -> None:
        self.all = tuple(statements)
        self.usable = usable
        self.as_of = as_of
        self.instruments = resolve(self.all)
        self.events: Mapping[str, tuple[Event, ...]] = events_by_instrument(events_of(self.instruments))
        self._links: dict[str, str] = {}
        self._published: dict[str, StatedValues[date]] = {}
        self._issuers: dict[str, StatedValues[frozenset[str]]] = {}
        self._statuses: dict[tuple[str, date], Status] = {}

    def link(self, key: str, title: str) -> None:
        """Let statements about an act known by title alone count for a number that the report gives to that title."""
        self._links[key] = title
        self._published.pop(key, None)
        self._issuers.pop(key, None)

    def facts_of(self, key: str) -> tuple[Statement, ...]:
        """The statements about an instrument, with those about the title that the report links with it."""
        own = self.instruments.facts_of(key)
        return (*own, *self.instruments.facts_of(self._links[key])) if key in self._links else own

    def linked(self, key: str) -> str | None:
        """The title that the report links with a number."""
        return self._links.get(key)

    def knows(self, key: str) -> bool:
        """Whether any fact speaks of an instrument."""
        return bool(self.facts_of(key))

    def of(self, key: str, kind: type[Kind]) -> Iterator[tuple[Statement, Kind]]:
        """Statements of one kind about an instrument."""
        for statement in self.facts_of(key):
            if isinstance(statement.content, kind):
                yield statement, statement.content

    def of_kind(self, kind: type[Kind]) -> tuple[tuple[Statement, Kind], ...]:
        """All statements of one kind."""
        return cast("tuple[tuple[Statement, Kind], ...]", self._by_kind.get(kind, ()))

    @cached_property
    def _by_kind(self) -> Mapping[type[Content], tuple[tuple[Statement, Content], ...]]:
        groups: dict[type[Content], list[tuple[Statement, Content]]] = defaultdict(list)
        for statement in self.all:
            groups[type(statement.content)].append((statement, statement.content))
        return {kind: tuple(pairs) for kind, pairs in groups.items()}

    def stated_values(self, stated: Iterable[tuple[Statement, Value | None]]) -> StatedValues[Value]:
        """The values that count: of approved facts where there are any, else of those that wait."""
        given = [(statement, value) for statement, value in stated if value is not None]
        approved = [(statement, value) for statement, value in given if statement.fact in self.usable]
        groups: dict[Value, list[Statement]] = defaultdict(list)
        for statement, value in approved or given:
            groups[value].append(statement)
        return StatedValues({value: tuple(group) for value, group in groups.items()}, bool(approved))

    def _attribute(self, key: str, read: Callable[[Content], Value | None]) -> StatedValues[Value]:
        return self.stated_values((statement, read(statement.content)) for statement in self.facts_of(key))

    def published(self, key: str) -> StatedValues[date]:
        """The day of publication; where no fact gives it, that of the series in which the act was published."""
        if key not in self._published:
            stated = self._attribute(key, _published)
            self._published[key] = stated or self.stated_values(self._series_day(key))
        return self._published[key]

    def _series_day(self, key: str) -> Iterator[tuple[Statement, date | None]]:
        """The day of a document that gives one day for several acts published together: it holds for its titles too."""
        for statement in self.facts_of(key):
            if not isinstance(statement.content, Announcement) or not _by_title(statement):
                continue
            series = self._series.get(statement.document, [])
            if len({content.published for _, content in series}) == 1 and statement.content.title:
                yield series[0][0], series[0][1].published

    @cached_property
    def _series(self) -> Mapping[str, list[tuple[Statement, Announcement]]]:
        """Document -> statements that several acts, not named there, were published on a day."""
        groups: dict[str, list[tuple[Statement, Announcement]]] = defaultdict(list)
        for statement, content in self.of_kind(Announcement):
            if content.instrument is not None or content.published is None:
                continue
            if any(_SEVERAL.search(normal_form(span.quote).text) for span in statement.evidence):
                groups[statement.document].append((statement, content))
        return groups

    def effective(self, key: str) -> StatedValues[date]:
        """The days on which it, or a clause of it, takes effect."""
        days = self.published(key)
        stated: list[tuple[Statement, date | None]] = []
        for statement in self.facts_of(key):
            content = statement.content
            day = _effective(content)
            if isinstance(content, EffectiveDate) and content.basis == "on_publication" and day is None and days:
                day = days.best
            stated.append((statement, day))
        return self.stated_values(stated)

    def issuers(self, key: str) -> StatedValues[frozenset[str]]:
        """Who issued it, names folded; of one act the longest list that a source gives."""
        if key not in self._issuers:
            self._issuers[key] = self.stated_values(
                (statement, frozenset(fold_script(name) for name in content.issuers) or None)
                for statement, content in self.of(key, Announcement)
            )
        return self._issuers[key]

    def titles(self, key: str) -> StatedValues[str]:
        """Its title, as sources write it."""
        return self._attribute(key, lambda content: getattr(content, "title", None))

    def status(self, key: str, day: date | None = None) -> Status:
        """Its status on a day, the report's where none is given, by all facts that nobody rejected."""
        when = day or self.as_of
        if (key, when) not in self._statuses:
            linked = self._links.get(key)
            events = (*self.events.get(key, ()), *(self.events.get(linked, ()) if linked else ()))
            mine = [event for event in events if event.target == key or event.target == linked]
            moved = [_moved(event, key) for event in mine]
            self._statuses[key, when] = status_on(key, when, moved)
        return self._statuses[key, when]

    def behind(self, status: Status, *types: str) -> tuple[Statement, ...]:
        """The statements behind a status: of its events of these types, or of all."""
        return tuple(
            self.instruments.statement(fact)
            for event in status.events
            if not types or event.type in types
            for fact in event.facts
        )

    def decided(self, statements: Iterable[Statement]) -> bool:
        """Whether an approved fact is among them."""
        return any(statement.fact in self.usable for statement in statements)

    @cached_property
    def of_category(self) -> Mapping[str, tuple[str, ...]]:
        """Category -> the instruments of it."""
        groups: dict[str, list[str]] = defaultdict(list)
        for key in self.instruments.keys:
            category = self.instruments.category(key)
            if category is not None:
                groups[category].append(key)
        return {category: tuple(keys) for category, keys in groups.items()}

    @cached_property
    def notices(self) -> tuple[Notice, ...]:
        """Every act that puts entities on a list, with how many it names."""
        found = []
        for key in self.instruments.keys:
            adds = [
                (s, s.content)
                for s in self.instruments.facts_of(key)
                if isinstance(s.content, Count | Listing) and s.content.action == "add" and s.content.list
            ]
            for listed in dict.fromkeys(content.list for _, content in adds):
                mine = [(s, content) for s, content in adds if content.list == listed]
                counts = {c.count for _, c in mine if isinstance(c, Count) and c.of == "entities"}
                named = _how_many([content for _, content in mine if isinstance(content, Listing)])
                if listed is not None and (counts or named):
                    found.append(
                        Notice(
                            key, listed, frozenset(self.published(key).values), frozenset(counts or named),
                            tuple(s for s, _ in mine),
                        )
                    )  # fmt: skip
        return tuple(found)

    @cached_property
    def _dates(self) -> frozenset[date]:
        """Every day that a fact gives, and the last days that follow from a term, with the day after each."""
        given = {day for statement in self.all for day in _days_of(statement.content)}
        derived = {
            day for events in self.events.values() for event in events for day in (event.from_, event.until) if day
        }
        return frozenset(given | derived | {day + timedelta(days=1) for day in derived})

    @cached_property
    def _quoted_days(self) -> Mapping[tuple[int, int], frozenset[str]]:
        """Month and day -> the years in the quotes that write them; an empty year where a quote writes none."""
        days: dict[tuple[int, int], set[str]] = defaultdict(set)
        for statement in self.all:
            for span in statement.evidence:
                for month, day in _MONTH_AND_DAY.findall(span.quote):
                    days[int(month), int(day)].update(_YEAR.findall(span.quote) or [""])
        return {day: frozenset(years) for day, years in days.items()}

    def gives(self, day: date) -> bool:
        """Whether a fact gives a day in its fields."""
        return day in self._dates

    def tells_of(self, day: date) -> bool:
        """Whether a fact gives a day, in its fields or in its quotes."""
        quoted = self._quoted_days.get((day.month, day.day), frozenset())
        return day in self._dates or bool({str(day.year), ""} & quoted)

    @cached_property
    def thresholds(self) -> tuple[tuple[Statement, Threshold], ...]:
        """All limits."""
        return self.of_kind(Threshold)

    @cached_property
    def claims(self) -> tuple[tuple[Statement, Claim], ...]:
        """All figures and judgements that sources assert."""
        return self.of_kind(Claim)

    def items(self, key: str) -> Iterator[tuple[Statement, ControlledItem]]:
        """The items that it controls."""
        return ((s, item) for s, item in self.of(key, ControlledItem) if item.role == "controlled")

    def label(self, key: str) -> str:
        """What people call it."""
        return self.instruments.label(key)


def _how_many(listings: list[Listing]) -> set[int]:
    """How many are named, and how many organizations and how many people where there are both."""
    names: dict[str | None, set[str]] = defaultdict(set)
    for listing in listings:
        names[listing.entity_type].add(normal_form(listing.name_zh or listing.name_original or "").text)
    return {len(set[str]().union(*names.values())), *map(len, names.values())} if names else set()


def keys_of(statement: Statement) -> tuple[str, ...]:
    """Keys, as its document gives them, of what a statement is about."""
    return instruments_of(statement.content)


def is_numbered(key: str) -> bool:
    """Whether a key is that of a numbered act."""
    return parse_key(key) is not None


def _days_of(content: Content) -> Iterator[date]:
    for name in _DATE_FIELDS.get(type(content), ()):
        day = getattr(content, name)
        if day is not None:
            yield day


def _by_title(statement: Statement) -> bool:
    return any(key.startswith("title/") for key in keys_of(statement))


def _published(content: Content) -> date | None:
    if isinstance(content, Announcement | LegalInstrument):
        return content.published
    return content.date if isinstance(content, Position | Penalty) else None


def _effective(content: Content) -> date | None:
    if isinstance(content, EffectiveDate):
        return content.date
    if isinstance(content, LegalInstrument):
        return content.effective
    return content.from_ if isinstance(content, StatusChange) and content.action == "impose" else None


def _moved(event: Event, key: str) -> Event:
    """An event of the linked title, as an event of the number."""
    return event if event.target == key else event._replace(target=key)
