"""Numbers that an act states of a list: the whole without its parts, each in the unit that the source counts in."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from workbench.facts.fact import Record
from workbench.facts.kinds import Count
from workbench.report import phrasing

_PEOPLE = re.compile(r"[0-9一二三四五六七八九十百](?:多|余|餘)?\s?(?:人|名(?:个人|個人|人员|人員|高管|成员|成員)|位)")

Counted = tuple[Record, Count]


def without_parts(counts: Iterable[Counted]) -> tuple[Counted, ...]:
    """The counts of one instrument without those that add up to another one behind which they stand (共20人: 15人, 5人).

    Only what one document counts of one list can be parts of one whole.
    """
    counts = tuple(counts)
    together: dict[tuple[object, ...], list[Counted]] = {}
    for record, count in counts:
        together.setdefault((record.fact.document, count.of, count.list, count.action), []).append((record, count))
    parts = {id for group in together.values() if len(group) > 1 for id in _parts_of_wholes(group)}
    return tuple(one for one in counts if one[0].id not in parts)


def stated_number(record: Record, count: Count) -> str:
    """The number with its unit, 約 14 家 or 20 人."""
    quotes = (span.quote for span in record.evidence)
    people = count.of == "entities" and any(_PEOPLE.search(quote) for quote in quotes)
    return phrasing.number_of(count, "人" if people else None)


def _parts_of_wholes(counts: Sequence[Counted]) -> Iterator[str]:
    """Facts that count parts of what another one of their document counts before them."""
    in_order = sorted(counts, key=lambda one: _place(one[0]))
    places = [_place(record) for record, _count in in_order]
    sums = [0, *accumulate(count.count for _record, count in in_order)]
    for (_record, whole), place in zip(in_order, places, strict=True):
        for record, _part in in_order[_adding_up(sums, bisect_right(places, place), whole.count)]:
            yield record.id


def _adding_up(sums: Sequence[int], first: int, total: int) -> slice:
    """The first numbers that follow each other, from a place on, and add up to a total; at least two, else none.

    `sums` are those of all the numbers before each, none of which is negative: so they can be bisected.
    """
    for start in range(first, len(sums) - 2):
        end = bisect_left(sums, sums[start] + total, start + 2)
        if end < len(sums) and sums[end] == sums[start] + total:
            return slice(start, end)
    return slice(0)


def _place(record: Record) -> int:
    return record.evidence[0].start if record.evidence else 0
