"""The decisions of this session, step by step, so that they can be undone and redone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from workbench.facts.fact import Evidence

Act = Literal["approve", "reject", "edit", "defer", "rule", "note"]


@dataclass(frozen=True)
class Step:
    """One key press: the same act on one fact, on all of a group or of a batch; or a ruling on a conflict."""

    act: Act
    facts: tuple[str, ...]
    """Ids of the facts; of a ruling, the conflict's alone."""
    changes: Mapping[str, str] | None = None
    added: tuple[Evidence, ...] = ()
    """Of a correction: further words that support it."""
    reason: str | None = None
    """Of a note, its text."""
    before: str | None = None
    """Of a note: the reviewer's text that it replaces."""
    sides: tuple[str, ...] = ()
    """Of a ruling: the keys of the sides that hold."""


@dataclass
class Steps:
    """The steps that can be undone, and those undone that can be done again."""

    done: list[Step] = field(default_factory=list)
    undone: list[Step] = field(default_factory=list)

    def add(self, step: Step) -> None:
        """A new step; what had been undone is gone."""
        self.done.append(step)
        self.undone.clear()

    def count(self, act: Act) -> int:
        """How many facts, or conflicts, were decided so in this session and not undone."""
        return sum(len(step.facts) for step in self.done if step.act == act)
