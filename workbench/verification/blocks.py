"""Blocks of a report that every reader of Markdown takes for the same, read line by line: thousands of rows and items need
no parser of everything else.

A block is what stands between blank lines. One is alone where it begins at the margin, holds one thing, and can be nothing
else: a heading, a table, a list of one level, lines of prose or of a quote. Whatever may be something else is left to the
parser.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from workbench.verification.tables import is_table

BlockKind = Literal["heading", "table", "items", "prose", "quote", "rule"]

# A word, a number, something bold or a link: what follows is no list, no rule, no link's address, no table and no code.
_WORDS = r"(?:[^\s0-9!-/:-@\[-`{-~]|[0-9]+[^\s0-9.)]|\*\*[^\s*]|\[[^\[\]\\]+\]\()"
_HEADING = re.compile(r"#{1,6} [^#]+").fullmatch
_ITEM = re.compile(f"- {_WORDS}").match
_PROSE = re.compile(_WORDS).match
_QUOTE = re.compile(f"> {_WORDS}|>$").match
_OPENS_WHAT_HOLDS_ANYTHING = re.compile(r"[ \t]{0,3}(?:[>*+-][ \t]+|[0-9]{1,9}[.)][ \t]+)*(?:```|~~~|<)")
"""Code and HTML go on over blank lines, and what stands in them is no block."""


class Block(NamedTuple):
    """A block that is alone: its lines by index, `end` not included."""

    kind: BlockKind
    start: int
    end: int


def blocks_alone(lines: Sequence[str]) -> Mapping[int, Block]:
    """Index of its first line -> each block that is alone, in order; none where code or HTML may hold such lines."""
    if any("\0" in line or _OPENS_WHAT_HOLDS_ANYTHING.match(line) for line in lines):
        return {}
    between = list(_between_blanks(lines))
    found = {}
    for place, (start, end) in enumerate(between):
        kind = _kind(lines[start:end])
        following = lines[between[place + 1][0]] if place + 1 < len(between) else ""
        # What is indented below a list belongs to its last item.
        if kind is not None and not (kind == "items" and following.startswith((" ", "\t"))):
            found[start] = Block(kind, start, end)
    return found


def _between_blanks(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """First index, and that behind the last, of each run of lines that are not blank."""
    start = None
    for index, line in enumerate(lines):
        blank = not line.strip(" \t")
        if blank and start is not None:
            yield start, index
            start = None
        elif not blank and start is None:
            start = index
    if start is not None:
        yield start, len(lines)


def _kind(lines: Sequence[str]) -> BlockKind | None:
    """What a block is by its first characters and those of its other lines; None where that does not tell."""
    first = lines[0]
    if first.startswith("|"):
        return "table" if is_table(lines) else None
    if len(lines) == 1 and first.startswith("#"):
        return "heading" if _HEADING(first) else None
    if first == "---" and len(lines) == 1:
        return "rule"
    of_lines: tuple[tuple[BlockKind, Callable[[str], object]], ...] = (
        ("items", _ITEM), ("prose", _PROSE), ("quote", _QUOTE),
    )  # fmt: skip
    return next((kind for kind, begins in of_lines if all(map(begins, lines))), None)
