"""Dates in every written form, with the year, month or day that the text leaves to its reader.

What the text leaves out is taken from the same phrase (4月4日和9日), from the sentence, from the paragraph, then
from the document's own date; each mention says which. A date that cannot be known stays without a value and says why.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from workbench.recognition.captions import is_caption_line
from workbench.recognition.date_context import (
    already_done,
    begins,
    behind_day,
    behind_day_of_somebody,
    joined,
    published_number,
    published_on,
    to_come,
    until,
)
from workbench.recognition.date_forms import ENGLISH_MONTHS, date_pattern
from workbench.recognition.date_years import StatedYears
from workbench.text import NormalText, fold_script, parse_integer

Resolution = Literal[
    "explicit",
    "shared_prefix",
    "year_from_sentence",
    "year_from_paragraph",
    "year_from_document",
    "relative",
    "repaired",
]
Unresolved = Literal["no_year", "no_document_date", "no_day", "impossible"]

_WEEKDAYS = {char: number for number, char in enumerate("一二三四五六日")} | {"天": 6}
# News reports what has just happened: a date this shortly before publication is more likely of that year than older.
_NEWS_DAYS = 45
_FRESH_DAYS = 10
_FAR_AHEAD_DAYS = 200
_ENGLISH_DAYS = ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun")
_TELLING_DISTANCE = 800
_TERM_ENDS = frozenset("至到")
_TERM_CLOSES = frozenset(fold_script("止"))
_NEXT = frozenset("次翌")
_OPENS_DAY = frozenset("\n,。;:(京讯电")


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as written; offsets of the normal text. `value` is None where year, month or day is not known."""

    start: int
    end: int
    value: date | None
    year: int | None
    month: int | None
    resolved: Resolution
    """Where the missing part came from; explicit: nothing was missing."""
    unresolved: Unresolved | None = None
    """Why there is no value."""


def find_dates(normal: NormalText, *, year: int | None, published: date | None) -> tuple[DateMention, ...]:
    """Every date that a text names, in order.

    `year` is the document's year and `published` its day of publication, where they are known: relative dates need
    them. A range 至 gives two mentions.
    """
    reader = _Reader(normal.text, year, published)
    for match in date_pattern().finditer(normal.text):
        reader.read(match)
    return tuple(reader.found)


