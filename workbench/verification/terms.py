"""What a report says of itself: its period, and the day as of which it speaks."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from workbench.recognition import find_dates
from workbench.text import han_pattern
from workbench.verification.forms import normal_form
from workbench.verification.markdown import Report

_MONTH = re.compile(r"(20[0-9]{2})[-/.年]([0-9]{1,2})(?![0-9])")
_PERIOD_LINE = han_pattern(r"^(?:报告期间|报告期|期间|涵盖期间|reporting period|period)[:]\s*(.+)$", re.IGNORECASE)
_STATE_LABEL = r"(?P<state>状态基准日|基准日|as of|(?:资料|数据|信息)?截[至止](?:日期?)?|cut-?off(?: date)?)"
_PRODUCED_LABEL = r"产出时间|产出日期|生成时间|报告日期|更新(?:日期|时间)|编制日期|generated|(?:last )?updated|date"
PRODUCED_LINE = han_pattern(
    rf"^(?:{_STATE_LABEL}|{_PRODUCED_LABEL})(?:[:]\s*|\s?(?=[0-9][^,。;:|]{{4,24}}$))(?P<day>.+)$", re.IGNORECASE
)
"""A line that says when a report was made, or as of when it speaks."""
_PRODUCED_KEYS = ("as_of", "date", "last_modified_at", "lastmod", "generated")


@dataclass(frozen=True, slots=True)
class Span:
    """First and last day of a report's period."""

    first: date
    last: date
    line: int
    """Line that states it."""

    def __contains__(self, day: date) -> bool:
        """Whether a day lies in it."""
        return self.first <= day <= self.last


def produced_on(report: Report) -> date | None:
    """The day as of which a report speaks: its 狀態基準日, else 產出時間, else the date of its front matter."""
    produced = None
    for unit in report.units:
        match = PRODUCED_LINE.match(unit.normal.text) if unit.kind == "text" else None
        dates = find_dates(normal_form(match["day"]), year=None, published=None) if match else ()
        if match and dates and dates[0].value:
            if match["state"]:
                return dates[0].value
            produced = produced or dates[0].value
    for key in _PRODUCED_KEYS:
        dates = find_dates(normal_form(report.front.get(key, "")), year=None, published=None)
        if produced is None and dates and dates[0].value:
            produced = dates[0].value
    return produced


def period_of(report: Report) -> Span | None:
    """The period that a report states, else the month of its title."""
    for unit in report.units:
        match = _PERIOD_LINE.match(unit.normal.text) if unit.kind == "text" else None
        if match and (span := _span(match[1], unit.line)):
            return span
    for unit in report.units:
        if (unit.kind == "heading" and not unit.path) or (unit.kind == "front" and unit.label == "title"):
            span = _span(unit.normal.text, unit.line)
            if span is not None:
                return span
    return None


def _span(text: str, line: int) -> Span | None:
    months = [(int(year), int(month)) for year, month in _MONTH.findall(text) if 1 <= int(month) <= 12]
    if not months:
        return None
    (year, month), (last_year, last_month) = months[0], months[-1]
    first, last = date(year, month, 1), date(last_year, last_month, monthrange(last_year, last_month)[1])
    return Span(first, last, line) if first <= last else None
