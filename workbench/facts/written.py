"""A fact in the form in which it is stored and sent between processes: parsed only where it is examined."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from pydantic import TypeAdapter

from workbench.facts.editing import read_content
from workbench.facts.fact import Evidence, Fact, Record, Route, State

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


WrittenRecord: TypeAlias = tuple[str, State, int, str, str, str | None, str | None]
"""A fact as its row in a store has it: id, state, number of the last decision, and as JSON its route, the
fact itself, the content as a reviewer corrected it and the spans that support it, None where nobody did.

A plain tuple: to send ten thousand that have names to another process takes three times as long, or more.
"""


def read_records(written: Sequence[WrittenRecord]) -> list[Record]:
    """Facts in their present state, in their order: read together, which takes less time than one by one."""
    facts = read_bodies(body for _id, _state, _revision, _route, body, _edited, _added in written)
    return [_standing(fact, each) for fact, each in zip(facts, written, strict=True)]


def read_record(written: WrittenRecord) -> Record:
    """The fact in the row."""
    return _standing(Fact.model_validate_json(written[4]), written)


def _standing(fact: Fact, written: WrittenRecord) -> Record:
    _id, state, revision, route, _body, edited, added = written
    return Record(
        fact=fact,
        state=state,
        route=read_route(route),
        edited=None if edited is None else read_content(edited),
        added=read_spans(added),
        revision=revision,
    )


def read_spans(written: str | None) -> tuple[Evidence, ...]:
    """Spans out of their JSON; none of None."""
    return () if written is None else tuple(Evidence(**span) for span in json.loads(written))


def write_spans(spans: Iterable[Evidence]) -> str | None:
    """Spans as JSON; None where there are none."""
    written = [span.json() for span in spans]
    return json.dumps(written, ensure_ascii=False) if written else None


@lru_cache(maxsize=1_000)
def read_route(written: str) -> Route:
    """The route behind its JSON; thousands of facts share a few of them."""
    return Route.model_validate_json(written)
