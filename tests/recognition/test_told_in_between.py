"""How news, companies and the ministry tell in passing: items of any ending, years before numbers, rumours, transcripts."""

from __future__ import annotations

from datetime import date

import pytest

from tests.recognition.reader import Reader
from workbench.facts.kinds import (
    Announcement,
    ControlledItem,
    EffectiveDate,
    LegalInstrument,
    Listing,
    StatusChange,
    Threshold,
)

READER = Reader(date(2031, 9, 5))


def items(text: str) -> set[str]:
    return {one.name for one in READER.contents(text, ControlledItem) if one.role == "controlled"}


def keys(text: str) -> list[str | None]:
    return [one.instrument for one in READER.contents(text, Announcement) if one.instrument]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("公告对铼粉末、铱合金和锇铱笔尖料实施出口管制。", {"铼粉末", "铱合金", "锇铱笔尖料"}),
        ("公告对钒海绵、铌条等物项实施出口管制。", {"钒海绵", "铌条"}),
        ("公告对乙硼烷、四氟化锗和砷烷三种特气实行出口许可管理。", {"乙硼烷", "四氟化锗", "砷烷"}),
        ("答：主要涉及铑块、锇舟以及铱片三种物项。", {"铑块", "锇舟", "铱片"}),
        ("铌锡超导线、铋系带材等物项具有军民两用属性，对其实施出口管制是国际通行做法。", {"铌锡超导线", "铋系带材"}),
        ("氮化硼坩埚（商品编码：6903900010）出口须取得许可证。", {"氮化硼坩埚"}),
        ("公告要求线膨胀系数不超过0.3ppm/K的微晶玻璃在出口前申领许可证。", {"微晶玻璃"}),
        ("商务部宣布对含铒、铥的激光晶体实施出口管制。", {"含铒、铥的激光晶体"}),
        (
            "公告列出两类物项：（1）纯度≥99.9%的氧化镓单晶；（2）碲锌镉衬底，直径超过50毫米。",
            {"氧化镓单晶", "碲锌镉衬底"},
        ),
    ],
)
def test_what_a_verb_puts_under_control_is_named_however_it_ends(text: str, names: set[str]) -> None:
    assert items(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "有人说，北京会在年底前把光学玻璃全部列入管制。",
        "业内传闻，氦气纯化装置也将被列入管制。",
        "如果商务部对锂电池隔膜实施出口管制，成本将上升。",
        "文章把它概括为“先技术、后产品、再设备”的管制路径。",
        "删除禁止出口部分第8条“竹浆造纸技术”，出口管制目录相应调整。",
        "将稀土萃取设备、日本企业一并纳入管制名单的说法不实。",
    ],
)
def test_rumours_conditions_slogans_and_deleted_entries_put_nothing_under_control(text: str) -> None:
    assert not {"光学玻璃", "氦气纯化装置", "锂电池隔膜", "先技术", "竹浆造纸技术", "日本企业"} & items(text)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("商务部去年第48号公告仍在执行。", 2030),
        ("去年11月公布的第48号公告仍在执行。", 2030),
        ("墙上贴着2029年的48号公告。", 2029),
        ("自即日起至明年11月10日暂停实施第48号公告。", 2031),
    ],
)
def test_words_before_a_number_give_its_year(text: str, year: int) -> None:
    assert set(keys(text)) <= {f"MOFCOM/announcement/{year}/48"}
    assert keys(text) or "暂停" in text


def test_a_number_that_a_speaker_takes_back_has_the_year_that_he_then_gives() -> None:
    assert set(keys("去年的第10号公告，哦不对，是前年，商务部公告2029年第10号。")) == {"MOFCOM/announcement/2029/10"}


def test_what_a_company_announces_is_no_act() -> None:
    text = (
        "溪源新材股份有限公司于2031年9月3日取得商务部核发的许可证。\n根据商务部公告2031年第22号，自2031年7月1日起，"
        "氮化铝基板须凭许可证出口。\n溪源新材股份有限公司董事会\n2031年9月5日\n"
    )
    title = "证券代码：60XXXX 证券简称：溪源新材 关于取得出口许可证的公告"
    assert {one.instrument for one in READER.contents(text, Announcement, title)} == {"MOFCOM/announcement/2031/22"}
    assert [one.date for one in READER.contents(text, EffectiveDate, title)] == [date(2031, 7, 1)]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("8月9日，商务部发布2031年第35号公告，次日起施行。", [date(2031, 8, 10)]),
        ("决定自2031年9月1日起将松崖通信公司移出不可靠实体清单。", [date(2031, 9, 1)]),
        ("商务部宣布，自10月1日起对含铒、铥的激光晶体及其技术实施出口管制。", [date(2031, 10, 1)]),
        ("美方则同意自11月12日起将船舶收费措施暂停一年。", []),
    ],
)
def test_days_told_in_other_ways(text: str, days: list[date]) -> None:
    assert [one.date for one in READER.contents(text, EffectiveDate) if one.actor == "CN"] == days


def test_a_weekday_with_its_date_is_that_date() -> None:
    (told,) = READER.contents("外交部上周四（8月28日）宣布对霍恩比研究会采取反制措施。", Announcement)
    assert told.published == date(2031, 8, 28)


def test_the_same_day_is_never_the_end_of_a_term() -> None:
    text = "9月1日，商务部宣布延长暂停期至2032年1月31日止，同日公布2031年第5号公告。"
    assert [one.published for one in READER.contents(text, Announcement) if one.instrument] == [date(2031, 9, 1)]


@pytest.mark.parametrize(
    "text",
    [
        "第44号公告也可能被纳入下一轮暂停清单。",
        "若会谈破裂，不排除中方恢复实施第44号公告。",
        "商务部将视评估结果决定延长第44号公告的措施、取消第44号公告或者另行规定。",
    ],
)
def test_scenarios_and_open_decisions_change_nothing(text: str) -> None:
    assert [one for one in READER.contents(text, StatusChange) if one.action != "impose"] == []


def test_a_number_named_at_the_end_is_that_of_the_act_told_before_it() -> None:
    (change,) = READER.contents("商务部昨日宣布，对镝铽磁体实施出口管制，公告文号为2031年第6号。", StatusChange)
    assert (change.action, change.targets[0].instrument) == ("impose", "MOFCOM/announcement/2031/6")


def test_a_man_at_his_post_is_listed_beside_his_firm() -> None:
    text = "中方决定对松崖航电公司（Pinecliff Avionics）及其首席执行官延斯·霍姆（Jens Home）采取反制措施。"
    found = {(one.name_zh, one.entity_type) for one in READER.contents(text, Listing)}
    assert found == {("松崖航电公司", "organization"), ("延斯·霍姆", "individual")}


def test_a_firms_own_share_is_no_limit_and_one_of_an_act_is() -> None:
    assert READER.contents("公司目前采用的磁材重稀土占比不到1%，不属于管制物项。", Threshold) == []
    act = "商务部公告2031年第9号\n\n纯度低于99%的，可以不提交检测报告。\n本公告自公布之日起施行。\n\n商务部\n2031年9月5日\n"
    assert [(one.comparator, str(one.value)) for one in READER.contents(act, Threshold)] == [("lt", "99")]


def test_a_law_that_another_government_changes_is_its_own() -> None:
    assert READER.contents("荷兰政府10月6日修订《战略物资与服务法》。", LegalInstrument) == []
