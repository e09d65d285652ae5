"""Which script a text is written in: 繁體, 简体, or both."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from workbench.facts.document import Script

# Characters of both scripts: in traditional texts words of their own, in simplified ones also the form of others.
_OF_BOTH = frozenset("台后里干面系制准余向才只几丑谷姜松胡斗曲克表卷岳困云采回志布群峰")
_MIXED_SHARE = 0.15
_SAMPLE = 50_000


def script_of(text: str) -> Script:
    """The script of the first 50,000 characters, judged by those that exist in one script only."""
    counts = Counter(text[:_SAMPLE])
    traditional, simplified = _in_one_script("".join(sorted(counts)))
    hant = sum(counts[char] for char in traditional)
    hans = sum(counts[char] for char in simplified)
    if hant + hans == 0:
        return "none"
    if min(hant, hans) > _MIXED_SHARE * (hant + hans):
        return "mixed"
    return "hant" if hant > hans else "hans"


@lru_cache(maxsize=64)
def _in_one_script(chars: str) -> tuple[frozenset[str], frozenset[str]]:
    """Of some characters, those that are only traditional and those that are only simplified."""
    from opencc import OpenCC

    # One a line, so that no two of them are read as a word.
    lines = "\n".join(char for char in chars if char not in "\r\n")
    to_simplified = OpenCC("t2s").convert(lines).split("\n")
    to_traditional = OpenCC("s2t").convert(lines).split("\n")
    originals = lines.split("\n")
    traditional = frozenset(char for char, other in zip(originals, to_simplified, strict=True) if char != other)
    simplified = frozenset(char for char, other in zip(originals, to_traditional, strict=True) if char != other)
    return traditional - simplified - _OF_BOTH, simplified - traditional - _OF_BOTH
