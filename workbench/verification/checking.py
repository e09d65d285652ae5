"""A report held against the facts: every check in order, its findings by line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from workbench.resolution import Statement
from workbench.verification.claims import claim_findings
from workbench.verification.coherence import coherence_findings
from workbench.verification.counts import count_findings
from workbench.verification.dates import date_findings
from workbench.verification.findings import Finding, in_order
from workbench.verification.hearing import Hearing, Span, period_of
from workbench.verification.known import Known
from workbench.verification.limits import limit_findings
from workbench.verification.lists import list_findings
from workbench.verification.markdown import Report
from workbench.verification.names import name_findings
from workbench.verification.omissions import omission_findings
from workbench.verification.outlook import outlook_findings
from workbench.verification.scopes import scope_findings
from workbench.verification.statuses import status_findings
from workbench.verification.subjects import Subjects

_CHECKS: tuple[Callable[[Hearing], Iterable[Finding]], ...] = (
    status_findings,
    date_findings,
    count_findings,
    list_findings,
    name_findings,
    limit_findings,
    scope_findings,
    claim_findings,
    outlook_findings,
    omission_findings,
    coherence_findings,
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a check found."""

    as_of: date
    checked: int
    """Statements that were held against the facts: units that say something of policy."""
    findings: tuple[Finding, ...]

    @property
    def supported(self) -> int:
        """Statements about which nothing was found."""
        return self.checked - len({finding.line for finding in self.findings if finding.line is not None})

    @property
    def grave(self) -> bool:
        """Whether any finding is of severity high."""
        return any(finding.severity == "high" for finding in self.findings)

    def json(self, file: str) -> dict[str, Any]:
        """The contract's JSON of a check."""
        return {
            "file": file,
            "as_of": self.as_of.isoformat(),
            "checked": self.checked,
            "supported": self.supported,
            "findings": [finding.json() for finding in self.findings],
        }


def check_report(
    report: Report,
    statements: Iterable[Statement],
    usable: frozenset[str],
    as_of: date,
    approved_prose: frozenset[str] = frozenset(),
) -> Outcome:
    """Hold a report against facts that nobody rejected, as of a day.

    `usable` are the ids of the approved ones; `approved_prose` are assessments that a person approved, whose judgement is
    not held against anything.
    """
    known = Known(statements, usable, as_of)
    period = period_of(report)
    hearing = Hearing(report, known, Subjects(report, known, _years(period, as_of)), as_of, period, approved_prose)
    findings = in_order(_found(hearing))
    lines = {unit.line for unit in hearing.policy_units} | {f.line for f in findings if f.line is not None}
    return Outcome(as_of, len(lines), findings)


def _found(hearing: Hearing) -> Iterator[Finding]:
    for check in _CHECKS:
        yield from check(hearing)


def _years(period: Span | None, as_of: date) -> frozenset[int]:
    if period is None:
        return frozenset({as_of.year})
    return frozenset(range(period.first.year, period.last.year + 1))
