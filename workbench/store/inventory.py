"""What a store holds at one moment, and a digest by which the same is known again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select

from workbench.facts.document import Document
from workbench.facts.fact import Record
from workbench.store.rows import ordered_facts, records_of
from workbench.store.succession import earlier_decisions, with_earlier
from workbench.store.tables import documents, facts

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Inventory:
    """The documents and facts of one moment."""

    documents: tuple[Document, ...]
    """In the order in which they were added."""
    records: tuple[Record, ...]
    """The facts that are not superseded, in document and reading order."""
    digest: str
    """SHA-256 of the rows behind them, hexadecimal: another as soon as one of them is another, is gone or came."""


def read_inventory(connection: Connection) -> Inventory:
    """The inventory of the moment that a connection sees."""
    digest = hashlib.sha256()
    held = []
    for row in connection.execute(select(documents.c.body).order_by(documents.c.sequence)):
        digest.update(b"\x1e" + row.body.encode())
        held.append(Document.model_validate_json(row.body))
    earlier = earlier_decisions(connection)
    records: list[Record] = []
    query = ordered_facts().where(facts.c.superseded.is_(False))
    for rows in connection.execution_options(yield_per=_AT_ONCE).execute(query).partitions():
        digest.update(_written(rows))
        records += [with_earlier(record, earlier) for record in records_of(rows)]
    return Inventory(tuple(held), tuple(records), digest.hexdigest())


def _written(rows: Iterable[Row[*tuple[Any, ...]]]) -> bytes:
    """Rows of facts as they are digested; control characters do not stand in JSON, so that no two read alike."""
    return "".join(
        f"\x1d{id_}\x1f{state}\x1f{revision}\x1f{route}\x1f{body}\x1f{edited or ''}\x1f{added or ''}"
        for id_, state, revision, route, body, edited, added in rows
    ).encode()
