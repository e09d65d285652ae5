"""Wording of announcements, news and reviews met in a further round of texts from elsewhere; the sentences are our own."""

from __future__ import annotations

from datetime import date

import pytest

from workbench.facts.document import Document
from workbench.facts.kinds import (
    Announcement,
    ControlledItem,
    Count,
    EffectiveDate,
    LegalInstrument,
    Listing,
    StatusChange,
    Threshold,
)
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


@pytest.mark.parametrize(
    ("text", "until"),
    [
        (
            "China halted a ban on exports of gallium to the US, the ministry said. It remains in effect until May 7, 2032.\n",
            date(2032, 5, 7),
        ),
        (
            "China will temporarily lift restrictions on the export of materials such as gallium until May 7, 2032.\n",
            date(2032, 5, 7),
        ),
        ("China paused its export curbs on gallium.\n", None),
    ],
)
def test_a_ban_that_is_halted_or_lifted_for_a_time_is_suspended(text: str, until: date | None) -> None:
    assert [(one.action, one.until) for one in contents(text, StatusChange)] == [("suspend", until)]
    assert [one.name for one in contents(text, ControlledItem)] == ["gallium"]


@pytest.mark.parametrize(
    "text",
    [
        "China halted exports of gallium to the firm.\n",
        "The US temporarily lifted restrictions on chips, and China took note.\n",
        "China lifted the restrictions on travel.\n",
    ],
)
def test_other_stops_suspend_no_control(text: str) -> None:
    assert contents(text, StatusChange) == []


def test_materials_are_items_where_their_own_sentence_puts_them_under_control() -> None:
    text = "China suspended its export ban on gallium and super-hard materials. Makers of lithium batteries welcomed that.\n"
    assert [one.name for one in contents(text, ControlledItem)] == ["gallium", "super-hard materials"]


def test_materials_that_are_on_the_list_are_items_without_what_specifies_them() -> None:
    text = (
        "China imposed export controls on metals. For instance, cobalt iron alloys and nickel powders with a density "
        "greater than 9.5 g/cm3 are included in the export control list. Alloy makers are subject to inspections.\n"
    )
    assert [one.name for one in contents(text, ControlledItem)] == ["cobalt iron alloys", "nickel powders"]


@pytest.mark.parametrize("words", ["as of the date of its publication", "upon publication", "on the date of issuance"])
def test_on_publication_in_english_is_the_day_of_issuance(words: str) -> None:
    text = (
        "MOFCOM Announcement No. 11 of 2031\nDate of Issuance: August 5, 2031\nThe Ministry of Commerce of China decided to "
        f"impose export controls on gallium.\nThis Announcement shall take effect {words}.\n"
    )
    assert {one.date for one in contents(text, EffectiveDate)} == {date(2031, 8, 5)}


def test_both_ministries_are_named_with_the_country_behind() -> None:
    text = (
        'On August 5, the Bureau of the Ministry of Commerce of the People\'s Republic of China ("MOFCOM") and General '
        'Administration of Customs of the People\'s Republic of China ("GAC") issued announcements on export controls.\n'
    )
    acts = contents(text, Announcement)
    assert [(one.issuers, one.published) for one in acts] == [
        (("Ministry of Commerce", "General Administration of Customs"), date(2031, 8, 5))
    ]


def test_decrees_that_expand_control_are_measures_of_the_ministry() -> None:
    text = "Beijing's Ministry of Commerce has rolled out six decrees expanding its control over lithium batteries.\n"
    assert [one.issuers for one in contents(text, Announcement)] == [("Ministry of Commerce",)]


def test_several_companies_are_named_in_the_next_sentence() -> None:
    text = (
        "The Chinese Ministry of Commerce added several U.S. companies to the Unreliable Entity List.\nThe companies include "
        "Skylark Aeronautics, Harbor Land Systems and Deepwell Defense, Space & Security.\n"
    )
    assert [one.name_original for one in contents(text, Listing)] == [
        "Skylark Aeronautics", "Harbor Land Systems", "Deepwell Defense, Space & Security",
    ]  # fmt: skip
    assert contents(text, Count) == []


