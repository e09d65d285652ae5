"""What news tells without a number: who decided, when, for whom it pauses; and what is another side's."""

from __future__ import annotations

from datetime import date

import pytest

from workbench.facts.document import Document
from workbench.facts.kinds import Announcement, Count, EffectiveDate, Listing, Position, StatusChange
from workbench.recognition import recognize

PUBLISHED = date(2031, 8, 12)


def contents(text: str, kind: type, published: date | None = PUBLISHED, title: str | None = None) -> list:
    year = published.year if published else None
    document = Document(id="0" * 64, text=text, title=title, published=published, year=year)
    return [fact.content for fact in recognize(document).facts if isinstance(fact.content, kind)]


def issuers(text: str) -> set[str]:
    return {name for act in contents(text, Announcement) for name in act.issuers}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("中国商务部发布了一项重要公告，将5家实体列入出口管制管控名单。", {"商务部"}),
        ("外交部发言人12日表示，有关行径恶劣。根据法律，中方决定对某公司采取反制措施。", {"外交部"}),
        ("商務部、海關總署昨日公告，決議對某金屬實施出口管制。", {"商務部", "海關總署"}),
        ("大陸商務部將晨曦公司列入不可靠實體清單。", {"商務部"}),
        ("美国商务部宣布将5家企业列入实体清单。", set()),
        ("经国务院批准，决定对某物项实施出口管制。", set()),
        ("商务部网站首页 联系我们 版权所有", set()),
    ],
)
def test_who_decided_is_told_also_without_a_day(text: str, expected: set[str]) -> None:
    assert issuers(text) == expected


def test_a_joint_act_with_words_between_the_authorities() -> None:
    text = "商务部近日会同工业和信息化部、海关总署、国家密码局发布2030年第71号公告，公布某清单。"
    (act,) = [one for one in contents(text, Announcement) if one.instrument]
    assert act.instrument == "MOFCOM/announcement/2030/71"
    assert act.issuers == ("商务部", "工业和信息化部", "海关总署", "国家密码局")


def test_both_numbers_of_a_phrase_have_its_authority() -> None:
    text = "暂停不可靠实体清单工作机制〔2031〕7号。商务部于4月4日和9日分别发布了第21号和22号公告。"
    keys = {act.instrument for act in contents(text, Announcement)}
    assert {"MOFCOM/announcement/2031/21", "MOFCOM/announcement/2031/22"} <= keys


def test_a_notice_of_a_market_place_is_no_announcement() -> None:
    assert contents("海关总署称关注。国家棉花交易网公告2031年第18号显示成交三千吨。", Announcement) == []


def test_a_signature_dates_an_act_that_an_article_repeats() -> None:
    text = "新闻转载如下。\n有关决定全文见上。\n外交部\n2031年8月9日\n点击进入专题\n"
    assert (("外交部",), date(2031, 8, 9)) in [(act.issuers, act.published) for act in contents(text, Announcement)]


def test_changes_are_of_the_act_published_on_the_day_that_is_told() -> None:
    text = (
        "商务部于2031年4月4日和9日分别发布了第21号和22号公告，将28家实体列入出口管制管控名单。"
        "自2031年8月12日起，对于2031年4月4日被列入管控名单的16家实体，继续暂停上述相关措施90天；"
        "对于2031年4月9日被列入管控名单的12家实体，停止执行相关措施。"
    )
    changes = {(c.action, c.targets[0].instrument) for c in contents(text, StatusChange) if c.action != "impose"}
    assert changes == {("extend", "MOFCOM/announcement/2031/21"), ("stop", "MOFCOM/announcement/2031/22")}
    assert date(2031, 8, 12) in {effect.date for effect in contents(text, EffectiveDate)}


def test_measures_that_no_act_is_named_for_still_pause() -> None:
    text = "商务部宣布，自即日起至2032年8月10日，暂停实施多项涉及电池的出口管制措施。"
    (change,) = [one for one in contents(text, StatusChange) if one.action == "suspend"]
    assert (change.targets, change.until) == ((), date(2032, 8, 10))


@pytest.mark.parametrize("text", ["本次暂停并非取消有关管制措施。", "已经在办的出口业务应当立即停止。"])
def test_a_denial_and_an_order_to_exporters_change_no_status(text: str) -> None:
    assert contents(text, StatusChange) == []


