"""The tables. Only this room knows SQL; everything else exchanges values with it."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Integer, MetaData, String, Table, Text, UniqueConstraint

SCHEMA = "0006"
"""Version of the tables: the name of the last migration. A change of a table adds one."""

metadata = MetaData()

documents = Table(
    "documents",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("sequence", Integer, nullable=False),
    Column("body", Text, nullable=False),  # the Document as JSON, its text included
    Column("added_at", String(32), nullable=False),
    Column("digest", String(64)),  # SHA-256 of the text, so that damage shows
)

facts = Table(
    "facts",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("document", String(128), nullable=False),  # id of a document, or period/… for an assessment
    Column("kind", String(32), nullable=False),
    Column("position", Integer, nullable=False),  # first offset of its evidence, for reading order
    Column("body", Text, nullable=False),  # the Fact as JSON
    Column("superseded", Boolean, nullable=False, default=False),
    Column("state", String(16), nullable=False),  # folded from route and decisions
    Column("route", Text, nullable=False),
    Column("edited", Text),
    Column("added", Text),  # JSON: spans that support what was edited
    Column("revision", Integer, nullable=False, default=0),
    Index("facts_by_document", "document", "position"),
)

decisions = Table(
    "decisions",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("fact", String(64), nullable=False, index=True),
    Column("action", String(16), nullable=False),  # approve, reject, edit, defer, undo; note; route by triage
    Column("by", String(128), nullable=False),  # a reviewer's name; `machine` for triage
    Column("at", String(32), nullable=False),  # UTC, ISO 8601
    Column("reason", Text),  # of a note, its text
    Column("content", Text),  # content after an edit
    Column("added", Text),  # JSON: spans that support what was edited
    Column("route", Text),  # route given by triage
    Column("carried_from", String(64)),  # fact of the same content that the decision was made on
    sqlite_autoincrement=True,
)

rulings = Table(
    "rulings",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("conflict", String(64), nullable=False, index=True),
    Column("action", String(16), nullable=False),
    Column("sides", Text, nullable=False),  # JSON: keys of the sides that hold
    Column("by", String(128), nullable=False),
    Column("at", String(32), nullable=False),  # UTC, ISO 8601
    Column("reason", Text),
    sqlite_autoincrement=True,
)

runs = Table(
    "runs",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("document", String(128), nullable=False, index=True),
    Column("engine", String(16), nullable=False),
    Column("fingerprint", String(128), nullable=False),  # of what decides the outcome: rules, prompt, schema, model
    Column("outcome", String(32), nullable=False),
    Column("at", String(32), nullable=False),
    Column("body", Text, nullable=False),  # attempts, usage, rejections, detail
    sqlite_autoincrement=True,
)

routings = Table(
    "routings",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),  # 1: there is one row
    Column("asked", Integer, nullable=False),  # changes that routes must follow
    Column("done", Integer, nullable=False),  # how many of them had been made when the last routing began
)

positions = Table(
    "positions",
    metadata,
    Column("reviewer", String(128), primary_key=True),
    Column("fact", String(64), nullable=False),
)

drafts = Table(
    "drafts",
    metadata,
    Column("digest", String(64), primary_key=True),  # SHA-256 of the text
    Column("period", String(32), nullable=False, index=True),
    Column("as_of", String(10), nullable=False),
    Column("path", Text, nullable=False),  # where it was written last
    Column("written_at", String(32), nullable=False),  # UTC, ISO 8601
    Column("turn", Integer, nullable=False),  # order in which drafts were written last
    Column("text", Text, nullable=False),
    Column("inputs", String(64)),  # digest of all inputs it was composed from; null where none was given
)

search_entries = Table(
    "search_entries",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("kind", String(16), nullable=False),  # document, fact, report
    Column("source", String(128), nullable=False),  # id of the document or fact, digest of the draft
    Column("edited", Text),  # the edited content that it was made from; null where there was none
    Column("length", Integer, nullable=False),  # words
    Column("words", Text),  # each in brackets; null where the database keeps them in a full-text table
    UniqueConstraint("kind", "source"),
    sqlite_autoincrement=True,
)

batches = Table(
    "batches",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("remote", String(128), unique=True),  # the API's id of it; null until it is known to have been taken
    Column("state", String(16), nullable=False),  # planned, submitted, collected, lost
    Column("requests", Integer, nullable=False),
    Column("by", String(128), nullable=False),  # host and process that planned it
    Column("planned_at", String(32), nullable=False),  # UTC, ISO 8601; before anything is sent
    Column("submitted_at", String(32)),
    Column("collected_at", String(32)),
    sqlite_autoincrement=True,
)

batch_frames = Table(
    "batch_frames",
    metadata,
    Column("digest", String(64), primary_key=True),  # SHA-256 of the body
    Column("body", Text, nullable=False),  # JSON: what requests of a task have in common, without their messages
)

batch_requests = Table(
    "batch_requests",
    metadata,
    Column("key", String(64), primary_key=True),  # of the request; its first 40 digits are the custom id
    Column("turn", Integer, primary_key=True),  # 1, and one more for each time that it was submitted again
    Column("batch", Integer, nullable=False, index=True),
    Column("document", String(128), nullable=False, index=True),
    Column("label", String(128), nullable=False),
    Column("frame", String(64), nullable=False),
    Column("messages", Text, nullable=False),  # JSON
    Column(
        "state", String(16), nullable=False
    ),  # waiting, answered, unfinished, errored, refused, expired, canceled, lost
    Column("detail", Text),  # JSON of an answer that was not finished, or what the API said
    Column("accounted", Boolean, nullable=False, default=False),  # whether a run accounts for the answer and its price
)
