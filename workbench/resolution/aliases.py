"""Which keys mean one instrument: numbers without a year, titles with a number, short and full titles of laws.

An alias is made only where one reading is possible; what is ambiguous stays apart and can be seen to.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from workbench.facts.kinds import Announcement, LegalInstrument
from workbench.facts.references import is_key, parse_key, short_title, title_key
from workbench.recognition.references import parse_reference
from workbench.resolution.statement import Statement
from workbench.text import fold_script

_NUMBER = re.compile(
    fold_script(
        r"^(?:(?!关于|公布|暂停).){0,40}?(?:公告|令|机制)[〔\[(]?(?:\d{4})?[〕\])]?年?第?\d+号(?:公告|令)?[:：]?(?=.)"
    )
)
_LEADING = re.compile(fold_script("^(?:关于)?(?:公布|发布)?(?:关于)?"))
_TRAILING = re.compile(fold_script("的?(?:公告|决定|通知|通告|令)$"))


@lru_cache(maxsize=20_000)
def key_of(written: str) -> str:
    """The key of a reference as written; text that is no known form is a title. No alias is followed."""
    if "/" in written and is_key(written):
        return written
    return parse_reference(written) or title_key(written)


def core_title(title: str) -> str:
    """What a title is about: without its number, country, 《》, 关于/公布 and 的公告/的决定, put on as sources like."""
    return _TRAILING.sub("", _LEADING.sub("", _NUMBER.sub("", short_title(title))))


@dataclass(frozen=True)
class Aliases:
    """What each key stands for: those that facts use, and by the same rules those that somebody asks with."""

    met: frozenset[str]
    """Keys that facts use."""
    chosen: Mapping[str, str]
    """Key that facts use -> the key that stands for it; without those that stand for themselves."""
    laws: Mapping[str, str]
    """Short title -> law."""
    titles: Mapping[str, str]
    """Core title -> the act of that title."""
    numbers: Mapping[tuple[str, str, int], frozenset[str]]
    """Authority, type and number -> the acts of that number, one a year."""

    def canonical(self, key: str) -> str:
        """The key that stands for a key; itself where none does, or where more than one could."""
        if key in self.met:
            return self.chosen.get(key, key)
        number = parse_key(key)
        if number is not None and number.year is None:
            acts = self.numbers.get((number.authority, number.type, number.number), frozenset())
            return next(iter(acts)) if len(acts) == 1 else key
        scheme, _, title = key.partition("/")
        if scheme in {"law", "title"}:
            return self.laws.get(short_title(title)) or self.titles.get(core_title(title)) or key
        return key


def find_aliases(statements: Sequence[Statement], subjects: Sequence[Sequence[str]]) -> Aliases:
    """The aliases that follow from statements; `subjects` holds the keys that each of them is about."""
    met = frozenset(key for keys in subjects for key in keys)
    numbers: dict[tuple[str, str, int], set[str]] = defaultdict(set)
    for key in met:
        number = parse_key(key)
        if number is not None and number.year is not None:
            numbers[number.authority, number.type, number.number].add(key)
    laws = _laws(met)
    chosen = _dated_numbers(statements, subjects, numbers)
    titles = _acts_of_titles(statements, met, laws, chosen)
    for key in met:
        scheme, _, title = key.partition("/")
        if scheme in {"law", "title"}:
            chosen[key] = laws.get(short_title(title)) or titles.get(core_title(title)) or key
    frozen = {act: frozenset(keys) for act, keys in numbers.items()}
    return Aliases(met, {key: act for key, act in chosen.items() if key != act}, laws, titles, frozen)


def _laws(keys: Iterable[str]) -> dict[str, str]:
    """Short title -> law; of titles that differ by the country alone, the longest."""
    laws: dict[str, str] = {}
    for key in sorted(keys, key=lambda key: (len(key), key)):
        scheme, _, title = key.partition("/")
        if scheme == "law":
            laws[short_title(title)] = key
    return laws


def _dated_numbers(
    statements: Sequence[Statement],
    subjects: Sequence[Sequence[str]],
    numbers: Mapping[tuple[str, str, int], set[str]],
) -> dict[str, str]:
    """`MOFCOM/announcement//55` leads to the year that each document which says so can only mean."""
    in_document: dict[str, set[str]] = defaultdict(set)
    for statement, keys in zip(statements, subjects, strict=True):
        in_document[statement.document].update(keys)
    meant: dict[str, set[str | None]] = defaultdict(set)
    for statement, keys in zip(statements, subjects, strict=True):
        for key in keys:
            number = parse_key(key)
            if number is not None and number.year is None:
                dated = numbers.get((number.authority, number.type, number.number), set())
                meant[key].add(_only_one(dated, in_document[statement.document], statement.year))
    return {key: act for key, acts in meant.items() if len(acts) == 1 and (act := next(iter(acts))) is not None}


def _only_one(dated: set[str], in_document: set[str], year: int | None) -> str | None:
    """The one dated key that a document means: named in it, else of its own year or the year before."""
    near = dated & in_document
    if not near and year is not None:
        near = {key for key in dated if (number := parse_key(key)) and number.year in {year, year - 1}}
    elif not near:
        near = dated
    return next(iter(near)) if len(near) == 1 else None


def _acts_of_titles(
    statements: Sequence[Statement], keys: Iterable[str], laws: Mapping[str, str], dated: Mapping[str, str]
) -> dict[str, str]:
    """Core title -> the act: its number, where the heaviest sources that give both agree on one.

    Of titles that say the same and have no number, the first in order stands for all; a title that sources give to
    two numbers stands for neither.
    """
    told: dict[str, dict[str, int]] = defaultdict(dict)
    for statement in statements:
        content = statement.content
        if isinstance(content, Announcement | LegalInstrument) and content.title:
            act = _number_told(content, dated)
            if act is not None:
                ranks = told[core_title(content.title)]
                ranks[act] = min(statement.rank, ranks.get(act, statement.rank))
    acts = {}
    for core, ranks in told.items():
        heaviest = [act for act, rank in ranks.items() if rank == min(ranks.values())]
        if len(heaviest) == 1 and core:
            acts[core] = heaviest[0]
    for key in sorted(keys):
        core = core_title(key.removeprefix("title/")) if key.startswith("title/") else ""
        if core and core not in told and short_title(key.removeprefix("title/")) not in laws:
            acts.setdefault(core, key)
    return acts


def _number_told(content: Announcement | LegalInstrument, dated: Mapping[str, str]) -> str | None:
    """The number that a statement gives beside a title: as its instrument, or as the number it writes out."""
    written = content.number_text if isinstance(content, Announcement) else content.number
    for reference in (content.instrument, written):
        key = key_of(reference) if reference else ""
        key = dated.get(key, key)
        if parse_key(key) is not None:
            return key
    return None
