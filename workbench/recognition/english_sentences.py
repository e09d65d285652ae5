"""Sentences in English, where a full stop may end an abbreviation, and whether one tells of what China has done."""

from __future__ import annotations

import re
from functools import lru_cache

from workbench.recognition.reading import Reading, Span

_STOP = re.compile(r"[a-z0-9)\"”]{2}\.[\"”]?\s+(?=[A-Z“\"])|[.!?](?=\n|$)|\n")
_ABBREVIATED = re.compile(r"\b(?:No|Nos|Inc|Ltd|Co|Corp|Mr|Ms|Dr|St|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.$")


_LONGEST = 4_000
"""Characters that a sentence may reach back: a line that goes on and on is not read from its start for each place in it."""


@lru_cache(maxsize=1)
def _not_done() -> re.Pattern[str]:
    """Before words of acting: they are another side's, or nothing is done at all."""
    return re.compile(
        r"\b(?:(?<!China-)US(?!-Chin)|(?<!China-)U\.S\.(?!-Chin)|United States|American?|Washington|EU|Dutch|Netherlands|Japan|BIS|not|could|might)\b[^.;\n]{0,60}$"
    )


def is_not_done(text: str, position: int) -> bool:
    """Whether what stands before a position makes its words another side's, a denial or a guess."""
    return _not_done().search(text[max(0, position - 80) : position]) is not None


def english_sentence(reading: Reading, position: int) -> Span:
    """The sentence around a position, within its line."""
    line = reading.line_at(position)
    floor = start = max(line.start, position - _LONGEST)
    end = line.end
    for stop in _STOP.finditer(reading.text, floor, line.end):
        dot = reading.text.find(".", stop.start(), stop.end()) + 1
        if dot and _ABBREVIATED.search(reading.text, max(floor, dot - 8), dot):
            continue
        if stop.end() <= position:
            start = stop.end()
        elif stop.start() > position:
            end = stop.end()
            break
    return Span(start, end)
