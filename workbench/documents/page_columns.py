"""The reading order of the lines of a page: column by column, with lines across the columns in between."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from workbench.documents.page_pieces import Piece

_FEWEST_LINES = 4
"""With fewer lines a column cannot be distinguished from a cell."""
_FEWEST_CHARACTERS = 8
_FULL_SHARE = 0.4
"""Share of a column's lines that reach its right edge: text does, the cells of a table do not."""
_FULL_WITHIN = 3.5
_PAUSE = re.compile(r"[，。；、：！？]|[,.;:](?:\s|$)")
_PAUSE_SHARE = 0.2
"""Share of a column's lines that sentences begin, halt or end in: those of a column of names and days do not."""
_CROSSING_SHARE = 0.5
_STEP = 4.0
"""Lines of one column begin within so many points."""
_NOTE_SIZE = 0.92
"""Notes are printed smaller than this share of the size of the text."""


def reading_blocks(lines: Sequence[Piece]) -> list[list[Piece]]:
    """The lines of a page in blocks that are read one after the other: its columns, then the notes at their feet."""
    notes = _notes_of(lines)
    body = [line for line in lines if line not in notes]
    return [*_blocks(body), *_blocks([line for line in lines if line in notes])]


def _notes_of(lines: Sequence[Piece]) -> set[Piece]:
    """Lines in small print below which, in their column, nothing is in the size of the text."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    if len(sizes) < 2:
        return set()
    size = sizes.most_common(1)[0][0]
    large = [line for line in lines if line.size > _NOTE_SIZE * size]
    notes = set()
    for line in lines:
        beneath = (other for other in large if other.y < line.y and other.x < line.end and line.x < other.end)
        if line.size <= _NOTE_SIZE * size and next(beneath, None) is None:
            notes.add(line)
    return notes


def _blocks(lines: Sequence[Piece]) -> list[list[Piece]]:
    edge = _column_edge(lines)
    if edge is None:
        return [list(lines)] if lines else []
    blocks: list[list[Piece]] = []
    for crossing, band in groupby(_in_bands(lines, edge), key=lambda pair: pair[0]):
        inside = [line for _crossing, line in band]
        if crossing:
            blocks.append(inside)
            continue
        blocks += _blocks([line for line in inside if line.x < edge])
        blocks += _blocks([line for line in inside if line.x >= edge])
    return blocks


def _in_bands(lines: Sequence[Piece], edge: float) -> Iterator[tuple[bool, Piece]]:
    return ((_crosses(line, edge), line) for line in lines)


def _column_edge(lines: Sequence[Piece]) -> float | None:
    """Where the right column of two begins, if the lines stand in two columns of text."""
    starts = Counter(int(line.x // _STEP) for line in lines)
    for step, _count in starts.most_common(6):
        edge = min(line.x for line in lines if int(line.x // _STEP) in (step - 1, step)) - 1
        right = [line for line in lines if line.x >= edge]
        left = [line for line in lines if not _crosses(line, edge) and line.x < edge]
        crossing = len(lines) - len(left) - len(right)
        if crossing <= _CROSSING_SHARE * len(lines) and _is_text(left) and _is_text(right) and _beside(left, right):
            return edge
    return None


def _crosses(line: Piece, edge: float) -> bool:
    return line.x < edge and line.end > edge + line.size


def _is_text(column: Sequence[Piece]) -> bool:
    if len(column) < _FEWEST_LINES or sum(len(line.text) for line in column) < _FEWEST_CHARACTERS * len(column):
        return False
    if sum(_PAUSE.search(line.text) is not None for line in column) < _PAUSE_SHARE * len(column):
        return False
    edge = max(line.end for line in column)
    full = sum(line.end >= edge - _FULL_WITHIN * line.size for line in column)
    return full >= _FULL_SHARE * len(column)


def _beside(left: Sequence[Piece], right: Sequence[Piece]) -> bool:
    """Whether two columns stand beside each other for most of the shorter one."""
    top = min(max(line.y for line in left), max(line.y for line in right))
    foot = max(min(line.y for line in left), min(line.y for line in right))
    shorter = min(max(line.y for line in side) - min(line.y for line in side) for side in (left, right))
    return top - foot >= 0.4 * shorter
