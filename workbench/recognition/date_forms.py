"""The written forms of a date, as one pattern; each form is a named group, its parts are groups of their own."""

from __future__ import annotations

import re
from functools import lru_cache

from workbench.recognition.numbered_context import YEAR_PATTERN
from workbench.text import han_pattern

ENGLISH_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
    )
}

_FIGURE = "(?:[0-9]{1,2}|[一二三四五六七八九十廿卅]{1,3})"
_SAYS = "(?:宣|公告|发|表示|公布)"
_MONTH_NAMES = "|".join(ENGLISH_MONTHS)
_IN_FIGURES = (
    # 2025-10-9; 2025-10-0709:14:33 ends its day where a time of two figures begins
    r"(?P<iso>(?<![0-9])(?P<iy>(?:19|20)[0-9]{2})[-/.](?P<im>[0-9]{1,2})[-/.]"
    r"(?P<id>[0-9]{2}(?=[0-9]{2}:)|[0-9]{1,2}(?![0-9])))",
    # 13/08/2025
    r"(?P<dmy>(?<![0-9/])(?P<gd>[0-9]{1,2})/(?P<gm>[0-9]{1,2})/(?P<gy>20[0-9]{2})(?![0-9/]))",
    # 20251009
    r"(?P<compact>(?<![0-9A-Za-z.:])(?P<cy>20[0-3][0-9])(?P<cm>0[1-9]|1[0-2])"
    r"(?P<cd>[0-2][0-9]|3[01])(?![0-9A-Za-z]))",
)
# Those whose figures may be Chinese.
_NUMERIC = (
    # 2025年11月7日, 二〇二五年十一月, 025年2月4日
    rf"(?P<full>(?<![0-9])(?P<fy>{YEAR_PATTERN}|0[0-9]{{2}}(?=年))年度?(?P<fm>{_FIGURE})月"
    rf"(?:(?P<fd>{_FIGURE})(?:日|号(?!公告)))?)",
    # 11月7日, 4月份
    rf"(?P<plain>(?<![0-9年])(?P<pm>{_FIGURE})月(?:(?P<pd>{_FIGURE})(?:日|号(?!公告))|份(?!额)))",
    # 9日, 八日公告
    rf"(?P<lone>(?<![0-9月])(?P<ld>[0-9]{{1,2}}|[一二三四五六七八九十廿]{{1,3}}(?=日{_SAYS}))日(?![内前以后之间本元起])"
    r"|(?:(?<=时间)|(?<=[自从,]))(?P<ld2>[0-9]{1,2})日(?=起))",
)
_IN_WORDS = (
    # 今年4月, 去年12月9日
    rf"(?P<named>(?P<which>今年|去年|明年|同年|次年|翌年|本年)(?P<nm>{_FIGURE})月(?:(?P<nd>{_FIGURE})[日号])?)",
    # 下月8日
    rf"(?P<monthly>(?P<shift>本|下个?|上个?|当|这个)月(?P<sd>{_FIGURE})[日号])",
    # 今日, 即日, 昨(9)日
    r"(?P<today>(?<![如至迄当现古])今(?:[日天]|(?=早|晨|晚|发布|宣布|公告|公布|连发))|即日"
    r"|昨(?:[日天](?!起?诉)|(?=晚|夜|傍晚|下午|上午|发布|宣布|公告|公布))|[前明](?:日|天)(?!起?诉)"
    rf"|[今昨前明]\((?P<td>{_FIGURE})(?:日\)|\)日))",
    # 周日(9日), 周三
    rf"(?P<week>(?P<rel>上|本|这|下)?(?:周|星期|礼拜)(?P<wd>[一二三四五六日天])(?![年期度])"
    rf"(?:\((?:(?P<wmon>{_FIGURE})月)?(?P<wday>{_FIGURE})日\)|(?P<wday2>[0-9]{{1,2}})日)?)",
    # 当日, 同一天, 同月20日
    rf"(?P<samemonth>同月(?P<smd>{_FIGURE})[日号])",
    r"(?P<sameday>[当同]日|当天|同一[天日]|[次翌]日(?=起))",
)
_ENGLISH = (
    # on Friday
    r"(?P<engday>(?:\b(?:on|from|since|late|early) |(?<=announced )|(?<=\bsaid )|(?<=statement ))"
    r"(?P<ew>mon|tues|wednes|thurs|fri|satur|sun)day\b(?:\s(?:morning|afternoon|evening|night))?)",
    # today, yesterday
    r"(?P<engnow>\b(?P<now>today|yesterday)\b(?!['’]s))",
    # 4 April 2025, Apr. 4, April 2025
    rf"(?P<eng>\b(?:(?P<ed1>[0-9]{{1,2}})(?:st|nd|rd|th)?\s)?(?P<em>(?:{_MONTH_NAMES}))[a-z]*\.?(?:\s|(?=[,;)]))"
    r"(?:(?P<ed2>[0-9]{1,2})(?:st|nd|rd|th)?(?![0-9]))?,?\s?(?P<ey>20[0-9]{2})?\b)",
)
# A look at one character spares most of the text the forms, and each place the forms that begin otherwise.
_BY_INITIALS = (
    ("[0-9](?<![0-9].)", _IN_FIGURES),
    ("[0-9](?<![0-9].)|[零〇○一二三四五六七八九十廿卅]", _NUMERIC),
    ("[今去明同次翌本下上当这即昨前周星礼]", _IN_WORDS),
    ("[0-9](?<![0-9].)|[jfmasondletyJFMASONDLETY]", _ENGLISH),
)


@lru_cache(maxsize=1)
def date_pattern() -> re.Pattern[str]:
    """The pattern of all forms, for normal text."""
    choices = (
        f"(?={initials})(?{'i' if forms is _ENGLISH else ''}:{'|'.join(forms)})" for initials, forms in _BY_INITIALS
    )
    return han_pattern("|".join(choices))
