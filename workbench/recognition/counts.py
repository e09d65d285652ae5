"""The numbers of entities or items that a text says are listed, taken off, or stand on a list (15家美国实体, 共2家, 56个)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from workbench.facts.fact import Evidence, Fact, make_fact
from workbench.facts.kinds import Count, ListName
from workbench.recognition.entities_english import find_english_statements
from workbench.recognition.entities_lists import LIST_NAME, list_of
from workbench.recognition.entities_names import find_names
from workbench.recognition.entities_phrases import ListingPhrase
from workbench.recognition.entities_tables import find_listing_rows
from workbench.recognition.jurisdictions import place_of
from workbench.recognition.lists_around import CountAction, ListsAround, PhrasesAt, act_behind, lists_around
from workbench.recognition.reading import Reading
from workbench.text import han_pattern, parse_integer

_NUMBER = "(?P<number>[0-9]{1,4}|[一二两三四五六七八九十百廿卅]{1,4})"
_INITIALS = "(?=[约近逾超0-9一二两三四五六七八九十百廿卅])"
_ENTITIES = han_pattern(
    rf"{_INITIALS}(?<![0-9第一二三四五六七八九十百廿])(?<!万(?=[0-9]))(?<![0-9]\.)(?<![这那](?=[一二两三]))(?P<about>约|近|逾|超过)?{_NUMBER}"
    rf"(?P<more>多|余)?(?:家|个|名|间|所|位)(?![跟与同和])"
    r"(?P<group>(?:[^、。,;:()|\t\n0-9]{0,10}?(?:的|等)?)?(?:后附《?[\u4e00-\u9fff]{2,4}清单》?列明的)?[^、。,;:()|\t\n0-9]{0,6}?"
    r"(?:[「“][^」”。;\n]{2,40}?)?"
    r"(?:实体|企业|公司|机构|银行|人员|个人|成员|高管|主管|管理者|高层|组织|集团|大学|承包商|军火商|单位|美企|外企|台企|日企|欧企))"
)
_MEN = han_pattern(rf"(?<=等)(?P<about>约)?{_NUMBER}(?P<more>多|余)?(?P<group>人)(?=采取|实施|列入|制裁|反制)")
_ANNEX_TOTAL = han_pattern(rf"(?:共计?|合计|总计)\s?{_NUMBER}\s?(?P<unit>家|人|名|个)")
_OF_A_LIST = han_pattern("(?:名单|清单)[,为有]?$")
_CONTROLLED = han_pattern("的?(?:出口)?管[制控]措施")
_STANDING = han_pattern(
    rf"(?:实体|企业|公司|机构|个人)(?:共|共计|总计|合计|累计)?(?:有|达|为)(?:约)?{_NUMBER}(?:多|余)?(?:家|个|名)(?![\u4e00-\u9fff]{{0,6}}(?:列入|纳入))"
)
_OF_A_YEAR = re.compile(r"[0-9]{4}年度?[^,。;0-9]{0,4}$")
_YEAR_BEFORE = han_pattern(r"(?<![0-9])[0-9]{4}年度?(?=[^,。;0-9]{0,4}[列纳]入)")
_WHO_IS_COUNTED = re.compile(r"\([^()]{2,60}\)")
_AND_OTHERS = han_pattern("等")
# 倘若1家公司由…持股: one of any, no number of those listed.
_ANY_ONE = han_pattern(r"(?:倘若|如果|假如|若|[每任]何?)$")
_OWN = han_pattern(r"中国|中方|我国|中资|国内|境内")
_NAMED_LIST = han_pattern(LIST_NAME)
# 3A001项技术: the figures end a code and count nothing.
_ITEMS = han_pattern(
    rf"{_INITIALS}(?<![0-9.第一二三四五六七八九十百])(?<![0-9][A-E])(?P<about>约|近|逾|超过)?{_NUMBER}(?P<more>多|余)?(?:种|项|項|类|个)"
    rf"(?![跟与同和])"
    r"(?P<group>[^、。,;:()《》\n0-9]{0,14}?(?:物项|化学品|产品|元素|材料|技术|商品|稀土|矿产|设备))"
)
_LONGEST_TITLE = 120
_CONTROL = han_pattern(r"管制|许可证管理|管理范围|列管|易制毒|两用物项|增列")
# 三类“未经许可擅自出口管制物项”案件: cases are counted, not items.
_OF_CASES = han_pattern('[”」』"]?(?:的)?(?:违法|违规)?(?:案|行为|情形)')
_NO_ITEM = han_pattern(
    r"实体|公司|机构|组织|个人|部门|措施|国家|企业|公告|内容|建议|方面|行业|特征|特性|情形|条件|环节|步骤|版本|案例|案件|问题|^工作日|^自然日|^月内|提交"
)


@dataclass(frozen=True, slots=True)
class _Stated:
    start: int
    end: int
    count: int
    list: ListName | None
    action: CountAction
    approximate: bool
    jurisdiction: str | None
    phrase: ListingPhrase | None
    first_named: str | None = None


def entity_count_facts(reading: Reading, phrases: tuple[ListingPhrase, ...]) -> Iterable[Fact]:
    """A count for every number of entities that a statement about a list gives, each once per list and act."""
    seen: set[tuple[int, str | None, CountAction, str | None]] = set()
    for stated in sorted(_stated(reading, phrases), key=lambda one: one.start):
        content = _entity_count(reading, stated)
        key = (content.count, content.list, stated.action, content.instrument)
        if key not in seen:
            seen.add(key)
            notes = ("count_differs_from_names",) if _differs_from_names(reading, stated) else ()
            yield make_fact(reading.document.id, content, _evidence(reading, stated), "rules", notes=notes)


def item_count_facts(reading: Reading) -> Iterable[Fact]:
    """A count for every number of items that a sentence about control gives (7种关键中重稀土物项)."""
    seen: set[tuple[int, str | None]] = set()
    for match in _ITEMS.finditer(reading.text):
        sentence = reading.sentence_at(match.start())
        count = parse_integer(match["number"])
        if count is None or _NO_ITEM.search(match["group"]) or reading.is_caption(match.start()):
            continue
        if _OF_CASES.match(reading.text, match.end()):
            continue
        if not _CONTROL.search(reading.text, sentence.start, sentence.end):
            continue
        instrument = reading.instrument_at(match.start())
        if (count, instrument) not in seen:
            seen.add((count, instrument))
            approximate = bool(match["about"] or match["more"])
            content = Count(
                instrument=instrument, of="items", action="add", count=count, approximate=approximate,
                actor=reading.actor_at(match.start()),
            )  # fmt: skip
            yield make_fact(reading.document.id, content, reading.evidence(match.span()), "rules")


def _stated(reading: Reading, phrases: tuple[ListingPhrase, ...]) -> Iterator[_Stated]:
    phrases_at = PhrasesAt(phrases)
    for match in (*_ENTITIES.finditer(reading.text), *_MEN.finditer(reading.text)):
        stated = _in_statement(reading, match, phrases_at)
        if stated is not None:
            yield stated
    for match in _STANDING.finditer(reading.text):
        yield from _standing(reading, match)
    yield from _in_annex(reading, phrases)
    for row in find_listing_rows(reading):
        if row.count is not None and row.count_span is not None:
            first = row.name.name_zh or row.name.name_original if row.name else None
            span = row.count_span
            yield _Stated(span.start, span.end, row.count, row.list, "add", False, None, None, first)
    for one in find_english_statements(reading.normal):
        if one.count is None:
            continue
        yield _Stated(one.start, one.end, one.count, one.list, one.action, False, one.jurisdiction, None)


def _in_statement(reading: Reading, match: re.Match[str], phrases: PhrasesAt) -> _Stated | None:
    """A number of entities in a sentence that names a list; Chinese firms are on lists of others."""
    text, count = reading.text, parse_integer(match["number"])
    if (
        count is None
        or match["number"] == "一"
        or (count == 1 and _ANY_ONE.search(text, max(0, match.start() - 4), match.start()))
        or reading.is_caption(match.start())
        or _OWN.search(match["group"])
    ):
        return None
    phrase = phrases.first(match.start())
    around = lists_around(reading, reading.sentence_at(match.start()))
    resumed = phrase is None and not around.speaks_of_list
    if resumed and not around.listed_before:
        return None
    if phrase is not None and phrase.list:
        list_name: ListName | None = phrase.list
    else:
        # 对28家美国实体的出口管制措施: of these the measure says which list.
        # 被列入的12家美国实体: the list is the one named last in the paragraph.
        named = around.last_list_of_line if resumed else around.first_list
        measured: ListName | None = "export_control" if _CONTROLLED.match(text, match.end()) else None
        list_name = around.list_behind(match.end()) or measured or named
    if reading.actor_at(match.start()) != "CN":
        list_name = "foreign"
    elif list_name == "foreign" and around.is_of_china(whole_line=resumed):
        list_name = "countermeasure"
    if list_name is None and around.names_any(whole_line=resumed):
        list_name = "countermeasure"
    return _Stated(
        match.start(), match.end(), count, list_name, _action(text, around, match, phrase),
        bool(match["about"] or match["more"]), place_of(match["group"]), phrase,
    )  # fmt: skip


def _action(text: str, around: ListsAround, match: re.Match[str], phrase: ListingPhrase | None) -> CountAction:
    """What is done to so many: the act that follows soonest in the clause, else the last one before."""
    if phrase is not None and phrase.action in {"remove", "suspend", "stop"}:
        return phrase.action
    ahead = act_behind(re.split("[。;\n|\t]", text[match.end() : match.end() + 30])[0])
    return ahead or around.act_before(match.start()) or "add"


def _standing(reading: Reading, match: re.Match[str]) -> Iterator[_Stated]:
    """被列入…清单的实体有56个: what a list holds on a day."""
    count = parse_integer(match["number"])
    sentence = reading.sentence_at(match.start())
    start = max(sentence.start, reading.text.rfind(";", 0, match.start()) + 1)
    words = reading.text[start : match.end()]
    if count is None or (listed := list_of(words)) is None:
        return
    named = list(_NAMED_LIST.finditer(words))
    begin = named[-1].start() if named else 0
    year = _OF_A_YEAR.search(words[:begin])
    counted = _WHO_IS_COUNTED.match(reading.text, match.end())
    first, last = start + (year.start() if year else begin), counted.end() if counted else match.end()
    yield _Stated(first, last, count, list_of(words[begin:]) or listed, "total", False, None, None)


def _in_annex(reading: Reading, phrases: tuple[ListingPhrase, ...]) -> Iterator[_Stated]:
    """(共2家) and 共15人 in the lines of an annex."""
    lists = [phrase.list for phrase in phrases if phrase.annexed and phrase.list] or [
        phrase.list for phrase in phrases if phrase.list
    ]
    if not lists:
        return
    for match in _ANNEX_TOTAL.finditer(reading.text):
        count = parse_integer(match["number"])
        in_list = reading.is_act or _OF_A_LIST.search(reading.text, max(0, match.start() - 6), match.start())
        if count is not None and in_list:
            yield _Stated(match.start(), match.end(), count, lists[-1], "add", False, None, None)


def _entity_count(reading: Reading, stated: _Stated) -> Count:
    return Count(
        instrument=_act_of(reading, stated.start) if stated.action != "total" else None,
        of="entities",
        list=stated.list,
        action=stated.action,
        count=stated.count,
        approximate=stated.approximate,
        as_of=_as_of(reading, stated),
        first_named=stated.first_named or _first_named(reading, stated),
        jurisdiction=stated.jurisdiction,
        actor=reading.actor_at(stated.start) if stated.list in {"foreign", None} else "CN",
    )


def _act_of(reading: Reading, position: int) -> str | None:
    """The act under discussion; within the title of another act, that other act."""
    near = reading.act_titles_in(max(0, position - _LONGEST_TITLE), position)[-1:]
    if near and position < near[0].end and near[0].number is not None:
        return near[0].key
    return reading.instrument_at(position)


def _differs_from_names(reading: Reading, stated: _Stated) -> bool:
    """Whether a statement counts more or fewer than the two or more that it names one by one (兩家銀行 with three names).

    Where the enumeration is open (X等10家), only more names than the number are a difference.
    """
    phrase = stated.phrase
    if phrase is None or stated.approximate or not phrase.names_start <= stated.start < phrase.end:
        return False
    named = [one for one in find_names(reading.normal, phrase.names_start, phrase.names_end) if one.certain]
    if len(named) < 2:
        return False
    closes = _AND_OTHERS.search(reading.text, phrase.names_start, max(phrase.names_end, stated.start))
    return len(named) > stated.count or (closes is None and len(named) < stated.count)


def _as_of(reading: Reading, stated: _Stated) -> date | None:
    """The day of a total: the one its sentence gives, else the document's."""
    if stated.action != "total":
        return None
    sentence = reading.sentence_at(stated.start)
    dated = [one.value for one in reading.dates_in(sentence.start, sentence.end) if one.value is not None]
    return dated[-1] if dated else reading.published


