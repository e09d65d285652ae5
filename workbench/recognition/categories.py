"""Which of the five categories the words of a title or sentence point to."""

from __future__ import annotations

import re
from functools import lru_cache

from workbench.facts.base import Category
from workbench.text import han_pattern


@lru_cache(maxsize=1)
def _categories() -> tuple[tuple[Category, re.Pattern[str]], ...]:
    """In the order of trial: the first whose words stand in the text counts."""
    return (
        ("policy_guidance", han_pattern("答记者问|发言人|指南|指引|解读|问答|海关质疑|征求意见")),
        (
            "enforcement_action",
            han_pattern(
                "(?:不可靠实体|管控名单|关注名单|反制)|反制措施|制裁|列入[^。]{0,20}(?:名单|清单)|处罚|专项行动"
            ),
        ),
        ("international_cooperation", han_pattern("会谈|磋商|会晤|对话|联合声明")),
        (
            "controlled_item_change",
            han_pattern("实施(?:临时)?出口管制|出口管制措施|物项|技术(?:出口)?|暂停实施|管制清单|目录"),
        ),
        ("regulation_update", han_pattern("法|条例|办法|规定|细则|许可证")),
    )


def categorize(normal_text: str) -> Category | None:
    """The category that the words of a title or sentence (normal text) point to, None where they point to none."""
    return next((category for category, words in _categories() if words.search(normal_text)), None)
