"""Figures that a source asserts about markets, trade and enforcement; never policy facts."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.facts.fact import Fact, make_fact
from workbench.facts.kinds import Claim
from workbench.recognition.licensing import states_treatment
from workbench.recognition.quantities import QuantityMention
from workbench.recognition.reading import Reading
from workbench.recognition.units import TIME, normal_unit
from workbench.text import han_pattern, parse_decimal

_MARKET = han_pattern(
    r"市场|份额|产量|产能|产出|储量|全球|世界|增长|下降|同比|环比|关税|价格|均价|股价|涨|跌|营收|销售|销量|进口|出口量|出口额|"
    r"良品率|良率|依赖|供应|预计|占比|投资|利润|和解|亿"
)
_IN_CASE = han_pattern(r"罚款|案值|货物价值|违法经营额|FOB|违法所得|罚金|走私出境|涉案")
_SHARE_IN_WORDS = han_pattern(
    r"(?P<number>[一二三四五六七八九]|[0-9](?:\.[0-9])?)成(?P<more>以上|多)?|(?P<whole>[三四五十])分之(?P<part>[一二两三四])"
)
_DOCUMENTS = han_pattern(r"(?P<number>[0-9](?<![0-9,].)[0-9,]{0,11})(?:份|篇|件|起|宗)(?![\u4e00-\u9fff]{0,3}公告)")
_ENFORCEMENT = han_pattern(r"处罚决定|案件|查获|立案|查处")
_SHARE_OF = han_pattern(r"占(?:据|到|有|了)?(?:全球|世界|全国|中国|美国)")
_LAID_DOWN = han_pattern(r"(?:公告|新规|规定|条例|办法)(?:明确|规定|要求)|纳入(?:出口)?管制(?:范围)?")
_REFUTED = han_pattern(r"造谣|谣言|谣传|子虚乌有|不实(?:消息|报道|传言)|辟谣|谎称|假新闻|以讹传讹")
"""By these words a source presents a figure as another's invention and not as its own."""
_LONGEST = 160


def claim_facts(reading: Reading) -> Iterable[Fact]:
    """A claim for every figure of a market, a trade or of enforcement as a whole."""
    for quantity in reading.quantities:
        if _is_claim(reading, quantity):
            content = Claim(
                subject=quantity.subject,
                comparator=quantity.comparator if quantity.comparator != "between" else None,
                value=quantity.value,
                unit=quantity.unit,
                statement=_statement(reading, quantity.start, quantity.end)[2],
            )
            start, end, _ = _statement(reading, quantity.start, quantity.end)
            yield make_fact(reading.document.id, content, reading.evidence((start, end)), "rules")
    yield from _shares_in_words(reading)
    yield from _cases_counted(reading)


def _is_claim(reading: Reading, quantity: QuantityMention) -> bool:
    near = reading.text[max(0, quantity.start - 24) : quantity.end + 12]
    if normal_unit(quantity.unit) in TIME or _only_pictured(reading, quantity.start, near):
        return False
    return bool(_MARKET.search(near)) and not _IN_CASE.search(near) and not _is_unclaimed(reading, quantity.start)


def _is_unclaimed(reading: Reading, position: int) -> bool:
    """Whether a figure is part of what an act lays down, and so no claim, or is denied by the source."""
    sentence = reading.sentence_at(position)
    words = reading.text[sentence.start : sentence.end]
    return states_treatment(words) or bool(_LAID_DOWN.search(words) or _REFUTED.search(words))


def _only_pictured(reading: Reading, position: int, near: str) -> bool:
    """Whether a figure is of a picture: the dates and sizes of one are; a share of a market is asserted there as well."""
    return reading.is_caption(position) and not _SHARE_OF.search(near)


def _statement(reading: Reading, start: int, end: int) -> tuple[int, int, str]:
    """The sentence around a figure, or as much of it as a statement may be long."""
    sentence = reading.sentence_at(start)
    first, last = sentence.start, sentence.end
    if last - first > _LONGEST:
        first = max(first, reading.text.rfind(",", first, start) + 1)
        comma = reading.text.find(",", end, last)
        last = comma if comma > 0 else last
    return first, last, reading.normal.quote(first, last).strip()


def _shares_in_words(reading: Reading) -> Iterable[Fact]:
    """七成以上, 三分之二: a share of a market written in words."""
    # Few texts have either, and the pattern tries every numeral.
    written = "成" in reading.text or "分之" in reading.text
    for match in _SHARE_IN_WORDS.finditer(reading.text) if written else ():
        near = reading.text[max(0, match.start() - 24) : match.end() + 8]
        if not _MARKET.search(near) or _only_pictured(reading, match.start(), near):
            continue
        start, end, statement = _statement(reading, *match.span())
        value = parse_decimal(match["number"]) if match["number"] else None
        content = Claim(value=value, unit="成" if value is not None else None, statement=statement)
        yield make_fact(reading.document.id, content, reading.evidence((start, end)), "rules")


def _cases_counted(reading: Reading) -> Iterable[Fact]:
    """238篇 of published penalties."""
    for match in _DOCUMENTS.finditer(reading.text):
        sentence = reading.sentence_at(match.start())
        if _ENFORCEMENT.search(reading.text, sentence.start, match.end()):
            start, end, statement = _statement(reading, *match.span())
            content = Claim(value=parse_decimal(match["number"]), unit=match[0][-1], statement=statement)
            yield make_fact(reading.document.id, content, reading.evidence((start, end)), "rules")
