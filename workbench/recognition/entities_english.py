"""Statements about the lists in English news: added 28 US entities, including A and B, to its export control list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from workbench.facts.kinds import ListName
from workbench.recognition.entities_english_names import (
    ENGLISH_LIST_NAME,
    ENGLISH_LISTS,
    NEXT_PERSON,
    ONE_NAME,
    described_names,
    enumerated_names,
)
from workbench.recognition.entities_names import NameMention
from workbench.text import NormalText, has_latin_words

_NUMBER_WORDS = {
    word: number
    for number, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), start=1
    )
}
_NUMBER = rf"(?P<number>[0-9]{{1,3}}|{'|'.join(_NUMBER_WORDS)})"
_GROUP = (
    r"(?:more |other |additional )?(?P<place>US|U\.S\.|American|Taiwanese|Taiwan|European|EU|Japanese|foreign)?[- ]?"
    r"(?:(?!chinese|russian|mainland)[a-z-]+ ){0,3}?"
    r"(?:compan(?:ies|y)|entit(?:ies|y)|firms?|contractors?|enterprises?|organi[sz]ations?|manufacturers?|makers?"
    r"|suppliers?|individuals?|executives?|officials?|people|banks?)\b"
)
_STATED = re.compile(
    rf"(?P<verb>add(?:ed|s|ing)?|plac(?:ed|es|ing)|put|puts|designat(?:ed|es|ing)|list(?:ed|ing)|includ(?:ed?|es|ing)"
    rf"|inclusion of|addition of)\s+(?:a total of )?{_NUMBER}\s{_GROUP}"
    r"(?P<names>[^.;\n]{0,600}?(?:(?:Inc|Corp|Co|Ltd|U\.S)\.[^.;\n]{0,300}?)*)"
    rf"\s*(?:to|on|onto|in)\s(?:its|the|China's|the country's|an|their)\s(?:so-called\s|official\s)?[“\"‘']?"
    rf"(?P<list>{ENGLISH_LIST_NAME})",
    re.IGNORECASE,
)
_PASSIVE = re.compile(
    rf"{_NUMBER}\s(?:of\s(?:the|these|those)\s(?:[0-9]{{1,3}}\s)?)?{_GROUP}\s?"
    rf"(?:,\s(?:including|such as)\s[^;\n]{{2,200}}?,\s)?(?:have|has|had|were|was|are)(?:\sbeen)?(?:\s[a-z]+ly)?\s"
    rf"(?P<verb>added|placed|put|listed)\s(?:to|on|onto|in)\s"
    rf"(?:China's|Beijing's|the country's|the|its|an)\s(?:so-called\s)?[“\"‘']?(?P<list>{ENGLISH_LIST_NAME})",
    re.IGNORECASE,
)
_BY_ADDING = re.compile(
    rf"{_NUMBER}\s{_GROUP}[^.;\n]{{0,60}}?(?:\sby|,)\s(?P<verb>adding|placing|putting)\s"
    rf"(?:them|(?:the|these|those)\s[a-z]+)\s(?:to|on|onto|in)\s"
    rf"(?:its|the|China's|the country's|an)\s(?:so-called\s)?[“\"‘']?(?P<list>{ENGLISH_LIST_NAME})",
    re.IGNORECASE,
)
# Its unreliable entity list now includes 10 companies, such as A and B.
_HOLDS = re.compile(
    rf"(?P<list>{ENGLISH_LIST_NAME})\s(?:now\s)?(?P<verb>includes?|covers?|names?)\s{_NUMBER}\s{_GROUP}", re.IGNORECASE
)
# The 20 companies listed in the attached Countermeasures List.
_LISTED_IN = re.compile(
    rf"{_NUMBER}\s{_GROUP}\s(?P<verb>listed|named)\s(?:in|on)\s(?:the\s)?(?:attached\s|annexed\s)?[“\"‘']?"
    rf"(?P<list>{ENGLISH_LIST_NAME})",
    re.IGNORECASE,
)
# To list entities such as A on the watch list: without a number.
_SUCH_AS = re.compile(
    r"\b(?P<verb>[Ll]ist|[Aa]dd|[Pp]lace|[Pp]ut)\s(?:[a-z]+\s)?(?:entities|companies|firms)\b"
    r"(?P<names>(?:[^.;\n]|(?<=Ltd)\.|(?<=Inc)\.|(?<=Corp)\.|(?<=Co)\.){4,300}?)"
    rf"\s(?:on|to|onto)\s(?:its|the|China's|the country's)\s[“\"‘']?(?P<list>(?i:{ENGLISH_LIST_NAME}))"
)
# Several companies to the list: without a number; the names follow.
_UNCOUNTED = re.compile(
    rf"\b(?P<verb>[Aa]dd(?:ed|s|ing)?|[Pp]lac(?:ed|es|ing)|[Pp]ut|[Ll]ist(?:ed|ing))\s"
    rf"(?:several|multiple|some|various|dozens of|(?:more than|over) (?:a|two) dozen|a (?:number|group|series) of)\s"
    rf"(?i:{_GROUP})"
    rf"(?P<names>[^.;\n]{{0,300}}?)\s(?:to|on|onto)\s(?:its|the|China's|the country's)\s(?:so-called\s)?[“\"‘']?"
    rf"(?P<list>(?i:{ENGLISH_LIST_NAME}))"
)
# Divided into a control list of 20 and a watch list of 20.
_LIST_OF = re.compile(
    rf"\b(?P<verb>a)\s(?P<list>{ENGLISH_LIST_NAME})\sof\s{_NUMBER}(?=\s?[.,;\n]|\sand\sa\s|\s{_GROUP})", re.IGNORECASE
)
# 20 entities to its control list and another 20 to its watch list.
_ANOTHER = re.compile(
    rf"\banother\s{_NUMBER}(?:\s[a-z]+)?\s(?P<verb>to|on|onto)\s(?:its|the|China's|the country's)\s[“\"‘']?"
    rf"(?P<list>{ENGLISH_LIST_NAME})",
    re.IGNORECASE,
)
# The heading of an annex, and a name on each line below it.
_ANNEX = re.compile(
    rf"^[ \t]*(?:Annex|Attachment|Appendix)?[ \t]*:?[ \t]*(?:China's )?(?P<list>{ENGLISH_LIST_NAME})[ \t]*\n"
    rf"(?:[ \t]*\([^()\n]{{4,40}}\)[ \t]*\n)?"
    r"(?P<lines>(?:[ \t]*(?:[0-9]{1,2}[.)] ?)?[A-Z]"
    r"(?:[^\n.;:]|(?<=Co)\.|(?<=Ltd)\.|(?<=Inc)\.|(?<=Corp)\.){2,90}[ \t]*(?:\n+|$)){2,})",
    re.IGNORECASE | re.MULTILINE,
)
_ANNEX_LINE = re.compile(r"^[ \t]*(?:[0-9]{1,2}[.)] ?)?(?P<name>[A-Z][^\n]{2,90})$", re.MULTILINE)
# and 10 executives: the second of two groups with one verb.
_SECOND_GROUP = (
    rf"(?P<also>(?:,?\s(?:and|as well as|along with|plus)\s){_NUMBER.replace('number', 'second')}"
    rf"\s{_GROUP.replace('place', 'second_place')})?"
)
# sanctioned; imposed sanctions under the law of that name against
_SANCTIONS = (
    r"sanction(?:ed|s|ing)|(?:(?:impos|announc|unveil|issu|adopt|tak|slapp?|level)[a-z]*|took|hit)\s"
    r"(?:[a-z-]+\s){0,2}?(?:sanctions|countermeasures)"
    r"(?:\s(?:under|in accordance with|pursuant to)\s[^.,;\n]{4,60}?\s[Ll]aws?)?\s(?:on|against|targeting)"
)
# sanctions also target
_SANCTIONS_HIT = (
    r"(?:sanctions|countermeasures)\s(?:also\s)?"
    r"(?:target(?:s|ed)?|hit|cover(?:s|ed)?|appl(?:y|ies|ied)\sto|extend(?:s|ed)?\sto)"
)
# China sanctioned 20 firms and 10 executives: under the law against foreign sanctions, so that their list is 反制.
_SANCTIONED = re.compile(
    rf"\b(?P<verb>{_SANCTIONS}|{_SANCTIONS_HIT})\s(?:a total of\s|the\s)?{_NUMBER}\s{_GROUP}{_SECOND_GROUP}",
    re.IGNORECASE,
)
# 20 firms and 10 individuals will face sanctions.
_FACING = re.compile(
    rf"{_NUMBER}\s{_GROUP}{_SECOND_GROUP}"
    r"\s(?:will\s|would\s|now\s|to\s)?(?P<verb>face|be (?:subject to|hit by)|are (?:subject to|hit by)|were hit by)\s"
    r"(?:[a-z]+\s){0,2}(?:sanctions|countermeasures)\b",
    re.IGNORECASE,
)
_SANCTIONED_BY_NAME = re.compile(
    r"(?:\b(?:China|Beijing|[Mm]inistry|[Gg]overnment)\s(?:has\s|had\s|will\s|(?:has\s)?decided\sto\s)?"
    r"(?P<verb>sanction(?:s|ed)?)|"
    r"\b(?P<noun>impos(?:e|es|ed|ing)\s(?:[a-z-]+\s){0,2}?(?:sanctions|countermeasures)\s(?:on|against)))\s"
    rf"(?P<names>{ONE_NAME}(?:(?:,\s(?:and\s)?|\sand\s){ONE_NAME}|,\s(?:the|an?)\s[a-z][^,.;\n]{{3,60}}(?=[,.]))*)"
)
# Suspended the measures of a list against 17 entities.
_PAUSED = re.compile(
    rf"(?P<list>{ENGLISH_LIST_NAME}|export[- ]control)(?:\s(?:measures?|restrictions?))*\s(?P<verb>against|on|for)\s"
    rf"(?:the\s)?{_NUMBER}\s{_GROUP}",
    re.IGNORECASE,
)
_PAUSE = re.compile(r"\bsuspen|\bpaus", re.IGNORECASE)
# China placed A and B on its list; adds A, B and 24 other companies to its list: named, and not counted as a whole.
_NAMED_ONLY = re.compile(
    rf"\b(?P<verb>[Aa]dd(?:ed|s|ing)?|[Pp]lac(?:ed|es|ing)|[Pp]ut|[Ll]ist(?:ed|ing)"
    rf"|(?:[Ii]nclusion|[Aa]ddition)\sof)\s(?:the\s)?(?:US |U\.S\. |American )?"
    r"(?P<names>(?:(?:[a-z]+ ){1,3}?)?(?=[A-Z])(?!US\b|U\.S\.)(?:[A-Z][\w&.'’-]*+|of|for|and|the|&|,|\s){1,80}?)"
    r"(?:\sand\s[0-9]{1,3}\s(?:other|more)\s(?:[A-Za-z.]+\s){1,3})?\s?(?:to|on|onto|in)\s"
    r"(?:its|the|China's|the country's|an|their)\s"
    rf"(?:so-called\s)?[“\"‘']?(?P<list>(?i:{ENGLISH_LIST_NAME}))"
)
# The companies include: and a line for each.
_LISTED_BELOW = re.compile(
    r"(?:companies|entities|firms|contractors|organi[sz]ations|names|\blist)(?: [^.:\n]{0,60}|,)? ?"
    r"(?:includ(?:es?|ed|ing)|is|are|were|follows)(?: the following| as follows)?:\s*\n"
    r"(?P<lines>(?:[ \t]*(?:[-–•*·▪]|[0-9]{1,2}[.)])[ \t]?[^\n]{2,90}(?:\n+|$))+)",
    re.IGNORECASE,
)
_BULLET = re.compile(r"^[ \t]*(?:[-–•*·▪]|[0-9]{1,2}[.)])[ \t]?(?P<name>[^\n]{2,90})$", re.MULTILINE)
# Affected by the decision are the drone makers A and B.
_AFFECTED_ARE = (
    r"\b(?:affected|blacklisted|listed|sanctioned|targeted|named)\b[^.;:\n]{0,40}? (?:are|is) (?:the )?"
    r"(?:US |U\.S\. |American )?(?:[a-z-]+ ){0,3}?(?:companies|firms|entities|makers|manufacturers)(?= [A-Z])"
)
# the companies added to the list; its list, before includes
_THOSE_LISTED = (
    r"(?:companies|entities|firms|contractors|organi[sz]ations|those|individuals|executives|people|subsidiaries"
    r"|additions)"
    r"(?: (?:blacklisted|added|placed|put|listed|on the|targeted|sanctioned|named|affected|hit)[^.;\n]{0,36}?)??"
    r"(?: [a-z-]+){0,4}?|(?:the|its) list(?= includes)"
)
_INCLUDE = r"(?: are| is(?= [A-Z])| includes?| were| included|,? including| like|,? such as|[—–]including|: )"
# A full stop belongs to a name behind the short form of a firm's kind, in U.S., St., and between capitals.
_NAMES_TO_THE_END = (
    r"(?:[^.;\n]|(?<=Inc)\.|(?<=Corp)\.|(?<=Co)\.|(?<=Ltd)\.|(?<=U\.S)\.|(?<=U)\.(?=S)|(?<=\bSt)\."
    r"|(?<=LLC)\.|(?<=[A-Z])\.(?=[A-Z])){4,900}"
)
_RESUMED = re.compile(
    rf"(?:{_AFFECTED_ARE}|(?:{_THOSE_LISTED}){_INCLUDE})(?: the following)?:?\s(?P<names>{_NAMES_TO_THE_END})",
    re.IGNORECASE,
)
# Northwind, a maker of drones, was also included; among those blacklisted is Northwind.
_ALSO = re.compile(
    r"(?:inclusion|addition) of (?P<included>[A-Z][\w&'-]*(?: (?:[A-Z&][\w&'-]*|of|for)){0,7})"
    r"(?= (?:along with|together with|and [0-9]))|"
    r"(?:(?<=[.\n] )|(?<=\n)|(?<=  )|^)(?:The )?(?P<names>[A-Z][\w&'-]*(?: (?:[A-Z&][\w&'-]*|of|for)){0,7})"
    r"(?:,[^.\n]{3,120}?,)?"
    r" (?:was|were|is|are) (?:also )?(?:included|blacklisted|listed|added|named)\b"
)
# What follows a name in a new clause is no name: X Inc., also headquartered in Canada, along with its subsidiaries.
_CLAUSE = re.compile(
    r"(?:(?<=Inc\.)|(?<=Ltd\.)|(?<=Co\.)|(?<=Corp\.))\s"
    r"(?=(?:All|Both|Each|The|These|Those|They|Their|It|Its|This|That|China|Beijing|In|On|At|As|But|Under|According"
    r"|Since|After)\b)|"
    r",?\s(?:also|along with|which|that|who|as well|after|according|accusing|have|has|had|were|was|is|are"
    r"|(?:for|in|from)(?=\s[a-z]))\s"
)
# A heading: Entities Affected Include Major Players.
_IN_HEADING = re.compile(r"\b(?:Includes?|Are|Were|Including)\b")
_NEAR = 700
_FAR = 4_000
_PEOPLE = re.compile(r"\b(?:individuals|executives|people|officials|managers)\b", re.IGNORECASE)
_CHINESE_SIDE = re.compile(r"\b(?:China|Chinese|Beijing|MOFCOM|Ministry of Commerce|commerce ministry)\b")
_UNDER_THE_LAW = re.compile(
    r"countermeasure|Foreign[- ]Sanctions? Law|Foreign Ministry|Ministry of Foreign|freez", re.IGNORECASE
)
_MEASURES = re.compile(r"\bsanction|\bcountermeasure", re.IGNORECASE)
# Who is the subject before a verb of sanctioning.
_SANCTIONING_SIDE = re.compile(
    r"(?P<home>\b(?:China|Beijing|MOFCOM)\b(?![’']s (?:[a-z]+ )?(?:companies|firms|banks|entities))"
    r"|\b(?:Ministry of Foreign Affairs|Foreign Ministry|foreign ministry|Ministry of Commerce"
    r"|[Cc]ommerce [Mm]inistry|the ministry)\b)"
    r"|\b(?:US|U\.S\.|United States|Washington|EU|European Union|Britain|UK|Japan|Canada|Trump|Biden|Treasury|OFAC"
    r"|State Department)\b"
    r"(?=\s(?:[a-z]+\s){0,3}?(?:has|have|had|will|would|to)?\s?(?:impos|sanction|announc|unveil|add|levi|slap|said)"
    r"|[’']s\s)"
)
# Nobody is the subject: of the countermeasures that a law of China's provides.
_LAW_OF_CHINA = re.compile(r"Anti-?\s?Foreign[- ]Sanctions? Law", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[a-z)\"”]{2})\.(?=\s(?![a-z&])|$)|[;\n]")
_ABBREVIATED = re.compile(r"\b(?:Inc|Corp|Co|Ltd)\.")
_FOREIGN_SIDE = re.compile(r"\b(?:US|U\.S\.) (?:Department of Commerce|Commerce Department)|\bBIS\b")
_INTRODUCES = re.compile(r"\b(?:including|such as|namely)\s|[—–:-]{1,2}\s?")
_PLACES = {
    "us": "US", "u.s.": "US", "american": "US", "taiwanese": "TW", "taiwan": "TW", "eu": "EU", "european": "EU",
    "japanese": "JP",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class EnglishStatement:
    """A number of entities put on a list, or for which its measures pause; offsets of the normal text."""

    start: int
    end: int
    verb_start: int
    list: ListName
    count: int | None
    jurisdiction: str | None
    names: tuple[NameMention, ...]
    action: Literal["add", "suspend"] = "add"
    named_from: int | None = None
    """Where the words begin that may go on to name them, if before its end: companies listed in the annex, including A."""


# This follows the addition of 10 firms: mentioned in passing, so that names behind it belong to the statement before.
_IN_PASSING = re.compile(r"\bfollow(?:s|ed|ing)?\s(?:on\s)?(?:the|an?|its|China's)\s(?:[a-z]+\s){0,2}?$", re.IGNORECASE)


def find_english_statements(normal: NormalText) -> tuple[EnglishStatement, ...]:
    """All statements in English that put a number of entities on one of China's lists, in order."""
    return tuple(_statements(normal))


