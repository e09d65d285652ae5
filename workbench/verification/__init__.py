"""A report checked against the facts, line by line: what it says, and where the sources say otherwise. Pure functions.

A name is loaded when it is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.loading import load_when_asked

if TYPE_CHECKING:
    from workbench.verification.changes import changed_lines
    from workbench.verification.checking import check_report
    from workbench.verification.drafts import (
        DraftLine,
        is_own_form,
        is_simplified,
        is_this_draft,
        is_unchanged,
        likeness,
        stated_terms,
    )
    from workbench.verification.findings import Field, Finding, Outcome, Severity, Verdict, in_order
    from workbench.verification.markdown import Report, Unit, read_report
    from workbench.verification.sums import unequal_sums
    from workbench.verification.tables import cells_of
    from workbench.verification.terms import produced_on

_OFFERED_BY = {
    "changes": ("changed_lines",),
    "checking": ("check_report",),
    "drafts": (
        "DraftLine",
        "is_own_form",
        "is_simplified",
        "is_this_draft",
        "is_unchanged",
        "likeness",
        "stated_terms",
    ),
    "findings": (
        "Field",
        "Finding",
        "Outcome",
        "Severity",
        "Verdict",
        "in_order",
    ),
    "markdown": (
        "Report",
        "Unit",
        "read_report",
    ),
    "sums": ("unequal_sums",),
    "tables": ("cells_of",),
    "terms": ("produced_on",),
}

__all__ = [
    "DraftLine",
    "Field",
    "Finding",
    "Outcome",
    "Report",
    "Severity",
    "Unit",
    "Verdict",
    "cells_of",
    "changed_lines",
    "check_report",
    "in_order",
    "is_own_form",
    "is_simplified",
    "is_this_draft",
    "is_unchanged",
    "likeness",
    "produced_on",
    "read_report",
    "stated_terms",
    "unequal_sums",
]

__getattr__ = load_when_asked(__name__, _OFFERED_BY)
