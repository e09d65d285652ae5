"""Which process may route, and whether a routing is due.

The route of a fact depends on all facts and decisions together. A routing must therefore see every decision made before it, and
must not overwrite the routes of a later one. So one process at a time reads, computes and writes; the others wait for their
turn. Deciding and extracting go on meanwhile; a process that decides takes a turn of its own afterwards, so that the last turn
has seen everything. A process that is killed gives up its turn.

Every change that may affect routes (facts of an extraction, a ruling, a decision that removes, restores or changes a statement)
is counted in its own transaction, and so is how many of them a routing has seen. If a process was killed between its decision
and its routing, the next command that decides finds that a routing is due.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

from sqlalchemy import Connection, Engine, insert, select, update

from workbench.store.engine import is_file
from workbench.store.faults import explain_fault
from workbench.store.reading import reading
from workbench.store.tables import routings

WAITING_SECONDS = 600
ROUTING_LOCK = 7_071_002
"""PostgreSQL's advisory lock that the routing process holds."""


def ask_for_routes(connection: Connection) -> None:
    """Count a change that may move routes, in the transaction that makes it."""
    asked = connection.execute(update(routings).values(asked=routings.c.asked + 1))
    if not asked.rowcount:
        connection.execute(insert(routings).values(number=1, asked=1, done=0))


class RoutingTurn:
    """The turn to route one store. It can be taken again within the block that holds it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._taken = 0

    @property
    def due(self) -> bool:
        """Whether a change was counted that no routing has seen."""
        with reading(self._engine) as connection:
            counts = connection.execute(select(routings.c.asked, routings.c.done)).one_or_none()
        return counts is not None and counts.asked > counts.done

    def begin(self) -> int:
        """The number of changes counted so far: those that a routing which reads from now on will see."""
        with reading(self._engine) as connection:
            return connection.scalar(select(routings.c.asked)) or 0

    def finish(self, seen: int) -> None:
        """Note that a routing has seen that many changes."""
        with self._engine.begin() as connection:
            connection.execute(update(routings).where(routings.c.done < seen).values(done=seen))

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