def _statements(normal: NormalText) -> Iterator[EnglishStatement]:
    text = normal.text
    matches = sorted(_matches(text), key=lambda match: match.start())
    found: list[EnglishStatement] = []
    for match in matches:
        if _is_chinas(text, match):
            found.extend(_statement(normal, match))
    passing = {one.start for one in found if _IN_PASSING.search(text[max(0, one.start - 40) : one.start])}
    for number, statement in enumerate(found):
        behind = [o.start for o in found[number + 1 :] if o.start > statement.end and o.start not in passing]
        later: tuple[NameMention, ...] = ()
        resumes = statement.action == "add" and (statement.start not in passing or len(found) == len(passing))
        if resumes and not any(other.start == statement.start for other in found[:number]):
            later = tuple(_named_later(normal, statement, behind[0] if behind else len(text)))
        yield replace(statement, names=(*statement.names, *later))


def _matches(text: str) -> Iterator[re.Match[str]]:
    """Every statement once; patterns that only name entities are used where no number is found."""
    if not has_latin_words(text):
        return
    listed = re.search(r"\blists?\b", text, re.IGNORECASE) is not None
    patterns = (_STATED, _PASSIVE, _BY_ADDING, _LISTED_IN, _HOLDS, _ANOTHER, _LIST_OF, _PAUSED) if listed else ()
    counted: list[re.Match[str]] = []
    for pattern in patterns:
        counted.extend(match for match in pattern.finditer(text) if not _overlaps(match, counted))
    # The press calls any listing a sanction; those under the law against foreign sanctions are reported as such.
    if _MEASURES.search(text) and (not counted or _UNDER_THE_LAW.search(text)):
        for pattern in (_SANCTIONED, _FACING, _SANCTIONED_BY_NAME):
            counted.extend(match for match in pattern.finditer(text) if not _overlaps(match, counted))
    yield from counted
    if listed:
        for pattern in (_NAMED_ONLY, _SUCH_AS, _UNCOUNTED, _ANNEX):
            yield from (match for match in pattern.finditer(text) if not _overlaps(match, counted))


