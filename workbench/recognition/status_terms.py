"""From when until when a change of status holds, for how long, and on what occasion it was made."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

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
    return han_pattern(r"\s?(?:[0-9]{1,2}[时:点](?:[0-9]{1,2}分?)?)?(?:起|开始|至|到)")


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


def find_term(reading: Reading, unit: Span, region: Span, verb: tuple[int, int]) -> Term:
    """The time of the change whose `verb` stands in `region` of the sentence or row `unit`."""
    begins = _begin(reading, unit, region, verb[0])
    first, spans, checks = _first_day(reading, unit, begins)
    ends = _end(reading, unit, region)
    duration = _duration().search(reading.text, verb[0], region.end)
    occasion = _occasion().search(reading.text, unit.start, unit.end)
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
    reading: Reading, unit: Span, begins: DateMention | None
) -> tuple[date | None, list[tuple[int, int]], list[Check]]:
    if begins is not None:
        return begins.value, [(begins.start, begins.end)], [*check_date("from", begins)]
    published = _from_publication().search(reading.text, unit.start, unit.end)
    if published is None or not reading.is_act or reading.published is None:
        return None, [], []
    spans, stated = [published.span()], reading.own_date
    if stated is not None and stated.value == reading.published:
        spans.append((stated.start, stated.end))
    return reading.published, spans, [Check(field="from", verdict="derived", rule="on_publication")]


def _begin(reading: Reading, unit: Span, region: Span, verb: int) -> DateMention | None:
    """自X起 in what speaks of the change, else before it; else a day on which an authority did it."""
    dates = [mention for mention in reading.dates_in(unit.start, region.end) if mention.value]
    dates = [mention for mention in dates if not _ends_term(reading, mention)]
    starts = [mention for mention in dates if _starts().match(reading.text, mention.end)]
    own = [mention for mention in starts if mention.start >= region.start]
    if own:
        return own[0]
    if starts:
        return starts[-1]
    before = [mention for mention in dates if mention.end <= verb]
    if before and _acted().fullmatch(reading.text, before[-1].end, verb):
        return before[-1]
    return _introduced(reading, unit)


def _introduced(reading: Reading, unit: Span) -> DateMention | None:
    """The date of a sentence earlier in the paragraph that introduces numbered parts, of which this is one."""
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


def _end(reading: Reading, unit: Span, region: Span) -> DateMention | None:
    ends = [
        mention for mention in reading.dates_in(unit.start, unit.end) if mention.value and _ends_term(reading, mention)
    ]
    own = [mention for mention in ends if region.start <= mention.start < region.end]
    before = [mention for mention in ends if mention.start < region.start]
    return own[-1] if own else (before[-1] if before else None)
