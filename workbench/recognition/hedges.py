"""Hedged statements: rumours, forecasts, conditions, denials and questions, which report nothing as done."""

from __future__ import annotations

import re
from functools import lru_cache

from workbench.recognition.passages import Span
from workbench.text import han_pattern

_NEAR = 24
"""Characters before the words of an act in which the verb that makes it unreal stands."""


@lru_cache(maxsize=1)
def _hearsay() -> re.Pattern[str]:
    """Anywhere earlier in the sentence: words of hearsay or of a condition."""
    hearsay = (
        r"有人|有传[言闻]|传[言闻]|据传|坊间|网传|谣传|市场(?:传|猜测)|外界(?:猜测|担心|担忧)|自媒体"
        r"|有(?:分析|观点|声音|媒体|评论|学者|专家)[^,。;]{0,12}(?:称|认为|指出|猜测|预计)"
    )
    condition = r"如果|若(?![干])|假如|假设|倘若|一旦|万一|除非|假定|设想|不排除"
    return han_pattern(rf"(?:{hearsay}|{condition})")


@lru_cache(maxsize=1)
def _unreal() -> re.Pattern[str]:
    """Right before the words of an act: it is expected, wished for, denied or asked about."""
    # 会 and 未 alone, not within another word: 协会, 会议, 未来, 未经.
    expected = "可能|或将|也许|恐怕?|将会|(?<![员协学工商大议理峰])会(?!同|议|商|谈|见|晤|员|后|上)"
    # 研究 is weighing what to do, but not in the name of an institute or a report.
    weighed = "是否|拟|打算|计划|考虑(?!到)|研究(?!所|院|中心|报告)|建议|呼吁|预计|预期|有望"
    denied = "没有|尚未|未曾|并未|从未|不会|不再|无意|毋须|未(?!来|经|成)"
    return han_pattern(rf"(?:{expected}|{weighed}|{denied})[^,。;]{{0,10}}$")


def is_only_talked_of(text: str, sentence: Span, words: tuple[int, int]) -> bool:
    """Whether what stands at `words`, a span of the sentence, is only hearsay, a condition, a forecast or denied."""
    start = words[0]
    if _hearsay().search(text, sentence.start, start):
        return True
    return _unreal().search(text, max(sentence.start, start - _NEAR), start) is not None
