"""Listed entities and counts: who is listed, on which list, by which words; and who is only mentioned."""

from datetime import date

import pytest

from workbench.facts.document import Document
from workbench.facts.kinds import Count, Listing
from workbench.recognition.entities import entity_facts
from workbench.recognition.reading import Reading

UEL_ORDER = """外交部令第7号
关于对某国两家机构及人员采取反制措施的决定

依据《反外国制裁法》第三条规定，中方决定对后附《反制清单》列明的机构和人员采取以下反制措施：
一、冻结在我国境内的财产；
二、不准入境。

附件
反制清单

一、机构（共2家）
（一）加拿大“北境权利项目”（Northern Rights Project）
（二）海潮技术公司（Haichao Tech, Inc.）
二、高级管理人员（共计2人）
（一）约翰·多伊（John Doe），男，海潮技术公司董事长
（二）“北境权利项目”相关人员，包括执行主任珍妮·罗伊（Jane Roe）等，共1人
"""


def reading(text: str, title: str | None = None, published: date | None = date(2025, 10, 9)) -> Reading:
    return Reading.of(Document(id="0" * 64, text=text, title=title, published=published))


def listings(text: str, title: str | None = None) -> list[Listing]:
    return [fact.content for fact in entity_facts(reading(text, title)) if isinstance(fact.content, Listing)]


def counts(text: str) -> list[Count]:
    return [fact.content for fact in entity_facts(reading(text)) if isinstance(fact.content, Count)]


def names(text: str) -> list[tuple[str | None, str | None]]:
    return [(one.name_zh, one.name_original) for one in listings(text)]


def test_names_with_their_gloss_are_listed_on_the_list_that_the_sentence_names() -> None:
    found = listings("决定将晨曦航空公司（Dawn Aero, Inc.）、K9 动力公司（K9 Power LLC）列入不可靠实体清单。")
    assert [(one.name_zh, one.name_original) for one in found] == [
        ("晨曦航空公司", "Dawn Aero, Inc."),
        ("K9 动力公司", "K9 Power LLC"),
    ]
    assert {one.list for one in found} == {"unreliable_entity"}


def test_the_first_of_a_counted_group_is_listed_and_the_number_is_a_count() -> None:
    text = "商务部公告将晨曦公司等 10 家美国企业列入出口管制管控名单。"
    assert names(text) == [("晨曦公司", None)]
    (count,) = counts(text)
    assert (count.count, count.list, count.first_named, count.jurisdiction) == (10, "export_control", "晨曦公司", "US")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "将蓝盾防务、空间与安全集团（Blue Shield Defense, Space & Security）列入反制清单。",
            ["蓝盾防务、空间与安全集团"],
        ),
        ("将吉森与柯克公司列入关注名单。", ["吉森与柯克公司"]),
        ("将赤峰集团和白塔公司列入关注名单。", ["赤峰集团", "白塔公司"]),
        ("将向某地军售的远山导弹与防务公司列入反制清单。", ["远山导弹与防务公司"]),
        ("被列入不可靠实体清单的企业包括星河公司、北辰集团。", ["星河公司", "北辰集团"]),
    ],
)
def test_names_are_taken_apart_only_where_one_has_ended(text: str, expected: list[str]) -> None:
    assert [zh for zh, _ in names(text)] == expected


def test_latin_names_alone_are_listed_also_when_broken_over_lines() -> None:
    text = "将欧盟ＵＡＢ　Ｏｒｏ　\nＢａｎｋ和AB Sida Bank两家银行列入反制清单。"
    assert names(text) == [(None, "ＵＡＢ Ｏｒｏ Ｂａｎｋ"), (None, "AB Sida Bank")]


def test_subsidiaries_are_listed_and_their_parent_is_not() -> None:
    found = listings("商务部将远洋株式会社 2 家美国相关子公司 Ocean Ship LLC 和 OS Holdings Corp. 列入反制清单。")
    assert [one.name_original for one in found] == ["Ocean Ship LLC", "OS Holdings Corp."]
    assert {one.parent for one in found} == {"远洋株式会社"}


def test_names_that_a_count_announces_belong_to_its_list() -> None:
    text = "商務部把遠洋株式會社的2家美國子公司列入反制清單。該2家公司為Ocean Ship LLC和OS Holdings Corp.，即日執行。"
    assert names(text) == [(None, "Ocean Ship LLC"), (None, "OS Holdings Corp.")]


def test_an_annex_names_organisations_and_people_and_its_totals_are_counts() -> None:
    found = listings(UEL_ORDER, "关于对某国两家机构及人员采取反制措施的决定")
    assert [(one.name_zh, one.name_original, one.entity_type) for one in found] == [
        ("北境权利项目", "Northern Rights Project", "organization"),
        ("海潮技术公司", "Haichao Tech, Inc.", "organization"),
        ("约翰·多伊", "John Doe", "individual"),
        ("珍妮·罗伊", "Jane Roe", "individual"),
    ]
    assert found[0].measures == ("冻结在我国境内的财产", "不准入境")
    assert {one.count for one in counts(UEL_ORDER)} == {1, 2}


