"""Which keys mean one instrument: numbers without a year, titles with a number, short and full titles of laws.

An alias is made only where one reading is possible; what is ambiguous stays apart and can be seen to.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from workbench.facts.kinds import Announcement, LegalInstrument
from workbench.facts.references import AUTHORITY_NAMES, is_key, parse_key, short_title, title_key
from workbench.resolution.described import act_described, numbers_described
from workbench.resolution.statement import Statement
from workbench.text import fold_script

_NUMBER = re.compile(
    fold_script(
        r"^(?:(?!关于|公布|暂停).){0,40}?(?:公告|令|机制)[〔\[(]?(?:\d{4}|[〇零一二三四五六七八九]{4})?[〕\])]?年?第?\d+号(?:公告|令)?[:：]?(?=.)"
    )
)
_ISSUERS = re.compile(
    fold_script(
        rf"^(?:(?:{'|'.join(AUTHORITY_NAMES.values())}|國家國防科技工業局|國防科工局|國家原子能機構)[、和及]?)+(?=關於|(?:公布|發布)(?!的))"
    )
)
_LEADING = re.compile(fold_script("^(?:关于)?(?:公布|发布)?(?:关于)?"))
_TRAILING = re.compile(fold_script("的?(?:公告|决定|通知|通告|令)$"))
NEWS_DAYS = 45
"""A source that uses a title shared by several acts means the one published at most this many days before it."""
_REPOSTED_DAYS = 31
"""A title published this many days from the date of a number is the title of another act."""


@lru_cache(maxsize=20_000)
def key_of(written: str) -> str:
    """The key of a reference as written; text that is no known form is a title. No alias is followed."""
    if "/" in written and is_key(written):
        return written
    from workbench.recognition.references import (
        parse_reference,  # here: most keys are keys, and the rules take long to load
    )

    return parse_reference(written) or title_key(written)


def core_title(title: str) -> str:
    """What a title is about: without its number, issuers, country, 《》, 关于/公布 and 的公告/的决定, put on as sources like."""
    return _TRAILING.sub("", _LEADING.sub("", _ISSUERS.sub("", _NUMBER.sub("", short_title(title)))))


@dataclass(frozen=True)
class Aliases:
    """What each key stands for: those that facts use, and by the same rules those that somebody asks with."""

    met: frozenset[str]
    """Keys that occur in facts."""
    chosen: Mapping[str, str]
    """Key in a fact -> the key that stands for it; keys that stand for themselves are left out."""
    laws: Mapping[str, str]
    """Short title -> key of the law."""
    titles: Mapping[str, str]
    """Core title -> the act with that title."""
    numbers: Mapping[tuple[str, str, int], frozenset[str]]
    """Authority, type and number -> the acts with that number, one a year."""
    several: Mapping[str, frozenset[str]]
    """Core title -> the acts that share it, where the heaviest sources give it to more than one."""
    days: Mapping[str, frozenset[date]]
    """Key -> the publication days that sources state for it."""

    def candidates(self, key: str) -> tuple[str, ...]:
        """The acts that a key could mean, sorted; empty where it can mean only one."""
        if self.canonical(key) != key:
            return ()
        number = parse_key(key)
        if number is not None and number.year is None:
            return tuple(sorted(self.numbers.get((number.authority, number.type, number.number), ())))
        scheme, _, title = key.partition("/")
        return tuple(sorted(self.several.get(core_title(title), ()))) if scheme == "title" else ()

    def key(self, written: str) -> str:
        """The canonical key of a reference in any written form."""
        return self.canonical(key_of(written))

    def meant_in(self, key: str, statement: Statement) -> str:
        """The canonical key for a key as used in one statement."""
        if not self.several:
            return self.canonical(key)
        return self.meant_on(key, vars(statement.content).get("published") or statement.published)

    def meant_on(self, key: str, stated: date | None) -> str:
        """The canonical key for a key as used on a day: of several acts that share a title, the one just published."""
        canonical = self.canonical(key)
        if stated is None or not self.several or not canonical.startswith("title/"):
            return canonical
        candidates = self.candidates(canonical)
        near = [
            act for act in candidates if any(0 <= (stated - day).days <= NEWS_DAYS for day in self.days.get(act, ()))
        ]
        return near[0] if len(near) == 1 else canonical

    def canonical(self, key: str) -> str:
        """The canonical key for a key: itself where it has no alias, or could be an alias of more than one."""
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
    """The aliases that follow from statements; `subjects` gives the keys that each statement is about."""
    met = frozenset(key for keys in subjects for key in keys)
    numbers: dict[tuple[str, str, int], set[str]] = defaultdict(set)
    for key in met:
        number = parse_key(key)
        if number is not None and number.year is not None:
            numbers[number.authority, number.type, number.number].add(key)
    laws = _laws(met)
    chosen = _dated_numbers(statements, subjects, numbers)
    days = _stated_days(statements, chosen)
    titles, several = _acts_of_titles(statements, met, laws, chosen, days)
    for key in met:
        scheme, _, title = key.partition("/")
        if scheme in {"law", "title"}:
            announced = _announced(titles.get(core_title(title))) if scheme == "law" else None
            chosen[key] = announced or laws.get(short_title(title)) or titles.get(core_title(title)) or key
    frozen = {act: frozenset(keys) for act, keys in numbers.items()}
    stated = {key: frozenset(days) for key, days in days.items()}
    return Aliases(met, {key: act for key, act in chosen.items() if key != act}, laws, titles, frozen, several, stated)


def _announced(act: str | None) -> str | None:
    """The announcement that a measure was published as (《…办法》, 公告第60号); an order that promulgates a law is another thing."""
    number = parse_key(act) if act else None
    return act if number is not None and number.type == "announcement" else None


def _laws(keys: Iterable[str]) -> dict[str, str]:
    """Short title -> law; of titles that differ only by the country, the longest."""
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
    """Resolve `MOFCOM/announcement//55` to the year that every document using it can only mean."""
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


def _stated_days(statements: Iterable[Statement], dated: Mapping[str, str]) -> dict[str, set[date]]:
    """Key -> publication days stated for it."""
    days: dict[str, set[date]] = defaultdict(set)
    for statement in statements:
        content = statement.content
        if content.kind == "announcement" and content.instrument and content.published:
            key = key_of(content.instrument)
            days[dated.get(key, key)].add(content.published)
    return days


def _acts_of_titles(
    statements: Sequence[Statement],
    keys: Iterable[str],
    laws: Mapping[str, str],
    dated: Mapping[str, str],
    days: Mapping[str, set[date]],
) -> tuple[dict[str, str], dict[str, frozenset[str]]]:
    """Core title -> the number of the act, where the heaviest sources that give both agree on one; and titles of several acts.

    Where no source gives both, a number that sources describe as the title does. Of equivalent titles without a number the first
    in order stands for all; a title that sources give to two numbers is an alias of neither.
    """
    stated = _numbers_of_titles(statements, dated)
    by_core: dict[str, list[str]] = defaultdict(list)
    for key in sorted(keys):
        if key.startswith("title/") and short_title(key.removeprefix("title/")) not in laws:
            by_core[core_title(key.removeprefix("title/"))].append(key)
    core_days = {core: set().union(*(days.get(key, set()) for key in same)) for core, same in by_core.items()}
    acts: dict[str, str] = {}
    several: dict[str, frozenset[str]] = {}
    for core, ranks in stated.items():
        heaviest = [act for act, rank in ranks.items() if rank == min(ranks.values())]
        near = [act for act in heaviest if _same_time(core_days.get(core, set()), days.get(act, set()))]
        if core and len(near) == 1:
            acts[core] = near[0]
        elif core and len(near) > 1:
            several[core] = frozenset(near)
    open_cores = {core: same for core, same in by_core.items() if core and core not in acts and core not in several}
    described = numbers_described(statements, dated) if open_cores else {}
    number_days: dict[str, set[date]] = core_days | {act: days.get(act, set()) for act in described}
    for core, same in open_cores.items():
        acts[core] = act_described(core, open_cores, described, number_days) or same[0]
    return acts, several


def _numbers_of_titles(statements: Iterable[Statement], dated: Mapping[str, str]) -> dict[str, dict[str, int]]:
    """Core title -> number that a source gives beside it -> rank of the heaviest such source."""
    stated: dict[str, dict[str, int]] = defaultdict(dict)
    for statement in statements:
        content = statement.content
        if content.kind in {"announcement", "legal_instrument"} and content.title:
            act = _stated_number(content, dated)
            if act is not None:
                ranks = stated[core_title(content.title)]
                ranks[act] = min(statement.rank, ranks.get(act, statement.rank))
    return stated


def _same_time(days: set[date], others: set[date]) -> bool:
    """Whether two publication days can be of one act: a re-post some days later is no other act."""
    return not days or not others or any(abs((day - other).days) <= _REPOSTED_DAYS for day in days for other in others)


def _stated_number(content: Announcement | LegalInstrument, dated: Mapping[str, str]) -> str | None:
    """The number that a statement gives beside a title: as its instrument, or as the number it writes out."""
    written = content.number_text if isinstance(content, Announcement) else content.number
    for reference in (content.instrument, written):
        key = key_of(reference) if reference else ""
        key = dated.get(key, key)
        if parse_key(key) is not None:
            return key
    return None
