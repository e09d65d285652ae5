"""The journal of batches: a batch is on disk before it is sent, and its fate is recorded afterwards.

A batch is *planned*, *submitted* (the API's id is known), *collected* (its results are read), or *lost* (it never reached the
API, or is gone there). A request in it is *waiting*, *answered*, *unfinished* (paid, and cut off or declined), *errored* (to be
submitted again), *refused* (it would be refused again), *expired*, *canceled* or *lost*.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, func, insert, select, update

from workbench.store.reading import reading
from workbench.store.rows import now
from workbench.store.tables import batch_frames, batch_requests, batches

CUSTOM_ID = 40
"""Digits of a request's key that are its id within a batch; the API takes 64 characters."""
AT_ONCE = 200
"""Most keys named in one statement."""

PLANNED, SUBMITTED, COLLECTED, LOST = "planned", "submitted", "collected", "lost"
WAITING, ANSWERED, UNFINISHED = "waiting", "answered", "unfinished"


@dataclass(frozen=True)
class BatchRequest:
    """A request in the form in which it is submitted: its frame is everything but the messages."""

    key: str
    document: str
    label: str
    frame_digest: str
    frame: Mapping[str, Any]
    messages: Sequence[Mapping[str, Any]]
    turn: int = 1

    @property
    def custom_id(self) -> str:
        """Its id within a batch."""
        return self.key[:CUSTOM_ID]


@dataclass(frozen=True)
class Batch:
    """A batch in the journal."""

    number: int
    remote: str | None
    state: str
    requests: int
    by: str
    planned_at: datetime


@dataclass(frozen=True)
class LastSubmission:
    """The outcome of the last submission of a request."""

    turn: int
    state: str
    detail: str | None
    accounted: bool
    tries: int
    """Submissions that reached the API and that no run accounts for."""


