"""Conflicts on names: an entity whose name lost or gained a character, and a notice that is given to two lists.

Renderings of one foreign name differ (伊比魯斯, 伊庇魯斯; 洛克希德·馬丁, 洛歇馬丁) and a tail is often left out
(洛克希德·馬丁 for …導彈與火控公司): both are ways of writing. A character that is missing before or within a name changes it:
無人機技術公司 is not 反無人機技術公司.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from workbench.facts.kinds import Count, Listing
from workbench.resolution.conflicts.meant import statements_of_kind
from workbench.resolution.conflicts.sides import Conflict, conflict_of, opposed, side_of
from workbench.resolution.instruments import Instruments
from workbench.resolution.statement import Statement
from workbench.text import fold, han_pattern

_LOST_AT_MOST = 2
_LEGAL_FORM = han_pattern("(?:股份有限公司|有限责任公司|有限公司|株式会社|公司|集团|企业)+$")
_ENGLISH_FORM = han_pattern("(?:corporation|incorporated|company|limited|corp|inc|llc|ltd|lp|co)+$")
_FROM = han_pattern("^(?:美国|中国台湾|台湾|加拿大|日本|欧盟|英国|韩国|法国|德国|中国|香港)")


Stated = tuple[str, Statement]
Named = dict[str, list[Stated]]
"""A name in one form of writing -> how it is written, and who writes it."""
Noticed = tuple[str | None, Named]
"""A notice, and the names that sources give as listed by it; None for names that no source attributes to a notice."""


@lru_cache(maxsize=20_000)
def name_key(name: str) -> str:
    """A name in one form of writing: script, case, punctuation, legal form and country in front do not count."""
    folded = fold(name).text
    bare = _FROM.sub("", _ENGLISH_FORM.sub("", _LEGAL_FORM.sub("", folded)))
    return bare or folded


def distinct_entities(statements: Iterable[Statement]) -> list[list[Statement]]:
    """Listings by entity: those that share a name, Chinese or original, are of one."""
    entities: list[list[Statement]] = []
    by_name: dict[str, list[Statement]] = {}
    for statement in statements:
        names = _names_of(statement)
        entity = next((by_name[name] for name in names if name in by_name), None)
        if entity is None:
            entities.append(entity := [])
        entity.append(statement)
        by_name |= {name: by_name.get(name, entity) for name in names}
    return entities


def find_name_conflicts(instruments: Instruments) -> Iterator[Conflict]:
    """Conflicts on the Chinese name of an entity: two names of one notice that differ by a lost character.

    A source that names no notice may mean any notice of the list. Names that one document gives both are two entities.
    """
    by_notice: dict[str, Named] = defaultdict(lambda: defaultdict(list))
    of_no_notice: dict[str, Named] = defaultdict(lambda: defaultdict(list))
    for key, statement, name, list_ in _stated_names(instruments):
        named = by_notice[key] if key is not None else of_no_notice[list_]
        named[name_key(name)].append((name, statement))
    sources: dict[str, set[str]] = defaultdict(set)
    for named in (*by_notice.values(), *of_no_notice.values()):
        for name, stated in named.items():
            sources[name].update(statement.document for _, statement in stated)
    for those, others in _compared_sets(by_notice, of_no_notice):
        for (key, named, name), (key_of_fuller, named_fuller, fuller) in _lost_names(those, others):
            if not sources[name] & sources[fuller]:
                yield from _one_lost(key or key_of_fuller, name, named[name], fuller, named_fuller[fuller])


def find_list_conflicts(instruments: Instruments) -> Iterator[Conflict]:
    """Conflicts on which list a notice is about; a document that reports on both lists leaves open which is meant."""
    by_notice: dict[str, dict[str, list[Statement]]] = defaultdict(lambda: defaultdict(list))
    stated: list[tuple[str | None, Statement, Listing | Count]] = [
        *statements_of_kind(instruments, Listing),
        *statements_of_kind(instruments, Count),
    ]
    for key, statement, content in stated:
        if key is not None and content.list not in {None, "foreign"}:
            by_notice[key][str(content.list)].append(statement)
    for key, lists in by_notice.items():
        if len(lists) > 1:
            documents = {name: {statement.document for statement in group} for name, group in lists.items()}
            sides = [side_of(name, group) for name, group in lists.items()]
            at_odds = opposed(sides, lambda side, other: not documents[side.key] & documents[other.key])  # noqa: B023
            yield from conflict_of(key, "list", at_odds)


def _stated_names(instruments: Instruments) -> Iterator[tuple[str | None, Statement, str, str]]:
    """Instrument, statement, Chinese name and list of every entity that is named."""
    for key, statement, listing in statements_of_kind(instruments, Listing):
        if listing.name_zh:
            yield key, statement, listing.name_zh, listing.list or ""
    for key, statement, count in statements_of_kind(instruments, Count):
        if count.first_named:
            yield key, statement, count.first_named, count.list or ""


def _compared_sets(
    by_notice: Mapping[str, Named], of_no_notice: Mapping[str, Named]
) -> Iterator[tuple[Sequence[Noticed], Sequence[Noticed]]]:
    """Those of each notice; those of no notice, among themselves and with all notices of their list, both ways."""
    for key, named in by_notice.items():
        yield [(key, named)], [(key, named)]
    of_list: dict[str, list[Noticed]] = defaultdict(list)
    for key, named in by_notice.items():
        stated = next(iter(named.values()))[0][1].content
        of_list[getattr(stated, "list", None) or ""].append((key, named))
    for list_, named in of_no_notice.items():
        alone: list[Noticed] = [(None, named)]
        yield alone, alone
        if list_ and list_ in of_list:
            yield alone, of_list[list_]
            yield of_list[list_], alone


def _lost_names(
    those: Sequence[Noticed], others: Sequence[Noticed]
) -> Iterator[tuple[tuple[str | None, Named, str], tuple[str | None, Named, str]]]:
    """Each name of `those` with each of `others` that it can have lost a character of."""
    by_form: dict[tuple[int, str], list[tuple[str | None, Named, str]]] = defaultdict(list)
    for key, named in others:
        for name in named:
            by_form[len(name), name[-1:]].append((key, named, name))
    for key, named in those:
        for name in named:
            for lost in range(1, _LOST_AT_MOST + 1):
                for fuller in by_form.get((len(name) + lost, name[-1:]), ()):
                    if _lost_within(name, fuller[2]):
                        yield (key, named, name), fuller


def _one_lost(
    key: str | None, name: str, stated: Sequence[Stated], fuller: str, stated_fuller: Sequence[Stated]
) -> Iterator[Conflict]:
    sides = [
        side_of(form, [statement for _, statement in each], each[0][0])
        for form, each in ((name, stated), (fuller, stated_fuller))
    ]
    yield from conflict_of(key, "name", sides, subject=fuller)


def _lost_within(name: str, fuller: str) -> bool:
    """Whether `name` is `fuller` without a few characters, none of them at its end."""
    rest = iter(fuller)
    return len(name) > _LOST_AT_MOST and not fuller.startswith(name) and all(char in rest for char in name)


def _names_of(statement: Statement) -> list[str]:
    content = statement.content
    names = (content.name_zh, content.name_original) if isinstance(content, Listing) else ()
    return [name_key(name) for name in names if name]
