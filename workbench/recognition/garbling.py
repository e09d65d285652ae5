"""Undoing what copy sites do to a text before the rules read it; evidence is still cut from the source as it is."""

from __future__ import annotations

import re
import unicodedata
from array import array

from workbench.text import NormalText

# 商務(wù)部, 第(di)(di)三(san): readings of a character in brackets behind it, once or more often.
_READING_MARKS = re.compile(
    r"(?<=[\u3400-\u9fff])(?:\(\s?[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ]{1,6}\s?\))+(?=[\u3400-\u9fff,。;:、()《》「」!?0-9\s]|$)"
)
_FEWEST = 3
"""Fewer of them may be meant: a single (a) behind a word is a label, not a reading."""


def has_reading_marks(written: str) -> bool:
    """Whether a piece of the source holds readings in brackets that the rules did not read."""
    return bool(_READING_MARKS.search(unicodedata.normalize("NFKC", written)))


def without_reading_marks(normal: NormalText) -> NormalText:
    """`normal` without pinyin in brackets, where the text is strewn with it; the way back to the source is kept."""
    marks = list(_READING_MARKS.finditer(normal.text))
    if len(marks) < _FEWEST:
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
