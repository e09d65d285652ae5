"""Conflicts (矛盾): facts that give one attribute of one instrument values that cannot all be true."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from workbench.facts.document import Tier
from workbench.facts.kinds import Announcement
from workbench.resolution.course import BREAKS, outlived, same_suspension
from workbench.resolution.events import Event, clause_key, events_by_instrument, events_of
from workbench.resolution.instruments import Instruments
from workbench.resolution.statement import Statement
from workbench.text import han_pattern, normalize

Attribute = Literal["publish_date", "effective_date", "status"]
Reason = Literal["heavier_source", "newer_source", "more_sources", "undecided"]
"""Why a side is suggested; worded where it is shown."""

_HAPPENED = han_pattern("已(?:经)?[^,。;]{0,20}(?:生效|实施|施行|执行)|(?:现行|仍然|依然|继续)有效")
_SUSPENSIONS = frozenset({"suspend", "extend"})


@dataclass(frozen=True, slots=True)
class Side:
    """One value, and who gives it."""

    value: str
    """ISO date, or a status with its days: `suspended 2025-11-07 … 2026-11-10`."""
    statements: tuple[Statement, ...]

    @property
    def facts(self) -> tuple[str, ...]:
        """Ids of the facts that give it."""
        return tuple(dict.fromkeys(statement.fact for statement in self.statements))

    @property
    def documents(self) -> tuple[str, ...]:
        """Ids of their documents."""
        return tuple(dict.fromkeys(statement.document for statement in self.statements))

    @property
    def tier(self) -> Tier:
        """Tier of the heaviest source."""
        return min(self.statements, key=lambda statement: statement.rank).tier

    @property
    def latest(self) -> date:
        """Publication day of the newest source; the earliest day there is where none is known."""
        return max((s.published for s in self.statements if s.published), default=date.min)

    def json(self) -> dict[str, Any]:
        """The contract's JSON of a side."""
        return {
            "value": self.value,
            "facts": list(self.facts),
            "documents": list(self.documents),
            "tier": self.tier,
            "evidence": [
                {"document": statement.document, **span.model_dump()}
                for statement in self.statements
                for span in statement.evidence
            ],
        }


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The side that weighs more, and why."""

    side: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class Conflict:
    """Sides that disagree on one attribute of one instrument, or of a clause of it."""

    instrument: str
    attribute: Attribute
    clause: str | None
    sides: tuple[Side, ...]

    @property
    def id(self) -> str:
        """Digest of what is in conflict: 16 hexadecimal digits of SHA-256. Another source for a side leaves it."""
        parts = [self.instrument, self.attribute, clause_key(self.clause), sorted(side.value for side in self.sides)]
        canonical = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()[:16]

    @property
    def suggestion(self) -> Suggestion:
        """By tier, then by the newer source, then by the number of documents; `undecided` names the first side."""
        return _suggest(self.sides)

    def json(self) -> dict[str, Any]:
        """The contract's JSON of a conflict."""
        suggestion = self.suggestion
        return {
            "id": self.id,
            "instrument": self.instrument,
            "attribute": self.attribute,
            "clause": self.clause,
            "sides": [side.json() for side in self.sides],
            "suggestion": {"side": suggestion.side, "reason": suggestion.reason},
            "state": "open",
        }


def open_conflicts(instruments: Instruments, events: Iterable[Event] | None = None) -> tuple[Conflict, ...]:
    """Conflicts on publication day, effective day and status, by instrument; `events` where they are at hand.

    No conflict are: one value from many sources, clauses that differ from each other, the day of publication beside
    the day of effect, the day of an answer beside that of the announcement it is about, a telling that leaves a day out.
    """
    by_key = events_by_instrument(events_of(instruments) if events is None else events)
    return tuple(
        conflict
        for key in instruments.keys
        for conflict in (
            *_publication(key, instruments),
            *_effect(key, by_key.get(key, ()), instruments),
            *_tellings_at_odds(key, by_key.get(key, ()), instruments),
            *_in_force_while_suspended(key, by_key.get(key, ()), instruments),
            *_suspended_after_its_end(key, by_key.get(key, ()), instruments),
        )
    )