def test_lists_that_are_told_with_their_size() -> None:
    text = (
        "China's Ministry of Commerce announced export controls on firms, dividing them into a control list of 20 and a "
        "watch list of 15.\nEntities Affected Include Major Industrial Players\n"
    )
    assert {(one.list, one.count) for one in contents(text, Count)} == {("export_control", 20), ("watch", 15)}
    assert contents(text, Listing) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("商务部宣布对仲钨酸铵等25种稀有金属产品及其技术实施出口管制，涵盖钨、碲、铋等物项。\n", {"仲钨酸铵", "钨", "碲", "铋"}),
        ("商务部公告，新增限制出口电池正极材料制备技术，包括电池用磷酸铁锂制备技术、磷酸盐原材料制备技术等2条控制要点。\n", {"电池正极材料制备技术", "电池用磷酸铁锂制备技术", "磷酸盐原材料制备技术"}),
        ("商务部公告，调整红外成像设备、用于目标指示的激光器等部分重要部件的管制标准。\n", {"红外成像设备", "用于目标指示的激光器"}),
        ("商务部公告，对能量密度≥300Wh/kg的锂离子电池及相关设备、人造石墨负极材料及其生产技术和设备实施出口管制。\n", {"锂离子电池", "人造石墨负极材料"}),
        ("商务部公告，对人造石墨材料及其制品实施出口管制。\n", {"人造石墨材料及其制品"}),
    ],
)  # fmt: skip
def test_items_in_prose_are_named_without_class_specification_and_company(text: str, names: set[str]) -> None:
    assert {one.name for one in contents(text, ControlledItem) if one.role == "controlled"} == names


@pytest.mark.parametrize(
    "text",
    [
        "自《中华人民共和国两用物项出口管制条例》实施以来，管制物项一直在优化调整。\n",
        "《中华人民共和国两用物项出口管制条例》细化了清单的制定、调整程序。\n",
        "12月31日，商务部发布公告2030年第67号，发布了2031年度《两用物项和技术进出口许可证管理目录》。\n",
    ],
)
def test_what_goes_on_or_is_a_matter_of_procedure_changes_nothing(text: str) -> None:
    assert contents(text, StatusChange) == []


def test_the_ministry_of_industry_is_known_by_both_its_names() -> None:
    text = "8月5日，商务部、工业与信息化部、海关总署联合发布商务部公告2031年第51号，公布出口管制清单。\n"
    assert contents(text, Announcement)[0].issuers == ("商务部", "工业与信息化部", "海关总署")


@pytest.mark.parametrize(
    "text",
    [
        "商务部7月9日发布公告，把3间台湾企业和机构列入出口管制管控名单，其中包含晨星航太、海桥重工、云岭研究。\n",
        "7月9日，大陆商务部发布公告，将3家台湾地区企业列入出口管制管控清单。\n名单中的企业包括晨星航太、海桥重工及云岭研究。\n",
    ],
)
def test_as_many_names_as_were_counted_are_names_whatever_their_form(text: str) -> None:
    assert [one.name_zh for one in contents(text, Listing)] == ["晨星航太", "海桥重工", "云岭研究"]


def test_words_that_are_not_as_many_as_were_counted_are_no_names_for_that() -> None:
    text = "商务部7月9日发布公告，把5间台湾企业列入出口管制管控名单，其中包含晨星、海桥、云岭。\n"
    assert contents(text, Listing) == []


def test_firms_that_a_sanction_names_are_listed_without_what_describes_them() -> None:
    text = (
        "China has imposed sanctions on Skylark Aviation Corp, the maker of jets, and Harbor Technologies Corp, a producer of "
        "radars. The move follows the law.\n"
    )
    assert [one.name_original for one in contents(text, Listing)] == [
        "Skylark Aviation Corp",
        "Harbor Technologies Corp",
    ]
    assert contents(text, Count) == []


@pytest.mark.parametrize(
    "text",
    [
        "The US imposed sanctions on Skylark Aviation Corp, and China took note.\n",
        "China has imposed sanctions on North Korea.\n",
        "Critics of China say that Washington sanctioned Skylark Aviation.\n",
    ],
)
def test_sanctions_of_others_and_on_countries_name_nobody(text: str) -> None:
    assert contents(text, Listing) == []


def test_manufacturers_are_counted_as_companies_are() -> None:
    text = "China has imposed sanctions on two American defense manufacturers, the Ministry of Commerce said in a Thursday statement.\n"
    assert [one.count for one in contents(text, Count)] == [2]
    assert [one.issuers for one in contents(text, Announcement)] == [("Ministry of Commerce",)]


def test_controls_that_will_apply_are_imposed() -> None:
    text = "Export controls on antimony will apply from September 15, the Ministry of Commerce and the Customs Administration in Beijing announced.\n"
    assert [one.action for one in contents(text, StatusChange)] == ["impose"]
    assert [one.date for one in contents(text, EffectiveDate)] == [date(2031, 9, 15)]
    assert [one.name for one in contents(text, ControlledItem)] == ["antimony"]
    assert contents(text, Announcement)[0].issuers == ("Ministry of Commerce", "Customs Administration")


