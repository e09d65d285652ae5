"""Status of an instrument on a day: the course of each clause, joined."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from workbench.facts.document import tier_rank
from workbench.resolution.course import BREAKS, Course, StatusName, without_contradicted
from workbench.resolution.events import Event

# Of clauses none of which is in force, the instrument has the status of the first of these that one of them has.
_JOINED: tuple[StatusName, ...] = ("suspended", "announced", "stopped", "repealed", "expired", "unknown")


class ClauseStatus(NamedTuple):
    """Status of one clause; `until` is the last day of a suspension or of its own term."""

    clause: str
    status: StatusName
    since: date | None
    until: date | None


class Status(NamedTuple):
    """What the events add up to on a day."""

    instrument: str
    as_of: date
    status: StatusName
    since: date | None
    """First day of the present status; None where no source dates it."""
    until: date | None
    """Last day of the suspension, as known on the day, or of the measure's own term."""
    took_effect: bool | None
    """Whether it ever was in force up to the day; None where no source says when it takes effect."""
    assumed: bool
    """In force because a suspension has run out and nothing later is known."""
    clauses: tuple[ClauseStatus, ...]
    """Where clauses differ: each of them."""
    events: tuple[Event, ...]

    @property
    def facts(self) -> tuple[str, ...]:
        """Ids of the facts behind it."""
        return tuple(dict.fromkeys(fact for event in self.events for fact in event.facts))

    def json(self) -> dict[str, Any]:
        """The contract's JSON of a status."""
        return {
            "instrument": self.instrument,
            "as_of": self.as_of.isoformat(),
            "status": self.status,
            "since": _iso(self.since),
            "until": _iso(self.until),
            "took_effect": self.took_effect is True,  # no source that says so is no effect known
            "assumed": self.assumed,
            "clauses": [
                {"clause": c.clause, "status": c.status, "since": _iso(c.since), "until": _iso(c.until)}
                for c in self.clauses
            ],
            "events": [
                {
                    "type": event.type,
                    "from": _iso(event.from_),
                    "until": _iso(event.until),
                    "clause": event.clause,
                    "by": event.by,
                    "facts": list(event.facts),
                }
                for event in self.events
            ],
        }


class _Part(NamedTuple):
    """A clause, or with `clause` None what no clause is named for, and its course."""

    clause: str | None
    course: Course


def status_on(key: str, day: date, events: Iterable[Event]) -> Status:
    """Status of the instrument with a canonical key on a day.

    Events of other instruments may be among `events`. An event without a day of its own counts from the day it was first
    reported; one that has neither is shown but changes nothing. For what was known on an earlier day, resolve what `known_by`
    leaves. To ask for several days, use one `Courses`.
    """
    return Courses(key, events).status_on(day)


class Courses:
    """What the events of one instrument add up to, clause by clause: read once, asked for any day."""

    def __init__(self, key: str, events: Iterable[Event]) -> None:
        self._key = key
        self._events = tuple(event for event in events if event.target == key)
        self._parts = _parts(self._events, has_versions=key.startswith("law/"))
        self._names: dict[date, StatusName] = {}

    @property
    def facts(self) -> frozenset[str]:
        """Ids of the facts behind its events."""
        return frozenset(fact for event in self._events for fact in event.facts)

    def name_on(self, day: date) -> StatusName:
        """What its status is called on a day, for whoever asks for no more of it."""
        if day not in self._names:
            self._names[day] = _join([part.course.status(day) for part in self._parts])
        return self._names[day]

    def resumed_by(self, day: date) -> tuple[tuple[str | None, date], ...]:
        """What is in force on a day only because its suspension has run out, and since when; None is the whole.

        A clause is named where it alone is.
        """
        assumed = [(part.clause, since) for part in self._parts if (since := part.course.assumed_since(day))]
        days = {since for _, since in assumed}
        if len(assumed) == len(self._parts) and len(days) == 1:
            return ((None, days.pop()),)
        return tuple((clause, since) for clause, since in assumed if clause is not None)

    def status_on(self, day: date) -> Status:
        """Status of the instrument on a day."""
        parts = self._parts
        statuses = [part.course.status(day) for part in parts]
        status = _join(statuses)
        deciding = [
            part.course
            for part, own in zip(parts, statuses, strict=True)
            if own == status or status == "partially_in_force"
        ]
        took_effect = [part.course.took_effect(day) for part in parts]
        return Status(
            instrument=self._key,
            as_of=day,
            status=status,
            since=max((since for course in deciding if (since := course.since(day))), default=None),
            until=min((until for course in deciding if (until := course.until(day))), default=None),
            took_effect=True if any(took_effect) else (None if None in took_effect else False),
            assumed=any(course.assumed(day) for course in deciding),
            clauses=_differing(parts, day),
            events=self._events,
        )


