"""A report against the facts: what it says, line by line, and where the sources say otherwise. Pure functions."""

from workbench.verification.checking import Outcome, check_report
from workbench.verification.coherence import unequal_sums
from workbench.verification.drafts import (
    DraftLine,
    changed_lines,
    is_own_form,
    is_simplified,
    is_this_draft,
    is_unchanged,
    likeness,
    stated_terms,
)
from workbench.verification.findings import Field, Finding, Severity, Verdict, in_order
from workbench.verification.hearing import produced_on
from workbench.verification.markdown import Report, Unit, read_report
from workbench.verification.tables import cells_of

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
