"""How a page is broken into rows, and what stands in each: quotes in brackets, whatever the colours."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from typing import Literal

from workbench.review.pages import Page
from workbench.review.wrap import cell_width, rewrap, wrap

OPEN, CLOSE = "▶", "◀"
Part = Literal["text", "decided", "waiting", "rejected", "other", "quote", "active"]
"""How a stretch of a page is shown: the last of these that it belongs to."""
_PARTS: tuple[Part, ...] = ("decided", "waiting", "rejected", "other", "quote", "active")


class ArticleRows:
    """One page at one width, with one of its quotes active; rows are counted from 0."""

    def __init__(self, page: Page, width: int, active: int) -> None:
        self._page = page
        self._active = page.quotes[active] if active < len(page.quotes) else None
        self._starts = _starts(page.text, width, page.quotes)
        self._edges, self._parts = _stretches(page, self._active)

    def __len__(self) -> int:
        return len(self._starts)

    def row_of(self, offset: int) -> int:
        """The row in which a character of the page stands."""
        return bisect_right(self._starts, offset) - 1

    @property
    def active_rows(self) -> tuple[int, int]:
        """First and last row of the active quote; (0, 0) where there is none."""
        if self._active is None:
            return 0, 0
        return self.row_of(self._active[0]), self.row_of(self._active[1] - 1)

    def offset_at(self, row: int, column: int) -> int:
        """The character of the page that is drawn in a cell, or the last one before it; brackets count for their quote."""
        start = self._starts[row]
        end = self._starts[row + 1] if row + 1 < len(self._starts) else len(self._page.text)
        used = 0
        for offset in range(start, end):
            used += cell_width(self._page.text[offset])
            used += sum((offset == span[0]) + (offset == span[1] - 1) for span in self._page.quotes)
            if used > column:
                return offset
        return max(start, min(end, len(self._page.text)) - 1)

    def runs(self, row: int) -> list[tuple[str, Part]]:
        """The text of a row in runs of one part each, brackets included."""
        start = self._starts[row]
        end = self._starts[row + 1] if row + 1 < len(self._starts) else len(self._page.text)
        first = bisect_right(self._edges, start) - 1
        runs: list[tuple[str, Part]] = []
        for place in range(first, len(self._edges)):
            left = max(start, self._edges[place])
            right = min(end, self._edges[place + 1] if place + 1 < len(self._edges) else end)
            if left >= end:
                break
            opened = OPEN * sum(span[0] == left for span in self._page.quotes)
            closed = CLOSE * sum(span[1] == right for span in self._page.quotes)
            runs.append((opened + self._page.text[left:right].rstrip("\n") + closed, self._parts[place]))
        return runs


def _stretches(page: Page, active: tuple[int, int] | None) -> tuple[list[int], list[Part]]:
    """Where the stretches of a page begin, from 0 on, and how each is shown."""
    spans: dict[Part, tuple[tuple[int, int], ...]] = {
        "decided": page.decided,
        "waiting": page.waiting,
        "rejected": page.rejected,
        "other": page.others,
        "quote": page.quotes,
        "active": (active,) if active is not None else (),
    }
    turns: dict[int, list[tuple[int, int]]] = {0: []}
    for rank, part in enumerate(_PARTS):
        for start, end in spans[part]:
            turns.setdefault(start, []).append((rank, 1))
            turns.setdefault(end, []).append((rank, -1))
    edges, parts, open_spans, shown = sorted(turns), list[Part](), [0] * len(_PARTS), 0
    for edge in edges:
        for rank, turn in turns[edge]:
            open_spans[rank] += turn
            shown = shown | 1 << rank if open_spans[rank] else shown & ~(1 << rank)
        parts.append(_PARTS[shown.bit_length() - 1] if shown else "text")
    return edges, parts


def _starts(text: str, width: int, quotes: tuple[tuple[int, int], ...]) -> list[int]:
    marks: dict[int, int] = {}
    for start, end in quotes:
        for offset in (start, end - 1):
            marks[offset] = marks.get(offset, 0) + 1
    return rewrap(text, _plain_starts(text, width), width, marks)


@lru_cache(maxsize=64)
def _plain_starts(text: str, width: int) -> list[int]:
    return wrap(text, width)