class _Reader:
    """Reads dates from left to right and remembers what later ones may inherit."""

    def __init__(self, text: str, year: int | None, published: date | None) -> None:
        self.text, self.published = text, published
        self.years = StatedYears(text)
        self.year = published.year if published else year or self.years.latest_numbered
        self.found: list[DateMention] = []
        self._with_year: list[DateMention] = []
        self._latest_publication: date | None = None
        self._looked = 0  # so many of those found has `_last_publication` looked at

    def read(self, match: re.Match[str]) -> None:
        """Add the mention of one match, where it is one."""
        form = match.lastgroup if match.lastgroup in _FORMS else next(name for name in _FORMS if match[name])
        mention = _FORMS[form](self, match)
        if mention is not None:
            self.found.append(mention)
            if mention.year:
                self._with_year.append(mention)

    def absolute(self, match: re.Match[str], year: str, month: str, day: str) -> DateMention | None:
        """A date with all its figures."""
        return self._mention(match, _int(match[year]), _int(match[month]), _int(match[day]), "explicit")

    def full(self, match: re.Match[str]) -> DateMention | None:
        """2025年11月7日, 二〇二五年十一月, and 025年2月4日 whose first figure was lost."""
        year, lost = _int(match["fy"]), match["fy"].startswith("0")
        if lost and year is not None:
            year += 2000
        return self._mention(match, year, _int(match["fm"]), _int(match["fd"]), "repaired" if lost else "explicit")

    def named(self, match: re.Match[str]) -> DateMention | None:
        """今年4月, 去年12月9日, 同年8月1日."""
        which, last = match["which"], self._last_year(match.start())
        if which in {"同年", "次年", "翌年"}:
            base = None if last is None else last + (which != "同年")
        else:
            base = None if self.year is None else self.year + {"去年": -1, "明年": 1}.get(which, 0)
        return self._mention(match, base, _int(match["nm"]), _int(match["nd"]), "relative")

    def monthly(self, match: re.Match[str]) -> DateMention | None:
        """下月8日, 本月10日."""
        if self.published is None:
            return DateMention(*match.span(), None, None, None, "relative", "no_document_date")
        shift = {"下": 1, "上": -1}.get(match["shift"][0], 0)
        year, month = divmod(self.published.year * 12 + self.published.month - 1 + shift, 12)
        return self._mention(match, year, month + 1, _int(match["sd"]), "relative")

    def plain(self, match: re.Match[str]) -> DateMention | None:
        """11月7日: the year is somewhere else."""
        month, day = _int(match["pm"]), _int(match["pd"])
        year, resolved = self._missing_year(match, month, day)
        return self._mention(match, year, month, day, resolved)

    def today(self, match: re.Match[str]) -> DateMention | None:
        """今日, 昨（9）日, 即日: counted from the day that speaks."""
        word = match["today"][0]
        if word == "今" and self.text[match.end() : match.end() + 3] in {"(20", "(二〇", "(二零"}:
            return None
        if word == fold_script("即"):
            before = self._in_sentence(match.start())
            base = before.value if before else self._last_publication() or self.published
            if base is None:
                return DateMention(*match.span(), None, None, None, "relative", "no_document_date")
            return DateMention(*match.span(), base, base.year, base.month, "relative")
        if self.published is None:
            return DateMention(*match.span(), None, None, None, "relative", "no_document_date")
        base = self.published + timedelta(days={"昨": -1, "前": -2, "明": 1}.get(word, 0))
        day = _int(match["td"])
        return self._day_near(match, base, day) if day else self._mention(match, *_ymd(base), "relative")

    def _last_publication(self) -> date | None:
        """The last day, shortly before publication, on which the article says that something was published."""
        for mention in reversed(self.found[self._looked :]):
            fresh = mention.value and self.published and 0 <= (self.published - mention.value).days <= _FRESH_DAYS
            if fresh and published_on().match(self.text, mention.end):
                self._latest_publication = mention.value
                break
        self._looked = len(self.found)
        return self._latest_publication

    def week(self, match: re.Match[str]) -> DateMention | None:
        """週日（9 日）, 週三: the last such day up to publication; 週四（8月28日）: that day."""
        if match["wmon"]:
            month, day = _int(match["wmon"]), _int(match["wday"])
            year, resolved = self._missing_year(match, month, day)
            return self._mention(match, year, month, day, resolved)
        day = _int(match["wday"] or match["wday2"])
        if self.published is None:
            return DateMention(*match.span(), None, None, None, "relative", "no_document_date") if day else None
        if day:
            return self._day_near(match, self.published, day)
        back = (self.published.weekday() - _WEEKDAYS[match["wd"]]) % 7
        shift = {"上": -7, "下": 7}.get(match["rel"] or "", 0)
        if shift:
            back = self.published.weekday() - _WEEKDAYS[match["wd"]]
        return self._mention(match, *_ymd(self.published + timedelta(days=shift - back)), "relative")

    def same_day(self, match: re.Match[str]) -> DateMention | None:
        """當日, 同日: the date before; 次日: the day behind it."""
        earlier = (mention for mention in reversed(self.found) if mention.value and not self._ends_term(mention))
        last = next(earlier, None)
        if last is None or self.text.count("\n", last.end, match.start()) > 1:
            return None
        assert last.value is not None  # noqa: S101 - chosen by its value
        next_day = match["sameday"][0] in _NEXT
        return self._mention(match, *_ymd(last.value + timedelta(days=int(next_day))), "relative")

    def _ends_term(self, mention: DateMention) -> bool:
        """Whether a date is the last of a term (至2030年1月31日止): nothing else happened on it."""
        before = self.text[max(0, mention.start - 1) : mention.start]
        return before in _TERM_ENDS or self.text[mention.end : mention.end + 1] in _TERM_CLOSES

    def same_month(self, match: re.Match[str]) -> DateMention | None:
        """同月20日: of the month of the date before."""
        last = next((mention for mention in reversed(self.found) if mention.month), None)
        if last is None or last.month is None or self.text.count("\n", last.end, match.start()) > 1:
            return None
        return self._mention(match, last.year, last.month, _int(match["smd"]), "shared_prefix")

    def english_weekday(self, match: re.Match[str]) -> DateMention | None:
        """On Friday: the last such day up to publication."""
        if self.published is None:
            return None
        back = (self.published.weekday() - _ENGLISH_DAYS.index(match["ew"].casefold())) % 7
        return self._mention(match, *_ymd(self.published - timedelta(days=back)), "relative")

    def english_now(self, match: re.Match[str]) -> DateMention | None:
        """Today, yesterday: counted from publication."""
        if self.published is None:
            return None
        back = 0 if match["now"].casefold() == "today" else 1
        return self._mention(match, *_ymd(self.published - timedelta(days=back)), "relative")

    def lone(self, match: re.Match[str]) -> DateMention | None:
        """A day alone: of the month before it in a list, else of the month of publication."""
        day = _int(match["ld"] or match["ld2"])
        last = self.found[-1] if self.found else None
        if last and last.month and joined().fullmatch(self.text, last.end, match.start()):
            return self._mention(match, last.year, last.month, day, "shared_prefix")
        before = self.text[match.start() - 1 : match.start()]
        if match["ld2"] and self.published is not None:
            return self._day_near(match, self.published, day)
        follows = behind_day() if before in _OPENS_DAY or not _is_han(before) else behind_day_of_somebody()
        if before in set("、和及与至到第") or self.published is None or not follows.match(self.text, match.end()):
            return None
        return self._day_near(match, self.published, day) if day else None

    def english(self, match: re.Match[str]) -> DateMention | None:
        """4 April 2025, Apr. 4, April 2025."""
        month = ENGLISH_MONTHS[match["em"].casefold()[:3]]
        day = _int(match["ed1"] or match["ed2"])
        year = _int(match["ey"])
        if not day and not year:
            return None
        if year is None:
            year, resolved = self._missing_year(match, month, day)
            return self._mention(match, year, month, day, resolved)
        return self._mention(match, year, month, day, "explicit")

    def _day_near(self, match: re.Match[str], base: date, day: int | None) -> DateMention | None:
        """The `day`th of the month of `base`, or of the month before where it would lie ahead."""
        if day is not None and day > base.day + 1:
            base = base.replace(day=1) - timedelta(days=1)
        return self._mention(match, base.year, base.month, day, "relative")

    def _missing_year(self, match: re.Match[str], month: int | None, day: int | None) -> tuple[int | None, Resolution]:
        numbered = published_number().match(self.text, match.end())
        if numbered:
            return _int(numbered["year"]), "year_from_sentence"
        last = self.found[-1] if self.found else None
        if last and last.year and joined().fullmatch(self.text, last.end, match.start()):
            rolls = last.month is not None and month is not None and month < last.month
            return last.year + (1 if rolls and "至" in self.text[last.end : match.start()] else 0), "shared_prefix"
        document = self._document_year(match, month, day)
        before = self._in_sentence(match.start())
        sentence = before.year if before else self.years.of_number_before(match.start())
        paragraph = sentence or self._paragraph_year(match.start())
        if paragraph and not (document and paragraph < document and self._is_news(document, month, day)):
            source = before.resolved if before else "explicit"
            inherited: Resolution = "year_from_sentence" if sentence else "year_from_paragraph"
            return paragraph, source if source in {"year_from_document", "year_from_paragraph"} else inherited
        if self.published is None:
            after = self.years.behind(match.end())
            near = after or self._year_shortly_before(match.start())
            if near and (self.year is None or abs(near - self.year) == 1):
                return near, "year_from_paragraph"
        return document, "year_from_document"

    def _document_year(self, match: re.Match[str], month: int | None, day: int | None) -> int | None:
        if self.published is None:
            review = self.year is not None and self._tells_of(self.year - 1) and not self._lies_ahead(match)
            return self.year - 1 if self.year is not None and review else self.year
        if month is None:
            return self.year
        guess = _date(self.published.year, month, day or 1)
        if guess is None:
            return self.year
        if (guess - self.published).days > _FAR_AHEAD_DAYS:
            return self.published.year - 1
        if (self.published - guess).days > _FAR_AHEAD_DAYS and begins().match(self.text, match.end()):
            return self.published.year + 1
        ahead = guess > self.published and not self._lies_ahead(match)
        done = already_done().match(self.text, match.end())
        return self.published.year - (1 if ahead and (done or self._tells_of(self.published.year - 1)) else 0)

    def _lies_ahead(self, match: re.Match[str]) -> bool:
        """Whether the words around a date say that it is still to come."""
        before = self.text[max(0, match.start() - 6) : match.start()]
        return bool(to_come().match(self.text, match.end()) or until().search(before))

    def _tells_of(self, year: int) -> bool:
        """Whether the acts that the text numbers are of `year`, none later: a review of that year."""
        return self.years.latest_numbered == year

    def _is_news(self, year: int, month: int | None, day: int | None) -> bool:
        guess = _date(year, month or 1, day or 1)
        return bool(self.published and guess and 0 <= (self.published - guess).days <= _NEWS_DAYS)

    def _in_sentence(self, position: int) -> DateMention | None:
        """The last date with a year that stands before in the sentence."""
        last = self._with_year[-1] if self._with_year else None
        return last if last is not None and last.start >= self.years.sentence_start(position) else None

    def _paragraph_year(self, position: int) -> int | None:
        last = self._with_year[-1] if self._with_year else None
        return last.year if last is not None and last.start >= self.years.line_start(position) else None

    def _year_shortly_before(self, position: int) -> int | None:
        """The year of the nearest date before, unless that ends a term: a review goes through the year in order."""
        for mention in reversed(self.found):
            if position - mention.start > _TELLING_DISTANCE:
                return None
            ends_term = self.text[mention.start - 1 : mention.start] in {"至", "到"}
            if mention.year and not ends_term and not self._in_caption(mention.start):
                return mention.year
        return None

    def _in_caption(self, position: int) -> bool:
        """Whether a position lies in the caption of a picture, whose year applies to no other date."""
        end = self.text.find("\n", position)
        return is_caption_line(self.text, self.text.rfind("\n", 0, position) + 1, end if end >= 0 else len(self.text))

    def _last_year(self, position: int) -> int | None:
        before = (mention for mention in reversed(self._with_year) if mention.start < position)
        return next((mention.year for mention in before if not self._in_caption(mention.start)), self.year)

    def _mention(
        self, match: re.Match[str], year: int | None, month: int | None, day: int | None, resolved: Resolution
    ) -> DateMention | None:
        if month is None or not 1 <= month <= 12 or (day is not None and not 1 <= day <= 31):
            return None
        start, end = match.span()
        end = start + len(match[0].rstrip(" ,."))
        if day is None or year is None:
            return DateMention(start, end, None, year, month, resolved, "no_day" if day is None else "no_year")
        value = _date(year, month, day)
        return DateMention(start, end, value, year, month, resolved, None if value else "impossible")


_FORMS = {
    "iso": lambda reader, match: reader.absolute(match, "iy", "im", "id"),
    "dmy": lambda reader, match: reader.absolute(match, "gy", "gm", "gd"),
    "compact": lambda reader, match: reader.absolute(match, "cy", "cm", "cd"),
    "full": _Reader.full,
    "named": _Reader.named,
    "monthly": _Reader.monthly,
    "plain": _Reader.plain,
    "today": _Reader.today,
    "week": _Reader.week,
    "engday": _Reader.english_weekday,
    "engnow": _Reader.english_now,
    "samemonth": _Reader.same_month,
    "sameday": _Reader.same_day,
    "lone": _Reader.lone,
    "eng": _Reader.english,
}


def _is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff"


def _int(written: str | None) -> int | None:
    return parse_integer(written) if written else None


def _ymd(day: date) -> tuple[int, int, int]:
    return day.year, day.month, day.day


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
