"""Notices that a source refers to only by whom they list: 決定將甲公司、乙公司等列入不可靠實體清單.

If the source came out soon after exactly one numbered notice that puts one of those names on the same list, it means that
notice, and the other names in its sentence are listed by that notice too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from workbench.facts.kinds import Listing
from workbench.facts.references import parse_key
from workbench.resolution.aliases import NEWS_DAYS, Aliases
from workbench.resolution.entities import name_keys
from workbench.resolution.statement import Statement

_Name = tuple[str, str]
"""A list, and a name on it as names are compared."""


def complete_by_names(statements: Sequence[Statement], aliases: Aliases) -> list[Statement]:
    """The statements, with the notice filled in where listings and counts refer to it by names alone."""
    completed = list(statements)
    groups = _sentences(statements)
    if not groups:
        return completed
    notices = _notices_by_name(statements, aliases)
    days = _days(statements, aliases)
    for group in groups:
        published = completed[group[0]].published
        names = [name for place in group for name in _names(completed[place])]
        meant = {
            key
            for name in names
            for key in notices.get(name, ())
            if published is not None and key in days and 0 <= (published - days[key]).days <= NEWS_DAYS
        }
        if len(meant) == 1:
            (key,) = meant
            for place in group:
                content = completed[place].content.model_copy(update={"instrument": key})
                completed[place] = completed[place]._replace(content=content)
    return completed


def _sentences(statements: Sequence[Statement]) -> list[list[int]]:
    """Places of what adds entities to one list in one sentence without naming a notice; each group names somebody."""
    groups: dict[tuple[str, int, str], list[int]] = defaultdict(list)
    for place, statement in enumerate(statements):
        content, sentence = statement.content, statement.sentence
        if content.kind not in {"listing", "count"} or content.instrument is not None or sentence is None:
            continue
        if content.action == "add" and content.list and statement.actor == "CN":
            groups[statement.document, sentence.start, content.list].append(place)
    return [group for group in groups.values() if any(statements[place].content.kind == "listing" for place in group)]


def _names(statement: Statement) -> Iterable[_Name]:
    content = statement.content
    if isinstance(content, Listing) and content.list:
        yield from ((content.list, name) for name in name_keys(content))


def _notices_by_name(statements: Iterable[Statement], aliases: Aliases) -> Mapping[_Name, set[str]]:
    """Who is put on which list -> the numbered notices that do it."""
    found: dict[_Name, set[str]] = defaultdict(set)
    for statement in statements:
        content = statement.content
        if isinstance(content, Listing) and content.action == "add" and content.instrument and content.actor == "CN":
            key = aliases.key(content.instrument)
            if parse_key(key) is not None:
                for name in _names(statement):
                    found[name].add(key)
    return found


def _days(statements: Iterable[Statement], aliases: Aliases) -> Mapping[str, date]:
    """Numbered act -> the earliest publication day stated for it."""
    days: dict[str, date] = {}
    for statement in statements:
        content = statement.content
        if content.kind == "announcement" and content.instrument and content.published:
            key = aliases.key(content.instrument)
            days[key] = min(content.published, days.get(key, content.published))
    return days