def test_sanctions_that_china_decides_on_list_whom_they_name() -> None:
    text = "中方决定对晨曦防务公司（Dawn Defense）、Polar Star公司等2家企业实施制裁。"
    listed = contents(text, Listing)
    assert [(one.name_zh, one.name_original) for one in listed] == [
        ("晨曦防务公司", "Dawn Defense"),
        ("Polar Star公司", None),
    ]
    assert {one.list for one in listed} == {"countermeasure"}


def test_sanctions_of_another_side_list_nobody() -> None:
    assert contents("中方坚决反对美方对北辰科技公司实施制裁。", Listing) == []
    assert contents("加拿大外交部称，将对8名官员实施制裁。", Listing) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "将3家实体列入管控名单。根据公告，这三家被列入出口管制管控名单的台湾实体，分别是晨曦股份有限公司、北辰研究院，以及海岸公司。",
            ["晨曦股份有限公司", "北辰研究院", "海岸公司"],
        ),
        ("把2家公司列入反制清单。被列入名單者包括晨曦公司以及北辰公司。", ["晨曦公司", "北辰公司"]),
        ("将晨曦公司等无法核实最终用户、最终用途的20家日本实体列入关注名单。", ["晨曦公司"]),
        ("将晨曦公司及北辰与海岸研究所列入不可靠实体清单。", ["晨曦公司", "北辰与海岸研究所"]),
        ("对晨曦公司董事长、总裁詹姆斯·道等后附《反制清单》列明的高管，冻结财产。", ["詹姆斯·道"]),
        ("晨曦公司（Dawn）和北辰公司（Polar），因参与军售，日前被中国列入不可靠实体清单。", ["晨曦公司", "北辰公司"]),
        ("将6家企业列入管控名单。被列入名单的6家企业包括部分承包商、晶片研发公司等。", []),
    ],
)
def test_enumerations_of_news(text: str, expected: list[str]) -> None:
    assert [one.name_zh for one in contents(text, Listing)] == expected


def test_a_heading_s_short_names_give_way_to_those_of_the_text() -> None:
    text = "商务部将晨曦、北辰公司列入不可靠实体清单\n决定将晨曦防务公司（Dawn Defense）列入不可靠实体清单。\n"
    assert [one.name_zh for one in contents(text, Listing)] == ["晨曦防务公司"]


def test_a_count_in_a_row_without_an_act_does_not_join_the_row_above() -> None:
    text = (
        "清单\t公布情况\t说明\n"
        "不可靠实体清单\t不可靠实体清单工作机制公告2031年第10号公布将晨曦公司等14家实体列入不可靠实体清单\t无\n"
        "管控名单\t1月2日，商务部发布公告，将北辰公司等28家实体列入了管控名单\t首次\n"
    )
    by_number = {one.count: one.instrument for one in contents(text, Count)}
    assert by_number == {14: "UEL/announcement/2031/10", 28: None}
    assert {one.name_zh: one.instrument for one in contents(text, Listing)}["北辰公司"] is None


def test_what_a_list_holds_in_all_is_no_count_of_the_last_act() -> None:
    text = "商务部公告2031年第51号将3家实体列入管控名单。\n截至目前，被列入不可靠实体清单的实体有56个。\n"
    (total,) = [one for one in contents(text, Count) if one.action == "total"]
    assert total.instrument is None


def test_a_position_ends_where_the_suspension_begins() -> None:
    text = (
        "会场内外" * 20
        + "。商务部新闻发言人表示，中方一贯重视沟通对话，自2031年8月12日起暂停实施第21号公告相关措施90天。"
    )
    (position,) = contents(text, Position)
    assert position.stance == "中方一贯重视沟通对话"


def test_countries_that_goods_go_to_do_not_act() -> None:
    text = "商务部公告2031年第9号将美国、墨西哥、加拿大增列入目录。向美国、墨西哥、加拿大将实施许可管理，即日起施行。"
    document = Document(id="0" * 64, text=text, published=PUBLISHED, year=2031)
    assert {getattr(fact.content, "actor", "CN") for fact in recognize(document).facts} == {"CN"}
