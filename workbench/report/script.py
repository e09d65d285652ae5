"""繁體中文 of the report: script and Taiwan's vocabulary of what is shown, by OpenCC and the glossary of the house.

Names and titles are converted by script alone, and stay where they are traditional already; prose gets Taiwan's words
for the terms of the glossary, whichever script its source is in: 納米 of a Hong Kong paper is 奈米 as 纳米 is.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from opencc import OpenCC

_GLOSSARY = Path(__file__).with_name("glossary.toml")
_TITLE = re.compile(r"《[^》]*》")
_QUOTATION_MARKS = str.maketrans("“”‘’", "「」『』")
_MAINLAND_MARKS = str.maketrans("「」『』", "“”‘’")
# A title, and a name up to what says that it is one of a company: not broken by what stands between two names.
_KEPT = re.compile(
    r"《[^》]*》|(?:(?![的和与及或将对向为是被由在])[\u4e00-\u9fff]){1,20}?(?:公司|集团|大学|研究院|研究所)"
)
_NARROW_MARK = re.compile(r"[,;:?!](?<=[\u4e00-\u9fff》」』）%].)(?=[\u4e00-\u9fff《「『（])")
_WIDE = str.maketrans(",;:?!", "，；：？！")


@dataclass(frozen=True, slots=True)
class Glossary:
    """The house style as its file has it."""

    taiwan: Mapping[str, str]
    """Simplified term -> Taiwan's word, in traditional characters."""
    names: re.Pattern[str]
    family_names: frozenset[str]
    house: tuple[tuple[str, str], ...]
    mainland: Mapping[str, str]
    """Word of the report's own form, in traditional characters -> what the simplified edition calls it."""


@cache
def read_glossary() -> Glossary:
    """The glossary that travels with the program."""
    written = tomllib.loads(_GLOSSARY.read_text(encoding="utf-8"))
    return Glossary(
        written["taiwan"],
        _any_of(written["names"]),
        frozenset(written["family_names"]),
        tuple(written["house"].items()),
        written["mainland"],
    )


def load_dictionaries() -> None:
    """Load what every draft is converted by now, for whoever has time before there is anything to convert."""
    in_script("国")


@lru_cache(maxsize=8192)
def in_script(text: str) -> str:
    """`text` in traditional characters, word for word: for names and titles. What is traditional already stays."""
    return text if _is_traditional(text) else _converted(text)


@lru_cache(maxsize=8192)
def in_taiwan(text: str) -> str:
    """`text` in traditional characters, Taiwan's words and marks; what stands in 《》 by script alone."""
    convert = _in_other_vocabulary if _is_traditional(text) else _in_vocabulary
    parts, end = [], 0
    for title in _TITLE.finditer(text):
        parts += [convert(text[end : title.start()]), in_script(title[0])]
        end = title.end()
    return _in_marks("".join([*parts, convert(text[end:])]))


def _in_marks(text: str) -> str:
    """Quotations in 「」, and marks between characters as wide as these."""
    return _NARROW_MARK.sub(lambda mark: mark[0].translate(_WIDE), text.translate(_QUOTATION_MARKS))


def person_in_script(text: str) -> str:
    """A person's name in traditional characters, the family name kept where it has no other form: 余, 范, 岩崎."""
    if text[:1] in read_glossary().family_names:
        return text[:1] + in_script(text[1:])
    return in_script(text)


@lru_cache(maxsize=8192)
def in_simplified(text: str) -> str:
    """`text` in simplified characters, word for word."""
    return str(_converter("t2s").convert(text))


@lru_cache(maxsize=8192)
def in_mainland(text: str) -> str:
    """A line of the report for the simplified edition: its characters, the mainland's words for those of the glossary, its marks.

    What a source of the mainland says is then quoted in its own words again. Titles and the names of companies keep theirs.
    """
    simplified = in_simplified(text)
    terms, words = _mainland_terms()
    parts, end = [], 0
    for kept in _KEPT.finditer(simplified):
        parts += [terms.sub(lambda term: words[term[0]], simplified[end : kept.start()]), kept[0]]
        end = kept.end()
    parts.append(terms.sub(lambda term: words[term[0]], simplified[end:]))
    return "".join(parts).translate(_MAINLAND_MARKS)


@cache
def _mainland_terms() -> tuple[re.Pattern[str], Mapping[str, str]]:
    """What finds Taiwan's words in simplified characters, and word -> the mainland's."""
    glossary = read_glossary()
    words = {in_simplified(word): term for term, word in glossary.taiwan.items()}
    words |= {in_simplified(word): term for word, term in glossary.mainland.items()}
    return _any_of(words), words


def in_both_scripts(text: str) -> tuple[str, str]:
    """A name or title in traditional and in simplified characters."""
    return in_script(text), in_simplified(text)


def _is_traditional(text: str) -> bool:
    return in_simplified(text) != text


def _converted(text: str) -> str:
    """By script alone, then as the house writes it; names of the glossary stay."""
    glossary = read_glossary()
    parts, end = [], 0
    for name in glossary.names.finditer(text):
        parts += [_in_house_style(_in_traditional(text[end : name.start()])), name[0]]
        end = name.end()
    return "".join([*parts, _in_house_style(_in_traditional(text[end:]))])


def _in_traditional(text: str) -> str:
    """In traditional characters, and the forms of Taiwan.

    In two steps, for OpenCC's one for both (s2tw) reads its dictionary of phrases twice, a tenth of a second each time.
    """
    return str(_converter("t2tw").convert(_converter("s2t").convert(text)))


def _in_vocabulary(text: str) -> str:
    terms, words = _terms_of(traditional=False)
    return _converted(terms.sub(lambda term: words[term[0]], text))


def _in_other_vocabulary(text: str) -> str:
    """Traditional prose with Taiwan's words for the terms of the glossary; all else stays."""
    terms, words = _terms_of(traditional=True)
    return terms.sub(lambda term: words[term[0]], text)


@cache
def _terms_of(*, traditional: bool) -> tuple[re.Pattern[str], Mapping[str, str]]:
    """What finds the terms of the glossary in one script, and term -> Taiwan's word."""
    words = read_glossary().taiwan
    if traditional:
        words = {_converter("s2t").convert(term): word for term, word in words.items()}
    return _any_of(words), words


def _in_house_style(text: str) -> str:
    for otherwise, written in read_glossary().house:
        text = text.replace(otherwise, written)
    return text


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)))


@cache
def _converter(configuration: str) -> OpenCC:
    return OpenCC(configuration)
