"""Numbers of acts as reports shorten them: 第5號公告 under a heading of a list, 61號, 55號至58號, without authority or year.

What a number leaves out is that of the one act the facts know which fits what stands around it: the list that the text
speaks of, a day on which the act was published, an entity that it lists. Nothing that is written is ever changed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Literal

from workbench.facts.kinds import ListName
from workbench.facts.references import Number, parse_key
from workbench.recognition import ReferenceMention, find_references
from workbench.recognition.issuers import issuer_codes
from workbench.text import NormalText, fold_script, han_pattern
from workbench.verification.forms import normal_form
from workbench.verification.known import Known

How = Literal["number", "range", "title", "words", "entity", "notice"]

_THROUGH = r"(?:[-–—~〜至到]|\b(?:up\s)?to\b|\bthrough\b)"
_RANGE = re.compile(rf"号?\s?{_THROUGH}\s?(?:第|nos?\.?\s?)?", re.IGNORECASE)
_TYPE_BEFORE = "(?P<type>公告|部令|令)?"
_TYPE_AFTER = "(?P<after>公告|部令|令)?"
_NUMBERS_JOINED = "[0-9]{1,3}(?:号?[/、,和及与][第]?[0-9]{1,3})*"
_NOT_IN_A_DAY = "(?<![0-9月年.])"
_SHORT = han_pattern(rf"{_TYPE_BEFORE}[(]?{_NOT_IN_A_DAY}(?P<di>第)?(?P<numbers>{_NUMBERS_JOINED})号{_TYPE_AFTER}")
"""公告第56號, 55、56和57號令: one number or several that are joined."""
_SHORT_RANGE = han_pattern(
    rf"{_TYPE_BEFORE}\s?[(]?{_NOT_IN_A_DAY}(?P<di>第)?(?P<first>[0-9]{{1,3}})号?\s?{_THROUGH}"
    rf"\s?第?(?P<last>[0-9]{{1,3}})号{_TYPE_AFTER}"
)
"""公告第55號至第58號."""
_BEGINS_OR_FOLLOWS_ITS_ISSUER = r"(?:^|(?<=[\s|(),、;:/·-])|(?<=海关|清单|名单|机制|公告)|(?<=商务部|外交部)|(?<=UEL))"
# 61號樓, 3號線, 9號機: numbers of other things.
_NO_OTHER_THING = "(?![0-9楼线院馆文决议提港机车船店门令])"
_BARE = han_pattern(
    rf"{_BEGINS_OR_FOLLOWS_ITS_ISSUER}(?:(?P<year>20[0-9]{{2}})年?)?第?(?P<number>[0-9]{{1,3}})号"
    rf"(?:[(](?P<late>20[0-9]{{2}})年?[)])?{_NO_OTHER_THING}"
)
"""61號, 2025年第2號, 61號（2025）: a number without 公告, its year before it or behind it (`late`)."""
_ISSUER_OR_ORDER = (
    r"(?:\b(?P<authority>UEL|MFA|GACC|MOFCOM)\b(?:/[A-Z]{2,6})*\s)?(?:\b(?P<order>[Oo]rder)\s(?:[Nn]o\.?\s)?)?"
)
_SLASHED = re.compile(rf"{_ISSUER_OR_ORDER}(?<![0-9/])(?P<number>[0-9]{{1,3}})/(?P<year>20[0-9]{{2}})(?![0-9/])")
"""58/2025, MOFCOM 58/2025, Order No. 3/2025."""
_ENGLISH_JOINED = rf"[0-9]{{1,3}}(?:\s?(?:{_THROUGH}|,|and|,\sand)\s?[0-9]{{1,3}})+"
_ENGLISH_LIST = re.compile(
    rf"\b(?:Announcements?|Notices?|Nos?\.?)\s(?:Nos?\.?\s)?(?P<numbers>{_ENGLISH_JOINED})", re.IGNORECASE
)
"""Announcements Nos. 55 through 58, Nos. 55, 56 and 57."""
_ENGLISH_RANGE = re.compile(rf"([0-9]{{1,3}})\s?{_THROUGH}\s?([0-9]{{1,3}})", re.IGNORECASE)
_MECHANISM = han_pattern("不可靠实体清单(?:工作机制)?[^,。;]{0,6}$")
_BEFORE = (
    ("UEL", han_pattern(r"(?:\bUEL|unreliable entity list|不可靠实体清单(?:工作机制)?)\s?$", re.IGNORECASE)),
    ("MFA", han_pattern(r"(?:\bMFA|(?:ministry of )?foreign (?:affairs|ministry)|外交部)\s?$", re.IGNORECASE)),
    ("GACC", han_pattern(r"(?:\bGACC|customs|海关(?:总署)?)\s?$", re.IGNORECASE)),
    ("MOFCOM", han_pattern(r"(?:\bMOFCOM|ministry of commerce|商务部)\s?$", re.IGNORECASE)),
)
"""Authorities as they are written right before a number."""
_BRACKETED = re.compile(r"[^0-9]{0,16}[〔\[]")
_CODE = re.compile(r"\b(?:UEL|MFA|GACC|MOFCOM)\b")
_TYPE = han_pattern("公告|通告|令|announcement|notice|order", re.IGNORECASE)
_NEAR = 24
_MOST_IN_RANGE = 40


@dataclass(frozen=True, slots=True)
class Named:
    """Instruments that a text names at [start, end) of its normal text."""

    keys: tuple[str, ...]
    start: int
    end: int
    how: How


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a number that may tell which act is meant."""

    lists: frozenset[ListName] = frozenset()
    days: frozenset[date] = frozenset()
    listing: frozenset[str] = frozenset()
    """Keys of the acts that list an entity named there."""


