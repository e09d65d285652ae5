"""What every check works on: the report, the facts, which acts each unit means, and the day and period that count."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from workbench.resolution import Statement
from workbench.text import han_pattern
from workbench.verification.antecedents import meant_in, sentences
from workbench.verification.findings import Field, Finding, Severity, Verdict, make_finding
from workbench.verification.forms import normal_form
from workbench.verification.known import Known
from workbench.verification.markdown import Report, Unit
from workbench.verification.subjects import Subjects
from workbench.verification.terms import PRODUCED_LINE, Span
from workbench.verification.wording import BROKEN_OFF

_HEAD_LINE = han_pattern(
    r"^(?:自动化程度|报告性质|报告编号|版本|作者|编者|审阅|automation|version|author|reviewed)[^:]{0,12}:",
    re.IGNORECASE,
)
METHOD = han_pattern(
    "方法论|数据源|资料来源|免责|已知限制|附录|methodology|disclaimer|data sources|limitations", re.IGNORECASE
)
"""Headings of sections that speak of the report itself, not of policy."""


def _is_head(unit: Unit) -> bool:
    """Whether a line stands between the title and the first section: 報告期間, 自動化程度 …"""
    return unit.kind == "text" and len(unit.path) <= 1 and _HEAD_LINE.match(unit.normal.text) is not None


@dataclass(frozen=True)
class Checked:
    """A report with the facts that it is checked against."""

    report: Report
    known: Known
    """The facts, by instrument and attribute."""
    subjects: Subjects
    """Which instruments each unit of the report is about."""
    as_of: date
    """The day as of which statuses are compared."""
    period: Span | None
    """The period of the report, where it states one."""
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
            and not PRODUCED_LINE.match(unit.normal.text)
            and not _is_head(unit)
        )

    @cached_property
    def reported_broken_off(self) -> frozenset[str]:
        """Keys of the acts that some sentence of the report gives as suspended, stopped or repealed."""
        found: set[str] = set()
        for unit in self.policy_units:
            text = unit.normal.text
            for start, end in sentences(text) if BROKEN_OFF.search(text) else ():
                if BROKEN_OFF.search(text, start, end):
                    found.update(meant_in(self.subjects, unit, start, end))
                    found.update(key for first, _, key in self.subjects.entities_in(text) if start <= first < end)
        return frozenset(found)

    def finding(
        self,
        verdict: Verdict,
        field: Field,
        unit: Unit,
        quote: str,
        *,
        facts_say: str,
        says: str | None = None,
        statements: Iterable[Statement] = (),
        decided: bool | None = None,
        severity: Severity | None = None,
    ) -> Finding:
        """A finding on a unit.

        `quote` is the part of its text that is at fault, `says` that part as a value where that differs. Without
        `decided`, an approved fact among `statements` makes it so; without `severity`, verdict and field decide it.
        """
        behind = tuple(statements)
        return make_finding(
            verdict,
            field,
            line=unit.line,
            quote=self.report.quote(unit.line, quote),
            says=says or quote,
            facts_say=facts_say,
            statements=behind,
            decided=self.known.decided(behind) if decided is None else decided,
            severity=severity,
        )
