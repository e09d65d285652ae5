"""What must hold of a draft before it is called final: gates over values, none of which reads or writes anything.

A gate is a function from what is examined to the problems it sees; it is green where it sees none. Problems are codes
with the words of the draft, so that whoever shows them words them. A name is loaded when it is asked for: to show what
gates said needs no reader of Markdown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.loading import load_when_asked

if TYPE_CHECKING:
    from workbench.report.gates.examined import Examined
    from workbench.report.gates.fact_index import FactIndex
    from workbench.report.gates.gate import Gate, Problem, facts_to_decide
    from workbench.report.gates.links import relative_targets
    from workbench.report.gates.running import GATES, run_gates, unwritten_lines

_OFFERED_BY = {
    "examined": ("Examined",),
    "gate": ("Gate", "Problem", "facts_to_decide"),
    "fact_index": ("FactIndex",),
    "links": ("relative_targets",),
    "running": ("GATES", "run_gates", "unwritten_lines"),
}

__all__ = [
    "GATES",
    "Examined",
    "FactIndex",
    "Gate",
    "Problem",
    "facts_to_decide",
    "relative_targets",
    "run_gates",
    "unwritten_lines",
]

__getattr__ = load_when_asked(__name__, _OFFERED_BY)
