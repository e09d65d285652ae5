"""Stores as versions before the first release made them: their tables word for word, and rows as those versions wrote them."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from workbench.facts.document import Document
from workbench.facts.fact import Fact, Route

_FIRST = """
CREATE TABLE documents (id VARCHAR(64) NOT NULL, sequence INTEGER NOT NULL, body TEXT NOT NULL,
  added_at VARCHAR(32) NOT NULL, PRIMARY KEY (id));
CREATE TABLE facts (id VARCHAR(64) NOT NULL, document VARCHAR(128) NOT NULL, kind VARCHAR(32) NOT NULL,
  position INTEGER NOT NULL, body TEXT NOT NULL, superseded BOOLEAN NOT NULL, state VARCHAR(16) NOT NULL,
  route TEXT NOT NULL, edited TEXT, revision INTEGER NOT NULL, PRIMARY KEY (id));
CREATE INDEX facts_by_document ON facts (document, position);
CREATE TABLE decisions (number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, fact VARCHAR(64) NOT NULL,
  action VARCHAR(16) NOT NULL, "by" VARCHAR(128) NOT NULL, at VARCHAR(32) NOT NULL, reason TEXT, content TEXT,
  route TEXT, carried_from VARCHAR(64));
CREATE INDEX ix_decisions_fact ON decisions (fact);
CREATE TABLE runs (number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, document VARCHAR(128) NOT NULL,
  engine VARCHAR(16) NOT NULL, fingerprint VARCHAR(128) NOT NULL, outcome VARCHAR(32) NOT NULL,
  at VARCHAR(32) NOT NULL, body TEXT NOT NULL);
CREATE INDEX ix_runs_document ON runs (document);
CREATE TABLE positions (reviewer VARCHAR(128) NOT NULL, fact VARCHAR(64) NOT NULL, PRIMARY KEY (reviewer));
"""
_WITH_RULINGS = """
CREATE TABLE rulings (number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, conflict VARCHAR(64) NOT NULL,
  action VARCHAR(16) NOT NULL, sides TEXT NOT NULL, "by" VARCHAR(128) NOT NULL, at VARCHAR(32) NOT NULL, reason TEXT);
CREATE INDEX ix_rulings_conflict ON rulings (conflict);
"""
_WITH_SEARCH = """
CREATE TABLE drafts (digest VARCHAR(64) NOT NULL, period VARCHAR(32) NOT NULL, as_of VARCHAR(10) NOT NULL,
  path TEXT NOT NULL, written_at VARCHAR(32) NOT NULL, turn INTEGER NOT NULL, text TEXT NOT NULL, PRIMARY KEY (digest));
CREATE INDEX ix_drafts_period ON drafts (period);
CREATE TABLE search_entries (number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, kind VARCHAR(16) NOT NULL,
  source VARCHAR(128) NOT NULL, edited TEXT, length INTEGER NOT NULL, words TEXT, UNIQUE (kind, source));
CREATE VIRTUAL TABLE search_words_document USING fts5(
  words, tokenize = "unicode61 remove_diacritics 0 tokenchars './-_'");
CREATE VIRTUAL TABLE search_words_fact USING fts5(words, tokenize = "unicode61 remove_diacritics 0 tokenchars './-_'");
CREATE VIRTUAL TABLE search_words_report USING fts5(words, tokenize = "unicode61 remove_diacritics 0 tokenchars './-_'");
"""
VERSIONS = {"first": _FIRST, "rulings": _FIRST + _WITH_RULINGS, "search": _FIRST + _WITH_RULINGS + _WITH_SEARCH}


def make_older_store(
    path: Path, version: str = "first", *, documents: Sequence[Document] = (), approved: Sequence[Fact] = ()
) -> None:
    """A store of an earlier version, with documents, and facts that `Lin` approved."""
    route = Route(to="review", reasons=("single_source",)).model_dump_json()
    connection = sqlite3.connect(path)
    connection.executescript("PRAGMA journal_mode = WAL;" + VERSIONS[version])
    for place, document in enumerate(documents):
        connection.execute(
            "INSERT INTO documents VALUES (?, ?, ?, 't')", (document.id, place, document.model_dump_json())
        )
    for fact in approved:
        body = fact.model_dump_json(by_alias=True)
        decided = connection.execute(
            'INSERT INTO decisions (fact, action, "by", at) VALUES (?, ?, ?, ?)',
            (fact.id, "approve", "Lin", "2030-03-02T08:00:00.000+00:00"),
        )
        connection.execute(
            "INSERT INTO facts VALUES (?, ?, ?, ?, ?, 0, 'approved', ?, NULL, ?)",
            (fact.id, fact.document, fact.kind, fact.evidence[0].start, body, route, decided.lastrowid),
        )
    connection.commit()
    connection.close()
