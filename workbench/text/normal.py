"""The reading form of a text: one width, one script, no stray spaces, and for each character where it came from.

Recognition reads this form, so that `２０２５ 年第６號` and `2025年第6号` are one string to its patterns.
Evidence is always cut from the source: `NormalText.span` leads back to it.
"""

from __future__ import annotations

import json
import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from workbench.text.mapped import MappedText, offsets

_TABLE_PATH = Path(__file__).parent / "data" / "script_fold.json"
# Zero-width, bidi controls, soft hyphen, variation selectors, the byte order mark: they carry no meaning here.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]")
_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
_MARKED_READING = re.compile(rf"(?<=[\u3400-\u9fff])\([a-zü]{{0,4}}[{_TONED}][a-zü]{{0,4}}\)")
# An unmarked reading has a vowel, which tells 條(tiao) from 千克(kg).
_READING = re.compile(rf"(?<=[\u3400-\u9fff])(?:\((?=[a-zü]*[{_TONED}aeiouü])[a-zü{_TONED}]{{1,7}}\))+")
# Spaces (NFKC knows one) beside a line's end or Chinese, and all but the first of a run. Every way begins with the
# space itself, so that the search leaps from space to space.
_CLOSE = "\n\t\u3001-\u303f\u3400-\u9fff\uf900-\ufaff"
_IDLE_SPACE = re.compile(f" (?:(?<![^{_CLOSE}] ) *+| *+(?![^{_CLOSE}])|(?<=  ) *+)")
_LATIN_WORD = re.compile("[A-Za-z]{3}")
# Stands for a character that does not become one other: it is left out, or becomes several, or what a superscript
# becomes depends on what stands before it.
_SPECIAL = "\0"
_SAMPLE, _MANY = 500, 0.1  # so many characters tell whether a text is one of which that share changes: another script
_CELL_EDGES = " \t|\u3000"


@lru_cache(maxsize=1)
def script_table() -> dict[int, str]:
    """Code point of a variant Han character -> the character of its class (`str.translate` form)."""
    table: dict[str, str] = json.loads(_TABLE_PATH.read_text(encoding="utf-8"))
    return {ord(variant): kept for variant, kept in table.items()}


def fold_script(text: str) -> str:
    """`text` with traditional and variant Han characters replaced by their class; the length stays the same."""
    kept = script_table()
    return _variants().sub(lambda variant: kept[ord(variant[0])], text)


@lru_cache(maxsize=1)
def _variants() -> re.Pattern[str]:
    """Looks for what changes: the most of most texts does not, and is copied as it is."""
    return re.compile(f"[{''.join(map(chr, script_table()))}]")


@lru_cache(maxsize=8)
def has_latin_words(text: str) -> bool:
    """Whether a text holds a word of three Latin letters or more: where it has none, no rule for English applies."""
    return _LATIN_WORD.search(text) is not None


def variants_of(characters: str) -> str:
    """All characters that `fold_script` makes one of these, themselves included: to look for in text that is not folded."""
    classes = set(fold_script(characters))
    return "".join(sorted(classes | {chr(code) for code, kept in script_table().items() if kept in classes}))


def han_pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern for normal text, written in ordinary Chinese: its Han characters are folded as the text's are."""
    return re.compile(fold_script(source), flags)


def find_where(pattern: re.Pattern[str], text: str, *words: str) -> Iterator[re.Match[str]]:
    """Every match of a pattern whose matches all hold one of some words: a text without them is not searched."""
    return pattern.finditer(text) if any(_folded(word) in text for word in words) else iter(())


@lru_cache(maxsize=1_000)
def _folded(word: str) -> str:
    """`fold_script` of a word of the rules, which is asked again with every text."""
    return fold_script(word)


@dataclass(frozen=True, slots=True)
class NormalText(MappedText):
    """A text in its reading form, and the way back to its source, which may jump at `cuts`."""

    cuts: tuple[int, ...] = ()
    """Positions of `text` before which the source jumps, rising: where what a page break cut was put together again.
    Between two of them `at` never falls; a stretch of nothing but space stands for no source characters."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The source span [start, end) behind a non-empty span that no cut divides; ValueError for any other."""
        if self.is_cut(start, end):
            raise ValueError(f"cut in the source: {start}..{end}")
        return MappedText.span(self, start, end)

    def spans(self, start: int, end: int) -> tuple[tuple[int, int], ...]:
        """The source spans [start, end) behind a non-empty span of the text: several where cuts divide it.

        They stand in the order of the source, and those with nothing but the edges of cells between them are one.
        """
        if not self.cuts:
            return (MappedText.span(self, start, end),)
        pieces = sorted(
            MappedText.span(self, first, last)
            for first, last in self._stretches(start, end)
            if not self.text[first:last].isspace() or last - first == end - start
        )
        joined = pieces[:1]
        for first, last in pieces[1:]:
            if self.source[joined[-1][1] : first].strip(_CELL_EDGES):
                joined.append((first, last))
            else:
                joined[-1] = (joined[-1][0], last)
        return tuple(joined)

    def quote(self, start: int, end: int) -> str:
        """The source characters behind a span of the text, without what stands between the parts of a cut."""
        if not self.cuts:
            return MappedText.quote(self, start, end)
        written = (
            " " if self.is_cut(start, end) and self.text[first:last] == " " else MappedText.quote(self, first, last)
            for first, last in self._stretches(start, end)
        )
        return "".join(written)

    def offset(self, source_offset: int) -> int:
        """The position in the text of the character that came from `source_offset`, or from the next in the source."""
        if not self.cuts:
            return MappedText.offset(self, source_offset)
        found: list[tuple[int, int]] = []
        for start, end in self._stretches(0, len(self.text)):
            position = bisect_left(self.at, source_offset, start, end)
            if position < end:
                found.append((self.at[position], position))
        return min(found)[1] if found else len(self.text)

    def places(self, start: int, end: int) -> tuple[tuple[int, int], ...]:
        """The spans of the text that the source span [start, end) came to stand in; several where it is cut."""
        if not self.cuts:
            return ((self.offset(start), self.offset(end)),)
        placed: list[tuple[int, int]] = []
        for first, last in self._stretches(0, len(self.text)):
            low, high = bisect_left(self.at, start, first, last), bisect_left(self.at, end, first, last)
            if low < high and placed and placed[-1][1] == low:
                placed[-1] = (placed[-1][0], high)
            elif low < high:
                placed.append((low, high))
        return tuple(placed) or ((self.offset(start), self.offset(start)),)

    def is_cut(self, start: int, end: int) -> bool:
        """Whether a cut divides the span [start, end)."""
        return bool(self.cuts) and bisect_right(self.cuts, start) < bisect_left(self.cuts, end)

    def _stretches(self, start: int, end: int) -> list[tuple[int, int]]:
        """The parts of [start, end) between cuts."""
        inner = self.cuts[bisect_right(self.cuts, start) : bisect_left(self.cuts, end)]
        return list(pairwise((start, *inner, end)))


