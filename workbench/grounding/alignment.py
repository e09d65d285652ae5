"""Finding a quote in its source: exact, near, or a best guess; never a number that is not there.

exact    the source holds the quote's letters and figures, whole, at this place
near     the source holds them with a few harmless characters more, which are named, or in another region's words
suspect  the likeliest place, for a reviewer to look at; it supports nothing
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from rapidfuzz import fuzz

from workbench.facts.fact import Grounding
from workbench.grounding.edges import cuts_word, is_whole
from workbench.grounding.omissions import Longer, is_harmless, longer_spans
from workbench.text import Folded
from workbench.text.folding import fold_characters, fold_terms
from workbench.text.vocabulary import COMMON_TERMS, LOOSE_TERMS

_GRAM, _SHORT_GRAM = 3, 2
_SHORT = 12  # folded characters of a quote that leaves few grams whole when it leaves out characters
_COMMON_GRAM = 300
_BUCKET = 16
_NEAR_WINDOWS, _SUSPECT_WINDOWS = 40, 3
_FAR_BEHIND = 3  # a window with a third of the likeliest one's votes is not looked at
_SLACK = 8
_SHORTEST = 4
_SHORTEST_ANYWHERE = 6  # a shorter quote is near only where one place alone is like it
_SUSPECT_SCORE = 55.0


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
    cuts_word: bool = False
    """Whether the quote begins or ends inside a word such as 暫停 or 不得, half of which says another thing."""


class Aligner:
    """Aligns quotes with one text; folds it once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._written = _Form(fold_characters(text), fold_characters)

    @cached_property
    def _common(self) -> _Form:
        """The text in common words; the written form itself where it has no regional ones."""
        return self._written.reworded(_in_common_words)

    @cached_property
    def _loose(self) -> _Form:
        return self._common.reworded(_in_loose_words)

    def align(self, quote: str, *, hint: int | None = None) -> Alignment | None:
        """The best place of `quote`, nearest to offset `hint` among equals; None where nothing is like it."""
        written = fold_characters(quote)
        if not written.text:
            return None
        found = self._written.exact(written, hint)
        if found is not None:
            return found
        common = _in_common_words(written)
        forms = [(self._written, written)]
        if common is not written or self._common is not self._written:
            forms.append((self._common, common))
            found = self._common.exact(common, hint)
        if found is not None or len(written.text) < _SHORTEST:
            return found
        near = next((near for form, wanted in forms if (near := form.near(wanted, hint))), None)
        return near or self._reworded(common, hint) or self._common.suspect(common.text, hint)

    def holds(self, quote: str) -> bool:
        """Whether the text holds the letters and figures of `quote`, whole, somewhere, without cutting a status word in two."""
        written = fold_characters(quote)
        if not written.text:
            return False
        found = self._written.exact(written) or self._common.exact(_in_common_words(written))
        return found is not None and not found.cuts_word

    def _reworded(self, common: Folded, hint: int | None) -> Alignment | None:
        """Near, where the quote stands but for words that may differ."""
        wanted = _in_loose_words(common)
        if wanted is common and self._loose is self._common:
            return None
        found = self._loose.exact(wanted, hint)
        return found and replace(found, tier="near")


