"""Findings in the form that the page shows beside a line; worded by the caller."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Remark:
    """One finding in words."""

    line: int | None
    """The line that it is about; None where it is about the report as a whole."""
    severity: Literal["high", "medium", "low"]
    what: str
    """Severity, verdict and field: what is wrong with what."""
    report_says: str
    facts_say: str
    sources: tuple[str, ...] = ()
    """Quotes that speak for the facts, each with its document."""
