"""The course of one clause, or of a whole instrument: its state on any day, computed from the accounts that are believed.

Of several accounts of one event the heaviest source's is believed; `conflicts` shows the others to a person.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Literal, NamedTuple

from workbench.facts.document import tier_rank
from workbench.facts.references import parse_key
from workbench.resolution.events import Event

StatusName = Literal[
    "unknown", "announced", "in_force", "partially_in_force", "suspended", "stopped", "repealed", "expired"
]
BREAKS = frozenset({"suspend", "extend", "resume", "stop", "repeal"})
"""Types of event that change whether a measure applies once it has begun."""
_ENDS, _SUSPENDS = frozenset({"stop", "repeal"}), frozenset({"suspend", "extend"})
_DAY = timedelta(days=1)


class Suspension(NamedTuple):
    """A stretch of suspension as reported; `end` is its last day, None where it lasts until something ends it.

    Where no source gives its first day, it starts on the day it was first reported.
    """

    start: date
    end: date | None
    known_on: date | None
    continues: bool = False
    """Whether it goes on from an earlier one, and by its own words has neither first nor last day."""
    resumed: bool = False
    """Whether an act ended it, instead of its term."""

    def covers(self, day: date) -> bool:
        """Whether it lasts on a day."""
        return self.start <= day and (self.end is None or day <= self.end)


@dataclass(frozen=True)
class Course:
    """What happened to one part of an instrument."""

    events: tuple[Event, ...]
    has_versions: bool = False
    """Whether a later day of effect is that of a new version (a law revised), not another account of the first."""
    in_force_by: date | None = None
    """Day on which an act on another part takes this one to be in force; since when is not said."""

    def status(self, day: date) -> StatusName:
        """Its status on a day."""
        known = self._statuses.get(day)
        if known is None:
            known = self._statuses[day] = self._find_status(day)
        return known

    @cached_property
    def _statuses(self) -> dict[date, StatusName]:
        """Those that were asked for: what else is said of a day asks for them again and again."""
        return {}

    def _find_status(self, day: date) -> StatusName:
        ended = self._ended(day)
        if ended is not None:
            return "repealed" if ended.type == "repeal" else "stopped"
        if any(suspension.covers(day) for suspension in self.suspensions):
            return "suspended"
        if self._expiry is not None and self._expiry < day and not self._resumed_by(day):
            return "expired"
        if self._took_up(day):
            return "in_force"
        return "announced" if self._announced is not None and self._announced <= day else "unknown"

    def since(self, day: date) -> date | None:
        """First day of the status that it has on a day; None where no source dates it."""
        present = self.status(day)
        if present == "unknown":
            return None
        first = None
        for change in sorted((change for change in self._changes if change <= day), reverse=True):
            if self.status(change) != present:
                break
            first = change
        return None if first in self._undated else first

    def until(self, day: date) -> date | None:
        """Last day of a suspension, or of a measure's own term, as known on that day; None where there is none."""
        status = self.status(day)
        if status == "in_force":
            return self._expiry
        if status != "suspended":
            return None
        last: date | None = day
        for suspension in self.suspensions:
            stated = suspension.start <= day or (suspension.known_on is not None and suspension.known_on <= day)
            if last is not None and stated and suspension.start <= last + _DAY:
                last = max(last, suspension.end) if suspension.end is not None else None
        return last

    def took_effect(self, day: date) -> bool | None:
        """Whether it was in force on any day up to `day`; None where no source says that or when it takes effect."""
        if any(self.status(change) == "in_force" for change in self._changes if change <= day):
            return True
        return False if self._effect is not None else None

    def assumed(self, day: date) -> bool:
        """Whether it is in force only because its suspension has run out and nothing later is known."""
        return self.assumed_since(day) is not None

    def assumed_since(self, day: date) -> date | None:
        """The day after the suspension that ran out, where it is in force on a day for no other reason; else None."""
        if self.status(day) != "in_force":
            return None
        since = self.since(day)
        run_out = any(s.end is not None and not s.resumed and s.end + _DAY == since for s in self.suspensions)
        return since if run_out else None

    @cached_property
    def suspensions(self) -> tuple[Suspension, ...]:
        """Stretches of suspension in order, cut where the measure was resumed."""
        stated = map(_stretch, _accounts_of_one(self._of("suspend", "extend")))
        stretches = sorted((stretch for stretch in stated if stretch is not None), key=lambda stretch: stretch.start)
        return tuple(self._cut(stretch) for stretch in _ended_by_later_terms(stretches))

    def _cut(self, stretch: Suspension) -> Suspension:
        resumed = [event.begins for event in self._of("resume") if event.begins and stretch.start < event.begins]
        first = min((day for day in resumed if stretch.covers(day)), default=None)
        return stretch._replace(end=first - _DAY, resumed=True) if first is not None else stretch

    @cached_property
    def _effect(self) -> date | None:
        """Day it takes effect: as stated for this very clause, else for the whole; an imposition where nothing else."""
        for type_ in ("effect", "impose"):
            accounts = [event for event in self._of(type_) if event.from_ is not None]
            if accounts and self.has_versions:
                return min(event.from_ for event in accounts if event.from_ is not None)
            if accounts:
                return min(accounts, key=lambda event: (event.clause is None, event.weight)).from_
        return None

    @cached_property
    def _announced(self) -> date | None:
        """Day of publication; where it is unknown, the day on which the act was first reported.

        No source reports an act before it is published: a later publication day is that of a re-post.
        """
        stated = min((event.known_on for event in self.events if event.known_on), default=date.max)
        published = [event for event in self._of("publish") if event.from_ is not None]
        first = [event for event in published if event.from_ is not None and event.from_ <= stated]
        if published:
            return _believed(first or published).from_
        return min((e.known_on for e in self._of("effect", "impose", "amend") if e.known_on), default=None)

    @cached_property
    def _expiry(self) -> date | None:
        terms = [event for event in self._of("effect", "impose") if event.until]
        return _believed(terms).until if terms else None

    def _took_up(self, day: date) -> bool:
        if self._effect is not None:
            return self._effect <= day
        if self._resumed_by(day) or (self.in_force_by is not None and self.in_force_by <= day):
            return True
        # Nobody says when it took effect; a suspension that has run out leaves it in force.
        return any(s.end is not None and s.end < day for s in self.suspensions)

    def _resumed_by(self, day: date) -> bool:
        return any(event.begins is not None and event.begins <= day for event in self._of("resume"))

    def _ended(self, day: date) -> Event | None:
        """The stop or repeal that holds on a day: a repeal for good, a stop until it is imposed or resumed again."""
        ends = [event for event in self._of("stop", "repeal") if event.begins is not None and event.begins <= day]
        repeals = [event for event in ends if event.type == "repeal"]
        last = max(repeals or ends, key=_placed, default=None)
        if last is None or last.type == "repeal":
            return last
        # An imposition without a day is another account of the first one.
        again = [e for e in self._of("impose", "resume") if e.from_ is not None or e.type == "resume"]
        return None if any(_placed(last) < _placed(event) <= day for event in again) else last

    @cached_property
    def _changes(self) -> frozenset[date]:
        """Days on which the status can become another."""
        starts = {event.begins for event in self.events if event.begins is not None}
        after = {s.end + _DAY for s in self.suspensions if s.end is not None}
        expired = {self._expiry + _DAY} if self._expiry is not None else set()
        implied = {self.in_force_by} if self.in_force_by is not None else set()
        return frozenset(starts | after | expired | implied | {s.start for s in self.suspensions})

    @cached_property
    def _undated(self) -> frozenset[date]:
        """Changes that are dated by the day they were reported, since none is stated."""
        dated = {event.from_ for event in self.events if event.from_ is not None}
        undated = {e.begins for e in self.events if e.from_ is None and e.begins is not None}
        implied = {self.in_force_by} if self.in_force_by is not None else set()
        return frozenset((undated | implied) - dated)

    def _of(self, *types: str) -> list[Event]:
        """The events of some types, in their order; most parts of an act have few, of few types."""
        present = [type_ for type_ in types if type_ in self._types]
        if not present:
            return []
        return [event for event in self.events if event.type in present]

    @cached_property
    def _types(self) -> frozenset[str]:
        return frozenset([event.type for event in self.events])


