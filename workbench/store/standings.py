"""The standing of all facts of a database, without their contents; and what changed since the last look."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, Row, Select, and_, func, or_, select

from workbench.facts.standing import Standing
from workbench.facts.written import read_route
from workbench.store.reading import AT_ONCE, reading
from workbench.store.rows import ordered_facts
from workbench.store.tables import decisions, facts, rulings, runs

_MOMENT = select(*(select(func.max(log.c.number)).scalar_subquery() for log in (decisions, rulings, runs)))


@dataclass(frozen=True, slots=True)
class Moment:
    """A position in the logs of a store: numbers of the last decision, ruling and run."""

    decision: int
    ruling: int
    run: int


class Standings:
    """The standings of one database; it only reads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def moment(self) -> Moment:
        """The present position."""
        with reading(self._engine) as connection:
            return _moment(connection)

    def all(self) -> tuple[Moment, list[Standing]]:
        """Every fact that is not superseded, in document and reading order, and the position in the logs."""
        with reading(self._engine) as connection:
            query = _columns(ordered_facts()).where(facts.c.superseded.is_(False))
            return _moment(connection), [_standing(row) for row in connection.execute(query)]

    def of(self, ids: Iterable[str]) -> list[Standing]:
        """The standings of some facts, superseded ones too."""
        with reading(self._engine) as connection:
            return _of(connection, list(ids))

    def changed(self, since: Moment) -> tuple[Moment, list[Standing]]:
        """The facts that a person or triage decided on since a position, and the present one."""
        with reading(self._engine) as connection:
            made = select(decisions.c.fact).where(decisions.c.number > since.decision).distinct()
            return _moment(connection), _of(connection, list(connection.scalars(made)))

    def holding(self, words: Sequence[str]) -> list[str]:
        """Ids of the facts in whose stored form every word occurs, in any field; case is ignored."""
        held = and_(*[or_(_contains(facts.c.body, word), _contains(facts.c.edited, word)) for word in words])
        with reading(self._engine) as connection:
            return list(connection.scalars(select(facts.c.id).where(facts.c.superseded.is_(False), held)))


def _contains(column: Any, word: str) -> Any:
    return column.icontains(word, autoescape=True)


def _columns(query: Select[Any]) -> Select[Any]:
    chosen = (facts.c.id, facts.c.document, facts.c.kind, facts.c.position, facts.c.state, facts.c.route)
    return query.with_only_columns(*chosen, facts.c.revision)


def _moment(connection: Connection) -> Moment:
    return Moment(*(number or 0 for number in connection.execute(_MOMENT).one()))


def _of(connection: Connection, ids: Sequence[str]) -> list[Standing]:
    query = _columns(select(facts))
    return [
        _standing(row)
        for first in range(0, len(ids), AT_ONCE)
        for row in connection.execute(query.where(facts.c.id.in_(ids[first : first + AT_ONCE])))
    ]


def _standing(row: Row[Any]) -> Standing:
    id_, document, kind, position, state, route, revision = tuple(row)
    # Thousands of facts share their document and kind: one string of each is enough.
    return Standing(id_, sys.intern(document), sys.intern(kind), position, state, read_route(route), revision)
