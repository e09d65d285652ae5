"""All rows of a store, exported and imported: for backups, and for moving a store from one database to another.

The search index is left out: it follows from the rest, and the next search builds it.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, MetaData, Table, delete, func, insert, make_url, select, text, update
from sqlalchemy.exc import StatementError

from workbench.errors import WorkbenchError
from workbench.language import _
from workbench.store.engine import is_file, make_engine
from workbench.store.full_text import full_text_of
from workbench.store.reading import AT_ONCE, reading
from workbench.store.schema import migrate
from workbench.store.tables import SCHEMA, drafts, metadata, search_entries

Row = tuple[str, Mapping[str, Any]]
"""Name of a table, and column → value."""

_KEPT = tuple(table for table in metadata.sorted_tables if table is not search_entries)


class Copies:
    """The rows of one database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @property
    def empty(self) -> bool:
        """Whether nothing was ever stored in it."""
        with reading(self._engine) as connection:
            return all(connection.execute(select(table).limit(1)).first() is None for table in _KEPT)

    def rows(self) -> Iterator[Row]:
        """A snapshot of every row, table by table."""
        with reading(self._engine) as connection:
            yield from _rows(connection, _KEPT)

    def replace(self, schema: str, rows: Iterable[Row]) -> None:
        """Replace all rows in one transaction: all of them or none.

        `schema` is the form that they have; from an earlier one they are brought up to the present. Rows of one table
        stand together. Raises `WorkbenchError` where a row fits no table.
        """
        try:
            if schema == SCHEMA:
                with self._engine.begin() as connection:
                    _replace(connection, rows)
            else:
                self._replace_from_earlier(schema, rows)
        except StatementError as error:
            raise _unfit(str(error.orig).splitlines()[0]) from None

    def _replace_from_earlier(self, schema: str, rows: Iterable[Row]) -> None:
        with tempfile.TemporaryDirectory() as folder:
            staged = make_engine(make_url(f"sqlite:///{Path(folder) / 'staged.db'}"))
            with staged.begin() as connection:
                migrate(connection, None, to=schema)
                earlier = MetaData()
                earlier.reflect(connection, resolve_fks=False)
                _insert(connection, earlier.tables, rows)
                migrate(connection, schema, to="head")
            with staged.begin() as reading, self._engine.begin() as connection:
                _replace(connection, _rows(reading, _KEPT))
            staged.dispose()


def set_aside(url: str) -> Path | None:
    """Move the file of a damaged store out of the way, with its companion files; None where the store is no file."""
    parsed = make_url(url)
    if not is_file(parsed):
        return None
    path = Path(str(parsed.database))
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    aside = path.with_name(f"{path.name}.damaged-{stamp}")
    for ending in ("", "-wal", "-shm"):
        part = path.with_name(path.name + ending)
        if part.exists():
            part.rename(aside.with_name(aside.name + ending))
    return aside


def _rows(connection: Connection, tables: Iterable[Table]) -> Iterator[Row]:
    for table in tables:
        query = select(table).order_by(*table.primary_key.columns)
        for row in connection.execute(query, execution_options={"yield_per": AT_ONCE}).mappings():
            yield table.name, dict(row)


def _replace(connection: Connection, rows: Iterable[Row]) -> None:
    full_text = full_text_of(connection)
    for kind in connection.scalars(select(search_entries.c.kind).distinct()).all():
        numbers = connection.scalars(select(search_entries.c.number).where(search_entries.c.kind == kind)).all()
        full_text.remove(connection, kind, numbers)
    connection.execute(delete(search_entries))
    for table in _KEPT:
        connection.execute(delete(table))
    _insert(connection, {table.name: table for table in _KEPT}, rows)
    # Digests of inputs in a copy are not trusted: those drafts are composed anew once.
    connection.execute(update(drafts).values(inputs=None))
    if connection.dialect.name == "postgresql":
        for table in _KEPT:
            _count_on(connection, table)


def _insert(connection: Connection, tables: Mapping[str, Table], rows: Iterable[Row]) -> None:
    for name, of_table in groupby(rows, key=itemgetter(0)):
        table = tables.get(name)
        if table is None:
            raise _unfit(repr(name[:40]))
        batch: list[Mapping[str, Any]] = []
        for _name, row in of_table:
            if not row.keys() <= set(table.columns.keys()):
                raise _unfit(name)
            batch.append(row)
            if len(batch) == AT_ONCE:
                connection.execute(insert(table), batch)
                batch = []
        if batch:
            connection.execute(insert(table), batch)


def _unfit(cause: str) -> WorkbenchError:
    return WorkbenchError(
        _("a row does not fit the store: {cause}").format(cause=cause), way_out=_("Nothing was changed")
    )


def _count_on(connection: Connection, table: Table) -> None:
    """Continue the numbering behind the highest number; PostgreSQL does not notice numbers that were given explicitly."""
    column = table.autoincrement_column
    if column is None:
        return
    highest = connection.scalar(select(func.max(column)))
    if highest is not None:
        connection.execute(
            text("SELECT setval(pg_get_serial_sequence(:table, :column), :highest)"),
            {"table": table.name, "column": column.name, "highest": highest},
        )
