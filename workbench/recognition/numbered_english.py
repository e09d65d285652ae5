"""Numbers of announcements and orders in English: Announcement No. 61 of 2025, Announcements 55, 56 and 58, 70/2025."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from workbench.recognition.number_ranges import with_numbers_between
from workbench.recognition.numbered_context import NumberItem
from workbench.text import has_latin_words

_TYPE = re.compile("announcement|notice|order|declaration|decree|decision|document|Ann\\.", re.IGNORECASE)
_NUMBER = r"[0-9]{1,3}(?![0-9%]|\.[0-9])(?:\s?/\s?20[0-9]{2}\b)?"
# Announcement No. 2031-11, which China's texts write 2031年第11号.
_HYPHENED = re.compile(
    r"\b(?:(?P<issuer>MOFCOM|Ministry of Commerce|GACC|General Administration of Customs"
    r"|Ministry of Foreign Affairs)\s)?"
    r"(?P<type>Announcement|Notice|Order)\sNo\.?\s?(?P<year>20[0-9]{2})-(?P<number>[0-9]{1,3})(?![0-9-])",
    re.IGNORECASE,
)
_CODES = (
    ("g", "GACC"),
    ("mfa", "MFA"),
    ("ministry of f", "MFA"),
    ("foreign", "MFA"),
    ("unreliable", "UEL"),
    ("m", "MOFCOM"),
)
_LINK = r"(?:,?\s(?:and|&|to|through|as well as)\s|,\s?|\s?(?:-|–|—)\s?)(?:Nos?\.?\s?)?"
# announcement No. 55 to No. 58: each number has its own No., so that all belong to it.
_NUMBERED_AGAIN = re.compile(r"(?:and|to|through|&)\sNo\.?\s?[0-9]", re.IGNORECASE)
_FEWEST_ITEMS = 2
_ISSUED = re.compile(r"\b(?:issued|released|published|under|with)(?:\sits)?\s$", re.IGNORECASE)


@lru_cache(maxsize=1)
def _phrase() -> re.Pattern[str]:
    return re.compile(
        rf"(?:\b(?P<issuer>MOFCOM|Ministry of Commerce|GACC?|General Administration of Customs|MFA"
        rf"|Ministry of Foreign Affairs|Foreign Ministry"
        rf"|Unreliable Entit(?:y|ies) List(?=(?:\sWorking)?(?:\sMechanism)?\s(?:Announcement|Notice)))\b"
        rf"(?:'s\s|\s?\([A-Z]{{2,8}}\)\s|\)\s|\s)?"
        rf"(?:(?:(?:&|and|,)\s)?(?:the\s)?(?:General Administration of Customs|GACC?)\s)?[^.\n—–]{{0,30}}?)?"
        rf"\b(?:(?P<lead>20[0-9]{{2}})\s)?(?P<type>"
        rf"(?:Announcement|Notice|Order|Declaration|Decree|(?:Document|Decision)(?=s?\sNo))(?P<plural>s?)|Anns?\.)"
        rf"\s\(?(?:\[?(?P<before>20[0-9]{{2}})\]?\s)?(?P<no>Nos?\.?\s?)?(?P<numbers>{_NUMBER}(?:{_LINK}{_NUMBER})*)"
        rf"(?:,?\s(?:of\s|\(|\[)?(?P<year>20[0-9]{{2}})\b)?",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _one() -> re.Pattern[str]:
    return re.compile(r"(?P<number>[0-9]{1,3})(?![0-9])(?:\s?/\s?(?P<year>20[0-9]{2}))?")


def find_english_numbers(text: str) -> Iterator[NumberItem]:
    """Every number, in order, those between the ends of a range too."""
    yield from _of_mechanism(text)
    if not has_latin_words(text) or _TYPE.search(text) is None:
        return
    found = [*_in_phrases(text), *_with_year(text, _before_type()), *_with_year(text, _HYPHENED)]
    yield from found
    series = list(_of_series(text, found))
    yield from series
    yield from _itemized_numbers(text, [*found, *series])


@lru_cache(maxsize=1)
def _mechanism() -> re.Pattern[str]:
    """Unreliable Entity List Mechanism [2031] No. 7: a series without the word announcement."""
    return re.compile(
        r"Unreliable Entit(?:y|ies) List(?:'s)?(?: Working)?(?: Mechanism)?,?\s[\[(]?"
        r"(?P<year>20[0-9]{2})[\])]?,?\sNos?\.?\s?(?P<number>[0-9]{1,3})(?![0-9])",
        re.IGNORECASE,
    )


def _of_mechanism(text: str) -> Iterator[NumberItem]:
    for match in _mechanism().finditer(text) if "entit" in text.casefold() else ():
        number, year = int(match["number"]), int(match["year"])
        yield NumberItem(match.start(), match.end(), "UEL", "announcement", year, number, match.start())


@lru_cache(maxsize=1)
def _before_type() -> re.Pattern[str]:
    """MOFCOM issued its No. 1 announcement of 2031."""
    return re.compile(
        r"\b(?:(?P<issuer>MOFCOM|Ministry of Commerce|GACC|MFA|Ministry of Foreign Affairs)\b[^.;\n]{0,40}?)?\b"
        r"(?P<no>No)\.?\s?(?P<number>[0-9]{1,3})\s"
        r"(?P<type>announcement|notice|order|decree)\b(?:\s(?:of|in|for)\s(?P<year>20[0-9]{2})\b)?",
        re.IGNORECASE,
    )


def _with_year(text: str, pattern: re.Pattern[str]) -> Iterator[NumberItem]:
    for match in pattern.finditer(text):
        issuer = (match["issuer"] or "").casefold()
        start = match.start("type") if pattern is _HYPHENED else match.start("no")
        authority = next((code for begins, code in _CODES if issuer.startswith(begins)), None)
        kind = "order" if match["type"].casefold() in {"order", "decree"} else "announcement"
        year = int(match["year"]) if match["year"] else None
        yield NumberItem(start, match.end(), authority, kind, year, int(match["number"]), start)


@lru_cache(maxsize=1)
def _itemized() -> re.Pattern[str]:
    """No. 55—what it is about; No. 56—…: items of an enumeration that announcements introduce."""
    return re.compile(r"\bNo\.\s?(?P<number>[0-9]{1,3})\s?(?:—|–|:|\()(?!\s?20[0-9]{2})")


def _itemized_numbers(text: str, found: list[NumberItem]) -> Iterator[NumberItem]:
    known = {(one.start, one.end) for one in found}
    items = [
        match
        for match in _itemized().finditer(text)
        if not any(s < match.end() and match.start() < e for s, e in known)
    ]
    for line_start in sorted({text.rfind("\n", 0, match.start()) + 1 for match in items}):
        line = [match for match in items if text.rfind("\n", 0, match.start()) + 1 == line_start]
        if len(line) >= _FEWEST_ITEMS and re.search(r"\bannouncements\b", text[line_start : line[0].start()], re.I):
            for match in line:
                number = int(match["number"])
                end = match.end("number")
                yield NumberItem(match.start(), end, None, "announcement", None, number, line[0].start())


@lru_cache(maxsize=1)
def _alone() -> re.Pattern[str]:
    return re.compile(r"\((?:No\.|Notice|Announcement)\s?(?P<number>[0-9]{1,3})\)")


def _of_series(text: str, found: list[NumberItem]) -> Iterator[NumberItem]:
    """(No. 56) or (Notice 56) alone, where the text has named a series (Nos. 55 to 58) that it belongs to."""
    for first in found:
        series = [one.number for one in found if one.phrase_start == first.phrase_start]
        if len(series) == 1 or first.start != first.phrase_start:
            continue
        for match in _alone().finditer(text, first.end):
            number = int(match["number"])
            if min(series) <= number <= max(series):
                start, end = match.start() + 1, match.end() - 1
                yield NumberItem(start, end, first.authority, first.type, first.year, number, first.start)


def _in_phrases(text: str) -> Iterator[NumberItem]:
    for match in _phrase().finditer(text):
        several = bool(match["plural"]) or match["type"].casefold().startswith("anns") or _is_plural(match["no"])
        several = several or _NUMBERED_AGAIN.search(match["numbers"]) is not None
        numbers = list(_one().finditer(text, *match.span("numbers")))
        if not (match["no"] or several or numbers[0]["year"] or _follows_verb(match)):
            continue
        yield from with_numbers_between(_numbers(match, numbers if several else numbers[:1], several), text)


def _is_plural(no: str | None) -> bool:
    return no is not None and no.casefold().startswith("nos")


def _follows_verb(match: re.Match[str]) -> bool:
    at = match.start("type")
    return match["type"][0].isupper() and _ISSUED.search(match.string, max(0, at - 20), at) is not None


def _numbers(match: re.Match[str], numbers: list[re.Match[str]], several: bool) -> Iterator[NumberItem]:
    issuer = (match["issuer"] or "").casefold()
    authority = next((code for begins, code in _CODES if issuer.startswith(begins)), None)
    kind = "order" if match["type"].casefold().rstrip("s") in {"order", "decree"} else "announcement"
    start = match.start("issuer" if match["issuer"] else "type")
    # In a list of which only one number stands, what follows a comma is no year of it.
    shared = match["year"] if several or numbers[0].end() == match.end("numbers") else None
    common = shared or match["before"] or match["lead"]
    for place, one in enumerate(numbers):
        year = one["year"] or common
        first, last = place == 0, place == len(numbers) - 1
        end = match.end() if last and shared else one.end()
        yield NumberItem(
            start if first else one.start(),
            end,
            authority,
            kind,
            int(year) if year else None,
            int(one["number"]),
            start,
        )
