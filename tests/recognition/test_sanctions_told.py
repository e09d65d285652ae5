"""Sanctions as spokespersons and the press tell them: people behind their posts, in Chinese and in English."""

from __future__ import annotations

import pytest

from workbench.facts.document import Document
from workbench.facts.kinds import Count, Listing
from workbench.recognition.entities import entity_facts
from workbench.recognition.reading import Reading


def contents(text: str) -> tuple[list[Listing], list[Count]]:
    found = [fact.content for fact in entity_facts(Reading.of(Document(id="0" * 64, text=text)))]
    return [one for one in found if isinstance(one, Listing)], [one for one in found if isinstance(one, Count)]


def names(text: str) -> list[str | None]:
    return [one.name_zh or one.name_original for one in contents(text)[0]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "中方根据《反外国制裁法》对前甲国商务部长石川、甲国会“东西经济与安全委员会”（EWC）主席卡罗·巴克、“民主促进会”金大勇、"
            "“海外观察”亚洲部主任索菲·理查及“北境人权会”等5个甲方人员和实体实施制裁。",
            ["石川", "卡罗·巴克", "金大勇", "索菲·理查", "北境人权会"],
        ),
        (
            "发言人宣布，根据《反外国制裁法》采取对等反制，针对甲国前商务部长罗文（Will Rowan）、甲国民主协会金大勇（Dae Kim）等2名甲方人员实施制裁。",
            ["罗文", "金大勇"],
        ),
        (
            "中方将对长期搜集敏感信息、为甲方提供“依据”的甲国数据公司海隆（Hailong）等1家机构；对海隆公司调查主任徐明（Ed Xu）、"
            "前甲国高等国防研究中心研究员尼科·莫格（Nicole Mogg）等2人采取反制措施。",
            ["海隆", "徐明", "尼科·莫格"],
        ),
        (
            "外交部宣布，中方决定对负有责任的12名人员实施制裁，包括前政府中的蓬远、纳瓦、奥布莱以及博尔、班农等。",
            ["蓬远", "纳瓦", "奥布莱", "博尔", "班农"],
        ),
    ],
)
def test_people_are_named_behind_their_posts_and_organisations(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_a_verb_behind_the_last_of_several_counts_each_of_them() -> None:
    text = "中方将对海隆公司（Hailong）等1家机构；对徐明（Ed Xu）、尼科·莫格（Nicole Mogg）等2人采取反制措施。"
    assert sorted(one.count for one in contents(text)[1]) == [1, 2]


def test_surnames_alone_among_sanctioned_people_are_individuals() -> None:
    text = "中方决定对12名官员实施制裁，包括蓬远、纳瓦和奥布莱、博尔等。"
    assert {one.entity_type for one in contents(text)[0]} == {"individual"}


@pytest.mark.parametrize(
    ("text", "expected", "counted"),
    [
        (
            "China's Foreign Ministry announced sanctions against 12 U.S. defence-related companies and 3 senior executives. "
            "Sanctioned firms include Northwind, Gibson & Cole, Inc. and St. Mary Works.\n"
            "The 3 individuals on the list include Peter Lake, founder of drone firm Anvil, and John Canter, Vice President of H3.",
            ["Northwind", "Gibson & Cole, Inc.", "St. Mary Works", "Peter Lake", "John Canter"],
            [3, 12],
        ),
        (
            "The Chinese foreign ministry is imposing sanctions on two American firms – Lockwood and Raydon – over the sale.",
            ["Lockwood", "Raydon"],
            [2],
        ),
        (
            "China decided on it: the 3 companies listed in the attached Countermeasures List—including Northern Systems "
            "Corporation, Gibson & Cole, Inc., and Vantage—may not trade.",
            ["Northern Systems Corporation", "Gibson & Cole, Inc.", "Vantage"],
            [3],
        ),
        (
            "Beijing announced sanctions against three US firms, placing the companies on the “unreliable entities list.” "
            "The sanctioned companies are Atom Systems and Harbor Defense, Space & Security.",
            ["Atom Systems", "Harbor Defense, Space & Security"],
            [3],
        ),
        (
            "China is sanctioning 9 U.S. companies by adding them to its export control list. Most are contractors of the "
            "army, such as Northwind Defense. The list includes high-tech firms like L9 Harbor and Anvil.",
            ["Northwind Defense", "L9 Harbor", "Anvil"],
            [9],
        ),
    ],
)
def test_sanctions_in_english_name_and_count(text: str, expected: list[str], counted: list[int]) -> None:
    listed, counts = contents(text)
    assert [one.name_original for one in listed] == expected
    assert sorted(one.count for one in counts) == counted


def test_people_in_english_are_individuals() -> None:
    text = "China sanctioned 1 US company and 1 executive. Sanctioned people include Peter Lake, the founder of Anvil."
    assert [(one.name_original, one.entity_type) for one in contents(text)[0]] == [("Peter Lake", "individual")]


def test_measures_of_a_list_that_pause_are_counted_as_suspended() -> None:
    text = (
        "China announced the suspension of Unreliable Entity List measures against 17 U.S. entities and the Export Control "
        "List against 28 U.S. entities."
    )
    assert [(one.list, one.action, one.count) for one in contents(text)[1]] == [
        ("unreliable_entity", "suspend", 17),
        ("export_control", "suspend", 28),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "China criticised Washington, which sanctioned 12 Chinese companies and imposed sanctions on 5 Russian firms.",
        "China's Ministry of Commerce said the US has imposed sanctions on 3 foreign banks.",
        "中方坚决反对美方针对中国企业实施制裁。",
    ],
)
def test_sanctions_of_others_list_nobody(text: str) -> None:
    assert contents(text) == ([], [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("外交部宣布，中方决定对甲国议长裴洛及其直系亲属采取制裁措施。", ["裴洛"]),
        (
            "该部门宣布，将28家企业列入出口管制名单。受到限制的公司包括甲动力公司、丙导弹与防务公司以及其他从事武器生产的美国公司。",
            ["甲动力公司", "丙导弹与防务公司"],
        ),
        (
            "Beijing has imposed sanctions on 4 US companies. The blacklisted companies include Boing in St. Mary, Gibson & "
            "Cole, Vantage and Anvil Labs.",
            ["Boing in St. Mary", "Gibson & Cole", "Vantage", "Anvil Labs"],
        ),
        (
            "China's ministry has placed 14 foreign organisations on its official “unreliable entity list”, it said.\n"
            "Among those blacklisted is Northwind, a Canadian research firm, along with nine of its subsidiaries, including "
            "Harbor Analytics. The Anvil Security Forum, an annual gathering of officials, was also included.",
            ["Northwind", "Harbor Analytics", "Anvil Security Forum"],
        ),
        (
            "China imposed sanctions on 2 US firms. The measures bar executives from entering China including the Hong Kong "
            "and Macao regions.",
            [],
        ),
    ],
)
def test_more_ways_of_naming(text: str, expected: list[str]) -> None:
    assert sorted(name or "" for name in names(text)) == sorted(expected)


