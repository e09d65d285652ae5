"""The rows that list mentions which no fact covers."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.escape import one_line
from workbench.facts.document import Document
from workbench.language import _
from workbench.review.ports import Missed
from workbench.review.styled import Row
from workbench.review.wording import mention_name
from workbench.review.wrap import cut, pad

MENTION_WIDTH = 10
"""Cells for what was recognised."""


def missed_row(missed: Missed, document: Document, width: int, *, on: bool) -> Row:
    """One mention in at most `width` cells."""
    quote = one_line(document.text[missed.start : missed.end])
    line = f"{'❯' if on else ' '} {pad(mention_name(missed.mention), MENTION_WIDTH)} {quote}"
    return [(pad(cut(line, width), width), "focus" if on else "plain")]


def missed_title(count: int) -> str:
    """How many there are."""
    return _("Not covered by any fact: {count}").format(count=count)


def nearest_missed(missed: Sequence[Missed], document: str | None, start: int) -> int:
    """The place of the first mention at this character or after it; the last of its article where none follows, else the first of all."""
    there = [place for place, each in enumerate(missed) if each.document == document]
    return next((place for place in there if missed[place].end > start), there[-1] if there else 0)
