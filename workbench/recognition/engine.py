"""All rules over one document: every mention, and every fact that follows from them without a model."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import chain

from workbench.facts.document import Document
from workbench.facts.fact import Fact
from workbench.recognition.announcements import announcement_facts
from workbench.recognition.claims import claim_facts
from workbench.recognition.damage import mark_damage
from workbench.recognition.effective_dates import effective_date_facts
from workbench.recognition.english import english_facts
from workbench.recognition.entities import Entities, entity_facts, find_entities
from workbench.recognition.foreign_measures import foreign_measure_facts
from workbench.recognition.impositions import imposition_facts
from workbench.recognition.items import item_facts
from workbench.recognition.licensing import licensing_facts
from workbench.recognition.mention import Mention, MentionKind, Recognition
from workbench.recognition.penalties import penalty_facts
from workbench.recognition.positions import position_facts
from workbench.recognition.reading import Reading
from workbench.recognition.requirements import requirement_facts
from workbench.recognition.status_changes import find_status_verbs, status_change_facts
from workbench.recognition.thresholds import threshold_facts
from workbench.recognition.titles_cited import title_facts

_RULES: tuple[Callable[[Reading], Iterable[Fact]], ...] = (
    announcement_facts,
    effective_date_facts,
    status_change_facts,
    imposition_facts,
    foreign_measure_facts,
    english_facts,
    item_facts,
    threshold_facts,
    title_facts,
    penalty_facts,
    licensing_facts,
    requirement_facts,
    position_facts,
    claim_facts,
)


def recognize(document: Document) -> Recognition:
    """What the rules see in a document: mentions in the order of the text, and facts without repetition."""
    reading = Reading.of(document)
    entities = find_entities(reading)
    mentions = tuple(sorted(_mentions(reading, entities), key=lambda mention: (mention.start, mention.end)))
    facts = chain(*(rule(reading) for rule in _RULES), entity_facts(reading, entities))
    return Recognition(mentions, tuple(mark_damage(reading, _distinct(facts))))


def _distinct(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Each fact once: of those with the same content whose evidence overlaps, the first."""
    kept: list[Fact] = []
    by_content: dict[object, list[Fact]] = {}
    for fact in facts:
        same = by_content.setdefault(fact.content, [])
        if not any(other.id == fact.id or _overlap(other, fact) for other in same):
            same.append(fact)
            kept.append(fact)
    return tuple(kept)


def _overlap(first: Fact, second: Fact) -> bool:
    return any(a.start < b.end and b.start < a.end for a in first.evidence for b in second.evidence)


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