def _publication(key: str, instruments: Instruments) -> Iterator[Conflict]:
    days: dict[str, list[Statement]] = defaultdict(list)
    actor = instruments.actor(key)
    for statement in instruments.facts_of(key):
        content = statement.content
        # A law's dates are those of its versions, so they may differ; only announcements are held to one day.
        if isinstance(content, Announcement) and content.published and statement.actor in {None, actor}:
            days[content.published.isoformat()].append(statement)
    yield from _conflict(key, "publish_date", None, days)


def _effect(key: str, events: Sequence[Event], instruments: Instruments) -> Iterator[Conflict]:
    if key.startswith("law/"):
        return
    by_clause: dict[str | None, list[Event]] = defaultdict(list)
    for event in events:
        if event.type == "effect":
            by_clause[event.clause_key].append(event)
    whole, clauses = by_clause.pop(None, []), [event for group in by_clause.values() for event in group]
    for group in by_clause.values():
        yield from _effective_days(key, group, instruments)
    # A source that gives one clause's day for the whole is imprecise; one that gives a day of no clause is at odds.
    days_of_clauses = {event.from_ for event in clauses}
    at_odds = [event for event in whole if event.from_ not in days_of_clauses]
    yield from _effective_days(key, [*at_odds, *(clauses if at_odds else [])], instruments)


def _effective_days(key: str, events: Sequence[Event], instruments: Instruments) -> Iterator[Conflict]:
    """A conflict of the days, unless one document gives them all: it tells of parts that it does not number."""
    days: dict[str, list[Statement]] = defaultdict(list)
    told: dict[str, set[str]] = defaultdict(set)
    for event in events:
        if event.from_ is not None:
            day = event.from_.isoformat()
            days[day] += _statements(event, instruments)
            for statement in _statements(event, instruments):
                told[statement.document].add(day)
    if not any(len(own) == len(days) for own in told.values()):
        clauses = {event.clause_key: event.clause for event in events}
        yield from _conflict(key, "effective_date", next(iter(clauses.values())) if len(clauses) == 1 else None, days)


def _tellings_at_odds(key: str, events: Sequence[Event], instruments: Instruments) -> Iterator[Conflict]:
    """One suspension told with other days, or one act told as a suspension by some and as a stop by others."""
    groups: list[list[Event]] = []
    for event in events:
        if event.type in BREAKS:
            group = next((group for group in groups if any(_same_act(event, other) for other in group)), None)
            if group is None:
                groups.append([event])
            else:
                group.append(event)
    for group in groups:
        told: dict[str, list[Statement]] = defaultdict(list)
        for event in group:
            told[_wording(event)] += _statements(event, instruments)
        if not _agree(group):
            yield from _conflict(key, "status", group[0].clause, told)


def _same_act(event: Event, other: Event) -> bool:
    if event.type in _SUSPENSIONS and other.type in _SUSPENSIONS:
        return same_suspension(event, other)
    return event.clause_key == other.clause_key and event.from_ is not None and event.from_ == other.from_


def _agree(events: Sequence[Event]) -> bool:
    """Whether the tellings differ in nothing but what some leave out."""
    types = {"suspend" if event.type in _SUSPENSIONS else event.type for event in events}
    first_days = {event.from_ for event in events if event.from_ is not None}
    last_days = {event.until for event in events if event.until is not None}
    return max(len(types), len(first_days), len(last_days)) <= 1


