"""Laws named without 《》: in other quotation marks, bare, or in English."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.recognition.titles import TitleMention
from workbench.text import NormalText, han_pattern

_QUOTED = han_pattern(
    r"[「“『](?<!所谓.)(?<!所谓的.)(?P<title>(?:中华人民共和国|中国)?[\u4e00-\u9fff]{2,18}(?:法|条例|规定|办法|管理目录))[」”』](?!系统|原则)"
)
# Only laws that every text of this field means by these words; other bare names may be ordinary words.
_BARE = han_pattern(
    r"(?=[中出对反两不])(?:(?<=根据)|(?<=依据)|(?<=依照)|(?<=按照)|(?<=违反)|(?<=[、和及与的])|(?<![\u4e00-\u9fff《〈「“『]))"
    r"(?P<title>(?:中华人民共和国)?(?:出口管制法|对外贸易法|反外国制裁法|两用物项出口管制条例|不可靠实体清单规定))(?![》〉」”』律规制治])"
)
_ENGLISH_NAMES = {
    "出口管制法": r"Export Control Law",
    "对外贸易法": r"Foreign Trade Law",
    "海关法": r"Customs Law",
    "国家安全法": r"National Security Law",
    "反外国制裁法": r"(?:(?i:Anti[-–]Foreign[- ]Sanctions?)|(?i:Foreign Anti[-–]Sanctions?)) [Ll]aw|Law (?:of the People['’]s Republic of China )?on Countering Foreign Sanctions",
    "两用物项出口管制条例": r"Regulations?(?: of the People['’]s Republic of China)? on (?:the )?Export Control of Dual-[Uu]se Items",
    "不可靠实体清单规定": r"(?:Provisions?|Regulations?) on (?:the )?Unreliable Entit(?:y|ies) List",
}
_ENGLISH = re.compile("|".join(f"(?P<title{n}>{name})" for n, name in enumerate(_ENGLISH_NAMES.values())))
_NOT_A_LAW = han_pattern(
    r"^(?:贸易|基本)法$|(?:做法|办法|方法|说法|想法|看法|依法|合法|非法|执法|司法|立法|违法|宪法|此法|无法|手法|用法|语法|魔法)$"
)
_CHINA = re.compile(r"China|Chinese|PRC|People|Peop[lI]e|MOFCOM|Beijing")


def find_unmarked_laws(normal: NormalText) -> Iterator[TitleMention]:
    """Laws that a text names without the marks of a title; each with no articles."""
    text = normal.text
    for pattern in (_QUOTED, _BARE):
        for match in pattern.finditer(text):
            if pattern is _BARE or not _NOT_A_LAW.search(match["title"]):
                yield _mention(normal, *match.span("title"))
    if _CHINA.search(text):
        for match in _ENGLISH.finditer(text):
            yield _mention(normal, *match.span())


def chinese_title(title: str) -> str | None:
    """The Chinese title of a law that `title` names in English, or None."""
    match = _ENGLISH.fullmatch(title)
    if match is None or match.lastgroup is None:
        return None
    name = list(_ENGLISH_NAMES)[int(match.lastgroup.removeprefix("title"))]
    return name if name == "不可靠实体清单规定" else f"中华人民共和国{name}"


def _mention(normal: NormalText, start: int, end: int) -> TitleMention:
    return TitleMention(start, end, end, " ".join(normal.quote(start, end).split()))