@dataclass(frozen=True, slots=True)
class _Written:
    """A number with what of it is written, and not taken from elsewhere in the text."""

    number: Number
    authority: bool
    year: bool
    type: bool = True


class Numbering:
    """Finds the numbers of a report's texts and the acts that they mean."""

    def __init__(self, known: Known, years: frozenset[int], texts: Iterable[str]) -> None:
        self._known = known
        self._years = years
        self._texts = tuple(texts)

    def numbers_in(self, normal: NormalText, around: Around) -> Iterator[Named]:
        """The numbers and ranges of numbers in a text."""
        found = list(self._in_full(normal, around))
        ranges = self._short_ranges(normal, around)
        for named in (
            *ranges,
            *self._short(normal, around),
            *self._english(normal, around),
            *self._bare(normal, around),
        ):
            if not any(named.start < other.end and other.start < named.end for other in found):
                found.append(named)
        yield from self._joined(normal, sorted(found, key=lambda named: named.start))

    def _joined(self, normal: NormalText, found: list[Named]) -> list[Named]:
        """55/2025 to 58/2025: two numbers of one year, with a word for a range between them, are its ends."""
        joined: list[Named] = []
        for named in found:
            before = joined[-1] if joined else None
            first, last = _only_number(before), _only_number(named)
            if (
                before is not None and first is not None and last is not None
                and _RANGE.fullmatch(normal.text, before.end, named.start)
                and (first.authority, first.type, first.year) == (last.authority, last.type, last.year)
            ):  # fmt: skip
                joined[-1] = self._range(
                    _Written(first, True, first.year is not None), last.number, before.start, named.end, Around()
                )
            else:
                joined.append(named)
        return joined

    def _in_full(self, normal: NormalText, around: Around) -> Iterator[Named]:
        mentions = [mention for mention in references_in(normal.source) if not mention.between]
        position = 0
        while position < len(mentions):
            first = mentions[position]
            last = mentions[position + 1] if position + 1 < len(mentions) else None
            written = _as_written(normal, first)
            if last is not None and _RANGE.fullmatch(normal.text[first.end : last.start]):
                yield self._range(written, last.number.number, first.start, last.end, around)
                position += 2
                continue
            yield Named((self._key(written, around),), first.start, first.end, "number")
            position += 1

    def _short_ranges(self, normal: NormalText, around: Around) -> Iterator[Named]:
        """公告 55-58 號: between the word and the numbers no 第."""
        for match in _SHORT_RANGE.finditer(normal.text):
            if (match["type"] or match["di"] or match["after"]) and int(match["first"]) < int(match["last"]):
                of_type = "order" if fold_script("令") in f"{match['type']}{match['after']}" else "announcement"
                first = _Written(Number("MOFCOM", of_type, None, int(match["first"])), False, False)
                yield self._range(first, int(match["last"]), *match.span(), around)

    def _short(self, normal: NormalText, around: Around) -> Iterator[Named]:
        """第56號, 公告56/57/62號: the form that tables use."""
        for match in _SHORT.finditer(normal.text):
            if not (match["type"] or match["di"] or match["after"]):
                continue
            of_type = "order" if fold_script("令") in f"{match['type']}{match['after']}" else "announcement"
            of_mechanism = _MECHANISM.search(normal.text, 0, match.start()) is not None
            figures = [int(figure) for figure in re.findall(r"[0-9]+", match["numbers"])]
            numbers = [Number("UEL" if of_mechanism else "MOFCOM", of_type, None, figure) for figure in figures]
            keys = tuple(self._key(_Written(number, of_mechanism, False), around) for number in numbers)
            yield Named(keys, match.start(), match.end(), "number")

    def _english(self, normal: NormalText, around: Around) -> Iterator[Named]:
        for match in _ENGLISH_LIST.finditer(normal.text):
            ranged = _ENGLISH_RANGE.search(match["numbers"])
            singles = [int(figure) for figure in re.findall(r"[0-9]+", _ENGLISH_RANGE.sub("", match["numbers"]))]
            written = [_Written(Number("MOFCOM", "announcement", None, figure), False, False) for figure in singles]
            if written:
                yield Named(tuple(self._key(one, around) for one in written), match.start(), match.end(), "number")
            if ranged:
                first = _Written(Number("MOFCOM", "announcement", None, int(ranged[1])), False, False)
                yield self._range(first, int(ranged[2]), match.start(), match.end(), around)

    def _bare(self, normal: NormalText, around: Around) -> Iterator[Named]:
        """61號 in brackets, 2025年第2號 in a cell, 58/2025: without 公告, so that it counts only where one known act fits it."""
        for match in _BARE.finditer(normal.text):
            year = match["year"] or match["late"]
            authority = _authority_before(normal.text, match.start())
            number = Number(authority or "MOFCOM", "announcement", int(year) if year else None, int(match["number"]))
            yield from self._only(_Written(number, authority is not None, year is not None), around, *match.span())
        for match in _SLASHED.finditer(normal.text):
            authority = match["authority"] or _authority_before(normal.text, match.start())
            of_type = "order" if match["order"] else "announcement"
            number = Number(authority or "MOFCOM", of_type, int(match["year"]), int(match["number"]))
            yield from self._only(_Written(number, authority is not None, True), around, *match.span())

    def _only(self, written: _Written, around: Around, start: int, end: int) -> Iterator[Named]:
        fitting = self._fitting(written, around)
        if len(fitting) == 1:
            yield Named((self._known.instruments.key(fitting[0].key),), start, end, "number")

    def _range(self, first: _Written, last: int, start: int, end: int, around: Around) -> Named:
        meant = parse_key(self._key(first, around)) or first.number
        members = range(first.number.number, min(last, first.number.number + _MOST_IN_RANGE) + 1)
        numbers = [Number(meant.authority, meant.type, meant.year, figure) for figure in members]
        keys = tuple(self._key(_Written(number, True, number.year is not None), around) for number in numbers)
        return Named(keys, start, end, "range")

    def _key(self, written: _Written, around: Around) -> str:
        """The key of a number; what it leaves out is of the known act that fits best, else of its period."""
        if not (written.authority and written.year):
            fitting = self._fitting(written, around)
            if len(fitting) == 1:
                return self._known.instruments.key(fitting[0].key)
        number = written.number
        year = number.year if number.year is not None else self._year_of(number)
        return self._known.instruments.key(Number(number.authority, number.type, year, number.number).key)

    def _fitting(self, written: _Written, around: Around) -> list[Number]:
        """The known acts of this number that fit best what stands around it."""
        number = written.number
        known = self._numbers_known[number.type, number.number]
        if (
            not known and not written.type and not written.authority
        ):  # 管控名單第21號和第6號令: the type stands with the other number
            known = self._numbers_known["order" if number.type == "announcement" else "announcement", number.number]
        candidates = [
            other
            for other in known
            if (not written.authority or other.authority == number.authority)
            and (not written.year or other.year == number.year)
        ]
        weights = {other: self._weight(other, number, around) for other in candidates}
        return [other for other in candidates if weights[other] == max(weights.values())]

    def _weight(self, other: Number, number: Number, around: Around) -> int:
        """How well a known act fits what stands around: its day and its entities most, then its list, then how it is spelled elsewhere."""
        key = self._known.instruments.key(other.key)
        weight = 4 * bool(around.days & self._published(key)) + 4 * (key in around.listing)
        listed = self._lists_of.get(key, frozenset())
        if around.lists:
            weight += 3 if listed & around.lists else -1 if listed else 0
        elif not listed:
            weight += 1
        same = (other.authority, other.type, other.number)
        weight += (number.authority != "MOFCOM" and other.authority == number.authority) * 2
        return weight + (other.year in self._spelled_years[same]) + (other.year in self._years)

    def _published(self, key: str) -> frozenset[date]:
        return frozenset(self._known.published(key).values)

    def _year_of(self, number: Number) -> int | None:
        same = (number.authority, number.type, number.number)
        for candidates in (self._spelled_years[same], self._known_years[same] & self._years, self._known_years[same]):
            if len(candidates) == 1:
                return next(iter(candidates))
        return None

    @cached_property
    def _lists_of(self) -> dict[str, frozenset[ListName]]:
        lists: dict[str, frozenset[ListName]] = defaultdict(frozenset)
        for notice in self._known.notices:
            lists[notice.key] |= {notice.list}
        return dict(lists)

    @cached_property
    def _numbers_known(self) -> dict[tuple[str, int], list[Number]]:
        numbers: dict[tuple[str, int], list[Number]] = defaultdict(list)
        for key in self._known.instruments.keys:
            number = parse_key(key)
            if number is not None and number.year is not None and self._known.knows(key):
                numbers[number.type, number.number].append(number)
        return numbers

    @cached_property
    def _spelled_years(self) -> dict[tuple[str, str, int], set[int]]:
        years: dict[tuple[str, str, int], set[int]] = defaultdict(set)
        for text in self._texts:
            for mention in references_in(text):
                if mention.number.year is not None and mention.year_from == "written":
                    years[mention.number.authority, mention.number.type, mention.number.number].add(mention.number.year)
        return years

    @cached_property
    def _known_years(self) -> dict[tuple[str, str, int], set[int]]:
        years: dict[tuple[str, str, int], set[int]] = defaultdict(set)
        for key in self._known.instruments.keys:
            number = parse_key(key)
            if number is not None and number.year is not None:
                years[number.authority, number.type, number.number].add(number.year)
        return years


