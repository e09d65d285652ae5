"""What every page of a PDF repeats in its margins: running heads and feet, and page numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from workbench.documents.page_pieces import Piece

_MOST_ROWS = 3
"""Rows at the top or the foot of a page that are looked at."""
_APART = 1.6
"""A margin stands farther from the text than lines stand from each other, by this factor."""
_COUNTED = re.compile(r"[0-9\s]+")
_NUMBER = re.compile(r"[\s\-—–·•|/]*(?:第|共|總|总|页|頁|page|of|[0-9ivxlc]|[\s\-—–·•|/,，])+", re.IGNORECASE)


def without_furniture(pages: Sequence[Sequence[Piece]]) -> list[list[Piece]]:
    """The lines of the pages without what is repeated at their edges; a running head stays where it stands first.

    One page repeats nothing: it stays as it is.
    """
    places: dict[tuple[str, int], list[tuple[int, Piece]]] = defaultdict(list)
    for number, lines in enumerate(pages):
        for line in _marginal(lines):
            places[_COUNTED.sub("", line.text), round(line.y / 6)].append((number, line))
    dropped: list[set[Piece]] = [set() for _page in pages]
    for (words, _place), found in places.items():
        if len({number for number, _line in found}) < 2:
            continue
        first = 0 if _NUMBER.fullmatch(found[0][1].text) or not words else 1
        for number, line in found[first:]:
            dropped[number].add(line)
    return [[line for line in lines if line not in gone] for lines, gone in zip(pages, dropped, strict=True)]


def _marginal(lines: Sequence[Piece]) -> list[Piece]:
    """The lines above the first and below the last wide gap of a page."""
    heights = sorted({round(line.y, 1) for line in lines}, reverse=True)
    gaps = [above - below for above, below in pairwise(heights)]
    if len(gaps) < _MOST_ROWS:
        return []
    usual = sorted(gaps)[len(gaps) // 2]
    top = _edge(heights, gaps, usual)
    foot = _edge(heights[::-1], gaps[::-1], usual)
    return [line for line in lines if round(line.y, 1) in top or round(line.y, 1) in foot]


def _edge(heights: Sequence[float], gaps: Sequence[float], usual: float) -> set[float]:
    wide = [index for index, gap in enumerate(gaps[:_MOST_ROWS]) if gap > _APART * usual]
    return set(heights[: wide[-1] + 1]) if wide else set()
