"""What stands around a date: words that complete it, or say whether it is past or to come."""

from __future__ import annotations

import re
from functools import lru_cache

from workbench.recognition.numbered_context import YEAR_PATTERN
from workbench.text import han_pattern


@lru_cache(maxsize=1)
def joined() -> re.Pattern[str]:
    """What may stand between two dates that share what the first has."""
    return han_pattern(r"(?:起)?\s?(?:、|,|和|及|与|至|到|-|—|–|~|或)\s?")


@lru_cache(maxsize=1)
def behind_day() -> re.Pattern[str]:
    """Behind a bare day (9日) in the news: the words that may follow it."""
    return han_pattern("[,)电讯上下晚早消在宣发公表联凌指称]")


@lru_cache(maxsize=1)
def behind_day_of_somebody() -> re.Pattern[str]:
    """商務部9日宣布: behind a name a day needs a plainer word."""
    return han_pattern(
        "(?:上午|下午|晚|中午|凌晨|连发|一连|指出|连续|接连|陆续|突|将|把|批评|回应|重申|证实|透露|祭出|在|于|宣布|发布|发佈|公布|公佈|公告|表示|联合|电|讯|再次|正式|召开|举行|就|对)"
    )


@lru_cache(maxsize=1)
def begins() -> re.Pattern[str]:
    """起施行: behind a date, something begins on it."""
    return han_pattern(r"起[^,。;]{0,4}(?:施行|实施|生效|执行)")


@lru_cache(maxsize=1)
def published_on() -> re.Pattern[str]:
    """Behind a date: something was published on it."""
    return han_pattern(r"[^。;\n]{0,40}?(?:发布|发佈|公布|公佈|颁布|公告|宣布)")


@lru_cache(maxsize=1)
def to_come() -> re.Pattern[str]:
    """Behind a date: it is still to come."""
    return han_pattern(r"[,]?(?:起|将|前|之前|以前|到期|届满|截止|为止|正式(?:施行|实施|生效)|施行|生效)")


@lru_cache(maxsize=1)
def until() -> re.Pattern[str]:
    """Before a date: it ends or begins a term."""
    return han_pattern(r"(?:将于|拟于|定于|截至|至|到|自|从|待)$")


@lru_cache(maxsize=1)
def already_done() -> re.Pattern[str]:
    """Behind a date: what happened on it is reported as done, so the date is past."""
    return han_pattern(
        r"[,]?(?!.{0,4}(?:起|将|前|之前|到期))[^。;]{0,24}(?:发布|公布|宣布|出台|表示|称|决定|列入|连发)"
    )


@lru_cache(maxsize=1)
def published_number() -> re.Pattern[str]:
    """4月4日，商務部發布公告2025年第18號: an act is published in the year of its number."""
    return han_pattern(
        rf"[,]?(?:(?!起|暂停|停止|至)[^,。;]){{0,24}}(?:发布|公布|出台|下发|印发)了?(?:(?!起|暂停|停止|至)[^,。;号]){{0,20}}?"
        rf"[〔\[(]?(?P<year>{YEAR_PATTERN})[〕\])]?年?第?[0-9]{{1,3}}号"
    )


@lru_cache(maxsize=1)
def numbered_year() -> re.Pattern[str]:
    """The year of a numbered act."""
    return han_pattern(
        rf"[〔\[(【]?(?P<year>{YEAR_PATTERN})[〕\])】]?年?第?[0-9]{{1,3}}号"
        r"|(?:Announcement|Order)\s(?:No\.?\s?)?[0-9]{1,3}(?:\s?/\s?|,?\s(?:of\s|\()?)(?P<behind>20[0-9]{2})\b"
    )
