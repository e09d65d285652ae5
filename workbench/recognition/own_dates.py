"""Where a document states its own day of publication."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from workbench.recognition.dates import DateMention
from workbench.recognition.issuers import IssuerGroup
from workbench.recognition.passages import Passages
from workbench.text import han_pattern


@lru_cache(maxsize=1)
def _dated_head() -> re.Pattern[str]:
    return han_pattern(
        r"(?:发文日期|发布日期|发布时间|公布日期|日期|(?<!当地)(?<!美东)(?<!北京)(?<!东部)时间|date)[】\]:\s]{0,3}$",
        re.IGNORECASE,
    )


def find_own_date(
    passages: Passages,
    dated: list[DateMention],
    issuers: tuple[IssuerGroup, ...],
    genre: Literal["act", "statement", "article"],
) -> DateMention | None:
    """The first of: a labelled date in the head, (日期…公布), the signature's date, any line that is a date alone."""
    text = passages.text
    wired = find_dateline(passages, dated)
    if wired is not None and genre != "act":
        return wired
    if genre == "statement":
        for mention in dated:
            if mention.end < 600 and _answered().match(text, mention.end):
                return mention
    if genre != "act":
        timed = [mention for mention in dated if mention.end <= 200 and _timed().match(text, mention.end)]
        if timed:
            return timed[0]
    for mention in dated:
        if _dated_head().search(text, max(0, mention.start - 12), mention.start):
            return mention
        if text[mention.start - 1 : mention.start] == "(" and _published_as_order().match(text, mention.end):
            return mention
    alone = [mention for mention in dated if _is_alone(passages, mention)]
    if genre == "act":
        signed = [mention for mention in alone if _signed_above(passages, issuers, mention)]
        return signed[0] if signed else (alone[0] if alone else None)
    head = [mention for mention in dated if mention.end <= 200 and _is_head_stamp(passages, mention)]
    return head[0] if head else None


def find_dateline(passages: Passages, dated: list[DateMention]) -> DateMention | None:
    """The day on which an agency sent the article: 北京8月12日電."""
    wired = (mention for mention in dated if mention.end < 300 and _wired().match(passages.text, mention.end))
    return next(wired, None)


@lru_cache(maxsize=1)
def _wired() -> re.Pattern[str]:
    """Behind the day of a dateline: 北京8月12日電."""
    return han_pattern(r"[电讯](?![话子视动力])")


@lru_cache(maxsize=1)
def _timed() -> re.Pattern[str]:
    return re.compile(r",?\s?[0-9]{1,2}:[0-9]{2}")


@lru_cache(maxsize=1)
def _answered() -> re.Pattern[str]:
    return han_pattern(
        r"[,]?(?:[^,。;\n]{2,16}(?:网站|官网)[^,。;\n]{0,6}?)?(?:中国|大陆)?(?:商务部|外交部|海关总署)?(?:新闻)?发言人[^。;\n]{0,50}答记者问"
    )


@lru_cache(maxsize=1)
def _published_as_order() -> re.Pattern[str]:
    return han_pattern(r"[^()\n]{0,40}(?:公布|发布)")


def _is_alone(passages: Passages, mention: DateMention) -> bool:
    line = passages.line_at(mention.start)
    return (
        not passages.text[line.start : mention.start].strip()
        and len(passages.text[mention.end : line.end].strip()) <= 6
    )


def _signed_above(passages: Passages, issuers: tuple[IssuerGroup, ...], mention: DateMention) -> bool:
    """Whether the line above is an authority's signature."""
    line = passages.line_at(mention.start)
    above = passages.text[max(0, line.start - 40) : line.start]
    return any(max(0, line.start - 40) <= group.start < line.start for group in issuers) or bool(
        _signer().search(above)
    )


@lru_cache(maxsize=1)
def _signer() -> re.Pattern[str]:
    return han_pattern("代章|(?:^|\n)(?:部长|署长|主任|局长)")


def _is_head_stamp(passages: Passages, mention: DateMention) -> bool:
    line = passages.line_at(mention.start)
    text = passages.text
    timed = re.match(r"\s?(?:[0-9]{1,2}:[0-9]{2}|$|\n)", text[mention.end : line.end + 1])
    first = _time_first().fullmatch(text, line.start, mention.start)
    return bool(timed or first) or "来源" in text[line.start : line.end]


@lru_cache(maxsize=1)
def _time_first() -> re.Pattern[str]:
    """Before the day: 09:10 UTC+8, 2031-05-15."""
    return re.compile(r"\s*[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?\s?(?:[A-Z]{2,4}(?:[+-][0-9]{1,2})?)?,?\s")


def is_signed(passages: Passages, dates: tuple[DateMention, ...], issuers: tuple[IssuerGroup, ...]) -> bool:
    """Whether a date stands alone below a signature."""
    return any(_is_alone(passages, mention) and _signed_above(passages, issuers, mention) for mention in dates)
