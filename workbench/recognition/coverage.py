"""The audit of a reading: which mentions does no fact account for?

A mention is accounted for where the evidence of a fact touches it. A number that is only repeated is accounted for
as soon as some fact is about its act.
"""

from __future__ import annotations

from collections.abc import Iterable

from workbench.facts.fact import Fact, instruments_of
from workbench.recognition.mention import Mention
from workbench.recognition.occupied import Occupied


def uncovered(mentions: Iterable[Mention], facts: Iterable[Fact]) -> tuple[Mention, ...]:
    """The mentions that no fact accounts for, in their order."""
    facts = tuple(facts)
    acts = {key for fact in facts for key in instruments_of(fact.content)}
    covered = Occupied((span.start, span.end) for fact in facts for span in fact.evidence)
    return tuple(
        mention
        for mention in mentions
        if not covered.touch(mention.start, mention.end) and not (mention.kind == "reference" and mention.value in acts)
    )
