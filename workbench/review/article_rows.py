"""Where the rows of a page break and what stands in each: quotes in brackets, whatever the colours."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from workbench.review.pages import Page
from workbench.review.wrap import rewrap, wrap

OPEN, CLOSE = "▶", "◀"
Part = Literal["text", "quote", "active", "other"]


class ArticleRows:
    """One page at one width, with one of its quotes active; rows are counted from 0."""

    def __init__(self, page: Page, width: int, active: int) -> None:
        self._page = page
        self._active = page.quotes[active] if active < len(page.quotes) else None
        self._starts = _starts(page.text, width, page.quotes)

    def __len__(self) -> int:
        return len(self._starts)

    def row_of(self, offset: int) -> int:
        """The row in which a character of the page stands."""
        return bisect_right(self._starts, offset) - 1

    def offset_of(self, row: int) -> int:
        """The first character of a row."""
        return self._starts[max(0, min(row, len(self._starts) - 1))]

    @property
    def active_rows(self) -> tuple[int, int]:
        """First and last row of the active quote; (0, 0) where there is none."""
        if self._active is None:
            return 0, 0
        return self.row_of(self._active[0]), self.row_of(self._active[1] - 1)

    def runs(self, row: int) -> list[tuple[str, Part]]:
        """The text of a row in runs of one part each, brackets included."""
        start = self._starts[row]
        end = self._starts[row + 1] if row + 1 < len(self._starts) else len(self._page.text)
        edges = {start, end}
        for span in (*self._page.quotes, *self._page.others):
            edges.update(edge for edge in span if start < edge < end)
        cuts = sorted(edges)
        runs = []
        for first, last in pairwise(cuts):
            opened = OPEN * sum(span[0] == first for span in self._page.quotes)
            closed = CLOSE * sum(span[1] == last for span in self._page.quotes)
            text = self._page.text[first:last]
            runs.append((opened + text.rstrip("\n") + closed, self._part(first)))
        return runs

    def _part(self, offset: int) -> Part:
        if self._active is not None and self._active[0] <= offset < self._active[1]:
            return "active"
        if any(start <= offset < end for start, end in self._page.quotes):
            return "quote"
        return "other" if any(start <= offset < end for start, end in self._page.others) else "text"


def _starts(text: str, width: int, quotes: tuple[tuple[int, int], ...]) -> list[int]:
    marks: dict[int, int] = {}
    for start, end in quotes:
        for offset in (start, end - 1):
            marks[offset] = marks.get(offset, 0) + 1
    return rewrap(text, _plain_starts(text, width), width, marks)


@lru_cache(maxsize=64)
def _plain_starts(text: str, width: int) -> list[int]:
    return wrap(text, width)
