"""Conflicts on status: what was suspended, stopped or in force when, and on what occasion."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from workbench.resolution.conflicts.sides import Conflict, conflict_of_values
from workbench.resolution.course import BREAKS, outlived, same_suspension
from workbench.resolution.events import Event
from workbench.resolution.instruments import Instruments
from workbench.resolution.statement import Statement
from workbench.text import han_pattern, normalize

_HAPPENED = han_pattern("已(?:经)?[^,。;]{0,20}(?:生效|实施|施行|执行)|(?:现行|仍然|依然|继续)有效")
_SUSPENSIONS = frozenset({"suspend", "extend"})


def find_status_conflicts(instruments: Instruments, events: Mapping[str, Sequence[Event]]) -> Iterator[Conflict]:
    """Conflicts on what happened to each instrument.

    Not a conflict: an account that leaves a day out, a suspension that another source calls an extension, and an effective
    date that was written before the suspension.
    """
    for key, own in events.items():
        yield from _accounts_at_odds(key, own, instruments)
        yield from _in_force_while_suspended(key, own, instruments)
        yield from _suspended_after_its_end(key, own, instruments)


def acts_of(events: Sequence[Event]) -> list[list[Event]]:
    """The acts that suspend, stop or resume, each with all accounts of it."""
    groups: list[list[Event]] = []
    for event in events:
        if event.type in BREAKS:
            group = next((group for group in groups if any(_same_act(event, other) for other in group)), None)
            if group is None:
                groups.append([event])
            else:
                group.append(event)
    return groups


def statements_behind(event: Event, instruments: Instruments) -> list[Statement]:
    """The statements behind an event."""
    return [instruments.statement(fact) for fact in event.facts]


def _accounts_at_odds(key: str, events: Sequence[Event], instruments: Instruments) -> Iterator[Conflict]:
    """One suspension with different days, or one act that is a suspension to some sources and a stop to others."""
    for group in acts_of(events):
        if not _agree(group):
            stated: dict[str, list[Statement]] = defaultdict(list)
            for event in group:
                stated[_wording(event)] += statements_behind(event, instruments)
            yield from _of_status(key, group[0].clause, stated)


def _same_act(event: Event, other: Event) -> bool:
    if event.type in _SUSPENSIONS and other.type in _SUSPENSIONS:
        return same_suspension(event, other)
    return event.clause_key == other.clause_key and event.from_ is not None and event.from_ == other.from_


def _agree(events: Sequence[Event]) -> bool:
    """Whether the accounts differ only in what some of them leave out."""
    types = {"suspend" if event.type in _SUSPENSIONS else event.type for event in events}
    first_days = {event.from_ for event in events if event.from_ is not None}
    last_days = {event.until for event in events if event.until is not None}
    return max(len(types), len(first_days), len(last_days)) <= 1


def _in_force_while_suspended(key: str, events: Sequence[Event], instruments: Instruments) -> Iterator[Conflict]:
    """A source of a day within a suspension that has the measure take effect in it.

    An announcement's own effective day, written before the suspension, is history and no contradiction; nor is it one
    in a source that reports the suspension too, unless it says that the measure did take effect.
    """
    for suspension in (event for event in events if event.type in _SUSPENSIONS and event.from_ is not None):
        account = statements_behind(suspension, instruments)
        knowing = {
            statement.document
            for event in events
            if event.type in _SUSPENSIONS
            for statement in statements_behind(event, instruments)
        }
        for event in events:
            if event.type in {"effect", "impose"} and _falls_in(event, suspension):
                late = [
                    statement
                    for statement in statements_behind(event, instruments)
                    if (statement.document not in knowing or _says_it_happened(statement))
                    and _written_in(instruments.known_days.get(statement.document), suspension)
                ]
                sides = {_wording(suspension): account, f"in_force {event.from_}": late}
                yield from _of_status(key, event.clause, sides)


def _suspended_after_its_end(key: str, events: Sequence[Event], instruments: Instruments) -> Iterator[Conflict]:
    """What was stopped or repealed cannot be suspended afterwards, nor its suspension be continued."""
    for end in (event for event in events if event.type in {"stop", "repeal"}):
        later = [event for event in events if outlived(end, event)]
        stated: dict[str, list[Statement]] = defaultdict(list)
        for event in [end, *later]:
            stated[_wording(event)] += statements_behind(event, instruments)
        yield from _of_status(key, end.clause, stated if later else {})


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


def _of_status(key: str, clause: str | None, stated: Mapping[str, Sequence[Statement]]) -> Iterator[Conflict]:
    return conflict_of_values(key, "status", stated, clause=clause)
