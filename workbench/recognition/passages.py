"""A document as normal text, cut into lines and sentences, and the way from there to evidence and facts."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from workbench.facts.document import Document
from workbench.facts.fact import Check, Evidence, Fact, make_fact
from workbench.facts.kinds import AnyContent
from workbench.recognition.captions import is_caption_line, may_have_captions
from workbench.recognition.footnotes import address_behind
from workbench.recognition.garbling import has_reading_marks, may_have_reading_marks
from workbench.text import NormalText, normalize

_SENTENCE_END = re.compile(r"[。!?;\n](?:(?<=\n)\n*|(?<!\n)[。!?;]*[」』”\")]*)")
_LINE_END = re.compile(r"\n+")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch [start, end) of the normal text."""

    start: int
    end: int


@dataclass(frozen=True, eq=False)
class Passages:
    """A document and its normal text; all positions are those of the normal text unless said otherwise."""

    document: Document
    normal: NormalText

    @property
    def text(self) -> str:
        """The normal text."""
        return self.normal.text

    @cached_property
    def title(self) -> NormalText:
        """The document's title as normal text; empty where it has none."""
        return normalize(self.document.title or "")

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """Sentences in order, without their closing line breaks; a line break ends one, so does ; and 。."""
        return _spans(self.text, _SENTENCE_END)

    @cached_property
    def lines(self) -> tuple[Span, ...]:
        """Lines that are not empty, in order: paragraphs, headings, table rows."""
        return _spans(self.text, _LINE_END)

    def sentence_at(self, position: int) -> Span:
        """The sentence that holds a position of the normal text."""
        return self.sentences[max(0, bisect_right(self._sentence_starts, position) - 1)]

    def sentences_in(self, start: int, end: int) -> tuple[Span, ...]:
        """Sentences that begin in [start, end)."""
        first = bisect_left(self._sentence_starts, start)
        return self.sentences[first : bisect_left(self._sentence_starts, end)]

    def line_at(self, position: int) -> Span:
        """The line that holds a position of the normal text."""
        return self.lines[max(0, bisect_right(self._line_starts, position) - 1)]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [span.start for span in self.sentences]

    @cached_property
    def _line_starts(self) -> list[int]:
        return [span.start for span in self.lines]

    def is_row(self, position: int) -> bool:
        """Whether a position lies in a row of a table, whose cells stand apart by tabs or bars."""
        return bool(self._rows) and self.line_at(position) in self._rows

    @cached_property
    def _rows(self) -> frozenset[Span]:
        if "\t" not in self.text and "|" not in self.text:
            return frozenset()
        written = ((line, self.text[line.start : line.end]) for line in self.lines)
        return frozenset(line for line, words in written if "\t" in words.strip() or words.count("|") >= 2)

    def is_caption(self, position: int) -> bool:
        """Whether a position lies in the caption of a picture, whose dates are those of the picture."""
        return self.line_at(position) in self._captions

    @cached_property
    def _captions(self) -> frozenset[Span]:
        if not may_have_captions(self.text):
            return frozenset()
        return frozenset(line for line in self.lines if is_caption_line(self.text, line.start, line.end))

    def evidence(self, *spans: tuple[int, int]) -> tuple[Evidence, ...]:
        """The source spans behind spans [start, end) of the normal text: two behind one that a page break cuts."""
        return tuple(
            Evidence.cut(self.document.text, first, last)
            for start, end in spans
            for first, last in self.normal.spans(start, end)
        )

    def is_garbled(self, evidence: Iterable[Evidence]) -> bool:
        """Whether a quote holds readings in brackets, or inserted marks, that the rules did not read."""
        return self._may_be_garbled and any(has_reading_marks(span.quote) for span in evidence)

    @cached_property
    def _may_be_garbled(self) -> bool:
        return may_have_reading_marks(self.document.text)

    def address_behind(self, end: int) -> tuple[str, tuple[int, int]] | None:
        """The address that the text gives of what ends at `end`, and where that stands."""
        found = address_behind(self.document.text, self.normal.span(end - 1, end)[1])
        if found is None:
            return None
        return found.url, (self.normal.offset(found.start), self.normal.offset(found.end - 1) + 1)

    def fact(
        self,
        content: AnyContent,
        spans: Iterable[tuple[int, int]],
        *,
        checks: Iterable[Check] = (),
        notes: Iterable[str] = (),
    ) -> Fact:
        """A fact of the rules with its evidence at `spans` of the normal text, in order, overlaps joined."""
        evidence = self.evidence(*_joined_spans(spans))
        if self.is_garbled(evidence):
            notes = (*notes, "repaired")
        return make_fact(self.document.id, content, evidence, "rules", checks=checks, notes=notes)


def _joined_spans(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _spans(text: str, end_marks: re.Pattern[str]) -> tuple[Span, ...]:
    spans: list[Span] = []
    start = 0
    for end_mark in end_marks.finditer(text):
        end = end_mark.end() if end_mark[0][0] != "\n" else end_mark.start()
        if text[start:end].strip():
            spans.append(Span(start, end))
        start = end_mark.end()
    if text[start:].strip():
        spans.append(Span(start, len(text)))
    return tuple(spans)