def test_items_of_a_translation_whose_numbers_run_together() -> None:
    text = (
        "Export controls on the following items are implemented by China:\n(I) antimony-related items.1. Antimony ores and raw materials, including but not "
        "limited to powder. (Refer to customs commodity numbers: 2617101000)2. Metal antimony and its products, including ingots. "
        "(Refer to customs commodity numbers: 8110101000)\n"
    )
    coded = {one.name: one.hs_codes for one in contents(text, ControlledItem) if one.hs_codes}
    assert coded == {
        "Antimony ores and raw materials": ("2617101000",),
        "Metal antimony and its products": ("8110101000",),
    }


def test_a_law_that_another_ministry_acts_by_is_no_basis_of_chinas() -> None:
    text = "經濟部貿易署表示，名單更新是依「貿易法」第十三條授權，新增納管二七九個實體。\n"
    assert contents(text, LegalInstrument) == []


def test_notices_behind_an_order_in_brackets_are_not_issued_by_who_signed_the_order() -> None:
    text = (
        "MOFCOM’s Notices No. 55–58 (2031), issued under the Regulation (国务院令第 792 号), cover:\n"
        "  • Metals (Notice 57) — dysprosium.\n  • Equipment (Notice 56) — kilns.\n"
    )
    acts = {one.instrument: one.issuers for one in contents(text, Announcement)}
    assert acts["MOFCOM/announcement/2031/57"] == acts["MOFCOM/announcement/2031/56"] == ()


def test_talks_between_two_sides_are_no_act_of_the_other() -> None:
    text = (
        "China decided to act. To implement the consensus of the China-US economic and trade talks, starting from May 14, 2031, "
        "the export control measures announced on April 4 will be suspended for 90 days.\n"
    )
    assert [one.date for one in contents(text, EffectiveDate)] == [date(2031, 5, 14)]


def test_the_year_may_stand_before_the_authority() -> None:
    text = "本文精析2030年商务部第61、62号公告，相关措施已被商务部2031年第70号公告暂缓执行。\n"
    keys = {one.instrument for one in contents(text, Announcement) if one.instrument}
    assert keys == {f"MOFCOM/announcement/{number}" for number in ("2030/61", "2030/62", "2031/70")}


def test_what_washington_puts_off_by_its_other_names_is_none_of_chinas() -> None:
    text = "据报道，华府已暂缓实施包括禁止中国厂商营运等措施。五角大厦已暂停更新管控名单。\n"
    assert [one for one in contents(text, StatusChange) if one.actor == "CN"] == []


def test_a_firm_that_is_described_before_its_name_is_listed_by_its_name() -> None:
    text = "商务部将2家企业列入不可靠实体清单，分别是卫星技术公司晨星通（Skylark）、导弹与火控公司武器系统部（Harbor Weapons）。\n"
    assert [(one.name_zh, one.name_original) for one in contents(text, Listing)] == [
        ("晨星通", "Skylark"),
        ("导弹与火控公司武器系统部", "Harbor Weapons"),
    ]


def test_requirements_of_licences_and_the_day_told_in_passing() -> None:
    text = (
        "Beijing this week announced a host of new export license requirements for shipments of rare earths. "
        "The measures, announced Aug. 9, came before a meeting.\nThe Ministry of Commerce designated 12 U.S. entities on its export control list.\n"
    )
    assert [one.action for one in contents(text, StatusChange)] == ["impose"]
    assert date(2031, 8, 9) in {one.published for one in contents(text, Announcement)}
    assert [(one.list, one.count) for one in contents(text, Count)] == [("export_control", 12)]


def test_what_takes_effect_on_a_page_about_another_sides_agency_is_that_sides() -> None:
    text = (
        "The Bureau of Industry and Security is adding 27 firms, mostly in China, to its roll, the agency said in two rules released Aug. 15 and "
        "effective Aug. 16.\n"
    )
    assert contents(text, EffectiveDate) == []


def test_the_trade_law_alone_is_no_law_of_chinas() -> None:
    assert contents("名單是依「貿易法」第13條授權。\n", LegalInstrument) == []
    assert contents("名單是依「對外貿易法」第13條授權。\n", LegalInstrument) != []


@pytest.mark.parametrize(
    "text",
    [
        "甲记者问：美国商务部宣布新的措施。答：中方注意到，美国商务部对造船、海洋工程、深海勘探等领域多家中国实体实施制裁，中方坚决反对。",
        "中方决定，对造船、海洋工程等行业3家企业实施制裁。",
    ],
)
def test_fields_and_what_another_side_sanctions_are_no_listed_entities(text):
    assert contents(text, Listing) == []