def _first_named(reading: Reading, stated: _Stated) -> str | None:
    """X in X等10家."""
    phrase = stated.phrase
    before = reading.text[max(0, stated.start - 1) : stated.start]
    if phrase is None or before != "等" or phrase.names_start >= stated.start:
        return None
    names = find_names(reading.normal, phrase.names_start, stated.start - 1)
    return (names[0].name_zh or names[0].name_original) if names else None


def _evidence(reading: Reading, stated: _Stated) -> tuple[Evidence, ...]:
    """The number with the words that say what was done to so many."""
    phrase = stated.phrase
    near = phrase is not None and phrase.end - stated.start <= 80 and phrase.end > stated.start
    end = phrase.end if phrase is not None and near else stated.end
    return reading.evidence(
        *_year_before(reading, stated), (stated.start, end), *reading.number_in_cut_row(stated.start)
    )


def _year_before(reading: Reading, stated: _Stated) -> list[tuple[int, int]]:
    """The year that a total goes on with from the total before it in its sentence: 2025年被列入…;被列入…的有55个."""
    if stated.action != "total" or _YEAR_BEFORE.search(reading.text, stated.start, stated.end):
        return []
    begin = max(reading.text.rfind(mark, 0, stated.start) for mark in "。\n")
    years = list(_YEAR_BEFORE.finditer(reading.text, begin + 1, stated.start))
    return [years[0].span()] if len({year[0] for year in years}) == 1 else []
