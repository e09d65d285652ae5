"""Where a pattern matches in one stretch of text, asked from many positions: found once, as far as needed.

An act, a count or a verb asks what stands behind or before it in its sentence. In a sentence with thousands of them
each would read the sentence anew.
"""

from __future__ import annotations

import re
from bisect import bisect_left


class Places:
    """The matches of a pattern that lie within [start, end) of a text, by where they begin; overlapping ones too."""

    def __init__(self, pattern: re.Pattern[str], text: str, start: int, end: int) -> None:
        self._pattern, self._text, self._end = pattern, text, end
        self._found: list[re.Match[str]] = []
        self._starts: list[int] = []
        self._next = start
        """From here on it has not been looked; behind the end where nothing more is to be found."""

    def first(self, position: int) -> re.Match[str] | None:
        """What `pattern.search(text, position, end)` finds, for a position that is not before the stretch."""
        while self._next <= self._end and not (self._starts and self._starts[-1] >= position):
            found = self._pattern.search(self._text, self._next, self._end)
            self._next = self._end + 1 if found is None else found.start() + 1
            if found is not None:
                self._found.append(found)
                self._starts.append(found.start())
        index = bisect_left(self._starts, position)
        return self._found[index] if index < len(self._found) else None
