"""The name of the item that a code outside a list stands for."""

from __future__ import annotations

import re

from workbench.recognition.codes import CodeMention
from workbench.recognition.items_names import is_item, part_of, trimmed
from workbench.text import han_pattern

_LABEL = han_pattern(
    r"[(\[]?(?:参考|对应|其)?(?:海关)?(?:管制编码|商品编[号码]|税则号列|税则号|税号|HS ?(?:编码|编号|代码)?|编码|编号|编)?"
    r"(?:分别)?(?:为|是|[::])*[\"“「]?$"
)
# Tungsten oxide (reference customs commodity number: …): in English the name runs back to a mark or a verb.
_LATIN_LABEL = re.compile(
    r"\s?[(\[](?:refer(?:ence)?\s(?:to\s)?)?(?:customs\s)?(?:(?:product|commodity|tariff|article)\s)?(?:HS\s|HTS\s)?"
    r"(?:codes?|numbers?|Nos?\.?):?\s?$",
    re.IGNORECASE,
)
_LATIN_NAME = re.compile(
    r"(?:^|[,;:(\[“\"\n]|\b(?:includ(?:e|es|ing)|and|are|is|as|of|on)\s)\s*(?:(?:and|or|the|also)\s)*"
    r"(?P<name>[A-Za-z][A-Za-z0-9 '-]{2,60})$"
)
_CODE_RUN = re.compile(r"(?:[0-9][A-E][0-9]{3}[.a-z0-9]*|[0-9]{8,10})[、,和及与/ ]*$")
_VERB = han_pattern(r"(?:的)?(?:编为|编码为|列为|归入|对应|属于|使用)$")
_ITEM_BEHIND = han_pattern(
    r"项?(?:下|所)?(?:列|管制|控制)?(?:的)?(?P<name>(?:(?!包[括含]|实施|列入|纳入|属于|应当|须申|须经|须取|不得)[\u4e00-\u9fffA-Za-z0-9]){2,30})"
)
# 1C941项下管制的钨含量大于等于97%的…: what stands behind the code describes, and ends in mid-description.
_MEASURED = han_pattern(r"[大小高低等多少]于|不超过|不小于|不低于|以[上下]$")
_NOT_COVERED_BEFORE = han_pattern(r"(?:不在|不属于|不受|非)$")
_NOT_COVERED_BEHIND = han_pattern(r"项?(?:下)?(?:不管制|不适用于|不包括)(?P<name>[^,。;\n]{2,40})")
# 管制编码分别是A和B: which of several items a code belongs to stands elsewhere.
_RESPECTIVELY = han_pattern("分别")
_GLOSS = re.compile(r"(?<=[^(])\([^()]{2,60}\)$")
_ATTRIBUTE_END = han_pattern(r"\)(?:和|及|与|、|的)|项下的?|中的?(?=[\u4e00-\u9fff])")
_AMOUNT = han_pattern(r"[”」』\"]? ?[0-9][0-9,.]* ?(?:千克|公斤|吨|克|件|个|台|套|箱|批|kg|KG)")
_AT_MOST = 80
_LONGEST_RUN = 400
_SHORT = 12


def name_at_code(text: str, code: CodeMention) -> tuple[int, int]:
    """Span of the words that name the item of a code: before its label, else behind 项, else the code itself."""
    label_start = _label_start(text, code.start)
    if _RESPECTIVELY.search(text, label_start, code.start):
        return code.start, code.end
    if _LATIN_LABEL.match(text, label_start, code.start) or _LATIN_LABEL.search(text, label_start, code.start):
        latin = _LATIN_NAME.search(text, max(0, label_start - _AT_MOST), label_start)
        return latin.span("name") if latin else (code.start, code.end)
    if label_start < code.start or text[code.start - 1 : code.start] == "(":
        span = _before(text, label_start)
        if span is not None:
            return span
    behind = _ITEM_BEHIND.match(text, code.end)
    if behind is not None and not _MEASURED.search(behind["name"]):
        return code.start, min(behind.end(), code.end + _AT_MOST)
    return code.start, code.end


def excluded_at_code(text: str, code: CodeMention) -> tuple[int, int] | None:
    """Span of what a code does not cover: X in `X不在2C902.b项管制之列` and in `2C902.b项不管制X`; None if neither."""
    before = _NOT_COVERED_BEFORE.search(text, max(0, code.start - _AT_MOST), code.start)
    if before is not None:
        return _before(text, before.start(), stated=True)
    behind = _NOT_COVERED_BEHIND.match(text, code.end)
    return behind.span("name") if behind is not None else None


def _label_start(text: str, position: int) -> int:
    """Where the label of a list of codes begins (参考海关商品编号:…), or the position itself."""
    floor = max(0, position - _LONGEST_RUN)
    while position > floor and (run := _CODE_RUN.search(text, max(0, position - 16), position)):
        position = run.start()
    latin = _LATIN_LABEL.search(text, max(0, position - 44), position)
    if latin is not None:
        return latin.start()
    label = _LABEL.search(text, max(0, position - 20), position)
    return label.start() if label else position


def _before(text: str, end: int, *, stated: bool = False) -> tuple[int, int] | None:
    """The noun phrase that ends at `end`; where the sentence states that it is an item, any phrase will do."""
    behind = end
    verb = _VERB.search(text, max(0, end - 6), end)
    if verb is not None:
        end = verb.start()
    while end > 0 and text[end - 1] in " ;,(":
        end -= 1
    gloss = _GLOSS.search(text, max(0, end - _AT_MOST), end)
    end = gloss.start() if gloss else end
    floor = max(0, end - _AT_MOST)
    start = floor
    for mark in re.finditer(r"[,。;:!?\n\t「“》]", text[floor:end]):
        start = floor + mark.end()
    for amount in _AMOUNT.finditer(text, start, end):
        start, end = (start, amount.start()) if amount.end() == end else (amount.end(), end)
    start, end = trimmed(text, start, end)
    part = part_of(text, _behind_last_of(text, start, end), end)
    if part is None or part.end != end:
        return None
    short = text[behind : behind + 1] == "(" and part.end - part.start <= _SHORT
    if not (stated or short or is_item(text[part.start : end])):
        return None
    return (part.start, end) if end - part.start >= 2 else None


def _behind_last_of(text: str, start: int, end: int) -> int:
    """Without a long attribute: behind the last conjunction or bracket."""
    for mark in _ATTRIBUTE_END.finditer(text, start, end):
        if end - mark.end() >= 2:
            start = mark.end()
    return start
