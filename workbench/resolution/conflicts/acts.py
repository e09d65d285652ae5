"""Conflicts on what an act is: who issued it, what its title is, which number a title or an event belongs to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from workbench.facts.kinds import Announcement, LegalInstrument, Listing, StatusChange
from workbench.facts.references import AUTHORITY_NAMES, normal_title, parse_key
from workbench.resolution.aliases import core_title
from workbench.resolution.conflicts.meant import statements_of_kind
from workbench.resolution.conflicts.names import name_key
from workbench.resolution.conflicts.sides import Conflict, conflict_of, of_several_values, opposed, side_of
from workbench.resolution.conflicts.statuses import acts_of, statements_behind
from workbench.resolution.events import Event
from workbench.resolution.instruments import Instruments
from workbench.resolution.statement import Statement
from workbench.text import fold, han_pattern

_FRAME = han_pattern("^(?:关于|公布|发布)|(?:公告|决定|通知|通告|办法|规定|条例|规则|目录|清单|意见|细则|方案)$")
_FILLING = han_pattern("相关|有关|部分|等|的|事项|物项")
_HAN = han_pattern("[\u4e00-\u9fff]")
_COUNTRY = han_pattern("^(?:中华人民共和国|中国|国家)")
_SHORTEST_CORE = 6
_SPEAKS_FOR = {"UEL": "MOFCOM"}
"""The working mechanism of the unreliable entity list is part of the ministry: naming either is naming the same issuer."""

Stated = dict[str, list[Statement]]


def find_issuer_conflicts(instruments: Instruments) -> Iterator[Conflict]:
    """Conflicts on who issued an act; a source that names one of several joint issuers, or an office of one, only says less."""
    by_act: dict[str, dict[frozenset[str], list[Statement]]] = defaultdict(lambda: defaultdict(list))
    for key, statement, announcement in statements_of_kind(instruments, Announcement):
        if key is not None and announcement.issuers:
            by_act[key][frozenset(map(_authority, announcement.issuers))].append(statement)
    for key, stated in of_several_values(by_act).items():
        issuers = {"、".join(sorted(names)): names for names in stated}
        sides = [
            side_of(label, stated[names], "、".join(getattr(stated[names][0].content, "issuers", ())))
            for label, names in issuers.items()
        ]
        at_odds = opposed(sides, lambda side, other: _apart(issuers[side.key], issuers[other.key]))  # noqa: B023
        yield from conflict_of(key, "issuer", at_odds)


def find_title_conflicts(instruments: Instruments) -> Iterator[Conflict]:
    """Conflicts on the title of a numbered act.

    Only whole titles are compared (關於…的公告, 公布…的決定), since a source may call an act by a short name. Differences of 關於
    and 公布, 公告 and 決定, script, punctuation and 相關 do not count, nor does a part that one title leaves out.
    """
    by_act: dict[str, Stated] = defaultdict(lambda: defaultdict(list))
    stated: list[tuple[str | None, Statement, Announcement | LegalInstrument]] = [
        *statements_of_kind(instruments, Announcement),
        *statements_of_kind(instruments, LegalInstrument),
    ]
    for key, statement, content in stated:
        if key is not None and parse_key(key) and content.title and _FRAME.search(normal_title(content.title)):
            core = _bare_core(content.title)
            if len(core) >= _SHORTEST_CORE and _HAN.search(core):
                by_act[key][core].append(statement)
    for key, titles in of_several_values(by_act).items():
        sides = [side_of(core, group, getattr(group[0].content, "title", core)) for core, group in titles.items()]
        at_odds = opposed(sides, lambda side, other: side.key not in other.key and other.key not in side.key)
        yield from conflict_of(key, "title", at_odds)


def find_number_conflicts(instruments: Instruments, events: Mapping[str, Sequence[Event]]) -> Iterator[Conflict]:
    """Conflicts on the number of a title, of the act that makes one change, or of the notice that lists one entity.

    A source that gives both numbers means two acts.
    """
    yield from _numbers_of_titles(instruments)
    for key, own in events.items():
        yield from _numbers_of_changes(key, own, instruments)
    yield from _numbers_of_listings(instruments)


def _authority(issuer: str) -> str:
    """An issuer in normal form: the code of its authority where that is known."""
    name = fold(issuer).text
    for code, known in AUTHORITY_NAMES.items():
        if fold(known).text in name:
            return _SPEAKS_FOR.get(code, code)
    return _COUNTRY.sub("", name)


def _apart(one: frozenset[str], other: frozenset[str]) -> bool:
    return not any(name in another or another in name for name in one for another in other)


def _bare_core(title: str) -> str:
    return _FILLING.sub("", core_title(title))


def _numbers_of_titles(instruments: Instruments) -> Iterator[Conflict]:
    by_title: dict[str, Stated] = defaultdict(lambda: defaultdict(list))
    for key, statement, announcement in statements_of_kind(instruments, Announcement):
        if key is not None and parse_key(key) and announcement.title:
            core = core_title(announcement.title)
            if len(core) >= _SHORTEST_CORE:
                by_title[core][key].append(statement)
    days = _days_of_publication(instruments) if any(len(stated) > 1 for stated in by_title.values()) else {}
    for core, stated in by_title.items():
        if len(stated) > 1:
            yield from _of_numbers(stated, days, subject=core)


def _numbers_of_changes(key: str, events: Sequence[Event], instruments: Instruments) -> Iterator[Conflict]:
    for accounts in acts_of(events):
        stated: Stated = defaultdict(list)
        for event in accounts:
            for statement in statements_behind(event, instruments):
                content = statement.content
                by = instruments.key(content.by) if isinstance(content, StatusChange) and content.by else None
                if by is not None and parse_key(by):
                    stated[by].append(statement)
        if len(stated) > 1:
            yield from _of_numbers(stated, {}, target=key, subject=accounts[0].type)


def _numbers_of_listings(instruments: Instruments) -> Iterator[Conflict]:
    """One entity that is put on one list on one day, by two notices."""
    days = _days_of_publication(instruments)
    listed: dict[tuple[str, str, date], Stated] = defaultdict(lambda: defaultdict(list))
    for key, statement, listing in statements_of_kind(instruments, Listing):
        if key is not None and parse_key(key) and listing.list and listing.action == "add":
            name = name_key(listing.name_original or listing.name_zh or "")
            for day in {*days.get(key, ()), *([listing.effective] if listing.effective else ())}:
                listed[name, listing.list, day][key].append(statement)
    together: dict[frozenset[str], Stated] = defaultdict(lambda: defaultdict(list))
    for stated in listed.values():
        if len(stated) > 1:
            for key, statements in stated.items():
                together[frozenset(stated)][key] += statements
    for stated in together.values():
        yield from _of_numbers(stated, {})


def _of_numbers(
    stated: Mapping[str, Sequence[Statement]],
    days: Mapping[str, set[date]],
    *,
    target: str | None = None,
    subject: str | None = None,
) -> Iterator[Conflict]:
    documents = {key: {statement.document for statement in group} for key, group in stated.items()}
    sides = [side_of(key, statements) for key, statements in stated.items()]
    at_odds = opposed(
        sides,
        lambda side, other: not documents[side.key] & documents[other.key] and _one_act(side.key, other.key, days),
    )
    heaviest = min(at_odds, key=lambda side: (side.rank, side.key)).key if at_odds else None
    yield from conflict_of(target or heaviest, "number", at_odds, subject=subject)


def _one_act(key: str, other: str, days: Mapping[str, set[date]]) -> bool:
    """Whether two numbers can be meant for one act: of one year or one figure, and not known to be of two days."""
    one, two = parse_key(key), parse_key(other)
    alike = one is not None and two is not None and (one.year == two.year or one.number == two.number)
    first, second = days.get(key, set()), days.get(other, set())
    return alike and not (first and second and not first & second)


def _days_of_publication(instruments: Instruments) -> dict[str, set[date]]:
    days: dict[str, set[date]] = defaultdict(set)
    for key, _, announcement in statements_of_kind(instruments, Announcement):
        if key is not None and announcement.published:
            days[key].add(announcement.published)
    return days
