"""Counts of entities, checked by list and notice; a number of one list given for another is found here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from workbench.facts.base import CATEGORIES
from workbench.facts.kinds import Count, ListName, StatusChange
from workbench.recognition.jurisdictions import places_in
from workbench.resolution import Statement
from workbench.text import han_pattern, parse_integer
from workbench.verification.antecedents import meant_in, sentences
from workbench.verification.checked import Checked
from workbench.verification.findings import Finding
from workbench.verification.forms import normal_form, pairs_of
from workbench.verification.item_counts import to_clause_end
from workbench.verification.known import Notice, keys_of
from workbench.verification.listed import lists_in
from workbench.verification.markdown import Unit

Doing = Literal["add", "stop", "suspend", "change", "total"]

_NUMBER = r"(?P<number>(?<![A-Za-z])[0-9]{1,4}|[一二两三四五六七八九十百]{1,4}(?=[多余家名人个间所]))"
# 家 and 名 count nothing else; 人 where the phrase ends; 個, 間, 所 or no measure word where the noun follows.
_COUNTS_ENTITIES = (
    r"(?:家|名|人(?=[,。;、)]|$)|(?:[个间所]|(?![年月日天号款条项个]))"
    r"(?=[\u4e00-\u9fffA-Za-z ]{0,6}?(?:实体(?!清单)|企业|公司|机构(?!清单)|entities|companies|firms)))"
)
_ENTITIES = han_pattern(rf"(?<![0-9.第])(?P<about>约|近|逾|超过)?{_NUMBER}(?P<more>多|余)?\s?{_COUNTS_ENTITIES}")
"""A number of entities; `about` or `more` where it is approximate."""
_ENGLISH = re.compile(
    r"(?<![0-9.])(?P<number>[0-9]{1,4})\s(?:[A-Z][A-Za-z.]*\s|foreign\s)?(?:entities|companies|firms)"
)
_DOINGS: tuple[tuple[Doing, re.Pattern[str]], ...] = (
    ("suspend", han_pattern("暂停|中止|延续|suspend")),
    ("stop", han_pattern("停止|解除|取消|终止|移出|lifted|stopp|remov")),
    ("change", han_pattern("调整|adjust")),
    ("add", han_pattern("新增|列入|增列|纳入|加入|add|list(?:ed|ing)")),
    ("total", han_pattern("在列|总数|共有|累计|total")),
)
_TOTAL = han_pattern(r"仍在|在列|总数|(?:名单|清单)上?(?:共|现|仍)?[有为]$|still (?:on|listed)")
_OWN_FIRMS = han_pattern("中国企业|中国公司|中企|中资|Chinese (?:companies|entities|firms)")
_NAMED = han_pattern("(?:列名|载明|其中)[^0-9]{0,3}$")
_ANOTHER = han_pattern("[另首头][1一]$")
_EACH = han_pattern("^[家名人]?一")
_NEW = han_pattern("新增|新发布|new|added", re.IGNORECASE)
_AHEAD = 16
_SAME_OCCASION = 3
_LIST_WORDS: Mapping[ListName, str] = {
    "unreliable_entity": "unreliable entity list",
    "export_control": "export control list",
    "watch": "watch list",
    "countermeasure": "countermeasure list",
    "foreign": "foreign list",
}


@dataclass(frozen=True, slots=True)
class _EntityCount:
    """A number of entities that a unit gives, at [start, end) of its normal text."""

    count: int
    start: int
    end: int
    doing: Doing
    """What is done to so many, or `total` where so many are on the list."""
    approximate: bool
    """Whether it is given as 約, 近, 逾, 多 or the like: such a number contradicts nothing."""


def count_findings(checked: Checked) -> Iterator[Finding]:
    """A finding for every number of entities, or of acts of a category, that the facts contradict or do not give."""
    for unit in checked.policy_units:
        yield from _entity_counts(checked, unit)
        yield from _acts_of_category(checked, unit)


def _entity_counts(checked: Checked, unit: Unit) -> Iterator[Finding]:
    reported = [one for one in _numbers(unit) if not one.approximate]
    if not reported:
        return
    for one in reported:
        own, lists = _meant_by(checked, unit, one)
        if own and not any(checked.known.knows(key) for key in own):
            continue  # that no source names the act is found elsewhere; numbers of other acts say nothing of it
        if not lists:
            yield from _of_no_list(checked, unit, one)
            continue
        fits = {listed: _admissible(checked, unit, listed, one.doing, own) for listed in sorted(lists)}
        fits = {listed: stated for listed, stated in fits.items() if stated}
        wrong = [listed for listed, stated in fits.items() if one.count not in stated]
        if not wrong:
            yield from _of_country(checked, unit, one, own)
        if wrong:
            yield _contradicted(checked, unit, one, wrong, fits, own)
        elif not fits and one.count > 1:
            quote = unit.normal.quote(one.start, one.end)
            yield checked.finding("unsupported", "count", unit, quote, facts_say="no fact gives a number for this list")


def _clause_around(unit: Unit, one: _EntityCount) -> str:
    """The words between the commas around a number."""
    text = unit.normal.text
    start = max(text.rfind(mark, 0, one.start) for mark in ",。;") + 1
    stop = re.search("[,。;]", text[one.end :])
    return unit.normal.quote(start, one.end + stop.start() if stop else len(text))


def _of_country(checked: Checked, unit: Unit, one: _EntityCount, own: tuple[str, ...]) -> Iterator[Finding]:
    """8 家日本實體, of a notice that counts so many of another country."""
    words = re.split("[,。;|、()]", unit.normal.text[one.start : one.end + _AHEAD])[0]
    places = places_in(words)
    if len(places) != 1:
        return
    (reported,) = places
    stated = [
        (s, count)
        for key in own
        for s, count in checked.known.of(key, Count)
        if count.count == one.count and count.of == "entities" and count.jurisdiction
    ]
    if stated and all(count.jurisdiction != reported for _, count in stated):
        yield checked.finding(
            "contradicted", "scope", unit, unit.normal.quote(one.start, one.start + len(words)), says=reported,
            facts_say="; ".join(dict.fromkeys(f"{count.instrument}: {count.count} {count.jurisdiction}" for _, count in stated)),
            statements=[statement for statement, _ in stated], severity="high",
        )  # fmt: skip


def _meant_by(checked: Checked, unit: Unit, one: _EntityCount) -> tuple[tuple[str, ...], frozenset[ListName]]:
    """The acts and the lists that a number is about: those of its sentence, where that names any; else the line's."""
    text = unit.normal.text
    if unit.kind != "row":
        own = checked.subjects.numbered_in(_clause_around(unit, one), unit)
        of_own = frozenset(notice.list for notice in checked.known.notices if notice.key in own)
        if of_own:
            return own, of_own
    spans = list(sentences(text))
    if unit.kind != "row" and len(spans) > 1:
        start, end = next((span for span in spans if span[0] <= one.start < span[1]), (0, len(text)))
        sentence = unit.normal.quote(start, end)
        own = meant_in(checked.subjects, unit, start, end) or checked.subjects.by_entity(sentence)
        of_own = frozenset(notice.list for notice in checked.known.notices if notice.key in own)
        lists = lists_in(sentence) or of_own
        if lists:
            return own, lists
    above = (checked.subjects.numbered_in(parent.text, parent) for parent in reversed(unit.parents))
    own = checked.subjects.numbered_in(unit.text, unit) or next(filter(None, above), ()) or checked.subjects.own(unit)
    return own, _lists(checked, unit, own)


