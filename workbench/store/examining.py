"""Whether a store is intact: the database's own check, and every row checked against what it follows from.

A document's text is checked against its digest, a fact's id against its content, its quotes against the text, its state against
the log of decisions; and references between rows must resolve. Rows are streamed, since a store may be larger than memory.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Engine, Row, func, select, text

from workbench.facts.written import write_spans
from workbench.store.decisions import Decision, fold
from workbench.store.reading import AT_ONCE, reading
from workbench.store.rows import decision_of, text_digest
from workbench.store.schema import schema_of
from workbench.store.tables import decisions, documents, drafts, facts, positions, rulings, runs

DRAFTED = "period/"
"""Prefix of what stands as the document of an assessment."""

Check = Literal["integrity", "digest", "evidence", "content", "state", "orphan"]
CHECKS: tuple[Check, ...] = ("integrity", "digest", "evidence", "content", "state", "orphan")


@dataclass(frozen=True, slots=True)
class Flaw:
    """A row that fails a check."""

    check: Check
    table: str
    id: str
    """Id of the row, or the database's own message."""


@dataclass(frozen=True)
class Examined:
    """What was examined, and what failed."""

    schema: str | None
    counts: Mapping[str, int]
    flaws: tuple[Flaw, ...]


class Examination:
    """The examination of one database; it only reads, in one snapshot."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def run(self) -> Examined:
        """Examine everything."""
        with reading(self._engine) as connection:
            counts: Counter[str] = Counter()
            flaws = (
                *_of_the_database(connection),
                *_of_documents(connection, counts),
                *_of_facts(connection, counts),
                *_orphans(connection, counts),
            )
            return Examined(schema_of(connection), counts, flaws)


def _of_the_database(connection: Connection) -> Iterator[Flaw]:
    if connection.dialect.name == "sqlite":
        for said in connection.scalars(text("PRAGMA integrity_check(20)")):
            if said != "ok":
                yield Flaw("integrity", "", str(said))


def _of_documents(connection: Connection, counts: Counter[str]) -> Iterator[Flaw]:
    for row in _each(connection, select(documents.c.id, documents.c.body, documents.c.digest)):
        counts["documents"] += 1
        body = _read(row.body)
        if body is None or body.get("id") != row.id or text_digest(str(body.get("text", ""))) != row.digest:
            yield Flaw("digest", "documents", row.id)


def _of_facts(connection: Connection, counts: Counter[str]) -> Iterator[Flaw]:
    text_of = lru_cache(maxsize=8)(lambda id_: _text_of(connection, id_))  # facts of a document stand together
    rows = iter(_each(connection, select(facts).order_by(facts.c.document, facts.c.position, facts.c.id)))
    while batch := list(islice(rows, AT_ONCE)):
        counts["facts"] += len(batch)
        made = _decisions_on(connection, [row.id for row in batch])
        for row in batch:
            yield from _of_fact(row, text_of)
            if not _folds_to(row, made[row.id]):
                yield Flaw("state", "facts", row.id)


def _of_fact(row: Row[Any], text_of: Callable[[str], str | None]) -> Iterator[Flaw]:
    body = _read(row.body)
    if body is None or _id_of(body) != row.id or body.get("document") != row.document:
        yield Flaw("content", "facts", row.id)
        return
    if row.document.startswith(DRAFTED):
        return
    source = text_of(row.document)
    if source is None:
        yield Flaw("orphan", "facts", row.id)
    elif any(source[span["start"] : span["end"]] != span["quote"] for span in [*body["evidence"], *_added(row)]):
        yield Flaw("evidence", "facts", row.id)


def _added(row: Row[Any]) -> list[Mapping[str, Any]]:
    return [] if row.added is None else json.loads(row.added)


def _id_of(body: Mapping[str, Any]) -> str | None:
    """The id that follows from a fact's stored form, whatever fields later versions add."""
    try:
        fields = dict(body["content"])
        spans = [[span["start"], span["end"]] for span in body["evidence"]]
        parts = [body["document"], fields.pop("kind"), fields, spans]
    except (KeyError, TypeError, ValueError):
        return None
    canonical = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()[:20]


def _folds_to(row: Row[Any], made: Sequence[Decision]) -> bool:
    folded = fold(made)
    wanted = None if folded.edited is None else folded.edited.model_dump_json(by_alias=True)
    stands = (row.route, row.edited, row.added, row.revision)
    follows = (folded.route.model_dump_json(), wanted, write_spans(folded.added), made[-1].number if made else 0)
    return stands == follows and (bool(row.superseded) or row.state == str(folded.state))


def _orphans(connection: Connection, counts: Counter[str]) -> Iterator[Flaw]:
    known_facts, known_documents = select(facts.c.id), select(documents.c.id)
    a_document = runs.c.document.startswith(DRAFTED) | runs.c.document.in_(known_documents)
    held: tuple[tuple[Any, ColumnElement[Any], ColumnElement[bool]], ...] = (
        (decisions, decisions.c.number, decisions.c.fact.in_(known_facts)),
        (runs, runs.c.number, a_document),
        (positions, positions.c.reviewer, positions.c.fact.in_(known_facts)),
    )
    for table, name, is_held in held:
        for value in connection.scalars(select(name).where(~is_held)):
            yield Flaw("orphan", table.name, str(value))
    for table in (decisions, rulings, runs, drafts):
        counts[table.name] = connection.scalar(select(func.count()).select_from(table)) or 0
    for row in connection.execute(select(drafts.c.digest, drafts.c.text)):
        if text_digest(row.text) != row.digest:
            yield Flaw("digest", "drafts", row.digest)


def _decisions_on(connection: Connection, ids: Sequence[str]) -> dict[str, list[Decision]]:
    made: dict[str, list[Decision]] = {id_: [] for id_ in ids}
    query = select(decisions).where(decisions.c.fact.in_(ids)).order_by(decisions.c.number)
    for row in connection.execute(query):
        made[row.fact].append(decision_of(row))
    return made


def _text_of(connection: Connection, id_: str) -> str | None:
    body = connection.scalar(select(documents.c.body).where(documents.c.id == id_))
    read = None if body is None else _read(body)
    return None if read is None else str(read.get("text", ""))


def _read(body: str) -> dict[str, Any] | None:
    try:
        read = json.loads(body)
    except ValueError:
        return None
    return read if isinstance(read, dict) else None


def _each(connection: Connection, query: Any) -> Any:
    return connection.execute(query, execution_options={"yield_per": AT_ONCE})
