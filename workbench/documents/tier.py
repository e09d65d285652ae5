"""The tier of a source, by its form: official, law firm, opinion, else news."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from itertools import pairwise

from workbench.documents.head import day_of, is_sentence
from workbench.documents.layout import Layout, Line
from workbench.documents.metadata import Metadata
from workbench.facts.document import Tier
from workbench.text import NormalText, fold_script, han_pattern

_AUTHORITY = (
    r"(?:中华人民共和国)?(?:商务部|海关总署|外交部|国务院(?:关税税则委员会)?|工业和信息化部|国家发展改革委|"
    r"国家国防科工局|国家国防科技工业局|国家原子能机构|全国人民代表大会常务委员会|不可靠实体清单工作机制|"
    r"国家出口管制工作协调机制办公室)"
)
_AUTHORITY_NAME = han_pattern(
    rf"^(?:(?:{_AUTHORITY}[、, ]*)+(?:网站|官网|新闻办公室|新闻办)?|(?:商务部)?安全与管制局)$"
)
_AUTHORITY_HOST = re.compile(r"^https?://(?:[\w-]+\.)*(?:mofcom|customs|mfa|fmprc|miit)\.gov\.cn(?:[:/]|$)")
_MINISTRY_HEADER = han_pattern(r"^【(?:发布单位|发文机关|发文字号|发布文号)】")
_ACT_TITLE = han_pattern(r"^[# ]*(?:.{0,60}(?:关于|公布).{2,80}的?(?:公告|决定|令|通知|通告)|.{0,20}公 ?告|.{2,20}令)$")
_ACT_NUMBER = han_pattern(
    rf"^[# ]*\(?(?:{_AUTHORITY}[、, ]*)*(?:公告|令)? ?(?:[\[(〔]?\d{{4}}[\])〕]?年?)? ?第? ?\d+ ?号?(?:公告|令)?\)?"
    rf"(?:$|[ :]|公布|关于)|^\(\d{{4}}年\d{{1,2}}月\d{{1,2}}日{_AUTHORITY}令第?\d+号公布"
)
_ACT_FORMULA = han_pattern(
    r"(?:现|有关事项|具体事项)?(?:将)?(?:有关事项|具体内容)?公告如下|现予(?:以)?公布|现公布《|特此公告|(?:本公告|本决定|本令)自.{1,24}(?:实施|施行)"
)
_ISSUERS_LINE = han_pattern(rf"^(?:{_AUTHORITY}[、, ]*)+$")
_DAY_LINE = han_pattern(r"^(?P<year>\d{4})年(?P<month>\d{1,2})月(?P<day>\d{1,2})日$")
_ANSWERS_TITLE = han_pattern(r"发言人.{0,60}(?:答记者问|应询答|发表谈话|的谈话)")
_QUESTION = han_pattern(r"^(?:问|答|有记者问|记者问|记者提问|记者|发言人)[:,]", re.MULTILINE)
_REPORTED = han_pattern(
    r"(?:据|本报|本台)[^。\n]{0,20}(?:报道|消息|讯)|记者从|消息人士|\((?:Reuters|AP|AFP|路透|法新|新华社|视觉中国)\)"
)
_LAW_FIRM = han_pattern(r"(?:^|[^\u4e00-\u9fff]|由|与|和|自|是)(?P<name>[\u4e00-\u9fff]{2,8}?律师事务所)")
_FIRM_SPEAKS = han_pattern(r"声明|免责|法律评述|法律意见|联系|版权|编写|撰写|出品|订阅|合伙人[::]")
_COMMENTATOR = han_pattern(r"^(?:撰[稿文] ?/|文 ?[/|])(?! *(?:本报|本刊|见习)?记者)")
_COLUMN = han_pattern(r"评论员|社评|社论|专栏|时评|锐评|观点[|::]|^[【\[]?(?:评论|观点)[】\]|::]")
_JUDGEMENT = han_pattern(r"笔者(?:认为|以为|看来|相信)|我(?:们)?(?:个人)?(?:认为|以为|相信)|在我(?:们)?看来")


def recognize_tier(layout: Layout, known: Metadata) -> tuple[Tier, str]:
    """The tier of a source and why; `known` is what is known of its publisher and address.

    The order is that of how hard a form is to come by: a reporter who quotes a ministry keeps his own words around it.
    """
    rules: tuple[tuple[Tier, Callable[[Layout, Metadata], str | None]], ...] = (
        ("official", _official),
        ("law_firm", _law_firm),
        ("opinion", _opinion),
    )
    for tier, why in rules:
        reason = why(layout, known)
        if reason is not None:
            return tier, reason
    return "news", "nothing marks it as official, a law firm's or an opinion"


def law_firm_of(layout: Layout) -> str | None:
    """The law firm that publishes the text: it signs it, or speaks of itself in the notice at the end."""
    speaking = [line for line in layout.tail if _FIRM_SPEAKS.search(line.normal) or len(line.normal) < 30]
    bylines = [line for line in layout.head if len(line.normal) < 60 and not is_sentence(line)]
    names = [name for line in (*bylines, *speaking) for name in _firms(line.folded)]
    # `请与某某律师事务所` also matches with the words before it; the shortest form is the name.
    return min(names, key=len, default=None)


def signed_day(layout: Layout) -> date | None:
    """The day under the issuers' names at the foot of an act."""
    lines = [line for line in map(str.strip, layout.normal.split("\n")) if line]
    for issuer, below in pairwise(lines):
        match = _DAY_LINE.match(below)
        if match is not None and _ISSUERS_LINE.match(issuer):
            return day_of(match)
    return None


def _official(layout: Layout, known: Metadata) -> str | None:
    publisher = fold_script(known.publisher or "").replace(" ", "")
    if publisher:
        return "publisher is an authority" if _AUTHORITY_NAME.match(publisher) else None
    if known.url and _AUTHORITY_HOST.match(known.url):
        return "address is an authority's"
    lines = layout.head
    if _any(_MINISTRY_HEADER, lines):
        return "header of a ministry's announcement"
    normal = layout.normal
    if _REPORTED.search(normal):
        return None
    if _any(_ANSWERS_TITLE, (line for line in lines if not is_sentence(line))) and _QUESTION.search(normal):
        return "spokesperson's answers"
    signs = (
        _any(_ACT_TITLE, lines[:6]),
        _any(_ACT_NUMBER, lines[:8]),
        _ACT_FORMULA.search(normal) is not None,
        signed_day(layout) is not None,
    )
    return "form of an announcement" if sum(signs) >= 2 else None


def _law_firm(layout: Layout, known: Metadata) -> str | None:
    if known.publisher and fold_script(known.publisher).endswith(fold_script("律师事务所")):
        return "publisher is a law firm"
    return "a law firm signs it" if law_firm_of(layout) else None


def _opinion(layout: Layout, known: Metadata) -> str | None:  # noqa: ARG001
    lines = layout.head
    if _any(_COMMENTATOR, (*lines, *layout.tail)):
        return "a commentator's byline"
    if _any(_COLUMN, (line for line in lines if len(line.normal) < 40)):
        return "stands in a column"
    return "judges in the first person" if _JUDGEMENT.search(layout.normal) else None


def _any(pattern: re.Pattern[str], lines: Iterable[Line]) -> bool:
    return any(pattern.search(line.normal) for line in lines)


def _firms(folded: NormalText) -> list[str]:
    return [folded.quote(*match.span("name")) for match in _LAW_FIRM.finditer(folded.text)]
