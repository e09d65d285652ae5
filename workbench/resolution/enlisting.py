"""Statements → rosters: who is on each list on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import get_args

from workbench.facts.kinds import Count, Listing, ListName
from workbench.facts.references import parse_key
from workbench.resolution.entities import chinese_name_key, original_name_key, same_entities
from workbench.resolution.events import Event, EventType, events_by_instrument, events_of
from workbench.resolution.instruments import Instruments
from workbench.resolution.rosters import GONE, Member, Membership, NoticeCount, Roster, StatedTotal
from workbench.resolution.statement import Statement
from workbench.resolution.status import status_on

_LIST_NAMES: tuple[ListName, ...] = get_args(ListName)
_CHANGES: Mapping[str, EventType] = {"suspend": "suspend", "stop": "stop", "resume": "resume", "remove": "repeal"}


def rosters_on(day: date, instruments: Instruments, events: Iterable[Event] | None = None) -> dict[ListName, Roster]:
    """Every list that sources name somebody or state a number of, as it is on a day."""
    by_notice = events_by_instrument(events_of(instruments) if events is None else events)
    statements = [*chain.from_iterable(instruments.statements.values()), *instruments.unassigned]
    listings = [s for s in statements if isinstance(s.content, Listing) and s.content.list is not None]
    counts: dict[str | None, list[Statement]] = defaultdict(list)
    for statement in statements:
        if isinstance(statement.content, Count) and statement.content.of == "entities":
            counts[statement.content.list].append(statement)
    members: dict[str | None, list[Member]] = defaultdict(list)
    for group in same_entities([_listing(statement) for statement in listings]):
        named = [listings[place] for place in group]
        for name in _LIST_NAMES:
            on_list = [statement for statement in named if _listing(statement).list == name]
            if on_list and (memberships := _memberships(day, on_list, instruments, by_notice)):
                members[name].append(_member(name, named, memberships))
    return {
        name: Roster(
            name,
            day,
            tuple(sorted(members[name], key=lambda member: (member.name_zh or "", member.name_original or ""))),
            _notices(day, counts[name], members[name], instruments, by_notice),
            _totals(day, counts[name], instruments),
        )
        for name in _LIST_NAMES
        if members[name] or counts[name]
    }


def _member(name: ListName, statements: Sequence[Statement], memberships: Sequence[Membership]) -> Member:
    """An entity with its names: those that this list's heaviest sources write first, then what other lists write."""
    ranked = sorted(statements, key=lambda statement: (_listing(statement).list != name, statement.rank))
    contents = [_listing(statement) for statement in ranked]
    chinese = list(dict.fromkeys(content.name_zh for content in contents if content.name_zh))
    original = list(dict.fromkeys(content.name_original for content in contents if content.name_original))
    return Member(
        list=name,
        name_zh=chinese[0] if chinese else None,
        name_original=original[0] if original else None,
        other_names=(*chinese[1:], *original[1:]),
        entity_type=contents[0].entity_type,
        jurisdiction=next((content.jurisdiction for content in contents if content.jurisdiction), None),
        memberships=tuple(memberships),
    )


def members_named(name: str, rosters: Iterable[Roster]) -> tuple[Member, ...]:
    """The members of any list that a name in either script or language names."""
    asked = _keys_of_name(name)
    return tuple(member for roster in rosters for member in roster.members if asked & _keys(member))


def _keys(member: Member) -> set[str]:
    written = [name for name in (member.name_zh, member.name_original, *member.other_names) if name]
    return set().union(*map(_keys_of_name, written))


def _keys_of_name(name: str) -> set[str]:
    return {f"zh:{chinese_name_key(name)}", f"original:{original_name_key(name)}"} - {"zh:", "original:"}


def _memberships(
    day: date, statements: Sequence[Statement], instruments: Instruments, events: Mapping[str, Sequence[Event]]
) -> list[Membership]:
    """By which notices an entity is on a list; none where nobody had listed it by the day."""
    listed: dict[str | None, list[Statement]] = defaultdict(list)
    changed = [statement for statement in statements if _listing(statement).action != "add"]
    for statement in statements:
        if _listing(statement).action == "add":
            listed[_notice(statement, instruments)].append(statement)
    for statement in changed:
        listed.setdefault(_notice(statement, instruments), [])
    if len(listed) > 1 and None in listed:
        # Stated once with its notice and once without, it is the same listing.
        listed[next(key for key in listed if key is not None)] += listed.pop(None)
    ordered = sorted(listed.items(), key=lambda item: item[0] or "")
    found = (_membership(notice, day, statements, changed, instruments, events) for notice, statements in ordered)
    return [membership for membership in found if membership is not None]


