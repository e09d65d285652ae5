"""The search index over documents, facts and reports: which of them match, and how well.

A source is ranked among those of its kind, by BM25 (k1 1.2, b 0.75, a phrase as one term). Its score is its share of the
greatest BM25 that these phrases allow: 0 to 1, and 0.4545 for a source of average length that has each of them once. SQLite
ranks by FTS5; any other database by the same formula over the words as text.

Nothing is indexed while it is stored: a batch of articles would take a third longer. The next search indexes what is missing or
was edited since: entries follow from the sources, so that nothing is lost with them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import (
    Connection,
    Engine,
    FromClause,
    Label,
    Row,
    Select,
    delete,
    func,
    insert,
    literal_column,
    select,
)
from sqlalchemy.exc import IntegrityError

from workbench.facts.document import Document
from workbench.facts.editing import read_content
from workbench.facts.fact import Fact
from workbench.search import Phrase, document_words, fact_words, report_words
from workbench.store.full_text import FullText, full_text_of
from workbench.store.reading import AT_ONCE, reading
from workbench.store.tables import documents, drafts, facts, search_entries

SourceKind = Literal["document", "fact", "report"]
SOURCE_KINDS: tuple[SourceKind, ...] = ("document", "fact", "report")

GAIN = 1.2 + 1
"""The most that BM25 gives a phrase, per unit of its rarity: k1 + 1."""
LEAST_RARITY = 1e-6
"""Rarity of a phrase that most sources have; FTS5 has the same floor."""


@dataclass(frozen=True, slots=True)
class Found:
    """A source that was found."""

    kind: SourceKind
    id: str
    """Id of the document or fact, digest of the draft."""
    score: float
    """0 to 1, four decimals."""


class SearchIndex:
    """The index of one database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def find(
        self,
        phrases: Sequence[Phrase],
        *,
        kinds: Iterable[SourceKind] = SOURCE_KINDS,
        every: bool = True,
        limit: int,
    ) -> list[Found]:
        """The sources with every phrase (or any), best first; none where there is no phrase.

        Superseded and rejected facts are not found, nor drafts of a period that was drafted again.
        """
        if not phrases or limit < 1:
            return []
        self.catch_up()
        with reading(self._engine) as connection:
            full_text = full_text_of(connection)
            found = [each for kind in kinds for each in _find_kind(connection, full_text, kind, phrases, every, limit)]
        return sorted(found, key=lambda each: (-each.score, SOURCE_KINDS.index(each.kind), each.id))[:limit]

    def is_due(self) -> bool:
        """Whether anything was added or edited since it was last searched."""
        with reading(self._engine) as connection:
            return any(connection.execute(query.limit(1)).first() for query in _due().values())

    def catch_up(self) -> None:
        """Index what is missing; a store that is up to date is only read."""
        if not self.is_due():
            return
        try:
            with self._engine.begin() as connection:
                index_due(connection)
        except IntegrityError:
            return  # another process indexed the same meanwhile


def index_due(connection: Connection) -> None:
    """Index what is missing or was edited."""
    full_text = full_text_of(connection)
    for kind, query in _due().items():
        while rows := connection.execute(query.limit(AT_ONCE)).all():
            known = [row.number for row in rows if row.number is not None]
            if known:
                full_text.remove(connection, kind, known)
                connection.execute(delete(search_entries).where(search_entries.c.number.in_(known)))
            full_text.add(connection, kind, _entries(connection, kind, rows))


def _entries(connection: Connection, kind: SourceKind, rows: Sequence[Row[Any]]) -> dict[int, list[str]]:
    """Make the entries of some sources; number -> words."""
    words = [_words(kind, row) for row in rows]
    made = connection.scalars(
        insert(search_entries).returning(search_entries.c.number, sort_by_parameter_order=True),
        [
            {"kind": kind, "source": row.source, "edited": row.edited, "length": len(each)}
            for row, each in zip(rows, words, strict=True)
        ],
    )
    return dict(zip(made, words, strict=True))


def _words(kind: SourceKind, row: Row[Any]) -> list[str]:
    if kind == "document":
        return document_words(Document.model_validate_json(row.body))
    if kind == "report":
        return report_words(row.body)
    fact = Fact.model_validate_json(row.body)
    return fact_words(fact.content if row.edited is None else read_content(row.edited), fact.evidence)


def _due() -> Mapping[SourceKind, Select[Any]]:
    """Kind -> its sources without an up-to-date entry: source, body, edited, number."""
    nothing: Label[Any] = literal_column("NULL").label("edited")
    entry = search_entries.c
    documents_due = _with_entry(
        select(documents.c.id.label("source"), documents.c.body, nothing, entry.number), documents, "document"
    ).where(entry.number.is_(None))
    facts_due = _with_entry(
        select(facts.c.id.label("source"), facts.c.body, facts.c.edited, entry.number), facts, "fact"
    ).where(
        facts.c.superseded.is_(False),
        entry.number.is_(None) | entry.edited.is_distinct_from(facts.c.edited),
    )
    drafts_due = _with_entry(
        select(drafts.c.digest.label("source"), drafts.c.text.label("body"), nothing, entry.number), drafts, "report"
    ).where(entry.number.is_(None))
    return {"document": documents_due, "fact": facts_due, "report": drafts_due}


def _with_entry(query: Select[Any], source: FromClause, kind: SourceKind) -> Select[Any]:
    id_ = source.c.digest if kind == "report" else source.c.id
    entry = search_entries.c
    return query.select_from(source.outerjoin(search_entries, (entry.kind == kind) & (entry.source == id_)))


def _find_kind(
    connection: Connection,
    full_text: FullText,
    kind: SourceKind,
    phrases: Sequence[Phrase],
    every: bool,
    limit: int,
) -> list[Found]:
    count = connection.scalar(select(func.count()).select_from(search_entries).where(search_entries.c.kind == kind))
    if not count:
        return []
    rarity = {phrase: _rarity(count, full_text.count(connection, kind, phrase)) for phrase in phrases}
    greatest = GAIN * sum(rarity.values())
    ranked = full_text.ranked(kind, rarity, every=every).subquery()
    query = (
        select(search_entries.c.source, ranked.c.weight)
        .select_from(ranked.join(search_entries, search_entries.c.number == ranked.c.number))
        .where(_is_live(kind))
        .order_by(ranked.c.weight.desc(), search_entries.c.source)
        .limit(limit)
    )
    return [
        Found(kind, row.source, round(max(0.0, min(1.0, row.weight / greatest)), 4))
        for row in connection.execute(query)
    ]


def _rarity(count: int, having: int) -> float:
    """Inverse document frequency, computed as FTS5 does."""
    return max(LEAST_RARITY, math.log((count - having + 0.5) / (having + 0.5)) if having * 2 < count else 0.0)


def _is_live(kind: SourceKind) -> Any:
    if kind == "document":
        return search_entries.c.source.in_(select(documents.c.id))
    if kind == "fact":
        live = select(facts.c.id).where(facts.c.superseded.is_(False), facts.c.state != "rejected")
        return search_entries.c.source.in_(live)
    last = select(func.max(drafts.c.turn)).group_by(drafts.c.period)
    return search_entries.c.source.in_(select(drafts.c.digest).where(drafts.c.turn.in_(last)))
