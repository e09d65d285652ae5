"""A fact in the form in which it is stored and sent between processes: read again only by who looks into it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from workbench.facts.fact import Fact


class WrittenFact(NamedTuple):
    """A fact as JSON, with what it is filed under; a tuple, which goes to another process in a tenth of the time."""

    id: str
    document: str
    kind: str
    position: int
    """First offset of its evidence, for reading order; 0 without evidence."""
    body: str
    """The fact as JSON."""

    @classmethod
    def of(cls, fact: Fact) -> WrittenFact:
        """A fact, written."""
        start = fact.evidence[0].start if fact.evidence else 0
        return cls(fact.id, fact.document, fact.kind, start, fact.model_dump_json(by_alias=True))

    def read(self) -> Fact:
        """The fact."""
        return Fact.model_validate_json(self.body)


def write_facts(facts: Iterable[Fact]) -> tuple[WrittenFact, ...]:
    """Facts, written, in their order."""
    return tuple(WrittenFact.of(fact) for fact in facts)


def read_facts(written: Iterable[WrittenFact]) -> tuple[Fact, ...]:
    """Facts, read, in their order."""
    return tuple(each.read() for each in written)
