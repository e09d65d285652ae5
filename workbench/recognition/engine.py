"""All rules over one document: every mention, and every fact that follows from them without a model."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import chain

from workbench.facts.document import Document
from workbench.facts.fact import Fact
from workbench.recognition.announcements import announcement_facts
from workbench.recognition.claims import claim_facts
from workbench.recognition.damage import mark_damage
from workbench.recognition.effective_dates import effective_date_facts
from workbench.recognition.english import english_facts
from workbench.recognition.entities import entity_facts, find_entities
from workbench.recognition.foreign_measures import foreign_measure_facts
from workbench.recognition.impositions import imposition_facts
from workbench.recognition.items import item_facts
from workbench.recognition.licensing import licensing_facts
from workbench.recognition.listing_days import with_days_of_effect
from workbench.recognition.mention import Recognition
from workbench.recognition.mentions import mentions_in
from workbench.recognition.penalties import penalty_facts
from workbench.recognition.positions import position_facts
from workbench.recognition.reading import Reading
from workbench.recognition.requirements import requirement_facts
from workbench.recognition.status_changes import status_change_facts
from workbench.recognition.thresholds import threshold_facts
from workbench.recognition.titles_cited import title_facts

_RULES: tuple[Callable[[Reading], Iterable[Fact]], ...] = (
    announcement_facts,
    effective_date_facts,
    status_change_facts,
    imposition_facts,
    foreign_measure_facts,
    english_facts,
    threshold_facts,
    penalty_facts,
    licensing_facts,
    requirement_facts,
    position_facts,
    claim_facts,
)

_OF_CHINA: tuple[Callable[[Reading], Iterable[Fact]], ...] = (item_facts, title_facts)
"""Items and laws name no acting side: of a page about a foreign side alone they would count as China's."""


def recognize(document: Document) -> Recognition:
    """What the rules see in a document: mentions in the order of the text, and facts without repetition."""
    reading = Reading.of(document)
    entities = find_entities(reading)
    rules = (*_RULES, *_OF_CHINA) if reading.side == "CN" else _RULES
    facts = _distinct(chain(*(rule(reading) for rule in rules), entity_facts(reading, entities)))
    dated = _distinct(with_days_of_effect(reading, facts))
    return Recognition(mentions_in(reading, entities), tuple(mark_damage(reading, dated)))


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
