"""Dates and durations as announcements mean them."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from workbench.text import CHINESE_NUMERAL, fold_script, parse_integer

_DURATION = re.compile(rf"(?P<count>[0-9]+|{CHINESE_NUMERAL}+)个?(?P<unit>工作日|天|日|周|月|年)")


def last_day(first: date, duration: str) -> date | None:
    """Last day of a term that begins on `first`: 90天 from D ends the day before D+90; None if it is no duration.

    Working days depend on a calendar of holidays and are not computed.
    """
    match = _DURATION.search(fold_script(duration).replace(" ", ""))
    if match is None or match["unit"] == "工作日":
        return None
    count = parse_integer(match["count"])
    if count is None:
        return None
    if match["unit"] in {"天", "日"}:
        return first + timedelta(days=count - 1)
    if match["unit"] == "周":
        return first + timedelta(weeks=count, days=-1)
    months = count * (12 if match["unit"] == "年" else 1)
    return _add_months(first, months) - timedelta(days=1)


def _add_months(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
