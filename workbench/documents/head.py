"""What a text says about itself above its first paragraph: title, day, publisher, author."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import takewhile

from workbench.documents.layout import Layout, Line
from workbench.documents.metadata import Metadata, one_line
from workbench.text import fold_script, han_pattern

_LONGEST_TITLE = 70
_DAY = r"(?P<year>(?:19|20)\d{2})[-/.年](?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})日?"
_CLOCK = r"(?:\d{1,2}:\d{2}(?::\d{2})?)?"
# A date that stands for the page: alone on its line, behind its label, or before the source; never inside a sentence.
_DATE_LINES = (
    re.compile(rf"date:? *{_DAY}\b"),
    han_pattern(rf"(?:发[布文表]|发稿|刊登|更新)?(?:日期|时间):? *{_DAY}"),
    han_pattern(rf"【(?:发[布文]|公布|成文)(?:日期|时间)】 *{_DAY}"),
    han_pattern(rf"{_DAY} *{_CLOCK}(?:$| *(?:来源|作者|记者|编辑|责编|浏览|阅读|字号)[:|]?)"),
    han_pattern(rf"(?:来源|作者)[::][^。]{{1,40}}?{_DAY} *{_CLOCK}$"),
)
# These two are matched against the line as written, since the space behind a name ends it.
_PUBLISHER = han_pattern(
    r"(?:【(?:发布|发文)(?:单位|机关|机构)】|(?:文章|稿件|信息)?来源 ?[:：|]) *(?P<name>[^\s|\d【】]{2,40})"
)
_AUTHOR = han_pattern(
    r"^\s*(?:作者 ?[:：/|｜]|撰[稿文] ?[:：/|｜]|文 ?[/|｜]) *(?P<name>[^。:：]{2,60}?)(?=\s+\S{2,4}[:：]|\s*$)"
)
_LABELLED = han_pattern(
    r"^(?:【.{2,8}】|撰[稿文] ?/|文 ?[/|]|date "
    r"|(?:来源|作者|记者|编辑|责编|责任编辑|发布时间|发布日期|日期|时间|字号|分享|浏览|阅读|索引号|文号)[::|/ ])"
)
_BREADCRUMB = han_pattern(r"[>›»]|^(?:首页|正文|当前位置)")
_REVIEWED_YEAR = han_pattern(r"(?P<year>20\d{2})年?(?=.*(?:回顾|盘点|综述|总结|年报|年度))")
_SENTENCE = re.compile(r"[。;]$|[。;].")
_NUMBER_LINE = han_pattern(r"^[^,。]{0,40}?(?:公告|令|通告)? ?[\[(〔]?(?:\d{4})?[\])〕]?年?第?\d+号(?:公告|令)?$")


def recognize_head(layout: Layout) -> Metadata:
    """What can be read off the first lines; a day inside a sentence belongs to the news, not to the page."""
    lines = layout.head
    published = next(filter(None, map(_page_day, lines)), None)
    title = next(filter(_is_title, takewhile(lambda line: not is_sentence(line), lines)), None)
    return Metadata(
        title=one_line(title.source.lstrip("# ")) if title else None,
        publisher=_named(_PUBLISHER, lines),
        published=published,
        year=published.year if published else _reviewed_year(title),
        author=_named(_AUTHOR, lines) or _named(_AUTHOR, layout.tail),
    )


def is_sentence(line: Line) -> bool:
    """Whether a line is prose: it ends like a sentence, or has more than one."""
    return _SENTENCE.search(line.normal) is not None


def day_of(match: re.Match[str]) -> date | None:
    """The day behind a match with year, month and day; None if the calendar has none such."""
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None


def _page_day(line: Line) -> date | None:
    matches = (pattern.match(line.normal) for pattern in _DATE_LINES)
    return next((day for match in matches if match is not None and (day := day_of(match))), None)


def _reviewed_year(title: Line | None) -> int | None:
    """The year that a review looks back on, if its title names one: its days without a year are of that year.

    The first date in the prose would not do: a review of one year likes to begin with news of the next.
    """
    years = {int(match["year"]) for match in _REVIEWED_YEAR.finditer(title.normal)} if title else set()
    return years.pop() if len(years) == 1 else None


def _named(pattern: re.Pattern[str], lines: Sequence[Line]) -> str | None:
    """The name behind a label, as the source writes it."""
    for line in lines:
        match = pattern.search(fold_script(line.source[:400]))
        if match is not None and not is_sentence(line):
            return one_line(line.source[match.start("name") : match.end("name")])
    return None


def _is_title(line: Line) -> bool:
    return not (
        len(line.normal) > _LONGEST_TITLE
        or "\t" in line.normal
        or _page_day(line) is not None
        or _LABELLED.search(line.normal)
        or _BREADCRUMB.search(line.normal)
        or _NUMBER_LINE.search(line.normal)
    )