class BatchJournal:
    """The journal in one database. A change is on disk when its method returns."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def plan(self, requests: Sequence[BatchRequest], by: str) -> int | None:
        """Record a batch that is about to be submitted; None where another process submits one of its requests."""
        with self._engine.begin() as connection:
            if self._taken(connection, requests):
                return None
            _keep_frames(connection, requests)
            made = connection.execute(
                insert(batches).values(state=PLANNED, requests=len(requests), by=by, planned_at=now())
            )
            number = int(made.inserted_primary_key[0])  # type: ignore[index]
            connection.execute(insert(batch_requests), [_row(each, number) for each in requests])
        return number

    def submitted(self, number: int, remote: str) -> None:
        """Record the API's id of a batch."""
        with self._engine.begin() as connection:
            connection.execute(
                update(batches)
                .where(batches.c.number == number)
                .values(state=SUBMITTED, remote=remote, submitted_at=now())
            )

    def forget_remote(self, number: int) -> None:
        """Forget the API's id of a batch, which belongs to another: which one it is, is open again."""
        with self._engine.begin() as connection:
            connection.execute(
                update(batches).where(batches.c.number == number).values(state=PLANNED, remote=None, submitted_at=None)
            )

    def lost(self, number: int) -> None:
        """Record that a batch never reached the API or is gone there; its waiting requests may be submitted again."""
        with self._engine.begin() as connection:
            connection.execute(update(batches).where(batches.c.number == number).values(state=LOST))
            connection.execute(
                update(batch_requests)
                .where(batch_requests.c.batch == number, batch_requests.c.state == WAITING)
                .values(state=LOST)
            )

    def note_results(self, results: Mapping[str, tuple[str, str | None]]) -> None:
        """Record outcomes of requests: key -> state and detail. Only waiting requests are changed."""
        with self._engine.begin() as connection:
            for key, (state, detail) in results.items():
                connection.execute(
                    update(batch_requests)
                    .where(batch_requests.c.key == key, batch_requests.c.state == WAITING)
                    .values(state=state, detail=detail)
                )

    def collected(self, number: int) -> int:
        """Record that the results of a batch are read; returns how many of its requests were not among them."""
        with self._engine.begin() as connection:
            connection.execute(
                update(batches).where(batches.c.number == number).values(state=COLLECTED, collected_at=now())
            )
            left = select(func.count()).where(batch_requests.c.batch == number, batch_requests.c.state == WAITING)
            return int(connection.scalar(left) or 0)

    def reopen(self, keys: Sequence[str]) -> None:
        """Have the results of these requests read again: their answers are stored nowhere any more."""
        with self._engine.begin() as connection:
            for some in _slices(keys):
                numbers = connection.scalars(
                    select(batch_requests.c.batch).where(
                        batch_requests.c.key.in_(some), batch_requests.c.state == ANSWERED
                    )
                ).all()
                connection.execute(
                    update(batch_requests)
                    .where(batch_requests.c.key.in_(some), batch_requests.c.state == ANSWERED)
                    .values(state=WAITING)
                )
                connection.execute(
                    update(batches)
                    .where(batches.c.number.in_(list(numbers)), batches.c.state == COLLECTED)
                    .values(state=SUBMITTED)
                )

    def open(self) -> list[Batch]:
        """The batches that are planned or submitted, in their order."""
        query = select(batches).where(batches.c.state.in_([PLANNED, SUBMITTED])).order_by(batches.c.number)
        with reading(self._engine) as connection:
            return [_batch(row) for row in connection.execute(query)]

    def remotes(self) -> set[str]:
        """The API's ids in the journal."""
        with reading(self._engine) as connection:
            return set(connection.scalars(select(batches.c.remote).where(batches.c.remote.is_not(None))))

    def waiting(self) -> dict[str, BatchRequest]:
        """Custom id -> request that waits for its answer, in any batch."""
        with reading(self._engine) as connection:
            frames = {row.digest: json.loads(row.body) for row in connection.execute(select(batch_frames))}
            rows = connection.execute(select(batch_requests).where(batch_requests.c.state == WAITING))
            return {row.key[:CUSTOM_ID]: _request(row, frames) for row in rows}

    def waiting_documents(self) -> set[str]:
        """The documents that wait for an answer of a batch."""
        with reading(self._engine) as connection:
            query = select(batch_requests.c.document).where(batch_requests.c.state == WAITING)
            return set(connection.scalars(query.distinct()))

    def unfinished_documents(self) -> set[str]:
        """The documents for which a batch was submitted and that no run accounts for yet."""
        with reading(self._engine) as connection:
            query = select(batch_requests.c.document).where(batch_requests.c.accounted.is_(False))
            return set(connection.scalars(query.distinct()))

    def last_submissions(self) -> dict[str, LastSubmission]:
        """Key -> outcome of its last submission."""
        columns = batch_requests.c
        query = select(columns.key, columns.turn, columns.state, columns.detail, columns.accounted)
        found: dict[str, LastSubmission] = {}
        with reading(self._engine) as connection:
            for row in connection.execute(query.order_by(columns.turn)):
                before = found[row.key].tries if row.key in found else 0
                tries = 0 if row.accounted else before + (row.state != LOST)
                found[row.key] = LastSubmission(row.turn, row.state, row.detail, row.accounted, tries)
        return found

    def unaccounted(self) -> dict[str, set[str]]:
        """Documents that wait for nothing -> keys of their paid answers that no run is known to account for."""
        columns = batch_requests.c
        query = select(columns.document, columns.key, columns.state).where(columns.accounted.is_(False))
        found: dict[str, set[str]] = {}
        waiting = set()
        with reading(self._engine) as connection:
            for row in connection.execute(query):
                if row.state == WAITING:
                    waiting.add(row.document)
                elif row.state in {ANSWERED, UNFINISHED}:
                    found.setdefault(row.document, set()).add(row.key)
        return {document: keys for document, keys in found.items() if document not in waiting}

    def account(self, documents: Iterable[str]) -> None:
        """Record that runs account for all answers to these documents that wait for nothing more."""
        with self._engine.begin() as connection:
            for some in _slices(list(documents)):
                connection.execute(
                    update(batch_requests)
                    .where(batch_requests.c.document.in_(some), batch_requests.c.state != WAITING)
                    .values(accounted=True)
                )

    def _taken(self, connection: Connection, requests: Sequence[BatchRequest]) -> bool:
        for some in _slices([each.key for each in requests]):
            query = select(batch_requests.c.key, batch_requests.c.turn, batch_requests.c.state).where(
                batch_requests.c.key.in_(some)
            )
            known = {(row.key, row.turn): row.state for row in connection.execute(query)}
            if WAITING in known.values() or any((each.key, each.turn) in known for each in requests):
                return True
        return False


def _keep_frames(connection: Connection, requests: Sequence[BatchRequest]) -> None:
    frames = {each.frame_digest: each.frame for each in requests}
    known = set(connection.scalars(select(batch_frames.c.digest).where(batch_frames.c.digest.in_(list(frames)))))
    new = [
        {"digest": digest, "body": json.dumps(frame, ensure_ascii=False)}
        for digest, frame in frames.items()
        if digest not in known
    ]
    if new:
        connection.execute(insert(batch_frames), new)


def _row(request: BatchRequest, number: int) -> dict[str, Any]:
    return {
        "key": request.key,
        "turn": request.turn,
        "batch": number,
        "document": request.document,
        "label": request.label,
        "frame": request.frame_digest,
        "messages": json.dumps(list(request.messages), ensure_ascii=False),
        "state": WAITING,
        "accounted": False,
    }


def _request(row: Row[Any], frames: Mapping[str, Any]) -> BatchRequest:
    messages = json.loads(row.messages)
    return BatchRequest(row.key, row.document, row.label, row.frame, frames[row.frame], messages, row.turn)


def _batch(row: Row[Any]) -> Batch:
    return Batch(row.number, row.remote, row.state, row.requests, row.by, datetime.fromisoformat(row.planned_at))


def _slices(keys: Sequence[str]) -> Iterable[list[str]]:
    return (list(keys[first : first + AT_ONCE]) for first in range(0, len(keys), AT_ONCE))