def without_contradicted(events: Sequence[Event]) -> list[Event]:
    """Events without those that a heavier source contradicts: suspended, stopped, repealed or resumed on one day."""
    heaviest: dict[tuple[str | None, date], Event] = {}
    if any(event.type in _ENDS for event in events):
        stated = [event for event in events if event.type in _SUSPENDS]
        events = [end for end in events if not any(outlived(end, e) and _outweighs(e, end) for e in stated)]
    breaks = [event for event in events if _breaks_on_a_day(event)]
    for event in sorted(breaks, key=lambda event: event.weight):
        heaviest.setdefault((event.clause_key, event.from_ or date.max), event)
    return [
        event
        for event in events
        if not _breaks_on_a_day(event) or _alike(event, heaviest[event.clause_key, event.from_ or date.max])
    ]


def _breaks_on_a_day(event: Event) -> bool:
    return event.type in BREAKS and event.from_ is not None


def outlived(end: Event, event: Event) -> bool:
    """Whether an event is a suspension that begins after the stop or repeal `end`, which is impossible."""
    return (
        end.type in _ENDS
        and event.type in _SUSPENDS
        and event.from_ is not None
        and (end.clause_key is None or end.clause_key == event.clause_key)
        and end.begins is not None
        and end.begins < event.from_
    )


