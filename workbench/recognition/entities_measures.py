"""Measures taken against listed entities, as the text states them behind the listing."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from itertools import islice

from workbench.recognition.places import Places
from workbench.recognition.reading import Reading, Span
from workbench.text import han_pattern

_INTRODUCED = han_pattern(r"(?:采取|实施)(?:以下|如下|下列)(?:反制裁?|处理|处罚|管制|出口管制)?措施[:。]?\s*$")
_ITEM = han_pattern(r"[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|[0-9]{1,2}[.、]")
_SAME_SENTENCE = han_pattern(
    r"(?:,|并|采取以下(?:反制|处理)措施:)(?P<measure>(?:禁止|冻结|不予签发|不批准)[^。;]{4,80})"
)
_CLOSING = "。;:,"


def measures_of(reading: Reading, position: int) -> tuple[str, ...]:
    """The measures that follow a listing at `position`: the numbered lines behind 采取以下措施, or a clause."""
    listed = _numbered(reading, bisect_right(reading.lines, position, key=lambda line: line.end))
    if listed:
        return listed
    match = _clauses_of_measures(reading, reading.sentence_at(position)).first(position)
    return (reading.normal.quote(*match.span("measure")).strip(_CLOSING + "，；。"),) if match else ()


@lru_cache(maxsize=1)
def _clauses_of_measures(reading: Reading, sentence: Span) -> Places:
    """The clauses of a sentence that state measures; found once, since a sentence may list thousands of entities."""
    return Places(_SAME_SENTENCE, reading.text, sentence.start, sentence.end)


@lru_cache(maxsize=1)
def _numbered(reading: Reading, first: int) -> tuple[str, ...]:
    """The numbered lines behind 采取以下措施 in one of the three lines from `first` on."""
    text, lines = reading.text, reading.lines
    for index, line in enumerate(lines[first : first + 3], first):
        if not _INTRODUCED.search(text, line.start, line.end):
            continue
        items = []
        for item in islice(lines, index + 1, None):
            number = _ITEM.match(text, item.start)
            if number is None:
                break
            items.append(reading.normal.quote(number.end(), item.end).strip().rstrip("。；;"))
        return tuple(items)
    return ()
