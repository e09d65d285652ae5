"""Conflicts on names: an entity whose name lost or gained a character, and a notice that is given to two lists.

Renderings of one foreign name differ (伊比魯斯, 伊庇魯斯; 洛克希德·馬丁, 洛歇馬丁) and a tail is often left out
(洛克希德·馬丁 for …導彈與火控公司): both are ways of writing. A character that is missing before or within a name changes it:
無人機技術公司 is not 反無人機技術公司.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
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


@lru_cache(maxsize=20_000)
def name_key(name: str) -> str:
    """A name in one form of writing: script, case, punctuation, legal form and country in front do not count."""
    folded = fold(name).text
    bare = _FROM.sub("", _ENGLISH_FORM.sub("", _LEGAL_FORM.sub("", folded)))
    return bare or folded


def distinct_entities(statements: Iterable[Statement]) -> list[list[Statement]]:
    """Listings by entity: those that share a name, Chinese or original, are of one."""
    entities: list[tuple[set[str], list[Statement]]] = []
    for statement in statements:
        keys = _names_of(statement)
        known = next((entity for entity in entities if entity[0] & keys), None)
        if known is None:
            entities.append((keys, [statement]))
        else:
            known[0].update(keys)
            known[1].append(statement)
    return [group for _, group in entities]


def find_name_conflicts(instruments: Instruments) -> Iterator[Conflict]:
    """Conflicts on the Chinese name of an entity that one notice lists.

    Two names are of one entity where sources give them one original name, or where each is the first named of the
    notice; any two of one notice and list that differ by a lost character alone are asked about too, unless a document
    gives both: then they are two companies.
    """
    by_notice: dict[str, list[tuple[str, Statement]]] = defaultdict(list)
    for key, statement, listing in statements_of_kind(instruments, Listing):
        if key is not None and listing.name_zh:
            by_notice[key].append((listing.name_zh, statement))
    for key, statement, count in statements_of_kind(instruments, Count):
        if key is not None and count.first_named:
            by_notice[key].append((count.first_named, statement))
    for key, told in by_notice.items():
        if len({statement.document for _, statement in told}) > 1:
            yield from _names_at_odds(key, told)


def find_list_conflicts(instruments: Instruments) -> Iterator[Conflict]:
    """Conflicts on the list that a notice is about; a document that tells of both lists leaves it open which is meant."""
    by_notice: dict[str, dict[str, list[Statement]]] = defaultdict(lambda: defaultdict(list))
    told: list[tuple[str | None, Statement, Listing | Count]] = [
        *statements_of_kind(instruments, Listing),
        *statements_of_kind(instruments, Count),
    ]
    for key, statement, content in told:
        if key is not None and content.list not in {None, "foreign"}:
            by_notice[key][str(content.list)].append(statement)
    for key, lists in by_notice.items():
        if len(lists) > 1:
            documents = {name: {statement.document for statement in group} for name, group in lists.items()}
            sides = [side_of(name, group) for name, group in lists.items()]
            at_odds = opposed(sides, lambda side, other: not documents[side.key] & documents[other.key])  # noqa: B023
            yield from conflict_of(key, "list", at_odds)


def _names_at_odds(key: str, told: Sequence[tuple[str, Statement]]) -> Iterator[Conflict]:
    statements: dict[str, list[Statement]] = defaultdict(list)
    written: dict[str, str] = {}
    for name, statement in told:
        statements[name_key(name)].append(statement)
        written.setdefault(name_key(name), name)
    documents = {name: {statement.document for statement in group} for name, group in statements.items()}
    by_length = sorted(statements, key=lambda name: (len(name), name))
    for index, name in enumerate(by_length):
        for fuller in by_length[index + 1 :]:
            if _lost_within(name, fuller) and not documents[name] & documents[fuller]:
                sides = [side_of(each, statements[each], written[each]) for each in (name, fuller)]
                yield from conflict_of(key, "name", sides, subject=fuller)


def _lost_within(name: str, fuller: str) -> bool:
    """Whether `name` is `fuller` without one or two characters that do not stand at its end."""
    lost = len(fuller) - len(name)
    return 0 < lost <= _LOST_AT_MOST < len(name) and not fuller.startswith(name) and is_subsequence(name, fuller)


def is_subsequence(part: str, whole: str) -> bool:
    """Whether the characters of `part` stand in `whole` in their order."""
    rest = iter(whole)
    return all(char in rest for char in part)


def _names_of(statement: Statement) -> set[str]:
    content = statement.content
    names = (content.name_zh, content.name_original) if isinstance(content, Listing) else ()
    return {name_key(name) for name in names if name}
