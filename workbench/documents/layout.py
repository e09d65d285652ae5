"""The visible parts of a text that are examined for metadata: first lines, last lines, the whole; each folded once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from workbench.text import NormalText, normalize

_LINES = 14


@dataclass(frozen=True, slots=True)
class Line:
    """One non-empty line: as written, and its first characters folded for patterns."""

    source: str
    folded: NormalText
    normal: str
    """The folded text without space around it."""


@dataclass(frozen=True)
class Layout:
    """The text of one article."""

    text: str

    @cached_property
    def head(self) -> tuple[Line, ...]:
        """The first non-empty lines."""
        return tuple(islice(_lines(self.text.split("\n", 4 * _LINES)[: 4 * _LINES]), _LINES))

    @cached_property
    def tail(self) -> tuple[Line, ...]:
        """The last non-empty lines, first of them first."""
        last_first = islice(_lines(reversed(self.text.rsplit("\n", 4 * _LINES)[-4 * _LINES :])), _LINES)
        return tuple(last_first)[::-1]

    @cached_property
    def normal(self) -> str:
        """The whole text, folded."""
        return normalize(self.text).text


def _lines(lines: Iterator[str] | list[str]) -> Iterator[Line]:
    for line in lines:
        if line.strip():
            # A paragraph of any length is one line; its first characters show what it is.
            folded = normalize(line[:400])
            yield Line(line, folded, folded.text.strip())