def _outweighs(event: Event, other: Event) -> bool:
    return tier_rank(event.tier) < tier_rank(other.tier)


def _alike(event: Event, other: Event) -> bool:
    return event.type == other.type or {event.type, other.type} == {"suspend", "extend"}


def same_suspension(event: Event, other: Event) -> bool:
    """Whether two events are accounts of one suspension, perhaps with another first or last day.

    They begin or end on one day, or one numbered act makes both. A suspension that follows another is its own.
    """
    if event.clause_key != other.clause_key:
        return False
    if event.from_ is not None and event.from_ == other.from_:
        return True
    if event.until is not None and event.until == other.until:
        return True
    number = parse_key(event.by) if event.by is not None and event.by == other.by else None
    return number is not None and number.year is not None


def _accounts_of_one(events: Sequence[Event]) -> list[list[Event]]:
    """Events grouped by the suspension they are accounts of; the heaviest account decides what belongs to it."""
    groups: list[list[Event]] = []
    for event in sorted(events, key=lambda event: event.weight):
        group = next((group for group in groups if same_suspension(group[0], event)), None)
        if group is None:
            groups.append([event])
        else:
            group.append(event)
    return groups


def _believed(accounts: Iterable[Event]) -> Event:
    return min(accounts, key=lambda event: event.weight)


def _placed(event: Event) -> date:
    return event.begins or date.max


def _stretch(accounts: Sequence[Event]) -> Suspension | None:
    """The stretch of one suspension from its accounts, heaviest first; each day is that of the heaviest that gives it.

    None where neither its first day nor the day it was reported is known.
    """
    first = next((event.from_ for event in accounts if event.from_ is not None), None)
    last = next((event.until for event in accounts if event.until is not None), None)
    known = min((event.known_on for event in accounts if event.known_on is not None), default=None)
    start = first or known
    if start is None or (last is not None and last < start):
        return None
    continues = first is None and last is None and accounts[0].type == "extend"
    return Suspension(start, last, known, continues)


def _ended_by_later_terms(stretches: list[Suspension]) -> list[Suspension]:
    """A suspension without a term takes the last day of the one it lies in, or of the next that states one.

    `暫停` in one source and `暫停至十一月十日` in another are one suspension; a later `繼續暫停90天` gives an open one its end.
    """
    terms = [stretch for stretch in stretches if stretch.end is not None]
    closed = []
    for stretch in stretches:
        last = max((term.end for term in terms if term.end and term.covers(stretch.start)), default=None)
        if stretch.continues and last is not None:
            stretch = stretch._replace(start=last + _DAY)
        term = next((t for t in terms if t.covers(stretch.start) or t.start >= stretch.start), None)
        closed.append(stretch._replace(end=term.end) if stretch.end is None and term is not None else stretch)
    return closed
