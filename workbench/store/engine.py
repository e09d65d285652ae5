"""Opening the store: SQLite with every commit on disk, or another database by URL."""

from __future__ import annotations

from pathlib import Path
from sqlite3 import Connection as SQLiteConnection
from typing import Any

from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError, OperationalError

from workbench.errors import WorkbenchError
from workbench.language import _
from workbench.store.tables import metadata

BUSY_SECONDS = 30


def open_engine(url: str) -> Engine:
    """An engine on `url`, its tables made where they are missing; raises `WorkbenchError` where it cannot be opened."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise WorkbenchError(
            _("this is no database URL"), where=url, way_out=_("Write sqlite:///path or postgresql+psycopg://…")
        ) from None
    if parsed.get_backend_name() == "sqlite" and parsed.database:
        _make_private_folder(Path(parsed.database).parent)
    try:
        engine = create_engine(parsed)
    except (ImportError, NoSuchModuleError):
        raise WorkbenchError(
            _("no driver for such a database is installed"),
            where=parsed.drivername,
            way_out=_("Install the driver, or write sqlite:///path"),
        ) from None
    if parsed.get_backend_name() == "sqlite":
        event.listen(engine, "connect", _configure_sqlite)
        event.listen(engine, "begin", _begin_immediate)
    try:
        metadata.create_all(engine)
    except (OperationalError, DatabaseError) as error:
        raise WorkbenchError(
            _("the store cannot be opened: {cause}").format(cause=error.orig),
            where=str(parsed.database),
            way_out=_("Check the path and its permissions, or move the damaged file aside"),
        ) from None
    return engine


def _make_private_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise WorkbenchError(
            _("the state folder cannot be made: {cause}").format(cause=error.strerror),
            where=str(folder),
            way_out=_("Set WORKBENCH_HOME to a folder that you may write"),
        ) from None


def _configure_sqlite(connection: SQLiteConnection, _record: Any) -> None:
    connection.isolation_level = None  # transactions are begun below, so that a writer waits instead of failing
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")  # a decision that was acknowledged survives a power cut
    cursor.close()


def _begin_immediate(connection: Any) -> None:
    mode = "BEGIN" if connection.get_execution_options().get("read_only") else "BEGIN IMMEDIATE"
    connection.exec_driver_sql(mode)
