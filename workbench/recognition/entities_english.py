"""Statements about the lists in English news: added 28 US entities, including A and B, to its export control list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from workbench.facts.kinds import ListName
from workbench.recognition.entities_names import NameMention
from workbench.text import NormalText

_LISTS: tuple[tuple[ListName, str], ...] = (
    ("unreliable_entity", r"unreliable[- ]entit(?:y|ies)[- ]list|list of unreliable (?:entities|organi[sz]ations)"),
    ("export_control", r"export[- ]control(?:s)?[- ]list|control list"),
    ("watch", r"watch ?list"),
    ("countermeasure", r"countermeasures?[- ]list|anti-sanctions?[- ]list"),
)
_LIST = "|".join(f"(?:{source})" for _, source in _LISTS)
_NUMBER_WORDS = {
    word: number
    for number, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), start=1
    )
}
_NUMBER = rf"(?P<number>[0-9]{{1,3}}|{'|'.join(_NUMBER_WORDS)})"
_GROUP = (
    r"(?:more |other |additional )?(?P<place>US|U\.S\.|American|Taiwanese|Taiwan|European|EU|Japanese|foreign)?[- ]?"
    r"(?:[a-z-]+ ){0,3}?(?:companies|entities|firms|contractors|enterprises|organi[sz]ations|individuals|executives)"
)
_STATED = re.compile(
    rf"(?P<verb>add(?:ed|s|ing)?|plac(?:ed|es|ing)|put|puts|list(?:ed|ing))\s+(?:a total of )?{_NUMBER}\s{_GROUP}"
    r"(?P<names>[^.;\n]{0,600}?(?:(?:Inc|Corp|Co|Ltd|U\.S)\.[^.;\n]{0,300}?)*)"
    rf"\s*(?:to|on|onto|in)\s(?:its|the|China's|an|their)\s(?:so-called\s)?[“\"‘']?(?P<list>{_LIST})",
    re.IGNORECASE,
)
_PASSIVE = re.compile(
    rf"{_NUMBER}\s{_GROUP}\s(?:have|has|had|were|was|are)(?:\sbeen)?\s(?P<verb>added|placed|put|listed)\s(?:to|on|onto|in)\s"
    rf"(?:China's|Beijing's|the|its|an)\s(?:so-called\s)?[“\"‘']?(?P<list>{_LIST})",
    re.IGNORECASE,
)
_BY_ADDING = re.compile(
    rf"{_NUMBER}\s{_GROUP}[^.;\n]{{0,40}}?\sby\s(?P<verb>adding|placing|putting)\sthem\s(?:to|on|onto|in)\s"
    rf"(?:its|the|China's|an)\s(?:so-called\s)?[“\"‘']?(?P<list>{_LIST})",
    re.IGNORECASE,
)
# China placed A and B on its list; adds A, B and 24 other companies to its list: named, and not counted as a whole.
_NAMED_ONLY = re.compile(
    rf"\b(?P<verb>[Aa]dd(?:ed|s|ing)?|[Pp]lac(?:ed|es|ing)|[Pp]ut|[Ll]ist(?:ed|ing))\s(?:the\s)?(?:US |U\.S\. |American )?"
    r"(?P<names>(?:(?:[a-z]+ ){1,3}?)?(?=[A-Z])(?!US\b|U\.S\.)(?:[A-Z][\w&.'’-]*+|of|for|and|the|&|,|\s){1,80}?)"
    r"(?:\sand\s[0-9]{1,3}\s(?:other|more)\s(?:[A-Za-z.]+\s){1,3})?\s?(?:to|on|onto|in)\s(?:its|the|China's|an|their)\s"
    rf"(?:so-called\s)?[“\"‘']?(?P<list>(?i:{_LIST}))"
)
# The companies include: and a line for each.
_LISTED_BELOW = re.compile(
    r"(?:companies|entities|firms|contractors|organi[sz]ations|names)(?: [^.:\n]{0,60})? ?"
    r"(?:include|are|included|were|follows)(?: the following| as follows)?:\s*\n"
    r"(?P<lines>(?:[ \t]*(?:[-–•*·▪]|[0-9]{1,2}[.)])[ \t]?[^\n]{2,90}(?:\n+|$))+)",
    re.IGNORECASE,
)
_BULLET = re.compile(r"^[ \t]*(?:[-–•*·▪]|[0-9]{1,2}[.)])[ \t]?(?P<name>[^\n]{2,90})$", re.MULTILINE)
_RESUMED = re.compile(
    r"(?:companies|entities|firms|contractors|organi[sz]ations|those)(?: (?:added|placed|put)[^.;\n]{0,20}list)?"
    r"(?: are| include| were| included|, including| including| such as)(?: the following)?:?\s"
    r"(?P<names>(?:[^.;\n]|(?<=Inc)\.|(?<=Corp)\.|(?<=Co)\.|(?<=Ltd)\.|(?<=U\.S)\.|(?<=U)\.(?=S)){4,900})",
    re.IGNORECASE,
)
# What follows a name in a new clause is no name: X Inc., also headquartered in Canada, along with its subsidiaries.
_CLAUSE = re.compile(
    r",?\s(?:also|along with|which|that|who|as well|after|according|accusing|have|has|had|were|was|is|are|for|in|from)\s"
)
_NEAR = 700
_CHINESE_SIDE = re.compile(r"\b(?:China|Chinese|Beijing|MOFCOM|Ministry of Commerce|commerce ministry)\b")
_FOREIGN_SIDE = re.compile(r"\b(?:US|U\.S\.) (?:Department of Commerce|Commerce Department)|\bBIS\b")
_SIDE = re.compile(r"China|Chinese|Beijing|Taiwan|Washington|MOFCOM|MOC|U\.?S\.?A?|United States|Ministry of [A-Z]\w+")
_INTRODUCES = re.compile(r"\b(?:including|such as|namely)\s|[—–:-]{1,2}\s?")
# Neither a suffix nor a pair of words (Defense, Space & Security) begins a name of its own.
_SEPARATOR = re.compile(
    r",\s(?:and\s)?(?!(?:Inc|LLC|Ltd|Corp|L\.?P|Limited|Co)\b|[A-Z]\w+ & [A-Z]\w+(?:,|\s?$|\sand\s))|"
    r"(?<!Missiles)(?<!Ordnance)(?<!Armament)(?<!Research)(?<!Science)(?<!Modeling)\sand\s"
    r"(?=[A-Z]|(?:[a-z-]+ ){1,4}(?:firm|company|maker|group|manufacturer|contractor|developer|provider|supplier)s? [A-Z])"
)
_NAME = re.compile(
    r"(?:the )?(?:[a-z]+ )*"
    r"(?P<name>[A-Z0-9][\w&.'-]*(?:,? [A-Z&0-9][\w&.,'-]*| (?:of|for|and|de|by|&) [A-Z][\w&.'-]*)*)"
)
_DESCRIPTION = re.compile(
    r"^(?:the )?(?:[A-Z][\w.]*-based |American |US |U\.S\. )?(?:(?:[a-z]+ )+(?:of [a-z]+ )?)?(?=[A-Z])"
)
_PLACES = {
    "us": "US", "u.s.": "US", "american": "US", "taiwanese": "TW", "taiwan": "TW", "eu": "EU", "european": "EU",
    "japanese": "JP",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class EnglishStatement:
    """A number of entities put on a list, and those that the sentence names; offsets of the normal text."""

    start: int
    end: int
    verb_start: int
    list: ListName
    count: int | None
    jurisdiction: str | None
    names: tuple[NameMention, ...]


def find_english_statements(normal: NormalText) -> tuple[EnglishStatement, ...]:
    """All statements in English that put a number of entities on one of China's lists, in order."""
    return tuple(_statements(normal))


