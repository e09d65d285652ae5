"""Coverage over the store: what recognition found in the articles and no live fact covers.

A fact is live until it is rejected or superseded. Articles without any fact are left out where all of a store is asked for:
nobody has extracted from them yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from typing import TYPE_CHECKING, Any

from workbench.facts.document import Document, DocumentHead
from workbench.facts.fact import Record

if TYPE_CHECKING:
    from workbench.recognition.mention import Mention
    from workbench.store import Store

MOST_RECOGNIZED = 300_000
"""Most characters of articles in which mentions are found anew for a draft or the review: that takes some seconds."""

Mentions = MutableMapping[str, tuple["Mention", ...]]
"""Document id -> the mentions in it; kept by a caller that asks again, since recognition takes time."""


def coverage_rows(store: Store, documents: Sequence[DocumentHead]) -> Iterator[dict[str, Any]]:
    """The contract's JSON of the uncovered mentions of some documents."""
    for head in documents:
        document, records = store.document(head.id), store.records(documents=[head.id])
        for mention in _uncovered(document, records, {}):
            yield {
                "document": document.id,
                "start": mention.start,
                "end": mention.end,
                "quote": mention.quote,
                "mention": mention.kind,
                "value": mention.value,
                "unresolved": mention.unresolved,
            }


def count_uncovered(
    documents: Mapping[str, Document], records: Iterable[Record], *, most_characters: int = MOST_RECOGNIZED
) -> int | None:
    """How many mentions are uncovered; None where the articles have more than `most_characters`."""
    found = _of_documents_with_facts(documents, records, {}, most_characters)
    return None if found is None else sum(1 for _mention in found)


def missed_mentions(
    documents: Mapping[str, Document],
    records: Iterable[Record],
    known: Mentions,
    *,
    most_characters: int = MOST_RECOGNIZED,
) -> Iterator[tuple[str, Mention]]:
    """Document id and mention of all that is uncovered, in reading order; nothing where the articles have more than
    `most_characters`. What was recognised is put into `known`.
    """
    return _of_documents_with_facts(documents, records, known, most_characters) or iter(())


def _of_documents_with_facts(
    documents: Mapping[str, Document], records: Iterable[Record], known: Mentions, most_characters: int
) -> Iterator[tuple[str, Mention]] | None:
    by_document: dict[str, list[Record]] = {}
    for record in records:
        if record.fact.document in documents:  # an assessment is of none
            by_document.setdefault(record.fact.document, []).append(record)
    if sum(len(documents[id_].text) for id_ in by_document) > most_characters:
        return None
    return (
        (id_, mention) for id_, stated in by_document.items() for mention in _uncovered(documents[id_], stated, known)
    )


def _uncovered(document: Document, records: Iterable[Record], known: Mentions) -> Iterable[Mention]:
    from workbench.recognition import (  # here: loading the rules takes longer than most listings
        find_mentions,
        uncovered,
    )

    if document.id not in known:
        known[document.id] = find_mentions(document)
    return uncovered(known[document.id], [record.fact for record in records if record.state != "rejected"])
