"""Which of the five categories the words of a title or sentence point to."""

from __future__ import annotations

import re
from functools import lru_cache

from workbench.facts.base import Category
from workbench.facts.fact import Check
from workbench.recognition.places import Places
from workbench.text import han_pattern

_OF_NO_ACT = frozenset({"policy_guidance", "international_cooperation"})
"""What no numbered act is, whoever speaks of it: an answer, a meeting."""


@lru_cache(maxsize=1)
def _categories() -> tuple[tuple[Category, re.Pattern[str]], ...]:
    """In the order of trial: the first whose words stand in the text counts."""
    return (
        ("policy_guidance", han_pattern("答记者问|发言人|指南|指引|解读|问答")),
        (
            "enforcement_action",
            han_pattern(
                "(?:不可靠实体|管控名单|关注名单|反制)|反制措施|制裁|列入[^。]{0,20}(?:名单|清单)|处罚|专项行动"
            ),
        ),
        ("international_cooperation", han_pattern("会谈|磋商|会晤|对话|联合声明")),
        (
            "regulation_update",
            han_pattern("(?:法|条例|办法|规定|细则)(?:[(][^()]{2,16}[)])?[》」]?$|海关质疑|征求意见|许可证管理"),
        ),
        (
            "controlled_item_change",
            han_pattern("实施(?:临时)?出口管制|出口管制措施|(?<!两用)物项|技术(?:出口)?|暂停实施|管制清单|目录|管制"),
        ),
    )


@lru_cache(maxsize=1)
def _regulates() -> re.Pattern[str]:
    return han_pattern("(?:法|条例|办法|规定|细则)(?:[(][^()]{2,16}[)])?$")


def categorize(normal_text: str, *, act: bool = False, law: bool = False) -> tuple[Category, str] | None:
    """The category that a title or sentence (normal text) points to, and the words that do; None where none do.

    With `act` the text stands around a numbered act; with `law` it is the title of a law, a regulation or a list, which
    updates regulation if it is one of the first two, whatever it is about.
    """
    regulates = _regulates().search(normal_text) if law else None
    if regulates is not None:
        return "regulation_update", regulates[0]
    for category, words in _categories():
        if act and category in _OF_NO_ACT:
            continue
        found = words.search(normal_text)
        if found is not None:
            return category, found[0]
    return None


class CategoriesWithin:
    """What `categorize` says of the rest of one sentence, asked from many places in it."""

    def __init__(self, normal_text: str, start: int, end: int) -> None:
        self._words = [(category, Places(words, normal_text, start, end)) for category, words in _categories()]

    def behind(self, position: int, *, act: bool = False) -> tuple[Category, str] | None:
        """The category that the words from `position` to the end of the sentence point to, and the words that do."""
        for category, places in self._words:
            if act and category in _OF_NO_ACT:
                continue
            found = places.first(position)
            if found is not None:
                return category, found[0]
        return None


def category_check(found: tuple[Category, str] | None) -> tuple[Check, ...]:
    """The check that gives the reason of a category: the words it rests on, behind a colon."""
    return (Check(field="category", verdict="derived", rule=f"category:{found[1]}"),) if found else ()
