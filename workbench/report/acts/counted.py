"""Numbers that an act states of a list: the whole without its parts, each with the unit that the source counts in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from workbench.facts.fact import Record
from workbench.facts.kinds import Count
from workbench.report import telling

_PEOPLE = re.compile(r"[0-9一二三四五六七八九十百](?:多|余|餘)?\s?(?:人|名(?:个人|個人|人员|人員|高管|成员|成員)|位)")

Counted = tuple[Record, Count]


def without_parts(counts: Iterable[Counted]) -> tuple[Counted, ...]:
    """The counts of one instrument without those that add up to another one behind which they stand (共20人: 15人, 5人).

    Only what one document counts of one list can be parts of one whole.
    """
    counts = tuple(counts)
    parts: set[str] = set()
    for whole in counts:
        below = sorted((one for one in counts if _is_behind(one, whole)), key=lambda one: _place(one[0]))
        parts.update(record.id for record, _ in _adding_up(below, whole[1].count))
    return tuple(one for one in counts if one[0].id not in parts)


def number_told(record: Record, count: Count) -> str:
    """The number with its unit, 約 14 家 or 20 人."""
    quotes = (span.quote for span in record.evidence)
    people = count.of == "entities" and any(_PEOPLE.search(quote) for quote in quotes)
    return telling.number_of(count, "人" if people else None)


def _is_behind(one: Counted, whole: Counted) -> bool:
    (record, count), (other, total) = one, whole
    same = (count.of, count.list, count.action) == (total.of, total.list, total.action)
    return same and record.fact.document == other.fact.document and _place(record) > _place(other)


def _adding_up(below: Sequence[Counted], total: int) -> Sequence[Counted]:
    """Counts that follow each other and add up to the total; at least two."""
    for first in range(len(below)):
        for last in range(first + 2, len(below) + 1):
            if sum(count.count for _record, count in below[first:last]) == total:
                return below[first:last]
    return ()


def _place(record: Record) -> int:
    return record.evidence[0].start if record.evidence else 0
