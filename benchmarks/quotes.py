"""Quotes of the bundled articles as a model might return them, true and false, and where each belongs.

True: as written, in the other script, in another region's words, with other width, space and punctuation, with one or two
characters left out. False: a number changed, a number cut, a negation taken out or put in, a name exchanged, a sentence
of another article. Drawn by a seed.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

import opencc

from workbench.documents import find_articles, read_document
from workbench.resources import resource_dir

SHORTEST, LONGEST = 10, 70
_FIGURE = re.compile(r"[0-9]+")
_NUMERAL = re.compile("[0-9〇零一二三四五六七八九十百千万萬亿億两兩]")
_HAN = re.compile("[\u4e00-\u9fff]")
_KEPT = re.compile("[不未非无無没沒禁止停免反除暂暫恢复復]")
"""Characters that no quote may leave out unpunished."""
_OTHER_MARKS = str.maketrans("，。：；（）、「」“”%《》", ",.:;(),“”「」％〈〉")
_EXCHANGED = (
    *(
        ("日本", "美国"),
        ("美国", "日本"),
        ("美國", "日本"),
        ("稀土", "石墨"),
        ("商务部", "海关总署"),
        ("商務部", "海關總署"),
    ),
    *(("军事", "民用"), ("軍事", "民用"), ("出口", "进口"), ("實體", "個人"), ("实体", "个人"), ("技术", "设备")),
)
_TURNED = (
    *(("不得", "可以"), ("暂停", "恢复"), ("暫停", "恢復"), ("停止", "继续"), ("禁止", "允许"), ("列入", "移出")),
    *(
        ("以上", "以下"),
        ("境外", "境内"),
        ("未经", "经"),
        ("未經", "經"),
        ("不", ""),
        ("实施", "不实施"),
        ("實施", "不實施"),
    ),
)


@dataclass(frozen=True)
class Quote:
    """A quote, the article that it is said to be from, and the span [start, end) that it stands for; None: it is false."""

    kind: str
    text: str
    article: str
    span: tuple[int, int] | None
    origin: tuple[int, int]
    """Where it was cut from, for finders that must be told which part of a long text to look at."""


TRUE_KINDS = ("as written", "other script", "regional words", "width, space, marks", "characters left out")
FALSE_KINDS = ("number changed", "number cut", "polarity turned", "name exchanged", "another article")


@cache
def articles() -> tuple[str, ...]:
    """The texts of the bundled articles."""
    files = find_articles([resource_dir("fixtures") / "articles"])
    return tuple(read_document(file).text for file in files)


def quotes(each: int, seed: int) -> list[Quote]:
    """`each` quotes of every kind."""
    rng = random.Random(seed)
    made: list[Quote] = []
    for kind in (*TRUE_KINDS, *FALSE_KINDS):
        found = _of_kind(kind, rng)
        made += [next(found) for _ in range(each)]
    return made


def _of_kind(kind: str, rng: random.Random) -> Iterator[Quote]:
    while True:
        article = rng.choice(articles())
        start, end = _cut(article, rng)
        whole = article[start:end]
        if kind == "another article":
            other = rng.choice([text for text in articles() if whole not in text])
            if not _shares_most(whole, other):
                yield Quote(kind, whole, other, None, (0, 0))
            continue
        if kind == "number cut":
            cut = _without_first_figure(article, start, end)
            if cut is not None:
                yield Quote(kind, article[cut:end], article, None, (cut, end))
            continue
        text = _CHANGES[kind](whole, rng)
        if text is None or (kind != "as written" and text in article):
            continue
        yield Quote(kind, text, article, (start, end) if kind in TRUE_KINDS else None, (start, end))


def _cut(article: str, rng: random.Random) -> tuple[int, int]:
    """A span within a line, mostly Han, that cuts no number, date or word of Latin letters."""
    while True:
        start = rng.randrange(len(article) - LONGEST)
        end = start + rng.randint(SHORTEST, LONGEST)
        text = article[start:end]
        if "\n" in text or text != text.strip() or len(_HAN.findall(text)) < 0.6 * len(text):
            continue
        if not _is_inside(article, start) and not _is_inside(article, end):
            return start, end


def _is_inside(article: str, edge: int) -> bool:
    """Whether an edge stands in or beside a number, a code or a word of Latin letters."""
    left, right = (unicodedata.normalize("NFKC", char) for char in (article[edge - 1 : edge], article[edge : edge + 1]))
    joined = (left + right).strip()
    return bool(re.search(r"[0-9A-Za-z.\-/%~年月日]", joined) or (_NUMERAL.search(left) and _NUMERAL.search(right)))


def _without_first_figure(article: str, start: int, end: int) -> int | None:
    """Where a quote begins that leaves out the first figure of a number."""
    number = re.search("[1-9][0-9]+", article[start:end])
    if number is None or number.end() - number.start() < 2 or number[0][1:].startswith("0"):
        return None
    cut = start + number.start() + 1
    text = article[cut:end]
    whole_elsewhere = re.search(rf"(?<![0-9.]){re.escape(text)}", article)
    return cut if len(text) >= SHORTEST and whole_elsewhere is None else None


def _shares_most(text: str, other: str) -> bool:
    half = len(text) // 2
    return any(text[place : place + half] in other for place in range(len(text) - half + 1))


@cache
def _converter(name: str) -> Callable[[str], str]:
    convert: Callable[[str], str] = opencc.OpenCC(name).convert
    return convert


def _other_script(text: str, _: random.Random, *, converters: tuple[str, str] = ("t2s", "s2t")) -> str | None:
    for name in converters:
        converted = _converter(name)(text)
        if converted != text:
            return converted
    return None


def _regional(text: str, rng: random.Random) -> str | None:
    return _other_script(text, rng, converters=("tw2sp", "s2twp"))


def _dressed(text: str, rng: random.Random) -> str:
    """Other marks, other width, spaces in and out, a break of the line."""
    marked = text.translate(_OTHER_MARKS) if rng.random() < 0.7 else re.sub("[「」“”《》]", "", text)
    wide = "".join(chr(ord(char) + 0xFEE0) if char.isascii() and char.isdigit() else char for char in marked)
    spaced = re.sub(r"(?<=[\u4e00-\u9fff])(?=[0-9A-Za-z])", " ", wide if rng.random() < 0.5 else marked)
    place = rng.randrange(3, len(spaced) - 3)
    return spaced if _is_inside(spaced, place) else spaced[:place] + "\n" + spaced[place:]


def _left_out(text: str, rng: random.Random) -> str | None:
    letters = [place for place, char in enumerate(text) if char.isalnum()][2:-2]
    places = [place for place in letters if _HAN.match(text[place]) and not _weighs(text, place)]
    count = rng.randint(1, 2)
    if len(places) < count:
        return None
    gone = set(rng.sample(places, count))
    return "".join(char for place, char in enumerate(text) if place not in gone)


def _weighs(text: str, place: int) -> bool:
    """Whether a character is of a number, keeps two of them apart, or is a negation."""
    around = text[place - 1], text[place], text[place + 1]
    return any(map(_NUMERAL.match, around)) or _KEPT.match(text[place]) is not None


def _number_changed(text: str, rng: random.Random) -> str | None:
    numbers = list(_FIGURE.finditer(text))
    if not numbers:
        return None
    number = rng.choice(numbers)
    place = rng.randrange(number.start(), number.end())
    figure = rng.choice([figure for figure in "123456789" if figure != text[place]])
    return text[:place] + figure + text[place + 1 :]


def _exchange(pairs: tuple[tuple[str, str], ...]) -> Callable[[str, random.Random], str | None]:
    def exchange(text: str, rng: random.Random) -> str | None:
        possible = [(old, new) for old, new in pairs if old in text[2:-2]]
        if not possible:
            return None
        old, new = rng.choice(possible)
        place = text.index(old, 2)
        return text[:place] + new + text[place + len(old) :]

    return exchange


_CHANGES: dict[str, Callable[[str, random.Random], str | None]] = {
    "as written": lambda text, _: text,
    "other script": _other_script,
    "regional words": _regional,
    "width, space, marks": _dressed,
    "characters left out": _left_out,
    "number changed": _number_changed,
    "polarity turned": _exchange(_TURNED),
    "name exchanged": _exchange(_EXCHANGED),
}
