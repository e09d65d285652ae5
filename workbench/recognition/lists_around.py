"""What the sentence and line around a number of entities say about lists and about what is done to those entities.

A sentence may hold thousands of numbers, so its contents are found once and looked up by position.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import Literal

from workbench.facts.kinds import ListName
from workbench.recognition.entities_lists import LIST_NAME, ListsNamed, list_of
from workbench.recognition.entities_phrases import ListingPhrase
from workbench.recognition.reading import Reading, Span
from workbench.text import han_pattern

CountAction = Literal["add", "remove", "suspend", "stop", "total"]

_LIST_WORD = han_pattern(rf"{LIST_NAME}|反(?:外国)?制(?:裁)?措施")
# 中国对…的制裁名单: it is China that sanctions.
_OURS_ON_OTHERS = han_pattern("(?:中国|中方|北京)(?:对[^。;,]{1,16})?的?制裁(?:名单|清单)")
_LISTED_BEFORE = han_pattern(r"被列入|列入的")
_ACTS: tuple[tuple[CountAction, re.Pattern[str]], ...] = (
    ("add", han_pattern(r"列入|纳入|增列|加入|列为|采取(?!的)")),
    ("suspend", han_pattern(r"暂停|中止")),
    ("stop", han_pattern(r"停止(?!出口|有关出口|向)|取消|终止|不再")),
    ("remove", han_pattern(r"移出|移除|剔除")),
)


class ListsAround:
    """A sentence that counts entities."""

    def __init__(self, reading: Reading, sentence: Span) -> None:
        self._text, self._sentence = reading.text, sentence
        self._words = reading.text[sentence.start : sentence.end]
        self._line = _whole_line(reading, reading.line_at(sentence.start))

    @cached_property
    def speaks_of_list(self) -> bool:
        """Whether the sentence names a list, or countermeasures."""
        return _LIST_WORD.search(self._words) is not None

    @cached_property
    def listed_before(self) -> bool:
        """Whether those that it counts were listed before (被列入的12家)."""
        return _LISTED_BEFORE.search(self._words) is not None

    def list_behind(self, position: int) -> ListName | None:
        """The first list that the rest of the sentence names."""
        return self._named.first(position)

    @cached_property
    def _named(self) -> ListsNamed:
        return ListsNamed(self._text, self._sentence.start, self._sentence.end)

    @cached_property
    def first_list(self) -> ListName | None:
        """The first list that the sentence names."""
        return list_of(self._words)

    @cached_property
    def last_list_of_line(self) -> ListName | None:
        """The last list that the line names up to the end of the sentence."""
        return self._line.last_list(self._sentence.end)

    def is_of_china(self, *, whole_line: bool) -> bool:
        """Whether the sentence, or its line so far, is about a list on which China puts others."""
        if whole_line:
            return self._line.first_of_china <= self._sentence.end
        return self._of_china

    @cached_property
    def _of_china(self) -> bool:
        return _OURS_ON_OTHERS.search(self._words) is not None

    def names_any(self, *, whole_line: bool) -> bool:
        """Whether the sentence, or its line so far, names a list, or countermeasures."""
        return self._line.first_list_word <= self._sentence.end if whole_line else self.speaks_of_list

    def act_before(self, position: int) -> CountAction | None:
        """What the sentence says last before a position that was done."""
        ends = self._acts[1]
        before = bisect_left(ends, position + 1)
        return max(self._acts[0][max(0, before - len(_ACTS)) : before])[1] if before else None

    @cached_property
    def _acts(self) -> tuple[list[tuple[int, CountAction]], list[int]]:
        found = sorted(
            (match.end(), match.start(), action)
            for action, pattern in _ACTS
            for match in pattern.finditer(self._text, self._sentence.start, self._sentence.end)
        )
        return [(start, action) for _, start, action in found], [end for end, _, _ in found]


class _Line:
    """What a whole line says of lists, for sentences that go on about those that it named before."""

    def __init__(self, text: str, line: Span) -> None:
        self._text, self._line = text, line

    def last_list(self, end: int) -> ListName | None:
        named = self._named[: bisect_left(self._named, end, key=lambda one: one[0])]
        return next((name for _, last, name in reversed(named) if last <= end), None)

    @cached_property
    def _named(self) -> list[tuple[int, int, ListName]]:
        named = ListsNamed(self._text, self._line.start, self._line.end).all
        return sorted(named, key=lambda one: (one[0], one[2]))

    @cached_property
    def first_of_china(self) -> float:
        return self._first_end(_OURS_ON_OTHERS)

    @cached_property
    def first_list_word(self) -> float:
        return self._first_end(_LIST_WORD)

    def _first_end(self, pattern: re.Pattern[str]) -> float:
        found = pattern.search(self._text, self._line.start, self._line.end)
        return found.end() if found is not None else float("inf")


@lru_cache(maxsize=1)
def _whole_line(reading: Reading, line: Span) -> _Line:
    return _Line(reading.text, line)


@lru_cache(maxsize=2)
def lists_around(reading: Reading, sentence: Span) -> ListsAround:
    """What a sentence says; asked again for each number in it."""
    return ListsAround(reading, sentence)


def act_behind(words: str) -> CountAction | None:
    """What a few words say first that is done."""
    found = [(match.start(), action) for action, pattern in _ACTS for match in pattern.finditer(words)]
    return min(found)[1] if found else None


class PhrasesAt:
    """Phrases about lists, by the places that they cover."""

    def __init__(self, phrases: tuple[ListingPhrase, ...]) -> None:
        self._phrases = phrases
        self._order = sorted(range(len(phrases)), key=lambda index: phrases[index].start)
        self._starts = [phrases[index].start for index in self._order]
        self._last_ends = list(accumulate((phrases[index].end for index in self._order), max))

    def first(self, position: int) -> ListingPhrase | None:
        """Of the phrases that cover a position the first in their own order."""
        covering: list[int] = []
        before = bisect_left(self._starts, position + 1) - 1
        while before >= 0 and self._last_ends[before] > position:
            if self._phrases[self._order[before]].end > position:
                covering.append(self._order[before])
            before -= 1
        return self._phrases[min(covering)] if covering else None
