"""Wording of announcements, news and reviews met in a further round of texts from elsewhere; the sentences are our own."""

from __future__ import annotations

from datetime import date

import pytest

from workbench.facts.document import Document
from workbench.facts.kinds import EffectiveDate
from workbench.recognition import recognize

PUBLISHED = date(2031, 9, 2)


def contents(text: str, kind: type, title: str | None = None) -> list:
    document = Document(id="0" * 64, text=text, title=title, published=PUBLISHED, year=PUBLISHED.year)
    return [fact.content for fact in recognize(document).facts if isinstance(fact.content, kind)]


@pytest.mark.parametrize(
    "text",
    [
        "7月15日，商务部会同科技部发布《关于对示例材料实施出口管制的决定》（商务部公告2031年第28号），自公布之日起实施。\n",
        "7月15日，商务部、海关总署发布公告，决定对钨、钼相关物项实施出口管制。\n公告自发布之日起正式实施。\n",
    ],
)
def test_an_answer_printed_later_leaves_the_act_its_day(text: str) -> None:
    days = {one.date for one in contents(text, EffectiveDate, title="商务部新闻发言人就出口管制答记者问")}
    assert days == {date(2031, 7, 15)}


def test_an_answer_that_tells_no_day_of_the_act_is_of_its_own_day() -> None:
    text = "问：请介绍有关考虑。\n答：中方决定对钨相关物项实施出口管制，公告自发布之日起正式实施。\n"
    days = {one.date for one in contents(text, EffectiveDate, title="商务部新闻发言人就出口管制答记者问")}
    assert days == {PUBLISHED}


@pytest.mark.parametrize(
    "text",
    [
        "美国商务部工业与安全局（BIS）宣布将26个实体新增至实体清单。\nBIS指出，部分企业提供支援。相关规则10月8日起生效。\n",
        "BIS指，新增的企业需事先获得授权，否则将违法。相关规则10月8日起生效。\n",
    ],
)
def test_a_foreign_rule_that_the_next_sentence_goes_on_about_takes_no_effect_in_china(text: str) -> None:
    assert [one for one in contents(text, EffectiveDate) if one.actor == "CN"] == []
