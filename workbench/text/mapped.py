"""A text made from another, and the way back: for each character, the offset that it came from."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from dataclasses import dataclass

_numbers = array("l")  # 0, 1, 2 … as far as any text has needed: copying them is far faster than counting anew


def offsets(start: int, end: int) -> array[int]:
    """The numbers from `start` up to, not including, `end`: where characters stand that came over one for one."""
    if end > len(_numbers):
        _numbers.extend(range(len(_numbers), 2 * end))
    return _numbers[start:end]


@dataclass(frozen=True, slots=True)
class MappedText:
    """A text and the source that it was made from; offsets are code points."""

    source: str
    text: str
    at: array[int]
    """For each character of `text`, the offset of the source character that it came from; never falling."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The source span [start, end) behind a non-empty span of the text."""
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"no such span: {start}..{end} of {len(self.text)}")
        return self.at[start], self.at[end - 1] + 1

    def quote(self, start: int, end: int) -> str:
        """The source characters behind a span of the text."""
        first, last = self.span(start, end)
        return self.source[first:last]

    def offset(self, source_offset: int) -> int:
        """The position in the text of the first character that came from `source_offset` or later."""
        return bisect_left(self.at, source_offset)
