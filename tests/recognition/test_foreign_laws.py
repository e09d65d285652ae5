"""Laws of another side in 《》 are none of China's; China's own and those of both sides stay."""

from __future__ import annotations

from datetime import date

import pytest

from tests.recognition.reader import Reader
from workbench.facts.kinds import LegalInstrument

READER = Reader(date(2031, 3, 5))


@pytest.mark.parametrize(
    "text",
    [
        "美国国会2029年通过的《微芯与科研法案》要求企业作出选择。",
        "美国商务部依据《出口管理条例》将3家中国企业列入实体清单。",
        "欧盟《反胁迫条例》可能启动。",
        "分析称，《荷兰战略物资法》将收紧审批。",
        "日本政府修订《外汇及外国贸易法》。",
    ],
)
def test_a_law_of_another_side_is_no_law_of_chinas(text: str) -> None:
    assert READER.contents(text, LegalInstrument) == []


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("美方违反《中美贸易协定》，中方保留反制的权利。", "中美贸易协定"),
        ("中方根据《出口管制法》对民用出口予以许可。", "出口管制法"),
        ("美国企业应当遵守中国《出口管制法》。", "出口管制法"),
        ("商务部发布《对原产于美国的部分货物加征关税的办法》。", "对原产于美国的部分货物加征关税的办法"),
        ("全国人大正在审议《对外贸易法（修订草案）》。", "对外贸易法（修订草案）"),
    ],
)
def test_a_law_of_chinas_stays_whoever_is_spoken_of(text: str, title: str) -> None:
    assert [one.title for one in READER.contents(text, LegalInstrument)] == [title]
