"""Tables that stand alone in a report, read line by line: thousands of rows need no parser of everything else.

Only what every reader of Markdown takes for a table is one here: lines that begin with a pipe, between blank lines, the
second a line of dashes with a column for each of the first. Whatever else may be a table is left to the parser.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

_DASHES = re.compile(r"\|(?:[ \t]*:?-+:?[ \t]*\|)+(?:[ \t]*:?-+:?)?[ \t]*")
_COLUMN = re.compile("-+")
_BLANKS = " \t\n\v\f\r"
_PIPE = re.compile(r"(?<!\\)\|")
_OPENS_WHAT_HOLDS_ANYTHING = re.compile(r"[ \t]{0,3}(?:[>*+-][ \t]+|[0-9]{1,9}[.)][ \t]+)*(?:```|~~~|<)")
"""Code and HTML go on over blank lines, and what stands in them is no table."""


@dataclass(frozen=True, slots=True)
class Table:
    """The lines of a table, by index: its head, the dashes, and the rows that follow, `end` not included."""

    start: int
    end: int
    head: tuple[str, ...]
    """The cells of its first line."""

    def rows(self, lines: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
        """Index and cells of each row below the dashes, as many cells as the head has."""
        columns = len(self.head)
        for index in range(self.start + 2, self.end):
            cells = cells_of(lines[index])[:columns]
            yield index, cells + [""] * (columns - len(cells))


def tables_alone(lines: Sequence[str]) -> Mapping[int, Table]:
    """Index of its first line -> each table that stands alone; none where code or HTML may hold such lines."""
    if any(_OPENS_WHAT_HOLDS_ANYTHING.match(line) for line in lines):
        return {}
    found = {}
    index = 0
    while index < len(lines):
        table = _table_at(lines, index) if lines[index].startswith("|") else None
        if table is not None:
            found[index] = table
        index = table.end if table is not None else index + 1
    return found


def _table_at(lines: Sequence[str], start: int) -> Table | None:
    if (start and lines[start - 1].strip()) or start + 1 >= len(lines) or not _DASHES.fullmatch(lines[start + 1]):
        return None
    head = cells_of(lines[start])
    if not head or len(head) != len(_COLUMN.findall(lines[start + 1])):
        return None
    end = start + 2
    while end < len(lines) and lines[end].startswith("|"):
        end += 1
    return None if end < len(lines) and lines[end].strip() else Table(start, end, tuple(head))


def cells_of(line: str) -> list[str]:
    """The cells of a row; a pipe behind a backslash belongs to its cell."""
    text = line.strip(_BLANKS)
    parts = text.split("|") if "\\|" not in text else [part.replace("\\|", "|") for part in _PIPE.split(text)]
    inner = parts[1:] if parts[0] == "" else parts
    return [part.strip(_BLANKS) for part in (inner[:-1] if inner and inner[-1] == "" else inner)]
