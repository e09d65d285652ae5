"""Titles that name an announcement or decision, in 《》 or in quotation marks, and the numbers that they go with."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from workbench.facts.references import normal_title, title_key
from workbench.recognition.abbreviations import find_abbreviations
from workbench.recognition.numbered_context import ReferenceMention
from workbench.recognition.occupied import Occupied
from workbench.recognition.titles import TitleMention
from workbench.text import NormalText, han_pattern, normalize

_LONGEST_NUMBER = 40
"""Characters of a title in which the number of its act ends, where it begins with that."""


@dataclass(frozen=True, slots=True)
class ActTitle:
    """A title as the source writes it; offsets of the normal text, with its marks.

    `key` is that of the number which the text gives with this title anywhere, else `title/…`.
    """

    start: int
    end: int
    title: str
    key: str
    number: ReferenceMention | None
    """The number that stands right beside it."""


@lru_cache(maxsize=1)
def _act_title() -> re.Pattern[str]:
    return han_pattern(r"(?:公告|决定|通告|通知)$|^(?:公布|关于)(?!.*(?:法|条例|办法|规定|目录|清单)$)")


@lru_cache(maxsize=1)
def _type_alone() -> re.Pattern[str]:
    return han_pattern("公告|决定|通告|通知")


@lru_cache(maxsize=1)
def _quoted() -> re.Pattern[str]:
    return han_pattern(r"[「『“\"(](?P<title>(?:关于|公布)[^「」『』“”\"\n]{6,60}(?:公告|决定|通告|通知))[」』”\")]")


@lru_cache(maxsize=1)
def _this_is() -> re.Pattern[str]:
    """Between a title and a number: 「…的公告」…。這是…."""
    return han_pattern("(?:这(?:也|就)?是|即|也就是)(?:中国|大陆)?$")


@lru_cache(maxsize=1)
def _behind_number() -> re.Pattern[str]:
    return han_pattern(
        r"[\s:—-]{0,2}(?P<title>(?:关于|公布)[^「」『』“”\"。,\n]{6,90}?(?:公告|决定|通告|通知))(?![\s]?(?:[0-9〔第]|\((?!以下|下称|简称)))"
    )


@lru_cache(maxsize=4096)
def is_act_title(title: str) -> bool:
    """Whether a title names an announcement or decision, not a law, a list or a form."""
    return bool(_act_title().search(normalize(title).text))


def find_act_titles(
    normal: NormalText, titles: Iterable[TitleMention], references: Iterable[ReferenceMention]
) -> tuple[ActTitle, ...]:
    """Every title of an announcement or decision, in order; a law's title counts where a number stands beside it."""
    references, titles = tuple(references), tuple(titles)
    found = sorted(
        (*_marked(normal, titles, references), *_unmarked(normal, references)), key=lambda title: title.start
    )
    numbers = {normal_title(title.title): title.key for title in found if title.number}
    named = [replace(title, key=numbers.get(normal_title(title.title), title.key)) for title in found]
    return tuple(
        _in_full(named, {short: full.start for short, full in find_abbreviations(normal.text, titles).items()})
    )


def _in_full(found: list[ActTitle], abbreviated: dict[str, int]) -> Iterator[ActTitle]:
    """Each title with the key of the act that it stands for; 《公告》 alone, where the text defines none, names no act."""
    keys = {title.start: title.key for title in found}
    for title in found:
        full = abbreviated.get(normal_title(title.title))
        if full in keys and title.number is None:
            yield replace(title, key=keys[full])
        elif full is None and _type_alone().fullmatch(normalize(title.title).text) and title.number is None:
            continue
        else:
            yield title


def _marked(
    normal: NormalText, titles: Iterable[TitleMention], references: tuple[ReferenceMention, ...]
) -> Iterator[ActTitle]:
    spans = [(title.start, title.end, title.title) for title in titles]
    marked = Occupied((start, end) for start, end, _ in spans)
    for match in _quoted().finditer(normal.text):
        if not marked.touch(*match.span()):
            spans.append((*match.span(), normal.quote(*match.span("title"))))
    inside = [reference.end for reference in references if _behind_number().match(normal.text, reference.end)]
    for start, end, title in spans:
        stop = bisect_left(inside, start + 1)
        if stop < len(inside) and inside[stop] < min(end, start + _LONGEST_NUMBER):
            continue  # 《商务部公告2031年第18号公布对…的决定》 is found by its number
        number = _number_beside(normal.text, start, end, references)
        promulgated = number is not None and (number.start > start or number.number.type == "order")
        if is_act_title(title) or promulgated:
            key = number.key if number else title_key(title)
            yield ActTitle(start, end, title, key, number)


def _number_beside(
    text: str, start: int, end: int, references: tuple[ReferenceMention, ...]
) -> ReferenceMention | None:
    """《…的公告》（…第60號） and …第46號（《…的公告》）."""
    near = bisect_left(references, start - 2, key=lambda reference: reference.end)
    for index in range(near, len(references)):
        reference = references[index]
        if reference.phrase_start > end + 60:
            return None
        if 0 <= start - reference.end <= 2 and re.fullmatch(r"[(\s:]*", text[reference.end : start]):
            return reference
        if 0 <= reference.phrase_start - end <= 6 and text[end : end + 1] == "(":
            return reference
        if 0 < reference.phrase_start - end <= 60 and _this_is().search(text, end, reference.phrase_start):
            return reference
    return None


def _unmarked(normal: NormalText, references: tuple[ReferenceMention, ...]) -> Iterator[ActTitle]:
    """商務部公告2025年第62號 公布對…的決定: a title that follows its number with no marks."""
    for reference in references:
        match = _behind_number().match(normal.text, reference.end)
        if match is not None:
            start, end = match.span("title")
            yield ActTitle(start, end, normal.quote(start, end), reference.key, reference)
