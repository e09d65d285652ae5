"""Which script a text is written in: 繁體, 简体, or both."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from workbench.facts.document import Script

if TYPE_CHECKING:
    from opencc import OpenCC

# Characters of both scripts: in traditional texts words of their own, in simplified ones also the form of others.
_OF_BOTH = frozenset("台后里干面系制准余向才只几丑谷姜松胡斗曲克表卷岳困云采回志布群峰")
_MIXED_SHARE = 0.15
_SAMPLE = 50_000


def script_of(text: str) -> Script:
    """The script of the first 50,000 characters, judged by those that exist in one script only."""
    counts: Counter[Script] = Counter()
    for char, count in Counter(text[:_SAMPLE]).items():
        counts[_script_of_character(char)] += count
    hant, hans = counts["hant"], counts["hans"]
    if hant + hans == 0:
        return "none"
    if min(hant, hans) > _MIXED_SHARE * (hant + hans):
        return "mixed"
    return "hant" if hant > hans else "hans"


@lru_cache(maxsize=30_000)
def _script_of_character(char: str) -> Literal["hant", "hans", "none"]:
    """The one script that a character is written in; `none` for what both have."""
    if char in _OF_BOTH:
        return "none"
    has_simplified = _converter("t2s").convert(char) != char
    has_traditional = _converter("s2t").convert(char) != char
    if has_simplified == has_traditional:
        return "none"
    return "hant" if has_simplified else "hans"


@lru_cache(maxsize=2)
def _converter(direction: Literal["t2s", "s2t"]) -> OpenCC:
    """Its dictionaries take a tenth of a second to load."""
    from opencc import OpenCC

    return OpenCC(direction)
