"""The category of an act that a text tells of: by its title, its list, its sentence, else by where else it is named."""

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
"""Suspending is done to measures of every category: what else is said tells more."""
_SENTENCES_AT_HAND = 8
"""Sentences that are kept as far as they were read: acts are asked about in order."""

Told = tuple[Category, str]
"""A category, and the words that point to it."""


class _Said(NamedTuple):
    """What passages say of an act, and the place of the first mention there that says it."""

    strong: tuple[int, Told] | None
    weak: tuple[int, Told] | None
    """That it is suspended, which is told of acts of every category."""


_NOTHING = _Said(None, None)


class CategoriesTold:
    """Tells the categories of the acts that one document names.

    A sentence may name thousands of acts, and be all that says anything of each: what a passage, a mention, an act and
    a list of acts say is found out once for each.
    """

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._whole: dict[tuple[Span, bool], Told | None] = {}
        self._by_mention: dict[tuple[int, bool], _Said] = {}
        self._by_act: dict[tuple[str, bool], _Said] = {}
        self._by_list: dict[tuple[int, bool], _Said] = {}
        self._elsewhere: dict[str, Told | None] = {}
        self._within = lru_cache(maxsize=_SENTENCES_AT_HAND)(
            lambda sentence: CategoriesWithin(reading.text, sentence.start, sentence.end)
        )

    def of(self, key: str | None, title: str | None, act: Span) -> Told | None:
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
                found = self._told_elsewhere(key, numbered)
        return found

    def said_in(self, span: Span, numbered: bool) -> Told | None:
        """The category that a whole passage points to, where a numbered act, or any act, is spoken of."""
        if (span, numbered) not in self._whole:
            words = self._reading.text[span.start : span.end]
            self._whole[span, numbered] = categorize(words, act=numbered)
        return self._whole[span, numbered]

    def _told_elsewhere(self, key: str, numbered: bool) -> Told | None:
        if key not in self._elsewhere:
            self._elsewhere[key] = self._first_elsewhere(key, numbered)
        return self._elsewhere[key]

    def _first_elsewhere(self, key: str, numbered: bool) -> Told | None:
        """By the titles that go with its number, by its mentions, by those of the acts listed with it."""
        titled = _first((index, self.said_in(span, numbered)) for index, span in enumerate(self._titles[key]))
        own = self._told_of(key, numbered)
        lists = {self._reading.references[index].phrase_start for index in self._mentions[key]}
        listed = _earliest(self._told_of_list(phrase, numbered) for phrase in lists)
        for said in (titled, own, listed):
            if said.strong is not None:
                return said.strong[1]
        return next((said.weak[1] for said in (titled, own, listed) if said.weak is not None), None)

    def _told_of(self, key: str, numbered: bool) -> _Said:
        if (key, numbered) not in self._by_act:
            said = (self._told_at(index, numbered) for index in self._mentions[key])
            self._by_act[key, numbered] = _earliest(said, in_order=True)
        return self._by_act[key, numbered]

    def _told_of_list(self, phrase: int, numbered: bool) -> _Said:
        """Of all acts of one list, wherever they are named."""
        if (phrase, numbered) not in self._by_list:
            acts = (self._told_of(key, numbered) for key in self._lists[phrase])
            self._by_list[phrase, numbered] = _earliest(acts)
        return self._by_list[phrase, numbered]

    def _told_at(self, index: int, numbered: bool) -> _Said:
        if (index, numbered) not in self._by_mention:
            position = self._reading.references[index].start
            self._by_mention[index, numbered] = self._around(index, position, numbered)
        return self._by_mention[index, numbered]

    def _around(self, index: int, position: int, numbered: bool) -> _Said:
        """What stands from an act to the end of its sentence, in the sentence, in the line, in the heading above it."""
        return _first((index, told) for told in self._passages(position, numbered))

    def _passages(self, position: int, numbered: bool) -> Iterator[Told | None]:
        sentence, line = self._reading.sentence_at(position), self._reading.line_at(position)
        yield self._within(sentence).behind(position, act=numbered)
        yield self.said_in(sentence, numbered)
        yield self.said_in(line, numbered)
        heading = self._headings.get(line)
        if heading is not None:
            yield self.said_in(heading, numbered)

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


def _first(told: Iterable[tuple[int, Told | None]]) -> _Said:
    """The first that says more than that something is suspended, read no further than that, and the first before it."""
    weak: tuple[int, Told] | None = None
    for index, found in told:
        if found is not None and found[1] != _SUSPENDS:
            return _Said((index, found), weak)
        if found is not None and weak is None:
            weak = index, found
    return _Said(None, weak)


def _earliest(said: Iterable[_Said], *, in_order: bool = False) -> _Said:
    """Of what is said of several acts that which stands first in the text; nothing behind it is read `in_order`."""
    first = _NOTHING
    for one in said:
        first = _Said(_before(first.strong, one.strong), _before(first.weak, one.weak))
        if in_order and first.strong is not None:
            break
    return first


def _before(one: tuple[int, Told] | None, other: tuple[int, Told] | None) -> tuple[int, Told] | None:
    if one is None or other is None:
        return one or other
    return one if one[0] <= other[0] else other


def _better(said: _Said) -> Told | None:
    found = said.strong or said.weak
    return found[1] if found is not None else None
