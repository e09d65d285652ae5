"""Database errors that a person can mend, as errors for people: what, where, the way out."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

from workbench.errors import WorkbenchError
from workbench.language import _

LEAST_ROOM = 100_000
"""Free bytes below which a database cannot enlarge a file."""
_PRIMARY = 0xFF
"""SQLite's extended codes keep the primary one in their low byte."""
_SQLITE_STATES = {
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_BUSY: "busy",
    sqlite3.SQLITE_LOCKED: "busy",
    sqlite3.SQLITE_READONLY: "refused",
    sqlite3.SQLITE_CANTOPEN: "refused",
    sqlite3.SQLITE_PERM: "refused",
    sqlite3.SQLITE_IOERR: "failing",
    sqlite3.SQLITE_CORRUPT: "damaged",
    sqlite3.SQLITE_NOTADB: "damaged",
}
_SQL_STATES = {
    "53100": "full",  # disk_full
    "55P03": "busy",  # lock_not_available
    "25006": "refused",  # read_only_sql_transaction
    "42501": "refused",  # insufficient_privilege
    "58030": "failing",  # io_error
    "XX001": "damaged",  # data_corrupted
    "XX002": "damaged",  # index_corrupted
}


class StoreFault(WorkbenchError):
    """A fault of the database or of its disk. What was acknowledged before is kept."""

    def __init__(self, state: str, what: str, *, where: str, way_out: str) -> None:
        super().__init__(what, where=where, way_out=way_out)
        self.state = state
        """full, busy, refused, failing, damaged or unreachable."""


def explain_fault(error: BaseException, place: str) -> StoreFault | None:
    """The fault behind a driver's exception; None where a person cannot mend it."""
    state = _state_of(error)
    if state is None:
        return None
    if state == "failing" and _is_full(place):
        state = "full"  # SQLite calls it a failing disk where it was about to enlarge a file that it shares
    what, way_out = _words(state)
    cause = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    return StoreFault(state, what.format(cause=cause), where=place, way_out=way_out)


def _is_full(place: str) -> bool:
    try:
        return shutil.disk_usage(Path(place).parent).free < LEAST_ROOM
    except OSError:
        return False


def _state_of(error: BaseException) -> str | None:
    if isinstance(error, sqlite3.Error):
        return _SQLITE_STATES.get((getattr(error, "sqlite_errorcode", None) or 0) & _PRIMARY)
    sql_state = getattr(error, "sqlstate", None)
    if sql_state is not None:
        # Class 08 is the connection, 28 the login, 57P0x a server going down.
        if str(sql_state).startswith(("08", "28", "57P")):
            return "unreachable"
        return _SQL_STATES.get(str(sql_state))
    # psycopg gives no state where there was no server to give one.
    return "unreachable" if type(error).__name__ == "OperationalError" else None


def _words(state: str) -> tuple[str, str]:
    return {
        "full": (
            _("the disk is full: {cause}"),
            _("Free some space and give the command again; what was saved before is kept"),
        ),
        "busy": (
            _("another process holds the store: {cause}"),
            _("Wait until it is done, or end it, and give the command again"),
        ),
        "refused": (
            _("the store cannot be opened: {cause}"),
            _("Check the path and its permissions: the store and its folder must be writable"),
        ),
        "failing": (
            _("the disk fails: {cause}"),
            _("Check the disk; make a copy of the state folder before anything else"),
        ),
        "damaged": (
            _("the store cannot be opened, it is damaged: {cause}"),
            _("`workbench doctor` says what is wrong; `workbench restore FILE` brings a backup back"),
        ),
        "unreachable": (
            _("the database cannot be reached: {cause}"),
            _("Check WORKBENCH_DATABASE_URL and that the server runs"),
        ),
    }[state]