def test_names_told_apart_from_the_listing_are_listed_where_one_list_took_so_many():
    text = (
        "发言人就将3家某国企业列入不可靠实体清单答记者问\n"
        "问：中方启用“不可靠实体清单”对3家企业实施制裁，有何考虑？\n"
        "答：近来，北岭防务公司、海潮系统公司、晨光航天公司等3家公司参与对台军售，中方依法追究其责任。\n"
    )
    listed = contents(text, Listing)
    assert {each.name_zh for each in listed} == {"北岭防务公司", "海潮系统公司", "晨光航天公司"}
    assert {each.list for each in listed} == {"unreliable_entity"}
    assert {each.list for each in contents(text, Count)} == {"unreliable_entity"}
    other = text.replace("等3家公司", "等4家公司")
    assert contents(other, Listing) == []


def test_laws_that_a_change_is_based_on_are_not_changed_however_many_they_are() -> None:
    text = (
        "根据《中华人民共和国出口管制法》《中华人民共和国对外贸易法》和《中华人民共和国海关法》有关规定，为维护国家安全，决定调整示例飞行器的出口管制措施。\n"
        "根据《中华人民共和国出口管制法》和商务部2031年第9号令《示例许可证管理办法》以及2031年税则，商务部对《示例许可证管理目录》进行了调整。\n"
    )
    changed = [target.instrument for change in contents(text, StatusChange) for target in change.targets]
    assert changed == ["law/示例许可证管理目录"]


def test_a_tariff_is_a_law_and_a_method_of_testing_is_none() -> None:
    text = "根据2031年《中华人民共和国进出口税则》，按照《示例弹道试验方法》测试的织物，未经许可不得出口。\n"
    assert [law.title for law in contents(text, LegalInstrument)] == ["中华人民共和国进出口税则"]


def test_what_a_statute_provides_for_is_not_done() -> None:
    text = (
        "第四条 主管部门有权决定将参与诉讼的上述主体列入反制清单。\n"
        "第五条 主管部门可以暂停、变更或者取消有关反制措施。\n"
        "第六条 被采取反制措施的组织可以申请暂停、变更或者取消有关反制措施。\n"
    )
    assert contents(text, Listing) == []
    assert contents(text, StatusChange) == []


def test_a_foreign_side_goes_on_behind_a_semicolon_until_another_is_named() -> None:
    text = "8月1日，加拿大政府发布公告，将低温制冷系统列入管制；耐热超过1100℃的涂层技术也须许可。\n"
    assert [limit.actor for limit in contents(text, Threshold) if limit.actor == "CN"] == []
    turned = "8月1日，加拿大政府发布公告，将低温制冷系统列入管制；商务部决定对耐热超过1100℃的涂层技术实施出口管制。\n"
    assert [limit.value for limit in contents(turned, Threshold)] == [1100]


def test_a_gazette_is_no_legal_instrument() -> None:
    assert contents("本命令自《加拿大公报》公布之日起生效。\n", LegalInstrument) == []


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("瑞士调整货物清单", "4月2日，瑞士联邦委员会通过《货物条例》修正案。新增物项包括晶圆技术。该修订将于2031年5月1日起生效。\n"),
        ("爱尔兰出口管制法生效", "8月22日，爱尔兰部长宣布《2029年出口管制法》正式生效。\n"),
        ("印度扩大授权所涵盖的物项范围", "10月7日，印度贸易管理总局发布第26/2030-2031号公告，宣布对程序手册进行修订。\n"),
        ("新西兰修订战略物资清单", "11月12日，新西兰外交贸易部长批准更新后的清单，并于当日生效。新增物项包括晶圆技术。\n"),
        ("日本修订公告中指定的货物", "日本经济产业省对经济产业省2024年第173号公告进行部分修订。\n以下货物应属于管制货物：示例苯酚。\n"),
    ],
)  # fmt: skip
def test_a_page_about_a_foreign_side_alone_tells_of_nothing_that_china_does(title: str, text: str) -> None:
    document = Document(id="0" * 64, text=f"{title}\n\n{text}", title=title, published=PUBLISHED, year=PUBLISHED.year)
    facts = recognize(document).facts
    assert [fact.kind for fact in facts if getattr(fact.content, "actor", "CN") == "CN"] == []


def test_a_page_whose_title_names_a_foreign_side_tells_what_china_does_too() -> None:
    title = "美国升级管制，商务部对示例合金实施出口管制"
    text = (
        f"{title}\n\n美国近日升级管制。商务部发布2031年第7号公告，决定对示例合金实施出口管制，自2031年10月1日起实施。\n"
    )
    document = Document(id="0" * 64, text=text, title=title, published=PUBLISHED, year=PUBLISHED.year)
    found = {fact.kind for fact in recognize(document).facts}
    assert {"announcement", "effective_date", "controlled_item"} <= found
