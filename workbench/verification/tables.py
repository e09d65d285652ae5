"""Tables of a report, read line by line."""

from __future__ import annotations

import re
from collections.abc import Sequence

_DASHES = re.compile(r"\|(?:[ \t]*:?-+:?[ \t]*\|)+(?:[ \t]*:?-+:?)?[ \t]*")
_COLUMN = re.compile("-+")
_BLANKS = " \t\n\v\f\r"
_PIPE = re.compile(r"(?<!\\)\|")


def is_table(lines: Sequence[str]) -> bool:
    """Whether lines are what every reader of Markdown takes for a table.

    All begin with a pipe, and the second is one of dashes, with a column for each of the first.
    """
    if len(lines) < 2 or not _DASHES.fullmatch(lines[1]) or not all(line.startswith("|") for line in lines):
        return False
    head = cells_of(lines[0])
    return bool(head) and len(head) == len(_COLUMN.findall(lines[1]))


def cells_of(line: str) -> list[str]:
    """The cells of a row; a pipe behind a backslash belongs to its cell."""
    text = line.strip(_BLANKS)
    parts = text.split("|") if "\\|" not in text else [part.replace("\\|", "|") for part in _PIPE.split(text)]
    inner = parts[1:] if parts[0] == "" else parts
    return [part.strip(_BLANKS) for part in (inner[:-1] if inner and inner[-1] == "" else inner)]
