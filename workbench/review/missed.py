"""What was recognised and stands in no fact: the list, the selection of text around one, and the rows they are shown in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from workbench.escape import neutral, one_line
from workbench.facts.document import Document
from workbench.language import _
from workbench.review.groups import units
from workbench.review.pages import Page, document_title
from workbench.review.ports import Missed
from workbench.review.styled import Row
from workbench.review.wording import mention_name
from workbench.review.wrap import cut, pad

_KIND_WIDTH = 10


@dataclass(frozen=True)
class Selection:
    """A stretch of an article; never empty, never beyond its text."""

    document: Document
    start: int
    end: int

    @classmethod
    def sentence(cls, document: Document, missed: Missed) -> Selection:
        """The sentence or table row in which a mention stands, without the white space around it."""
        starts = [*units(document.text), len(document.text)]
        first = max(start for start in starts[:-1] if start <= missed.start)
        last = next((start for start in starts if start >= missed.end), len(document.text))
        text = document.text[first:last]
        return cls(document, first + len(text) - len(text.lstrip()), first + len(text.rstrip()))

    @property
    def quote(self) -> str:
        """The words selected."""
        return self.document.text[self.start : self.end]

    def move_start(self, by: int) -> Selection:
        """Begin so many characters later, or earlier."""
        return replace(self, start=max(0, min(self.start + by, self.end - 1)))

    def move_end(self, by: int) -> Selection:
        """End so many characters later, or earlier."""
        return replace(self, end=max(self.start + 1, min(self.end + by, len(self.document.text))))


def selection_page(selection: Selection, missed: Sequence[Missed]) -> Page:
    """The article with the selection as its quote and everything missed in it marked."""
    document = selection.document
    return Page(
        key=f"missed/{document.id}",
        title=document_title(document),
        text=neutral(document.text),
        quotes=((selection.start, selection.end),),
        others=tuple((each.start, each.end) for each in missed if each.document == document.id),
    )


def missed_row(missed: Missed, document: Document, width: int, *, on: bool) -> Row:
    """One mention in at most `width` cells."""
    quote = one_line(document.text[missed.start : missed.end])
    told = f"{'❯' if on else ' '} {pad(mention_name(missed.mention), _KIND_WIDTH)} {quote}"
    return [(pad(cut(told, width), width), "focus" if on else "plain")]


def missed_title(count: int) -> str:
    """How many there are."""
    return _("Not covered by any fact: {count}").format(count=count)
