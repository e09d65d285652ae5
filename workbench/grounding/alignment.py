"""Finding a quote in its source: exact, near, or a best guess; never a number that is not there.

exact    the source holds the quote's letters and figures, whole, at this place
near     the source holds them with a few harmless characters more, which are named
suspect  the likeliest place, for a reviewer to look at; it supports nothing
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz

from workbench.facts.fact import Grounding
from workbench.text import Folded, fold
from workbench.text.folding import CHINESE_FIGURES, MARKS, is_numeral

_GRAM = 3
_COMMON_GRAM = 300
_BUCKET = 16
_CANDIDATES = 3
_SLACK = 8
_SHORTEST_NEAR = 6
_SHORTEST_SUSPECT = 4
_SUSPECT_SCORE = 55.0

# A quote that leaves out one of these says something else than its source.
_WEIGHTY_CHARACTERS = CHINESE_FIGURES | MARKS | frozenset("0123456789%‰°<>=≤≥≠±×不未非无没勿莫否免禁除止停废")
_WEIGHTY_WORDS = (
    *(
        "暂停",
        "继续",
        "恢复",
        "取消",
        "豁免",
        "解除",
        "撤销",
        "终止",
        "暂缓",
        "部分",
        "原则",
        "可能",
        "拟议",
        "草案",
        "征求",
    ),
    *(
        "以上",
        "以下",
        "以内",
        "超过",
        "低于",
        "至少",
        "至多",
        "之前",
        "之后",
        "境内",
        "境外",
        "出口",
        "进口",
        "军事",
        "民用",
    ),
    *("中国", "美国", "日本", "韩国", "英国", "德国", "法国", "荷兰", "欧盟", "台湾", "香港", "印度", "稀土", "石墨"),
)
_UNSPLIT = frozenset({"暂停", "停止", "禁止", "恢复", "不得"})
"""Words that no edge may cut in two: half of one says the opposite, or another thing."""
# Leaving out 月 makes 11月8日 into 118日.
_FIGURES = re.compile(f"[0-9a-z{''.join(CHINESE_FIGURES)}{re.escape(''.join(MARKS))}]+")
_UNIT = re.compile(r"(?:[kmcnμpgt]?(?:m|g|w|hz|v|a|wh|pa|l|b|bit|bits|ev|s)|ppm|hrc|ct|μ|ω)(?![a-z])")


@dataclass(frozen=True, slots=True)
class Alignment:
    """Where a quote stands: [start, end) of the source, in code points."""

    tier: Grounding
    start: int
    end: int
    omitted: str = ""
    """near: the folded characters that the source has there and the quote leaves out."""
    count: int = 1
    """exact: at how many places the source holds the quote; this is the first, or the nearest to the hint."""


class Aligner:
    """Aligns quotes with one text; folds it once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._folded = fold(text)

    def align(self, quote: str, *, hint: int | None = None) -> Alignment | None:
        """The best place of `quote`, nearest to offset `hint` among equals; None where nothing is like it."""
        wanted = fold(quote)
        if not wanted.text:
            return None
        exact = self._exact(wanted, hint)
        if exact is not None or len(wanted.text) < _SHORTEST_SUSPECT:
            return exact
        windows = self._likely_windows(wanted.text, hint)
        return self._near(wanted, windows) or self._suspect(wanted.text, windows)

    def holds(self, quote: str) -> bool:
        """Whether the text holds the letters and figures of `quote`, whole, somewhere."""
        return self._exact(fold(quote), None) is not None

    def _exact(self, wanted: Folded, hint: int | None) -> Alignment | None:
        spans = [self._outward(wanted, start, end) for start, end in self._occurrences(wanted.text)]
        if not spans:
            return None
        start, end = spans[0] if hint is None else min(spans, key=lambda span: abs(span[0] - hint))
        return Alignment("exact", start, end, count=len(spans))

    def _occurrences(self, key: str) -> Iterator[tuple[int, int]]:
        """Folded spans equal to `key` whose edges cut nothing."""
        text = self._folded.text
        start = text.find(key) if key else -1
        while start >= 0:
            if self._is_sound(key, start, start + len(key)):
                yield start, start + len(key)
            start = text.find(key, start + 1)

    def _is_sound(self, key: str, start: int, end: int) -> bool:
        """Whether a folded span cuts nothing at its edges and, read by itself, folds to `key` again."""
        if self._cuts(start) or self._cuts(end):
            return False
        first, last = self._folded.span(start, end)
        return fold(self.text[first:last]).text == key

    def _outward(self, wanted: Folded, start: int, end: int) -> tuple[int, int]:
        """The source span of a folded span, with the quote's own punctuation at its edges where the source has it."""
        first, last = self._folded.span(start, end)
        head, tail = wanted.source[: wanted.at[0]], wanted.source[wanted.at[-1] + 1 :]
        while head and first > 0 and self.text[first - 1] == head[-1]:
            first, head = first - 1, head[:-1]
        while tail and last < len(self.text) and self.text[last] == tail[0]:
            last, tail = last + 1, tail[1:]
        if fold(self.text[first:last]).text == self._folded.text[start:end]:
            return first, last
        return self._folded.span(start, end)

    def _cuts(self, position: int) -> bool:
        """Whether a cut before the folded character at `position` cuts a number, a unit, a code or a word."""
        folded = self._folded
        if not 0 < position < len(folded.text):
            return False
        left, right = folded.text[position - 1], folded.text[position]
        gap = folded.gap(position)
        if folded.at[position - 1] == folded.at[position] or (left + right in _UNSPLIT and not gap.strip()):
            return True
        if (left in MARKS or right in MARKS) and "|" not in (left, right) and right not in "-+":
            return True
        if is_numeral(left) and (is_numeral(right) or right in "%‰°"):
            return _is_one_number(left, right, folded.text[position : position + 2])
        if left.isascii() and right.isascii() and left.isalnum() and right.isalnum():
            coded = left.isdigit() != right.isdigit() and gap in {".", "．", "-"}
            return not gap or coded or (gap.isspace() and self._parts_unit(left, position))
        return left.isdigit() and not gap.strip() and self._parts_unit(left, position)

    def _parts_unit(self, left: str, position: int) -> bool:
        return left.isdigit() and _UNIT.match(self._folded.text, position) is not None

    def _near(self, wanted: Folded, windows: list[tuple[int, int]]) -> Alignment | None:
        """The tightest span that is the quote plus harmless characters inside it."""
        key = wanted.text
        budget = max(2, len(key) // 10)
        found: list[tuple[int, int, str]] = []
        for low, high in windows if len(key) >= _SHORTEST_NEAR else ():
            for start, end, omitted in _supersequences(key, self._folded.text, low, high, budget):
                whole = not self._cuts(start) and not self._cuts(end)
                if whole and is_harmless(omitted, key, self._folded.text[start:end]):
                    found.append((start, end, omitted))
        if not found:
            return None
        start, end, omitted = min(found, key=lambda span: len(span[2]))
        return Alignment("near", *self._outward(wanted, start, end), omitted=omitted)

    def _suspect(self, key: str, windows: list[tuple[int, int]]) -> Alignment | None:
        best: tuple[float, int, int] | None = None
        for low, high in windows:
            hit = fuzz.partial_ratio_alignment(key, self._folded.text[low:high], score_cutoff=_SUSPECT_SCORE)
            if hit is not None and hit.dest_end > hit.dest_start and (best is None or hit.score > best[0]):
                best = hit.score, low + hit.dest_start, low + hit.dest_end
        return None if best is None else Alignment("suspect", *self._folded.span(best[1], best[2]))

    def _likely_windows(self, key: str, hint: int | None) -> list[tuple[int, int]]:
        """The folded windows that most of the key's grams point at, likeliest first."""
        votes: Counter[int] = Counter()
        for index in range(len(key) - _GRAM + 1):
            places = self._places.get(key[index : index + _GRAM], ())
            if len(places) <= _COMMON_GRAM:
                votes.update([(place - index) // _BUCKET for place in places])
        likeliest = sorted(
            votes, key=lambda bucket: (-votes[bucket] - votes[bucket + 1], self._distance(bucket, hint))
        )[:_CANDIDATES]
        size = len(self._folded.text)
        return [
            (max(0, bucket * _BUCKET - _SLACK), min(size, (bucket + 2) * _BUCKET + len(key) + len(key) // 10 + _SLACK))
            for bucket in likeliest
        ]

    def _distance(self, bucket: int, hint: int | None) -> int:
        """From the hint to the start of a bucket, in source characters; without a hint, from the beginning."""
        place = min(max(0, bucket * _BUCKET), len(self._folded.at) - 1)
        return abs(self._folded.at[place] - (hint or 0))

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        """Each gram of the folded text -> where it stands; built when the first inexact quote comes."""
        places: defaultdict[str, list[int]] = defaultdict(list)
        text = self._folded.text
        for index in range(len(text) - _GRAM + 1):
            places[text[index : index + _GRAM]].append(index)
        return dict(places)


def is_harmless(omitted: str, key: str, span: str) -> bool:
    """Whether leaving out `omitted` leaves the meaning of `span` in `key`: no figure, negation or weighty word."""
    if _WEIGHTY_CHARACTERS.intersection(omitted):
        return False
    if _FIGURES.findall(span) != _FIGURES.findall(key):
        return False
    left_out = set(omitted)
    return not any(left_out.issuperset(word) and span.count(word) > key.count(word) for word in _WEIGHTY_WORDS)


def _is_one_number(left: str, right: str, following: str) -> bool:
    """Whether a numeral and what follows it directly belong to one number: 1|5, 十|五, 160.07|万, 50|%."""
    if following == "两用":
        return False
    if left.isdigit() and left.isascii():
        return right.isascii() or right in "十百千万亿‰°"
    return not (right.isascii() and right.isdigit())


def _supersequences(key: str, text: str, low: int, high: int, budget: int) -> Iterator[tuple[int, int, str]]:
    """Spans of text[low:high] that hold `key` in order, from its first to its last character, with few others."""
    start = text.find(key[0], low, high)
    while start >= 0:
        omitted: list[str] = []
        position, spare = start, budget
        for char in key[1:]:
            place = text.find(char, position + 1, position + 2 + spare)
            if place < 0:
                break
            omitted.append(text[position + 1 : place])
            spare -= place - position - 1
            position = place
        else:
            yield start, position + 1, "".join(omitted)
        start = text.find(key[0], start + 1, high)
