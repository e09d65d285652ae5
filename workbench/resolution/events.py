"""Events: what happened to an instrument, or a clause of it, on which day, and which facts say so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Literal, NamedTuple, get_args

from workbench.facts.dates import last_day
from workbench.facts.document import Tier, tier_rank
from workbench.facts.kinds import Announcement, EffectiveDate, LegalInstrument, Penalty, Position, StatusChange
from workbench.facts.references import parse_key
from workbench.resolution.instruments import Instruments
from workbench.resolution.statement import Statement
from workbench.text import normalize

EventType = Literal[
    "publish", "effect", "impose", "amend", "investigate", "suspend", "extend", "resume", "stop", "repeal"
]
_FOR_AN_OCCASION = frozenset({"suspend", "extend", "resume", "stop"})
_EVENTFUL = (Announcement, LegalInstrument, Position, Penalty, EffectiveDate, StatusChange)
"""Kinds that tell of events."""
_ORDER: tuple[EventType, ...] = get_args(EventType)
"""The order of events on one day: what begins comes before what ends."""


class Event(NamedTuple):
    """Something that an instrument or a clause does on a day; `until` is its last day."""

    type: EventType
    target: str
    """Canonical key of the instrument that it happens to."""
    clause: str | None
    from_: date | None
    until: date | None
    by: str | None = None
    """Canonical key of the instrument that does it."""
    actor: str = "CN"
    facts: tuple[str, ...] = ()
    tier: Tier = "news"
    """Of the heaviest source that tells it."""
    known_on: date | None = None
    """Day of publication of the act that does it, else of the first document that tells it; None where neither is known.

    Of an event without a day of its own, the day it is placed on: that on which the act takes effect, else that of other
    changes for the same occasion, else as above.
    """
    documents: int = 1
    """How many documents tell it."""

    @property
    def clause_key(self) -> str | None:
        """The clause in one form of writing, to compare with."""
        return None if self.clause is None else clause_key(self.clause)

    @property
    def begins(self) -> date | None:
        """Day it is placed on: its own, else the day it was first told."""
        return self.from_ or self.known_on

    @property
    def weight(self) -> tuple[int, int, int]:
        """Sorts the heaviest telling first: by tier, then by documents, then the one known latest."""
        return tier_rank(self.tier), -self.documents, -(self.known_on or date.min).toordinal()


class _Telling(NamedTuple):
    """One statement of an event, and the day from which it was known."""

    event: Event
    statement: Statement
    known_on: date | None


@lru_cache(maxsize=4096)
def clause_key(clause: str | None) -> str | None:
    """A clause in one form of writing; None for the whole instrument."""
    return normalize(clause).text.replace(" ", "") or None if clause is not None else None


def events_of(instruments: Instruments) -> tuple[Event, ...]:
    """All events of all instruments, by instrument and day; what several documents tell alike is one event.

    An act of one jurisdiction is no event of another's instrument: a suspension by the US leaves the Chinese list alone.
    """
    published = _publication_days(instruments)
    acted = published | _days_of_effect(instruments)
    occasions = _days_of_occasions(instruments)
    told: dict[tuple[object, ...], list[_Telling]] = defaultdict(list)
    for key, statements in instruments.told.items():
        actor = instruments.actor(key)
        for statement in statements:
            if isinstance(statement.content, _EVENTFUL) and statement.actor in {None, actor}:
                for event in _told_by(statement, key, instruments, published):
                    known = published.get(event.by or "") or instruments.told_days.get(statement.document)
                    if event.from_ is None:
                        # An act changes others from the day it takes effect itself, unless it says otherwise.
                        known = acted.get(event.by or "") or occasions.get(_occasion(statement)) or known
                    same = event.type, key, event.clause_key, event.from_, event.until
                    told[same].append(_Telling(event, statement, known))
    merged = [_merge(tellings) for tellings in told.values()]
    by_target = defaultdict(list)
    for event in merged:
        by_target[event.target].append(event)
    return tuple(event for key in sorted(by_target) for event in _in_order(_complete(by_target[key])))


def events_by_instrument(events: Iterable[Event]) -> Mapping[str, tuple[Event, ...]]:
    """The events of each instrument, for whoever asks about many: `status_on` reads them all at every call."""
    groups: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        groups[event.target].append(event)
    return {key: tuple(group) for key, group in groups.items()}


def _publication_days(instruments: Instruments) -> dict[str, date]:
    """The day that the heaviest sources give for each instrument's publication; no day of a re-post."""
    days = {}
    for key, statements in instruments.told.items():
        tellings: dict[date, list[Statement]] = defaultdict(list)
        for statement in statements:
            if isinstance(statement.content, Announcement) and statement.content.published:
                tellings[statement.content.published].append(statement)
        if tellings:
            told_on = min((statement.published for statement in statements if statement.published), default=date.max)
            possible = [day for day in tellings if day <= told_on] or list(tellings)
            days[key] = min(possible, key=lambda day: (min(s.rank for s in tellings[day]), -len(tellings[day]), day))
    return days


def _days_of_effect(instruments: Instruments) -> dict[str, date]:
    """The day that the heaviest sources give for each instrument as a whole to take effect."""
    days: dict[str, tuple[int, date]] = {}
    for key, statements in instruments.told.items():
        for statement in statements:
            content = statement.content
            if isinstance(content, EffectiveDate) and content.date is not None and content.clause is None:
                told = statement.rank, content.date
                days[key] = min(told, days.get(key, told))
    return {key: day for key, (_, day) in days.items()}


