"""Tables as one token each: thousands of rows would otherwise make hundreds of thousands of tokens that nothing uses.

What is a table is decided by markdown-it; only its rows are gathered here.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.table import table

from workbench.verification import cells_of

ROWS = "rows"
"""Type of the token that stands for all rows of a table; its `meta` has them."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a table: its head first, then those below the dashes."""

    head: tuple[int, list[str]]
    """Line, from 1, and cells."""
    body: list[tuple[int, list[str]]]
    """The same of each row, as many cells as the head has."""
    aligned: list[str]
    """What each column is aligned to; empty where nothing is said."""
    anchored: set[int] = field(default_factory=set)
    """Lines whose row is the place that a link to the line leads to."""

    @property
    def lines(self) -> list[int]:
        """The lines of all rows."""
        return [self.head[0], *(line for line, _cells in self.body)]


def table_of_rows(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The rule for tables, in place of markdown-it's."""
    if not table(state, start, end, True):
        return False
    if silent:
        return True
    head = cells_of(_line(state, start))
    body, next_line = [], start + 2
    while next_line < end and _goes_on(state, next_line, end):
        cells = cells_of(_line(state, next_line))[: len(head)]
        body.append((next_line + 1, cells + [""] * (len(head) - len(cells))))
        next_line += 1
    state.push("table_open", "table", 1).map = [start, next_line]
    rows = state.push(ROWS, "", 0)
    rows.map = [start, next_line]
    rows.meta = {ROWS: Rows((start + 1, head), body, list(map(_alignment, cells_of(_line(state, start + 1)))))}
    state.push("table_close", "table", -1)
    state.line = next_line
    return True


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def _goes_on(state: StateBlock, line: int, end: int) -> bool:
    """Whether a line is one more row: not blank, not indented otherwise, and no beginning of another block."""
    if state.sCount[line] < state.blkIndent or state.is_code_block(line):
        return False
    text = _line(state, line)
    if text.startswith("|"):  # which begins no other block
        return True
    return bool(text.strip()) and not any(
        rule(state, line, end, True) for rule in state.md.block.ruler.getRules("blockquote")
    )


def _alignment(dashes: str) -> str:
    if dashes.endswith(":"):
        return "center" if dashes.startswith(":") else "right"
    return "left" if dashes.startswith(":") else ""
