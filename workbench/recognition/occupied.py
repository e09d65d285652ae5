"""Spans of a text that are taken, asked whether another touches one of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable


class Occupied:
    """Spans [start, end), overlapping ones as one; asking takes a search and no walk through all of them."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        merged: list[tuple[int, int]] = []
        for start, end in sorted(spans):
            if merged and start <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((start, end))
        self._starts = [start for start, _ in merged]
        self._ends = [end for _, end in merged]

    def touch(self, start: int, end: int) -> bool:
        """Whether a non-empty span [start, end) shares a character with one of them."""
        index = bisect_left(self._starts, end) - 1
        return index >= 0 and self._ends[index] > start
