"""A document prepared for checking values against it, and the passage of it that a fact quotes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Protocol, TypeVar

from workbench.facts.document import Document
from workbench.facts.fact import Evidence
from workbench.grounding.alignment import Aligner, Alignment
from workbench.recognition.reading import Reading
from workbench.text import NormalText, han_pattern, parse_integer

_STOPS = '。!?;\n "'  # behind these another sentence begins, with another subject
_HEAD = 600  # characters in which a document says when it was published


class _Placed(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


M = TypeVar("M", bound=_Placed)


_BARE_NUMBER = han_pattern(
    r"(?:[〔\[(]?(?P<year>(?:19|20)[0-9]{2})[〕\])]?年?)?(?<![0-9])第?(?P<number>[0-9]{1,3}|[一二三四五六七八九十]{1,3})号"
)


@dataclass(frozen=True, slots=True)
class BareNumber:
    """A number closed by 號 at [start, end) of the normal text; the year is None where none is written with it."""

    start: int
    end: int
    year: int | None
    number: int

    @classmethod
    def read(cls, match: re.Match[str]) -> BareNumber | None:
        """The number that a match writes."""
        number = parse_integer(match["number"])
        year = parse_integer(match["year"]) if match["year"] else None
        return None if number is None else cls(match.start(), match.end(), year, number)


class Source:
    """One document and what the scanners find in it; each scanner runs once, when first asked."""

    def __init__(self, document: Document, aligner: Aligner) -> None:
        self.document = document
        self.aligner = aligner

    @cached_property
    def reading(self) -> Reading:
        """The document prepared for the scanners; a fact of words alone needs none of them."""
        return Reading.of(self.document)

    @property
    def normal(self) -> NormalText:
        """Its text in the reading form."""
        return self.reading.normal

    @property
    def speaks_itself(self) -> bool:
        """Whether the document is an act or an authority's own statement, not somebody's report of one."""
        return self.reading.is_act or (self.reading.is_statement and self.document.tier == "official")

    @cached_property
    def bare_numbers(self) -> tuple[BareNumber, ...]:
        """Every number closed by 號, with or without what makes it a reference: 〔2025〕7號, 第59號."""
        found = (BareNumber.read(match) for match in _BARE_NUMBER.finditer(self.normal.text))
        return tuple(each for each in found if each is not None)

    @cached_property
    def taken(self) -> list[tuple[int, int]]:
        """The spans of dates, references and codes, in order: the numbers in them are no others'."""
        placed: tuple[_Placed, ...] = (*self.reading.dates, *self.reading.references, *self.reading.codes)
        return sorted((mention.start, mention.end) for mention in placed)

    @cached_property
    def title(self) -> Aligner | None:
        """The title that the document carries as metadata."""
        return Aligner(self.document.title) if self.document.title else None

    def align_over_cuts(self, quote: str, hint: int | None) -> tuple[Alignment, ...]:
        """Where the parts of a quote stand that reads on over a page break, letter for letter; none for any other."""
        if not self.normal.cuts:
            return ()
        near = None if hint is None else self.normal.offset(hint)
        found = self._in_one_piece.align(quote, hint=near)
        if found is None or found.tier != "exact":
            return ()
        parts = self.normal.spans(found.start, found.end)
        return tuple(Alignment("exact", start, end, cuts_word=found.cuts_word) for start, end in parts)

    @cached_property
    def _in_one_piece(self) -> Aligner:
        return Aligner(self.normal.text)

    def passage(self, evidence: Sequence[Evidence]) -> Passage:
        """The passage that some spans of the document make up."""
        return Passage(self, tuple(evidence))


@lru_cache(maxsize=4)
def source_of(document: Document, aligner: Aligner | None = None) -> Source:
    """The document prepared; the last few are kept, since the facts of one document are grounded one after another."""
    return Source(document, aligner or Aligner(document.text))