def _membership(
    notice: str | None,
    day: date,
    listed: Sequence[Statement],
    changed: Sequence[Statement],
    instruments: Instruments,
    events: Mapping[str, Sequence[Event]],
) -> Membership | None:
    key = notice or ""
    own = [event for statement in listed for event in _listed_events(key, statement, instruments)]
    own += [
        event
        for statement in changed
        if _notice(statement, instruments) in {None, notice}
        for event in _changed_events(key, statement, instruments)
    ]
    of_notice = list(events.get(key, ())) if notice else []
    published = any(event.type == "publish" for event in of_notice)
    status = status_on(key, day, [*of_notice, *(event for event in own if event.type != "publish" or not published)])
    if status.status == "unknown":
        return None
    removed = status.status == "repealed" and any(
        event.type == "repeal" and event in own and event.begins is not None and event.begins <= day
        for event in status.events
    )
    facts = dict.fromkeys([*(s.fact for s in listed), *(fact for event in own for fact in event.facts)])
    measures = dict.fromkeys(measure for statement in listed for measure in _listing(statement).measures)
    return Membership(
        notice, "removed" if removed else status.status, status.since, status.until, tuple(measures), tuple(facts)
    )


def _listed_events(key: str, statement: Statement, instruments: Instruments) -> list[Event]:
    """The event of a listing: from the day it applies, known at the latest from the day of its document."""
    content = _listing(statement)
    known_on = instruments.known_days.get(statement.document)
    type_: EventType = "effect" if content.effective is not None else "publish"
    first = content.effective or known_on
    if first is None:
        return []
    return [Event(type_, key, None, first, None, None, content.actor, (statement.fact,), statement.tier, known_on)]


def _changed_events(key: str, statement: Statement, instruments: Instruments) -> list[Event]:
    content = _listing(statement)
    action = _CHANGES.get(content.action)
    if action is None:
        return []
    known_on = instruments.known_days.get(statement.document)
    by = instruments.key(content.by) if content.by else None
    return [
        Event(
            action, key, None, content.effective, None, by, content.actor, (statement.fact,), statement.tier, known_on
        )
    ]


def _notices(
    day: date,
    counts: Sequence[Statement],
    members: Sequence[Member],
    instruments: Instruments,
    events: Mapping[str, Sequence[Event]],
) -> tuple[NoticeCount, ...]:
    stated: dict[str | None, list[Statement]] = defaultdict(list)
    for statement in counts:
        content = statement.content
        if isinstance(content, Count) and content.of == "entities" and content.action == "add":
            stated[instruments.key(content.instrument) if content.instrument else None].append(statement)
    memberships: dict[str | None, list[Membership]] = defaultdict(list)
    for member in members:
        for membership in member.memberships:
            memberships[membership.notice].append(membership)
    found = list(_nameless(stated.pop(None, []), members))
    for notice in sorted((key for key in {*stated, *memberships} if key is not None), key=_by_number):
        named = memberships[notice]
        status = status_on(notice, day, events.get(notice, ())).status
        if status == "unknown" and not named:
            continue
        gone = sum(not membership.stands for membership in named) if status not in GONE else 0
        found.append(NoticeCount(notice, status, _numbers(stated[notice]), sum(m.stands for m in named), gone))
    return tuple(found)


def _by_number(notice: str) -> tuple[str, int, int, str]:
    number = parse_key(notice)
    return notice.split("/", 1)[0], number.year or 0 if number else 0, number.number if number else 0, notice


def _nameless(stated: Sequence[Statement], members: Iterable[Member]) -> Iterator[NoticeCount]:
    """Notices for which only the number of entities and the first name are stated: 將X公司等10家列入.

    Other numbers, and other names, without a notice are left out: they may be those of a notice that is known.
    """
    by_key = {key: member for member in members for key in _keys(member) if member.memberships[0].notice is None}
    by_first_named: dict[str, list[Statement]] = defaultdict(list)
    for statement in stated:
        if isinstance(statement.content, Count) and statement.content.first_named:
            by_first_named[chinese_name_key(statement.content.first_named)].append(statement)
    for first, statements in sorted(by_first_named.items()):
        member = by_key.get(f"zh:{first}")
        if member is not None:
            yield NoticeCount(None, member.status, _numbers(statements), int(member.stands), int(not member.stands))


def _numbers(statements: Iterable[Statement]) -> tuple[int, ...]:
    ranked = sorted(statements, key=lambda statement: statement.rank)
    return tuple(dict.fromkeys(s.content.count for s in ranked if isinstance(s.content, Count)))


def _totals(day: date, counts: Sequence[Statement], instruments: Instruments) -> tuple[StatedTotal, ...]:
    totals = []
    for statement in counts:
        content = statement.content
        if isinstance(content, Count) and content.of == "entities" and content.action == "total":
            stated_on = content.as_of or instruments.known_days.get(statement.document)
            if stated_on is None or stated_on <= day:
                totals.append(StatedTotal(content.count, stated_on, statement.document, statement.fact))
    return tuple(sorted(totals, key=lambda total: (total.as_of or date.min, total.fact)))


def _listing(statement: Statement) -> Listing:
    if not isinstance(statement.content, Listing):
        raise TypeError(f"{statement.fact} is no listing")
    return statement.content


def _notice(statement: Statement, instruments: Instruments) -> str | None:
    written = _listing(statement).instrument
    return instruments.key(written) if written else None