class _Form:
    """A text in one folded form, and the way in which quotes are brought to it."""

    def __init__(self, folded: Folded, refold: Callable[[str], Folded]) -> None:
        self.folded, self._refold = folded, refold

    def reworded(self, reword: Callable[[Folded], Folded]) -> _Form:
        """The form in other words; this very one where it has none of them."""
        folded = reword(self.folded)
        return self if folded is self.folded else _Form(folded, lambda source: reword(self._refold(source)))

    def exact(self, wanted: Folded, hint: int | None = None) -> Alignment | None:
        """The place that is equal to the quote; where there are several, a whole one, then the nearest."""
        spans = list(self._occurrences(wanted))
        if not spans:
            return None
        start, end = min(spans, key=lambda span: (cuts_word(self.folded, *span), self._distance(span[0], hint)))
        return self._alignment("exact", wanted, start, end, count=len(spans))

    def near(self, wanted: Folded, hint: int | None) -> Alignment | None:
        """The place that is the quote and the fewest harmless characters inside it."""
        found = set(self._harmless(wanted.text, hint))
        if not found or (len(wanted.text) < _SHORTEST_ANYWHERE and len(found) > 1):
            return None
        best = min(found, key=lambda each: (len(each.omitted), self._distance(each.start, hint)))
        return self._alignment("near", wanted, best.start, best.end, omitted=best.omitted)

    def suspect(self, key: str, hint: int | None) -> Alignment | None:
        """The likeliest place."""
        best: tuple[float, int, int] | None = None
        for low, high in self._windows(key, hint, _SUSPECT_WINDOWS):
            hit = fuzz.partial_ratio_alignment(key, self.folded.text[low:high], score_cutoff=_SUSPECT_SCORE)
            if hit is not None and hit.dest_end > hit.dest_start and (best is None or hit.score > best[0]):
                best = hit.score, low + hit.dest_start, low + hit.dest_end
        return None if best is None else Alignment("suspect", *self.folded.span(best[1], best[2]))

    def _occurrences(self, wanted: Folded) -> Iterator[tuple[int, int]]:
        """Folded spans equal to `wanted` whose edges cut nothing, and that fold to it when read by themselves."""
        text, key = self.folded.text, wanted.text
        start = text.find(key)
        while start >= 0:
            end = start + len(key)
            if is_whole(self.folded, start, end) and self._reads(self.folded.quote(start, end), wanted):
                yield start, end
            start = text.find(key, start + 1)

    def _reads(self, stretch: str, wanted: Folded) -> bool:
        """Whether a stretch of the source folds to `wanted` by itself, as it does where it is written the same.

        What the quote has behind its last letter makes no difference to how it folds.
        """
        return stretch == wanted.source[: wanted.at[-1] + 1] or self._refold(stretch).text == wanted.text

    def _harmless(self, key: str, hint: int | None) -> Iterator[Longer]:
        text = self.folded.text
        for low, high in self._windows(key, hint, _NEAR_WINDOWS):
            for longer in longer_spans(key, text, low, high, max(2, len(key) // 10)):
                start, end = longer.start, longer.end
                if is_whole(self.folded, start, end) and is_harmless(longer.omitted, key, text[start:end]):
                    yield longer

    def _alignment(
        self, tier: Grounding, wanted: Folded, start: int, end: int, *, omitted: str = "", count: int = 1
    ) -> Alignment:
        cut = cuts_word(self.folded, start, end)
        return Alignment(tier, *self._outward(wanted, start, end), omitted=omitted, count=count, cuts_word=cut)

    def _outward(self, wanted: Folded, start: int, end: int) -> tuple[int, int]:
        """The source span of a folded span, with the quote's own punctuation at its edges where the source has it."""
        source = self.folded.source
        inner = first, last = self.folded.span(start, end)
        head, tail = wanted.source[: wanted.at[0]], wanted.source[wanted.at[-1] + 1 :]
        while head and first > 0 and source[first - 1] == head[-1]:
            first, head = first - 1, head[:-1]
        while tail and last < len(source) and source[last] == tail[0]:
            last, tail = last + 1, tail[1:]
        outer = first, last
        sound = (
            outer == inner
            or source[first:last] == wanted.source
            or self._refold(source[first:last]).text == self.folded.text[start:end]
        )
        return outer if sound else inner

    def _windows(self, key: str, hint: int | None, most: int) -> list[tuple[int, int]]:
        """The folded windows that most of the key's grams point at, likeliest first."""
        votes: Counter[int] = Counter()
        size = _GRAM if len(key) >= _SHORT else _SHORT_GRAM
        places = self._places if len(key) >= _SHORT else self._places_of_pairs
        for index in range(len(key) - size + 1):
            found = places.get(key[index : index + size], ())
            if len(found) <= _COMMON_GRAM:
                votes.update([(place - index) // _BUCKET for place in found])
        pairs = {bucket: votes[bucket] + votes.get(bucket + 1, 0) for bucket in votes}
        enough = max(pairs.values(), default=0) / _FAR_BEHIND
        likeliest = heapq.nsmallest(
            most,
            (bucket for bucket, count in pairs.items() if count >= enough),
            key=lambda bucket: (-pairs[bucket], self._distance(bucket * _BUCKET, hint)),
        )
        reach = 2 * _BUCKET + len(key) + len(key) // 10 + _SLACK
        end = len(self.folded.text)
        return [(max(0, bucket * _BUCKET - _SLACK), min(end, bucket * _BUCKET + reach)) for bucket in likeliest]

    def _distance(self, position: int, hint: int | None) -> int:
        """From the hint to a folded position, in source characters; without a hint, from the beginning."""
        place = min(max(0, position), len(self.folded.at) - 1)
        return abs(self.folded.at[place] - (hint or 0))

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        """Each gram of the text -> where it stands; built when the first inexact quote comes."""
        return _grams(self.folded.text, _GRAM)

    @cached_property
    def _places_of_pairs(self) -> dict[str, list[int]]:
        return _grams(self.folded.text, _SHORT_GRAM)


def _grams(text: str, size: int) -> dict[str, list[int]]:
    places: defaultdict[str, list[int]] = defaultdict(list)
    for index in range(len(text) - size + 1):
        places[text[index : index + size]].append(index)
    return dict(places)


def _in_common_words(folded: Folded) -> Folded:
    return fold_terms(folded, COMMON_TERMS)


def _in_loose_words(folded: Folded) -> Folded:
    return fold_terms(folded, LOOSE_TERMS)
