"""One document as the rules read it: normal text, cut into paragraphs and sentences, with what holds where.

Every rule is a function from a `Reading` to facts. Offsets inside a rule are those of the normal text;
`Reading.evidence` turns them into spans of the source.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from workbench.facts.document import Document
from workbench.facts.fact import Evidence
from workbench.text import NormalText, normalize

_SENTENCE_END = re.compile(r"[。!?;]+[」』”\")]*|\n+")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch [start, end) of the normal text."""

    start: int
    end: int


@dataclass(frozen=True)
class Reading:
    """A document prepared for the rules."""

    document: Document
    normal: NormalText

    @classmethod
    def of(cls, document: Document) -> Reading:
        """Prepare a document."""
        return cls(document, normalize(document.text))

    @property
    def text(self) -> str:
        """The normal text."""
        return self.normal.text

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """Sentences in order, without their closing line breaks; a line break ends one, so does ; and 。."""
        spans, start = [], 0
        for end_mark in _SENTENCE_END.finditer(self.text):
            end = end_mark.end() if end_mark[0][0] != "\n" else end_mark.start()
            if self.text[start:end].strip():
                spans.append(Span(start, end))
            start = end_mark.end()
        if self.text[start:].strip():
            spans.append(Span(start, len(self.text)))
        return tuple(spans)

    def sentence_at(self, position: int) -> Span:
        """The sentence that holds a position of the normal text."""
        starts = self._sentence_starts
        return self.sentences[max(0, bisect_right(starts, position) - 1)]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [span.start for span in self.sentences]

    def evidence(self, start: int, end: int) -> Evidence:
        """The source span behind a span of the normal text."""
        first, last = self.normal.span(start, end)
        return Evidence.cut(self.document.text, first, last)
