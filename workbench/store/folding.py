"""Keeps each fact's row in step with the fold of its decisions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, bindparam, insert, select, update

from workbench.facts.fact import Route
from workbench.facts.written import write_spans
from workbench.store.decisions import MACHINE, Decision, fold
from workbench.store.reading import AT_ONCE
from workbench.store.rows import decision_of, route_row
from workbench.store.tables import decisions, facts


def refold(connection: Connection, ids: Sequence[str]) -> None:
    """Fold the decisions on these facts anew and write the result into their rows."""
    for first in range(0, len(ids), AT_ONCE):
        made: dict[str, list[Decision]] = {id_: [] for id_ in ids[first : first + AT_ONCE]}
        query = select(decisions).where(decisions.c.fact.in_(list(made))).order_by(decisions.c.number)
        for row in connection.execute(query).all():
            made[row.fact].append(decision_of(row))
        _write_folded(connection, [_folded(id_, decided) for id_, decided in made.items()])


def route_some(connection: Connection, routes: Mapping[str, Route]) -> int:
    """Append a decision of triage for each of at most 500 facts whose route changed; returns how many did."""
    written = {route: route.model_dump_json() for route in set(routes.values())}
    query = select(facts.c.id, facts.c.route, facts.c.revision)
    query = query.where(facts.c.id.in_(list(routes)), facts.c.superseded.is_(False))
    changed = {
        id_: revision for id_, route, revision in connection.execute(query).all() if route != written[routes[id_]]
    }
    if changed:
        made = [route_row(id_, written[route]) for id_, route in routes.items() if id_ in changed]
        connection.execute(insert(decisions), made)
        refold(connection, [id_ for id_, revision in changed.items() if revision])
        _fold_first(connection, {id_: routes[id_] for id_, revision in changed.items() if not revision})
    return len(changed)


def _fold_first(connection: Connection, routes: Mapping[str, Route]) -> None:
    """`refold` for facts whose only decision is the route just appended: thousands after a batch, folded once per route."""
    if routes:
        query = select(decisions.c.fact, decisions.c.number).where(decisions.c.fact.in_(list(routes)))
        numbers: dict[str, int] = {fact: number for fact, number in connection.execute(query).all()}  # noqa: C416
        folded = {
            route: _folded("", [Decision(fact="", action="route", by=MACHINE, at="", route=route)])
            for route in set(routes.values())
        }
        _write_folded(connection, [folded[routes[id_]] | {"folded": id_, "revision": numbers[id_]} for id_ in routes])


def _write_folded(connection: Connection, folded: Sequence[dict[str, object]]) -> None:
    connection.execute(update(facts).where(facts.c.id == bindparam("folded")), folded)


def _folded(id_: str, decided: Sequence[Decision]) -> dict[str, object]:
    folded = fold(decided)
    return {
        "folded": id_,
        "state": folded.state,
        "route": folded.route.model_dump_json(),
        "edited": None if folded.edited is None else folded.edited.model_dump_json(by_alias=True),
        "added": write_spans(folded.added),
        "revision": decided[-1].number if decided else 0,
    }
