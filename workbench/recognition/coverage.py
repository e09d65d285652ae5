"""The audit of a reading: which mentions does no fact account for?"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from workbench.facts.fact import Fact
from workbench.recognition.mention import Mention


def uncovered(mentions: Iterable[Mention], facts: Iterable[Fact]) -> tuple[Mention, ...]:
    """The mentions that no evidence of any fact touches, in their order."""
    covered = _merged((span.start, span.end) for fact in facts for span in fact.evidence)
    starts = [start for start, _ in covered]
    return tuple(mention for mention in mentions if not _touches(mention, covered, starts))


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
