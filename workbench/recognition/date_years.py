"""The years that a text states around a date without one; sentences, lines and numbered acts are located once."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property

from workbench.recognition.date_context import numbered_year
from workbench.recognition.date_forms import date_pattern
from workbench.recognition.numbered_context import changes_act
from workbench.text import parse_integer

_LONGEST_CHANGE = 20
_SENTENCE_END = re.compile("[。!?;\n]")


class StatedYears:
    """The years of one text, looked up by position, since one sentence may hold thousands of dates without a year."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._behind: dict[int, list[tuple[int, int | None]]] = {}

    def sentence_start(self, position: int) -> int:
        """Where the sentence of a position begins, behind the mark that ends the one before."""
        return _behind_last(self._sentence_ends, position)

    def line_start(self, position: int) -> int:
        """Where the line of a position begins."""
        return _behind_last(self._line_ends, position)

    def of_number_before(self, position: int) -> int | None:
        """The year of a numbered act that stands before in the sentence: 商務部公告2025年第61號…12月1日."""
        last = bisect_right(self._number_ends, position) - 1
        if last < 0 or self._numbers[last].start() < self.sentence_start(position):
            return None
        return _year_of(self._numbers[last])

    def behind(self, position: int) -> int | None:
        """The first year behind a date in its paragraph that is not the end of a term (至2026年…)."""
        end = self._text.find("\n", position)
        end = end if end >= 0 else len(self._text)
        years = self._behind.get(end)
        if years is None:
            years = self._behind[end] = self._years_between(position, end)
        first = bisect_left(years, position, key=lambda year: year[0])
        return years[first][1] if first < len(years) else None

    def _years_between(self, start: int, end: int) -> list[tuple[int, int | None]]:
        """Place and year of all within a span that begins at a date: dates are asked about from left to right."""
        numbered = [(match.start(), _year_of(match)) for match in numbered_year().finditer(self._text, start, end)]
        dated = [
            (match.start(), _integer(match["fy"] or match["ey"]))
            for match in date_pattern().finditer(self._text, start, end)
            if match["full"] or match["ey"]
        ]
        years = [
            year
            for year in (*numbered, *dated)
            if self._text[year[0] - 1] not in "至到"
            and changes_act().search(self._text, max(start, year[0] - _LONGEST_CHANGE), year[0]) is None
        ]
        return sorted(years, key=lambda year: year[0])

    @cached_property
    def latest_numbered(self) -> int | None:
        """The year of the latest act that the text numbers: what an article without a date is about."""
        return max((year for match in self._numbers if (year := _year_of(match))), default=None)

    @cached_property
    def _numbers(self) -> list[re.Match[str]]:
        return list(numbered_year().finditer(self._text))

    @cached_property
    def _number_ends(self) -> list[int]:
        return [match.end() for match in self._numbers]

    @cached_property
    def _sentence_ends(self) -> list[int]:
        return [mark.start() for mark in _SENTENCE_END.finditer(self._text)]

    @cached_property
    def _line_ends(self) -> list[int]:
        return [mark.start() for mark in re.finditer("\n", self._text)]


def _behind_last(marks: list[int], position: int) -> int:
    before = bisect_left(marks, position) - 1
    return marks[before] + 1 if before >= 0 else 0


def _year_of(match: re.Match[str]) -> int | None:
    return _integer(match["year"] or match["behind"])


def _integer(written: str | None) -> int | None:
    return parse_integer(written) if written else None
