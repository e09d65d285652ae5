"""What every check works with: the report, the facts, who is meant where, and the day and period that count."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from workbench.recognition import find_dates
from workbench.resolution import Statement
from workbench.text import han_pattern
from workbench.verification.findings import Field, Finding, Severity, Verdict, make_finding
from workbench.verification.forms import normal_form
from workbench.verification.known import Known
from workbench.verification.markdown import Report, Unit
from workbench.verification.subjects import Subjects

_MONTH = re.compile(r"(20[0-9]{2})[-/.年]([0-9]{1,2})(?![0-9])")
_PERIOD_LINE = han_pattern(r"^(?:报告期间|报告期|期间|涵盖期间|reporting period|period)[:]\s*(.+)$", re.IGNORECASE)
_PRODUCED_LINE = han_pattern(
    r"^(?:(?P<state>状态基准日|基准日|as of)|产出时间|产出日期|生成时间|报告日期|generated|date)[:]\s*(?P<day>.+)$",
    re.IGNORECASE,
)
_PRODUCED_KEYS = ("as_of", "date", "last_modified_at", "lastmod", "generated")
_HEAD_LINE = han_pattern(
    r"^(?:自动化程度|报告性质|报告编号|版本|作者|编者|审阅|automation|version|author|reviewed)[^:]{0,12}:",
    re.IGNORECASE,
)
METHOD = han_pattern(
    "方法论|数据源|资料来源|免责|已知限制|附录|methodology|disclaimer|data sources|limitations", re.IGNORECASE
)
"""Headings of sections that speak of the report itself, not of policy."""


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
        match = _PRODUCED_LINE.match(unit.normal.text) if unit.kind == "text" else None
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


def _is_head(unit: Unit) -> bool:
    """Whether a line stands between the title and the first section: 報告期間, 自動化程度 …"""
    return unit.kind == "text" and len(unit.path) <= 1 and _HEAD_LINE.match(unit.normal.text) is not None


@dataclass(frozen=True)
class Hearing:
    """One report before the facts."""

    report: Report
    known: Known
    subjects: Subjects
    as_of: date
    period: Span | None
    approved_prose: frozenset[str] = frozenset()
    """Texts of assessments that a person approved."""

    @cached_property
    def policy_units(self) -> tuple[Unit, ...]:
        """The units that speak of policy: without method, sources, disclaimer, front matter and the lines of the head."""
        return tuple(
            unit
            for unit in self.report.units
            if unit.kind not in {"front", "heading"}
            and not any(METHOD.search(normal_form(title).text) for title in unit.path)
            and not _PRODUCED_LINE.match(unit.normal.text)
            and not _is_head(unit)
        )

    def finding(
        self,
        verdict: Verdict,
        field: Field,
        unit: Unit,
        said: str,
        *,
        facts_say: str,
        says: str | None = None,
        statements: Iterable[Statement] = (),
        decided: bool | None = None,
        severity: Severity | None = None,
    ) -> Finding:
        """A finding on a unit; `said` is the part of its text that is at fault."""
        behind = tuple(statements)
        return make_finding(
            verdict,
            field,
            line=unit.line,
            quote=self.report.quote(unit.line, said),
            says=says or said,
            facts_say=facts_say,
            statements=behind,
            decided=self.known.decided(behind) if decided is None else decided,
            severity=severity,
        )
