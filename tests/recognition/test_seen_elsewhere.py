"""Forms met in announcements and news that no labelled case has: each sentence here is our own."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from workbench.facts.document import Document
from workbench.facts.fact import Fact
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

PUBLISHED = date(2031, 4, 4)  # a Friday


def facts(text: str, title: str | None = None) -> tuple[Fact, ...]:
    document = Document(id="0" * 64, text=text, title=title, published=PUBLISHED, year=PUBLISHED.year)
    return recognize(document).facts


def contents(text: str, kind: type, title: str | None = None) -> list:
    return [fact.content for fact in facts(text, title) if isinstance(fact.content, kind)]


def names(text: str, title: str | None = None) -> list[str | None]:
    return [one.name_zh or one.name_original for one in contents(text, Listing, title)]


def targets(change: StatusChange) -> list[str]:
    return [target.instrument for target in change.targets]


ANNEXED = """不可靠实体清单工作机制公告〔2031〕4号
决定将北溟航空公司等3家实体列入不可靠实体清单，并采取以下处理措施：
一、禁止上述企业从事与中国有关的进出口活动。
{heading}
1. 北溟航空公司（Beiming Aero, Inc.）
2. 白鹿测绘公司（White Deer Mapping LLC）及其分支机构
      -White Deer Mapping LLC
      -White Deer Mapping Europe GmbH Institute for Research and Long Range Surveying
