"""What a page break or a footnote cuts, put together again before the rules read it.

In the text of a PDF a sentence breaks off at the foot of a page, footnotes, the number of the page and repeated heads
follow, and then it goes on; a row of a table goes on cell by cell below the repeated header. Where that is certain the
interruption is moved behind the paragraph or the table that it interrupts. Nothing is lost: footnotes are still read,
and every character keeps its way back to the source. Where it is not certain, everything stays as it is written.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from workbench.recognition.cut_rows import Row, is_cut, read_row
from workbench.recognition.cut_sentences import goes_on, space_between
from workbench.recognition.page_furniture import Furniture, may_have_furniture
from workbench.text import NormalText


def rejoin_cuts(normal: NormalText) -> NormalText:
    """`normal` with the sentences and rows that its pages certainly cut in one piece each; else `normal` itself."""
    source = normal.source
    if not may_have_furniture(source) and not _repeats_row(source):
        return normal
    page = _Pages.of(source)
    moves = sorted((*_sentence_moves(page), *_table_moves(page)), key=lambda move: move.start)
    return _apply(normal, moves) if moves else normal


def _repeats_row(source: str) -> bool:
    """Whether a line that may be a row of a table, and so its header, stands there twice."""
    if "\t" not in source and "|" not in source:
        return False
    rows = [line.strip() for line in source.split("\n") if "\t" in line or "|" in line]
    return len(set(rows)) < len(rows)


@dataclass(frozen=True, slots=True)
class _Move:
    """A stretch [start, end) of the source and the pieces to read in its stead; a text is a space between words."""

    start: int
    end: int
    pieces: tuple[tuple[int, int] | str, ...]


@dataclass(frozen=True)
class _Pages:
    """The lines of a source with their offsets, and which of them are the page's."""

    lines: list[str]
    starts: list[int]
    furniture: Furniture

    @classmethod
    def of(cls, source: str) -> _Pages:
        lines = source.split("\n")
        starts, offset = [], 0
        for line in lines:
            starts.append(offset)
            offset += len(line) + 1
        return cls(lines, starts, Furniture(source, lines, starts))

    def end(self, index: int) -> int:
        """Where a line ends, before its break."""
        return self.starts[index] + len(self.lines[index])

    def row(self, index: int) -> Row | None:
        """A line as the row of a table; None for any other, and behind the last line."""
        if index >= len(self.lines) or self.furniture.is_certain(index):
            return None
        return read_row(index, self.lines[index], self.starts[index])

    def rest_of(self, index: int) -> int | None:
        """The line with which the sentence goes on that an interruption behind line `index` certainly cuts, or None."""
        behind = self.interruption_from(index + 1)
        return behind if behind is not None and goes_on(self.lines[index], self.lines[behind]) else None

    def interruption_from(self, index: int) -> int | None:
        """The line behind an interruption that begins with line `index`: None where none does, or its end is unclear."""
        behind, certain = index, False
        while behind < len(self.lines) and self.furniture.may_be(behind):
            certain = certain or self.furniture.is_certain(behind)
            behind += 1
        if not certain or behind == len(self.lines):
            return None
        written = next(line for line in range(behind - 1, index - 1, -1) if self.furniture.is_certain(line))
        return behind if self.furniture.ends_well(written) else None


def _sentence_moves(page: _Pages) -> Iterator[_Move]:
    """For each paragraph that is cut, once or page after page: its parts, and then what stood between them."""
    done = 0
    for index in page.furniture.certain:
        above = index
        while above >= done and page.furniture.may_be(above):
            above -= 1
        if above < done:
            continue
        parts = [above]
        while (behind := page.rest_of(parts[-1])) is not None:
            parts.append(behind)
        if len(parts) > 1:
            yield _moved_behind(page, parts)
        done = max(index, parts[-1]) + (len(parts) > 1)


def _moved_behind(page: _Pages, parts: list[int]) -> _Move:
    pieces: list[tuple[int, int] | str] = []
    for number, part in enumerate(parts):
        if number:
            pieces.append(space_between(page.lines[parts[number - 1]], page.lines[part]))
        pieces.append((page.starts[part], page.end(part)))
    # Each begins with the line break behind the part above it.
    pieces += [(page.end(above), page.starts[below] - 1) for above, below in pairwise(parts)]
    return _Move(page.starts[parts[0]], page.end(parts[-1]), tuple(pieces))


@dataclass
class _Table:
    """Rows that follow each other, but for what certainly interrupts them; a row is its parts, page by page."""

    header: Row
    rows: list[list[Row]] = field(default_factory=list)
    between: list[tuple[int, int]] = field(default_factory=list)
    """What is moved: lines [first, last] that stand between two parts, or two rows, with a repeated header."""
    pages: list[int] = field(default_factory=list)
    """Numbers of the rows that are the first on a page."""

    @property
    def last(self) -> int:
        """The last line of the table so far."""
        return self.rows[-1][-1].line if self.rows else self.header.line


