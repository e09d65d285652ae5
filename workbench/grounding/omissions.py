"""Spans that contain a quote with a little more text, and whether leaving that out changes the meaning."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from workbench.text.folding import CHINESE_FIGURES, MARKS

# A quote that leaves out one of these says something else than its source.
_WEIGHTY_CHARACTERS = CHINESE_FIGURES | MARKS | frozenset("0123456789%‰°<>=≤≥≠±×不未非无没勿莫否免禁除止停废反")
_WEIGHTY_WORDS = tuple(
    re.findall(
        r"\w+",
        "暂停 继续 恢复 取消 豁免 解除 撤销 终止 暂缓 部分 原则 可能 拟议 草案 征求 "
        "以上 以下 以内 超过 低于 至少 至多 之前 之后 境内 境外 出口 进口 军事 民用 技术 设备 "
        "中国 美国 日本 韩国 英国 德国 法国 荷兰 欧盟 台湾 香港 印度 稀土 石墨",
    )
)
# Leaving out 月 makes 11月8日 into 118日.
_FIGURES = re.compile(f"[0-9a-z{''.join(CHINESE_FIGURES)}{re.escape(''.join(MARKS - {'|'}))}]+")


@dataclass(frozen=True, slots=True)
class Longer:
    """A folded span [start, end) that holds a quote in order, and what it has besides."""

    start: int
    end: int
    omitted: str


def longer_spans(key: str, text: str, low: int, high: int, budget: int) -> Iterator[Longer]:
    """Spans of text[low:high] that hold `key` from its first to its last character and at most `budget` others.

    The bar that keeps two numbers of the quote apart need not be there: what was left out between them kept them apart.
    """
    start = text.find(key[0], low, high)
    while start >= 0:
        omitted: list[str] = []
        position, spare = start, budget
        for char in key[1:]:
            place = text.find(char, position + 1, position + 2 + spare)
            if place < 0:
                if char == "|":
                    continue
                break
            omitted.append(text[position + 1 : place])
            spare -= place - position - 1
            position = place
        else:
            yield Longer(start, position + 1, "".join(omitted))
        start = text.find(key[0], start + 1, high)


def is_harmless(omitted: str, key: str, span: str) -> bool:
    """Whether leaving out `omitted` leaves the meaning of `span` in `key`.

    No figure, negation or weighty word is lost, none comes about (進行出口 without 行出 is 進口), every number stays.
    """
    if _WEIGHTY_CHARACTERS.intersection(omitted) or _FIGURES.findall(span) != _FIGURES.findall(key):
        return False
    left_out = set(omitted)
    return not any(
        key.count(word) > span.count(word) or (left_out.issuperset(word) and span.count(word) > key.count(word))
        for word in _WEIGHTY_WORDS
    )
