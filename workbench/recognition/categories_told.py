"""The category of an act that a text tells of: by its title, its list, its sentence, else by where else it is named."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.facts.base import Category
from workbench.facts.references import parse_key
from workbench.recognition.categories import categorize
from workbench.recognition.reading import Reading, Span
from workbench.text import fold_script, normalize

_LONGEST_HEADING = 60
_SUSPENDS = fold_script("暂停实施")
"""Suspending is done to measures of every category: what else is said tells more."""


class CategoriesTold:
    """Tells the categories of the acts that one document names; what is said elsewhere of an act is read once for each."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._elsewhere: dict[str, tuple[Category, str] | None] = {}

    def of(self, key: str | None, title: str | None, act: Span) -> tuple[Category, str] | None:
        """The category of the act named at `act`, with the words that point to it.

        Tried in turn: its title; the unreliable entity list, whose notices list and delist; its sentence behind it, its
        sentence, its line; then the same of every other place that names it or an act in one list with it.
        """
        found = categorize(normalize(title).text) if title else None
        if found is None and key is not None and key.startswith("UEL/"):
            return "enforcement_action", self._reading.text[act.start : act.end]
        if found is None:
            numbered = key is not None and parse_key(key) is not None
            found = _first(self._reading, _passages(self._reading, act), numbered)
            if found is None and key is not None:
                found = self._told_elsewhere(key, numbered)
        return found

    def _told_elsewhere(self, key: str, numbered: bool) -> tuple[Category, str] | None:
        if key not in self._elsewhere:
            self._elsewhere[key] = _first(self._reading, _elsewhere(self._reading, key), numbered)
        return self._elsewhere[key]


def _first(reading: Reading, spans: Iterator[Span], numbered: bool) -> tuple[Category, str] | None:
    weak: tuple[Category, str] | None = None
    silent: list[Span] = []  # what they say nothing in, no part of them does: an act named a thousand times in one line
    for span in spans:
        if any(other.start <= span.start and span.end <= other.end for other in silent):
            continue
        found = categorize(reading.text[span.start : span.end], act=numbered)
        if found is not None and found[1] != _SUSPENDS:
            return found
        weak = weak or found
        if found is None:
            silent.append(span)
    return weak


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