def test_sanctions_that_target_firms_and_people_count_both() -> None:
    text = "According to the ministry, the new sanctions target 20 firms and ten individuals."
    assert sorted(one.count for one in contents(text)[1]) == [10, 20]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "中国决定对甲方严重损害中方主权和利益的10名人员和2个实体实施制裁：甲洲议会议员石菲尔、盖文、格鲁曼、乙国议会议员舍尔玛、丙国学者叶扬、"
            "甲盟政治与安全委员会、甲洲议会人权分委会。",
            ["石菲尔", "盖文", "格鲁曼", "舍尔玛", "叶扬", "甲盟政治与安全委员会", "甲洲议会人权分委会"],
        ),
        (
            "外交部宣布对欧洲3名个人和1个实体制裁。中方的制裁名单包括：\n\n“甲洲议会议员石菲尔（Rein Stone）、盖文（Mike Gavin），"
            "丙国学者叶扬（Ben Yeo），甲盟安全委员会（Security Committee of A）。相关人员被禁止入境。”",
            ["石菲尔", "盖文", "叶扬", "甲盟安全委员会"],
        ),
        (
            "外交部宣布对2名人员和2个机构实施制裁。被制裁的2人中，包括长期研究问题的丙国学者石恩（Adri Stone）、丁国学者叶扬（Ben Yeo）；"
            "被制裁的2个机构，分别是甲盟安全委员会及乙国民主基金会。",
            ["石恩", "叶扬", "甲盟安全委员会", "乙国民主基金会"],
        ),
        (
            "China decided:\n1. To list entities involved in the build-up, such as Northwind Heavy Industries, Ltd., on the control "
            "list.\n2. To list entities such as Harbor Corporation that cannot be checked on the watch list.",
            ["Northwind Heavy Industries, Ltd.", "Harbor Corporation"],
        ),
        (
            "China's Ministry of Commerce adds firms.\nAttachment\nExport Control List\n(As of May 6, 2031)\n"
            "Northwind Shipbuilding Co., Ltd.\nHarbor Defense & National Security, Ltd.\nAnvil Systems Company\n",
            ["Northwind Shipbuilding Co., Ltd.", "Harbor Defense & National Security, Ltd.", "Anvil Systems Company"],
        ),
    ],
)
def test_lists_of_people_and_annexes(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_another_number_goes_to_another_list() -> None:
    text = "China has added 20 Japanese entities, including A Works, Ltd., to its export control list and another 15 to its watch list."
    assert [(one.list, one.count) for one in contents(text)[1]] == [("export_control", 20), ("watch", 15)]


def test_whom_an_inclusion_names_along_with_others() -> None:
    text = (
        "China has added 20 Japanese entities to its export control list. The ministry announced the inclusion of Northwind Heavy "
        "Industries along with 19 other organizations."
    )
    assert names(text) == ["Northwind Heavy Industries"]


def test_entities_between_the_number_and_a_passive_verb() -> None:
    text = "China said that 20 Japanese entities, including A Works Co., Ltd. and B Works, have been added to the export control list."
    assert [one.count for one in contents(text)[1]] == [20]


def test_both_of_those_named_before_are_no_new_count() -> None:
    text = "商务部将甲集团和乙公司列入不可靠实体清单，会对这两个公司采取不可靠实体清单措施。"
    assert contents(text)[1] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "外交部宣布制裁欧盟3名人员和两个实体。这3名被制裁的人士分别是：甲洲议会议员石菲尔、盖文、格鲁曼，乙国学者叶扬。\n"
            "至于两个实体，则是甲盟安全委员会（Security Committee），以及乙国民主基金会（Democracy Foundation）。",
            ["石菲尔", "盖文", "格鲁曼", "叶扬", "甲盟安全委员会", "乙国民主基金会"],
        ),
        (
            "北京对甲盟有关机构和人员实施制裁。中国对甲盟的制裁名单则包括2名人员及1个实体。他们包括，甲洲议会议员石菲尔（Rein Stone）、"
            "盖文（Mike Gavin），以及甲盟安全委员会。",
            ["石菲尔", "盖文", "甲盟安全委员会"],
        ),
        ("中方对欧盟有关机构实施制裁。被制裁的中国人员包括某地前副主任朱某仑、公安厅厅长陈国明。", []),
        (
            "公告中，晨曦株式会社、北国防卫大学校等20家实体已被正式列入出口管制管控名单。",
            ["晨曦株式会社", "北国防卫大学校"],
        ),
    ],
)
def test_who_the_sanctioned_are_is_told_behind(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_the_press_calls_a_listing_a_sanction() -> None:
    text = (
        "China sanctions 50 Japanese companies\nThe ministry decided to add 20 Japanese entities, including Northwind Co., Ltd., that "
        "are involved in Japan's build-up, to the Export Control List."
    )
    listed, counts = contents(text)
    assert ([one.name_original for one in listed], {one.list for one in counts}) == (
        ["Northwind Co., Ltd."],
        {"export_control"},
    )


def test_chinas_ministry_behind_another_sides_clause_acts_for_china() -> None:
    text = "美国宣布将19个实体增列后，昨天大陆商务部也宣布，将海潮公司等十四家外国实体列为不可靠实体清单。"
    assert [(one.list, one.count) for one in contents(text)[1] if one.count == 14] == [("unreliable_entity", 14)]
