"""Strings painted on a page of a PDF → lines: where each begins, ends and stands.

A page knows no lines and no words, only strings at places. How wide a string is painted is estimated from its characters: that
only has to distinguish a gap from a space and a full line from a short one, so a tenth is accurate enough.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

_NARROW, _DIGIT, _SMALL, _CAPITAL, _BROAD = 0.28, 0.55, 0.52, 0.67, 0.85
_SAME_ROW = 0.35
"""How far two pieces of one row may stand from each other, as a share of their size."""
_RAISED_SIZE, _RAISED_BY = 0.8, 0.65
_SPACE = 0.2
_GAP = 1.6
"""A gap of more ems than this parts two cells or two columns; justified lines have smaller ones."""
_MARK = re.compile(r"[0-9]{1,3}|\[[0-9]{1,3}\]")
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_SUPERSCRIPTS = str.maketrans("0123456789", _RAISED, "[]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A string on a page: where it begins, in points from the left and from the foot of the page; its size in points."""

    x: float
    y: float
    size: float
    text: str

    @property
    def end(self) -> float:
        """Where it ends, about."""
        return self.x + self.size * sum(map(_width, self.text))


def read_lines(pieces: Iterable[Piece]) -> list[Piece]:
    """The lines of a page from its top, each in one piece; what stands beside each other with a gap is several."""
    rows = _rows([part for piece in pieces for part in _whole(piece)])
    return [line for row in _with_raised(rows) for line in _segments(row)]


def _whole(piece: Piece) -> Iterator[Piece]:
    """A string without the line ends and outer spaces that belong to its place and not to it."""
    for number, written in enumerate(piece.text.split("\n")):
        text = written.strip()
        if text and piece.size > 0:
            indent = piece.size * sum(map(_width, written[: len(written) - len(written.lstrip())]))
            yield replace(piece, x=piece.x + indent, y=piece.y - 1.2 * piece.size * number, text=text)


def _rows(pieces: Sequence[Piece]) -> list[list[Piece]]:
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: (-piece.y, piece.x)):
        if rows and rows[-1][0].y - piece.y <= _SAME_ROW * min(rows[-1][0].size, piece.size):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return rows


def _with_raised(rows: Sequence[list[Piece]]) -> Iterator[list[Piece]]:
    """The rows, with the marks of footnotes in the row that they are raised in, written as superscripts."""
    raised: list[Piece] = []
    for row, below in pairwise([*rows, []]):
        marks = [piece for piece in row if below and _is_raised(piece, below[0])]
        rest = [piece for piece in row if piece not in marks] if marks else row
        if rest:
            yield sorted([*rest, *raised], key=lambda piece: piece.x)
            raised = []
        raised += [replace(mark, text=mark.text.translate(_SUPERSCRIPTS)) for mark in marks]


def _is_raised(piece: Piece, base: Piece) -> bool:
    return (
        piece.size < _RAISED_SIZE * base.size
        and 0 < piece.y - base.y < _RAISED_BY * base.size
        and _MARK.fullmatch(piece.text) is not None
    )


def _segments(row: Sequence[Piece]) -> Iterator[Piece]:
    line = row[0]
    for piece in row[1:]:
        gap = piece.x - line.end
        # The longer a string, the farther off its estimated end may be.
        if gap > _GAP * line.size + 0.05 * (line.end - line.x):
            yield line
            line = piece
            continue
        apart = gap > _SPACE * line.size and not _is_wide(line.text[-1]) and not _is_wide(piece.text[0])
        space = " " if apart and piece.text[0] not in _RAISED else ""
        line = replace(line, size=max(line.size, piece.size), text=line.text + space + piece.text)
    yield line


def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF"


@lru_cache(maxsize=4_000)
def _width(char: str) -> float:
    """The width of a character in ems, as most fonts have it."""
    if _is_wide(char) or char in "“”‘’…—":
        return 1.0
    if char in "il.,:;'|!jtfrI()[]-/ " or char in _RAISED:
        return _NARROW
    if char.isdigit():
        return _DIGIT
    if char in "mwMW%@":
        return _BROAD
    return _CAPITAL if char.isupper() else _SMALL
