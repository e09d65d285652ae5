"""Rows of tables that tell for each act which list it concerns, the first entity and how many there are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from workbench.facts.kinds import ListName
from workbench.recognition.entities_lists import LIST_NAME, list_of
from workbench.recognition.entities_names import NameMention, read_name
from workbench.recognition.reading import Reading, Span
from workbench.text import han_pattern, parse_integer

_CELL = re.compile(r"[^|\t\n]+")
_LIST_CELL = han_pattern(rf"(?:{LIST_NAME})")
_COUNT_CELL = han_pattern(r"(?P<number>[0-9]{1,3}|[一二三四五六七八九十]{1,3})(?:家|个|名)(?:实体|企业|公司)?")
_NAME_COLUMN = han_pattern(r"实体|企业|公司|名称|主体")
_NO_NAME_COLUMN = han_pattern(r"数|类型|清单|名单")


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: where it stands, its list, the entity that it names and the number it gives, as far as it does."""

    span: Span
    list: ListName
    name: NameMention | None
    count: int | None
    count_span: Span | None


def find_listing_rows(reading: Reading) -> Iterator[TableRow]:
    """Rows of tables with a column for the list, in order."""
    columns: list[bool] | None = None
    for line in reading.lines:
        cells = [_trimmed(reading.text, *cell.span()) for cell in _CELL.finditer(reading.text, line.start, line.end)]
        if len(cells) < 3 or not any(mark in reading.text[line.start : line.end] for mark in "|\t"):
            columns = None
            continue
        words = [reading.text[cell.start : cell.end] for cell in cells]
        if columns is None:
            columns = [bool(_NAME_COLUMN.search(word)) and not _NO_NAME_COLUMN.search(word) for word in words]
            continue
        row = _row(reading, line, cells, words, columns)
        if row is not None:
            yield row


def _row(reading: Reading, line: Span, cells: list[Span], words: list[str], columns: list[bool]) -> TableRow | None:
    listed = next((list_of(word) for word in words if _LIST_CELL.fullmatch(word)), None)
    if listed is None:
        return None
    counted = next(
        ((cell, one) for cell, word in zip(cells, words, strict=True) if (one := _COUNT_CELL.fullmatch(word))), None
    )
    named = [
        read_name(reading.normal, cell.start, cell.end)
        for index, cell in enumerate(cells)
        if index < len(columns) and columns[index] and cell.end - cell.start > 1
    ]
    name = next((one for one in named if one is not None and one.certain), None)
    count = parse_integer(counted[1]["number"]) if counted else None
    return TableRow(line, listed, name, count, counted[0] if counted else None)


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start] == " ":
        start += 1
    while end > start and text[end - 1] == " ":
        end -= 1
    return Span(start, end)