def _acts_of_category(checked: Checked, unit: Unit) -> Iterator[Finding]:
    """A number of acts that a category is said to have gained in the period, beyond those that sources know of."""
    category, count = unit.cell("category"), unit.cell("count")
    if category is None or count is None or checked.period is None or not _NEW.search(normal_form(count.header).text):
        return
    named = next((name for name in CATEGORIES if name in category.text), None)
    figure = re.match(r"\s*([0-9]+)", count.text)
    if named is None or figure is None:
        return
    known = [
        key
        for key in checked.known.of_category.get(named, ())
        if any(day in checked.period for day in checked.known.published(key).values)
    ]
    if int(figure[1]) > len(known):
        facts_say = f"published in the period, by the facts: {len(known)}" + (f" ({', '.join(known)})" if known else "")
        yield checked.finding("unsupported", "count", unit, count.text, facts_say=facts_say)


def _lists(checked: Checked, unit: Unit, own: tuple[str, ...]) -> frozenset[ListName]:
    """The lists that a number is about: those that the unit names, those of the notices it names, else its context's."""
    cell = unit.cell("list")
    named = lists_in(cell.text) if cell is not None else frozenset()
    named = named or lists_in(unit.text)
    by_notice = frozenset(notice.list for notice in checked.known.notices if notice.key in own)
    if by_notice and not named & by_notice:
        return by_notice  # a notice under another list: its number is checked against its own list
    return named or by_notice or checked.subjects.lists(unit)


