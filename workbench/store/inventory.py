"""What a store holds at one moment, and a digest by which the same is known again."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from sqlalchemy import Connection, Row, select

from workbench.facts.document import Document
from workbench.facts.fact import Record
from workbench.store.rows import ordered_facts, record_of
from workbench.store.succession import earlier_decisions
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
    records = []
    query = ordered_facts().where(facts.c.superseded.is_(False))
    for row in connection.execution_options(yield_per=_AT_ONCE).execute(query):
        digest.update(_written(row))
        record = record_of(row)
        records.append(record.model_copy(update={"earlier": earlier[row.id]}) if row.id in earlier else record)
    return Inventory(tuple(held), tuple(records), digest.hexdigest())


def _written(row: Row[tuple[object, ...]]) -> bytes:
    """A fact's row as it is digested; control characters do not stand in JSON, so that no two rows read alike."""
    parts = (row.id, row.state, str(row.revision), row.route, row.body, row.edited or "", row.added or "")
    return ("\x1d" + "\x1f".join(parts)).encode()
