"""The stretch of time that a chart shows.

A long history is not squeezed: where the rows span more years than the chart can show legibly it begins later, and bars
that began before are marked at the edge. What is still to come is always shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from workbench.chart.rows import Row

_MARGIN = timedelta(days=31)
_FEW_ROWS = 3
"""So few rows are asked for by name: their whole history is shown, however long."""


@dataclass(frozen=True, slots=True)
class Axis:
    """From the first day shown to the last, and the day that is asked about."""

    first: date
    last: date
    as_of: date

    @property
    def days(self) -> int:
        """How many days it shows."""
        return (self.last - self.first).days + 1

    def share(self, day: date) -> float:
        """Where a day lies: 0 at the beginning, 1 at the end; days outside lie at the edge."""
        return min(1.0, max(0.0, (day - self.first).days / self.days))

    def marks(self, most: int) -> list[date]:
        """At most `most` first days of months that cut it evenly: every month, quarter, half-year, year or years."""
        for months in (1, 3, 6, 12, 24, 60, 120, 240, 600):
            marks = self._first_days(months)
            if len(marks) <= most:
                return marks
        return []

    def _first_days(self, months: int) -> list[date]:
        count = self.first.year * 12 + self.first.month - 1
        count += -count % months
        marks = []
        while count // 12 <= date.max.year and (day := date(count // 12, count % 12 + 1, 1)) <= self.last:
            if day >= self.first:
                marks.append(day)
            count += months
        return marks


def axis_of(rows: Sequence[Row], as_of: date, *, years: int) -> Axis:
    """The axis for rows; where they span more than `years` it begins at that distance before the day asked about."""
    firsts = [bar.first for row in rows for bar in row.bars] or [as_of]
    lasts = [bar.last for row in rows for bar in row.bars if bar.last is not None and bar.last < date.max - _MARGIN]
    first = min([*firsts, as_of])
    last = max([*lasts, *firsts, as_of]) + _MARGIN
    if len(rows) > _FEW_ROWS and last.year - first.year > years:
        first = max(first, date(max(as_of.year - years, 1), 1, 1))
    return Axis(first.replace(day=1), last, as_of)
