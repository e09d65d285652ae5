"""A report against the facts: what it says, line by line, and where the sources say otherwise. Pure functions."""

from workbench.verification.checking import Outcome, check_report
from workbench.verification.findings import Finding
from workbench.verification.hearing import produced_on
from workbench.verification.markdown import Report, read_report

__all__ = ["Finding", "Outcome", "Report", "check_report", "produced_on", "read_report"]
