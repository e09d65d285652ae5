"""Approved facts → the monthly draft, with the sources behind every line of it."""

from workbench.report.compose import compose
from workbench.report.draft import Draft, write_draft
from workbench.report.earlier import read_earlier
from workbench.report.edition import simplify
from workbench.report.figures import Figures
from workbench.report.history import History, PastMatch, PastSearch
from workbench.report.method import Reviewers
from workbench.report.period import Period
from workbench.report.ranking import Weights
from workbench.report.rendering import Line
from workbench.report.telling import describe
from workbench.report.trace import LineTrace, TracedFact, trace_line

__all__ = [
    "Draft",
    "Figures",
    "History",
    "Line",
    "LineTrace",
    "PastMatch",
    "PastSearch",
    "Period",
    "Reviewers",
    "TracedFact",
    "Weights",
    "compose",
    "describe",
    "read_earlier",
    "simplify",
    "trace_line",
    "write_draft",
]
