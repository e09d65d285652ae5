"""What differs between a line of a draft as somebody left it and as the facts give it: the cells of a row, a stretch of prose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from workbench.verification.columns import Column
from workbench.verification.markdown import Unit
from workbench.verification.parts import Place

_CLOSES = "，。；、：（）()|>〈《 "
_OPENS = "，。；、：（）()|<〉》 "


class Difference(NamedTuple):
    """What differs between a line and the one that the facts give."""

    reported: str
    """What the line has, in whole words or as a whole cell; empty where it has nothing."""
    instead: str
    """What the facts give there; empty where they give nothing."""
    place: Place
    """Where what was changed stands in the line that the facts give, to the character."""
    first: Place
    """The first change in that place: of several in one stretch of prose, the one that names it."""
    own_first: Place
    """Where the first change stands in the line."""
    in_cell: bool = False
    """Whether it is the cell of a row that differs."""
    column: Column | None = None
    """What the column of that cell means."""
    subject: Place | None = None
    """The cell of the row, as the facts give it, that says what it is about; empty where that is a category."""


def differences(reported: str, expected: str, own: Unit | None, given: Unit | None) -> Iterator[Difference]:
    """Each cell of a row that differs; of any other line the stretch between what both share, widened to whole words."""
    if own is not None and given is not None and own.kind == given.kind == "row":
        mine, theirs = _cells(reported), _cells(expected)
        if len(mine) == len(own.columns) and len(theirs) == len(given.columns):
            yield from _in_cells(_Row(reported, mine, own), _Row(expected, theirs, given))
            return
    first, last = _shared(reported, expected)
    place, changed = Place(first, len(expected) - last), Place(first, len(reported) - last)
    given_first, own_first = _first_change(reported, expected, changed, place)
    first, last = _widened(reported, expected, first, last)
    yield Difference(
        reported[first : len(reported) - last], expected[first : len(expected) - last], place, given_first, own_first
    )


class _Row(NamedTuple):
    """A row, and where its cells stand."""

    line: str
    cells: Sequence[Place]
    unit: Unit

    def cell(self, column: int | None) -> Place:
        """Where a cell stands; behind the row where it has none."""
        return Place(len(self.line), len(self.line)) if column is None else self.cells[column]


def _in_cells(own: _Row, given: _Row) -> Iterator[Difference]:
    """The cells that differ; what only one of the two has differs from an empty cell."""
    subject = _subject(given.cells, given.unit)
    for at, other in _columns(own.unit, given.unit):
        mine, theirs = own.cell(at), given.cell(other)
        reported, instead = own.line[mine.start : mine.end], given.line[theirs.start : theirs.end]
        if reported == instead:
            continue
        first, last = _shared(reported, instead)
        place, changed = Place(theirs.start + first, theirs.end - last), Place(mine.start + first, mine.end - last)
        changes = _first_change(own.line, given.line, changed, place)
        columns = given.unit.columns if other is not None else own.unit.columns
        column, _ = columns[(other if other is not None else at) or 0]
        yield Difference(reported, instead, place, *changes, True, column, subject)


def _columns(own: Unit, given: Unit) -> Iterator[tuple[int | None, int | None]]:
    """Columns of both tables side by side, by their headers; where they are as many, by their order."""
    if len(own.columns) == len(given.columns):
        yield from ((at, at) for at in range(len(own.columns)))
        return
    mine, theirs = [header for _, header in own.columns], [header for _, header in given.columns]
    for kind, start, end, other_start, other_end in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        if kind == "equal":
            yield from zip(range(start, end), range(other_start, other_end), strict=True)
        else:
            yield from ((at, None) for at in range(start, end))
            yield from ((None, other) for other in range(other_start, other_end))


def _first_change(reported: str, expected: str, own: Place, given: Place) -> tuple[Place, Place]:
    """The first stretch that differs within two places: where in the line that the facts give, where in the other."""
    mine, theirs = reported[own.start : own.end], expected[given.start : given.end]
    for kind, start, end, other_start, other_end in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        if kind != "equal":
            return Place(given.start + other_start, given.start + other_end), Place(own.start + start, own.start + end)
    return given, own


def _shared(reported: str, expected: str) -> tuple[int, int]:
    """How many characters two texts share at their beginning, and at their end."""
    first = 0
    while first < min(len(reported), len(expected)) and reported[first] == expected[first]:
        first += 1
    last = 0
    while last < min(len(reported), len(expected)) - first and reported[-1 - last] == expected[-1 - last]:
        last += 1
    return first, last


def _subject(cells: Sequence[Place], unit: Unit) -> Place | None:
    """The cell of a row that names the act it is about; empty where a category stands before it: acts of it are examples."""
    for place, cell in zip(cells, unit.cells, strict=True):
        if cell.column == "category":
            return Place(place.start, place.start)
        if cell.column in {"name", "reference"}:
            return place
    return None


def _cells(line: str) -> list[Place]:
    """Where the cells of a row stand, without the space around them."""
    inner = line.strip().strip("|")
    start, cells = line.find(inner), []
    for part in re.split(r"(?<!\\)\|", inner):
        text = part.strip()
        at = start + (len(part) - len(part.lstrip()))
        cells.append(Place(at, at + len(text)))
        start += len(part) + 1
    return cells


def _widened(reported: str, expected: str, first: int, last: int) -> tuple[int, int]:
    """The ends of a difference, moved outwards to the marks around its clause."""
    while first > 0 and reported[first - 1] not in _CLOSES:
        first -= 1
    while last > 0 and reported[len(reported) - last] not in _OPENS:
        last -= 1
    if first >= len(reported) - last:
        first, last = max(0, first - 1), max(0, last - 1)
    return first, min(last, len(expected) - first) if len(expected) > first else last
