"""All gates, in the order in which they are shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType

from workbench.report import wording as w
from workbench.report.gates.examined import Examined
from workbench.report.gates.front_matter import front_matter_valid
from workbench.report.gates.gate import Gate, Problem, problems, shortened
from workbench.report.gates.labels import claims_labelled, disclaimers_present
from workbench.report.gates.links import links_alive
from workbench.report.gates.markup import nothing_active
from workbench.report.gates.totals import counts_add_up, index_complete
from workbench.report.gates.traceability import conflicts_listed, nothing_pending, traceable


def checked(examined: Examined) -> Iterator[Problem]:
    """What `check` finds in the draft, but for findings of severity low."""
    for finding in examined.findings:
        if finding.severity != "low":
            what = f"{finding.verdict} {finding.field}: {finding.quote} ≠ {finding.facts_say}"
            yield Problem(f"check_{finding.severity}", finding.line, shortened(what, 120))


GATES: Mapping[str, Callable[[Examined], Iterable[Problem]]] = MappingProxyType(
    {
        "check": checked,
        "traceable": traceable,
        "pending": nothing_pending,
        "conflicts": conflicts_listed,
        "counts": counts_add_up,
        "index": index_complete,
        "disclaimers": disclaimers_present,
        "claims": claims_labelled,
        "front_matter": front_matter_valid,
        "links": links_alive,
        "markup": nothing_active,
    }
)
"""Name -> the gate; each gives the problems that it sees, none where it is green."""


def run_gates(examined: Examined) -> tuple[Gate, ...]:
    """Every gate over a draft, in the order of `GATES`."""
    return tuple(Gate(name, problems(gate(examined))) for name, gate in GATES.items())


def unwritten_lines(examined: Examined) -> tuple[int, ...]:
    """Lines that say 待撰寫: no gate, since a report may be published without an assessment, but worth mentioning."""
    return tuple(number for number, line, kind in examined.numbered() if kind != "front" and w.UNWRITTEN in line.text)