@pytest.mark.parametrize(
    "text",
    [
        "对美国远山集团启动不可靠实体清单调查。",
        "中方坚决反对英方对11家中国企业采取列单措施。",
        "商务部将加强对下列企业的服务，并列入重点联系名单。",
        "决定将有关实体列入出口管制管控名单。",
    ],
)
def test_investigated_foreign_listed_and_general_words_list_nobody(text: str) -> None:
    assert listings(text) == []


def test_a_foreign_list_is_foreign_and_its_actor_is_not_china() -> None:
    found = listings("美国商务部将东岭微电子公司、西川光学公司列入实体清单。")
    assert {(one.list, one.actor) for one in found} == {("foreign", "US")}


def test_what_a_list_holds_on_a_day_is_a_total() -> None:
    (count,) = counts("截至2025年12月31日，被列入不可靠实体清单的实体有 41 个（含暂停实施的）。")
    assert (count.action, count.count, count.list, count.as_of) == (
        "total",
        41,
        "unreliable_entity",
        date(2025, 12, 31),
    )


def test_a_total_is_quoted_with_the_year_that_it_is_of_and_with_whom_it_counts() -> None:
    text = "截至成稿，2031年被列入不可靠实体清单的实体有41个（含暂停实施者）；被列入出口管制管控名单的企业有30家（含暂停实施者）。"
    first, second = (fact for fact in entity_facts(reading(text)) if isinstance(fact.content, Count))
    assert [span.quote for span in first.evidence] == ["2031年被列入不可靠实体清单的实体有41个（含暂停实施者）"]
    assert [span.quote for span in second.evidence] == ["2031年", "出口管制管控名单的企业有30家（含暂停实施者）"]


def test_the_day_of_a_total_is_no_year_of_it() -> None:
    (total,) = entity_facts(reading("截至2031年12月31日，被列入不可靠实体清单的实体有41个。"))
    assert [span.quote for span in total.evidence] == ["不可靠实体清单的实体有41个"]


def test_a_paused_listing_is_no_new_one() -> None:
    (count,) = counts("自5月14日起，暂停17家美国实体的不可靠实体清单措施。")
    assert (count.action, count.count) == ("suspend", 17)


def test_evidence_shows_the_name_and_the_words_that_list_it() -> None:
    fact = next(iter(entity_facts(reading("现将晨曦航空公司（Dawn Aero）列入不可靠实体清单。"))))
    assert [span.quote for span in fact.evidence] == ["晨曦航空公司（Dawn Aero）", "列入不可靠实体清单"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "將美國晨曦公司（Dawn）、加拿大研究機構ChipSight等十四家外國實體列為「不可靠實體清單」。",
            ["晨曦公司", "ChipSight"],
        ),
        ("對晨曦公司（Dawn）等3家企業列入關注名單。", ["晨曦公司"]),
        (
            "将3家企业列入关注名单，分别是晨曦公司（Dawn）、北辰公司（Polar）以及海岸公司（Coast）。",
            ["晨曦公司", "北辰公司", "海岸公司"],
        ),
        ("將蓋亞和奧林等，10間企業列入反制清單。", ["蓋亞", "奧林"]),
        ("晨曦公司、北辰公司也因军售而被列入不可靠实体清单。", ["晨曦公司", "北辰公司"]),
        ("对约翰·多伊（晨曦公司总裁、兼董事）等2名后附《反制清单》列明的高管，不准入境。", ["约翰·多伊"]),
    ],
)
def test_forms_of_news(text: str, expected: list[str]) -> None:
    assert [zh or original for zh, original in names(text)] == expected


def test_statements_in_english_list_and_count() -> None:
    text = "China's Ministry of Commerce added 3 US entities, including Dawn Aero, Inc. and Polar LLC, to its export control list."
    assert names(text) == [(None, "Dawn Aero, Inc."), (None, "Polar LLC")]
    (count,) = counts(text)
    assert (count.count, count.list, count.jurisdiction) == (3, "export_control", "US")


def test_an_american_entity_list_is_none_of_chinas() -> None:
    assert names("The US Commerce Department added 3 companies, including Dongling, to its export control list.") == []


def test_rows_of_a_table_name_list_entity_and_number() -> None:
    text = (
        "| 名单 | 文号 | 首列实体 | 数量 |\n| --- | --- | --- | --- |\n"
        "| 不可靠实体清单 | 〔2025〕1号 | 晨曦公司 | 10家 |\n| 出口管制管控名单 | 公告2025年第13号 | | 15家 |\n"
    )
    assert names(text) == [("晨曦公司", None)]
    assert [(one.list, one.count) for one in counts(text)] == [("unreliable_entity", 10), ("export_control", 15)]


def test_each_number_goes_with_the_act_nearest_to_it() -> None:
    text = "不可靠实体清单方面，对15家美国实体停止措施，对16家美国实体暂停措施。"
    assert [(one.count, one.action) for one in counts(text)] == [(15, "stop"), (16, "suspend")]


