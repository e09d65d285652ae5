"""Conflicts on standing totals: the size of a list as a source states it, and as the sum of that list's notices."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from workbench.facts.kinds import Announcement, Count, Listing, StatusChange
from workbench.facts.references import parse_key
from workbench.resolution.conflicts.counts import is_exact
from workbench.resolution.conflicts.meant import statements_of_kind
from workbench.resolution.conflicts.names import distinct_entities
from workbench.resolution.conflicts.sides import Conflict, conflict_of, side_of
from workbench.resolution.instruments import Instruments
from workbench.resolution.statement import Statement
from workbench.text import normalize

_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?=年)")
_FEWEST_NOTICES = 3
"""A document that covers fewer notices of a list gives examples, not a complete table."""
_CHANGES = frozenset({"suspend", "extend", "stop", "repeal"})

Stated = Sequence[Statement]


@dataclass(frozen=True)
class Notice:
    """A notice of a list: how many it adds, whether that was ended or suspended, and who says so."""

    added: int
    ended: bool
    suspended: bool
    statements: tuple[Statement, ...]


def find_total_conflicts(instruments: Instruments) -> Iterator[Conflict]:
    """Conflicts of a stated total with the notices of its list, those of its own document and those of all.

    A total may count all that were ever listed, leave out those whose listing was ended, or those that are suspended
    as well. What its own document enumerates for the same year must make one of the three. Of a total that names no
    year, and of all documents together, the notices known may be too few but never too many: there only a total below
    the least sum is at odds.
    """
    notices = Notices(instruments)
    for _, statement, count in statements_of_kind(instruments, Count):
        is_total = count.action == "total" and count.of == "entities" and count.jurisdiction is None
        if is_total and count.list and is_exact(statement, count):
            yield from _at_odds(statement, count, notices, instruments)


class Notices:
    """The notices of every list, as each document reports them and as all together do; computed on demand."""

    def __init__(self, instruments: Instruments) -> None:
        self._instruments = instruments
        self._of_one: dict[tuple[str, str, int | None], list[Notice]] = {}
        self._of_all: dict[tuple[str, int | None], list[tuple[date, Notice]]] = {}

    def find_statement(self, document: str, list_: str, year: int | None) -> list[Notice]:
        """The notices of a list and year in one document."""
        wanted = list_, document, year
        if wanted not in self._of_one:
            stated = self._stated_in_documents.get((list_, document), {})
            self._of_one[wanted] = [
                _notice(key, group, document, self._instruments) for key, group in stated.items() if _is_of(year, key)
            ]
        return self._of_one[wanted]

    def known_by(self, day: date, list_: str, year: int | None) -> list[Notice]:
        """The numbered notices of a list and year that were published by a day, according to all documents."""
        wanted = list_, year
        if wanted not in self._of_all:
            self._of_all[wanted] = [
                (published, _notice(key, group, None, self._instruments))
                for key, group in self._stated.get(list_, {}).items()
                if parse_key(key) and _is_of(year, key) and (published := _published(key, self._instruments))
            ]
        return [notice for published, notice in self._of_all[wanted] if published <= day]

    @cached_property
    def _stated(self) -> Mapping[str, Mapping[str, list[Statement]]]:
        """List -> notice -> the counts and names that it adds; a notice without a number goes by what is counted."""
        stated: dict[str, dict[str, list[Statement]]] = defaultdict(lambda: defaultdict(list))
        for key, statement, count in statements_of_kind(self._instruments, Count):
            if count.list and count.action == "add" and count.of == "entities":
                notice = key or f"{statement.document} {count.first_named or ''} {count.count}"
                stated[count.list][notice].append(statement)
        for key, statement, listing in statements_of_kind(self._instruments, Listing):
            if key is not None and listing.list and listing.action == "add":
                stated[listing.list][key].append(statement)
        return stated

    @cached_property
    def _stated_in_documents(self) -> Mapping[tuple[str, str], Mapping[str, list[Statement]]]:
        """List and document -> notice -> the counts and names that it adds there."""
        stated: dict[tuple[str, str], dict[str, list[Statement]]] = defaultdict(lambda: defaultdict(list))
        for list_, notices in self._stated.items():
            for key, group in notices.items():
                for statement in group:
                    stated[list_, statement.document][key].append(statement)
        return stated


def _at_odds(total: Statement, count: Count, notices: Notices, instruments: Instruments) -> Iterator[Conflict]:
    list_, year = str(count.list), _year_of(total)
    own = notices.find_statement(total.document, list_, year)
    day = count.as_of or instruments.known_days.get(total.document)
    known = notices.known_by(day, list_, year) if day is not None else []
    enumerated = len(own) >= _FEWEST_NOTICES
    if enumerated and (count.count not in _sums(own) if year else count.count < min(_sums(own))):
        yield from _conflict(total, count, year, own)
    elif known and count.count < min(_sums(known)):
        yield from _conflict(total, count, year, known)


def _conflict(total: Statement, count: Count, year: int | None, notices: Sequence[Notice]) -> Iterator[Conflict]:
    _, standing, _ = _sums(notices)
    summed = [statement for notice in notices for statement in notice.statements]
    sides = [side_of(str(count.count), [total]), side_of(f"sum {standing}", summed, computed=True)]
    yield from conflict_of(None, "count", sides, subject=f"{count.list} {year}" if year else count.list)


def _sums(notices: Sequence[Notice]) -> tuple[int, int, int]:
    """All that were listed; without those whose listing was ended; without the suspended as well."""
    return (
        sum(notice.added for notice in notices),
        sum(notice.added for notice in notices if not notice.ended),
        sum(notice.added for notice in notices if not (notice.ended or notice.suspended)),
    )


def _notice(key: str, stated: Stated, document: str | None, instruments: Instruments) -> Notice:
    """A notice according to one document, or to all: the heaviest count, else the names of the document that names most."""
    changes = [statement for statement in _changes(key, instruments) if document in {None, statement.document}]
    actions = {change.content.action for change in changes if isinstance(change.content, StatusChange)}
    counts = [(statement, statement.content) for statement in stated if isinstance(statement.content, Count)]
    if counts:
        rank = min(statement.rank for statement, _ in counts)
        added = max(count.count for statement, count in counts if statement.rank == rank)
        account = [statement for statement, count in counts if count.count == added]
    else:
        account = max(_by_document(stated), key=lambda names: len(distinct_entities(names)))
        added = len(distinct_entities(account))
    return Notice(
        added, bool(actions & {"stop", "repeal"}), bool(actions & {"suspend", "extend"}), (*account, *changes)
    )


def _changes(key: str, instruments: Instruments) -> Iterator[Statement]:
    """What is stated about the end or the suspension of a whole notice."""
    for statement in instruments.statements.get(key, ()):
        content = statement.content
        changes = isinstance(content, StatusChange) and content.action in _CHANGES
        if changes and not any(target.clause for target in getattr(content, "targets", ())):
            yield statement


def _by_document(stated: Iterable[Statement]) -> list[list[Statement]]:
    groups: dict[str, list[Statement]] = defaultdict(list)
    for statement in stated:
        groups[statement.document].append(statement)
    return list(groups.values())


def _year_of(total: Statement) -> int | None:
    """The year that a total is of, as its sentence says: 2025年被列入…的有56個."""
    quotes = (total.lead, *(span.quote for span in total.evidence))
    years = {int(year) for quote in quotes for year in _YEAR.findall(normalize(quote).text)}
    return years.pop() if len(years) == 1 else None


def _is_of(year: int | None, key: str) -> bool:
    """Whether a notice is of a year; one without a number is taken for one of the year that its table is about."""
    number = parse_key(key)
    return year is None or number is None or number.year in {None, year}


def _published(key: str, instruments: Instruments) -> date | None:
    """The earliest publication day that a source states for a notice."""
    contents = [statement.content for statement in instruments.statements.get(key, ())]
    return min((c.published for c in contents if isinstance(c, Announcement) and c.published), default=None)
