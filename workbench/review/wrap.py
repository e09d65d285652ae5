"""Breaking Chinese and mixed text into rows of terminal cells.

A row may end between any two wide characters, never before closing punctuation (避頭) nor after an opening one (避尾),
and not within a word or number that would fit on a row of its own.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from functools import lru_cache

from rich.cells import get_character_cell_size

_NO_START = frozenset("，。、；：！？）》」』】〕〉］｝”’…—·％℃,.;:!?)]}%")
_NO_END = frozenset("（《「『【〔〈［｛“‘([{￥＄$§№")
_IN_WORD = frozenset("/-_.,:@#&+'=~?%")


@lru_cache(maxsize=16384)
def cell_width(char: str) -> int:
    """Cells of one character: 0, 1 or 2."""
    return get_character_cell_size(char)


def text_width(text: str) -> int:
    """Cells of a text on one line."""
    return len(text) if text.isascii() else sum(map(cell_width, text))


def wrap(text: str, width: int, marks: Mapping[int, int] | None = None) -> list[int]:
    """Offsets in `text` at which its rows begin; a line feed ends a row and belongs to it.

    `marks` gives further cells drawn beside the character at an offset (brackets around a quote).
    """
    starts = [0]
    line = 0
    while True:
        end = text.find("\n", line)
        last = end < 0
        starts.extend(_wrap_line(text, line, len(text) if last else end, max(2, width), marks or {}))
        if last:
            return starts
        line = end + 1
        starts.append(line)


def rewrap(text: str, starts: list[int], width: int, marks: Mapping[int, int]) -> list[int]:
    """`wrap(text, width, marks)`, given the `starts` of the text without marks: only lines that hold one are broken anew."""
    renewed = starts
    for start in sorted({text.rfind("\n", 0, offset) + 1 for offset in marks}):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        first, after = bisect_left(renewed, start), bisect_right(renewed, end)
        here = [offset for offset in marks if start <= offset <= end]
        # The rows above the first mark are as they were, and so are those below the last from where the two are in step.
        above = max(first, bisect_right(renewed, min(here)) - 1)
        known = renewed[above + 1 : after]
        breaks = _wrap_line(text, renewed[above], end, max(2, width), marks, in_step=(max(here), known))
        renewed = [*renewed[: above + 1], *breaks, *renewed[after:]]
    return renewed


def _wrap_line(
    text: str,
    start: int,
    end: int,
    width: int,
    marks: Mapping[int, int],
    *,
    in_step: tuple[int, Sequence[int]] = (0, ()),
) -> list[int]:
    """Where the rows of one line begin, but for the first. `in_step` is an offset, and breaks that are known to follow one
    another behind it: where a break is one of them, the rest is as known.
    """
    breaks: list[int] = []
    behind, known = in_step
    known_breaks = set(known)
    row, cells, candidate, candidate_cells = start, 0, start, 0
    for at in range(start, end):
        char = text[at]
        size = cell_width(char) + marks.get(at, 0)
        if at > row and _may_break(text[at - 1], char):
            candidate, candidate_cells = at, cells
        while cells + size > width and at > row and not char.isspace():
            # A run with no place to break (a long address) is cut where the row is full.
            row, used = (candidate, candidate_cells) if candidate > row else (at, cells)
            breaks.append(row)
            if row > behind and row in known_breaks:
                return [*breaks, *known[bisect_right(known, row) :]]
            cells -= used
        cells += size
    return breaks


def _may_break(before: str, after: str) -> bool:
    if after.isspace() or after in _NO_START or before in _NO_END:
        return False
    return not (_word_char(before) and _word_char(after))


def _word_char(char: str) -> bool:
    return char in _IN_WORD or (char.isalnum() and cell_width(char) == 1)


def rows(text: str, width: int) -> list[str]:
    """`text` as rows of at most `width` cells, without the white space at their ends."""
    starts = wrap(text, width)
    return [text[start:end].rstrip() for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]


def cut(text: str, width: int) -> str:
    """`text` in at most `width` cells, `…` for what is left out."""
    if text_width(text) <= width:
        return text
    kept, cells = [], 0
    for char in text:
        cells += cell_width(char)
        if cells > width - 1:
            break
        kept.append(char)
    return "".join(kept) + "…" if width > 0 else ""


def cut_within(text: str, width: int) -> str:
    """The same, but what stands after its last two spaces is kept: the key that leads back, or a number."""
    head, gap, last = text.rpartition("  ")
    room = width - text_width(gap + last)
    return cut(text, width) if room < 1 or text_width(text) <= width else cut(head, room) + gap + last


def pad(text: str, width: int) -> str:
    """`text` cut or filled with spaces to exactly `width` cells."""
    text = cut(text, width)
    return text + " " * (width - text_width(text))
