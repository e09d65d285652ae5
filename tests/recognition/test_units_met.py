"""Units of the annexes: energies, temperatures, pressures and imperial measures are limits like any other."""

from decimal import Decimal

import pytest

from workbench.recognition.quantities import find_quantities
from workbench.text import normalize


@pytest.mark.parametrize(
    ("text", "comparator", "value", "unit"),
    [
        ("热像仪的噪声等效温差小于35毫开尔文（mK）", "lt", "35", "毫开尔文"),
        ("单脉冲能量大于等于120.5纳焦（nJ）", "ge", "120.5", "纳焦"),
        ("脉冲宽度小于800飞秒", "lt", "800", "飞秒"),
        ("爆破压力超过300磅/平方英寸", "gt", "300", "磅/平方英寸"),
        ("冷却能力为每小时5000英热单位或以上", "ge", "5000", "英热单位"),
        ("线电阻不大于20毫欧", "le", "20", "毫欧"),
        ("容积大于40加仑", "gt", "40", "加仑"),
    ],
)
def test_units_of_annexes(text: str, comparator: str, value: str, unit: str) -> None:
    (found,) = find_quantities(normalize(text))
    assert (found.comparator, found.value, found.unit) == (comparator, Decimal(value), unit)


@pytest.mark.parametrize("text", ["该款产品成为焦点", "一磅重的包袱", "三焦点镜片", "数十万亿焦虑者"])
def test_words_that_begin_like_a_unit_are_none(text: str) -> None:
    assert [one for one in find_quantities(normalize(text)) if one.unit.startswith(("焦",))] == []
