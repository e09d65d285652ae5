"""Approved facts → the monthly draft, with the sources behind every line of it.

A name is loaded when it is asked for: the line of one fact needs neither templates nor a reader of Markdown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.loading import load_when_asked

if TYPE_CHECKING:
    from workbench.report.comparing import Change, DraftComparison, InstrumentChange, Told, compare_drafts
    from workbench.report.composing import compose
    from workbench.report.draft import Draft, write_draft
    from workbench.report.earlier import read_earlier
    from workbench.report.edition import simplify
    from workbench.report.figures import Figures, months_before
    from workbench.report.history import History, PastMatch, PastSearch
    from workbench.report.method import Doubts, Reviewers
    from workbench.report.period import Period
    from workbench.report.provenance import load_provenance, provenance_path
    from workbench.report.ranking import Weights
    from workbench.report.rendering import Line
    from workbench.report.resolved import Resolved
    from workbench.report.script import in_both_scripts, in_simplified
    from workbench.report.telling import describe, tell
    from workbench.report.trace import LineTrace, TracedFact, trace_line
    from workbench.report.verifying import verify_provenance

_OFFERED_BY = {
    "comparing": ("Change", "DraftComparison", "InstrumentChange", "Told", "compare_drafts"),
    "composing": ("compose",),
    "draft": ("Draft", "write_draft"),
    "earlier": ("read_earlier",),
    "edition": ("simplify",),
    "figures": ("Figures", "months_before"),
    "history": ("History", "PastMatch", "PastSearch"),
    "method": ("Doubts", "Reviewers"),
    "period": ("Period",),
    "provenance": ("load_provenance", "provenance_path"),
    "ranking": ("Weights",),
    "rendering": ("Line",),
    "resolved": ("Resolved",),
    "script": ("in_both_scripts", "in_simplified"),
    "telling": ("describe", "tell"),
    "trace": ("LineTrace", "TracedFact", "trace_line"),
    "verifying": ("verify_provenance",),
}

__all__ = [
    "Change",
    "Doubts",
    "Draft",
    "DraftComparison",
    "Figures",
    "History",
    "InstrumentChange",
    "Line",
    "LineTrace",
    "PastMatch",
    "PastSearch",
    "Period",
    "Resolved",
    "Reviewers",
    "Told",
    "TracedFact",
    "Weights",
    "compare_drafts",
    "compose",
    "describe",
    "in_both_scripts",
    "in_simplified",
    "load_provenance",
    "months_before",
    "provenance_path",
    "read_earlier",
    "simplify",
    "tell",
    "trace_line",
    "verify_provenance",
    "write_draft",
]

__getattr__ = load_when_asked(__name__, _OFFERED_BY)
