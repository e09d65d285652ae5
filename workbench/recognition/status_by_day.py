"""Changes whose acts a text identifies only by their day, or not at all: 4月4日被列入…的16家实体,继续暂停上述相关措施90天."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from workbench.facts.kinds import ListName
from workbench.recognition.entities_lists import list_of
from workbench.recognition.publication_days import publication_day
from workbench.recognition.reading import Reading, Span
from workbench.recognition.status_objects import ChangedAct
from workbench.text import han_pattern

_LONGEST_LIST_NAME = 24
"""Characters behind a day within which a list is named that it took somebody."""


@lru_cache(maxsize=1)
def _done_that_day() -> re.Pattern[str]:
    """Behind a day: words for what was done on it, which is what a verb of change is about."""
    return han_pattern(
        "(?:被?列入|被列|被?纳入|(?:的|发布的|公布的|出台的)?(?:公告(?![,:称说指])|部令|出口管制措施|管制措施|措施))"
    )


@lru_cache(maxsize=1)
def _measures() -> re.Pattern[str]:
    """Behind or before a verb: measures of control that are meant without being named."""
    return han_pattern(
        "(?:相关|上述|有关|该|这些|反制|管制|管控|处理|清单|名单)[^,。;、]{0,24}措施|审查等措施|等(?:管制|限制|反制)?措施|(?:临时|出口)(?:出口)?(?:管制|管控|控制)|管制公告"
    )


def acts_by_day(reading: Reading, region: Span) -> tuple[ChangedAct, ...]:
    """The acts that a region of a sentence identifies by their day of publication, where one act came out on that day."""
    acts = _acts_of_days(reading)
    first = bisect_left(acts, region.start, key=lambda act: act.start)
    return acts[first : bisect_left(acts, region.end, key=lambda act: act.start)]


@lru_cache(maxsize=1)
def _acts_of_days(reading: Reading) -> tuple[ChangedAct, ...]:
    """Every act that a text identifies by its day, in order; kept, since every verb of a sentence asks."""
    return tuple(_acts(reading))


def _acts(reading: Reading) -> Iterator[ChangedAct]:
    days: dict[date, set[str]] | None = None
    for mention in reading.dates:
        if mention.value is None or not _done_that_day().match(reading.text, mention.end):
            continue
        if days is None:
            days = _published_on(reading)
        keys = _of_named_list(reading, mention.end, days.get(mention.value, set()))
        if len(keys) == 1:
            yield ChangedAct(mention.start, mention.end, next(iter(keys)), None, True)


_WHO_KEEPS: dict[ListName, str] = {"unreliable_entity": "UEL/", "export_control": "MOFCOM/", "watch": "MOFCOM/"}
"""How the keys of the acts begin by which entities are put on a list."""


def _of_named_list(reading: Reading, position: int, keys: set[str]) -> set[str]:
    """Of several acts of one day, those of the list named behind the day: 4月4日被列入…管控名单的16家."""
    comma = reading.text.find(",", position)
    named = list_of(reading.text[position : comma if comma >= 0 else None][:_LONGEST_LIST_NAME])
    keeper = _WHO_KEEPS.get(named) if named is not None and len(keys) > 1 else None
    return {key for key in keys if key.startswith(keeper)} if keeper else keys


def _published_on(reading: Reading) -> dict[date, set[str]]:
    """Day -> the numbered acts that the text says were published on it."""
    days: dict[date, set[str]] = {}
    for mention in reading.references:
        dated = publication_day(reading, mention.start, mention.end)
        if dated is not None and dated.value is not None:
            days.setdefault(dated.value, set()).add(mention.key)
    return days


def concerns_measures(reading: Reading, region: Span, verb: re.Match[str]) -> bool:
    """Whether what a verb changes, behind it or right before it, are measures of control."""
    comma = reading.text.find(",", verb.end(), region.end)
    behind = comma if comma >= 0 else region.end
    before = max(region.start, verb.start() - 40, reading.text.rfind("活动", region.start, verb.start()) + 1)
    return bool(
        _measures().search(reading.text, verb.end(), behind) or _measures().search(reading.text, before, verb.start())
    )
