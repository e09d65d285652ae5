"""Tables that a page break cuts: the repeated header, and the row whose cells go on on the next page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_EDGE = " \u3000\f"
_RULE = re.compile(r"[|\s:+-]*-[|\s:+-]*$")
_BEGINS_INSIDE = "，。、；：）》」”』】,.;:)%"
_BRACKETS = {"（": "）", "(": ")", "《": "》", "「": "」", "“": "”", "【": "】", "〔": "〕"}
_LEAST_OTHERS = 2
"""Rows beside the two halves that show how a row of the table begins."""
_SHAPES: tuple[re.Pattern[str], ...] = (
    re.compile(r"(?:[自于於从從])?\s*(?:[0-9]{4}\s*[年./-]\s*[0-9]{1,2}|[0-9]{1,2}\s*月\s*[0-9]{1,2}\s*日)"),
    re.compile(r"[0-9]{1,3}[.．、]?$"),
)
"""How the cells of a column may all begin: with a day, or as a running number alone."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: the spans [start, end) of its cells in the source, trimmed, and their words."""

    line: int
    spans: tuple[tuple[int, int], ...]
    cells: tuple[str, ...]

    @property
    def is_rule(self) -> bool:
        """Whether it is the rule below a header (|---|---|)."""
        return all(not cell or _RULE.match(cell) for cell in self.cells)


def is_row(written: str) -> bool:
    """Whether a line is a row of a table: tabs, or at least two bars, part it."""
    if "\t" in written:
        return bool(written.strip())
    return "|" in written and written.count("|") >= 2


def read_row(line: int, written: str, start: int) -> Row | None:
    """A line as a row of a table, or None; `start` is its offset in the source."""
    if not is_row(written):
        return None
    mark = "\t" if "\t" in written else "|"
    edges = [-1, *(match.start() for match in re.finditer(re.escape(mark), written)), len(written)]
    spans = [_trimmed(written, low + 1, high) for low, high in pairwise(edges)]
    if mark == "|":  # bars stand around a row too
        spans = spans[not written[: spans[0][1]].strip() : len(spans) - (not written[spans[-1][0] :].strip())]
    cells = tuple(written[low:high] for low, high in spans)
    return Row(line, tuple((start + low, start + high) for low, high in spans), cells)


def is_cut(upper: Row, lower: Row, others: Sequence[Row]) -> bool:
    """Whether `lower`, the first row of a page, is the rest of `upper`, the last of the page before.

    Certain where a bracket is opened above and closed below, where a cell begins with what only follows something, or
    where every other row of the table has a day or a running number in a column and the lower one has other words.
    An empty cell says nothing: it may hold on from above.
    """
    if len(upper.cells) != len(lower.cells) or not any(lower.cells):
        return False
    pairs = list(zip(upper.cells, lower.cells, strict=True))
    if any(above[-1:].isdigit() and below[:1].isdigit() for above, below in pairs):
        return False
    if any(above and below and below[0] in _BEGINS_INSIDE for above, below in pairs):
        return True
    if any(_opens(above) and _opens(above) == _closes(below) for above, below in pairs):
        return True
    return any(_breaks_the_shape(column, upper, lower, others) for column in range(len(lower.cells)))


def _breaks_the_shape(column: int, upper: Row, lower: Row, others: Sequence[Row]) -> bool:
    alike = [row for row in others if len(row.cells) == len(lower.cells)]
    if len(alike) < _LEAST_OTHERS:
        return False
    for shape in _SHAPES:
        if shape.match(upper.cells[column]) and all(shape.match(row.cells[column]) for row in alike):
            return bool(lower.cells[column]) and not shape.match(lower.cells[column])
    return False


def _opens(cell: str) -> str | None:
    """The bracket that a cell leaves open: what would close it."""
    open_marks: list[str] = []
    for char in cell:
        if char in _BRACKETS:
            open_marks.append(_BRACKETS[char])
        elif open_marks and char == open_marks[-1]:
            open_marks.pop()
    return open_marks[-1] if open_marks else None


def _closes(cell: str) -> str | None:
    """The closing bracket in a cell that none in it opens."""
    depth: list[str] = []
    for char in cell:
        if char in _BRACKETS:
            depth.append(_BRACKETS[char])
        elif char in _BRACKETS.values():
            if not depth:
                return char
            depth.pop()
    return None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return start, end