def _parts(events: Sequence[Event], *, has_versions: bool) -> list[_Part]:
    """The clauses that events name, and the rest where something holds for the whole or the clauses leave one."""
    clauses = {event.clause_key: event.clause for event in events if event.clause_key is not None}
    stated = _believed_beginnings(without_contradicted(events))
    reaching = _Reaching(stated)
    parts = [_Part(clause, Course(reaching.of(key), has_versions)) for key, clause in sorted(clauses.items())]
    begins = [event for event in stated if event.type in {"effect", "impose"}]
    if parts and begins and all(event.clause_key is not None for event in begins):
        return parts
    # Nobody suspends one clause of an act that is not in force for the rest, or repeals one that is not in force.
    broken = [event.begins for event in stated if event.clause_key is not None and event.type in BREAKS]
    broken += [event.known_on for event in stated if event.type == "repeal" and event.from_ is not None]
    in_force_by = min((day for day in broken if day is not None), default=None)
    whole = tuple(event for event in stated if event.clause_key is None)
    return [*parts, _Part(None, Course(whole, has_versions, in_force_by))]


def _believed_beginnings(events: Sequence[Event]) -> list[Event]:
    """Lighter sources' events for the whole instrument that lack a beginning heavier sources give clause by clause."""
    by_clause = [e for e in events if e.type == "effect" and e.clause_key is not None]
    heaviest = min((tier_rank(event.tier) for event in by_clause), default=None)
    return [
        event
        for event in events
        if heaviest is None
        or event.type not in {"effect", "impose"}
        or event.clause_key is not None
        or tier_rank(event.tier) <= heaviest
    ]


class _Reaching:
    """Which of some events reach a clause: its own, those of the clause it is part of, and those of the whole."""

    def __init__(self, events: Sequence[Event]) -> None:
        self._events = events
        self._places: dict[str | None, list[int]] = defaultdict(list)
        for place, event in enumerate(events):
            self._places[event.clause_key].append(place)
        self._lengths = sorted({len(clause) for clause in self._places if clause is not None})

    def of(self, clause: str) -> tuple[Event, ...]:
        """Those that reach a clause, in their order."""
        holding = (None, *(clause[:length] for length in self._lengths if length <= len(clause)))
        places = sorted(place for each in holding for place in self._places.get(each, ()))
        return tuple(self._events[place] for place in places)


def _join(statuses: Sequence[StatusName]) -> StatusName:
    if len(set(statuses)) == 1:
        return statuses[0]
    if "in_force" in statuses:
        return "partially_in_force"
    return next(status for status in _JOINED if status in statuses)


def _differing(parts: Sequence[_Part], day: date) -> tuple[ClauseStatus, ...]:
    if len(parts) < 2:
        return ()
    courses = [(part.course.status(day), part.course.since(day), part.course.until(day)) for part in parts]
    if len(set(courses)) == 1:
        return ()
    return tuple(
        ClauseStatus(part.clause, *course)
        for part, course in zip(parts, courses, strict=True)
        if part.clause is not None
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None
