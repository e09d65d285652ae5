"""The category of an act that a text tells of: by its title, its list, its sentence, else by where else it is named."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from workbench.facts.base import Category
from workbench.facts.references import parse_key
from workbench.recognition.categories import categorize
from workbench.recognition.reading import Reading, Span
from workbench.text import normalize

_LONGEST_HEADING = 60


def category_told(reading: Reading, key: str | None, title: str | None, act: Span) -> tuple[Category, str] | None:
    """The category of the act named at `act`, with the words that point to it.

    Tried in turn: its title; the unreliable entity list, whose notices list and delist; its sentence behind it, its
    sentence, its line; then the same of every other place that names it or an act in one list with it.
    """
    found = categorize(normalize(title).text) if title else None
    if found is None and key is not None and key.startswith("UEL/"):
        return "enforcement_action", reading.text[act.start : act.end]
    if found is None:
        numbered = key is not None and parse_key(key) is not None
        spans = chain(_passages(reading, act), _elsewhere(reading, key) if key is not None else ())
        found = _first(reading, spans, numbered)
    return found


def _first(reading: Reading, spans: Iterator[Span], numbered: bool) -> tuple[Category, str] | None:
    told = (categorize(reading.text[span.start : span.end], act=numbered) for span in spans)
    return next((found for found in told if found is not None), None)


def _passages(reading: Reading, act: Span) -> Iterator[Span]:
    """From the act to the end of its sentence, the sentence, the line, the heading above it."""
    sentence, line = reading.sentence_at(act.start), reading.line_at(act.start)
    yield Span(act.start, sentence.end)
    yield sentence
    yield line
    place = reading.lines.index(line)
    for above in reversed(reading.lines[:place]):
        if above.end - above.start <= _LONGEST_HEADING and not reading.is_row(above.start):
            yield above
            return


def _elsewhere(reading: Reading, key: str) -> Iterator[Span]:
    own = [mention for mention in reading.references if mention.key == key]
    phrases = {mention.phrase_start for mention in own}
    beside = [mention for mention in reading.references if mention.phrase_start in phrases and mention.key != key]
    fellows = {mention.key for mention in beside}
    for title in reading.act_titles:
        if title.key == key:
            yield Span(title.start, title.end)
    for mention in reading.references:
        if mention.key == key:
            yield from _passages(reading, Span(mention.start, mention.end))
    for mention in reading.references:
        if mention.key in fellows:
            yield from _passages(reading, Span(mention.start, mention.end))
