"""The history of an instrument as stretches of one status each, for drawing it over time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from workbench.resolution.course import StatusName
from workbench.resolution.events import Event
from workbench.resolution.status import Courses, Status

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days on end with one status."""

    status: StatusName
    first: date
    last: date | None
    """Last day; None where nothing known ends it."""
    assumed: bool
    """In force because a suspension has run out and nothing later is known."""
    facts: tuple[str, ...]
    """Ids of the facts that it begins by: those of the events of its first day, of what ran out the day before, or,
    where no event is of those days, all that stand behind the status."""


def stretches_of(key: str, events: Sequence[Event]) -> tuple[Stretch, ...]:
    """The stretches of an instrument in order, from its first known day; days of unknown status are left out."""
    mine = tuple(event for event in events if event.target == key)
    courses, found = Courses(key, mine), list[Stretch]()
    for day in _days_of_change(mine):
        status = courses.status_on(day)
        if found and (found[-1].status, found[-1].assumed) == (status.status, status.assumed):
            continue
        if found and found[-1].last is None:
            found[-1] = _ending(found[-1], day - _DAY)
        if status.status != "unknown":
            found.append(Stretch(status.status, day, None, status.assumed, _facts(status, day)))
    return tuple(found)


def has_stretches(key: str, events: Sequence[Event]) -> bool:
    """Whether an instrument has any: a day on which its status is known."""
    mine = tuple(event for event in events if event.target == key)
    courses = Courses(key, mine)
    # The last days first: once something is known it mostly stays so.
    return any(courses.status_on(day).status != "unknown" for day in reversed(_days_of_change(mine)))


def _days_of_change(events: Sequence[Event]) -> list[date]:
    """Days on which the status can become another."""
    firsts = {day for event in events for day in (event.begins, event.known_on) if day is not None}
    after = {event.until + _DAY for event in events if event.until is not None and event.until < date.max}
    return sorted(firsts | after)


def _ending(stretch: Stretch, last: date) -> Stretch:
    return Stretch(stretch.status, stretch.first, last, stretch.assumed, stretch.facts)


def _facts(status: Status, day: date) -> tuple[str, ...]:
    here = [event for event in status.events if event.begins == day or event.until == day - _DAY]
    return tuple(dict.fromkeys(fact for event in here for fact in event.facts)) or status.facts