def _numbers(unit: Unit) -> Iterator[_EntityCount]:
    text = unit.normal.text
    yield from _bare_cell(unit)
    found = {match.start("number"): match for match in (*_ENGLISH.finditer(text), *_ENTITIES.finditer(text))}
    for match in found.values():  # a number that both patterns read counts once
        count = parse_integer(match["number"])
        behind = text[match.end() : match.end() + _AHEAD]
        if (
            count is None
            or _OWN_FIRMS.search(behind)
            or _ANOTHER.search(text[: match.end("number")])
            or (count == 1 and _EACH.search(behind))
            or _NAMED.search(text, 0, match.start())
        ):
            continue
        loose = match.re is _ENTITIES and bool(match["about"] or match["more"])
        yield _EntityCount(count, match.start(), match.end(), _doing(unit, match.start(), match.end()), loose)


def _bare_cell(unit: Unit) -> Iterator[_EntityCount]:
    """A number alone under 家數, in a row about a list."""
    cell = unit.cell("count")
    if cell is None or unit.cell("category") is not None or unit.cell("list") is None:
        return
    if re.fullmatch(r"[0-9]{1,4}", cell.text.strip()):
        position = [column for column, _ in unit.columns].index("count")
        start = unit.normal.offset(sum(len(value) + len(" | ") for value in unit.values[:position]))
        yield _EntityCount(int(cell.text), start, start + len(cell.text.strip()), _doing(unit, start, start), False)


def _doing(unit: Unit, start: int, end: int) -> Doing:
    """What is done to so many: by the words behind the number in its clause, else before it, else in its row."""
    text = unit.normal.text
    behind = re.split("[,。;|、(]", text[end : end + _AHEAD])[0]
    if text[end : end + 1] == ")" or re.match(r"[^,。;|、()]{0,6}\)", text[end:]):
        behind = re.split("[,。;|、]", text[end : end + 2 * _AHEAD])[0]
    clause = text[max(text.rfind(mark, 0, start) for mark in "。;|") + 1 : start]
    if _TOTAL.search(clause[clause.rfind(",") + 1 :]):
        return "total"
    before = clause[-2 * _AHEAD :]
    for words in (behind, before, _row_words(unit), *map(_folded, unit.context)):
        found = [(match.start(), doing) for doing, pattern in _DOINGS for match in pattern.finditer(words)]
        if found:
            return (max if words is before else min)(found)[1]
    return "add"


def _row_words(unit: Unit) -> str:
    return _folded(" ".join(cell.text for cell in unit.cells if cell.column in {"list", "name"}))


def _folded(text: str) -> str:
    return normal_form(text).text


def _admissible(
    checked: Checked, unit: Unit, listed: ListName, doing: Doing, own: tuple[str, ...]
) -> dict[int, tuple[Statement, ...]]:
    """Number -> the statements that give it: of one notice, or the sum of those that were published or changed together."""
    notices = [notice for notice in checked.known.notices if notice.list == listed]
    meant = [notice for notice in notices if notice.key in own]
    if not meant:
        of_day = [notice for notice in checked.subjects.notices_in(unit) if notice.list == listed]
        meant = of_day or notices
    if doing in {"stop", "suspend", "change"} and len(meant) > 1:
        meant = [notice for notice in meant if _changed(checked, notice, doing)]
        meant = _of_occasion(checked, unit, meant) or meant
    givers: dict[int, tuple[Statement, ...]] = {}
    for notice in meant:
        for count in notice.counts:
            givers[count] = (*givers.get(count, ()), *notice.statements)
    for together in _together(checked, meant, doing):
        total = sum(max(notice.counts) for notice in together)
        givers.setdefault(total, tuple(s for notice in together for s in notice.statements))
    of_one = {notice.key for notice in meant} if any(notice.key in own for notice in meant) else None
    if doing == "total" and of_one is None:
        still = [n for n in notices if checked.known.status(n.key).status not in {"stopped", "repealed"}]
        givers.setdefault(sum(max(n.counts) for n in still), tuple(s for n in still for s in n.statements))
    for statement, content in checked.known.of_kind(Count):
        act = checked.known.instruments.key(content.instrument) if content.instrument else None
        if of_one is not None and act not in of_one:
            continue
        if content.list == listed and (content.action in {doing, "total"} or act is None or of_one):
            givers[content.count] = (*givers.get(content.count, ()), statement)
    return givers if meant else {}


