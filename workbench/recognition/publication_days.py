"""The day on which an act was published: stated with it, or inferred from what the article says of other acts."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from workbench.recognition.dates import DateMention
from workbench.recognition.publication import (
    FARTHEST,
    LONGEST_GAP,
    Publication,
    dated_publications,
    other_event,
    publishing_words,
    without_titles,
)
from workbench.recognition.reading import Reading, Span
from workbench.text import han_pattern, parse_integer

_FEWEST_COUNTED = 2
_MOST_BELOW = 8
"""Lines of a list of acts that the line above it is looked for behind."""


def publication_day(reading: Reading, start: int, end: int) -> DateMention | None:
    """The date in the sentence on which the act named at [start, end) was published, or None."""
    sentence = reading.sentence_at(start)
    return _day_before(reading, sentence, start, end) or _day_behind(reading, sentence, end)


def inferred_day(reading: Reading, start: int, end: int) -> tuple[DateMention, str] | None:
    """The day of publication that follows from elsewhere, and by which rule.

    published_in_series: the paragraph says earlier, with no other date between, that several acts came out that day.
    only_publication_day: the act is said to be published, and the article knows one day on which that was done.
    """
    line = reading.line_at(start)
    below = _day_above(reading, line, start)
    if below is not None:
        return below, "published_in_series"
    published = _just_published().search(reading.text, max(line.start, start - 12), start)
    if not published and not _several_before(reading, line, start):
        return None
    days = _publication_days(reading)
    before = bisect_left(days.series, start, key=lambda series: series[0].start) - 1
    if before >= 0 and days.series[before][0].start >= line.start:
        publication, dated = days.series[before]
        between = any(mention.value for mention in reading.dates_in(publication.end, start))
        return None if between else (dated, "published_in_series")
    if days.only is not None and published and not reading.dates_in(reading.sentence_at(start).start, end):
        return days.only, "only_publication_day"
    return None


def counted_day(reading: Reading, start: int) -> tuple[DateMention, str] | None:
    """The day on which as many acts came out as the article then names by their titles, and the rule counted_in_series.

    10月9日商务部连发多个公告。6个跟出口管制有关… and six titles behind it, none with a day of its own.
    """
    days = _publication_days(reading)
    if not days.series or len({dated.value for _, dated in days.series}) > 1:
        return None
    publication, dated = days.series[0]
    line = reading.line_at(publication.start)
    counts = {
        parse_integer(found["count"]) for found in _how_many().finditer(reading.text, publication.start, line.end)
    }
    titles = {title.key for title in reading.act_titles if title.start > publication.start}
    if start < publication.start or len(titles) < _FEWEST_COUNTED or len(titles) not in counts:
        return None
    own = any(mention.value for mention in reading.dates_in(reading.sentence_at(start).start, start))
    return None if own else (dated, "counted_in_series")


@lru_cache(maxsize=1)
def _how_many() -> re.Pattern[str]:
    return han_pattern("(?P<count>[0-9]{1,2}|[两二三四五六七八九十]{1,3})(?<![0-9第][0-9])[个项份则]")


def _day_above(reading: Reading, line: Span, start: int) -> DateMention | None:
    """The day of a line above that announces several acts, for an act that opens a line with its title below."""
    titled = any(act.number is not None and act.number.start == start for act in reading.act_titles_in(start, line.end))
    if start != line.start or not titled:
        return None
    above = line
    for _ in range(_MOST_BELOW):
        if above.start == 0:
            return None
        above = reading.line_at(above.start - 1)
        if reading.text[above.start : above.end].rstrip().endswith(":"):
            break
        if not reading.references_in(above.start, above.start + 1):
            return None
    if not (
        _several().search(reading.text, above.start, above.end)
        and publishing_words().search(reading.text, above.start, above.end)
    ):
        return None
    dated = [mention for mention in reading.dates_in(above.start, above.end) if mention.value]
    return dated[0] if len({mention.value for mention in dated}) == 1 else None


@dataclass(frozen=True, slots=True)
class _PublicationDays:
    series: list[tuple[Publication, DateMention]]
    """Publications of several acts at once, in order."""
    only: DateMention | None
    """The one day on which the article says that something was published."""


@lru_cache(maxsize=1)
def _publication_days(reading: Reading) -> _PublicationDays:
    """Asked for each act of an article, and the same for all."""
    published = list(dated_publications(reading))
    series = [one for one in published if _several().search(reading.text, one[1].start, one[0].end)]
    one_day = len({dated.value for _, dated in published}) == 1
    return _PublicationDays(sorted(series, key=lambda one: one[0].start), published[0][1] if one_day else None)


def _several_before(reading: Reading, line: Span, position: int) -> bool:
    """Whether a line counts acts before a position."""
    first = _first_several(reading, line)
    return first is not None and first <= position


@lru_cache(maxsize=8)
def _first_several(reading: Reading, line: Span) -> int | None:
    """Where the first words of a line end that count acts."""
    found = _several().search(reading.text, line.start, line.end)
    return found.end() if found is not None else None


@lru_cache(maxsize=1)
def _several() -> re.Pattern[str]:
    return han_pattern("系列|多[个项份则]|数[个项份则]|[两二三四五六七八九十0-9]+[个项份则]")


@lru_cache(maxsize=1)
def _just_published() -> re.Pattern[str]:
    return han_pattern("(?:发布|发佈|公布|公佈)了?$")


@lru_cache(maxsize=1)
def _publishes_next() -> re.Pattern[str]:
    return han_pattern(
        r"[)》」]*(?:[(][^()\n]{1,24}[)]|公告)?[,、]?(?:准时|正式|如期)?(?:公布|发布|将|对|决定|宣布|明确|规定|公(?=[\t\n]))"
    )


@lru_cache(maxsize=1)
def _published_behind() -> re.Pattern[str]:
    """商務部公告2025年第61號（2025年10月9日發布）, …於2025年10月9日發布."""
    return han_pattern(r"[)》」]*(?:,?(?:已|由[^,。;]{2,16})?于|\()$")


def _day_before(reading: Reading, sentence: Span, start: int, end: int) -> DateMention | None:
    earlier = reversed(reading.dates_in(max(sentence.start, start - FARTHEST), start))
    dated = next((mention for mention in earlier if mention.value and mention.end <= start), None)
    if dated is None:
        return None
    between = without_titles(reading.text[dated.end : start])
    if len(between) > LONGEST_GAP or other_event().search(between):
        return None
    words = publishing_words().findall(between)
    # A comma behind the word of publishing means that something else was published.
    if words and "," in between.rpartition(words[-1])[2]:
        return None
    if words or _publishes_next().match(reading.text, end) or between.endswith("("):
        return _in_order(reading, sentence, dated, start)
    return None


def _in_order(reading: Reading, sentence: Span, last: DateMention, start: int) -> DateMention | None:
    """Of dates listed together (4月4日和9日) the one that goes with the act's place in its own list."""
    dates = [last]
    for mention in reversed(reading.dates_in(sentence.start, last.start)):
        if not mention.value:
            continue
        if not _and().fullmatch(reading.text, mention.end, dates[-1].start):
            break
        dates.append(mention)
    if len(dates) == 1:
        return last
    lead = next((mention.phrase_start for mention in reading.references_in(start, start + 1)), start)
    acts = reading.references_of_phrase(lead)
    if len(acts) != len(dates):
        return None
    return next((dates[-1 - index] for index, mention in enumerate(acts) if mention.start == start), None)


@lru_cache(maxsize=1)
def _and() -> re.Pattern[str]:
    return han_pattern(r"\s?[、和及与]\s?")


@lru_cache(maxsize=1)
def _issued_on() -> re.Pattern[str]:
    """Announcement No. 61 of 2031, which was issued on 9 October 2031."""
    verbs = "issued|announced|released|published|promulgated|dated"
    return re.compile(rf"[)\]\"”]*,?\s(?:which\s)?(?:(?:was|were|as)\s)?(?:{verbs})\s(?:on\s)?", re.IGNORECASE)


def _day_behind(reading: Reading, sentence: Span, end: int) -> DateMention | None:
    first = next(iter(reading.dates_in(end, sentence.end)), None)
    if first is not None and first.value and _issued_on().fullmatch(reading.text, end, first.start):
        return first
    if first is None or not first.value or not _published_behind().fullmatch(reading.text, end, first.start):
        return None
    after = reading.text[first.end : first.end + 4].lstrip("起正式")
    return first if publishing_words().match(after) else None