def _table_moves(page: _Pages) -> Iterator[_Move]:
    index = 0
    while index < len(page.lines):
        header = page.row(index)
        if header is None:
            index += 1
            continue
        table = _read_table(page, header)
        _join_rows(table)
        if table.between:
            yield _table_in_one(page, table)
        index = table.last + 1


def _read_table(page: _Pages, header: Row) -> _Table:
    table = _Table(header)
    while True:
        following = _next_row(page, table)
        if following is None:
            return table
        row, fresh_page = following
        if fresh_page:
            table.pages.append(len(table.rows))
        table.rows.append([row])


def _next_row(page: _Pages, table: _Table) -> tuple[Row, bool] | None:
    """The next row of the table and whether a page begins with it; None where the table ends."""
    last = table.last
    behind = last + 1
    while behind < len(page.lines) and not page.lines[behind].strip():
        behind += 1
    interrupted = page.interruption_from(last + 1)
    first = page.row(interrupted if interrupted is not None else behind)
    if first is None:
        return None
    if table.rows and first.cells == table.header.cells:
        below = page.row(first.line + 1)
        if below is not None and below.is_rule:
            below = page.row(below.line + 1)
        return (below, True) if below is not None and below.cells != table.header.cells else None
    if interrupted is not None:
        return (first, True) if len(first.cells) == len(table.header.cells) else None
    return (first, False) if first.line == last + 1 else None


def _join_rows(table: _Table) -> None:
    """Join the first row of each page to the last of the page before where it is its rest."""
    inner = [row for number, [row] in enumerate(table.rows) if number not in table.pages and not row.is_rule]
    joined: list[list[Row]] = []
    for number, parts in enumerate(table.rows):
        row = parts[0]
        if number not in table.pages or not joined:
            joined.append(parts)
            continue
        upper = joined[-1][-1]
        if is_cut(upper, row, [other for other in inner if other is not upper]):
            joined[-1].append(row)
        else:
            joined.append(parts)
        table.between.append((upper.line, row.line))
    table.rows = joined


def _table_in_one(page: _Pages, table: _Table) -> _Move:
    """The table without what interrupts it, which follows behind its last row."""
    pieces: list[tuple[int, int] | str] = [(page.starts[table.header.line], page.end(table.header.line))]
    for above, parts in zip([[table.header], *table.rows], table.rows, strict=False):
        pieces.append(_break_behind(page, above[0].line))
        pieces += _row_pieces(page, parts)
    pieces += [(page.end(above), page.starts[below] - 1) for above, below in table.between]
    return _Move(page.starts[table.header.line], page.end(table.last), tuple(pieces))


def _break_behind(page: _Pages, index: int) -> tuple[int, int]:
    return page.end(index), page.end(index) + 1


def _row_pieces(page: _Pages, parts: Sequence[Row]) -> list[tuple[int, int] | str]:
    """A row as it is written, or one in several parts cell by cell between the marks of its first part."""
    upper = parts[0]
    start, end = page.starts[upper.line], page.end(upper.line)
    if len(parts) == 1:
        return [(start, end)]
    pieces: list[tuple[int, int] | str] = []
    done = start
    for column, (_, cell_end) in enumerate(upper.spans):
        pieces.append((done, cell_end))
        for above, below in pairwise(parts):
            pieces.append(space_between(above.cells[column], below.cells[column]))
            pieces.append(below.spans[column])
        done = cell_end
    return [*pieces, (done, end)]


def _apply(normal: NormalText, moves: Sequence[_Move]) -> NormalText:
    chars: list[str] = []
    at = array("l")
    cuts: set[int] = set()
    read = length = 0

    def take(first: int, last: int) -> None:
        nonlocal read, length
        low, high = bisect_left(normal.at, first), bisect_left(normal.at, last)
        if low == high:
            return
        if low != read:
            cuts.add(length)
        chars.append(normal.text[low:high])
        at.extend(normal.at[low:high])
        read, length = high, length + high - low

    done = 0
    for move in moves:
        take(done, move.start)
        for piece in move.pieces:
            if isinstance(piece, str):
                if piece:
                    cuts.add(length)
                    chars.append(piece)
                    at.append(at[-1])
                    length += 1
                    cuts.add(length)
            else:
                take(*piece)
        done = move.end
    take(done, len(normal.source))
    return NormalText(normal.source, "".join(chars), at, tuple(sorted(cuts)))
