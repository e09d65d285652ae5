"""A fact in the form in which it is stored and sent between processes: read again only by who looks into it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from pydantic import TypeAdapter

from workbench.facts.fact import Fact

_FACTS = TypeAdapter(list[Fact])


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


def write_facts(facts: Iterable[Fact]) -> tuple[WrittenFact, ...]:
    """Facts, written, in their order."""
    return tuple(WrittenFact.of(fact) for fact in facts)


def read_facts(written: Iterable[WrittenFact]) -> tuple[Fact, ...]:
    """Facts, read, in their order."""
    return tuple(read_bodies(each.body for each in written))


def read_bodies(bodies: Iterable[str]) -> list[Fact]:
    """Facts out of their JSON, in their order; raises `ValidationError` where one is none.

    All are read by one call, since a call for each takes longer.
    """
    return _FACTS.validate_json(f"[{','.join(bodies)}]")
