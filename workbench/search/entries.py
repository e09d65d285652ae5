"""What a document, a fact and a report are searched by."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from workbench.facts.base import Content
from workbench.facts.document import Document
from workbench.facts.fact import Evidence, canonical_fields, instruments_of
from workbench.facts.references import label
from workbench.search.mentions import find_references
from workbench.search.query import key_words
from workbench.search.words import texts_of_words
from workbench.text import normalize

# suspend, unreliable_entity: codes of ours, which no source writes.
_CODE = re.compile("[a-z_]+")
_BREAK = "_"  # a word that no query has: no phrase runs from one text into the next


def document_words(document: Document) -> list[str]:
    """Title, publisher and text of a document, and the keys of the instruments that it names."""
    head = "\n".join(part for part in (document.title, document.publisher) if part)
    return [*_texts([head, document.text]), *_named(document.text, document.year)]


def fact_words(content: Content, evidence: Iterable[Evidence]) -> list[str]:
    """Quotes and values of a fact, and the instruments that it is about, by name and key."""
    keys = instruments_of(content)
    values = [value for value in _strings(canonical_fields(content)) if value not in keys]
    return [*_texts([*(span.quote for span in evidence), *values, *(label(key) for key in keys)]), *key_words(keys)]


def report_words(text: str) -> list[str]:
    """The text of a report, and the keys of the instruments that it names."""
    return [*_texts([text]), *_named(text, None)]


def _texts(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from texts_of_words(text)
        yield _BREAK


def _named(text: str, year: int | None) -> list[str]:
    return key_words(mention.key for mention in find_references(normalize(text), year=year))


def _strings(value: object) -> Iterator[str]:
    """The texts among JSON values, once each."""
    found: dict[str, None] = {}
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict):
            waiting.extend(each.values())
        elif isinstance(each, list):
            waiting.extend(each)
        elif isinstance(each, str) and not _CODE.fullmatch(each):
            found[each] = None
    return iter(found)
