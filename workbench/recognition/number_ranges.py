"""The numbers between the two ends of a range: 第55號至第58號 means 56 and 57 too, of one authority and one year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from workbench.recognition.numbered_context import NumberItem
from workbench.text import han_pattern

_MOST_BETWEEN = 30
"""More acts in a row than are issued for one thing: such figures are no range of numbers."""


@lru_cache(maxsize=1)
def _spans() -> re.Pattern[str]:
    """What joins the ends of a range, where a list would have 、 or 和."""
    return han_pattern(r"[,\s]*(?:[-—–~至到]|to|through)\s*(?:Nos?\.?)?\s*", re.IGNORECASE)


@lru_cache(maxsize=1)
def _figures() -> re.Pattern[str]:
    """The number itself at the end of what also names authority and year."""
    return han_pattern(r"(?:第|Nos?\.?\s?)?(?:[0-9]+|[一二三四五六七八九十百零〇]+)号?$", re.IGNORECASE)


def with_numbers_between(items: Iterator[NumberItem], text: str) -> Iterator[NumberItem]:
    """The items of one phrase in order, and behind each one that closes a range the numbers in between.

    Those stand at the whole range, from the first end to the last: nothing less of the text says that they are meant.
    """
    opening: NumberItem | None = None
    for item in items:
        if opening is not None and _closes_range(opening, item, text):
            figures = _figures().search(text, opening.start, opening.end)
            start = figures.start() if figures is not None else opening.start
            for number in range(opening.number + 1, item.number):
                yield replace(item, start=start, number=number, between=True)
        yield item
        opening = item


def _closes_range(opening: NumberItem, closing: NumberItem, text: str) -> bool:
    if not 1 < closing.number - opening.number <= _MOST_BETWEEN + 1 or opening.year != closing.year:
        return False
    return _spans().fullmatch(text, opening.end, closing.start) is not None
