"""Findings on screen: line by line, with the quote of the report and that of the source beside it."""

from __future__ import annotations


def print_findings(checked, file):  # type: ignore[no-untyped-def]
    """Print."""
    for f in checked.outcome.findings:
        print(f.line, f.verdict, f.field, f.severity, f.quote, "→", f.facts_say)
