"""Reads the whole contents of a store at one moment, with a digest that changes whenever any of it does."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, select

from workbench.facts.written import WrittenRecord
from workbench.store.holdings import InventoryEnd, InventoryPiece
from workbench.store.reading import AT_ONCE
from workbench.store.rows import ordered_facts, written_of
from workbench.store.succession import earlier_decisions
from workbench.store.tables import documents, facts


def read_inventory(connection: Connection) -> Iterator[InventoryPiece]:
    """The inventory of a connection's snapshot, piece by piece."""
    digest = hashlib.sha256()
    bodies = tuple(connection.scalars(select(documents.c.body).order_by(documents.c.sequence)))
    for body in bodies:
        digest.update(b"\x1e" + body.encode())
    query = ordered_facts().where(facts.c.superseded.is_(False))
    for rows in connection.execution_options(yield_per=AT_ONCE).execute(query).partitions():
        written = list(map(written_of, rows))
        digest.update(_digested(written))
        yield written
    yield InventoryEnd(bodies, earlier_decisions(connection), digest.hexdigest())


def _digested(rows: Iterable[WrittenRecord]) -> bytes:
    """The bytes of rows for the digest. The separators are control characters, which JSON never contains."""
    return "".join(
        f"\x1d{id_}\x1f{state}\x1f{revision}\x1f{route}\x1f{body}\x1f{edited or ''}\x1f{added or ''}"
        for id_, state, revision, route, body, edited, added in rows
    ).encode()
