"""Enforcement cases: whose amount is which, and what is no case."""

from decimal import Decimal

import pytest

from workbench.facts.document import Document
from workbench.facts.kinds import Penalty
from workbench.recognition.penalties import penalty_facts
from workbench.recognition.reading import Reading
from workbench.recognition.thresholds import threshold_facts

CASES = """■ 青河海关金属锗出口违规案（青河关缉违字〔2025〕12号）
当事人委托某报关公司申报出口 300 千克金属锗（商品编号 8112921010），未依法申领《两用物项和技术出口许可证》，构成未经许可擅自出口。经计核，货物价值达 88.5 万元。当事人主动退关，减轻危害后果，海关对其处以 20 万元的罚款。
■ 北港海关磁体出口违规案（北港关缉违字〔2025〕345号）
远帆贸易公司以一般贸易方式申报出口“磁体”60 千克（HS 编码 8505111000，FOB 价格约 12 万元），对其处以了 3.5 万元的罚款。
"""


def penalties(text: str) -> list[Penalty]:
    reading = Reading.of(Document(id="0" * 64, text=text))
    return [fact.content for fact in penalty_facts(reading) if isinstance(fact.content, Penalty)]


def test_each_case_has_its_own_amounts() -> None:
    first, second = penalties(CASES)
    assert (first.case_number, first.value, first.fine) == (
        "青河关缉违字〔2025〕12号",
        Decimal(885000),
        Decimal(200000),
    )
    assert (second.case_number, second.value, second.fine) == (
        "北港关缉违字〔2025〕345号",
        Decimal(120000),
        Decimal(35000),
    )


@pytest.mark.parametrize(
    ("told", "basis"),
    [
        ("申报价格为人民币30万元", "申报价格"),
        ("货物价值共计30万元", "货物价值"),
        ("违法经营额30万元", "违法经营额"),
        ("案值约30万元", "案值"),
        ("貨物總價30萬元", "貨物總價"),
    ],
)
def test_a_value_is_called_what_the_source_calls_it(told: str, basis: str) -> None:
    (content,) = penalties(f"青河关缉违字〔2025〕31号\n青河海关查获一票锗锭，{told}，科处罚款5万元。\n")
    assert (content.value, content.value_basis, content.fine) == (Decimal(300000), basis, Decimal(50000))


def test_authority_goods_code_weight_and_breach() -> None:
    first, second = penalties(CASES)
    assert (first.authority, first.goods, first.hs_codes) == ("青河海关", "金属锗", ("8112921010",))
    assert (first.quantity, first.quantity_unit) == (300, "千克")
    assert first.breached is None
    assert second.goods == "磁体"


def test_a_commissioned_firm_is_not_the_party() -> None:
    first, second = penalties(CASES)
    assert first.party is None
    assert second.party == "远帆贸易公司"


def test_a_range_of_fines_in_a_statute_is_no_case() -> None:
    assert penalties("违法经营额不足50万元的，并处50万元以上300万元以下罚款。") == []


def test_a_sum_that_a_fine_depends_on_is_a_limit_and_the_fine_is_none() -> None:
    text = "第三十四条规定，违法经营额五十万元以上的，并处违法经营额五倍以上十倍以下罚款；没有违法经营额的，处三百万元以下罚款。\n"
    limits = [fact.content for fact in threshold_facts(Reading.of(Document(id="0" * 64, text=text)))]
    assert [(one.subject, one.comparator, one.value, one.unit) for one in limits] == [
        ("违法经营额", "ge", Decimal(500000), "元")
    ]


def test_a_fine_without_a_case_number_is_a_penalty_of_its_sentence() -> None:
    (content,) = penalties("远帆贸易公司在南港申报不实，南港海关对其处以罚款8万元。")
    assert (content.party, content.fine) == ("远帆贸易公司", Decimal(80000))


def test_kinds_of_breach_below_their_heading() -> None:
    found = penalties("执法聚焦两类违规情形：\n- 未经许可出口物项：未领许可证。\n- 申报不实：伪报品名。\n")
    assert [content.violation for content in found] == ["未经许可出口物项", "申报不实"]


def test_a_decision_in_full_names_authority_party_value_and_fine() -> None:
    text = (
        "中华人民共和国湾口海关行政处罚决定书湾口关缉违字〔2025〕77号\n\n当事人：甲港进出口有限公司\n"
        "当事人申报出口磁钢1票。管制物项价值人民币共计3348.25元。\n决定对当事人科处罚款人民币2000元。"
    )
    (content,) = penalties(text)
    assert (content.case_number, content.authority) == ("湾口关缉违字〔2025〕77号", "湾口海关")
    assert (content.party, content.value, content.fine) == ("甲港进出口有限公司", Decimal("3348.25"), Decimal(2000))