def _overlaps(match: re.Match[str], others: list[re.Match[str]]) -> bool:
    return any(match.start() < other.end() and other.start() < match.end() for other in others)


def _is_chinas(text: str, match: re.Match[str]) -> bool:
    """Whether China acts: it is named before the verb and, for sanctions, no other side stands between the two."""
    if match.re in {_SANCTIONED, _FACING, _SANCTIONED_BY_NAME}:
        line = max(text.rfind("\n", 0, match.start()), match.start() - 200)
        # What follows a side shows that it acts, so the search may look beyond the verb.
        found = _SANCTIONING_SIDE.finditer(text, line + 1, match.end())
        verb = "verb" if match["verb"] else "noun"
        sides = [side for side in found if side.start() < match.start(verb)]
        if not sides and match[verb].casefold().startswith("countermeasures"):
            return _LAW_OF_CHINA.search(text, 0, match.start()) is not None
        return bool(sides) and sides[-1]["home"] is not None
    before = text[max(0, match.start() - 400) : match.end()]
    return _FOREIGN_SIDE.search(before[:-1][-400:]) is None and _CHINESE_SIDE.search(before) is not None


def _statement(normal: NormalText, match: re.Match[str]) -> Iterator[EnglishStatement]:
    """One statement for each number that the match counts."""
    fields = match.groupdict()
    named = match.re in {_NAMED_ONLY, _SUCH_AS, _UNCOUNTED, _ANNEX, _SANCTIONED_BY_NAME}
    names: tuple[NameMention, ...] = ()
    if match.re is _NAMED_ONLY:
        names = tuple(enumerated_names(normal, *match.span("names")))
    elif match.re is _SANCTIONED_BY_NAME:
        names = tuple(described_names(normal, *match.span("names")))
    elif match.re is _ANNEX:
        lines = _ANNEX_LINE.finditer(normal.text, *match.span("lines"))
        names = tuple(name for line in lines for name in list(enumerated_names(normal, *line.span("name")))[:1])
    elif match.re is _SUCH_AS:
        led = _INTRODUCES.search(normal.text, *match.span("names"))
        clause = _CLAUSE.search(normal.text, led.end(), match.end("names")) if led else None
        names = tuple(_introduced(normal, match.start("names"), clause.start() if clause else match.end("names")))
    elif match.re in {_STATED, _UNCOUNTED}:
        names = tuple(_introduced(normal, *match.span("names")))
    elif match.re is _SANCTIONED:
        names = tuple(_introduced(normal, match.end(), _sentence_end(normal.text, match.end())))
    list_name = _list_of(match["list"]) if fields.get("list") else "countermeasure"
    at = match.start("list") if fields.get("list") else match.start("verb" if match["verb"] else "noun")
    paused = match.re is _PAUSED and _PAUSE.search(
        normal.text, normal.text.rfind("\n", 0, match.start()) + 1, match.end()
    )
    action: Literal["add", "suspend"] = "suspend" if paused else "add"
    count = None if named else _counted(match["number"])
    place = _PLACES.get((fields.get("place") or "").casefold())
    named_from = match.start() if match.re in {_LISTED_IN, _HOLDS} else None
    yield EnglishStatement(match.start(), match.end(), at, list_name, count, place, names, action, named_from)
    if fields.get("also"):
        second = _PLACES.get((fields["second_place"] or "").casefold()) or place
        yield EnglishStatement(match.start(), match.end(), at, list_name, _counted(fields["second"]), second, ())