def test_a_row_belongs_to_the_act_that_it_names_itself() -> None:
    text = (
        "| 名单 | 文号 | 首列实体 |\n| --- | --- | --- |\n"
        "| 不可靠实体清单 | 〔2025〕1号 | 晨曦公司 |\n| 不可靠实体清单 | 〔2025〕2号 | 北辰公司 |\n"
    )
    assert [one.instrument for one in listings(text)] == ["UEL/announcement/2025/1", "UEL/announcement/2025/2"]


def test_an_electronics_firm_is_no_subsidiary() -> None:
    assert names("将海湾电子公司、北辰公司列入反制清单。") == [("海湾电子公司", None), ("北辰公司", None)]


def test_firms_whose_unnamed_managers_are_meant_are_not_listed() -> None:
    text = "外交部决定对10名高管实施制裁。名单包括晨曦公司创始人约翰·多伊（John Doe）以及海潮、K9 公司、北境无人机等企业的多位首席执行官。"
    assert not any("K9" in (zh or "") or "海潮" in (zh or "") for zh, _ in names(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "公告称，这6家美国实体被列入出口管制管控名单，即日起生效。\n公告列出了被纳入管制名单的公司名单，其中包括但不限于晨曦公司、北境和海潮公司等多家涉及高科技及航天领域的公司。\n"
            "名单中还包括东峰系统公司以及南原公司等知名企业，这些公司在航空、陆地系统领域有影响。",
            ["晨曦公司", "北境和海潮公司", "东峰系统公司", "南原公司"],
        ),
        (
            "商务部将晨曦公司等3家企业列入出口管制管控名单，同时，北境公司、海潮公司也因军事合作而被列入不可靠实体清单。",
            ["晨曦公司", "北境公司", "海潮公司"],
        ),
        ("外交部决定对日本参议员山川茂采取反制措施。", ["山川茂"]),
        ("中国外交部8日发布对日本众议员林田的制裁。", ["林田"]),
        ("公告是针对「北境株式会社等20家日本实体列入出口管制管控名单」。", ["北境株式会社"]),
    ],
)
def test_more_forms_of_news(text: str, expected: list[str]) -> None:
    assert [zh for zh, _ in names(text)] == expected


def test_a_man_known_by_his_post_is_an_individual() -> None:
    (found,) = listings("外交部决定对日本自卫队前最高指挥官山川茂采取反制措施。")
    assert (found.name_zh, found.entity_type, found.list) == ("山川茂", "individual", "countermeasure")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            'China’s Ministry of Commerce placed 3 companies that make drones on its "unreliable entity list". '
            "The companies include:\n- Northwind\n- Blue Harbor Drones\n- Firebird Labs\nFirebird is a subsidiary.",
            ["Northwind", "Blue Harbor Drones", "Firebird Labs"],
        ),
        (
            "China's ministry adds Northwind Corp, Blue Harbor and 24 other companies to its export control list.",
            ["Northwind Corp", "Blue Harbor"],
        ),
        ("Beijing put Northwind Group and Illuma on its unreliable entity list.", ["Northwind Group", "Illuma"]),
        (
            "China has added 5 US entities, including Dawn Defense, Space & Security and Harbor Missiles and Fire Control, "
            "to its export control list.",
            ["Dawn Defense, Space & Security", "Harbor Missiles and Fire Control"],
        ),
    ],
)
def test_more_forms_of_english_news(text: str, expected: list[str]) -> None:
    assert [original for _, original in names(text)] == expected


@pytest.mark.parametrize(
    ("text", "differs"),
    [
        ("决定将甲银行（UAB Alpha Bankas）、乙银行（AB Beta）和丙银行（Gamma Bank）两家银行列入反制清单。", True),
        ("将晨曦公司（Dawn Inc.）、海潮公司（Tide LLC）和北境公司（North Co.）共4家企业列入不可靠实体清单。", True),
        ("将晨曦公司（Dawn Inc.）、海潮公司（Tide LLC）2家企业列入不可靠实体清单。", False),
        ("将晨曦公司（Dawn Inc.）、海潮公司（Tide LLC）等10家企业列入不可靠实体清单。", False),
    ],
)
def test_a_number_is_held_against_the_names(text: str, differs: bool) -> None:
    (count,) = [fact for fact in entity_facts(reading(text)) if isinstance(fact.content, Count)]
    assert ("count_differs_from_names" in count.notes) is differs


def test_a_country_is_part_of_a_name_where_the_other_name_begins_with_it_too():
    text = """商务部公告2031年第9号
公布将2家美国实体列入出口管制管控名单

决定将美国晨光公司等2家美国实体列入出口管制管控名单（见附件）。

附件
出口管制管控名单

1. 美国晨光公司（American Dawn, Inc.）
2. 美国海潮公司（Haichao Tech, Inc.）
3. 加拿大“加拿大晨光委员会”（Canada Dawn Committee）
"""
    assert [listed.name_zh for listed in listings(text)] == ["美国晨光公司", "海潮公司", "加拿大晨光委员会"]
