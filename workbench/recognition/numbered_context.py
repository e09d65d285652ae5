"""What a text says around its numbers: the years and authorities that a number lacking them takes, and its role."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

from workbench.facts.references import Number
from workbench.recognition.issuers import NUMBERING_CODES, IssuerGroup, find_issuers
from workbench.text import NormalText, fold_script, han_pattern, parse_integer

_DIGIT = "[零〇○一二三四五六七八九]"
YEAR_PATTERN = rf"(?:(?:19|20)[0-9]{{2}}|[一二][九零〇○]{_DIGIT}{{2}})"
"""Regular expression of a written year, in either numerals."""

Role = Literal["own", "cited"]
YearSource = Literal["written", "same_number", "sentence", "document"]

_OWN_LINES = 8
# 至2026年11月10日: what a term ends in says nothing about an act.
_TERM_ENDS = frozenset(["至", "到"])
_LONGEST_LEAD = 32
"""Characters before a number in which its year is stated: 去年11月公布的."""
_LONGEST_CHANGE = 20
"""Characters between the verb of a change and the year of the act that is changed."""
# Numbered on and on, not by the year: the year of the article says nothing about them.
_CONTINUOUS = frozenset({"SC", "PRESIDENT"})


@dataclass(frozen=True, slots=True)
class ReferenceMention:
    """A number found; offsets of the normal text. In a list the first carries the prefix, the others none."""

    start: int
    end: int
    number: Number
    year_from: YearSource | None
    """written: the year stands with it (or with the list); else where it was taken from; None: unknown."""
    role: Role
    """own: it stands in the head as the document's own number."""
    phrase_start: int
    """Where the phrase begins that gives authority and type: its own start, or that of the first of its list."""
    between: bool = False
    """Whether it lies between the ends of a range (第55號至第58號), where it stands as a whole."""

    @property
    def key(self) -> str:
        """The canonical key."""
        return self.number.key


@dataclass(frozen=True, slots=True)
class NumberItem:
    """A number as it is written; what it lacks is taken from its context."""

    start: int
    end: int
    authority: str | None
    type: str
    year: int | None
    number: int
    phrase_start: int
    typed: bool = True
    """Whether authority, 公告 or 令 stand by this very number, so that it cannot be of another type."""
    between: bool = False
    """Whether it lies between the ends of a range."""


@lru_cache(maxsize=1)
def _years() -> re.Pattern[str]:
    return han_pattern(
        rf"(?<![0-9])(?P<year>{YEAR_PATTERN})(?:年(?=[0-9第一二三四五六七八九十]|(?:中国)?(?:商务部|海关总署|外交部))|[-/.][0-9]"
        rf"|[〕\])】]年?第?[0-9])"
        r"|(?:(?<=[A-Za-z0-9,]\s)|(?<=[0-9]/))(?P<latin>20[0-9]{2})(?![0-9])"
    )


@lru_cache(maxsize=1)
def _year_leading() -> re.Pattern[str]:
    """Right before a number, in its clause: 去年11月的第58号公告, 今年5月26日刚发布的…, 2023年的39号公告."""
    day = r"(?:底|末|初|中)?(?:[0-9]{1,2}月(?:[0-9]{1,2}日|份|底|初|中旬)?)?"
    published = r"(?:(?!暂停|停止|恢复|废止|延长|取消|实施|执行)[^,。;:!?\n、0-9《》]){0,14}$"
    return han_pattern(
        rf"(?:(?<![至到])(?P<relative>今年|去年|前年|明年){day}|(?P<year>{YEAR_PATTERN})年(?=的)){published}"
    )


@lru_cache(maxsize=1)
def _put_right() -> re.Pattern[str]:
    """Behind a number: who speaks takes it back (去年的第10号公告,哦不对,…)."""
    return han_pattern(r"(?:公告|令)?[,。…]{0,2}[哦噢啊呃]?[,]?(?:不对|不是|说错|记错|口误|应该?[是为])")


_SHIFTS = {fold_script(word): shift for word, shift in (("今年", 0), ("去年", -1), ("前年", -2), ("明年", 1))}