@dataclass(frozen=True)
class Passage:
    """What a fact quotes."""

    source: Source
    evidence: tuple[Evidence, ...]

    @cached_property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Where [start, end) it stands in the normal text."""
        normal = self.source.normal
        spans = [place for span in self.evidence for place in normal.places(span.start, span.end)]
        # Where a page break cuts the text, two quotes may be the halves of one sentence.
        return tuple(_joined_at_cuts(normal, spans) if normal.cuts else spans)

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The normal text of each span."""
        return tuple(self.source.normal.text[start:end] for start, end in self.spans)

    @cached_property
    def text(self) -> str:
        """The normal texts, one a line."""
        return "\n".join(self.texts)

    @cached_property
    def _aligners(self) -> tuple[Aligner, ...]:
        return tuple(Aligner(span.quote) for span in self.evidence)

    @cached_property
    def _aligners_over_cuts(self) -> tuple[Aligner, ...]:
        """What a page break cuts, in one piece."""
        return tuple(map(Aligner, self.texts)) if self.source.normal.cuts else ()

    def holds(self, words: str) -> bool:
        """Whether one of the spans holds `words` letter for letter, cutting no number."""
        return any(aligner.holds(words) for aligner in self._aligners) or any(
            aligner.holds(words) for aligner in self._aligners_over_cuts
        )

    def mentions(self, found: Iterable[M]) -> list[M]:
        """The mentions that end within a span; one that begins before it has been entered by a sound edge."""
        return [
            mention
            for mention in found
            if any(start < mention.end <= end and mention.start < end for start, end in self.spans)
        ]

    def starts_inside(self, mention: _Placed) -> bool:
        """Whether the whole mention stands in a span."""
        return any(start <= mention.start and mention.end <= end for start, end in self.spans)

    @cached_property
    def _line_spans(self) -> tuple[tuple[int, int], ...]:
        text = self.source.normal.text
        ends = [text.find("\n", end) for _, end in self.spans]
        return tuple(
            (text.rfind("\n", 0, start) + 1, end if end >= 0 else len(text))
            for (start, _), end in zip(self.spans, ends, strict=True)
        )

    @property
    def paragraphs(self) -> tuple[tuple[int, int], ...]:
        """The lines of the normal text that the spans stand in, and the head of the document."""
        return ((0, min(_HEAD, len(self.source.normal.text))), *self._line_spans)

    @cached_property
    def lines(self) -> str:
        """The lines of the normal text that the spans stand in: paragraphs, table rows."""
        return "\n".join(self.source.normal.text[start:end] for start, end in self._line_spans)

    def beside(self, found: Iterable[M]) -> list[M]:
        """The mentions in the same paragraphs, or in the head of the document."""
        return [m for m in found if any(start <= m.start and m.end <= end for start, end in self.paragraphs)]

    def last_before(self, found: Sequence[M]) -> M | None:
        """The last mention before the first span in its paragraph."""
        start = self.spans[0][0]
        low = self.source.normal.text.rfind("\n", 0, start) + 1
        before = [mention for mention in found if low <= mention.start and mention.end <= start]
        return before[-1] if before else None

    @cached_property
    def surroundings(self) -> str:
        """The normal text of those paragraphs."""
        return "\n".join(self.source.normal.text[start:end] for start, end in self.paragraphs)

    @cached_property
    def actors(self) -> frozenset[str]:
        """The jurisdictions that act at the ends of the spans."""
        text = self.source.normal.text
        last = (start + len(text[start:end].rstrip(_STOPS)) - 1 for start, end in self.spans)
        return frozenset(self.source.reading.actor_at(max(0, position)) for position in last)

    @cached_property
    def subjects(self) -> frozenset[str]:
        """The keys that the passage goes on about: the act that the document is, or those last named before or in it."""
        reading = self.source.reading
        if self.source.speaks_itself and reading.speaking_key:
            return frozenset({reading.speaking_key})
        keys: set[str] = set()
        for start, end in self.spans:
            first = bisect_right(reading.subjects, start, key=lambda subject: subject.position) - 1
            last = bisect_right(reading.subjects, end, key=lambda subject: subject.position)
            keys.update(key for subject in reading.subjects[max(0, first) : last] for key in subject.keys)
        return frozenset(keys)

    def blanked(self) -> tuple[str, ...]:
        """The normal text of each span with its dates, references and codes blanked out: what other numbers are in."""
        source = self.source
        return tuple(_blank(source.normal.text, start, end, source.taken) for start, end in self.spans)


def _joined_at_cuts(normal: NormalText, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in the order of the text, those that adjoin at a cut made one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and joined[-1][1] == start and start in normal.cuts:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _blank(text: str, start: int, end: int, taken: list[tuple[int, int]]) -> str:
    chars = list(text[start:end])
    first = bisect_right(taken, (start, 0)) - 1
    for low, high in taken[max(0, first) :]:
        if low >= end:
            break
        for position in range(max(low, start), min(high, end)):
            chars[position - start] = "\u0001"
    return "".join(chars)
