"""Conflicts on days: when an instrument was published, and when it or a clause of it takes effect."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from workbench.resolution.conflicts.sides import Conflict, conflict_of_values, in_separate_documents
from workbench.resolution.conflicts.statuses import statements_behind
from workbench.resolution.events import Event
from workbench.resolution.instruments import Instruments
from workbench.resolution.statement import Statement


def find_publication_conflicts(instruments: Instruments) -> Iterator[Conflict]:
    """Conflicts on the day of publication; the day of an answer about an announcement is another act's."""
    for key, statements in instruments.stated.items():
        days: dict[str, list[Statement]] = defaultdict(list)
        actor = instruments.actor(key)
        for statement in statements:
            content = statement.content
            # A law may have several dates, one for each version; only announcements have just one.
            if content.kind == "announcement" and content.published and statement.actor in {None, actor}:
                days[content.published.isoformat()].append(statement)
        yield from conflict_of_values(key, "publish_date", days)


def find_effect_conflicts(instruments: Instruments, events: Mapping[str, Sequence[Event]]) -> Iterator[Conflict]:
    """Conflicts on the day of effect; clauses may differ from each other, and the day of publication is another."""
    for key, own in events.items():
        if not key.startswith("law/"):
            yield from _effect(key, own, instruments)


def _effect(key: str, events: Sequence[Event], instruments: Instruments) -> Iterator[Conflict]:
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
    """A conflict between the days, unless one document gives all of them: then it means parts that it does not number."""
    days: dict[str, list[Statement]] = defaultdict(list)
    for event in events:
        if event.from_ is not None:
            days[event.from_.isoformat()] += statements_behind(event, instruments)
    if in_separate_documents(days):
        clauses = {event.clause_key: event.clause for event in events}
        clause = next(iter(clauses.values())) if len(clauses) == 1 else None
        yield from conflict_of_values(key, "effective_date", days, clause=clause)
