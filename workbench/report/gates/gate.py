"""Results of gates; showing them needs nothing of what gates examine."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple


class Problem(NamedTuple):
    """One thing that a gate does not let pass."""

    code: str
    """Which of the things that the gate looks for."""
    line: int | None = None
    """Line of the draft, from 1; None where it concerns the whole."""
    says: str = ""
    """The words concerned: of the draft, or a name or number that is missing."""
    facts: frozenset[str] = frozenset()
    """Ids of the facts on which a decision would mend it."""

    def json(self) -> dict[str, Any]:
        """As `draft --json` prints it."""
        return {"code": self.code, "line": self.line, "says": self.says, "facts": sorted(self.facts)}


@dataclass(frozen=True, slots=True)
class Gate:
    """One gate and what it saw."""

    name: str
    problems: tuple[Problem, ...]

    @property
    def green(self) -> bool:
        """Whether nothing stands in the way."""
        return not self.problems

    @property
    def facts(self) -> tuple[str, ...]:
        """Ids of the facts to decide, in order."""
        return tuple(sorted(frozenset[str]().union(*(problem.facts for problem in self.problems))))

    def json(self) -> dict[str, Any]:
        """As `draft --json` prints it."""
        return {
            "name": self.name,
            "green": self.green,
            "problems": [problem.json() for problem in self.problems],
            "facts": list(self.facts),
        }


def shortened(text: str, most: int = 80) -> str:
    """The beginning of a line, for a problem."""
    return text if len(text) <= most else text[: most - 1] + "…"


def problems(found: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems by line, those about the whole last; none twice."""
    return tuple(sorted(dict.fromkeys(found), key=lambda each: (each.line is None, each.line or 0, each.code)))


def facts_to_decide(gates: Iterable[Gate]) -> tuple[str, ...]:
    """Ids of the facts that a person must decide on before every gate can be green, in order."""
    return tuple(sorted({id for gate in gates for id in gate.facts}))
