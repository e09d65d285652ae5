"""Saving what extractions found: many documents in one transaction, with few statements for all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from workbench.facts.written import WrittenFact, read_facts
from workbench.store.reading import AT_ONCE
from workbench.store.rows import new_row, now, record_of
from workbench.store.runs import Run
from workbench.store.succession import carry_decisions
from workbench.store.tables import facts, runs
from workbench.store.turns import ask_for_routes

Made: TypeAlias = tuple[str, Sequence[WrittenFact], Run]
"""A document's id, the facts found in it, and the run that found them."""


def save_extractions(connection: Connection, made: Iterable[Made]) -> list[str]:
    """Save extractions, in their order; returns the ids of facts whose decisions changed, for `refold`."""
    changed: list[str] = []
    moved = False
    for some in _apart(made):
        connection.execute(insert(runs), [run.row(document, now()) for document, _found, run in some])
        standing = _standing(connection, [document for document, _found, _run in some])
        new = [
            new_row(fact)
            for document, found, _run in some
            for fact in found
            if fact.id not in standing.get(document, {})
        ]
        if new:
            connection.execute(insert(facts), new)
        for document, found, run in some:
            if document in standing:
                changed += _renewed(connection, standing[document], found, run)
        moved = moved or any(not found or any(fact.kind != "assessment" for fact in found) for _d, found, _run in some)
    if moved:
        ask_for_routes(connection)
    return list(dict.fromkeys(changed))


def _apart(made: Iterable[Made]) -> Iterator[list[Made]]:
    """Extractions in groups in which no document comes twice: the second must see what the first stored."""
    some: dict[str, Made] = {}
    for each in made:
        if each[0] in some or len(some) == AT_ONCE:
            yield list(some.values())
            some = {}
        some[each[0]] = each
    if some:
        yield list(some.values())


def _standing(connection: Connection, documents: Sequence[str]) -> dict[str, dict[str, Row[Any]]]:
    """Document → id → row of the facts that are already stored."""
    rows: dict[str, dict[str, Row[Any]]] = {}
    for row in connection.execute(select(facts).where(facts.c.document.in_(documents))):
        rows.setdefault(row.document, {})[row.id] = row
    return rows


def _renewed(
    connection: Connection, standing: dict[str, Row[Any]], found: Sequence[WrittenFact], run: Run
) -> list[str]:
    """Write facts found again anew and supersede the others; returns the ids of facts whose decisions changed.

    A new fact needs no folding, unless decisions were carried to it.
    """
    known = [fact for fact in found if fact.id in standing]
    kept = {fact.id for fact in found}
    if known:
        connection.execute(
            update(facts).where(facts.c.id == bindparam("known")),
            [{"known": fact.id, "body": fact.body, "superseded": False} for fact in known],
        )
    carried: list[str] = []
    for row in standing.values():
        if row.id not in kept and not row.superseded and _replaced(row, run):
            connection.execute(update(facts).where(facts.c.id == row.id).values(superseded=True, state="superseded"))
            carried += carry_decisions(connection, record_of(row).fact, read_facts(found))
    return [*(fact.id for fact in known), *carried]


def _replaced(row: Row[Any], run: Run) -> bool:
    """Whether a run that does not find this fact supersedes it: not one that a person added, and not in a run that failed."""
    return run.replaces and record_of(row).fact.origin != "person"
