"""A report checked against the facts: every check in order, the findings by line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from workbench.resolution import Statement
from workbench.verification.bases import basis_findings
from workbench.verification.cases import case_findings
from workbench.verification.checked import Checked
from workbench.verification.claims import claim_findings
from workbench.verification.coherence import coherence_findings
from workbench.verification.counts import count_findings
from workbench.verification.dates import date_findings
from workbench.verification.draft_laws import draft_law_findings
from workbench.verification.figures import figure_findings
from workbench.verification.findings import Finding, Outcome, in_order
from workbench.verification.issuers import issuer_findings
from workbench.verification.item_counts import item_count_findings
from workbench.verification.known import Known
from workbench.verification.limits import limit_findings
from workbench.verification.lists import list_findings
from workbench.verification.markdown import Report
from workbench.verification.matters import matter_findings
from workbench.verification.names import name_findings
from workbench.verification.omissions import omission_findings
from workbench.verification.outlook import outlook_findings
from workbench.verification.sanctions import sanction_findings
from workbench.verification.scopes import scope_findings
from workbench.verification.statuses import status_findings
from workbench.verification.subjects import Subjects
from workbench.verification.terms import Span, period_of
from workbench.verification.treatments import treatment_findings
from workbench.verification.unlisted_names import unlisted_name_findings

_CHECKS: tuple[Callable[[Checked], Iterable[Finding]], ...] = (
    status_findings,
    draft_law_findings,
    date_findings,
    count_findings,
    item_count_findings,
    list_findings,
    name_findings,
    unlisted_name_findings,
    limit_findings,
    issuer_findings,
    basis_findings,
    scope_findings,
    matter_findings,
    treatment_findings,
    case_findings,
    figure_findings,
    sanction_findings,
    claim_findings,
    outlook_findings,
    omission_findings,
    coherence_findings,
)


def check_report(
    report: Report,
    statements: Iterable[Statement],
    usable: frozenset[str],
    as_of: date,
    approved_prose: frozenset[str] = frozenset(),
) -> Outcome:
    """Check a report against the facts that nobody rejected, as of a day.

    `usable` are the ids of the approved ones; `approved_prose` are the texts of assessments that a person approved: their
    judgements are checked against nothing.
    """
    known = Known(statements, usable, as_of)
    period = period_of(report)
    checked = Checked(report, known, Subjects(report, known, _years(period, as_of)), as_of, period, approved_prose)
    findings = in_order(_found(checked))
    lines = {unit.line for unit in checked.policy_units} | {f.line for f in findings if f.line is not None}
    return Outcome(as_of, len(lines), findings)


def _found(checked: Checked) -> Iterator[Finding]:
    for check in _CHECKS:
        yield from check(checked)


def _years(period: Span | None, as_of: date) -> frozenset[int]:
    if period is None:
        return frozenset({as_of.year})
    return frozenset(range(period.first.year, period.last.year + 1))