@lru_cache(maxsize=1)
def changes_act() -> re.Pattern[str]:
    """Before the year of an act: it is the act that is changed, by another and later one."""
    return han_pattern("(?:暂停|停止|废止|取消|修订|修改|恢复|终止|延长)(?:实施|执行|适用)?(?:[^,。;]{0,12})$")


@lru_cache(maxsize=1)
def _sentence_breaks() -> re.Pattern[str]:
    return re.compile(r"[。!?;\n]")


@lru_cache(maxsize=1)
def _lists() -> re.Pattern[str]:
    return han_pattern("(?P<unreliable>不可靠实体清单)|管控名单|关注名单")


class NumberContext:
    """What a text says around its numbers: the years and authorities that a number lacking them takes."""

    def __init__(self, normal: NormalText, items: Sequence[NumberItem], year: int | None) -> None:
        self.text, self.items, self.year = normal.text, items, year
        self._normal = normal
        self._of_number: dict[tuple[str, int], list[NumberItem]] = defaultdict(list)
        for item in items:
            self._of_number[item.type, item.number].append(item)
        self._typed_phrases = {item.phrase_start for item in items if item.typed}
        self._authorities: dict[int, str] = {}
        self._first_authorities: dict[tuple[str, int], str] = {}
        """Number -> the authority that its own sentence named at its first mention."""
        self._led: dict[tuple[str, int, str], int] = {}
        """Number -> the year that the words before it gave it where they first did."""
        self._phrase_years: dict[int, int | None] = {}
        self._dated: dict[tuple[str, int, str], list[NumberItem]] = {}

    # What is looked for in the whole text is looked for where a number lacks something: most lack nothing.

    @cached_property
    def _breaks(self) -> list[int]:
        return [match.start() for match in _sentence_breaks().finditer(self.text)]

    @cached_property
    def _groups(self) -> list[IssuerGroup]:
        return [group for group in find_issuers(self._normal) if set(group.codes) & NUMBERING_CODES]

    @cached_property
    def _years(self) -> list[tuple[int, int | None]]:
        return [
            (match.start(), parse_integer(match["year"] or match["latin"]))
            for match in _years().finditer(self.text)
            if self.text[match.start() - 1 : match.start()] not in _TERM_ENDS
        ]

    def mention(self, index: int) -> ReferenceMention:
        """The item at `index`, completed; items before it are completed first."""
        item = self.items[index]
        authority = item.authority or self._authority(index)
        self._authorities[index] = authority
        year, source = self._year(item, authority)
        self._phrase_years.setdefault(item.phrase_start, year)
        number = Number(authority, item.type, year, item.number)
        role: Role = "own" if self._heads(item) else "cited"
        return ReferenceMention(item.start, item.end, number, source, role, item.phrase_start, item.between)

    def _sentence(self, position: int) -> tuple[int, int]:
        index = bisect_right(self._breaks, position - 1)
        start = self._breaks[index - 1] + 1 if index else 0
        return start, self._breaks[index] if index < len(self._breaks) else len(self.text)

    def _authority(self, index: int) -> str:
        item = self.items[index]
        near = self._group_before(item.start)
        # 第21號 in 第21號和22號公告 belongs to a phrase that the type closes.
        if near is not None and (item.typed or item.phrase_start in self._typed_phrases):
            return self._first_authorities.setdefault((item.type, item.number), _numbering_code(near))
        if item.type == "announcement" and (keeper := self._keeper_of_list(item.start)):
            return keeper
        same = self._authority_elsewhere.get((item.type, item.number, item.year))
        same = same or self._first_authorities.get((item.type, item.number))
        if same is not None:
            return same
        return self._authorities[index - 1] if index else self._first_authority()

    def _group_before(self, position: int) -> IssuerGroup | None:
        """The authorities that the sentence named last before a position."""
        start, _ = self._sentence(position)
        last = bisect_left(self._groups, position, key=lambda group: group.start) - 1
        return self._groups[last] if last >= 0 and self._groups[last].start >= start else None

    def _first_authority(self) -> str:
        """Who numbers what no authority stands before: whom the text names first.

        The unreliable entity list's keeper, named with a number of its own, lends its name to no other.
        """
        own = {item.phrase_start for item in self.items if item.authority == "UEL"}
        codes = (_numbering_code(group) for group in self._groups if group.start not in own)
        return next(codes, "MOFCOM")

    def _keeper_of_list(self, position: int) -> str | None:
        """The authority that announces the list named right before: 管控名單第21號, 不可靠實體清單 | …."""
        near = max(0, position - 40)
        line = self.text.rfind("\n", near, position) + 1
        named = list(_lists().finditer(self.text, max(line, near), position))
        return None if not named else "UEL" if named[-1]["unreliable"] else "MOFCOM"

    @cached_property
    def _authority_elsewhere(self) -> dict[tuple[str, int, int | None], str]:
        """Number of a year, or of any (None), -> the first authority that is written with it."""
        first: dict[tuple[str, int, int | None], str] = {}
        for item in self.items:
            if item.authority:
                first.setdefault((item.type, item.number, item.year), item.authority)
                first.setdefault((item.type, item.number, None), item.authority)
        return first

    def _year_elsewhere(self, item: NumberItem, authority: str) -> int | None:
        """The year of the same number of an authority: of the last place before that writes it, else of the first."""
        key = (item.type, item.number, authority)
        dated = self._dated.get(key)
        if dated is None:
            others = self._of_number[item.type, item.number]
            dated = [other for other in others if other.year and (other.authority or authority) == authority]
            self._dated[key] = dated
        before = bisect_left(dated, item.start, key=lambda other: other.start)
        return dated[max(0, before - 1)].year if dated else None

    def _year(self, item: NumberItem, authority: str) -> tuple[int | None, YearSource | None]:
        if item.year is not None:
            return item.year, "written"
        same_number = (item.type, item.number, authority)
        if (leading := self._year_before(item)) is not None:
            self._led.setdefault(same_number, leading)
            return leading, "sentence"
        if (same := self._year_elsewhere(item, authority)) is not None:
            return same, "same_number"
        if (led := self._led.get(same_number)) is not None:
            return led, "same_number"
        start, end = self._sentence(item.start)
        if (year := self._year_between(start, item.start, end)) is not None:
            return year, "sentence"
        if phrase := self._phrase_years.get(item.phrase_start):
            return phrase, "sentence"
        if authority in _CONTINUOUS or self.year is None:
            return None, None
        return self.year, "document"

    def _year_before(self, item: NumberItem) -> int | None:
        """The year that the words right before a number give it."""
        lead = _year_leading().search(self.text, max(0, item.phrase_start - _LONGEST_LEAD), item.phrase_start)
        if lead is None or _put_right().match(self.text, item.end):
            return None
        if lead["year"]:
            return parse_integer(lead["year"])
        return None if self.year is None else self.year + _SHIFTS[lead["relative"]]

    def _year_between(self, start: int, position: int, end: int) -> int | None:
        """Of the years of a sentence the last before a position, else the first behind it, but not that of an act which
        the one at `position` is said to change.
        """
        here = bisect_left(self._years, position, key=lambda year: year[0])
        if here and self._years[here - 1][0] >= start:
            return self._years[here - 1][1]
        behind = bisect_right(self._years, position, key=lambda year: year[0])
        if behind == len(self._years) or self._years[behind][0] >= end:
            return None
        changed = changes_act().search(
            self.text, max(position, self._years[behind][0] - _LONGEST_CHANGE), self._years[behind][0]
        )
        return self._years[behind][1] if changed is None else None

    def _heads(self, item: NumberItem) -> bool:
        """Whether it stands in one of the first lines, at the line's start or as the number of publication."""
        if item.start > 1500:
            return False
        line_start = self.text.rfind("\n", 0, item.start) + 1
        if self.text.count("\n", 0, line_start) > _OWN_LINES * 2:
            return False
        before = self.text[line_start : item.start]
        line = self.text[line_start : self.text.find("\n", item.end) if "\n" in self.text[item.end :] else None]
        if "文号" in before or re.match(r"\s*(?:[#*]+\s*)?$", before):
            return len(line) < 120 and not re.search("[。;]", line)
        return bool(
            re.match(r"\s*[(](?:.{4,24})?$", before) and re.match("公布|发布", self.text[item.end : item.end + 2])
        )


def _numbering_code(group: IssuerGroup) -> str:
    return next(code for code in group.codes if code in NUMBERING_CODES)