def _days_of_occasions(instruments: Instruments) -> dict[tuple[str, str] | None, date]:
    """Document and occasion -> the one first day that the document gives for changes made for it.

    磋商後停止 beside 磋商後暫停1年（2025年11月10日起）: what one round of talks led to is placed on one day. It is the place
    of the change, not its stated day.
    """
    days: dict[tuple[str, str], set[date]] = defaultdict(set)
    for statements in instruments.told.values():
        for statement in statements:
            occasion = _occasion(statement)
            if occasion is not None and isinstance(statement.content, StatusChange) and statement.content.from_:
                days[occasion].add(statement.content.from_)
    return {occasion: next(iter(told)) for occasion, told in days.items() if len(told) == 1}


def _occasion(statement: Statement) -> tuple[str, str] | None:
    content = statement.content
    if not isinstance(content, StatusChange) or content.action not in _FOR_AN_OCCASION or not content.occasion:
        return None
    return statement.document, normalize(content.occasion).text


def _told_by(
    statement: Statement, key: str, instruments: Instruments, published: Mapping[str, date]
) -> Iterator[Event]:
    """The events that one statement tells of one instrument."""
    content = statement.content
    if isinstance(content, (Announcement, LegalInstrument)) and content.published:
        yield _event("publish", key, statement, content.published)
    if isinstance(content, LegalInstrument) and content.effective:
        yield _event("effect", key, statement, content.effective)
    # A position may name the announcement that it is about; only an answer or a dialogue is of the position's own day.
    if isinstance(content, (Position, Penalty)) and content.date and _is_unnumbered(key):
        yield _event("publish", key, statement, content.date)
    if isinstance(content, EffectiveDate):
        day = content.date or (published.get(key) if content.basis == "on_publication" else None)
        if day:
            yield _event("effect", key, statement, day, clause=content.clause)
    if isinstance(content, StatusChange):
        yield from _changes(content, statement, key, instruments)


def _changes(content: StatusChange, statement: Statement, key: str, instruments: Instruments) -> Iterator[Event]:
    by = instruments.key(content.by) if content.by else None
    # No first day is taken from the act that makes the change: many are announced days before they begin.
    first, last = content.from_, content.until
    if last is None and first is not None and content.term_text:
        last = last_day(first, content.term_text)
    for target in content.targets:
        if target.instrument and instruments.key(target.instrument) == key:
            yield _event(content.action, key, statement, first, last, clause=target.clause, by=by)


def _event(
    type_: EventType,
    key: str,
    statement: Statement,
    first: date | None,
    last: date | None = None,
    *,
    clause: str | None = None,
    by: str | None = None,
) -> Event:
    return Event(
        type_,
        key,
        clause,
        first,
        last,
        by,
        statement.actor or "CN",
        (statement.fact,),
        statement.tier,
    )


def _is_unnumbered(key: str) -> bool:
    return parse_key(key) is None and (key.count("/") == 3 or key.startswith("case/"))


def _merge(tellings: list[_Telling]) -> Event:
    """One event of what several statements tell alike."""
    if len(tellings) == 1:
        (alone,) = tellings
        return alone.event if alone.known_on is None else alone.event._replace(known_on=alone.known_on)
    tellings = sorted(tellings, key=lambda telling: telling.statement.rank)
    return tellings[0].event._replace(
        by=next((telling.event.by for telling in tellings if telling.event.by), None),
        facts=tuple(dict.fromkeys(telling.statement.fact for telling in tellings)),
        known_on=min((telling.known_on for telling in tellings if telling.known_on), default=None),
        documents=len({telling.statement.document for telling in tellings}),
    )


def _joined(events: list[Event]) -> Event:
    """The first event with the facts of all; `by` and the day it was known from whoever tells them first."""
    if len(events) == 1:
        return events[0]
    return events[0]._replace(
        by=next((event.by for event in events if event.by), None),
        facts=tuple(dict.fromkeys(fact for event in events for fact in event.facts)),
        tier=min((event.tier for event in events), key=tier_rank),
        known_on=min((event.known_on for event in events if event.known_on), default=None),
        documents=sum(event.documents for event in events),
    )


def _complete(events: list[Event]) -> list[Event]:
    """Tellings that leave out the first or the last day, or both, join the one fuller telling that they can mean."""
    fuller = [event for event in events if event.from_ and (event.until or event.type not in {"suspend", "extend"})]
    joined: dict[Event, list[Event]] = {event: [event] for event in fuller}
    for event in events:
        if event in joined:
            continue
        candidates = [full for full in fuller if _can_mean(event, full)]
        joined.setdefault(candidates[0] if len(candidates) == 1 else event, []).append(event)
    return [_joined(group) for group in joined.values()]


def _can_mean(event: Event, full: Event) -> bool:
    return (
        event.type == full.type
        and event.clause_key == full.clause_key
        and event.from_ in {None, full.from_}
        and event.until in {None, full.until}
    )


def _in_order(events: Iterable[Event]) -> list[Event]:
    return sorted(
        events,
        key=lambda event: (
            event.begins or date.max,
            _ORDER.index(event.type),
            event.clause_key or "",
            event.until or date.max,
        ),
    )
