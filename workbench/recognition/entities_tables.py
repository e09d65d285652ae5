"""Rows of tables that give, for each act, the list it concerns, its first entity and the number of entities."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from workbench.facts.kinds import ListName
from workbench.recognition.entities_lists import LIST_NAME, list_of
from workbench.recognition.entities_names import NameMention, read_name
from workbench.recognition.reading import Reading, Span
from workbench.text import han_pattern, parse_integer

_CELL_EDGE = re.compile(r"[|\t]")
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
    """Rows of tables with a column for the list, in order; a list named once applies to the rows below it as well."""
    columns: list[bool] | None = None
    column_lists: list[ListName | None] = []
    for line in reading.lines:
        cells = _cells(reading.text, line)
        if len(cells) < 3:
            columns = None
            continue
        words = [reading.text[cell.start : cell.end] for cell in cells]
        if columns is None:
            columns = [bool(_NAME_COLUMN.search(word)) and not _NO_NAME_COLUMN.search(word) for word in words]
            column_lists = [None] * len(columns)
            continue
        if len(cells) == len(columns):
            column_lists = [_list_of_cell(word, above) for word, above in zip(words, column_lists, strict=True)]
        row = _row(reading, line, cells, words, columns, column_lists)
        if row is not None:
            yield row


def _list_of_cell(word: str, above: ListName | None) -> ListName | None:
    """The list that applies in a column: the one its cell names; an empty cell keeps the list from above."""
    if word:
        return list_of(word) if _LIST_CELL.fullmatch(word) else None
    return above


def _row(
    reading: Reading,
    line: Span,
    cells: list[Span],
    words: list[str],
    columns: list[bool],
    column_lists: list[ListName | None],
) -> TableRow | None:
    own = (list_of(word) for word in words if _LIST_CELL.fullmatch(word))
    listed = next(own, None) or next((name for name in column_lists if name is not None), None)
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


def _cells(text: str, line: Span) -> list[Span]:
    """The cells of a line, empty ones too; none of a line that no tab or bar parts."""
    start, end = _trimmed(text, line.start, line.end)
    if "\t" not in text[start:end] and "|" not in text[start:end]:
        return []
    if text[start] == "|":
        start += 1
    if end > start and text[end - 1] == "|":
        end -= 1
    marks = [start - 1, *(match.start() for match in _CELL_EDGE.finditer(text, start, end)), end]
    return [Span(*_trimmed(text, before + 1, behind)) for before, behind in pairwise(marks)]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] == " ":
        start += 1
    while end > start and text[end - 1] == " ":
        end -= 1
    return start, end
