"""Controlled items of numbered lists and of running text; limit values; counts of items."""

from datetime import date

import pytest

from workbench.facts.document import Document
from workbench.facts.kinds import ControlledItem, Count, Threshold
from workbench.recognition.items import item_facts
from workbench.recognition.reading import Reading
from workbench.recognition.thresholds import threshold_facts

ANNOUNCEMENT = """商务部 海关总署公告2025年第99号 公布对锆等物项实施出口管制的决定
现将有关事项公告如下：
一、具备下列特性的物项，未经许可，不得出口：
1.金属锆及制品，包括但不限于块、粉末。（参考海关商品编号：8109210000、8109290000）
2.锆的氧化物，纯度大于等于99.9%。（参考海关商品编号：2825600010）
3.1C917.d.具有以下所有特性的锆靶：
a. 直径大于等于300毫米；
b. 孔隙率小于2%。
4.1E917.生产1C917.d项的技术。
二、出口经营者应当提交下列文件：
（一）出口合同原件；
（二）经办人的身份证明。
三、本公告自公布之日起实施。
"""


def reading(text: str, title: str | None = None) -> Reading:
    return Reading.of(Document(id="0" * 64, text=text, title=title, published=date(2025, 10, 9)))


def items(text: str, role: str = "controlled") -> list[ControlledItem]:
    contents = [fact.content for fact in item_facts(reading(text))]
    return [one for one in contents if isinstance(one, ControlledItem) and one.role == role]


def names(text: str, role: str = "controlled") -> list[str]:
    return [item.name for item in items(text, role)]


def limits(text: str) -> list[tuple[str | None, str, str, str | None]]:
    contents = [fact.content for fact in threshold_facts(reading(text))]
    return [(one.item, one.comparator, str(one.value), one.unit) for one in contents if isinstance(one, Threshold)]


def test_a_numbered_list_names_items_without_their_specification() -> None:
    assert names(ANNOUNCEMENT) == ["金属锆及制品", "锆的氧化物", "锆靶", "生产1C917.d项的技术"]


def test_codes_belong_to_the_item_they_lead_or_follow() -> None:
    found = items(ANNOUNCEMENT)
    assert found[0].hs_codes == ("8109210000", "8109290000")
    assert found[2].control_codes == ("1C917.d",)
    assert found[3].control_codes == ("1E917",)


def test_a_code_that_another_item_names_is_a_reference() -> None:
    assert ("1C917.d",) in [item.control_codes for item in items(ANNOUNCEMENT, "referenced")]


def test_what_follows_the_codes_behind_a_full_stop_is_no_specification() -> None:
    text = "以下物项未经许可不得出口：（一）钬靶材溅射相关技术；（管制编码：1E909.a）（二）钬靶材生产线调试、维护技术。（管制编码：1E909.b）公告另有五点，多为程序。"
    assert [(one.control_codes, one.specification) for one in items(text)] == [
        (("1E909.a",), None),
        (("1E909.b",), None),
    ]


def test_lines_below_an_item_with_characteristics_are_its_limits_and_no_items() -> None:
    assert limits(ANNOUNCEMENT) == [
        ("锆的氧化物", "ge", "99.9", "%"),
        ("锆靶", "ge", "300", "毫米"),
        ("锆靶", "lt", "2", "%"),
    ]


def test_documents_to_submit_are_no_items() -> None:
    assert not any("合同" in name or "证明" in name for name in names(ANNOUNCEMENT))


def test_a_heading_with_a_code_is_the_group_of_what_follows() -> None:
    text = "决定对下列物项实施出口管制:\n一、1C909 钬相关物项\n(一)1C909.a.金属钬、含钬的合金:\nb. 【保留】。\n(二)1C909.b.氧化钬。"
    found = items(text)
    assert [(one.name, one.group) for one in found] == [
        ("钬相关物项", None),
        ("金属钬、含钬的合金", "钬相关物项"),
        ("氧化钬", "钬相关物项"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("宣布對釤、釓、鋱等7類中重稀土相關物項實施出口管制。", ["釤", "釓", "鋱"]),
        ("對「平均粒徑小於等於50 μm的人造金剛石微粉」等物項實施出口管制。", ["人造金剛石微粉"]),
        ("公告将仿生传感器纳入管制。", ["仿生传感器"]),
        ("境外製造的稀土靶材、磁材，須申領出口許可。", ["稀土靶材"]),
        ("增列13种易制毒化学品。", ["易制毒化学品"]),
        (
            "实施出口管制的物项共两类。\n一是电池相关物项。能量密度大于等于300Wh/kg的锂离子电池（包含电芯）；用于制造电池的设备。",
            ["锂离子电池", "用于制造电池的设备"],
        ),
    ],
)
def test_running_text_names_items_under_control(text: str, expected: list[str]) -> None:
    assert set(expected) <= set(names(text))