"""


@pytest.mark.parametrize(
    "heading",
    ["被列入不可靠实体清单的3家美国实体", "附件：被列入不可靠实体清单的外国实体", "列入不可靠实体清单的企业和个人"],
)
def test_an_annex_may_be_headed_by_who_is_listed(heading: str) -> None:
    listed = names(ANNEXED.format(heading=heading))
    assert "北溟航空公司" in listed
    assert {
        "White Deer Mapping LLC",
        "White Deer Mapping Europe GmbH Institute for Research and Long Range Surveying",
    } <= {one.name_original for one in contents(ANNEXED.format(heading=heading), Listing)}


def test_a_sentence_about_listed_firms_is_no_heading() -> None:
    text = (
        "商务部表示，被列入不可靠实体清单的企业可以申请移出。\n1. 先提交申请（Application）\n2. 再提交承诺（Promise）\n"
    )
    assert names(text) == []


def test_groups_that_a_colon_closes_are_counted() -> None:
    text = (
        "外交部令第9号\n依据《反外国制裁法》，中方决定对后附《反制清单》列明的机构和个人采取以下反制措施：\n"
        "一、对北溟研究所、白鹿图书馆等2家机构：\n严格限制我国境内的组织与其进行交流。\n"
        "二、对北溟研究所所长约翰·多伊等3名个人：\n（一）冻结在我国境内的财产。\n附件\n反制清单\n一、北溟研究所\n"
    )
    assert {one.count for one in contents(text, Count)} == {2, 3}


def test_a_group_without_a_number_is_no_name() -> None:
    text = "商务部于3月4日发布公告，将一批美国实体列入不可靠实体清单，采取相应措施。\n"
    assert names(text) == []


def test_a_bare_name_behind_a_post_elsewhere_is_a_man_s() -> None:
    text = (
        "关于对石某平采取反制措施的决定\n日本参议员石某平长期散布谬论。依据《反外国制裁法》规定，"
        "中方决定对石某平采取以下反制措施：\n一、冻结其在我国境内的财产；\n"
    )
    listed = contents(text, Listing, "关于对石某平采取反制措施的决定")
    assert [(one.name_zh, one.entity_type) for one in listed] == [("石某平", "individual")]


def test_a_day_on_which_something_is_announced_does_not_tell_what_is_suspended() -> None:
    text = (
        "商务部、海关总署7日发布2031年第70号公告。商务部于7日公告，即日起至2032年5月10日，暂停实施六项出口管制措施。\n"
    )
    changes = [one for one in contents(text, StatusChange) if one.action == "suspend"]
    assert changes
    assert "MOFCOM/announcement/2031/70" not in [key for one in changes for key in targets(one)]


def test_a_short_title_stands_for_what_was_named_in_full() -> None:
    text = (
        "商务部发布《关于优化调整石墨物项出口管制措施的公告》（以下简称《公告》）。《公告》自2031年12月1日起正式实施。\n"
        "依据《中华人民共和国两用物项出口管制条例》（以下简称“《条例》”或“《管制条例》”），"
        "《条例》第十条另有规定，《管制条例》第十二条亦同。《办法》不在此列。\n"
    )
    keys = {one.instrument for one in contents(text, EffectiveDate)}
    assert keys == {"title/关于优化调整石墨物项出口管制措施的公告"}
    cited = contents(text, LegalInstrument)
    assert {one.title for one in cited if one.title.endswith(("条例", "办法"))} == {
        "中华人民共和国两用物项出口管制条例"
    }
    assert {article for one in cited for article in one.articles} == {"第十条", "第十二条"}


def test_an_item_told_in_prose_has_its_codes_and_its_purity() -> None:
    text = (
        "商务部公告管制的物项有两项：\n一是高纯度（纯度＞99.9%）、高密度（密度＞1.73克/立方厘米）的人造石墨制品（参考海关商品编号：3801100030）。\n"
        "二是鳞片石墨制品（包含球化石墨、膨胀石墨等）（参考海关商品编号：2504101000）。\n"
    )
    coded = {one.name: one.hs_codes for one in contents(text, ControlledItem) if one.hs_codes}
    assert coded == {"人造石墨制品": ("3801100030",), "鳞片石墨制品": ("2504101000",)}
    assert {one.value for one in contents(text, Threshold)} == {Decimal("99.9"), Decimal("1.73")}


def test_a_quoted_group_is_counted_on_its_own_list() -> None:
    text = "商务部将甲子造船株式会社等20家「无法核实最终用户、最终用途的日本实体」，予以列入「关注名单」。\n"
    assert [(one.count, one.list) for one in contents(text, Count)] == [(20, "watch")]


def test_a_rule_of_another_side_keeps_its_actor_over_paragraphs() -> None:
    text = "美国正在扩大其贸易黑名单的适用范围。\n根据新规则，由列入名单的实体持股50%以上的子公司将受到该名单的限制。\n新规定自4月8日起生效。\n"
    assert contents(text, Threshold) == []
    assert contents(text, EffectiveDate) == []


def test_what_a_ministry_announces_today_has_the_day_of_the_page() -> None:
    text = "中国海关总署今天公告，恢复美国某公司等3家企业的大豆进口资格。\n"
    assert PUBLISHED in {one.published for one in contents(text, Announcement)}


SANCTIONED = (
    "China has decided to take countermeasures in accordance with the Anti-Foreign Sanctions Law against 3 US companies, "
    "the Chinese Foreign Ministry announced on Friday.\n"
    "Pursuant to that law, the countermeasures target 3 US companies, including Borealis Systems Corporation, "
    "White Deer & Sons, Inc., and Ashgrove Labs Inc.\n"
    "The countermeasures also apply to 2 senior executives, including Jane Roe, vice president of Ashgrove Labs, Inc. "
    "and principal accounting officer of Ashgrove; and John Doe, founder of Borealis Systems.\n"
)


def test_countermeasures_in_english_name_firms_and_people_behind_semicolons() -> None:
    listed = {one.name_original: one.entity_type for one in contents(SANCTIONED, Listing)}
    assert listed == {
        "Borealis Systems Corporation": "organization",
        "White Deer & Sons, Inc.": "organization",
        "Ashgrove Labs Inc.": "organization",
        "Jane Roe": "individual",
        "John Doe": "individual",
    }
    assert {one.count for one in contents(SANCTIONED, Count)} == {2, 3}


def test_countermeasures_of_nobody_are_not_chinas_without_its_law() -> None:
    text = "The countermeasures target 3 US companies, including Borealis Systems Corporation and Ashgrove Labs Inc.\n"
    assert names(text) == []


def test_a_numbered_list_in_english_is_introduced_by_its_own_name() -> None:
    text = (
        "The Chinese Ministry of Commerce added 2 US companies to its export control list. It went into effect from 12:01 AM on "
        "April 10, 2031. The full list includes:\n\n  1. American Photonics\n  2. Ashgrove Labs, Inc.\n\nThey make drones.\n"
    )
    assert names(text) == ["American Photonics", "Ashgrove Labs, Inc."]
    assert [one.date for one in contents(text, EffectiveDate)] == [date(2031, 4, 10)]


def test_a_listing_told_in_passing_takes_no_names_of_the_main_one() -> None:
    text = (
        "China took significant action on March 4, 2031, by adding 15 US entities to its export control list. This follows the "
        "addition of 10 US companies to China's unreliable entity list.\nThe companies identified included Borealis and Ashgrove Labs.\n"
        "It followed the inclusion of US firm Whitedeer Inc. on the unreliable entity list last month.\n"
        "China's unreliable entity list now includes 10 companies, such as Marl LLC and Fenn Mapping Inc. All these are barred.\n"
    )
    listed = {one.name_original: one.list for one in contents(text, Listing)}
    assert listed == {
        "Borealis": "export_control",
        "Ashgrove Labs": "export_control",
        "Whitedeer Inc.": "unreliable_entity",
        "Marl LLC": "unreliable_entity",
        "Fenn Mapping Inc.": "unreliable_entity",
    }
    assert date(2031, 3, 4) in {one.published for one in contents(text, Announcement)}


SUSPENDED = {f"MOFCOM/announcement/2031/{number}" for number in (55, 56, 61)}
SUSPENDING = "On April 3, 2031, China's Ministry of Commerce issued Announcement No. 70 of 2031, "


@pytest.mark.parametrize(
    "told",
    [
        "announcing the suspension of earlier announcements effective immediately until May 10, 2032. The suspended "
        "announcements include Ministry of Commerce Announcements No. 55, 56 and 61 of 2031.\n",
        "suspending a series of export restrictions. The order halts enforcement of three measures (Ministry of Commerce "
        "Announcements No. 55, 56 and 61 of 2031) until May 10, 2032.\n",
        "deciding to suspend three announcements on export controls until May 10, 2032.\nThese suspended announcements were "
        "namely: No. 55—controls on superhard materials; No. 56—controls on equipment; No. 61—controls on items abroad.\n",
    ],
)
def test_what_suspends_is_no_target_and_the_last_day_holds_for_those_named_behind(told: str) -> None:
    changes = [one for one in contents(SUSPENDING + told, StatusChange) if one.action == "suspend" and one.targets]
    assert {key for one in changes for key in targets(one)} == SUSPENDED
    assert {one.until for one in changes} == {date(2032, 5, 10)}


def test_an_announcement_that_goes_further_by_suspending_is_the_means() -> None:
    text = (
        "Through Ministry of Commerce Announcements No. 70 and No. 72 (2031), Beijing has suspended both export restrictions.\n"
        "MOFCOM Announcement No. 72 went further by suspending Article 2 of Announcement No. 46 (2030) until May 27, 2032.\n"
    )
    changes = [one for one in contents(text, StatusChange) if one.action == "suspend" and one.targets]
    assert [(targets(one), one.by) for one in changes] == [
        (["MOFCOM/announcement/2030/46"], "MOFCOM/announcement/2031/72")
    ]


def test_each_number_with_its_own_no_belongs_to_the_phrase() -> None:
    text = "The Commerce Ministry issued joint notices with Customs—announcement No. 55 to No. 58 of 2031—on export controls.\n"
    keys = {one.instrument for one in contents(text, Announcement) if one.instrument}
    assert keys == {f"MOFCOM/announcement/2031/{number}" for number in (55, 56, 57, 58)}


def test_elements_in_bullets_are_items_of_the_controls_that_the_lead_in_tells() -> None:
    text = (
        "China’s Ministry of Commerce issued notices imposing export controls, MOFCOM Notices No. 55–58 (2031), which impose export "
        "controls and cover:\n  • Rare-earth metals (Notice 57) — dysprosium and holmium.\n  • Equipment (Notice 56) — kilns.\n"
    )
    assert {one.name for one in contents(text, ControlledItem)} >= {"dysprosium", "holmium"}
    assert {f"MOFCOM/announcement/2031/{number}" for number in (56, 57)} <= {
        one.instrument for one in contents(text, Announcement)
    }


def test_items_with_codes_in_english_prose_have_their_names() -> None:
    text = (
        "China controls exports. The items include ammonium paratungstate (customs product number: 2841801000), and Tungsten "
        "Oxide (reference HS codes: 2825901200).\n"
    )
    coded = {one.name: one.hs_codes for one in contents(text, ControlledItem) if one.hs_codes}
    assert coded == {"ammonium paratungstate": ("2841801000",), "Tungsten Oxide": ("2825901200",)}


def test_effective_immediately_has_no_day_where_nothing_tells_when_it_was_announced() -> None:
    text = "China's Ministry of Commerce issued Announcement 18 of 2031. The export controls, effective immediately, cover alloys.\n"
    effective = [fact for fact in facts(text) if isinstance(fact.content, EffectiveDate)]
    assert [(fact.content.date, fact.notes) for fact in effective] == [(None, ("no_document_date",))]
