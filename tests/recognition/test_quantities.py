"""Quantities: number, unit, comparator on either side, ranges, alternatives, what is measured."""

from decimal import Decimal

import pytest

from workbench.recognition.quantities import QuantityMention, find_quantities
from workbench.text import normalize


def only(text: str) -> QuantityMention:
    (mention,) = find_quantities(normalize(text))
    return mention


@pytest.mark.parametrize(
    ("text", "comparator", "value", "unit"),
    [
        ("占比達到0.1%及以上的", "ge", "0.1", "%"),
        ("纯度大于等于99.99%", "ge", "99.99", "%"),
        ("密度&gt;1.73克/立方厘米", "gt", "1.73", "克/立方厘米"),
        ("線徑小於等於四十五微米", "le", "45", "微米"),
        ("制程14納米及以下", "le", "14", "納米"),
        ("孔隙率低于60%（含）", "le", "60", "%"),
        ("功率在10千瓦以上", "ge", "10", "千瓦"),
        ("粒径50微米或以下", "le", "50", "微米"),
        ("位错密度小于50个/平方厘米", "lt", "50", "个/平方厘米"),
        ("不晚于发运后10个工作日报送", "le", "10", "个工作日"),
        ("经营额不足 50 万元", "lt", "500000", "元"),
        ("百分之五十以上", "ge", "50", "%"),
        ("粒度50×10⁻⁶m", None, "0.00005", "m"),
        ("密度2。5 g/cm3", None, "2.5", "g/cm3"),
    ],
)
def test_comparator_value_and_unit(text: str, comparator: str | None, value: str, unit: str) -> None:
    mention = only(text)
    assert (mention.comparator, mention.value, mention.unit) == (comparator, Decimal(value), unit)


def test_two_comparators_make_one_range_with_its_ends() -> None:
    mention = only("平均粒徑大於50 μm且小於等於500 μm的粉末")
    assert (mention.comparator, mention.value, mention.upper) == ("between", 50, 500)
    assert (mention.lower_inclusive, mention.upper_inclusive) == (False, True)
    assert mention.subject == "平均粒徑"


def test_a_tilde_makes_a_range_that_includes_both_ends() -> None:
    mention = only("炉膛容积0.5~14.2m3")
    assert (mention.value, mention.upper, mention.unit) == (Decimal("0.5"), Decimal("14.2"), "m3")
    assert mention.lower_inclusive
    assert mention.upper_inclusive


def test_alternatives_are_two_quantities_that_share_unit_and_subject() -> None:
    found = find_quantities(normalize("工作频率为915或2450兆赫"))
    assert [(one.value, one.unit, one.subject) for one in found] == [
        (915, "兆赫", "工作频率"),
        (2450, "兆赫", "工作频率"),
    ]


@pytest.mark.parametrize(
    "text",
    ["自2025年10月9日起", "第三层次", "这有三层含义", "一元化领导", "流量大于5000 m?", "共有300个品种"],
)
def test_dates_ordinals_words_and_lost_exponents_are_none(text: str) -> None:
    assert find_quantities(normalize(text)) == ()


def test_about_makes_it_approximate() -> None:
    assert only("价格约 141.88 万元").approximate


def test_a_million_is_multiplied_out_but_a_kilowatt_is_not() -> None:
    assert only("货值160.07万元").value == Decimal("1600700")
    assert only("输出功率3千瓦").value == 3


def test_an_endless_run_of_figures_is_no_quantity() -> None:
    assert find_quantities(normalize("9" * 5000 + "%")) == ()


def test_a_word_of_obligation_is_no_subject() -> None:
    assert only("，但应当在不晚于出口后10个工作日").subject is None


@pytest.mark.parametrize(
    ("text", "comparator"), [("分辨率优于0.3米", "lt"), ("定位精度等于或优于2毫米", "le"), ("性能优于5千瓦", "gt")]
)
def test_a_finer_resolution_is_a_smaller_number(text: str, comparator: str) -> None:
    assert [one.comparator for one in find_quantities(normalize(text))] == [comparator]
