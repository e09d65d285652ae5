"""The category of each act that a text names: from its title, its list or its sentence, else from its other mentions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from typing import NamedTuple

from workbench.facts.base import Category
from workbench.facts.references import parse_key
from workbench.recognition.categories import CategoriesWithin, categorize
from workbench.recognition.reading import Reading, Span
from workbench.text import fold_script, normalize

_LONGEST_HEADING = 60
_SUSPENDS = fold_script("暂停实施")
"""Measures of every category are suspended, so any other words say more about the category."""
_SENTENCES_AT_HAND = 8
"""Sentences that are kept as far as they were read: acts are asked about in order."""

FoundCategory = tuple[Category, str]
"""The category, and the words that point to it."""


class _Findings(NamedTuple):
    """The first categories that passages give an act, each with the index of the mention it was found at."""

    strong: tuple[int, FoundCategory] | None
    weak: tuple[int, FoundCategory] | None
    """From words of suspension alone, which acts of every category share."""


_NOTHING = _Findings(None, None)


class ActCategories:
    """The categories of the acts that one document names.

    One sentence may name thousands of acts and be the only evidence for each, so the result for every passage, mention,
    act and list of acts is computed once and kept.
    """

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._whole: dict[tuple[Span, bool], FoundCategory | None] = {}
        self._by_mention: dict[tuple[int, bool], _Findings] = {}
        self._by_act: dict[tuple[str, bool], _Findings] = {}
        self._by_list: dict[tuple[int, bool], _Findings] = {}
        self._elsewhere: dict[str, FoundCategory | None] = {}
        self._within = lru_cache(maxsize=_SENTENCES_AT_HAND)(
            lambda sentence: CategoriesWithin(reading.text, sentence.start, sentence.end)
        )

    def of(self, key: str | None, title: str | None, act: Span) -> FoundCategory | None:
        """The category of the act named at `act`, with the words that point to it.

        Tried in turn: its title; the unreliable entity list, whose notices list and delist; its sentence behind it, its
        sentence, its line; then the same of every other place that names it or an act in one list with it.
        """
        found = categorize(normalize(title).text, law=_regulates(key)) if title else None
        if found is None and key is not None and key.startswith("UEL/"):
            return "enforcement_action", self._reading.text[act.start : act.end]
        if found is None:
            numbered = key is not None and parse_key(key) is not None
            found = _better(self._around(0, act.start, numbered))
            if found is None and key is not None:
                found = self._of_other_places(key, numbered)
        return found

    def of_passage(self, span: Span, numbered: bool) -> FoundCategory | None:
        """The category that a passage as a whole points to; `numbered`: the act in question has a number."""
        if (span, numbered) not in self._whole:
            words = self._reading.text[span.start : span.end]
            self._whole[span, numbered] = categorize(words, act=numbered)
        return self._whole[span, numbered]

    def _of_other_places(self, key: str, numbered: bool) -> FoundCategory | None:
        if key not in self._elsewhere:
            self._elsewhere[key] = self._find_elsewhere(key, numbered)
        return self._elsewhere[key]

    def _find_elsewhere(self, key: str, numbered: bool) -> FoundCategory | None:
        """By the titles that go with its number, by its mentions, by those of the acts listed with it."""
        titled = _first((index, self.of_passage(span, numbered)) for index, span in enumerate(self._titles[key]))
        own = self._of_act(key, numbered)
        lists = {self._reading.references[index].phrase_start for index in self._mentions[key]}
        listed = _earliest(self._of_list(phrase, numbered) for phrase in lists)
        for findings in (titled, own, listed):
            if findings.strong is not None:
                return findings.strong[1]
        return next((findings.weak[1] for findings in (titled, own, listed) if findings.weak is not None), None)

    def _of_act(self, key: str, numbered: bool) -> _Findings:
        if (key, numbered) not in self._by_act:
            findings = (self._of_mention(index, numbered) for index in self._mentions[key])
            self._by_act[key, numbered] = _earliest(findings, in_order=True)
        return self._by_act[key, numbered]

    def _of_list(self, phrase: int, numbered: bool) -> _Findings:
        """The earliest finding for any act of one list, wherever those acts are named."""
        if (phrase, numbered) not in self._by_list:
            acts = (self._of_act(key, numbered) for key in self._lists[phrase])
            self._by_list[phrase, numbered] = _earliest(acts)
        return self._by_list[phrase, numbered]

    def _of_mention(self, index: int, numbered: bool) -> _Findings:
        if (index, numbered) not in self._by_mention:
            position = self._reading.references[index].start
            self._by_mention[index, numbered] = self._around(index, position, numbered)
        return self._by_mention[index, numbered]

    def _around(self, index: int, position: int, numbered: bool) -> _Findings:
        """What stands from an act to the end of its sentence, in the sentence, in the line, in the heading above it."""
        return _first((index, found) for found in self._passages(position, numbered))

    def _passages(self, position: int, numbered: bool) -> Iterator[FoundCategory | None]:
        sentence, line = self._reading.sentence_at(position), self._reading.line_at(position)
        yield self._within(sentence).behind(position, act=numbered)
        yield self.of_passage(sentence, numbered)
        yield self.of_passage(line, numbered)
        heading = self._headings.get(line)
        if heading is not None:
            yield self.of_passage(heading, numbered)

    @cached_property
    def _headings(self) -> dict[Span, Span]:
        """Line -> the last short line above it that is no row of a table."""
        headings: dict[Span, Span] = {}
        last: Span | None = None
        for line in self._reading.lines:
            if last is not None:
                headings[line] = last
            if line.end - line.start <= _LONGEST_HEADING and not self._reading.is_row(line.start):
                last = line
        return headings

    @cached_property
    def _titles(self) -> dict[str, list[Span]]:
        titles: dict[str, list[Span]] = defaultdict(list)
        for title in self._reading.act_titles:
            titles[title.key].append(Span(title.start, title.end))
        return titles

    @cached_property
    def _mentions(self) -> dict[str, list[int]]:
        """Key -> the places in `references` that name the act."""
        mentions: dict[str, list[int]] = defaultdict(list)
        for index, mention in enumerate(self._reading.references):
            mentions[mention.key].append(index)
        return mentions

    @cached_property
    def _lists(self) -> dict[int, dict[str, None]]:
        """Where a phrase begins -> the keys of the acts that it names."""
        lists: dict[int, dict[str, None]] = defaultdict(dict)
        for key, mentions in self._mentions.items():
            for index in mentions:
                lists[self._reading.references[index].phrase_start][key] = None
        return lists


def _regulates(key: str | None) -> bool:
    """Whether a key is that of a law or of an order, which promulgates one."""
    return key is not None and (key.startswith("law/") or "/order/" in key)


def _first(categories: Iterable[tuple[int, FoundCategory | None]]) -> _Findings:
    """The first category that rests on more than suspension, reading no further, and the first weak one before it."""
    weak: tuple[int, FoundCategory] | None = None
    for index, found in categories:
        if found is not None and found[1] != _SUSPENDS:
            return _Findings((index, found), weak)
        if found is not None and weak is None:
            weak = index, found
    return _Findings(None, weak)


def _earliest(findings: Iterable[_Findings], *, in_order: bool = False) -> _Findings:
    """The findings that stand first in the text; with `in_order` the rest is not read once a strong one is found."""
    first = _NOTHING
    for one in findings:
        first = _Findings(_before(first.strong, one.strong), _before(first.weak, one.weak))
        if in_order and first.strong is not None:
            break
    return first


def _before(
    one: tuple[int, FoundCategory] | None, other: tuple[int, FoundCategory] | None
) -> tuple[int, FoundCategory] | None:
    if one is None or other is None:
        return one or other
    return one if one[0] <= other[0] else other


def _better(findings: _Findings) -> FoundCategory | None:
    found = findings.strong or findings.weak
    return found[1] if found is not None else None
