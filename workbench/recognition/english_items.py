"""What English pages name as controlled: chemical elements, and materials known by a name of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from workbench.facts.fact import Fact
from workbench.facts.kinds import ControlledItem
from workbench.recognition.english_sentences import english_sentence, is_not_done
from workbench.recognition.reading import Reading, Span

_ELEMENTS = (
    "samarium|gadolinium|terbium|dysprosium|lutetium|scandium|yttrium|holmium|erbium|thulium|europium|ytterbium|gallium|"
    "germanium|antimony|tungsten|tellurium|bismuth|molybdenum|indium|graphite|rhenium|beryllium|neodymium|praseodymium"
)
_FARTHEST = 300
_SUSPENDS = re.compile(r"\bsuspen(?:d|sion)", re.I)
BAN = r"\b(?:will\s|has\s|have\s)?ban(?:s|ned)?\s(?:the\s|all\s|its\s)?exports?\b"
"""Regular expression of words by which somebody forbids exports: banned the export, will ban exports."""
_BAN = re.compile(
    rf"{BAN}|"
    r"\b(?:ban|restrictions)\b[^.;\n]{0,20}\bexports?\b|\bdecrees?\b[^.;\n]{0,30}\bcontrols?\s(?:over|on)\b"
    r"|\bexport (?:ban|curbs|restrictions?|controls?)\b",
    re.I,
)
_MATERIALS = r"super-?hard materials|lithium(?:-ion)? batteries|(?:artificial|synthetic) graphite anode materials"


@lru_cache(maxsize=1)
def imposes_in_english() -> re.Pattern[str]:
    """The words by which an authority puts exports under control."""
    return re.compile(
        r"\b(?:implement|impos|introduc|plac|adopt|enforc|strengthen|tighten)[a-z]*\b[^.;\n]{0,30}?\b"
        r"(?<!Regulations on )(?<!Regulation on )export[- ](?:controls?|restrictions?)"
        r"|\b(?:announc|issu|publish|releas|unveil)(?:ed|es|ing)\b"
        r"(?:\([^()\n]*\)|(?!suspen|paus|lift|eas(?:e|ing))[^.,;\n]){0,90}?\bexport[- ]"
        r"(?:controls?|restrictions?|curbs|licen[cs](?:e|ing)\s(?:requirements|rules))\b(?!\slist)"
        r"|\bput(?:s|ting)?\b[^.;\n]{0,20}?\bexport[- ]control\srules\sinto\s(?:effect|force)"
        r"|\b(?:impos|plac|introduc)[a-z]*\b[^.;\n]{0,24}?\blicen[cs]ing\srequirements?\s(?:on|for)\s"
        r"(?:the\s)?exports?\b"
        r"|\bexport[- ]controls\son\s[^.;\n]{2,80}?\b(?:will|shall)\s"
        r"(?:apply|take\seffect|(?:come|enter)\s(?:into|in)\s(?:force|effect))"
        rf"|{BAN}"
        r"|\bexport\scontrol\smeasures\son|\bmust obtain\b[^.;\n]{0,40}\blicen[cs]e",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _elements() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:{_MATERIALS})\b|\b(?:{_ELEMENTS})\b"
        rf"(?![- ](?:(?!and\b|or\b)[a-z]+[- ])?(?:alloy|oxide|anode|metal|magnet|target|related|based|containing|iron"
        rf"|cobalt))",
        re.I,
    )


@lru_cache(maxsize=1)
def _bullet() -> re.Pattern[str]:
    return re.compile(r"[ \t]*(?:[•*·▪–-]|[0-9]{1,2}[.)])\s")


def _lead_in(reading: Reading, line: Span) -> str:
    """The words that bullets are items of: the line before them that ends with a colon."""
    text, start = reading.text, line.start
    while start > 0 and _bullet().match(text, start):
        end = len(text[:start].rstrip())
        start = text.rfind("\n", 0, end) + 1
        if text[end - 1 : end] == ":":
            return text[start:end]
    return ""


def english_items(reading: Reading) -> Iterator[Fact]:
    """Chemical elements and named materials put under control.

    They are enumerated in a sentence about the control, or head the lines below it.
    """
    seen: set[str] = set()
    for match in _elements().finditer(reading.text):
        line = reading.line_at(match.start())
        # A name of several words may be anything that is traded: what says that it is controlled is its own sentence.
        first = english_sentence(reading, match.start()).start if " " in match[0] else line.start
        begin = min(max(first, match.start() - _FARTHEST), max(first, english_sentence(reading, match.start()).start))
        near = _lead_in(reading, line) + reading.text[begin : match.end()]
        heads = re.fullmatch(r"[\s•*\-–]*", reading.text[line.start : match.start()])
        if match[0].casefold() not in seen and (
            heads or imposes_in_english().search(near) or _SUSPENDS.search(near) or _BAN.search(near)
        ):
            seen.add(match[0].casefold())
            content = ControlledItem(
                instrument=reading.instrument_at(match.start()), name=reading.normal.quote(*match.span())
            )
            yield reading.fact(content, [match.span()])
    for start, end in _described(reading):
        name = reading.normal.quote(start, end)
        if name.casefold() not in seen:
            seen.add(name.casefold())
            yield reading.fact(ControlledItem(instrument=reading.instrument_at(start), name=name), [(start, end)])


@lru_cache(maxsize=1)
def _under_control() -> re.Pattern[str]:
    """Behind a name and what specifies it: … are included in the export control list."""
    return re.compile(
        r"\b(?:is|are|were)\s(?:also\s)?(?:(?:included|listed)\s(?:in|on)|added\sto|placed\son|subject\sto|covered\sby)"
        r"\s(?:the\s|its\s|China['’]s\s|new\s)*export[- ]control(?:s|\slist)\b",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _material() -> re.Pattern[str]:
    """Words that name a material by its substance and its kind: tungsten nickel iron alloys."""
    kinds = (
        "alloys?|oxides?|carbides?|nitrides?|arsenides?|phosphides?|powders?|crystals?|magnets?|targets?|diamonds?"
        "|batteries|anode materials|cathode materials"
    )
    return re.compile(
        rf"\b(?:(?!and\b|or\b|with\b|the\b|of\b|include)[a-z]+[- ]){{1,4}}?(?:{kinds})"
        rf"(?!\s(?:makers?|producers?|market|industry)\b)\b"
    )


@lru_cache(maxsize=1)
def _specified() -> re.Pattern[str]:
    return re.compile(r"\s(?:with|having|containing|whose|that|which)\s")


def _described(reading: Reading) -> Iterator[tuple[int, int]]:
    """Materials that are the subject of a sentence which ends by saying that they are under control."""
    for match in _under_control().finditer(reading.text):
        if is_not_done(reading.text, match.start()) or reading.is_caption(match.start()):
            continue
        start = english_sentence(reading, match.start()).start
        described = _specified().search(reading.text, start, match.start())
        end = described.start() if described else match.start()
        yield from (name.span() for name in _material().finditer(reading.text, start, end))
