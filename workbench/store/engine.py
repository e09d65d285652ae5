"""Opening the store: SQLite with every commit on disk, or PostgreSQL by URL; in both, one writer at a time.

A writing transaction takes the turn before it reads anything, so that what it read is still true when it writes, and a second
writer waits instead of failing. A reading transaction sees one snapshot of the store and never waits.
"""

from __future__ import annotations

import logging
from pathlib import Path
from sqlite3 import SQLITE_BUSY, Cursor, OperationalError
from sqlite3 import Connection as SQLiteConnection
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from workbench.causes import system_cause
from workbench.errors import WorkbenchError
from workbench.folders import make_private
from workbench.language import _
from workbench.store.faults import explain_fault
from workbench.store.schema import bring_up_to_date

BUSY_SECONDS = 60
"""How long a writer waits for its turn; the longest transaction, the routes of a large store, takes a few seconds."""
WRITERS_LOCK = 7_071_001
"""PostgreSQL's advisory lock that a writing transaction holds."""


def open_engine(url: str) -> Engine:
    """An engine on `url`, its schema up to date; raises `WorkbenchError` where it cannot be opened."""
    parsed = read_url(url)
    if is_file(parsed):
        _make_private_folder(Path(str(parsed.database)).parent)
    engine = make_engine(parsed)
    bring_up_to_date(engine)
    return engine


def read_url(url: str) -> URL:
    """The parts of a database URL; raises `WorkbenchError` where it is none."""
    try:
        return make_url(url)
    except ArgumentError:
        raise WorkbenchError(
            _("this is no database URL"),
            where=_without_password(url),
            way_out=_("Write sqlite:///path or postgresql+psycopg://…"),
        ) from None


def make_engine(url: URL) -> Engine:
    """An engine on `url` that has not connected yet."""
    try:
        engine = create_engine(url)
    except (ImportError, NoSuchModuleError):
        raise WorkbenchError(
            _("no driver for such a database is installed"),
            where=url.drivername,
            way_out=_("Install the driver, or write sqlite:///path"),
        ) from None
    if url.get_backend_name() == "sqlite":
        event.listen(engine, "connect", _configure_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    elif url.get_backend_name() == "postgresql":
        event.listen(engine, "begin", _begin_postgresql)
    event.listen(engine, "handle_error", _explain)
    return engine


def is_file(url: URL) -> bool:
    """Whether the store is a file on this machine."""
    return url.get_backend_name() == "sqlite" and bool(url.database) and url.database != ":memory:"


def _without_password(url: str) -> str:
    scheme, sign, rest = url.partition("://")
    return scheme + sign + rest.rpartition("@")[2]


def _make_private_folder(folder: Path) -> None:
    try:
        make_private(folder)
    except OSError as error:
        raise WorkbenchError(
            _("the state folder cannot be made: {cause}").format(cause=system_cause(error)),
            where=str(folder),
            way_out=_("Set WORKBENCH_HOME to a folder that you may write"),
        ) from None


def _explain(context: ExceptionContext) -> None:
    place = context.engine.url if context.engine is not None else None
    if context.original_exception is not None:
        fault = explain_fault(context.original_exception, str(place.database or place.host or "") if place else "")
        if fault is not None:
            raise fault from None


def _configure_sqlite(connection: SQLiteConnection, _record: Any) -> None:
    connection.isolation_level = None  # transactions are begun below, so that a writer waits instead of failing
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
    _write_ahead(cursor)
    cursor.execute("PRAGMA synchronous = FULL")  # a decision that was acknowledged survives a power cut
    cursor.execute("PRAGMA trusted_schema = OFF")  # a file from elsewhere brings no functions to run
    cursor.close()


def _write_ahead(cursor: Cursor) -> None:
    """Set the journal mode, which a file keeps. While another process sets it for a new file, SQLite refuses and does not wait."""
    if cursor.execute("PRAGMA journal_mode").fetchone()[0] in {"wal", "memory"}:
        return
    from stamina import retry_context  # here: once in the life of a store

    logging.getLogger("stamina").addHandler(logging.NullHandler())  # without it its log lines go to stderr
    for attempt in retry_context(on=_is_busy, attempts=None, timeout=BUSY_SECONDS, wait_initial=0.01, wait_max=1):
        with attempt:
            cursor.execute("PRAGMA journal_mode = WAL")


def _is_busy(fault: Exception) -> bool:
    return isinstance(fault, OperationalError) and fault.sqlite_errorcode == SQLITE_BUSY


def _begin_sqlite(connection: Any) -> None:
    mode = "BEGIN" if connection.get_execution_options().get("read_only") else "BEGIN IMMEDIATE"
    connection.exec_driver_sql(mode)


def _begin_postgresql(connection: Any) -> None:
    if connection.get_execution_options().get("read_only"):
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
    else:
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{BUSY_SECONDS}s'")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITERS_LOCK})")
