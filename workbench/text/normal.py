"""The reading form of a text: one width, one script, no stray spaces, and for each character where it came from.

Recognition reads this form, so that `２０２５ 年第６號` and `2025年第6号` are one string to its patterns.
Evidence is always cut from the source: `NormalText.span` leads back to it.
"""

from __future__ import annotations

import json
import re
import unicodedata
from array import array
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from workbench.text.mapped import MappedText

_TABLE_PATH = Path(__file__).parent / "data" / "script_fold.json"
# Zero-width, bidi controls, soft hyphen, variation selectors, the byte order mark: they carry no meaning here.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]")
_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
_MARKED_READING = re.compile(rf"(?<=[\u3400-\u9fff])\([a-zü]{{0,4}}[{_TONED}][a-zü]{{0,4}}\)")
# An unmarked reading has a vowel, which tells 條(tiao) from 千克(kg).
_READING = re.compile(rf"(?<=[\u3400-\u9fff])(?:\((?=[a-zü]*[{_TONED}aeiouü])[a-zü{_TONED}]{{1,7}}\))+")
_SPACE = frozenset(" \u00a0\u2002\u2003\u2009\u3000")


@lru_cache(maxsize=1)
def script_table() -> dict[int, str]:
    """Code point of a variant Han character -> the character of its class (`str.translate` form)."""
    table: dict[str, str] = json.loads(_TABLE_PATH.read_text(encoding="utf-8"))
    return {ord(variant): kept for variant, kept in table.items()}


def fold_script(text: str) -> str:
    """`text` with traditional and variant Han characters replaced by their class; the length stays the same."""
    return text.translate(script_table())


def han_pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern for normal text, written in ordinary Chinese: its Han characters are folded as the text's are."""
    return re.compile(fold_script(source), flags)


class NormalText(MappedText):
    """A text in its reading form, and the way back to its source."""

    __slots__ = ()


def normalize(source: str) -> NormalText:
    """Fold width (NFKC), script and space of `source`; line breaks and tabs stay.

    Footnote marks (superscript figures behind anything but a Latin letter or a digit) are left out; `10⁶` becomes
    `10^6` and `cm³` becomes `cm3`. A space is left out where a Han character, or CJK punctuation, is on either side.
    Readings that copy sites put behind characters (`商務(wù)部`) are left out.
    """
    chars: list[str] = []
    at = array("l")
    for offset, char in enumerate(source):
        for folded in _fold_char(char) if not _is_superscript(char) else _fold_superscript(char, chars):
            chars.append(folded)
            at.append(offset)
    keep = _without_readings(chars, _kept_positions(chars))
    text = "".join(chars[i] for i in keep)
    return NormalText(source, text, array("l", (at[i] for i in keep)))


@lru_cache(maxsize=30000)
def _fold_char(char: str) -> str:
    if _INVISIBLE.match(char) or (unicodedata.category(char) == "Cc" and char not in "\n\t"):
        return "\n" if char == "\r" else ""
    return unicodedata.normalize("NFKC", char).translate(script_table())


def _is_superscript(char: str) -> bool:
    return unicodedata.decomposition(char).startswith("<super>")


def _fold_superscript(char: str, before: list[str]) -> Iterable[str]:
    last = before[-1] if before else ""
    figure = unicodedata.normalize("NFKC", char)
    if last.isascii() and last.isalpha():
        return figure
    if last.isascii() and last.isdigit():
        return "^" + figure
    if (len(before) > 1 and before[-2] == "^") or (last == "-" and len(before) > 1 and before[-2] == "^"):
        return figure
    return ""


def _kept_positions(chars: list[str]) -> list[int]:
    """Positions that stay once spaces beside Chinese are left out and runs of spaces are one."""
    kept: list[int] = []
    count = len(chars)
    j = 0
    for i, char in enumerate(chars):
        if char not in _SPACE:
            kept.append(i)
            continue
        before = chars[kept[-1]] if kept else "\n"
        j = max(j, i + 1)
        while j < count and chars[j] in _SPACE:
            j += 1
        after = chars[j] if j < count else "\n"
        if before in _SPACE or before in "\n\t" or after in "\n\t" or _is_chinese(before) or _is_chinese(after):
            continue
        kept.append(i)
    return kept


def _without_readings(chars: list[str], kept: list[int]) -> list[int]:
    """Positions without pinyin in brackets; without tone marks (`條(tiao)`) only where the text has marked ones."""
    text = "".join(chars[i] for i in kept)
    if not _MARKED_READING.search(text):
        return kept
    positions: list[int] = []
    last = 0
    for reading in _READING.finditer(text):
        positions.extend(kept[last : reading.start()])
        last = reading.end()
    return positions + kept[last:]


def _is_chinese(char: str) -> bool:
    return "\u3001" <= char <= "\u303f" or "\u3400" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff"
