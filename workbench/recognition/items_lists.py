"""Controlled items of numbered lists: the clauses and annexes of announcements, also where news repeats them.

A numbered segment is an item if it carries a code, or if it stands under a sentence that puts 以下物项 under control.
Segments under an item 具有以下特性 specify it and are none themselves.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from workbench.recognition.codes import CodeMention
from workbench.recognition.items_coded import name_at_code
from workbench.recognition.items_names import LONGEST, LONGEST_LATIN, NamedPart, is_item, is_latin, is_nameable, part_of
from workbench.recognition.reading import Reading, Span
from workbench.recognition.units import UNIT
from workbench.text import fold_script, han_pattern

# Behind a number in levels (1.1, 1.1.1): a mark, a name or a code.
_LEVEL_ENDS = (
    r"(?![0-9])(?:[.、](?:(?![0-9])|(?=[0-9][A-E][0-9]{3}))|(?=[\u4e00-\u9fff(]|\s?[0-9][A-E][0-9]{3}|\s[A-Z][a-z]{2}))"
)
_STYLES = (
    r"[一二三四五六七八九十]{1,3}、",
    r"\((?:[一二三四五六七八九十]{1,3}|[IVX]{1,4}|[a-h])\)",
    r"[0-9]{1,2}(?:[.、](?:(?![0-9])|(?=[0-9][A-E][0-9]{3}))|(?=[\u4e00-\u9fff]{2,20}\((?:单质|参考|包|海关|税则)))",
    # 2.5毫米厚的…, 1.2万…: two levels read like a figure, and are one where it counts or measures.
    rf"[0-9]{{1,2}}\.[0-9]{{1,2}}(?!{UNIT}|[万亿千百余多个家种项度以至]){_LEVEL_ENDS}",
    rf"[0-9]{{1,2}}(?:\.[0-9]{{1,2}}){{2}}{_LEVEL_ENDS}",
    rf"[0-9]{{1,2}}(?:\.[0-9]{{1,2}}){{3}}{_LEVEL_ENDS}",
    r"\([0-9]{1,2}\)",
    r"[a-z][.、)]",
)
_ONES = 2
"""The rank of 1., which the figure alone has too where 1.1 stands below it."""
_HEADS_LEVELS = re.compile(r"(?P<number>[0-9]{1,2})(?=[\u4e00-\u9fff][^\n]{1,40}\n+\s*(?P=number)\.1(?![0-9]))")
_RANKS = tuple(han_pattern(style) for style in _STYLES)
_RANK_BEGINS = frozenset(fold_script("一二三四五六七八九十(0123456789abcdefghijklmnopqrstuvwxyz"))
# The mark before a number that opens a segment within a line.
_BEFORE_INNER = han_pattern(
    r"[:。;)\]](?:(?=\([一二三四五六七八九十]{1,3}\))|"
    r"(?<!\])(?=[0-9]{1,2}[\u4e00-\u9fff]{2,20}\((?:单质|参考|包|海关|税则))|"
    r"(?<![\])])(?=(?:[0-9]{1,2}|[a-z])\.[\u4e00-\u9fff])|(?<=\))(?=[0-9]{1,2}\. [A-Z][a-z]))|"
    r"(?<=items)\.(?=1\. [A-Z][a-z])"
)
# 公告列出三类物项:(1)…;(2)…: a sentence that counts items and numbers them in its own line.
_COUNTED_INLINE = han_pattern(
    r"(?:列出|列明|涉及|包括|涵盖|管制)了?[0-9一二两三四五六七八九十]+[类种项个](?:相关)?(?:物项|产品|技术):(?=\(1\))"
)
_FIGURE_IN_LINE = re.compile(r"[:;](?=\([0-9]{1,2}\))")
_TRIGGER = han_pattern(
    r"(?:新增|增加|增列)了?(?:以下|下列|如下)[^。;:\n]{0,8}条目|"
    r"(?:以下|下列|如下)[^。;:\n]{0,16}(?:物项|产品|商品|货物|技术)|(?:以下|下列)(?:特性|特征|特点|条件)的[^。;:\n]{0,10}物项|"
    r"(?:物项|产品|商品|物项[^。;:,]{0,6}技术|出口[^。;:,]{0,8}技术)(?:表|清单|目录)(?:\([^()]*\))?$|物项[^。\n]{0,16}不得出口[:。]"
)
_TRIGGER_NEEDS = tuple(map(fold_script, ("物项", "产品", "商品", "货物", "技术", "条目")))
_TRIGGER_LATIN = re.compile(
    # the following items shall not be exported without a licence
    r"\b(?:following|below)\b[^.;:\n]{0,60}\b(?:items?|characteristics|conditions)\b[^.;:\n]{0,60}"
    r"(?:not be exported|without (?:a )?(?:permission|licen[cs]e|permit|approval)|export)|"
    # items listed below may not be exported
    r"\bitems?\b[^.;:\n]{0,60}\b(?:following|below)\b[^;:\n]{0,80}(?:not (?:be |allowed to be )?exported)|"
    r"export controls? on the following items",
    re.IGNORECASE,
)
_OTHER_LIST = han_pattern(
    r"(?:下列|以下|如下)(?:文件|材料|信息|情形|要求|措施|程序|条件|手续|资料|方式|行为|用途|最终)"
)
_CLAUSE = han_pattern(
    r"应当|出口经营者|商务部|海关(?!商品|编)|本公告|按照|依照|不予许可|逐案|许可证|处罚|最终用途|最终用户|申请"
)
_CLAUSE_LATIN = re.compile(
    r"\b(?:shall|must|may|exporters?|operators?|Ministry|this announcement|in accordance|documents?)\b", re.I
)
_SPECIFIED_BELOW = han_pattern(
    r"following (?:characteristics|conditions|parameters|properties)"
    r"|(?:以下|下列|下述)(?:所有|全部|任[一何]一?|各项|一项或多项|其一|之一)*(?:的)?(?:特性|特征|条件|要求|指标|参数)"
)
_OWN_CODE = han_pattern(
    r"(?>(?:[0-9][A-E][0-9]{3}(?:[.。][a-z](?![a-z])(?:[.。][0-9a-z]{1,2}(?![0-9a-z]))*)?[.。 ]*[、,]?)+)"
    r"(?!项|下(?![列述])|[和及])"
)
# 传输距离大于50千米: a limit that stands in a row of its own.
_LIMIT_ALONE = han_pattern(
    r"(?:大于|小于|高于|低于|等于|超过|不[小大低高少多]于|达到|至少|[≥≤<>])[^的\u4e00-\u9fff()]{0,4}[0-9][^的,;()]{0,16}$"
)
# 下列金属合金:, whose kinds stand in the rows below.
_BELOW = han_pattern(r"[ .]*(?:下列|以下|下述)(?!任|所有|各|特[性征点定]|条件|指标|参数|要求)(?=[\u4e00-\u9fff]{3})")
_PURPOSE = han_pattern("(?:专门|特别|可|能|主要|仅)*(?:设计|研制|改进)?(?:用于|适用于|用来|供|为)(?!.*的)")
_AND_BESIDES = han_pattern("[,;](?:并且|而且|且|并|同时)")
_ANOTHER = han_pattern(r"\)(?P<joint>或者?|和|及|以及|、|与)(?=[^,。;:()]{2,40}\((?:参考|海关|税则))")
_GROUP = han_pattern(r"[^,。;:()]{1,30}(?:相关物项|类物项|设备|材料|技术|原辅料|物项)[:。]?$")
_NOTE = han_pattern(r"(?:说明|注|备注)[0-9]*[:.]?|注[0-9]?:")
_KIND_FIRST = re.compile(r"(?:equipment|technolog|software|apparatus|materials? )", re.IGNORECASE)
_LONG_LINE = 40


@dataclass(frozen=True, slots=True)
class ListedItem:
    """An item of a list: its segment, its name, its own code and the other codes in the segment, and its group."""

    segment: Span
    part: NamedPart
    own_codes: tuple[CodeMention, ...]
    other_codes: tuple[CodeMention, ...]
    group: NamedPart | None
    described_to: int
    """End of its description: of the segment, or of the numbered lines below that specify it."""


@lru_cache(maxsize=1)
def find_listed_items(reading: Reading) -> tuple[ListedItem, ...]:
    """All items of numbered lists, in order; more than one rule asks for those of the document being read."""
    return tuple(_listed(reading, reading.codes))


def _listed(reading: Reading, codes: tuple[CodeMention, ...]) -> list[ListedItem]:
    text = reading.text
    items: list[ListedItem] = []
    in_list = False
    specified: int | None = None
    coded: int | None = None
    section: int | None = None  # rank of the heading under which the words stand that opened the list
    heading: int | None = None
    groups: list[tuple[int, NamedPart]] = []
    for line in reading.lines:
        for rank, segment in _segments(text, line):
            words = text[segment.start : segment.end]
            found = _codes_in(codes, segment)
            if rank is None:
                section = heading if _opens(words) else section
                in_list = _opens(words) or (in_list and (len(words) <= _LONG_LINE or bool(_NOTE.match(words))))
                specified = coded = None
                continue
            if section is not None and rank <= section and not found:
                in_list, section, groups = False, None, []
            heading = rank if not in_list else heading
            if coded is not None and rank <= coded:
                coded = None
            if specified is not None and rank > specified and not found:
                items[-1] = replace(items[-1], described_to=segment.end)
                continue
            specified = None
            if _is_clause(words) and not found:
                in_list, groups = _opens(words), []
                continue
            while groups and rank <= groups[-1][0]:
                groups.pop()
            item = _item(text, segment, found, in_list or coded is not None)
            if item is None:
                continue
            if words.endswith((":", ":\n")) and any(code.scheme == "control" for code in item[1]):
                coded = rank if coded is None else coded
            rows = _alternatives(text, segment, *item)
            group = groups[-1][1] if groups else None
            items.extend(ListedItem(*row, group, row[0].end) for row in rows)
            if _heads_group(words):
                groups.append((rank, item[0]))
            if _SPECIFIED_BELOW.search(words) or _is_specified(text, item[0], segment):
                specified = rank
    return items


def _segments(text: str, line: Span) -> Iterator[tuple[int | None, Span]]:
    """The numbered segments of a line with the rank of their number; rank None for words without one."""
    bounds = [line.start, *(mark.end() for mark in _BEFORE_INNER.finditer(text, line.start, line.end)), line.end]
    counted = _COUNTED_INLINE.search(text, line.start, line.end)
    if counted is not None:
        stop = text.find("。", counted.end(), line.end)
        end = stop + 1 if stop >= 0 else line.end
        figures = (mark.end() for mark in _FIGURE_IN_LINE.finditer(text, counted.end() - 1, end))
        bounds = sorted({*bounds, *figures, end})
    for start, end in pairwise(bounds):
        if start == end:
            continue
        while start < end and text[start] in " \t-•■●":
            start += 1
        number = _number_at(text, start, end)
        if number is not None:
            start = number[1].end()
            yield number[0], Span(start + (text[start : start + 1] == " "), end)
        elif own := _OWN_CODE.match(text, start, end):
            yield (1, Span(own.start(), end)) if own.end() < end else (None, Span(start, end))
        elif start < end:
            yield None, Span(start, end)


def _number_at(text: str, start: int, end: int) -> tuple[int, re.Match[str]] | None:
    """The number that opens a segment, and its rank."""
    if text[start : start + 1] not in _RANK_BEGINS:
        return None
    found = ((rank, match) for rank, style in enumerate(_RANKS) if (match := style.match(text, start, end)))
    heading = _HEADS_LEVELS.match(text, start)
    return next(found, None) or ((_ONES, heading) if heading is not None else None)


def _opens(words: str) -> bool:
    """Whether a line puts what follows it under control."""
    if "ollowing" in words and _TRIGGER_LATIN.search(words):
        return True
    if not any(word in words for word in _TRIGGER_NEEDS):
        return False
    counted = _COUNTED_INLINE.search(words + "(1)") is not None
    return (counted or bool(_TRIGGER.search(words))) and not _OTHER_LIST.search(words)


def _is_clause(words: str) -> bool:
    return bool(_CLAUSE.search(words) or _CLAUSE_LATIN.search(words)) or _opens(words)


def _codes_in(codes: tuple[CodeMention, ...], segment: Span) -> tuple[CodeMention, ...]:
    first = bisect_left(codes, segment.start, key=lambda code: code.start)
    return codes[first : bisect_left(codes, segment.end, key=lambda code: code.start)]


def _item(
    text: str, segment: Span, found: tuple[CodeMention, ...], in_list: bool
) -> tuple[NamedPart, tuple[CodeMention, ...], tuple[CodeMention, ...]] | None:
    own = _OWN_CODE.match(text, segment.start, segment.end)
    start = own.end() if own else segment.start
    below = _BELOW.match(text, start, segment.end)
    part = part_of(text, below.end() if below else start, segment.end)
    if part is None:
        return None
    part = _part_behind_purpose(text, part, segment) or part
    if own is not None:
        part = _part_behind_clause(text, part, segment) or part
    if own is None and not is_item(text[part.start : part.end]):
        part = _part_before_code(text, segment, found) or part
    name = text[part.start : part.end]
    own_codes = tuple(code for code in found if _is_own(text, code, part, own is not None and code.start < start))
    latin = is_latin(text, start, segment.end)
    sound = is_nameable(name) and len(name) <= (LONGEST_LATIN if latin else LONGEST)
    sound = sound and not (_LIMIT_ALONE.search(name) and not is_item(name))
    if not sound or not (own_codes or (in_list and (is_item(name) or latin or len(name) <= 30))):
        return None
    return part, own_codes, tuple(code for code in found if code not in own_codes)


def _part_behind_purpose(text: str, part: NamedPart, segment: Span) -> NamedPart | None:
    """X in `专门用于…飞艇,且具有下述任一特性的X`: a purpose before the comma describes what stands behind it."""
    joint = _AND_BESIDES.match(text, part.end, segment.end)
    if joint is None or not _PURPOSE.match(text, part.start, part.end):
        return None
    behind = part_of(text, joint.end(), segment.end)
    return behind if behind is not None and is_item(text[behind.start : behind.end]) else None


def _part_behind_clause(text: str, part: NamedPart, segment: Span) -> NamedPart | None:
    """X in `3E901 按照总说明,用于生产…的X`: a code leads the row, what stands before the comma names nothing."""
    if is_item(text[part.start : part.end]) or text[part.end : part.end + 1] != ",":
        return None
    behind = part_of(text, part.end + 1, segment.end)
    return behind if behind is not None and is_item(text[behind.start : behind.end]) else None


def _alternatives(
    text: str, segment: Span, part: NamedPart, own: tuple[CodeMention, ...], other: tuple[CodeMention, ...]
) -> list[tuple[Span, NamedPart, tuple[CodeMention, ...], tuple[CodeMention, ...]]]:
    """X(参考…)或Y(参考…): a row may name further items, each with its tariff codes; what leads the row is of all."""
    named = [(segment.start, part)]
    ends: list[int] = []
    for joint in _ANOTHER.finditer(text, part.end, segment.end):
        following = part_of(text, joint.end(), segment.end)
        if following is not None and is_item(text[following.start : following.end]):
            named.append((joint.end(), following))
            ends.append(joint.start("joint"))
    if not ends:
        return [(segment, part, own, other)]
    leading = tuple(code for code in own if code.start < part.start)
    rows = []
    for (start, thing), end in zip(named, (*ends, segment.end), strict=True):
        span = Span(start, end)
        behind = tuple(code for code in _codes_in(own, span) if code.start >= thing.end)
        rows.append((span, thing, (*leading, *behind), _codes_in(other, span)))
    return rows


def _part_before_code(text: str, segment: Span, found: tuple[CodeMention, ...]) -> NamedPart | None:
    """X in `未达到…指标,但已达到下述指标的X(参考海关商品编号:…)`: the item that the first bracket with a code stands behind."""
    start, end = name_at_code(text, found[0]) if found else (segment.start, segment.start)
    named = segment.start <= start < end <= (found[0].start if found else end) and is_item(text[start:end])
    return NamedPart(start, end, segment.end) if named else None


def _is_own(text: str, code: CodeMention, part: NamedPart, leads: bool) -> bool:
    """The item's own code leads the segment or stands in the bracket behind it; one within the name is another's."""
    if leads or code.scheme == "hs":
        return True
    return code.start >= part.end and "(" in text[part.end : code.start]


def _is_specified(text: str, part: NamedPart, segment: Span) -> bool:
    """Whether the lines below an English item specify it; below a kind of thing (equipment for …:) they are items."""
    words = text[segment.start : segment.end].rstrip()
    latin = is_latin(text, part.start, segment.end) and words.endswith(":")
    return latin and _KIND_FIRST.match(text, part.start) is None


def _heads_group(words: str) -> bool:
    return bool(_GROUP.match(words)) and "(" not in words