def _list_of(words: str) -> ListName:
    named = (name for name, source in ENGLISH_LISTS if re.fullmatch(source, words, re.IGNORECASE))
    return next(named, "export_control")


def _counted(number: str) -> int:
    return int(number) if number.isdigit() else _NUMBER_WORDS[number.casefold()]


def _sentence_end(text: str, position: int) -> int:
    """Where the sentence ends; a semicolon behind which another person is named with his post does not end it."""
    for end in _SENTENCE_END.finditer(text, position):
        if end[0] != ";" or NEXT_PERSON.match(text, end.start()) is None:
            return end.start() + bool(
                _ABBREVIATED.match(text, end.start() - 4) or _ABBREVIATED.match(text, end.start() - 3)
            )
    return len(text)


def _named_later(normal: NormalText, statement: EnglishStatement, limit: int) -> Iterator[NameMention]:
    """The companies are A, B and C: in the words behind the statement that only counted them."""
    text, start = normal.text, statement.end
    below = _LISTED_BELOW.search(text, start, min(limit, start + _FAR))
    if below is not None:
        lines = list(_BULLET.finditer(text, *below.span("lines")))
        # Farther away a list is that of the statement where it has as many lines as were counted.
        if below.start() - start <= _NEAR or len(lines) == statement.count:
            for line in lines:
                yield from enumerated_names(normal, *line.span("name"))
            return
    for also in _ALSO.finditer(text, start, min(limit, start + 2 * _NEAR)):
        yield from enumerated_names(normal, *also.span("names" if also["names"] else "included"))
    begin = start if statement.named_from is None else statement.named_from
    limit = min(limit, start + 2 * _NEAR)
    while resumed := _RESUMED.search(text, begin, limit):
        clause = _CLAUSE.search(text, *resumed.span("names"))
        people = _PEOPLE.search(text, resumed.start(), resumed.start("names")) is not None
        begin = clause.start() if clause else resumed.end("names")
        if _IN_HEADING.search(resumed[0][: resumed.start("names") - resumed.start()]):
            continue
        yield from enumerated_names(normal, resumed.start("names"), begin, people)


def _introduced(normal: NormalText, start: int, end: int) -> Iterator[NameMention]:
    """The names behind including or a dash."""
    introduced = _INTRODUCES.search(normal.text, start, end)
    if introduced is not None:
        yield from enumerated_names(normal, introduced.end(), end)
