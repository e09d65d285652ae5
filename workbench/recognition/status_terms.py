"""From when until when a change of status holds, for how long, and on what occasion it was made."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from workbench.facts.dates import last_day
from workbench.facts.fact import Check
from workbench.recognition.date_checks import check_date
from workbench.recognition.dates import DateMention
from workbench.recognition.reading import Reading, Span
from workbench.text import han_pattern


@dataclass(frozen=True, slots=True)
class Term:
    """What is said of the time of a change; spans are of the normal text."""

    first: date | None
    last: date | None
    duration: tuple[int, int] | None
    occasion: tuple[int, int] | None
    spans: tuple[tuple[int, int], ...]
    """Where all that is said."""
    checks: tuple[Check, ...]


@lru_cache(maxsize=1)
def _duration() -> re.Pattern[str]:
    count = "(?:[0-9]{1,3}|[一二两三四五六七八九十百]{1,3})"
    return han_pattern(
        "(?:措施|实施|执行|为期|期限(?:同)?为?|暂停|公告|部令|令|规定|[款项条)》号]|延长|再|管制|调查)"
        rf"\s?(?P<term>{count}(?:个月|天|年))(?![0-9第度])"
    )


@lru_cache(maxsize=1)
def _occasion() -> re.Pattern[str]:
    return han_pattern(
        r"(?:为落实|根据|在)?(?P<what>[^,。;:\t\n|为在]{2,24}?(?:磋商|会谈|会晤|联合声明))(?=后|之后|共识|达成|相关|成果|,)"
    )


@lru_cache(maxsize=1)
def _starts() -> re.Pattern[str]:
    return han_pattern(r"\)?\s?(?:[0-9]{1,2}[时:点](?:[0-9]{1,2}分?)?)?(?:起|开始|至|到)")


@lru_cache(maxsize=1)
def _from_publication() -> re.Pattern[str]:
    return han_pattern("自?(?:本(?:公告|决定|令))?(?:公布|发布|印发)(?:之)?日起")


@lru_cache(maxsize=1)
def _introduces() -> re.Pattern[str]:
    """自X起作兩項調整。第一，…: a sentence whose date holds for the numbered ones behind it."""
    return han_pattern("(?:调整|安排|决定|措施|如下)[:。]?$")


@lru_cache(maxsize=1)
def _numbered_part() -> re.Pattern[str]:
    return han_pattern(r"\s*(?:第?[一二三四五六]|其[一二三]|[0-9]|[(][一二三四五六0-9]+[)])(?:[,、是.]|\s)")


@lru_cache(maxsize=1)
def _acted() -> re.Pattern[str]:
    """11月10日，商務部等部門調整…: nothing but the authorities between the day and the verb."""
    return han_pattern(r"[,]?(?:[^,。;]{0,20}(?:部|署|局|委|机制|部门))?(?:决定|宣布)?")


class _Times:
    """The times in a sentence or row; found once for all of its changes, which may be thousands."""

    def __init__(self, reading: Reading, unit: Span) -> None:
        self._reading, self._unit = reading, unit

    @cached_property
    def occasion(self) -> re.Match[str] | None:
        """On what occasion."""
        return _occasion().search(self._reading.text, self._unit.start, self._unit.end)

    @cached_property
    def on_publication(self) -> re.Match[str] | None:
        """自公布之日起."""
        return _from_publication().search(self._reading.text, self._unit.start, self._unit.end)

    @cached_property
    def introduced(self) -> DateMention | None:
        """The date of a sentence earlier in the paragraph that introduces numbered parts, of which this is one."""
        return _introduced(self._reading, self._unit)

    @cached_property
    def _known(self) -> list[DateMention]:
        return [mention for mention in self._reading.dates_in(self._unit.start, self._unit.end) if mention.value]

    @cached_property
    def ends(self) -> list[DateMention]:
        """Last days of terms."""
        return [mention for mention in self._known if _ends_term(self._reading, mention)]

    @cached_property
    def days(self) -> list[DateMention]:
        """All other days."""
        return [mention for mention in self._known if not _ends_term(self._reading, mention)]

    @cached_property
    def starts(self) -> list[DateMention]:
        """Of those the days from which something holds."""
        return [mention for mention in self.days if _starts().match(self._reading.text, mention.end)]


@lru_cache(maxsize=1)
def _times(reading: Reading, unit: Span) -> _Times:
    return _Times(reading, unit)


def find_term(reading: Reading, unit: Span, region: Span, verb: tuple[int, int]) -> Term:
    """The time of the change whose `verb` stands in `region` of the sentence or row `unit`."""
    times = _times(reading, unit)
    begins = _begin(reading, times, region, verb[0])
    first, spans, checks = _first_day(reading, times, begins)
    ends = _end(times, region)
    duration = _duration().search(reading.text, verb[0], region.end)
    occasion = times.occasion
    last = ends.value if ends is not None else None
    if ends is not None:
        spans.append((ends.start, ends.end))
        checks += check_date("until", ends)
    elif duration is not None and first is not None:
        last = last_day(first, duration["term"])
        checks.append(Check(field="until", verdict="derived", rule="last_day_of_term"))
    if duration is not None:
        spans.append(duration.span("term"))
    if occasion is not None:
        spans.append(occasion.span("what"))
    return Term(
        first,
        last,
        duration.span("term") if duration else None,
        occasion.span("what") if occasion else None,
        tuple(spans),
        tuple(checks),
    )


def _first_day(
    reading: Reading, times: _Times, begins: DateMention | None
) -> tuple[date | None, list[tuple[int, int]], list[Check]]:
    if begins is not None:
        return begins.value, [(begins.start, begins.end)], [*check_date("from", begins)]
    published = times.on_publication
    if published is None or not reading.is_act or reading.published is None:
        return None, [], []
    spans, stated = [published.span()], reading.own_date
    if stated is not None and stated.value == reading.published:
        spans.append((stated.start, stated.end))
    return reading.published, spans, [Check(field="from", verdict="derived", rule="on_publication")]


def _begin(reading: Reading, times: _Times, region: Span, verb: int) -> DateMention | None:
    """自X起 in the part about the change, else before it; else a day on which an authority did it."""
    own = bisect_left(times.starts, region.start, key=lambda mention: mention.start)
    if own < len(times.starts) and times.starts[own].start < region.end:
        return times.starts[own]
    if own:
        return times.starts[own - 1]
    before = bisect_right(times.days, verb, key=lambda mention: mention.end)
    if before and _acted().fullmatch(reading.text, times.days[before - 1].end, verb):
        return times.days[before - 1]
    return times.introduced


def _introduced(reading: Reading, unit: Span) -> DateMention | None:
    if not _numbered_part().match(reading.text, unit.start):
        return None
    line = reading.line_at(unit.start)
    for mention in reversed(reading.dates_in(line.start, unit.start)):
        sentence = reading.sentence_at(mention.start)
        if _introduces().search(reading.text, sentence.start, sentence.end):
            return mention if mention.value and _starts().match(reading.text, mention.end) else None
    return None


@lru_cache(maxsize=1)
def _last_day_is() -> re.Pattern[str]:
    return han_pattern("(?:[至到]|最后一天[是为]|截止日?[是为]?|期限?至)$")


def _ends_term(reading: Reading, mention: DateMention) -> bool:
    return bool(_last_day_is().search(reading.text, max(0, mention.start - 8), mention.start))


def _end(times: _Times, region: Span) -> DateMention | None:
    """The last day stated last in the part about the change, or before it."""
    before = bisect_left(times.ends, region.end, key=lambda mention: mention.start)
    return times.ends[before - 1] if before else None