@pytest.mark.parametrize(
    "text",
    [
        "部分物项的出口管制政策有所调整。",
        "此举引入「直接產品」規則，強化出口管制。",
        "「卡脖子」不再是美國的專利，出口管制亦然。",
        "对该企业实施出口管制合规检查。",
    ],
)
def test_general_words_and_slogans_are_no_items(text: str) -> None:
    assert names(text) == []


def test_what_a_code_does_not_cover_is_excluded() -> None:
    (item,) = items("用于首饰的培育钻石不在2C902.b项管制之列。", "excluded")
    assert (item.name, item.control_codes) == ("用于首饰的培育钻石", ("2C902.b",))


def test_a_refusal_names_items_and_destination() -> None:
    found = items("原则上不予许可镓、锗相关两用物项对美国出口。")
    assert {one.name for one in found} >= {"镓", "锗"}
    assert {one.destinations for one in found} == {("美国",)}


def test_the_number_of_items_is_a_count() -> None:
    contents = [
        fact.content for fact in item_facts(reading("对7种关键稀土物项实施出口管制，共约300个钢铁产品纳入许可证管理。"))
    ]
    found = [(one.count, one.of, one.approximate) for one in contents if isinstance(one, Count)]
    assert found == [(7, "items", False), (300, "items", True)]


def test_two_comparators_are_two_limits_of_one_item() -> None:
    text = "对「平均粒径大于50 μm且小于等于500 μm的人造金刚石单晶」实施出口管制。"
    assert limits(text) == [("人造金刚石单晶", "gt", "50", "μm"), ("人造金刚石单晶", "le", "500", "μm")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("价值比例达到0.1%及以上的，须经许可。", [(None, "ge", "0.1", "%")]),
        ("名单主体控股50%及以上的子公司，出口申请不予许可。", [(None, "ge", "50", "%")]),
        ("凡原產稀土價值佔比0.1%的外國產品，均納入出口管制。", [(None, "eq", "0.1", "%")]),
        ("14纳米及以下逻辑芯片的出口申请，逐案审批。", [("逻辑芯片", "le", "14", "纳米")]),
    ],
)
def test_limits_of_policy(text: str, expected: list[tuple[str | None, str, str, str | None]]) -> None:
    assert limits(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "該國稀土產量佔全球市場超過60%。",
        "受管制消息影响，股价下跌超过5%。",
        "货物价值达160.07万元，被处以超过50万元的罚款。",
        "良品率低于30%。",
        "自公告公布之日起15日内提交。",
    ],
)
def test_market_shares_prices_fines_and_terms_are_no_limits(text: str) -> None:
    assert limits(text) == []


def test_a_code_mended_from_a_damaged_text_says_so() -> None:
    facts = [fact for fact in item_facts(reading("决定对下列物项实施出口管制：\n一、1C917。a。锆粉。\n")) if fact.notes]
    assert [(fact.content.control_codes, fact.notes) for fact in facts] == [(("1C917.a",), ("repaired",))]


@pytest.mark.parametrize("name", ["稀土", "重稀土", "中重稀土", "境外相关稀土物项"])
def test_a_whole_class_is_only_referred_to(name: str) -> None:
    assert name not in names(f"宣布对{name}实施出口管制。")


def test_elements_counted_behind_are_each_named() -> None:
    assert set(names("决定对镓和锗两项关键金属实施出口管制。")) == {"镓", "锗"}


def test_numbered_items_run_together_in_one_line() -> None:
    text = "一、以下物项，未经许可，不得出口：1氮化镓（参考海关商品编号：2850001901）。2金属锗（单质，包括粉末）（参考海关商品编号：8112921010）。"
    assert names(text) == ["氮化镓", "金属锗"]


def test_items_told_behind_a_heading_word_are_named_without_their_gloss() -> None:
    text = (
        "商务部公布对铟、碲相关物项实施出口管制。管制涉及铟相关物项有：金属铟（单质）、磷化铟（包括但不限于晶片、粉末等形态）、"
        "三甲基铟。碲相关物项包括金属碲（单质，包括但不限于锭、块等形态）、碲化镉（包括但不限于晶体等形态）、高纯碲锭。"
    )
    found = set(names(text))
    assert {"金属铟", "磷化铟", "三甲基铟", "金属碲", "碲化镉", "高纯碲锭"} <= found
    assert not any("形态" in name or "但不限于" in name for name in found)


def test_numbers_run_together_behind_a_coded_item_are_items() -> None:
    text = "（一）3B905.a.用于制造钠电池的设备：1.涂布机（参考税则号列：84798999）；2.辊压釜；3.化成柜系统。\n（二）3C905.b.层状正极材料。"
    found = [(one.name, one.control_codes, one.hs_codes) for one in items(text)]
    assert found == [
        ("用于制造钠电池的设备", ("3B905.a",), ()),
        ("涂布机", (), ("84798999",)),
        ("辊压釜", (), ()),
        ("化成柜系统", (), ()),
        ("层状正极材料", ("3C905.b",), ()),
    ]


