"""Events: what happened to an instrument, or a clause of it, on which day, and which facts say so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal, NamedTuple, get_args

from workbench.facts.dates import last_day
from workbench.facts.document import Tier, tier_rank
from workbench.facts.kinds import StatusChange
from workbench.facts.references import parse_key
from workbench.resolution.instruments import Instruments
from workbench.resolution.statement import Statement
from workbench.text import normalize

EventType = Literal[
    "publish", "effect", "impose", "amend", "investigate", "suspend", "extend", "resume", "stop", "repeal"
]
_FOR_AN_OCCASION = frozenset({"suspend", "extend", "resume", "stop"})
_EVENTFUL = frozenset({"announcement", "legal_instrument", "position", "penalty", "effective_date", "status_change"})
"""Kinds of fact that state events; compared by name, since comparing types takes longer over all statements."""
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
    """Of the heaviest source that reports it."""
    known_on: date | None = None
    """Day of publication of the act that does it, else of the first document that reports it; None where neither is known.

    Of an event without a day of its own, the day it is placed on: that on which the act takes effect, else that of other
    changes for the same occasion, else as above.
    """
    documents: int = 1
    """How many documents report it."""

    @property
    def clause_key(self) -> str | None:
        """The clause in one form of writing, to compare with."""
        return None if self.clause is None else clause_key(self.clause)

    @property
    def begins(self) -> date | None:
        """Day it is placed on: its own, else the day it was first reported."""
        return self.from_ or self.known_on

    @property
    def weight(self) -> tuple[int, int, int]:
        """Sorts the heaviest account first: by tier, then by number of documents, then the one known latest."""
        return tier_rank(self.tier), -self.documents, -(self.known_on or date.min).toordinal()


_Eventful = Mapping[str, Sequence[Statement]]
"""Canonical key -> the statements of the instrument that are about events."""


class _Account(NamedTuple):
    """One statement of an event, and what it says of it."""

    statement: Statement
    type: EventType
    from_: date | None
    until: date | None = None
    clause: str | None = None
    by: str | None = None


@lru_cache(maxsize=4096)
def clause_key(clause: str | None) -> str | None:
    """A clause in one form of writing; None for the whole instrument."""
    return normalize(clause).text.replace(" ", "") or None if clause is not None else None


def events_of(instruments: Instruments) -> tuple[Event, ...]:
    """All events of all instruments, by instrument and day; what several documents report alike is one event.

    An act of one jurisdiction is no event of another's instrument: a suspension by the US leaves the Chinese list alone.
    """
    eventful = {
        key: [statement for statement in statements if statement.content.kind in _EVENTFUL]
        for key, statements in instruments.stated.items()
    }
    days = _Days.of(instruments, eventful)
    events: list[Event] = []
    for key in sorted(eventful):
        actor = instruments.actor(key)
        alike: dict[tuple[object, ...], list[_Account]] = defaultdict(list)
        for statement in eventful[key]:
            if statement.actor in {None, actor}:
                for account in _accounts_in(statement, key, instruments, days.published):
                    alike[account.type, clause_key(account.clause), account.from_, account.until].append(account)
        events += _in_order(_complete([_merge(key, accounts, days) for accounts in alike.values()]))
    return tuple(events)


def events_by_instrument(events: Iterable[Event]) -> Mapping[str, tuple[Event, ...]]:
    """The events of each instrument, for whoever asks about many: `status_on` reads them all at every call."""
    groups: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        groups[event.target].append(event)
    return {key: tuple(group) for key, group in groups.items()}


@dataclass(frozen=True, slots=True)
class _Days:
    """Days that place an event which has none of its own, or say from when it was known."""

    published: Mapping[str, date]
    """Of the publication of an act, by canonical key."""
    acted: Mapping[str, date]
    """On which an act takes effect, else of its publication."""
    occasions: Mapping[tuple[str, str] | None, date]
    stated: Mapping[str, date]
    """Of a document."""

    @classmethod
    def of(cls, instruments: Instruments, eventful: _Eventful) -> _Days:
        """The days that statements give."""
        published = _publication_days(instruments, eventful)
        return cls(
            published, published | _days_of_effect(eventful), _days_of_occasions(eventful), instruments.known_days
        )

    def known_on(self, account: _Account) -> date | None:
        """Day from which an account was known."""
        statement = account.statement
        known = self.published.get(account.by or "") or self.stated.get(statement.document)
        if account.from_ is None:
            # An act changes others from the day it takes effect itself, unless it says otherwise.
            return self.acted.get(account.by or "") or self.occasions.get(_occasion(statement)) or known
        return known


def _publication_days(instruments: Instruments, eventful: _Eventful) -> dict[str, date]:
    """The day that the heaviest sources give for each instrument's publication; no day of a re-post."""
    days = {}
    for key, statements in eventful.items():
        accounts: dict[date, list[Statement]] = defaultdict(list)
        for statement in statements:
            if statement.content.kind == "announcement" and statement.content.published:
                accounts[statement.content.published].append(statement)
        if len(accounts) > 1:
            told_on = min(
                (stated.published for stated in instruments.stated[key] if stated.published), default=date.max
            )
            possible = [day for day in accounts if day <= told_on] or list(accounts)
            days[key] = min(possible, key=lambda day: (min(s.rank for s in accounts[day]), -len(accounts[day]), day))
        elif accounts:
            (days[key],) = accounts
    return days