def _in_force_while_suspended(key: str, events: Sequence[Event], instruments: Instruments) -> Iterator[Conflict]:
    """A source of a day within a suspension that has the measure take effect in it.

    An announcement's own effective day, written before the suspension, is history and no contradiction; nor is it one
    in a source that tells of the suspension too, unless it says that the measure did take effect.
    """
    for suspension in (event for event in events if event.type in _SUSPENSIONS and event.from_ is not None):
        telling = _statements(suspension, instruments)
        knowing = {
            statement.document
            for event in events
            if event.type in _SUSPENSIONS
            for statement in _statements(event, instruments)
        }
        for event in events:
            if event.type in {"effect", "impose"} and _falls_in(event, suspension):
                late = [
                    statement
                    for statement in _statements(event, instruments)
                    if (statement.document not in knowing or _says_it_happened(statement))
                    and _written_in(instruments.told_days.get(statement.document), suspension)
                ]
                sides = {_wording(suspension): telling, f"in_force {event.from_}": late}
                yield from _conflict(key, "status", event.clause, {value: s for value, s in sides.items() if s})


def _suspended_after_its_end(key: str, events: Sequence[Event], instruments: Instruments) -> Iterator[Conflict]:
    """What was stopped or repealed cannot be suspended afterwards, nor its suspension be continued."""
    for end in (event for event in events if event.type in {"stop", "repeal"}):
        later = [event for event in events if outlived(end, event)]
        told: dict[str, list[Statement]] = defaultdict(list)
        for event in [end, *later]:
            told[_wording(event)] += _statements(event, instruments)
        yield from _conflict(key, "status", end.clause, told if later else {})


def _falls_in(event: Event, suspension: Event) -> bool:
    same_part = suspension.clause_key is None or suspension.clause_key == event.clause_key
    return same_part and event.from_ is not None and _within(event.from_, suspension)


def _says_it_happened(statement: Statement) -> bool:
    quotes = [statement.lead + statement.evidence[0].quote] if statement.evidence else []
    quotes += [span.quote for span in statement.evidence[1:]]
    return any(_HAPPENED.search(normalize(quote).text) for quote in quotes)


def _written_in(day: date | None, suspension: Event) -> bool:
    return day is not None and _within(day, suspension)


def _within(day: date, suspension: Event) -> bool:
    return (
        suspension.from_ is not None
        and suspension.from_ <= day
        and (suspension.until is None or day <= suspension.until)
    )


def _wording(event: Event) -> str:
    status = {"suspend": "suspended", "extend": "suspended", "stop": "stopped", "repeal": "repealed"}.get(
        event.type, "in_force"
    )
    first = event.from_.isoformat() if event.from_ else "…"
    return f"{status} {first}" + (f" … {event.until.isoformat()}" if event.until else "")


def _statements(event: Event, instruments: Instruments) -> list[Statement]:
    return [instruments.statement(fact) for fact in event.facts]


def _conflict(
    key: str, attribute: Attribute, clause: str | None, told: Mapping[str, Sequence[Statement]]
) -> Iterator[Conflict]:
    """The conflict of two or more values; heaviest side first, then by value."""
    if len(told) < 2:
        return
    sides = [
        Side(value, tuple({statement.fact: statement for statement in statements}.values()))
        for value, statements in told.items()
    ]
    sides.sort(key=lambda side: (min(statement.rank for statement in side.statements), side.value))
    yield Conflict(key, attribute, clause, tuple(sides))


def _suggest(sides: Sequence[Side]) -> Suggestion:
    ranks = [min(statement.rank for statement in side.statements) for side in sides]
    heaviest = [side for side, rank in zip(sides, ranks, strict=True) if rank == min(ranks)]
    newest = [side for side in heaviest if side.latest == max(other.latest for other in heaviest)]
    widest = [side for side in newest if len(side.documents) == max(len(other.documents) for other in newest)]
    steps: tuple[tuple[Sequence[Side], Reason], ...] = (
        (heaviest, "heavier_source"),
        (newest, "newer_source"),
        (widest, "more_sources"),
    )
    for left, reason in steps:
        if len(left) == 1:
            return Suggestion(sides.index(left[0]), reason)
    return Suggestion(0, "undecided")
