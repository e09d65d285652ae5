"""The standing of a fact without its content: what thousands of facts are counted and ordered by."""

from __future__ import annotations

from typing import NamedTuple

from workbench.facts.fact import WAITING, Record, Route, State


class Standing(NamedTuple):
    """A fact's place, state and route; some hundred bytes, where the fact itself takes kilobytes."""

    id: str
    document: str
    """Id of its document; `period/…` of an assessment."""
    kind: str
    start: int
    """Offset of its first quote in the document's text; 0 where it has none."""
    state: State
    route: Route
    revision: int
    """Number of the last decision on it."""

    @classmethod
    def of(cls, record: Record) -> Standing:
        """How a record stands."""
        fact = record.fact
        start = fact.evidence[0].start if fact.evidence else 0
        return cls(fact.id, fact.document, fact.kind, start, record.state, record.route, record.revision)

    @property
    def waits(self) -> bool:
        """Whether a person's word is asked for."""
        return self.state in WAITING

    @property
    def sampled(self) -> bool:
        """Whether it passed alone and was drawn for the sample by which the machine is measured."""
        return "sampled" in self.route.reasons

    @property
    def in_conflict(self) -> bool:
        """Whether triage holds it back for an open conflict."""
        return any(reason.startswith("conflict:") for reason in self.route.reasons)
