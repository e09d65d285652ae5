"""Limit values of policy: shares, sizes, purities, capacities that decide what is under control or how it is treated.

A market share, a price, a fine or a growth rate is no limit; those are claims or belong to a penalty.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache

from workbench.facts.fact import Fact, make_fact
from workbench.facts.kinds import Comparator, Threshold
from workbench.recognition.items_lists import ListedItem, find_listed_items
from workbench.recognition.items_names import is_item
from workbench.recognition.quantities import QuantityMention
from workbench.recognition.reading import Reading, Span
from workbench.recognition.units import CURRENCY, TIME, normal_unit
from workbench.text import fold_script, han_pattern, normalize

_POLICY = han_pattern(
    r"物项|管制|新规|(?:取得|获得|事先)[^,。;]{0,10}批准|出口(?:申请|许可|经营者)|许可|控股|持股|最终用途|最终用户|逐案|公告|纳入|管控|清单|技术指标|列管|商品编[号码]|"
    r"[Ee]xport|[Ll]icen[cs]|end-use"
)
_MARKET = han_pattern(
    r"市场|渗透率|国产化率|占有率|份额|产量|产能|产出|储量|全球|增长|下降|增加|减少|同比|环比|关税|价格|均价|股价|涨|跌|营收|销售|销量|进口量|出口量|"
    r"良品率|良率|依赖|供应量|预计|预期|亿美元|投资|利润|GDP|消费|罚款|处以|案值|货值|"
    r"market|output|tariff|global supply|price"
)
_SHARE = han_pattern(
    r"比例|占比|含有?(?=[约逾超]?过?(?:百分之|[0-9]))|纯度|控股|持股|股权|股份|含量|透过率|阈值|价值|成分|浓度|百分比|率|质量分数|表决权|value|purity|owned|content"
    r"|stake"
)
# What was measured in a case, or declared in it, is no limit.
_MEASURED = han_pattern("当事人|查获|申报|查验|检测|化验|取样|抽检|经查|鉴定")
_CASE = han_pattern("当事人")
# 公司目前采用的磁材…占比不到1%: what a firm uses or makes limits nothing.
_OWN_AFFAIR = han_pattern(r"(?:公司|企业|厂商|工厂|业者|我们|我司)[^,。;]{0,6}(?:采用|使用|生产|订单|库存|营收)")
# 高温合金,是指可在600摄氏度以上…的材料: what a term means limits nothing; whose shares count does (子公司是指持股50%以上的).
_DEFINED = han_pattern(r"(?:是|系|均|即)指(?:的是)?")
_LONGEST_DEFINITION = 200
_LIMIT_BEHIND = han_pattern(r"[”」』]?的?(?:阈值|门槛|红线|标准|上限|下限)")
_STATUTORY = han_pattern(r"违法(?:经营额|所得)|货值金额?|营业额")
# A time that an item lasts; the time by which somebody must act is the deadline of a requirement.
_MEASURED_TIME = han_pattern(
    r"续航|滞空|飞行|寿命|周期|脉宽|脉冲|半衰期|持续|响应|加工|工作时间|(?<!办理|审查|报告)时长"
)
_ITEM_BEHIND = han_pattern(
    r"\)?的?(?P<name>[\u4e00-\u9fffA-Za-z0-9()]{2,24}?)(?=[「」“”、,。;:(\n]|或者?|以及|和|的|$)"
)
_SHARE_LATIN = re.compile(r"\b(?:by weight|content|purity|elongation|porosity)\b", re.IGNORECASE)
_UNITS_OF_COUNT = frozenset(fold_script(unit) for unit in ("倍", "位", "目", "%", "层", "个百分点", "百分点"))
_REACHES = fold_script("达")
_OF_CHIPS = frozenset(fold_script(unit) for unit in ("纳米", "奈米", "nm", "层"))
"""Units of what is made, which no market is measured in."""
_PAIR: dict[bool | None, tuple[Comparator, Comparator]] = {True: ("ge", "le"), False: ("gt", "lt")}


def threshold_facts(reading: Reading) -> Iterable[Fact]:
    """A threshold for every limit value; two comparators (大于…且小于等于…) are two limits with one evidence."""
    items = find_listed_items(reading)
    starts = [item.segment.start for item in items]
    for quantity in reading.quantities:
        if reading.is_caption(quantity.start) or reading.actor_at(quantity.start) != "CN":
            continue
        position = bisect_right(starts, quantity.start) - 1
        item = items[position] if position >= 0 and quantity.start < items[position].described_to else None
        if _is_limit(reading, quantity, item):
            yield from _facts(reading, quantity, item)


class _Setting:
    """What a sentence, and its line, are about, whichever of their thousand quantities is asked for."""

    def __init__(self, reading: Reading, span: Span) -> None:
        self._text, self._span = reading.text, span

    def _says(self, words: re.Pattern[str]) -> bool:
        return words.search(self._text, self._span.start, self._span.end) is not None

    @cached_property
    def in_policy(self) -> bool:
        """Whether it is about control or licences."""
        return self._says(_POLICY)

    @cached_property
    def on_market(self) -> bool:
        """Whether it is about trade and prices."""
        return self._says(_MARKET)

    @cached_property
    def measured(self) -> bool:
        """Whether it reports what was measured in goods."""
        return self._says(_MEASURED)

    @cached_property
    def reports_case(self) -> bool:
        """Whether it reports an enforcement case."""
        return self._says(_CASE)


@lru_cache(maxsize=2)
def _setting(reading: Reading, span: Span) -> _Setting:
    return _Setting(reading, span)


def _is_limit(reading: Reading, quantity: QuantityMention, item: ListedItem | None) -> bool:
    unit = normal_unit(quantity.unit)
    sentence = reading.sentence_at(quantity.start)
    text = reading.text
    around = _setting(reading, sentence)
    subject = normalize(quantity.subject or "").text
    if unit in CURRENCY:
        return quantity.comparator is not None and bool(_STATUTORY.search(subject))
    if unit in TIME:
        return quantity.comparator is not None and bool(_MEASURED_TIME.search(subject))
    if item is not None:
        return quantity.comparator is not None or bool(subject and not _MEASURED.search(subject))
    defined = _DEFINED.search(text, max(sentence.start, quantity.start - _LONGEST_DEFINITION), quantity.start)
    if defined is not None and not _SHARE.search(subject):
        return False
    if _LIMIT_BEHIND.match(text, quantity.end):
        return True
    if _OWN_AFFAIR.search(text, max(sentence.start, quantity.start - 40), quantity.start):
        return False
    if (
        quantity.comparator
        and unit == "%"
        and _SHARE_LATIN.search(text, max(0, quantity.start - 40), quantity.end + 48)
    ):
        return True
    near = text[max(sentence.start, quantity.start - 16) : quantity.end + 10]
    if (unit not in _OF_CHIPS and _MARKET.search(near)) or (around.on_market and not around.in_policy):
        return False
    if quantity.comparator is None:
        if unit != "%" or not around.in_policy or not _SHARE.search(subject):
            return False
        return not (around.measured or _setting(reading, reading.line_at(quantity.start)).reports_case)
    if unit in _UNITS_OF_COUNT:
        in_policy = around.in_policy or _setting(reading, reading.line_at(quantity.start)).in_policy
        in_policy = in_policy or reading.is_act
        return in_policy and (unit != "%" or bool(_SHARE.search(near)))
    return True


def _facts(reading: Reading, quantity: QuantityMention, item: ListedItem | None) -> Iterator[Fact]:
    start = quantity.start
    evidence = reading.evidence((start - _subject_length(reading, quantity), quantity.end))
    for content in _limits(reading, quantity, _item_name(reading, quantity, item)):
        notes = ("repaired",) if quantity.repaired else ()
        yield make_fact(reading.document.id, content, evidence, "rules", notes=notes)


def _limits(reading: Reading, quantity: QuantityMention, item: str | None) -> Iterator[Threshold]:
    shared = {
        "instrument": reading.instrument_at(quantity.start),
        "item": item,
        "subject": quantity.subject,
        "unit": quantity.unit or None,
        "approximate": quantity.approximate,
    }
    if quantity.comparator == "between" and _compares_twice(reading, quantity):
        lower = _PAIR[quantity.lower_inclusive][0]
        upper = _PAIR[quantity.upper_inclusive][1]
        yield Threshold(comparator=lower, value=quantity.value, **shared)
        yield Threshold(comparator=upper, value=quantity.upper or quantity.value, **shared)
        return
    yield Threshold(
        comparator=quantity.comparator or _alone(reading, quantity),
        value=quantity.value,
        upper=quantity.upper,
        lower_inclusive=quantity.lower_inclusive,
        upper_inclusive=quantity.upper_inclusive,
        **shared,
    )


def _alone(reading: Reading, quantity: QuantityMention) -> Comparator:
    """What a value without a comparator stands for: 价值达0.1%的,均须… holds from there on."""
    return "ge" if reading.text[quantity.start - 1 : quantity.start] == _REACHES else "eq"


def _compares_twice(reading: Reading, quantity: QuantityMention) -> bool:
    """Whether the range is written with two comparators rather than as A~B."""
    words = reading.text[quantity.start : quantity.end]
    return len(words) > 0 and bool(_TWO_COMPARATORS.search(words))


_TWO_COMPARATORS = han_pattern(r"[大高多小低少不超≥≤<>&].*[小低少不≤<&]|以上.*以[下内]")


def _subject_length(reading: Reading, quantity: QuantityMention) -> int:
    """How far before the quantity its subject begins, so that the evidence shows what is measured."""
    if quantity.subject is None:
        return 0
    subject = normalize(quantity.subject).text
    found = reading.text.rfind(subject, max(0, quantity.start - 30), quantity.start)
    return quantity.start - found if found >= 0 else 0


def _item_name(reading: Reading, quantity: QuantityMention, item: ListedItem | None) -> str | None:
    if item is not None:
        return reading.normal.quote(item.part.start, item.part.end).strip()
    behind = _ITEM_BEHIND.match(reading.text, quantity.end)
    if behind is not None and is_item(behind["name"]):
        return reading.normal.quote(*behind.span("name"))
    return None
