"""Where in a text the phrases of a query stand, and the sentence that has most of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workbench.search.mentions import find_references
from workbench.search.query import Phrase, key_words
from workbench.search.words import Word, words_of
from workbench.text import fold_script, normalize, parse_integer

REACH = 120
"""Characters within which phrases count as standing together."""
SHORT = 1_000
"""Characters of a text that is looked through as a whole."""
WINDOW, MOST_WINDOWS = 250, 8
"""Characters on either side of a place in a longer text, and how many such places are looked at."""
MOST_NUMBERS = 64
"""Places with the number of an act that are read for a reference to it."""
WHOLE = 50_000
"""Characters of a text that are searched where a match could be anywhere in it."""
LONGEST = 200
"""Characters of a passage at most, unless one phrase is longer."""

_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_NAMED = re.compile(r"第\s?[0-9]|[0-9]\s?(?:号|[、,和及至])|[、和及至]\s?[0-9]")
"""A figure as numbers of acts are written: 第58號, and 55、56、57、58號 in a row."""
_NUMERAL = re.compile(r"[〇零一二三四五六七八九十百]{1,7}(?=\s?号)")
_SENTENCE_END = re.compile(r"[。！？；!?;\n]+")


@dataclass(frozen=True, slots=True)
class Passage:
    """A part [start, end) of a text, the spans in it that were asked for, and how many of the phrases it has."""

    start: int
    end: int
    marks: tuple[tuple[int, int], ...] = ()
    found: int = 0


@dataclass(frozen=True, slots=True)
class _Place:
    phrase: int
    start: int
    end: int


def best_passage(text: str, phrases: Sequence[Phrase], *, year: int | None = None) -> Passage:
    """The sentence around the place where most phrases stand together, the first of them where there are several.

    `year` is what references without one inherit. A text that has none of the phrases gives its beginning.
    """
    places = _places(text, phrases, year)
    if not places:
        return Passage(*_cut(text, 0, 0))
    together = [_from(places, first) for first in range(len(places))]
    best = max(together, key=lambda group: len({place.phrase for place in group}))
    start, end = _cut(text, best[0].start, max(place.end for place in best))
    inside = [place for place in places if start <= place.start and place.end <= end]
    marks = _disjoint([(place.start, place.end) for place in inside])
    return Passage(start, end, marks, len({place.phrase for place in inside}))


def _places(text: str, phrases: Sequence[Phrase], year: int | None) -> list[_Place]:
    keys = {number: phrase for number, phrase in enumerate(phrases) if "/" in phrase.words[0]}
    worded = {number: phrase for number, phrase in enumerate(phrases) if number not in keys}
    found = {
        _Place(number, *span) for number, phrase in keys.items() for span in _references(text, phrase.words[0], year)
    }
    for start, end in _windows(text, list(worded.values())) if worded else ():
        words = [Word(word.text, start + word.start, start + word.end) for word in words_of(text[start:end])]
        where: dict[str, list[int]] = {}
        for place, word in enumerate(words):
            where.setdefault(word.text, []).append(place)
        found |= {
            _Place(number, *span) for number, phrase in worded.items() for span in _occurrences(words, where, phrase)
        }
    return sorted(found, key=lambda place: (place.start, place.end, place.phrase))


def _windows(text: str, phrases: Sequence[Phrase]) -> list[tuple[int, int]]:
    """The parts of a long text around the first places where the rarest phrase may stand; else as much as is read whole.

    Taking a text apart into words is slow; looking for the characters of one in a text of the same length is not.
    """
    whole = [(0, min(len(text), WHOLE))]
    folded = _folded(text)
    if folded is None:
        return whole
    anchors = [re.compile(r"\s*".join(map(re.escape, phrase.words[0]))) for phrase in phrases]
    rarest = min(([found.start() for found in anchor.finditer(folded)] for anchor in anchors), key=len)
    if not rarest:
        return whole  # written otherwise (1,234), or not there at all
    return _around(text, rarest[:MOST_WINDOWS])


def _folded(text: str) -> str | None:
    """A long text in one script and width, character for character; None where it is short, or not to be had so."""
    if len(text) <= SHORT:
        return None
    folded = fold_script(text).translate(_HALF_WIDTH).lower()
    return folded if len(folded) == len(text) else None


def _around(text: str, places: Iterable[int]) -> list[tuple[int, int]]:
    windows: list[tuple[int, int]] = []
    for place in places:
        start, end = max(0, place - WINDOW), min(len(text), place + WINDOW)
        if windows and start <= windows[-1][1]:
            start, _ = windows.pop()
        windows.append((start, end))
    return windows


def _occurrences(words: Sequence[Word], where: dict[str, list[int]], phrase: Phrase) -> list[tuple[int, int]]:
    size, last = len(phrase.words), phrase.words[-1]
    if phrase.open and size == 1:
        starts = [place for place, word in enumerate(words) if word.text.startswith(last)]
    else:
        starts = where.get(phrase.words[0], [])
    spans = []
    for start in starts:
        part = words[start : start + size]
        if len(part) < size or any(word.text != asked for word, asked in zip(part, phrase.words[:-1], strict=False)):
            continue
        if part[-1].text == last:
            spans.append((part[0].start, part[-1].end))
        elif phrase.open and part[-1].text.startswith(last):
            spans.append((part[0].start, part[-1].start + 1))
    return spans


def _references(text: str, asked: str, year: int | None) -> list[tuple[int, int]]:
    """Spans of the first references to an act: reading a long text for all its references takes seconds."""
    found: list[tuple[int, int]] = []
    for start, end in _where_numbered(text, asked):
        normal = normalize(text[start:end])
        mentions = find_references(normal, year=year)
        spans = [normal.span(each.start, each.end) for each in mentions if asked in key_words([each.key])]
        found += [(start + first, start + last) for first, last in spans]
        if len(found) >= MOST_WINDOWS:
            break
    return found


def _where_numbered(text: str, asked: str) -> list[tuple[int, int]]:
    """The parts of a long text around the places where the number of an act stands, in figures or in words."""
    number, folded = asked.rpartition("/")[2], _folded(text)
    if folded is None or not number.isdecimal():
        return [(0, min(len(text), WHOLE))]
    alone = re.compile(rf"(?<![0-9.,]){number}(?![0-9])(?!\s?[%年月日])")
    places = [found.start() for found in alone.finditer(folded)]
    named = [place for place in places if _NAMED.search(folded, max(0, place - 2), place + len(number) + 2)]
    named += [found.start() for found in _NUMERAL.finditer(folded) if parse_integer(found[0]) == int(number)]
    return _around(text, sorted((named or places)[:MOST_NUMBERS]))


def _from(places: Sequence[_Place], first: int) -> list[_Place]:
    reach = places[first].start + REACH
    group = [places[first]]
    for place in places[first + 1 :]:
        if place.start >= reach:
            break
        if place.end <= reach:
            group.append(place)
    return group


def _cut(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentences that hold [start, end), no more of them than a passage may have."""
    room = max(LONGEST - (end - start), 0)
    low, high = max(0, start - room // 2), min(len(text), end + room // 2)
    before = [found.end() for found in _SENTENCE_END.finditer(text, low, start)]
    first = before[-1] if before else low
    ending = _SENTENCE_END.search(text, max(end - 1, first), high)
    last = ending.end() if ending else high
    while first < start and text[first].isspace():
        first += 1
    while last > max(end, first + 1) and text[last - 1].isspace():
        last -= 1
    return first, last


def _disjoint(spans: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start < merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return tuple(merged)
