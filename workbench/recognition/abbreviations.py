"""Short titles that a text defines for acts it has named in full: 《…条例》（以下简称《条例》）, 《…公告》（“《公告》”）."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from workbench.facts.references import normal_title
from workbench.recognition.titles import TitleMention
from workbench.text import han_pattern

_NEAR = 60
"""Characters between a title and its short form: a bracket, and the number that may stand in it."""


@lru_cache(maxsize=1)
def _introduces() -> re.Pattern[str]:
    """Right before a short title, back to the bracket that opens: it stands for what was named before the bracket."""
    return han_pattern(r"\((?:[^()《》]{2,40}[,;])?(?:(?:以下|下文|本文)?(?:简称|下称|合称)?(?:为|:)?)[“「『\"]?$")


@lru_cache(maxsize=1)
def _closes() -> re.Pattern[str]:
    return han_pattern(r"[”」』\"]?(?:\)|或|、)")


@lru_cache(maxsize=1)
def _or_else() -> re.Pattern[str]:
    """Between two short forms of one title: “《清單》”或“《管制清單》”."""
    return han_pattern(r"[”」』\"]?(?:或者?|、)[“「『\"]?")


def find_abbreviations(text: str, titles: Iterable[TitleMention]) -> dict[str, TitleMention]:
    """Short title, as `normal_title` writes it -> the mention of the full title that it stands for."""
    return dict(_abbreviations(text, tuple(titles)))


def _abbreviations(text: str, titles: tuple[TitleMention, ...]) -> Iterator[tuple[str, TitleMention]]:
    before: tuple[TitleMention, TitleMention] | None = None
    for full, short in pairwise(titles):
        if before is not None and before[1] is full and _or_else().fullmatch(text, full.end, short.start):
            before = before[0], short
            yield normal_title(short.title), before[0]
            continue
        if short.start - full.end > _NEAR or len(short.title) >= len(full.title):
            continue
        introduced = _introduces().search(text, full.end, short.start)
        if introduced is not None and introduced.start() == full.end and _closes().match(text, short.end):
            before = full, short
            yield normal_title(short.title), full
