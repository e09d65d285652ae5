"""The period of a report: one month, or the months from one to another."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

from workbench.errors import WrongUsage
from workbench.language import _

_MONTH = r"(\d{4})-(\d{2})"
_PERIOD = re.compile(rf"{_MONTH}(?:\.\.{_MONTH})?")


@dataclass(frozen=True, slots=True)
class Period:
    """Whole months, both ends included."""

    first: date
    """First day of the first month."""
    last: date
    """Last day of the last month."""

    @classmethod
    def parse(cls, written: str) -> Period:
        """Read `2026-02` or `2025-10..2026-02`; anything else is one clear error."""
        match = _PERIOD.fullmatch(written.strip())
        if match is None:
            raise _no_period(written)
        year, month, end_year, end_month = (int(group) if group else None for group in match.groups())
        try:
            first = date(year or 0, month or 0, 1)
            end = date(end_year, end_month or 0, 1) if end_year else first
        except ValueError:
            raise _no_period(written) from None
        if end < first:
            raise WrongUsage(
                _("the period {written} ends before it begins").format(written=written),
                way_out=_("Write the earlier month first: 2025-10..2026-02."),
            )
        return cls(first, end.replace(day=calendar.monthrange(end.year, end.month)[1]))

    def __str__(self) -> str:
        """The written form that `parse` reads; it also begins the names of the files."""
        return self.opening if self.single else f"{self.opening}..{self.closing}"

    @property
    def opening(self) -> str:
        """First month, `2025-10`."""
        return f"{self.first:%Y-%m}"

    @property
    def closing(self) -> str:
        """Last month, `2026-02`."""
        return f"{self.last:%Y-%m}"

    @property
    def single(self) -> bool:
        """Whether it is one month."""
        return self.opening == self.closing

    @property
    def months(self) -> tuple[str, ...]:
        """Its months in order, `2025-10` and so on."""
        return tuple(_month_name(number) for number in range(_number(self.first), _number(self.last) + 1))

    def before(self, count: int) -> tuple[str, ...]:
        """The `count` months directly before it, in order."""
        first = _number(self.first)
        return tuple(_month_name(number) for number in range(first - count, first))

    def shifted(self, count: int) -> tuple[str, ...]:
        """Its months moved by `count` months."""
        return tuple(_month_name(number + count) for number in range(_number(self.first), _number(self.last) + 1))

    def __contains__(self, day: date) -> bool:
        """Whether a day lies in it."""
        return self.first <= day <= self.last


def _number(day: date) -> int:
    """Months since year 0."""
    return day.year * 12 + day.month - 1


def _month_name(number: int) -> str:
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def _no_period(written: str) -> WrongUsage:
    return WrongUsage(
        _("{written!r} is no period").format(written=written),
        way_out=_("Write a month (2026-02) or two months (2025-10..2026-02)."),
    )
