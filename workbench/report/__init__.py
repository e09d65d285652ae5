"""Approved facts → the monthly draft, with the sources behind every line of it.

Names are loaded on first use: the line of one fact needs neither templates nor a Markdown parser.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.loading import load_when_asked

if TYPE_CHECKING:
    from workbench.report.acts.resolved import Resolved
    from workbench.report.composing import compose
    from workbench.report.drafts.comparing import Change, Difference, DraftComparison, InstrumentChange, compare_drafts
    from workbench.report.drafts.draft import Draft, write_draft
    from workbench.report.drafts.earlier import read_earlier
    from workbench.report.drafts.edition import simplify
    from workbench.report.drafts.figures import Figures, months_before
    from workbench.report.drafts.provenance import EntryWritten, facts_written, load_provenance, provenance_path
    from workbench.report.drafts.trace import LineTrace, TracedFact, trace_line
    from workbench.report.drafts.verifying import verify_provenance
    from workbench.report.period import Period
    from workbench.report.phrasing import describe, fact_line
    from workbench.report.rendering import Line
    from workbench.report.script import in_both_scripts, in_mainland
    from workbench.report.sections.background import Background, PastMatch, PastSearch
    from workbench.report.sections.method import Doubts, Reviewers
    from workbench.report.sections.ranking import Weights

_OFFERED_BY = {
    "acts.resolved": ("Resolved",),
    "composing": ("compose",),
    "drafts.comparing": ("Change", "DraftComparison", "InstrumentChange", "Difference", "compare_drafts"),
    "drafts.draft": ("Draft", "write_draft"),
    "drafts.earlier": ("read_earlier",),
    "drafts.edition": ("simplify",),
    "drafts.figures": ("Figures", "months_before"),
    "drafts.provenance": ("EntryWritten", "facts_written", "load_provenance", "provenance_path"),
    "drafts.trace": ("LineTrace", "TracedFact", "trace_line"),
    "drafts.verifying": ("verify_provenance",),
    "period": ("Period",),
    "rendering": ("Line",),
    "script": ("in_both_scripts", "in_mainland"),
    "sections.background": ("Background", "PastMatch", "PastSearch"),
    "sections.method": ("Doubts", "Reviewers"),
    "sections.ranking": ("Weights",),
    "phrasing": ("describe", "fact_line"),
}

__all__ = [
    "Background",
    "Change",
    "Difference",
    "Doubts",
    "Draft",
    "DraftComparison",
    "EntryWritten",
    "Figures",
    "InstrumentChange",
    "Line",
    "LineTrace",
    "PastMatch",
    "PastSearch",
    "Period",
    "Resolved",
    "Reviewers",
    "TracedFact",
    "Weights",
    "compare_drafts",
    "compose",
    "describe",
    "fact_line",
    "facts_written",
    "in_both_scripts",
    "in_mainland",
    "load_provenance",
    "months_before",
    "provenance_path",
    "read_earlier",
    "simplify",
    "trace_line",
    "verify_provenance",
    "write_draft",
]

__getattr__ = load_when_asked(__name__, _OFFERED_BY)
