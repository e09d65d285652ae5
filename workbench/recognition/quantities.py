"""Quantities with their comparator, in a normal text: 0.1%及以上, 大于50 μm且小于等于500 μm, 915兆赫或2450兆赫.

A comparator stands before the number or behind the unit; a bare quantity has none. A range is one quantity.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import zip_longest
from typing import Literal

from workbench.recognition.units import LOOSE, TIME, UNIT
from workbench.text import NormalText, fold_script, han_pattern, parse_decimal

Comparator = Literal["ge", "gt", "le", "lt", "eq", "between"]


def _by_word(**words: str) -> dict[str, Comparator]:
    """Word, folded as normal text is -> the comparator that it stands for."""
    comparators: dict[str, Comparator] = {"ge": "ge", "gt": "gt", "le": "le", "lt": "lt", "eq": "eq"}
    return {word: comparators[name] for name, line in words.items() for word in fold_script(line).split()}


_BEFORE = _by_word(
    ge="大于等于 大于或等于 大于或者等于 等于或大于 等于或高于 等于或优于 高于或等于 高于等于 超过或等于 达到或超过 "
    "不小于 不低于 不少于 不短于 不早于 至少 达到 ≥ >= &gt;= ≧",
    le="小于等于 小于或等于 小于或者等于 等于或小于 等于或低于 低于或等于 低于等于 不大于 不超过 不高于 不多于 "
    "不晚于 不迟于 不长于 最多 至多 ≤ <= &lt;= ≦",
    gt="大于 高于 超过 超出 超 多于 优于 逾 > &gt;",
    lt="小于 低于 少于 不足 不到 未满 短于 < &lt;",
    eq="等于 =",
)
_BEHIND = _by_word(
    ge="及以上 或以上 (含)以上 (含本数)以上 以上 及更高 或更高 或更大 或更多",
    le="及以下 或以下 (含)以下 (含本数)以下 以下 及更低 或更低 或更小 或更少 以内 之内 内",
    gt="(不含)以上",
    lt="(不含)以下",
)
_BEFORE |= {
    "at least": "ge", "no less than": "ge", "not less than": "ge", "greater than or equal to": "ge", "at most": "le",
    "no more than": "le", "not more than": "le", "not exceeding": "le", "less than or equal to": "le",
    "greater than": "gt", "more than": "gt", "exceeding": "gt", "less than": "lt",
}  # fmt: skip
_BEHIND |= {
    "or more": "ge", "or above": "ge", "and above": "ge", "or greater": "ge", "or higher": "ge", "and higher": "ge",
    "or less": "le", "or below": "le", "and below": "le", "or lower": "le", "or smaller": "le",
}  # fmt: skip
_WITH_ITS_END: dict[Comparator, Comparator] = {"gt": "ge", "lt": "le"}
_WITHOUT_ITS_END: dict[Comparator, Comparator] = {"ge": "gt", "le": "lt"}
# What a copy leaves where an exponent stood (5000 m? for m³): the unit cannot be known.
_LOST = frozenset({"?", "□", "\ufffd"})
_REACHES = fold_script("达到")
# 分辨率优于0.3米: what is better is smaller.
_BETTER: dict[str, Comparator] = {"优于": "lt", "等于或优于": "le"}
_BETTER = {fold_script(word): comparator for word, comparator in _BETTER.items()}
_FINER = han_pattern(
    r"(?:分辨率|精度|稳定性|稳定度|误差|偏差|重复性|漂移|粗糙度|不确定度|噪声|公差)(?:\([^()]*\))?(?:均|都|应)?$"
)
_LOWER, _UPPER = frozenset({"ge", "gt"}), frozenset({"le", "lt"})


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_HAN_DIGIT_CHARS = "零〇○一二三四五六七八九两十百万亿廿卅"
_HAN_DIGIT = f"(?:[{_HAN_DIGIT_CHARS}]|千(?![瓦米克帕赫伏焦兆电卡]))"
_NUMBER = (
    r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?|[0-9]+(?:[.。][0-9]+)?)(?:[千百十]?[万亿]+)?"
    rf"|(?![万亿千百]){_HAN_DIGIT}+(?:点{_HAN_DIGIT}+)?"
)
# A look at one character spares most of the text what stands behind it; so in the patterns below.
_MEASURE = han_pattern(
    rf"(?=[0-9+\-−百千{_HAN_DIGIT_CHARS}])"
    r"(?<![0-9A-Za-z^零〇○一二三四五六七八九十百第数几])(?<![0-9][.,/])(?<![0-9A-Za-z][\-])"
    rf"(?P<percent>百分之)?(?P<number>[+\-−]?(?:{_NUMBER}))(?P<power>[×xX*]10\^[\-−]?[0-9]{{1,2}})?(?P<about>多|余)?"
    rf"(?: ?(?P<unit>{UNIT}))?(?P<gloss>\([A-Za-zμ°/0-9]{{1,12}}\))?"
)
# 50-500μm: two numbers that share one unit; a date, a code or a CAS number has letters or a further hyphen around it.
_HYPHENED = han_pattern(
    rf"(?=[0-9])(?<![0-9A-Za-z.,/\-])(?P<low>[0-9]+(?:\.[0-9]+)?)-(?P<high>[0-9]+(?:\.[0-9]+)?) ?(?P<unit>{UNIT})"
    rf"(?![\-0-9])"
)
_COMPARED_BEFORE = han_pattern(
    rf"(?:(?P<word>{_any_of(_BEFORE)})(?:的|为|到|了)?|(?P<latest>不晚于|不迟于)[\u4e00-\u9fff]{{1,8}}后(?:的)?)"
    rf"(?P<about>约为?|大约|近)?\s?$"
)
_ABOUT_BEFORE = han_pattern(r"(?:约为?|大约|大概|近)$")
# What the two can end in, beside space: few numbers stand behind one of these, and the search takes its time.
_ENDS_BEFORE = frozenset({word[-1] for word in _BEFORE} | set(fold_script("的为到了后约近概")))
_COMPARED_BEHIND = han_pattern(rf"(?:(?<=层)级)?\s?(?P<word>{_any_of(_BEHIND)})")
_ABOUT_BEHIND = han_pattern(r"左右|上下")
_END_BEHIND = han_pattern(r"\((?P<not>不)?含(?:本数)?\)")
_TILDE = han_pattern(r"[~〜—–\-]+|至|到")
_BETWEEN = han_pattern(r"与|和|至|到")
_INTRODUCED = han_pattern(r"(?:介于|在)$")
_JOINED = han_pattern(r"[、,;]?(?:并且|而且|且|并|而|同时|但|和|及|至)?(?:其)?")
_ALTERNATIVE = han_pattern(r"或者?|、|和|及|/|至|~|-|—|–")
_CONTINUES = re.compile(rf"(?:{_ALTERNATIVE.pattern})?")
# What can stand behind a number without a unit that takes the unit of the quantity behind it: all others are passed by,
# and an article of customs codes has hundreds.
_CAN_SHARE = frozenset(
    {word[0] for word in _BEFORE} | set(fold_script("、,;/~-—–至到或和及并而且同但其约大近左上(")) | set(" \t\n")
)
_BRIDGE = re.compile(
    "["
    + re.escape(
        "".join(
            sorted(
                set(
                    "".join((*_BEFORE, *_BEHIND))
                    + fold_script(
                        "、,;:/~〜-—–至到或者和及与并且而同时但其约为大近概左右上下的了后自超在介于之间后含本数不()"
                    )
                    + " \t\n"
                )
            )
        )
    )
    + "A-Za-z\u4e00-\u9fff]{0,48}"
)
_NOT_A_TERM = han_pattern(r"[0-9月第级代份前后来]|[一二三四五六七八九十]月")
_LONGEST_NUMBER = 20
_LONGEST_WORD = 26

_SUBJECT = han_pattern(r"[A-Za-zα-ω0-9·/\-\u4e00-\u9fff()“”]{1,24}$")
_SUBJECT_CUT = han_pattern(
    r"应当|但是?|不得|必须|具有|满足|以下|特性|特征|所有|其中|且|并|以及|及其|或者?|和|的(?!比)|以|将|把|对|在|其|包括|含有|"
    r"时间内|[0-9][A-E][0-9]{3}(?:\.[a-z0-9]{1,2})*|能够|可以|用于|使用|采用|该|每|从|占(?!比)|含$|是|有|上述|主体|生产|研发|同时|涉及|并处|处(?![理于])|罚"
    r"|据说|[)(“”]"
)
# The end of a code of an entry: 5A902.a采用….
_ENTRY_END = han_pattern(r"[a-z](?=[\u4e00-\u9fff ])")
# 瞬时视场角(IFOV)小于…, 纯度(无机元素基准)大于…: what is measured stands before its gloss.
_GLOSS_BEFORE = han_pattern(r"(?<=[\u4e00-\u9fff])\([A-Za-z0-9\u4e00-\u9fff ]{1,16}\)$")
_NO_NOUN_ENDS = fold_script("后前内个家了及和与")
_SUBJECT_TAIL = han_pattern(r"(?:的|为|约|应|须|需|均|达|是|在|:)+$")


@dataclass(frozen=True, slots=True)
class QuantityMention:
    """A quantity at [start, end) of the normal text, comparator included.

    `comparator` is None for a bare quantity. `value` and `upper` have 万 and 亿 multiplied out; `unit` is as the
    source writes it. `subject` is the text just before it that names what is measured, as the source writes it.
    """

    start: int
    end: int
    comparator: Comparator | None
    value: Decimal
    unit: str
    upper: Decimal | None = None
    lower_inclusive: bool | None = None
    upper_inclusive: bool | None = None
    approximate: bool = False
    subject: str | None = None
    repaired: bool = False
    """Whether the source writes 。 where the number has a decimal point."""


def find_quantities(normal: NormalText) -> tuple[QuantityMention, ...]:
    """All quantities with a unit, in order, none overlapping another."""
    found = sorted((m for m in _measures(normal) if m is not None), key=lambda mention: mention.start)
    measures = _with_shared_units(normal.text, found)
    joined = _with_ranges(normal.text, [m for m in measures if m.unit])
    return tuple(_with_subjects(normal, joined))


def _measures(normal: NormalText) -> Iterator[QuantityMention | None]:
    """Every number with its unit (empty where there is none) and its comparator."""
    text = normal.text
    ranges = [mention for match in _HYPHENED.finditer(text) if (mention := _hyphened(normal, match)) is not None]
    yield from ranges
    numbers = [
        match
        for match in _MEASURE.finditer(text)
        if match["unit"] or match["percent"] or text[match.end() : match.end() + 1] in _CAN_SHARE
    ]
    for match, following in zip_longest(numbers, numbers[1:]):
        if not (match["unit"] or match["percent"] or _may_share(text, match, following)):
            continue
        if any(one.start <= match.start() < one.end for one in ranges):
            continue
        value = _value(match)
        if value is None or (text[match.end() : match.end() + 1] in _LOST and match["unit"]):
            continue
        unit = normal.quote(match.start("unit"), match.end("unit")) if match["unit"] else ""
        if match["percent"]:
            unit = "%"
        mention = _compared(text, match, value, unit)
        if not unit or _is_measure(text, match, mention):
            yield mention


def _may_share(text: str, match: re.Match[str], following: re.Match[str] | None) -> bool:
    """Whether nothing but comparators and joints stands between a bare number and the next one."""
    return following is not None and _BRIDGE.fullmatch(text, match.end(), following.start()) is not None


def _hyphened(normal: NormalText, match: re.Match[str]) -> QuantityMention | None:
    low, high = parse_decimal(match["low"]), parse_decimal(match["high"])
    if low is None or high is None or low >= high or match["unit"] in TIME:
        return None
    unit = normal.quote(match.start("unit"), match.end("unit"))
    return QuantityMention(match.start(), match.end(), "between", low, unit, high, True, True)


def _value(match: re.Match[str]) -> Decimal | None:
    if len(match["number"]) > _LONGEST_NUMBER:
        return None
    number = parse_decimal(match["number"].replace("。", ".").replace("−", "-"))
    if number is None or not match["power"]:
        return number
    return number * Decimal(10) ** int(match["power"].split("^")[1].replace("−", "-"))


def _compared(text: str, match: re.Match[str], value: Decimal, unit: str) -> QuantityMention:
    """The quantity with the comparator on either side of it; the one before it wins."""
    start, end = match.start(), match.end()
    comparator: Comparator | None = None
    approximate = bool(match["about"])
    last = text[start - 1 : start]
    introduced = last in _ENDS_BEFORE or last.isspace()
    before = _COMPARED_BEFORE.search(text, max(0, start - _LONGEST_WORD), start) if introduced else None
    if before is not None:
        comparator, start = _BEFORE[before["word"] or before["latest"]], before.start()
        if before["word"] in _BETTER and _FINER.search(text, max(0, start - 24), start):
            comparator = _BETTER[before["word"]]
        approximate = approximate or before["about"] is not None
    elif introduced and (about := _ABOUT_BEFORE.search(text, max(0, start - 3), start)):
        approximate, start = True, about.start()
    if unit and (behind := _COMPARED_BEHIND.match(text, end)):
        # 达到0.1%及以上: 达到 only leads to the number, what stands behind it compares.
        leads = before is not None and before["word"] == _REACHES
        if comparator is None or leads or comparator == _BEHIND[behind["word"]]:
            comparator, end = _BEHIND[behind["word"]], behind.end()
    if comparator is not None and (including := _END_BEHIND.match(text, end)):
        ends = _WITHOUT_ITS_END if including["not"] else _WITH_ITS_END
        comparator, end = ends.get(comparator, comparator), including.end()
    if about := _ABOUT_BEHIND.match(text, end):
        approximate, end = True, about.end()
    repaired = "。" in match["number"]
    return QuantityMention(start, end, comparator, value, unit, approximate=approximate, repaired=repaired)


def _is_measure(text: str, match: re.Match[str], mention: QuantityMention) -> bool:
    """Whether number and unit are a quantity, and no date, year, ordinal or ordinary word."""
    unit = match["unit"] or "%"
    figures = re.search(r"[0-9]", match["number"]) is not None
    if unit in TIME and unit in {"年", "日", "天", "周"}:
        if _NOT_A_TERM.match(text, match.end()) or mention.value >= 1000:
            return False
        if unit == "日":
            return mention.comparator == "le" and not text[: match.start()].endswith("月")
    return figures or unit not in LOOSE or mention.comparator is not None


def _with_shared_units(text: str, mentions: list[QuantityMention]) -> list[QuantityMention]:
    """915或2450兆赫, 大于50且小于等于500 μm: a number without a unit takes that of the quantity it is joined to."""
    shared: list[QuantityMention] = []
    following: QuantityMention | None = None
    for mention in reversed(mentions):
        if not mention.unit and following is not None and following.unit:
            gap = text[mention.end : following.start]
            if _ALTERNATIVE.fullmatch(gap) or (mention.comparator in _LOWER and _JOINED.fullmatch(gap)):
                mention = replace(mention, unit=following.unit)
        shared.append(mention)
        following = mention
    return shared[::-1]


def _with_ranges(text: str, mentions: list[QuantityMention]) -> Iterator[QuantityMention]:
    """Two quantities that are the ends of a range become one."""
    position = 0
    while position < len(mentions):
        pair = mentions[position : position + 2]
        ranged = _range_of(text, *pair) if len(pair) == 2 else None
        yield ranged if ranged is not None else mentions[position]
        position += 2 if ranged is not None else 1


def _range_of(text: str, low: QuantityMention, high: QuantityMention) -> QuantityMention | None:
    gap = text[low.end : high.start]
    if len(gap) > 6 or low.value >= high.value or fold_script(low.unit) != fold_script(high.unit):
        return None
    whole = replace(low, end=high.end, comparator="between", upper=high.value)
    if low.comparator in _LOWER and high.comparator in _UPPER and _JOINED.fullmatch(gap):
        return replace(whole, lower_inclusive=low.comparator == "ge", upper_inclusive=high.comparator == "le")
    if low.comparator is None and high.comparator is None and not low.approximate:
        if _TILDE.fullmatch(gap):
            return replace(whole, lower_inclusive=True, upper_inclusive=True)
        introduced = _INTRODUCED.search(text, max(0, low.start - 3), low.start)
        if introduced and _BETWEEN.fullmatch(gap):
            closing = 2 if text.startswith(fold_script("之间"), high.end) else 0
            return replace(whole, start=introduced.start(), end=high.end + closing)
    return None


def _with_subjects(normal: NormalText, mentions: Iterable[QuantityMention]) -> Iterator[QuantityMention]:
    """Each with what it measures.

    An alternative (915兆赫或2450兆赫) and a second bound (大于30分钟小于1小时) measure what the one before them does.
    """
    last: QuantityMention | None = None
    for mention in mentions:
        if last is not None and _CONTINUES.fullmatch(normal.text[last.end : mention.start]):
            last = replace(mention, subject=last.subject)
        else:
            last = replace(mention, subject=_subject(normal, mention.start))
        yield last


def _subject(normal: NormalText, start: int) -> str | None:
    """The words just before a quantity that name what is measured, without the words that only lead there."""
    text = normal.text
    glossed = _GLOSS_BEFORE.search(text, max(0, start - 24), start)
    start = glossed.start() if glossed else start
    before = _SUBJECT.search(text, max(0, start - 24), start)
    if before is None:
        return None
    tail = _SUBJECT_TAIL.search(text, before.start(), start)
    end = tail.start() if tail else start
    begin = before.start()
    for cut in _SUBJECT_CUT.finditer(text, begin, end):
        begin = cut.end()
    if text[begin - 1 : begin] == "." and _ENTRY_END.match(text, begin, end):
        begin += 1
    while begin < end and text[begin] in "0123456789.-":
        begin += 1
    words = text[begin:end]
    return normal.quote(begin, end).strip() if 1 < len(words) <= 14 and words[-1] not in _NO_NOUN_ENDS else None
