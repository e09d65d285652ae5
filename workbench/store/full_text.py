"""Words in the database and BM25 over them: an FTS5 table for each kind in SQLite, else plain text and its formula.

Both find the same sources with the same weights; a test compares them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from sqlalchemy import (
    ColumnElement,
    Connection,
    Float,
    Integer,
    Select,
    and_,
    bindparam,
    cast,
    column,
    delete,
    event,
    func,
    insert,
    literal,
    or_,
    select,
    table,
    text,
    update,
)

from workbench.search import Phrase
from workbench.store.tables import search_entries

_K1, _B = 1.2, 0.75


def _name(kind: str) -> str:
    return f"search_words_{kind}"


_FTS = {kind: table(_name(kind), column("rowid", Integer), column("words")) for kind in ("document", "fact", "report")}


class FullText(Protocol):
    """How words are stored, and how sources are ranked by them."""

    def add(self, connection: Connection, kind: str, entries: Mapping[int, Sequence[str]]) -> None:
        """Store the words of new entries (number -> words)."""

    def remove(self, connection: Connection, kind: str, numbers: Sequence[int]) -> None:
        """Remove the words of entries."""

    def count(self, connection: Connection, kind: str, phrase: Phrase) -> int:
        """How many entries of a kind have a phrase."""

    def ranked(self, kind: str, rarity: Mapping[Phrase, float], *, every: bool) -> Select[Any]:
        """The entries with every phrase, or any: number, weight (BM25 with these rarities)."""


def full_text_of(connection: Connection) -> FullText:
    """The implementation for this database."""
    if connection.dialect.name == "sqlite":
        made = connection.scalar(text("SELECT count(*) FROM sqlite_master WHERE name = 'search_words_fact'"))
        return Fts5() if made else PlainText()
    return PlainText()


class Fts5:
    """SQLite's full text. The words are separated already: its tokenizer only finds the spaces between them."""

    def add(self, connection: Connection, kind: str, entries: Mapping[int, Sequence[str]]) -> None:
        """Store the words of new entries."""
        rows = [{"rowid": number, "words": " ".join(words)} for number, words in entries.items()]
        connection.execute(insert(_FTS[kind]), rows)

    def remove(self, connection: Connection, kind: str, numbers: Sequence[int]) -> None:
        """Remove the words of entries."""
        gone = delete(_FTS[kind]).where(_FTS[kind].c.rowid == bindparam("gone"))
        connection.execute(gone, [{"gone": number} for number in numbers])

    def count(self, connection: Connection, kind: str, phrase: Phrase) -> int:
        """How many entries have a phrase."""
        having = select(func.count()).select_from(_FTS[kind]).where(_matches(kind, _quoted(phrase)))
        return connection.scalar(having) or 0

    def ranked(self, kind: str, rarity: Mapping[Phrase, float], *, every: bool) -> Select[Any]:
        """FTS5's own bm25, where smaller is better; it computes the rarities itself."""
        asked = (" AND " if every else " OR ").join(_quoted(phrase) for phrase in rarity)
        weight = -func.bm25(column(_name(kind), is_literal=True), type_=Float)
        return select(_FTS[kind].c.rowid.label("number"), weight.label("weight")).where(_matches(kind, asked))


class PlainText:
    """Words as text, each in brackets, and BM25 as an expression that every database can compute."""

    def add(self, connection: Connection, kind: str, entries: Mapping[int, Sequence[str]]) -> None:  # noqa: ARG002
        """Store the words of new entries."""
        connection.execute(
            update(search_entries).where(search_entries.c.number == bindparam("entry")),
            [{"entry": number, "words": "".join(f"[{word}]" for word in words)} for number, words in entries.items()],
        )

    def remove(self, connection: Connection, kind: str, numbers: Sequence[int]) -> None:
        """Nothing to do: the words are removed with their entries."""

    def count(self, connection: Connection, kind: str, phrase: Phrase) -> int:
        """How many entries have a phrase."""
        having = select(func.count()).where(search_entries.c.kind == kind, _has(phrase))
        return connection.scalar(having) or 0

    def ranked(self, kind: str, rarity: Mapping[Phrase, float], *, every: bool) -> Select[Any]:
        """BM25 over the number of times that each phrase stands in the words."""
        average = (
            select(func.avg(cast(search_entries.c.length, Float)))
            .where(search_entries.c.kind == kind)
            .scalar_subquery()
        )
        length = _K1 * (1 - _B + _B * cast(search_entries.c.length, Float) / average)
        weight: ColumnElement[float] = literal(0.0, Float)
        for phrase, rare in rarity.items():
            times = cast(_times(phrase), Float)
            weight = weight + literal(rare, Float) * times * (_K1 + 1) / (times + length)
        asked = [_has(phrase) for phrase in rarity]
        return select(search_entries.c.number, weight.label("weight")).where(
            search_entries.c.kind == kind, and_(*asked) if every else or_(*asked)
        )


@event.listens_for(search_entries, "after_create")
def _make_fts5(_table: object, connection: Connection, **_options: object) -> None:
    if connection.dialect.name != "sqlite" or not has_fts5(connection):
        return
    for kind in _FTS:
        connection.execute(
            text(
                f"CREATE VIRTUAL TABLE IF NOT EXISTS {_name(kind)} USING fts5("
                "words, tokenize = \"unicode61 remove_diacritics 0 tokenchars './-_'\")"
            )
        )


def has_fts5(connection: Connection) -> bool:
    """Whether this SQLite was built with FTS5."""
    return bool(connection.scalar(text("SELECT sqlite_compileoption_used('ENABLE_FTS5')")))


def _matches(kind: str, asked: str) -> ColumnElement[bool]:
    return column(_name(kind), is_literal=True).op("MATCH")(literal(asked))


def _quoted(phrase: Phrase) -> str:
    """A phrase in FTS5's syntax. Words contain no quotation marks, so nothing in them is an operator."""
    return f'"{" ".join(phrase.words)}"' + (" *" if phrase.open else "")


def _written(phrase: Phrase) -> str:
    written = "".join(f"[{word}]" for word in phrase.words)
    return written[:-1] if phrase.open else written


def _has(phrase: Phrase) -> ColumnElement[bool]:
    return search_entries.c.words.contains(_written(phrase), autoescape=True)


def _times(phrase: Phrase) -> ColumnElement[int]:
    written = _written(phrase)
    without = func.replace(search_entries.c.words, written, "")
    left_out: ColumnElement[int] = func.length(search_entries.c.words) - func.length(without)
    return left_out // literal(len(written), Integer)
