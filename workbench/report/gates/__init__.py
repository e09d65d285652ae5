"""What must hold of a draft before it is called final: gates over values, none of which reads or writes anything.

A gate is a function from what is examined to the problems it sees; it is green where it sees none. Problems are codes
with the words of the draft, so that whoever shows them words them.
"""

from workbench.report.gates.examined import Examined, Gate, Problem
from workbench.report.gates.figures import Accounts
from workbench.report.gates.links import relative_targets
from workbench.report.gates.running import GATES, facts_to_decide, run_gates, unwritten_lines

__all__ = [
    "GATES",
    "Accounts",
    "Examined",
    "Gate",
    "Problem",
    "facts_to_decide",
    "relative_targets",
    "run_gates",
    "unwritten_lines",
]
