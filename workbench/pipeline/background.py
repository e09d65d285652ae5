"""Background for the assessments of a period: what earlier documents, facts and reports say about its subjects.

Five to eight searches are made from the subjects of the period; of each, five hits above a bound are taken, fifteen in all at
most. Only what came before the period and is not among the facts of the request counts. It informs the model, and is never what
an assessment rests on.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from workbench.facts.document import Document
from workbench.facts.fact import Record, is_assessment
from workbench.facts.kinds import (
    Announcement,
    ControlledItem,
    Count,
    LegalInstrument,
    Listing,
    ListName,
    Position,
    StatusChange,
)
from workbench.facts.references import label, parse_key
from workbench.pipeline.searching import Hit, hit_of
from workbench.search import Phrase, phrase_of, reference_phrase
from workbench.store import Found, Store
from workbench.text import han_pattern, normalize

MOST_SEARCHES = 8
HITS_EACH = 5
MOST_HITS = 15
BOUND = 0.45
"""Hits score above it: a source of average length that has the phrase once scores 0.4545."""
LOOKED_AT = 500
"""Hits per search that are examined for ones that count as background."""
LONGEST_SUBJECT = 16
"""Most characters of a subject: a longer name is found only in the text that it is from."""

_LIST_NAMES: dict[ListName, str] = {
    "unreliable_entity": "不可靠實體清單",
    "export_control": "管控名單",
    "watch": "關注名單",
    "countermeasure": "反制清單",
}
_OBJECT = han_pattern("(?:對|关于)(?P<object>[^對《》,。]{2,24}?)(?:相關|有關|等)*(?:物項|技術|產品|設備)*(?:實施|的)")
_PARTS = re.compile("[、,及和与]")


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject of a period, and the phrase it is searched by."""

    name: str
    phrase: Phrase


@dataclass(frozen=True, slots=True)
class PastSearch:
    """A search, and its hits above the bound."""

    query: str
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Background:
    """The searches, and those of their hits that are used: each source once, best first."""

    searches: tuple[PastSearch, ...] = ()

    @property
    def hits(self) -> tuple[Hit, ...]:
        """At most fifteen, without duplicates."""
        best: dict[tuple[str, str], Hit] = {}
        for hit in sorted((hit for search in self.searches for hit in search.hits), key=_place):
            best.setdefault((hit.kind, hit.id), hit)
        return tuple(best.values())[:MOST_HITS]

    def json(self) -> list[dict[str, Any]]:
        """The searches in the form that a run keeps, with the hits that were used."""
        handed_on = {(hit.kind, hit.id) for hit in self.hits}
        return [
            {
                "query": search.query,
                "hits": [
                    {"kind": hit.kind, "id": hit.id, "title": hit.title, "score": hit.score}
                    for hit in search.hits
                    if (hit.kind, hit.id) in handed_on
                ],
            }
            for search in self.searches
        ]


def recall(store: Store, records: Sequence[Record], period: str, given: Iterable[str]) -> Background:
    """Search for the subjects of a period; no search where the store has nothing from before it.

    `records` are all facts; `given` are the documents whose facts are part of the request anyway.
    """
    first, last = days_of(period)
    documents = {document.id: document for document in store.documents()}
    past = _Past(store, records, documents, first, frozenset(given))
    if not past.is_there():
        return Background()
    searches = []
    for subject in subjects(records, documents, first, last):
        found = [each for each in store.index.find([subject.phrase], limit=LOOKED_AT) if each.score > BOUND]
        chosen = [each for each in found if past.has(each)][:HITS_EACH]
        searches.append(PastSearch(subject.name, tuple(hit_of(store, each, [subject.phrase]) for each in chosen)))
    return Background(tuple(searches))


