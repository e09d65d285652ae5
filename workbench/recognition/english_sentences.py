"""Sentences in English, where a full stop may end an abbreviation, and whether one reports what China has done."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from workbench.recognition.reading import Reading, Span

_STOP = re.compile(r"[a-z0-9)\"”]{2}\.[\"”]?\s+(?=[A-Z“\"])|[.!?](?=\n|$)|\n")
_ABBREVIATED = re.compile(r"\b(?:No|Nos|Inc|Ltd|Co|Corp|Mr|Ms|Dr|St|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.$")


LONGEST_SENTENCE = 4_000
"""Characters that a sentence may reach back, and on: a line that goes on and on is not read whole for each place in it."""


@lru_cache(maxsize=1)
def _not_done() -> re.Pattern[str]:
    """Before words of acting: they are another side's, or nothing is done at all."""
    return re.compile(
        # Whom goods go to (exports to the US) does nothing.
        r"\b(?:(?<!\bto )(?<!\bto the )(?:(?<!China-)US(?!-Chin)|(?<!China-)U\.S\.(?!-Chin)|United States|American?"
        r"|Washington|EU|Dutch|Netherlands|Japan|BIS)|not|could|might)\b[^.;\n]{0,60}$"
    )


def is_not_done(text: str, position: int) -> bool:
    """Whether what stands before a position makes its words another side's, a denial or a guess."""
    return _not_done().search(text[max(0, position - 80) : position]) is not None


def english_sentence(reading: Reading, position: int) -> Span:
    """The sentence around a position, within its line."""
    line = reading.line_at(position)
    stops = _stops(reading, line)
    before = bisect_right(stops, position, key=lambda stop: stop.end) - 1
    behind = bisect_right(stops, position, key=lambda stop: stop.start)
    start = stops[before].end if before >= 0 else line.start
    end = stops[behind].end if behind < len(stops) else line.end
    return Span(max(start, position - LONGEST_SENTENCE), min(end, position + LONGEST_SENTENCE))


@lru_cache(maxsize=4)
def _stops(reading: Reading, line: Span) -> tuple[Span, ...]:
    """What ends the sentences of a line, in order."""
    return tuple(_find_stops(reading.text, line))


def _find_stops(text: str, line: Span) -> Iterator[Span]:
    for stop in _STOP.finditer(text, line.start, line.end):
        dot = text.find(".", stop.start(), stop.end()) + 1
        if not dot or _ABBREVIATED.search(text, max(line.start, dot - 8), dot) is None:
            yield Span(*stop.span())