def _only_number(named: Named | None) -> Number | None:
    return parse_key(named.keys[0]) if named is not None and named.how == "number" and len(named.keys) == 1 else None


@lru_cache(maxsize=4096)
def references_in(text: str) -> tuple[ReferenceMention, ...]:
    """The numbers of acts in a text; a year that it leaves out stays out."""
    return find_references(normal_form(text), year=None)


def _as_written(normal: NormalText, mention: ReferenceMention) -> _Written:
    """A mention with what is written beside it: an authority farther off in the sentence may be another's."""
    number = mention.number
    issuer = _authority_before(normal.text, mention.phrase_start)
    if issuer is not None:
        number = Number(issuer, number.type, number.year, number.number)
    by_it = normal.text[mention.phrase_start : mention.end]
    authority = (
        issuer is not None
        or bool(issuer_codes(by_it))
        or (number.authority == "UEL" and _MECHANISM.search(normal.text, 0, mention.start) is not None)
        or (number.authority != "MOFCOM" and _BRACKETED.match(by_it) is not None)
        or _CODE.search(by_it) is not None
    )
    typed = _TYPE.search(normal.text[mention.start : mention.end]) is not None
    return _Written(number, authority, mention.year_from in {"written", "same_number"}, typed)


def _authority_before(text: str, end: int) -> str | None:
    before = text[max(0, end - _NEAR) : end]
    return next((code for code, pattern in _BEFORE if pattern.search(before)), None)
