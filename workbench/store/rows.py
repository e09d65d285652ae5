"""Facts and decisions as rows, and the values behind them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, insert, select

from workbench.errors import WorkbenchError
from workbench.facts.document import Document
from workbench.facts.editing import read_content
from workbench.facts.fact import Record, Route
from workbench.facts.written import (
    WrittenFact,
    WrittenRecord,
    read_record,
    read_records,
    read_route,
    read_spans,
    write_spans,
)
from workbench.language import _
from workbench.store.decisions import MACHINE, Decision
from workbench.store.tables import decisions, documents, facts

_READ = (
    facts.c.id,
    facts.c.state,
    facts.c.revision,
    facts.c.route,
    facts.c.body,
    facts.c.edited,
    facts.c.added,
)
"""The columns that make up a fact in its present state; the others repeat what is in its body, to be looked for."""
_NOT_ROUTED = Route(to="review", reasons=("not_routed",)).model_dump_json()


def now() -> str:
    """A time in the form that rows have: UTC, ISO 8601, to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def document_row(document: Document, place: int) -> dict[str, object]:
    """A document as a row; `place` is its place in the order of adding."""
    return {
        "id": document.id,
        "sequence": place,
        "body": document.model_dump_json(),
        "added_at": now(),
        "digest": text_digest(document.text),
    }


def text_digest(text: str) -> str:
    """SHA-256 of a text, hexadecimal: stored beside it."""
    return hashlib.sha256(text.encode()).hexdigest()


def ordered_facts() -> Select[Any]:
    """All facts, in the order of their documents and of reading: rows for `records_of`."""
    order = documents.c.sequence
    return (
        select(*_READ)
        .outerjoin(documents, documents.c.id == facts.c.document)
        .order_by(order.is_(None), order, facts.c.document, facts.c.position, facts.c.kind, facts.c.id)
    )


def chosen_facts(
    documents_of: Iterable[str] | None = None,
    kind: str | None = None,
    state: str | None = None,
    *,
    superseded: bool = False,
) -> Select[Any]:
    """`ordered_facts` of these documents, this kind and this state; superseded ones only where asked for."""
    query = ordered_facts()
    if kind is not None:
        query = query.where(facts.c.kind == kind)
    if state is not None:
        query = query.where(facts.c.state == state)
    if documents_of is not None:
        query = query.where(facts.c.document.in_(list(documents_of)))
    return query if superseded else query.where(facts.c.superseded.is_(False))


def records_of(rows: Sequence[Row[*tuple[Any, ...]]]) -> list[Record]:
    """The facts behind rows of `ordered_facts`, in their present state."""
    return read_records(list(map(written_of, rows)))


def record_of(row: Row[Any]) -> Record:
    """The fact behind a row of the table, in its present state."""
    return read_record((row.id, row.state, row.revision, row.route, row.body, row.edited, row.added))


def written_of(row: Row[*tuple[Any, ...]]) -> WrittenRecord:
    """A row of `ordered_facts`, detached from its database."""
    id_, state, revision, route, body, edited, added = row
    return id_, state, revision, route, body, edited, added


def one_fact(connection: Connection, id_or_prefix: str) -> Row[Any]:
    """The row of an id, or of a prefix that only one id has."""
    whole = connection.execute(select(facts).where(facts.c.id == id_or_prefix)).one_or_none()
    if whole is not None:
        return whole  # by the index; a prefix has every fact looked at
    rows = connection.execute(select(facts).where(facts.c.id.startswith(id_or_prefix, autoescape=True)).limit(2)).all()
    if len(rows) == 1 and id_or_prefix:
        return rows[0]
    raise WorkbenchError(
        _("more than one fact begins so") if rows else _("no such fact"),
        where=id_or_prefix,
        way_out=_("Give more of its id: `workbench facts --json` lists them")
        if rows
        else _("`workbench facts --json` lists them with their ids"),
    )


def new_row(fact: WrittenFact) -> dict[str, object]:
    """A fact that is new, as a row."""
    return {
        "id": fact.id,
        "document": fact.document,
        "kind": fact.kind,
        "position": fact.position,
        "body": fact.body,
        "superseded": False,
        "state": "pending",
        "route": _NOT_ROUTED,
        "revision": 0,
    }


def decision_row(decision: Decision) -> dict[str, object]:
    """A decision as a row; the database numbers it."""
    return {
        "fact": decision.fact,
        "action": decision.action,
        "by": decision.by,
        "at": decision.at,
        "reason": decision.reason,
        "content": None if decision.content is None else decision.content.model_dump_json(by_alias=True),
        "added": write_spans(decision.added),
        "route": None if decision.route is None else decision.route.model_dump_json(),
        "carried_from": decision.carried_from,
    }


def route_row(fact_id: str, route: str) -> dict[str, object]:
    """Triage's decision on a fact, its route as JSON, as a row."""
    return {
        "fact": fact_id,
        "action": "route",
        "by": MACHINE,
        "at": now(),
        "reason": None,
        "content": None,
        "route": route,
        "carried_from": None,
        "added": None,
    }


def decisions_on(connection: Connection, fact: str | None, *, of_people: bool = False) -> list[Decision]:
    """The decisions on a fact, or all, in their order; with `of_people` the machine's are left out."""
    query = select(decisions).order_by(decisions.c.number)
    if fact is not None:
        query = query.where(decisions.c.fact == fact)
    if of_people:
        query = query.where(decisions.c.by != MACHINE)
    return [decision_of(row) for row in connection.execute(query)]


def decision_of(row: Row[Any]) -> Decision:
    """The decision behind a row."""
    return Decision(
        number=row.number,
        fact=row.fact,
        action=row.action,
        by=row.by,
        at=row.at,
        reason=row.reason,
        content=None if row.content is None else read_content(row.content),
        added=read_spans(row.added),
        route=None if row.route is None else read_route(row.route),
        carried_from=row.carried_from,
    )


def append(connection: Connection, made: Sequence[Decision]) -> None:
    """Append decisions, in their order."""
    if made:
        connection.execute(insert(decisions), [decision_row(decision) for decision in made])
