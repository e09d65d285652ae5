"""The lines of a PDF → text: lines of one paragraph are joined, rows of a table have tabs, a form feed ends a page.

Only certain cases are joined: a line that fills its column and does not end a paragraph. What a page break cuts is left as it
is; recognition rejoins it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from workbench.documents.page_columns import reading_blocks
from workbench.documents.page_furniture import without_furniture
from workbench.documents.page_pieces import Piece, read_lines

_ENDED = "。！？；：…!?;:."
_BULLET = re.compile(r"[•■●▪◆◇□○]")
_ITEM = re.compile(
    r"[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十0-9]{1,3}[）)]|第[一二三四五六七八九十百零〇0-9]{1,5}[章節节條条款]|"
    r"[0-9]{1,2}[、)）]|[0-9]{1,2}[.．](?![0-9])|[①-⑳]|[·–—-]\s?|附[件錄录表]|[⁰¹²³⁴⁵⁶⁷⁸⁹]+"
)
_INDENT = 0.6
_HANGING = 3.5
_FULL, _FULL_LATIN = 1.8, 5.0
"""Ems that a full line may end before the edge of its column: a word that did not fit is longer than a character."""
_APART = 1.45
_LATIN = re.compile(r"[A-Za-z0-9,;%)\]]")


@dataclass(slots=True)
class _Row:
    """What stands side by side in a block: one line of text, or the cells of a table's row."""

    first: Piece
    last: Piece
    text: str
    is_table: bool


@dataclass(frozen=True, slots=True)
class _Block:
    rows: Sequence[_Row]
    left: float
    right: float
    leading: float
    """How far its lines usually stand from each other."""


def text_of_pages(pages: Sequence[Sequence[Piece]]) -> str:
    """The text of a document from the strings of its pages."""
    lines = without_furniture([read_lines(page) for page in pages])
    return "\n\f\n".join(text for page in lines if (text := "\n".join(_paragraphs(page))))


def _paragraphs(lines: Sequence[Piece]) -> Iterator[str]:
    paragraph, last, above = "", None, None
    for block in map(_block, reading_blocks(lines)):
        for row in block.rows:
            if last is not None and above is not None and _goes_on(last, row, above, block):
                paragraph += _space_between(paragraph, row.text) + row.text
            else:
                if paragraph:
                    yield paragraph
                paragraph = row.text
            last, above = row, block
    if paragraph:
        yield paragraph


def _block(lines: Sequence[Piece]) -> _Block:
    rows: list[_Row] = []
    for line in lines:  # from the top; side by side from the left
        if rows and abs(rows[-1].first.y - line.y) < 0.5 * min(line.size, rows[-1].first.size):
            rows[-1] = _Row(rows[-1].first, line, f"{rows[-1].text}\t{line.text}", True)
        else:
            rows.append(_Row(line, line, line.text, False))
    gaps = sorted(upper.first.y - lower.first.y for upper, lower in pairwise(rows))
    leading = gaps[len(gaps) // 2] if len(gaps) > 1 else 1.8 * max(line.size for line in lines)
    return _Block(rows, min(row.first.x for row in rows), max(row.last.end for row in rows), leading)


def _goes_on(upper: _Row, lower: _Row, above: _Block, below: _Block) -> bool:
    """Whether a row is the next line of the paragraph that the one before it belongs to."""
    size = upper.last.size
    if upper.is_table or lower.is_table or not 0.9 < lower.first.size / size < 1.1:
        return False
    ended = upper.text[-1] in _ENDED
    full = _FULL_LATIN if upper.text[-1].isascii() else _FULL
    if upper.last.end < above.right - full * size or _BULLET.match(lower.text):
        return False
    if _ITEM.match(lower.text) and (ended or above is not below):
        return False
    if upper.text[-1].isdigit() and lower.text[0].isdigit():
        return False  # one number or two: it cannot be decided
    indent = lower.first.x - below.left
    if above is not below:  # from the foot of a column to the head of the next
        return not ended and indent <= _INDENT * size and lower.first.y > upper.first.y
    if upper.first.y - lower.first.y > _APART * above.leading:
        return False
    further = lower.first.x - upper.first.x
    return further <= _INDENT * size or indent <= _INDENT * size or (not ended and further <= _HANGING * size)


def _space_between(before: str, behind: str) -> str:
    return " " if before[-1] != "-" and _LATIN.match(before[-1]) and _LATIN.match(behind) else ""