def normalize(source: str) -> NormalText:
    """Fold width (NFKC), script and space of `source`; line breaks and tabs stay.

    Footnote marks (superscript figures behind anything but a Latin letter or a digit) are left out; `10⁶` becomes
    `10^6` and `cm³` becomes `cm3`. A space is left out where a Han character, or CJK punctuation, is on either side.
    Readings that copy sites put behind characters (`商務(wù)部`) are left out.
    """
    text, at = _fold_characters(source)
    text, at = _without(_IDLE_SPACE, text, at)
    # A bracketed word without tone marks (`條(tiao)`) is a reading only where the text has marked ones.
    if _MARKED_READING.search(text):
        text, at = _without(_READING, text, at)
    return NormalText(source, text, at)


# All but what surely stays as it is: printable ASCII, the marks of Chinese, and Han characters that are no variants.
_OTHERS = r"\0-\x08\x0b-\x1f\x7f-\u201b\u201e-\u3000\u3003-\u3007\u3012\u3013\u3016-\u4dff\ua000-\U0010ffff"


@lru_cache(maxsize=1)
def _may_change() -> re.Pattern[str]:
    return re.compile(f"[{_OTHERS}{''.join(map(chr, script_table()))}]")


class _Folds(dict[int, str]):
    """Code point -> the character that it is folded to, or `_SPECIAL`; worked out once each."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        folded = "" if _is_superscript(char) else _fold_character(char)
        kept = self[code] = folded if len(folded) == 1 else _SPECIAL
        return kept


def _fold_character(char: str) -> str:
    if _INVISIBLE.match(char) or (unicodedata.category(char) == "Cc" and char not in "\n\t"):
        return "\n" if char == "\r" else ""
    return fold_script(unicodedata.normalize("NFKC", char))


_FOLDS = _Folds()


def _fold_characters(source: str) -> tuple[str, array[int]]:
    folded = _folded_one_for_one(source)
    special = folded.find(_SPECIAL)
    if special < 0:
        return folded, offsets(0, len(folded))
    text, at, done = "", array("l"), 0
    while special >= 0:
        text += folded[done:special]
        at += offsets(done, special)
        put = _fold_special(source[special], text[-2:])
        text += put
        at.extend([special] * len(put))
        done = special + 1
        special = folded.find(_SPECIAL, done)
    return text + folded[done:], at + offsets(done, len(folded))


def _folded_one_for_one(source: str) -> str:
    """The text with each character as what it is folded to; looking for those that change is faster where they are few."""
    if len(_may_change().findall(source, 0, _SAMPLE)) > _SAMPLE * _MANY:
        return source.translate(_FOLDS)
    return _may_change().sub(lambda char: _FOLDS[ord(char[0])], source)


def _fold_special(char: str, before: str) -> str:
    return _fold_superscript(char, before) if _is_superscript(char) else _fold_character(char)


def _is_superscript(char: str) -> bool:
    return unicodedata.decomposition(char).startswith("<super>")


def _fold_superscript(char: str, before: str) -> str:
    """What a superscript becomes behind the two characters `before`; '' for a footnote's mark."""
    last = before[-1:]
    figure = unicodedata.normalize("NFKC", char)
    if last.isascii() and last.isalpha():
        return figure
    if last.isascii() and last.isdigit():
        return "^" + figure
    return figure if before[-2:-1] == "^" else ""


def _without(pattern: re.Pattern[str], text: str, at: array[int]) -> tuple[str, array[int]]:
    """A text and its map without what a pattern matches."""
    pieces: list[str] = []
    kept = array("l")
    done = 0
    for match in pattern.finditer(text):
        pieces.append(text[done : match.start()])
        kept += at[done : match.start()]
        done = match.end()
    if not done:
        return text, at
    return "".join([*pieces, text[done:]]), kept + at[done:]