def _of_occasion(checked: Checked, unit: Unit, notices: list[Notice]) -> list[Notice]:
    """Those that were changed on the occasion that the line, or what it stands under, names: 吉隆坡經貿磋商."""
    words = frozenset[str]().union(*(pairs_of(text) for text in (unit.text, *unit.context[:2])))
    return [
        notice
        for notice in notices
        if any(len(pairs_of(occasion) & words) >= _SAME_OCCASION for occasion in _occasions(checked, notice))
    ]


def _occasions(checked: Checked, notice: Notice) -> set[str]:
    return {
        content.occasion
        for _, content in checked.known.of(notice.key, StatusChange)
        if content.occasion and content.action in {"stop", "suspend", "extend"}
    }


def _changed(checked: Checked, notice: Notice, doing: Doing) -> bool:
    types = {"stop": {"stop"}, "suspend": {"suspend", "extend"}}.get(doing, {"stop", "suspend", "extend"})
    return any(event.type in types for event in checked.known.status(notice.key).events)


def _together(checked: Checked, notices: list[Notice], doing: Doing) -> Iterator[list[Notice]]:
    """Notices of one day; for a change, also those that were changed on one occasion or one day; and all of them."""
    by_day = sorted((n for n in notices if n.published), key=lambda n: sorted(n.published))
    for _, group in groupby(by_day, key=lambda n: sorted(n.published)):
        yield list(group)
    if doing in {"change", "stop", "suspend"}:
        groups: dict[str, list[Notice]] = {}
        for notice in notices:
            for mark in sorted(_marks(checked, notice)):
                groups.setdefault(mark, []).append(notice)
        yield from groups.values()
    yield notices


def _marks(checked: Checked, notice: Notice) -> set[str]:
    """Occasion and first day of what was done to a notice."""
    marks = {normal_form(occasion).text for occasion in _occasions(checked, notice)}
    days = {
        event.from_.isoformat()
        for event in checked.known.status(notice.key).events
        if event.from_ and event.type in {"stop", "suspend", "extend"}
    }
    return marks | days


def _contradicted(
    checked: Checked,
    unit: Unit,
    one: _EntityCount,
    wrong: list[ListName],
    fits: Mapping[ListName, Mapping[int, tuple[Statement, ...]]],
    own: tuple[str, ...],
) -> Finding:
    facts_say = "; ".join(f"{_LIST_WORDS[listed]}: {_notices(fits[listed])}" for listed in wrong)
    others = [listed for listed in _LIST_WORDS if listed not in wrong and one.count in _all_of(checked, listed)]
    if others:
        facts_say += f"; {one.count} is a number of the {_LIST_WORDS[others[0]]}"
    behind = [s for listed in wrong for group in fits[listed].values() for s in group if isinstance(s.content, Count)]
    of_notices = [s for s in behind if getattr(s.content, "instrument", None)]
    of_own = [s for s in of_notices if any(checked.known.instruments.key(key) in own for key in keys_of(s))]
    return checked.finding(
        "contradicted", "count", unit, unit.normal.quote(one.start, to_clause_end(unit, one.end)),
        says=str(one.count), facts_say=facts_say, statements=of_own or of_notices or behind,
    )  # fmt: skip


def _notices(stated: Mapping[int, tuple[Statement, ...]]) -> str:
    parts = []
    for count, statements in sorted(stated.items()):
        keys = dict.fromkeys(k for s in statements if (k := getattr(s.content, "instrument", None)))
        if keys:
            parts.append(f"{count} ({', '.join(keys)})")
    return ", ".join(parts) or ", ".join(map(str, sorted(stated)))


def _all_of(checked: Checked, listed: ListName) -> frozenset[int]:
    return frozenset(count for notice in checked.known.notices if notice.list == listed for count in notice.counts)


def _of_no_list(checked: Checked, unit: Unit, one: _EntityCount) -> Iterator[Finding]:
    """A number of entities in a line about no list that any fact knows of."""
    known = {count.count for _, count in checked.known.of_kind(Count)}
    if one.count not in known and one.count > 1:
        quote = unit.normal.quote(one.start, to_clause_end(unit, one.end))
        yield checked.finding("unsupported", "count", unit, quote, facts_say="no fact gives this number")
