"""Whose turn it is to route. Routes follow from all facts and decisions together: who routes must see every decision made
before, and none may write routes that it reckoned before somebody else's.

So one process at a time reads, reckons and writes. Deciding and extracting go on meanwhile; whoever decides takes a turn
of its own afterwards, so that the last turn has seen everything. A process that is killed gives its turn up.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

from sqlalchemy import Engine

from workbench.store.engine import is_file
from workbench.store.faults import explain_fault

WAITING_SECONDS = 600
ROUTING_LOCK = 7_071_002
"""PostgreSQL's advisory lock of who routes."""


class RoutingTurn:
    """The turn of one store; taken again by who has it, it is the same turn."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._taken = 0

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Wait for the turn and keep it until the block ends."""
        self._taken += 1
        try:
            if self._taken > 1:
                yield
            elif self._engine.dialect.name == "postgresql":
                with self._of_server():
                    yield
            elif is_file(self._engine.url):
                with self._of_file():
                    yield
            else:
                yield  # in memory: nobody else can have it
        finally:
            self._taken -= 1

    @contextmanager
    def _of_file(self) -> Iterator[None]:
        """An empty database beside the store: its lock works on every system, and ends with the process that holds it."""
        path = f"{self._engine.url.database}.routing"
        try:
            lock = sqlite3.connect(path, timeout=WAITING_SECONDS, isolation_level=None)
        except sqlite3.Error as error:
            raise explain_fault(error, path) or error from None
        with closing(lock):
            try:
                lock.execute("BEGIN EXCLUSIVE")
            except sqlite3.Error as error:
                raise explain_fault(error, path) or error from None
            yield

    @contextmanager
    def _of_server(self) -> Iterator[None]:
        connection = self._engine.raw_connection()
        try:
            cursor = connection.cursor()
            cursor.execute(f"SET lock_timeout = '{WAITING_SECONDS}s'")
            cursor.execute(f"SELECT pg_advisory_lock({ROUTING_LOCK})")
            connection.commit()
            try:
                yield
            finally:
                cursor.execute(f"SELECT pg_advisory_unlock({ROUTING_LOCK})")
                cursor.execute("RESET lock_timeout")
                connection.commit()
        finally:
            connection.close()
