"""Undoing what copy sites do to a text before the rules read it; evidence is still cut from the source as it is."""

from __future__ import annotations

import re
import unicodedata
from array import array
from functools import lru_cache

from workbench.text import NormalText, han_pattern

# 商務(wù)部, 第(di)(di)三(san): readings of a character in brackets behind it, once or more often.
_READING_MARKS = re.compile(
    r"(?<=[\u3400-\u9fff])(?:\(\s?[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ]{1,6}\s?\))+(?=[\u3400-\u9fff,。;:、()《》「」!?0-9\s]|$)"
)
_FEWEST = 3
"""Fewer of them may be meant: a single (a) behind a word is a label, not a reading."""
# 国▪际 and 鎢,、碲: a mark that stands inside a word, and a comma before the mark that separates.
_INSERTED = re.compile(r"(?<=[\u3400-\u9fff])▪(?=[\u3400-\u9fff])|,(?=[,、。;])")


# What a text must hold somewhere for a piece of it to hold either; most texts do not.
_HINT = re.compile(r"\(\s?[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ]|▪|,[,、。;]")

# The same before widths are folded, which takes much longer than the look: at least wherever the other is.
_HINT_OF_ANY_WIDTH = re.compile(
    r"[(\u207d\u208d\ufe35\ufe59\uff08]\s?[^0-9\u3400-\u9fff]|[\u249c-\u24b5]|▪"
    r"|[,\ufe10\ufe50\uff0c][,、。;\ufe10-\ufe14\ufe50-\ufe54\uff0c\uff1b\uff61\uff64]"
)


def may_have_reading_marks(source: str) -> bool:
    """Whether `has_reading_marks` may be true of some piece of a source; a quick look at the whole."""
    return _HINT_OF_ANY_WIDTH.search(source) is not None


def has_reading_marks(written: str) -> bool:
    """Whether a piece of the source holds readings in brackets, or inserted marks, that the rules did not read."""
    plain = unicodedata.normalize("NFKC", written)
    return bool(_READING_MARKS.search(plain) or _INSERTED.search(plain))


def without_reading_marks(normal: NormalText) -> NormalText:
    """`normal` without inserted marks, and without pinyin in brackets where the text is strewn with it.

    The way back to the source is kept.
    """
    if not _HINT.search(normal.text):
        return normal
    readings = list(_READING_MARKS.finditer(normal.text))
    inserted = list(_INSERTED.finditer(normal.text))
    marks = sorted((*(readings if len(readings) >= _FEWEST else ()), *inserted), key=lambda mark: mark.start())
    if not marks:
        return normal
    chars: list[str] = []
    at = array("l")
    position = 0
    for mark in (*marks, None):
        end = mark.start() if mark is not None else len(normal.text)
        chars.append(normal.text[position:end])
        at.extend(normal.at[position:end])
        position = mark.end() if mark is not None else end
    return NormalText(normal.source, "".join(chars), at)


_LEAST_REPLACED = 2
"""One odd word may be a slip, or loose wording of the press; two are the work of a machine."""


@lru_cache(maxsize=1)
def _replaced_words() -> tuple[re.Pattern[str], ...]:
    """What a machine that swaps words leaves of names and set phrases that everyone else writes in one way."""
    return tuple(
        han_pattern(source)
        for source in (
            r"中华(?!人民)[\u4e00-\u9fff]{1,4}共和国|平易近国",
            "出口管束",
            r"两用物项出口(?:控制|管束|把持)|《[^》\n]{0,12}出口(?:控制|把持)法",
            "对外商业法",
            "国[度家]平安",
            "人制石墨",
            "该当(?:按照|对|提交|依照)",
            "相干物项",
            "商务(?:从管|主管)部分",
            "通知布告(?:如下|自|显示|指出|称)",
            "知足以下特",
            "国务院(?:核准|赞成)",
        )
    )


def is_spun(text: str) -> bool:
    """Whether a normal text is a copy whose words a machine has swapped (中华国民共和国, 出口控制法令, 人制石墨)."""
    found = 0
    for pattern in _replaced_words():
        found += pattern.search(text) is not None
        if found >= _LEAST_REPLACED:
            return True
    return False