def subjects(
    records: Iterable[Record], documents: Mapping[str, Document], first: date, last: date
) -> tuple[Subject, ...]:
    """The subjects of the usable facts of a period, eight at most: the most frequent of each sort, sort by sort in turn."""
    sorts = [Counter[Subject]() for _ in _SORTS]
    for record in records:
        document = documents.get(record.fact.document)
        published = document.published if document is not None else None
        if not record.usable or published is None or not first <= published <= last:
            continue
        for counter, read in zip(sorts, _SORTS, strict=True):
            counter.update(set(read(record)))
    ranked = [sorted(counter, key=lambda each: (-counter[each], each.name)) for counter in sorts]
    chosen: dict[Phrase, Subject] = {}
    for turn in range(MOST_SEARCHES):
        for queue in ranked:
            if turn < len(queue):
                chosen.setdefault(queue[turn].phrase, queue[turn])
    return tuple(chosen.values())[:MOST_SEARCHES]


def days_of(period: str) -> tuple[date, date]:
    """First and last day of `2026-02` or `2025-10..2026-02`."""
    opening, _, closing = period.partition("..")
    first, last = (date.fromisoformat(f"{month}-01") for month in (opening, closing or opening))
    return first, last.replace(day=monthrange(last.year, last.month)[1])


class _Past:
    """What counts as background: from before the period, and not part of the request anyway."""

    def __init__(
        self,
        store: Store,
        records: Iterable[Record],
        documents: Mapping[str, Document],
        first: date,
        given: frozenset[str],
    ) -> None:
        month = first.isoformat()[:7]
        self._reports = {draft.digest for draft in store.drafts.latest().values() if _ends_before(draft.period, month)}
        self._documents = {
            document.id
            for document in documents.values()
            if document.published is not None and document.published < first and document.id not in given
        }
        self._facts = {
            record.id
            for record in records
            if record.usable
            and (
                _ends_before(record.fact.document.removeprefix("period/"), month)
                if is_assessment(record.fact)
                else record.fact.document in self._documents
            )
        }

    def is_there(self) -> bool:
        return bool(self._reports or self._documents or self._facts)

    def has(self, found: Found) -> bool:
        return found.id in {"report": self._reports, "document": self._documents, "fact": self._facts}[found.kind]


def _ends_before(period: str, month: str) -> bool:
    """Whether the last month of a period, which its name ends with, is before another month."""
    return period[-7:] < month


def _acts(record: Record) -> Iterator[Subject]:
    """The acts that it changes."""
    content = record.content
    for target in content.targets if isinstance(content, StatusChange) else ():
        key = target.instrument
        phrase = reference_phrase(key) if key is not None and parse_key(key) is not None else None
        if key is not None and phrase is not None:
            yield Subject(label(key), phrase)


def _objects(record: Record) -> Iterator[Subject]:
    """What an act controls, as its title says: 超硬材料 of 公布對超硬材料相關物項實施出口管制的決定."""
    content = record.content
    title = content.title if isinstance(content, Announcement | LegalInstrument) else None
    found = _OBJECT.search(normalize(title).text) if title else None
    if found is not None:
        yield from _named(part for part in _PARTS.split(found["object"]))


def _lists(record: Record) -> Iterator[Subject]:
    content = record.content
    name = _LIST_NAMES.get(content.list) if isinstance(content, Listing | Count) and content.list else None
    if name is not None:
        yield from _named([name])


def _items(record: Record) -> Iterator[Subject]:
    content = record.content
    if isinstance(content, ControlledItem) and content.role == "controlled":
        yield from _named([content.group or content.name])


def _topics(record: Record) -> Iterator[Subject]:
    content = record.content
    if isinstance(content, Position) and content.topic:
        yield from _named([content.topic])


_SORTS: tuple[Callable[[Record], Iterator[Subject]], ...] = (_objects, _acts, _lists, _items, _topics)


def _named(names: Iterable[str]) -> Iterator[Subject]:
    for name in names:
        phrase = phrase_of(name) if 2 <= len(name) <= LONGEST_SUBJECT else None
        if phrase is not None:
            yield Subject(name, phrase)


def _place(hit: Hit) -> tuple[float, str, str]:
    return -hit.score, hit.kind, hit.id
