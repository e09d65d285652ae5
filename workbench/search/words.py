"""The words that a text is searched by: overlapping pairs of Han characters, and figures, codes and Latin words whole.

Chinese has no spaces, and half of its words are of two characters: 稀土物項 is kept as 稀土 土物 物项 项. The single character
that ends a run is kept too, so that every character begins some word, and 鎵 is found by the beginning of a word.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from workbench.text import normalize

# Kana are written without spaces as well. The planes are those that every version of the tokenizer takes for letters.
_HAN = "\u3040-\u30ff\u3400-\u9fff\U00020000-\U0002a6d6\U0002a700-\U0002b81d"
_WORDS = re.compile(
    rf"(?P<han>[{_HAN}](?:\s*[{_HAN}])*)"
    r"|(?P<figure>(?<![0-9a-z.])[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)*(?![0-9a-z]))"
    rf"|(?P<word>[0-9a-z]+|(?:(?![{_HAN}0-9a-z])[^\W_])+)"
)


class Word(NamedTuple):
    """A word in its folded form, and the source characters [start, end) that it was made of."""

    text: str
    start: int
    end: int


def words_of(source: str) -> list[Word]:
    """The words of a text in their order; width, script and case are folded, spaces between Han do not part them."""
    normal = normalize(source)
    return list(_placed(_lowered(normal.text), normal.at))


def texts_of_words(source: str) -> Iterator[str]:
    """The words of a text without their places, which take most of the time."""
    for found in _WORDS.finditer(_lowered(normalize(source).text)):
        run = found["han"]
        if run is None:
            yield _whole(found[0])
        else:
            run = "".join(run.split())
            yield from (run[place : place + 2] for place in range(len(run)))


def _placed(text: str, at: array[int]) -> Iterator[Word]:
    for found in _WORDS.finditer(text):
        if found["han"] is None:
            yield Word(_whole(found[0]), at[found.start()], at[found.end() - 1] + 1)
            continue
        places = [place for place in range(found.start(), found.end()) if not text[place].isspace()]
        for place, following in pairwise(places):
            yield Word(text[place] + text[following], at[place], at[following] + 1)
        yield Word(text[places[-1]], at[places[-1]], at[places[-1]] + 1)


def _lowered(text: str) -> str:
    """One character for one, so that offsets hold: a letter whose lower form is longer stays as it is."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)


def _whole(word: str) -> str:
    """A word that any tokenizer keeps in one piece: `1,234` without its commas, other alphabets in ASCII."""
    return word.replace(",", "") if word.isascii() else word.encode("punycode").decode("ascii").lower()
