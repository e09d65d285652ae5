"""Gates: what a draft must pass before it is called final. They are functions over values, and read and write nothing.

A gate maps what is examined to the problems it finds; without any it is green. A problem is a code with words of the draft:
whoever shows it finds the wording. Names are loaded on first use, since showing results of gates needs no Markdown reader.

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