def _days_of_effect(eventful: _Eventful) -> dict[str, date]:
    """The day that the heaviest sources give for each instrument as a whole to take effect."""
    days: dict[str, tuple[int, date]] = {}
    for key, statements in eventful.items():
        for statement in statements:
            content = statement.content
            if content.kind == "effective_date" and content.date is not None and content.clause is None:
                stated = statement.rank, content.date
                days[key] = min(stated, days.get(key, stated))
    return {key: day for key, (_, day) in days.items()}


def _days_of_occasions(eventful: _Eventful) -> dict[tuple[str, str] | None, date]:
    """Document and occasion -> the one first day that the document gives for changes made for it.

    磋商後停止 beside 磋商後暫停1年（2025年11月10日起）: what one round of talks led to is placed on one day. It is the place
    of the change, not its stated day.
    """
    days: dict[tuple[str, str], set[date]] = defaultdict(set)
    for statements in eventful.values():
        for statement in statements:
            content = statement.content
            if content.kind == "status_change" and content.from_ and (occasion := _occasion(statement)) is not None:
                days[occasion].add(content.from_)
    return {occasion: next(iter(stated)) for occasion, stated in days.items() if len(stated) == 1}


def _occasion(statement: Statement) -> tuple[str, str] | None:
    content = statement.content
    if content.kind != "status_change" or content.action not in _FOR_AN_OCCASION or not content.occasion:
        return None
    return statement.document, normalize(content.occasion).text


def _accounts_in(
    statement: Statement, key: str, instruments: Instruments, published: Mapping[str, date]
) -> Iterator[_Account]:
    """The events of one instrument that one statement states."""
    content = statement.content
    if content.kind in {"announcement", "legal_instrument"} and content.published:
        yield _Account(statement, "publish", content.published)
    if content.kind == "legal_instrument" and content.effective:
        yield _Account(statement, "effect", content.effective)
    # A position may name the announcement that it is about; only an answer or a dialogue is of the position's own day.
    if content.kind in {"position", "penalty"} and content.date and _is_unnumbered(key):
        yield _Account(statement, "publish", content.date)
    if content.kind == "effective_date":
        day = content.date or (published.get(key) if content.basis == "on_publication" else None)
        if day:
            yield _Account(statement, "effect", day, clause=content.clause)
    if content.kind == "status_change":
        yield from _changes(content, statement, key, instruments)


def _changes(content: StatusChange, statement: Statement, key: str, instruments: Instruments) -> Iterator[_Account]:
    by = instruments.key(content.by) if content.by else None
    # No first day is taken from the act that makes the change: many are announced days before they begin.
    first, last = content.from_, content.until
    if last is None and first is not None and content.term_text:
        last = last_day(first, content.term_text)
    for target in content.targets:
        if target.instrument and instruments.key(target.instrument) == key:
            yield _Account(statement, content.action, first, last, target.clause, by)


def _is_unnumbered(key: str) -> bool:
    return parse_key(key) is None and (key.count("/") == 3 or key.startswith("case/"))


def _merge(target: str, accounts: list[_Account], days: _Days) -> Event:
    """One event from several matching accounts of an instrument."""
    accounts.sort(key=lambda account: account.statement.rank)
    first = accounts[0]
    event = Event(
        first.type,
        target,
        first.clause,
        first.from_,
        first.until,
        first.by,
        first.statement.actor or "CN",
        (first.statement.fact,),
        first.statement.tier,
        days.known_on(first),
    )
    if len(accounts) == 1:
        return event
    return event._replace(
        by=next((account.by for account in accounts if account.by), None),
        facts=tuple(dict.fromkeys(account.statement.fact for account in accounts)),
        known_on=min(filter(None, map(days.known_on, accounts)), default=None),
        documents=len({account.statement.document for account in accounts}),
    )


def _joined(events: list[Event]) -> Event:
    """The first event with the facts of all; `by` and the day it was known are taken from the first that has them."""
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
    """Merge accounts that leave out the first or last day, or both, into the one fuller account that they can mean."""
    fuller = [event for event in events if event.from_ and (event.until or event.type not in {"suspend", "extend"})]
    if len(fuller) == len(events):
        return events
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
