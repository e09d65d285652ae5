"""The audit of a reading: which mentions does no fact account for?

A mention is accounted for where the evidence of a fact touches it. A number that is only repeated is accounted for
as soon as some fact is about its act.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from workbench.facts.fact import Fact, instruments_of
from workbench.recognition.mention import Mention


def uncovered(mentions: Iterable[Mention], facts: Iterable[Fact]) -> tuple[Mention, ...]:
    """The mentions that no fact accounts for, in their order."""
    facts = tuple(facts)
    acts = {key for fact in facts for key in instruments_of(fact.content)}
    covered = _merged((span.start, span.end) for fact in facts for span in fact.evidence)
    starts = [start for start, _ in covered]
    return tuple(
        mention
        for mention in mentions
        if not _touches(mention, covered, starts) and not (mention.kind == "reference" and mention.value in acts)
    )


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _touches(mention: Mention, covered: list[tuple[int, int]], starts: list[int]) -> bool:
    index = bisect_right(starts, mention.end - 1)
    return index > 0 and covered[index - 1][1] > mention.start
