"""What damage to a source means for the facts found in it: marked where it was repaired, dropped where it cannot be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from workbench.facts.fact import Fact
from workbench.facts.kinds import ControlledItem, Threshold
from workbench.recognition.garbling import is_spun
from workbench.recognition.reading import Reading


def mark_damage(reading: Reading, facts: Iterable[Fact]) -> Iterator[Fact]:
    """The facts that stand in spite of the damage, each with a note where its own words were repaired.

    In a copy whose words a machine has swapped nothing that rests on words is stated. What codes and figures fix stays
    for a person to compare, noted `damaged_source`.
    """
    spun = is_spun(reading.text)
    for fact in facts:
        if spun and not _rests_on_figures(fact):
            continue
        marked = reading.is_garbled(fact.evidence)
        notes = (*(("repaired",) if marked else ()), *(("damaged_source",) if spun else ()))
        missing = tuple(note for note in notes if note not in fact.notes)
        yield fact.model_copy(update={"notes": (*fact.notes, *missing)}) if missing else fact


def _rests_on_figures(fact: Fact) -> bool:
    content = fact.content
    if isinstance(content, ControlledItem):
        return bool(content.control_codes or content.hs_codes)
    return isinstance(content, Threshold)
