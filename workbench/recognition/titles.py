"""《Titles》 in a normal text, with the articles that are cited behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from workbench.text import CHINESE_NUMERAL, NormalText, han_pattern

_OPENING = re.compile(r"《")
_LONGEST = 120
_ORDINAL = rf"第(?:[0-9]+|{CHINESE_NUMERAL}+)"
_ARTICLE = rf"{_ORDINAL}条(?:之{CHINESE_NUMERAL})?(?:第?[(]?(?:[0-9]+|{CHINESE_NUMERAL}+)[)]?(?:款|项))*"
_ARTICLES = han_pattern(
    rf"(?:[(][^()《》\n]{{1,30}}[)])?(?:的|中的?|之)?(?P<list>{_ARTICLE}(?:(?:[、,和及与]|以及){_ARTICLE})*)"
)
_ONE_ARTICLE = han_pattern(_ARTICLE)


@dataclass(frozen=True, slots=True)
class TitleMention:
    """A title in 《》: offsets of the normal text with the marks; `title` and `articles` as the source writes them.

    `tail` is the end of what belongs to it: the marks, or the last article cited behind them.
    """

    start: int
    end: int
    tail: int
    title: str
    articles: tuple[str, ...] = ()


def find_titles(normal: NormalText) -> tuple[TitleMention, ...]:
    """All outermost titles of a text, in order; a mark that is never closed opens none."""
    return tuple(_titles(normal))


def _titles(normal: NormalText) -> Iterator[TitleMention]:
    text, position = normal.text, 0
    while opening := _OPENING.search(text, position):
        start = opening.start()
        end = _closing(text, start)
        if end is None or end - start < 3:
            position = start + 1
            continue
        articles = _ARTICLES.match(text, end)
        cited: tuple[str, ...] = ()
        if articles is not None:
            cited = tuple(
                normal.quote(one.start(), one.end())
                for one in _ONE_ARTICLE.finditer(text, articles.start("list"), articles.end("list"))
            )
        tail = articles.end() if articles is not None else end
        yield TitleMention(start, end, tail, normal.quote(start + 1, end - 1).strip(), cited)
        position = end


def _closing(text: str, start: int) -> int | None:
    """End of the title that opens at `start`; inner titles may repeat the outer marks."""
    depth = 0
    for position in range(start, min(len(text), start + _LONGEST)):
        char = text[position]
        if char == "《":
            depth += 1
        elif char == "》":
            depth -= 1
            if depth == 0:
                return position + 1
        elif char == "\n" and text[position : position + 2] == "\n\n":
            return None
    return None
