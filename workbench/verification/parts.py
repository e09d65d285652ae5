"""What a line of a draft is made of: days, acts, sources, titles, lists, words of status, codes, figures, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Literal, NamedTuple

from workbench.recognition import find_codes, find_dates, find_references, find_titles
from workbench.recognition.case_numbers import case_number
from workbench.recognition.entities_lists import LIST_NAME
from workbench.text import NormalText, han_pattern
from workbench.verification.forms import normal_form
from workbench.verification.wording import BROKEN_OFF, claimed_statuses

PartKind = Literal[
    "address", "title", "source", "reference", "day", "clause", "code", "list", "status", "term", "limit", "count", "figure"
]  # fmt: skip

_TAG = re.compile(r"<[^<>]*>")
_ADDRESS = re.compile(r"\]\([^()\s]*\)|https?://[^\s()|]+")
_SOURCE = han_pattern(r"来源\s?[0-9]+(?:,\s?(?:官方|律所|新闻|评论))?|仅见于评论")
_CLAUSE = han_pattern(r"第\s?\(?[一二三四五六七八九十百0-9]+\)?\s?[条款项]")
_MONTH = re.compile(r"(?<![0-9-])[0-9]{4}-[0-9]{2}(?![0-9-])")
_TERM = han_pattern(r"[0-9一二三四五六七八九十两]+\s?(?:个?工作日|个月|天|日内|年(?!第))")
_COMPARED = r"[≥≤<>=]|(?:大于|小于)(?:等于)?|不低于|不超过|超过|低于|达到?"
_UNIT = r"[^\s,;。、|()「」0-9及且和或大小不]{1,5}"
_LIMIT = han_pattern(
    rf"(?:{_COMPARED})\s?[0-9][0-9.,]*(?:\s?{_UNIT})?(?:及?以[上下])?"  # 不低於 1000 公斤
    rf"|[0-9][0-9.,]*\s?(?:{_UNIT}?)??及?以[上下]"  # 30% 以上
)
_COUNT = han_pattern(r"[0-9][0-9,]*\s?[家件项条笔种类个份名处]")
_FIGURE = re.compile(r"[0-9]+(?:[.,][0-9]+)*\s?%?")


class Place(NamedTuple):
    """A stretch [start, end) of a line, in characters."""

    start: int
    end: int

    def meets(self, other: Place) -> bool:
        """Whether two stretches share a character, or one is empty and lies within the other."""
        return self.start < other.end and other.start < self.end

    def touches(self, other: Place) -> bool:
        """Whether two stretches meet, or one begins where the other ends."""
        return self.start <= other.end and other.start <= self.end

    def holds(self, other: Place) -> bool:
        """Whether another lies in it."""
        return self.start <= other.start and other.end <= self.end


class Part(NamedTuple):
    """One thing that a line says, and where."""

    kind: PartKind
    at: Place
    day: date | None = None
    """Of a day that is written whole."""


@lru_cache(maxsize=256)
def parts_of(line: str) -> tuple[Part, ...]:
    """The parts of a line in its order, none within another: a number in a title is the title's."""
    normal = normal_form(_TAG.sub(lambda tag: " " * len(tag[0]), line))
    found: list[Part] = []
    for kind, start, end, day in _found(normal):
        at = Place(*normal.span(start, end))
        if not any(at.meets(other.at) for other in found):
            found.append(Part(kind, at, day))
    return tuple(sorted(found, key=lambda part: part.at))


def _found(normal: NormalText) -> Iterator[tuple[PartKind, int, int, date | None]]:
    """Every part that could be, those that take what lies in them first."""
    text = normal.text
    yield from (("address", *match.span(), None) for match in _ADDRESS.finditer(text))
    yield from (("title", title.start, title.end, None) for title in find_titles(normal))
    yield from (("source", *match.span(), None) for match in _SOURCE.finditer(text))
    yield from (("reference", mention.start, mention.end, None) for mention in find_references(normal, year=None))
    yield from (("reference", *match.span(), None) for match in case_number().finditer(text))
    for mention in find_dates(normal, year=None, published=None):
        if any(figure.isdigit() for figure in text[mention.start : mention.end]):
            yield "day", mention.start, mention.end, mention.value
    yield from (("day", *match.span(), None) for match in _MONTH.finditer(text))
    yield from (("clause", *match.span(), None) for match in _CLAUSE.finditer(text))
    yield from (("code", mention.start, mention.end, None) for mention in find_codes(normal))
    yield from (("list", *match.span(), None) for match in han_pattern(LIST_NAME).finditer(text))
    yield from (("status", *match.span(), None) for _, match in claimed_statuses(text))
    yield from (("status", *match.span(), None) for match in BROKEN_OFF.finditer(text))
    yield from (("term", *match.span(), None) for match in _TERM.finditer(text))
    yield from (("limit", *match.span(), None) for match in _LIMIT.finditer(text))
    yield from (("count", *match.span(), None) for match in _COUNT.finditer(text))
    yield from (("figure", *match.span(), None) for match in _FIGURE.finditer(text))
