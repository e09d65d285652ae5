"""Whether facts support what a sentence says: every number, date, name and reference in it must be theirs.

Sentence and facts are read by the same scanner into tokens; tokens of the sentence that the facts lack are unsupported. Words
alone are not judged here: that is left to the person who reviews an assessment.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from workbench.facts.base import Content
from workbench.facts.fact import canonical_fields
from workbench.facts.references import Number, label, parse_key, short_title
from workbench.recognition.numbered import find_references
from workbench.text import CHINESE_NUMERAL, han_pattern, normalize, parse_decimal

TokenKind = Literal["reference", "date", "title", "name", "place", "number", "percent"]

PLACES = {
    "US": "美國|美方|華盛頓",
    "EU": "歐盟|歐方|歐洲聯盟",
    "GB": "英國|英方",
    "JP": "日本|日方",
    "KR": "韓國|韓方",
    "CA": "加拿大",
    "NL": "荷蘭|荷方",
    "DE": "德國",
    "FR": "法國",
    "AU": "澳大利亞|澳洲",
    "IN": "印度",
    "RU": "俄羅斯",
    "TW": "台灣|臺灣",
    "VN": "越南",
    "MY": "馬來西亞",
    "SG": "新加坡",
    "UA": "烏克蘭",
    "IL": "以色列",
    "UN": "聯合國",
}
"""Jurisdiction -> how prose names it; a sentence may name only those that its facts concern."""

_UNITS = {"value": "unit", "upper": "unit", "quantity": "quantity_unit"}
"""Field of a number -> field of its unit."""

_SENTENCE_END = re.compile(r"(?<=[。！？!?；;])|\n+")
_TITLE = re.compile("《([^》]*)》")
_LATIN = re.compile(r"[0-9]?[A-Za-z][A-Za-z0-9]*(?:[.&/'’-][A-Za-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Token:
    """One thing in a text that can be true or false of a fact."""

    kind: TokenKind
    value: str
    written: str = ""

    @property
    def identity(self) -> tuple[str, str]:
        """What two tokens must share to mean the same."""
        return self.kind, self.value


def sentences(text: str) -> list[str]:
    """The sentences of a prose text, in order, with their marks."""
    return [part.strip() for part in _SENTENCE_END.split(text) if part.strip()]


def unsupported_words(sentence: str, contents: Iterable[Content], said: Iterable[str] = ()) -> tuple[str, ...]:
    """What a sentence says that neither the facts nor the texts in `said` support, as written; empty where all is supported."""
    borne_out: set[tuple[str, str]] = set()
    for content in contents:
        borne_out |= _tokens_of(content)
    for text in said:
        borne_out |= {wider for token in tokens(text) for wider in _implied(token)}
    missing = [token.written for token in tokens(sentence) if token.identity not in borne_out]
    return tuple(dict.fromkeys(missing))


def tokens(text: str) -> list[Token]:
    """Everything in a text that can be checked."""
    normal = normalize(text)
    left = list(normal.text)
    found: list[Token] = []

    def take(start: int, end: int, kind: TokenKind, value: str) -> None:
        found.append(Token(kind, value, "".join(normal.quote(start, end))))
        left[start:end] = "\x00" * (end - start)

    for reference in find_references(normal):
        take(reference.start, reference.end, "reference", reference.number.key)
    for match in _TITLE.finditer("".join(left)):
        take(match.start(), match.end(), "title", short_title(match[1]))
    for match in _dates().finditer("".join(left)):
        take(match.start(), match.end(), "date", _date_value(match))
    for match in _LATIN.finditer("".join(left)):
        take(match.start(), match.end(), "name", match[0].casefold())
    for match in _places().finditer("".join(left)):
        take(match.start(), match.end(), "place", str(match.lastgroup))
    for match in _numbers().finditer("".join(left)):
        value = parse_decimal(match["percent"] or match["figures"] or match["numeral"])
        if value is not None and not (match["numeral"] and value == 1):  # 一項, 一方面: no number is meant
            is_share = match["percent"] or match["sign"]
            take(match.start(), match.end(), "percent" if is_share else "number", format(value, "f"))
    return found


def _tokens_of(content: Content) -> set[tuple[str, str]]:
    fields = canonical_fields(content)
    borne_out: set[tuple[str, str]] = set()
    plain = {name: value for name, value in fields.items() if name not in _UNITS}
    for text in [*_texts(plain), *_measured(fields)]:
        borne_out |= {wider for token in tokens(text) for wider in _implied(token)}
        borne_out |= {("place", text)} if text in PLACES else set()
        borne_out |= {("title", short_title(text))}
    return borne_out


def _texts(value: object) -> Iterator[str]:
    """Every text in a fact's fields, with the label of each key among them."""
    if isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, int) and not isinstance(value, bool):
        yield f"{value}項"
    elif isinstance(value, str):
        yield value
        if "/" in value and label(value) != value:
            yield label(value)


def _measured(fields: dict[str, object]) -> Iterator[str]:
    """Values with the unit that stands in another field: 0.5 of a share is not 0.5 of anything else."""
    for name, unit in _UNITS.items():
        if fields.get(name):
            yield f"{fields[name]}{fields.get(unit) or ''}"


def _implied(token: Token) -> Iterator[tuple[str, str]]:
    """A token's own identity, and those of the vaguer ways to say the same."""
    yield token.identity
    if token.kind == "reference":
        number = parse_key(token.value)
        if number is not None:
            yield "reference", Number(number.authority, number.type, None, number.number).key
            if number.year:
                yield "date", f"{number.year}--"
    elif token.kind == "date":
        year, month, day = token.value.split("-")
        for vaguer in (f"{year}-{month}-", f"{year}--", f"-{month}-{day}", f"-{month}-"):
            yield "date", vaguer
    elif token.kind == "name":
        for word in re.split(r"[.&/'’-]", token.value):
            yield "name", word


def _date_value(match: re.Match[str]) -> str:
    """Year, month and day as `2025-11-08`; what is not written is empty."""
    if match["iso"]:
        return str(match["iso"])
    parts = [match["year"] or match["lone"], match["month"], match["day"]]
    return "-".join("" if part is None else f"{int(part):02d}" for part in parts)


@lru_cache
def _dates() -> re.Pattern[str]:
    return han_pattern(
        r"(?P<iso>\d{4}-\d{2}-\d{2})"
        r"|(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?|(?P<lone>\d{4})年(?!第)"
    )


@lru_cache
def _numbers() -> re.Pattern[str]:
    units = "項|家|個|類|種|條|款|名|號|年|月|日|天|噸|公斤|克|元|萬|億|倍|成|次|起|份|層|納米|微米|度|批|輪"
    numeral = f"{CHINESE_NUMERAL}+(?:[點点]{CHINESE_NUMERAL}+)?"
    return han_pattern(
        rf"百分之(?P<percent>{numeral}|[\d.]+)|(?P<figures>\d[\d,]*(?:\.\d+)?(?:萬|億)?)(?P<sign>%)?"
        rf"|(?P<numeral>{numeral})(?={units})"
    )


@lru_cache
def _places() -> re.Pattern[str]:
    return han_pattern("|".join(f"(?P<{code}>{names})" for code, names in PLACES.items()))