def test_a_fine_may_leave_out_its_unit() -> None:
    (content,) = penalties(
        "■ 南港海关申报不实案（南港关缉违字〔2025〕9号）\n甲港公司瞒报成分，罚款13万；法定代表人另案处理。"
    )
    assert content.fine == Decimal(130000)


def test_a_licence_is_no_provision_and_the_heading_names_the_party() -> None:
    (penalty,) = penalties(
        "（一）南岭某材料公司案（甬北关缉违字〔2031〕57号）\n当事人未提交《两用物项和技术出口许可证》，依据《出口管制法》第三十四条，罚款13万元。\n"
    )
    assert penalty.breached == "《出口管制法》第三十四条"
    assert (penalty.party, penalty.fine) == ("南岭某材料公司", 130000)


def test_fines_told_apart_from_their_case_numbers_go_by_order() -> None:
    text = (
        "摘要：两起案件案情相近，一起按违规处理，罚款5万；另一起按走私处理，罚款80万。\n"
        "本文比较“南北关缉违字〔2025〕11号”与“东港关缉查字〔2025〕2号”两份行政处罚决定书。\n"
    )
    found = [(one.case_number, one.fine) for one in penalties(text)]
    assert found == [("南北关缉违字〔2025〕11号", Decimal(50000)), ("东港关缉查字〔2025〕2号", Decimal(800000))]


def test_fines_that_are_not_as_many_as_the_cases_belong_to_none() -> None:
    text = (
        "一起罚款5万，另一起罚款80万，第三起罚款2万。\n"
        "比较“南北关缉违字〔2025〕11号”与“东港关缉查字〔2025〕2号”两份决定书。\n"
    )
    assert [one.fine for one in penalties(text) if one.case_number] == [None, None]


def test_a_decision_without_a_number_has_what_its_story_tells() -> None:
    text = (
        "当事人于2025年3月2日向海关申报出口导航仪6台，申报商品编号8526911000。\n"
        "经查，实际货物为无人机散件，应归入商品编号8806249010。经海关核定，违法货物价值人民币120000元。\n"
        "依照《中华人民共和国海关法》第八十六条第（三）项之规定，决定对当事人作出如下行政处罚：\n"
        "科处罚款人民币12000元。\n"
        "到期不缴纳罚款的，每日可以按罚款数额的百分之三加处罚款。"
    )
    (content,) = penalties(text)
    assert (content.fine, content.value, content.hs_codes) == (
        Decimal(12000),
        Decimal(120000),
        ("8526911000", "8806249010"),
    )
    assert content.authority is None


def test_a_party_that_is_spared_is_a_case_without_a_fine() -> None:
    text = (
        "（一）未提供许可证\n当事人南岭甲材料有限公司申报出口磁体50千克。海关依据《行政处罚法》第三十三条，决定对当事人不予行政处罚。\n"
        "（二）归类错误\n当事人东海乙公司申报出口锗锭，货物价值9万元。\n海关决定对当事人处以罚款1万元。\n"
    )
    assert [(one.party, one.fine, one.value) for one in penalties(text)] == [
        ("南岭甲材料有限公司", None, None),
        ("东海乙公司", Decimal(10000), Decimal(90000)),
    ]


def test_a_sentence_of_a_court_names_the_man_and_his_fine() -> None:
    text = "东湾市中级人民法院通报一案，被告人林大同以走私罪判处有期徒刑9年，并处罚金人民币60万元，其余5人判处拘役4个月不等。"
    (content,) = penalties(text)
    assert (content.authority, content.party, content.fine) == ("东湾市中级人民法院", "林大同", Decimal(600000))


def test_provisions_breached_are_told_in_one_piece_and_what_the_fine_rests_on_is_none_of_them() -> None:
    text = (
        "2031年5月6日，青城海关作出青关缉违字〔2031〕21号行政处罚决定：青城远航商贸有限公司出口石墨电极未申报许可，"
        "违反《示例管制法》第十二条、《示例海关法》第二十四条，依照《示例处罚条例》第十五条，处罚款5.2万元。\n"
    )
    (penalty,) = penalties(text)
    assert penalty.breached == "《示例管制法》第十二条、《示例海关法》第二十四条"


def test_provisions_of_a_store_from_when_each_stood_apart_are_read_in_one_piece() -> None:
    held = {"kind": "penalty", "breached": ["《示例管制法》第十二条", "《示例海关法》第二十四条"]}
    assert Penalty.model_validate(held).breached == "《示例管制法》第十二条、《示例海关法》第二十四条"
    assert Penalty.model_validate({"kind": "penalty", "breached": []}).breached is None
