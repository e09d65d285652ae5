"""What a document mentions, without the facts that follow: the audit of what no fact covers asks for no more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from workbench.facts.document import Document
from workbench.recognition.entities import Entities, find_entities
from workbench.recognition.mention import Mention, MentionKind
from workbench.recognition.reading import Reading
from workbench.recognition.status_changes import find_status_verbs


def find_mentions(document: Document) -> tuple[Mention, ...]:
    """The mentions that `recognize` finds in a document, in the order of the text; no rule for facts is loaded or run."""
    reading = Reading.of(document)
    return mentions_in(reading, find_entities(reading))


def mentions_in(reading: Reading, entities: Entities) -> tuple[Mention, ...]:
    """The mentions of a reading, in the order of the text."""
    return tuple(sorted(_mentions(reading, entities), key=lambda mention: (mention.start, mention.end)))


def _mentions(reading: Reading, entities: Entities) -> Iterator[Mention]:
    for reference in reading.references:
        yield _mention(reading, "reference", reference.start, reference.end, reference.key)
    for dated in reading.dates:
        mention = _mention(reading, "date", dated.start, dated.end, dated.value.isoformat() if dated.value else None)
        yield replace(mention, unresolved=dated.unresolved)
    for title in reading.titles:
        yield _mention(reading, "title", title.start, title.end, title.title)
    for code in reading.codes:
        yield _mention(reading, "code", code.start, code.end, code.code)
    for quantity in reading.quantities:
        yield _mention(reading, "quantity", quantity.start, quantity.end, f"{quantity.value} {quantity.unit}".strip())
    for entity in entities.mentions:
        yield _mention(reading, "entity", entity.start, entity.end, None)
    for start, end, action in find_status_verbs(reading):
        yield _mention(reading, "status_verb", start, end, action)


def _mention(reading: Reading, kind: MentionKind, start: int, end: int, value: str | None) -> Mention:
    first, last = reading.normal.spans(start, end)[0]  # one that a page break cuts stands where it begins
    return Mention(kind, first, last, reading.document.text[first:last], value)
