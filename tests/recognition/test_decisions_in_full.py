"""Decisions of customs in full, and cases told one by one: whose day, whose money, whose office."""

from datetime import date
from decimal import Decimal

import pytest

from workbench.facts.document import Document
from workbench.facts.kinds import Penalty
from workbench.recognition.penalties import penalty_facts
from workbench.recognition.reading import Reading


def penalty(text: str) -> Penalty:
    reading = Reading.of(Document(id="0" * 64, text=text))
    (content,) = [fact.content for fact in penalty_facts(reading) if isinstance(fact.content, Penalty)]
    return content


STORY = "当事人甲港贸易有限公司于2031年3月5日向海关申报出口磁钢20千克，货物价值人民币5万元。"


@pytest.mark.parametrize(
    "decided",
    [
        "2031年9月2日决定对当事人作出如下行政处罚：科处罚款人民币1万元。",
        "2031年9月2日，湾口海关依法对当事人作出罚款人民币1万元的行政处罚决定。",
        "湾口海关于2031年9月2日对当事人处以罚款人民币1万元。",
    ],
)
def test_the_day_of_a_case_is_that_of_the_decision(decided: str) -> None:
    content = penalty(f"湾口关缉违字〔2031〕8号\n{STORY}{decided}\n")
    assert (content.date, content.fine) == (date(2031, 9, 2), Decimal(10000))


@pytest.mark.parametrize("done", ["申报出口磁钢20千克", "委托乙港报关行出口磁钢一批", "由空运出境"])
def test_the_day_of_what_was_done_is_not_that_of_the_decision(done: str) -> None:
    content = penalty(
        f"湾口关缉违字〔2031〕8号\n2031年3月5日，甲港贸易有限公司{done}。湾口海关对其科处罚款人民币1万元。\n"
    )
    assert content.date is None


def test_proofs_of_customs_are_no_office() -> None:
    content = penalty(f"{STORY}以上行为有海关查问笔录、海关货物归类认定书等证据为证。决定对当事人科处罚款1万元。\n")
    assert content.authority is None


def test_money_of_china_counts_before_a_price_abroad() -> None:
    content = penalty(
        "湾口关缉违字〔2031〕8号\n当事人申报出口磁钢1票，申报总价为46000美元。经计核，管制物项价值人民币共计3348.25元。\n"
    )
    assert (content.value, content.currency) == (Decimal("3348.25"), "CNY")


def test_a_price_abroad_alone_keeps_its_currency() -> None:
    content = penalty("湾口关缉违字〔2031〕8号\n当事人申报出口磁钢1票，申报总价为46000美元。\n")
    assert (content.value, content.currency) == (Decimal(46000), "USD")


@pytest.mark.parametrize(
    ("told", "mitigation"),
    [
        ("案发后，当事人未补办出口许可证件。", None),
        ("案件办理过程中，当事人配合海关查处违法行为，且认错认罚。", "配合海关查处违法行为,且认错认罚"),
        ("调查期间，当事人认错认罚，主动缴纳担保金。", "认错认罚,主动缴纳担保金"),
    ],
)
def test_what_mitigates_begins_with_its_clause_and_was_done(told: str, mitigation: str | None) -> None:
    content = penalty(f"湾口关缉违字〔2031〕8号\n{STORY}{told}\n")
    assert (content.mitigation and content.mitigation.replace("，", ",")) == mitigation


def test_a_list_that_goods_stand_on_was_not_breached() -> None:
    content = penalty(
        "湾口关缉违字〔2031〕8号\n磁钢属于《中华人民共和国两用物项出口管制清单》所列物项，"
        "当事人违反《中华人民共和国出口管制法》第十九条之规定。\n"
    )
    assert content.breached == "《中华人民共和国出口管制法》第十九条"


def test_the_verb_before_a_case_number_is_no_part_of_it() -> None:
    content = penalty(
        "甲城海关正式出具甲关缉违字〔2031〕1号处罚决定书，对乙方（甲城）材料有限公司未经许可擅自出口石墨件处以罚款3万元。\n"
    )
    assert (content.case_number, content.party) == ("甲关缉违字〔2031〕1号", "乙方（甲城）材料有限公司")


def test_a_party_that_nobody_names_may_be_spared() -> None:
    content = penalty(
        "当事人委托乙港公司申报出口磁钢533千克，申报商品编号8505111000。\n海关依据《中华人民共和国示例法》第三十三条，决定对当事人不予行政处罚。\n"
    )
    assert (content.fine, content.hs_codes) == (None, ("8505111000",))


def test_a_price_abroad_is_valued_in_money_of_china_behind_it() -> None:
    content = penalty(
        "湾口关缉违字〔2031〕8号\n当事人申报出口磁钢，申报价格FOB 29079.05美元，折合人民币208488.06元。\n"
    )
    assert (content.value, content.value_basis, content.currency) == (Decimal("208488.06"), "申报价格", "CNY")


def test_a_decision_is_dated_below_the_office_that_signs_and_tells_what_was_exported() -> None:
    content = penalty(
        "甲关缉违字〔2031〕45号\n当事人：甲城乙方实业有限公司\n"
        "2031年3月12日，当事人委托丙报关行向海关申报出口人造石墨板1票共计2.5吨。对当事人处以罚款人民币12.5万元整。\n"
        "当事人应当自送达之日起15日内履行。\n甲城海关\n2031年6月18日\n"
    )
    assert (content.date, content.goods, content.authority) == (date(2031, 6, 18), "人造石墨板", "甲城海关")
