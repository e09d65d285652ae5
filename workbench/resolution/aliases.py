"""Which keys mean one instrument: numbers without a year, titles with a number, short and full titles of laws.

An alias is made only where one reading is possible; what is ambiguous stays apart and can be seen to.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from workbench.facts.fact import instruments_of
from workbench.facts.kinds import Announcement, LegalInstrument
from workbench.facts.references import is_key, parse_key, short_title, title_key
from workbench.recognition.references import parse_reference
from workbench.resolution.statement import Statement
from workbench.text import fold_script

_LEADING = re.compile(fold_script("^(?:关于)?(?:公布|发布)?(?:关于)?"))
_TRAILING = re.compile(fold_script("的?(?:公告|决定|通知|通告|令)$"))


@lru_cache(maxsize=20_000)
def key_of(written: str) -> str:
    """The key of a reference as written; text that is no known form is a title. No alias is followed."""
    if "/" in written and is_key(written):
        return written
    return parse_reference(written) or title_key(written)


def core_title(title: str) -> str:
    """What a title is about: without country, 《》, 关于/公布 and 的公告/的决定, which sources put on as they like."""
    return _TRAILING.sub("", _LEADING.sub("", short_title(title)))


def find_aliases(statements: Sequence[Statement]) -> dict[str, str]:
    """Key -> the key that stands for it, for every key that is not its own."""
    keys = {key_of(key) for statement in statements for key in instruments_of(statement.content)}
    aliases = _full_laws(keys)
    aliases |= _dated_numbers(statements, keys)
    by_core: dict[str, list[str]] = defaultdict(list)
    for key in sorted(keys - aliases.keys()):
        if key.startswith("title/"):
            by_core[core_title(key.removeprefix("title/"))].append(key)
    numbered = _numbers_of_titles(statements, aliases)
    for core, titles in by_core.items():
        # Of titles that say the same and have no number, the first in order stands for all.
        target = numbered.get(core, titles[0]) if core else None
        aliases |= {title: target for title in titles if target is not None and title != target}
    return aliases


def _full_laws(keys: Iterable[str]) -> dict[str, str]:
    """Short titles of laws, and titles that are laws, lead to the longest title that differs by the country alone."""
    titles: dict[str, list[str]] = defaultdict(list)
    for key in keys:
        scheme, _, title = key.partition("/")
        if scheme in {"law", "title"}:
            titles[short_title(title)].append(key)
    aliases: dict[str, str] = {}
    for variants in titles.values():
        laws = sorted((key for key in variants if key.startswith("law/")), key=lambda key: (-len(key), key))
        aliases |= {key: laws[0] for key in variants if laws and key != laws[0]}
    return aliases


def _dated_numbers(statements: Sequence[Statement], keys: Iterable[str]) -> dict[str, str]:
    """`MOFCOM/announcement//55` leads to the year that each document which says so can only mean."""
    years: dict[tuple[str, str, int], set[str]] = defaultdict(set)
    for key in keys:
        number = parse_key(key)
        if number is not None and number.year is not None:
            years[number.authority, number.type, number.number].add(key)
    in_document: dict[str, set[str]] = defaultdict(set)
    for statement in statements:
        in_document[statement.document].update(map(key_of, instruments_of(statement.content)))
    meant: dict[str, set[str | None]] = defaultdict(set)
    for statement in statements:
        for key in map(key_of, instruments_of(statement.content)):
            number = parse_key(key)
            if number is not None and number.year is None:
                dated = years[number.authority, number.type, number.number]
                meant[key].add(_only_one(dated, in_document[statement.document], statement.year))
    return {key: next(iter(found)) or key for key, found in meant.items() if len(found) == 1 and None not in found}


def _only_one(dated: set[str], in_document: set[str], year: int | None) -> str | None:
    """The one dated key that a document means: named in it, else of its own year or the year before."""
    near = dated & in_document
    if not near and year is not None:
        near = {key for key in dated if (number := parse_key(key)) and number.year in {year, year - 1}}
    elif not near:
        near = dated
    return next(iter(near)) if len(near) == 1 else None


def _numbers_of_titles(statements: Sequence[Statement], aliases: Mapping[str, str]) -> dict[str, str]:
    """Core title -> number, where the heaviest sources that give both agree on one."""
    told: dict[str, dict[str, int]] = defaultdict(dict)
    for statement in statements:
        content = statement.content
        if isinstance(content, Announcement | LegalInstrument) and content.title:
            key = _number_told(content, aliases)
            if key is not None:
                ranks = told[core_title(content.title)]
                ranks[key] = min(statement.rank, ranks.get(key, statement.rank))
    numbers = {}
    for title, ranks in told.items():
        heaviest = [key for key, rank in ranks.items() if rank == min(ranks.values())]
        if len(heaviest) == 1 and title:
            numbers[title] = heaviest[0]
    return numbers


def _number_told(content: Announcement | LegalInstrument, aliases: Mapping[str, str]) -> str | None:
    """The number that a statement gives beside a title: as its instrument, or as the number it writes out."""
    written = content.number_text if isinstance(content, Announcement) else content.number
    for reference in (content.instrument, written):
        key = key_of(reference) if reference else ""
        key = aliases.get(key, key)
        if parse_key(key) is not None:
            return key
    return None