def _statements(normal: NormalText) -> Iterator[EnglishStatement]:
    text = normal.text
    if " list" not in text:
        return
    told: list[EnglishStatement] = []
    counted = [match for pattern in (_STATED, _PASSIVE, _BY_ADDING) for match in pattern.finditer(text)]
    named = [match for match in _NAMED_ONLY.finditer(text) if not _overlaps(match, counted)]
    for match in sorted((*counted, *named), key=lambda match: match.start()):
        before = text[max(0, match.start() - 400) : match.end()]
        if _FOREIGN_SIDE.search(before[:-1][-400:]) or not _CHINESE_SIDE.search(before):
            continue
        told.append(_statement(normal, match))
    for number, statement in enumerate(told):
        limit = told[number + 1].start if number + 1 < len(told) else len(text)
        yield replace(statement, names=(*statement.names, *_named_later(normal, statement.end, limit)))


def _overlaps(match: re.Match[str], others: list[re.Match[str]]) -> bool:
    return any(match.start() < other.end() and other.start() < match.end() for other in others)


def _statement(normal: NormalText, match: re.Match[str]) -> EnglishStatement:
    named = match.re is _NAMED_ONLY
    number = "" if named else match["number"].casefold()
    names: tuple[NameMention, ...] = ()
    if named:
        names = tuple(_names(normal, *match.span("names")))
    elif match.re is _STATED:
        names = tuple(_introduced(normal, *match.span("names")))
    return EnglishStatement(
        match.start(), match.end(), match.start("list"),
        next(name for name, source in _LISTS if re.fullmatch(source, match["list"], re.IGNORECASE)),
        None if named else int(number) if number.isdigit() else _NUMBER_WORDS[number],
        None if named else _PLACES.get((match["place"] or "").casefold()), names,
    )  # fmt: skip


def _named_later(normal: NormalText, start: int, limit: int) -> Iterator[NameMention]:
    """The companies are A, B and C: in a sentence behind the statement that only counted them."""
    below = _LISTED_BELOW.search(normal.text, start, min(limit, start + _NEAR + 900))
    if below is not None and below.start() - start <= _NEAR:
        for line in _BULLET.finditer(normal.text, *below.span("lines")):
            yield from _names(normal, *line.span("name"))
        return
    resumed = _RESUMED.search(normal.text, start, min(limit, start + _NEAR))
    if resumed is not None:
        clause = _CLAUSE.search(normal.text, *resumed.span("names"))
        yield from _names(normal, resumed.start("names"), clause.start() if clause else resumed.end("names"))


def _introduced(normal: NormalText, start: int, end: int) -> Iterator[NameMention]:
    """The names behind including or a dash."""
    introduced = _INTRODUCES.search(normal.text, start, end)
    if introduced is not None:
        yield from _names(normal, introduced.end(), end)


def _names(normal: NormalText, start: int, end: int) -> Iterator[NameMention]:
    """The names of an enumeration."""
    text, first = normal.text, start
    bounds = [*((mark.start(), mark.end()) for mark in _SEPARATOR.finditer(text, first, end)), (end, end)]
    for stop, following in bounds:
        described = _DESCRIPTION.match(text[first:stop])
        name = _NAME.match(text, first + (described.end() if described else 0), stop)
        if name is not None and len(name["name"]) > 2 and not _SIDE.fullmatch(name["name"]):
            last = name.end("name") - (name["name"][-1] == ",")
            yield NameMention(
                name.start("name"), last, None, " ".join(normal.quote(name.start("name"), last).split()), False, True
            )
        first = following