def test_a_condition_before_the_name_is_no_part_of_it() -> None:
    text = "一、未达到现有标准，但已达到下述指标的无人驾驶水面飞行器（参考海关商品编号：8806100010），未经许可，不得出口：\n"
    assert [one.name for one in items(text) if one.hs_codes] == ["无人驾驶水面飞行器"]


def test_what_was_measured_in_a_case_is_no_limit() -> None:
    text = "当事人申报出口磁钢，经检测，其中镝含量分别为0.18%和0.24%，属于列管的稀土永磁材料，出口需提供许可证。"
    assert limits(text) == []


def test_a_list_that_its_heading_puts_under_control_names_items_of_any_kind() -> None:
    text = "增列禁止向某国出口的两用物项和技术清单\n一、物项、材料、设备和技术\n1.磁环（专门用于玩具的除外）\n2.热室\n3.硝酸（质量浓度≥25%）\n"
    assert names(text) == ["磁环", "热室", "硝酸"]
    assert limits(text) == [("硝酸", "ge", "25", "%")]


def test_a_hyphen_between_two_numbers_with_one_unit_is_a_range() -> None:
    text = "公告列出受管制物项：平均粒径≤40μm的人造金刚石微粉、40-400μm的人造单晶、特定参数的线锯，以及等离子沉积（DCP）设备和技术。"
    assert {"人造金刚石微粉", "人造单晶", "线锯", "等离子沉积（DCP）设备和技术"} <= set(names(text))
    assert ("between", "40") in [(comparator, value) for _, comparator, value, _ in limits(text)]


ENGLISH = """1. Items that meet the following characteristics shall not be exported without permission:
(I) Zirconium-related items.
1. Zirconium ore and raw materials, including but not limited to blocks and powders. (Reference customs commodity numbers: 2615100000, 81092, 8109210000)
2. Zirconium alkyls, zirconium amides, and other organic zirconium compounds, with a purity greater than 99.9%. (Reference customs commodity number: 2931900099)
3. Sputtering targets with all of the following characteristics:
a. diameter greater than 300 mm;
b. porosity less than 2%.
4. Target smelting technology.
2. Exporters shall submit the following documents:
(1) the original contract.
"""


def test_a_numbered_list_in_english_names_items_with_their_commas() -> None:
    found = items(ENGLISH)
    assert [(one.name, one.hs_codes) for one in found] == [
        ("Zirconium ore and raw materials", ("2615100000", "8109210000")),
        ("Zirconium alkyls, zirconium amides, and other organic zirconium compounds", ("2931900099",)),
        ("Sputtering targets", ()),
        ("Target smelting technology", ()),
    ]


def test_below_a_kind_of_thing_in_english_stand_items() -> None:
    text = (
        "It is decided to implement export controls on the following items:\n"
        "(2) 3B917.a. Equipment used for manufacturing cells:\n"
        "1. Winding machines (Reference Tariff Line Number: 84798999);\n"
        "2. Hot press;\n"
    )
    assert [one.name for one in items(text)] == [
        "Equipment used for manufacturing cells",
        "Winding machines",
        "Hot press",
    ]


def test_a_share_by_weight_in_english_is_a_limit() -> None:
    text = "China controls tungsten alloys with a tungsten content greater than or equal to 97% by weight."
    found = [fact.content for fact in threshold_facts(reading(text)) if isinstance(fact.content, Threshold)]
    assert [(one.comparator, str(one.value), one.unit) for one in found] == [("ge", "97", "%")]


def test_an_entry_that_goods_are_told_apart_from_is_not_the_one_that_is_excluded() -> None:
    text = "含量较低的日用品不属于目录中某胺（海关商品编号2922990000）和某胺混合物（海关商品编号3824990000）项下的管控物项。"
    assert [item.name for item in items(text, "referenced") if item.hs_codes] == ["某胺", "某胺混合物"]
    assert items(text, "excluded") == []


@pytest.mark.parametrize(
    "text",
    [
        "六、已进入公共领域的样本技术、基础研究中的技术不受本公告管辖。",
        "1.出口甲设备。\n2.已进入公共领域的样本技术、基础研究中的技术不适用本公告。\n",
        "已按规定办理。已进入公共领域的样本技术、基础研究中的技术均不属于本公告管制范围。",
    ],
)
def test_what_an_act_says_that_it_does_not_reach_is_excluded_in_its_own_words(text: str) -> None:
    assert names("对下列物项实施出口管制。\n" + text, "excluded") == ["已进入公共领域的样本技术、基础研究中的技术"]


def test_who_is_bound_by_an_act_is_no_item() -> None:
    assert names("任何单位应当遵守本公告。本公告所称出口包括转移。", "excluded") == []
