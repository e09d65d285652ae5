"""Search over past documents, facts and reports: the hits, each with the passage that matched."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from workbench.facts.fact import Evidence, Record, instruments_of, is_assessment
from workbench.facts.kinds import Assessment
from workbench.facts.references import label
from workbench.search import Passage, Phrase, best_passage, parse_query
from workbench.store import SOURCE_KINDS, Found, SourceKind, Store

DEFAULT_LIMIT = 20


@dataclass(frozen=True, slots=True)
class Hit:
    """A source that a search found, and where in it."""

    kind: SourceKind
    id: str
    """Id of the document or the fact, digest of the report's text."""
    score: float
    title: str
    quote: str
    """Cut from the text of the document or report at [start, end); of an assessment, from its own."""
    start: int
    end: int
    day: date | None
    """Published, or as of when the report speaks."""
    marks: tuple[tuple[int, int], ...] = ()
    """Spans of the quote that were asked for, counted from its beginning."""
    about: dict[str, Any] = field(default_factory=dict)
    """What a hit of its kind has besides: document and state of a fact; period, path and line of a report."""

    def json(self) -> dict[str, Any]:
        """The contract's JSON of a hit, with its day and what its kind has besides."""
        return {
            "kind": self.kind,
            "id": self.id,
            "score": self.score,
            "title": self.title,
            "quote": self.quote,
            "start": self.start,
            "end": self.end,
            "date": self.day.isoformat() if self.day else None,
            **self.about,
        }


def search(
    store: Store, query: str, *, kinds: Iterable[SourceKind] = SOURCE_KINDS, limit: int = DEFAULT_LIMIT
) -> list[Hit]:
    """Everything that has all that `query` asks for, best first; nothing where it asks for nothing."""
    phrases = parse_query(query).phrases
    return [hit_of(store, found, phrases) for found in store.index.find(phrases, kinds=kinds, limit=limit)]


def hit_of(store: Store, found: Found, phrases: Sequence[Phrase]) -> Hit:
    """What was found, with its title and the passage that has most of the phrases."""
    if found.kind == "document":
        return _document_hit(store, found, phrases)
    if found.kind == "report":
        return _report_hit(store, found, phrases)
    record = store.record(found.id)
    return (
        _assessment_hit(found, record, phrases)
        if is_assessment(record.fact)
        else _fact_hit(store, found, record, phrases)
    )


def _document_hit(store: Store, found: Found, phrases: Sequence[Phrase]) -> Hit:
    document = store.document(found.id)
    passage = best_passage(document.text, phrases, year=document.year)
    about = {"publisher": document.publisher, "tier": document.tier}
    title = document.title or document.name or document.id[:10]
    return _cut(found, title, document.text, passage, document.published, about)


def _fact_hit(store: Store, found: Found, record: Record, phrases: Sequence[Phrase]) -> Hit:
    document = store.document(record.fact.document)
    span, passage = _best_span(record.evidence, phrases, document.year)
    names = [label(key) for key in instruments_of(record.content)]
    return Hit(
        kind=found.kind,
        id=found.id,
        score=found.score,
        title="、".join(names) or document.title or document.name or document.id[:10],
        quote=span.quote if span else "",
        start=span.start if span else 0,
        end=span.end if span else 0,
        day=document.published,
        marks=passage.marks,
        about={"document": document.id, "fact_kind": record.fact.kind, "state": record.state},
    )


def _best_span(
    evidence: Sequence[Evidence], phrases: Sequence[Phrase], year: int | None
) -> tuple[Evidence | None, Passage]:
    """The span of the evidence with most of the phrases; a fact without evidence has none."""
    passages = [(span, best_passage(span.quote, phrases, year=year)) for span in evidence]
    if not passages:
        return None, Passage(0, 0)
    return max(passages, key=lambda pair: pair[1].found)


def _assessment_hit(found: Found, record: Record, phrases: Sequence[Phrase]) -> Hit:
    content = record.content
    body = content.text if isinstance(content, Assessment) else ""
    section = content.section if isinstance(content, Assessment) else ""
    about = {"document": record.fact.document, "fact_kind": record.fact.kind, "state": record.state}
    title = f"{record.fact.document.removeprefix('period/')} {section}"
    return _cut(found, title, body, best_passage(body, phrases), None, about)


def _report_hit(store: Store, found: Found, phrases: Sequence[Phrase]) -> Hit:
    draft = store.drafts.draft(found.id)
    passage = best_passage(draft.text, phrases)
    about = {"period": draft.period, "path": draft.path, "line": draft.text.count("\n", 0, passage.start) + 1}
    heading = next((line.removeprefix("# ") for line in draft.text.splitlines() if line.startswith("# ")), draft.period)
    return _cut(found, heading, draft.text, passage, draft.as_of, about)


def _cut(found: Found, title: str, text: str, passage: Passage, day: date | None, about: dict[str, Any]) -> Hit:
    return Hit(
        kind=found.kind,
        id=found.id,
        score=found.score,
        title=title,
        quote=text[passage.start : passage.end],
        start=passage.start,
        end=passage.end,
        day=day,
        marks=tuple((start - passage.start, end - passage.start) for start, end in passage.marks),
        about=about,
    )
