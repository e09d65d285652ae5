"""Words of an article selected to support a fact, with keys or the mouse, and the page that shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from workbench.escape import neutral
from workbench.facts.document import Document
from workbench.facts.fact import Evidence
from workbench.review.groups import units
from workbench.review.pages import Page, document_title


@dataclass(frozen=True)
class Selection:
    """A stretch of an article; never empty, never beyond its text."""

    document: Document
    start: int
    end: int

    @classmethod
    def sentence(cls, document: Document, start: int, end: int) -> Selection:
        """The sentences or table rows in which [start, end) stands, without the white space around them."""
        starts = [*units(document.text), len(document.text)]
        first = max(each for each in starts[:-1] if each <= start)
        last = next((each for each in starts if each >= end), len(document.text))
        text = document.text[first:last]
        begin = first + len(text) - len(text.lstrip())
        return cls(document, begin, max(first + len(text.rstrip()), begin + 1))

    @property
    def quote(self) -> str:
        """The words selected."""
        return self.document.text[self.start : self.end]

    @property
    def evidence(self) -> Evidence:
        """The words selected, as what bears a fact out."""
        return Evidence.cut(self.document.text, self.start, self.end)

    def move_start(self, by: int) -> Selection:
        """Begin so many characters later, or earlier."""
        return replace(self, start=max(0, min(self.start + by, self.end - 1)))

    def move_end(self, by: int) -> Selection:
        """End so many characters later, or earlier."""
        return replace(self, end=max(self.start + 1, min(self.end + by, len(self.document.text))))

    def next_sentence(self) -> Selection:
        """The sentence behind, or this one where it is the last."""
        text = self.document.text
        at = next((place for place in range(self.end, len(text)) if not text[place].isspace()), None)
        return self if at is None else Selection.sentence(self.document, at, at + 1)

    def previous_sentence(self) -> Selection:
        """The sentence before, or this one where it is the first."""
        text = self.document.text
        at = next((place for place in range(self.start - 1, -1, -1) if not text[place].isspace()), None)
        return self if at is None else Selection.sentence(self.document, at, at + 1)


def selection_page(selection: Selection, marked: Sequence[tuple[int, int]]) -> Page:
    """The article with the selection as its quote, and some stretches of it marked."""
    document = selection.document
    return Page(
        key=f"selection/{document.id}",
        title=document_title(document),
        text=neutral(document.text),
        quotes=((selection.start, selection.end),),
        others=tuple(marked),
    )
