"""Approved facts → the monthly draft, with the sources behind every line of it."""

from workbench.report.comparing import Change, DraftComparison, InstrumentChange, Told, compare_drafts
from workbench.report.compose import compose
from workbench.report.draft import Draft, write_draft
from workbench.report.earlier import read_earlier
from workbench.report.edition import simplify
from workbench.report.figures import Figures, months_before
from workbench.report.history import History, PastMatch, PastSearch
from workbench.report.method import Reviewers
from workbench.report.period import Period
from workbench.report.provenance import load_provenance, provenance_path
from workbench.report.ranking import Weights
from workbench.report.rendering import Line
from workbench.report.resolved import Resolved
from workbench.report.script import in_both_scripts, in_simplified
from workbench.report.telling import describe
from workbench.report.trace import LineTrace, TracedFact, trace_line
from workbench.report.verifying import verify_provenance

__all__ = [
    "Change",
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
    "trace_line",
    "verify_provenance",
    "write_draft",
]
