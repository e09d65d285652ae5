"""Numbers of acts in every written form, and what is no reference."""

from __future__ import annotations

import pytest

from workbench.recognition import find_references, parse_reference
from workbench.text import normalize


def keys(text: str, year: int | None = None) -> list[str]:
    return [mention.key for mention in find_references(normalize(text), year=year)]


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("商务部公告2031年第17号", "MOFCOM/announcement/2031/17"),
        ("商務部公告（2031）第17號", "MOFCOM/announcement/2031/17"),
        ("商务部公告2031第17号", "MOFCOM/announcement/2031/17"),
        ("商務部公告2031年17號", "MOFCOM/announcement/2031/17"),
        ("商务部 海关总署公告2031年第17", "MOFCOM/announcement/2031/17"),
        ("[2031]年第100号公告", "MOFCOM/announcement/2031/100"),
        ("商務部公告2031年第一號", "MOFCOM/announcement/2031/1"),
        ("商務部令二零三一年第５號", "MOFCOM/order/2031/5"),
        ("2031 年第 6 号部令¹⁷", "MOFCOM/order/2031/6"),
        ("不可靠实体清单工作机制〔2031〕8号", "UEL/announcement/2031/8"),
        ("不可靠实体清单〔2031〕8号", "UEL/announcement/2031/8"),
        ("海關總署公告2031年第30號", "GACC/announcement/2031/30"),
        ("（2031年4月11日中华人民共和国外交部令第5号公布）", "MFA/order/2031/5"),
        ("MOFCOM Announcement No. 17 of 2031", "MOFCOM/announcement/2031/17"),
    ],
)
def test_every_written_form_gives_one_key(written: str, key: str) -> None:
    assert keys(written) == [key]


def test_a_number_on_its_own_line_belongs_to_the_spaced_heading_above() -> None:
    assert keys("不 可 靠 实 体 清 单 工 作 机 制\n公　　告\n2031年 第3号\n") == ["UEL/announcement/2031/3"]


def test_a_list_shares_authority_and_year_until_another_prefix() -> None:
    found = keys("商务部、海关总署公告2031年第5号、6号、7号及商务部公告2031年第11号、12号")
    assert found == [f"MOFCOM/announcement/2031/{number}" for number in (5, 6, 7, 11, 12)]


def test_a_joint_act_belongs_to_the_first_named() -> None:
    assert keys("海关总署、商务部公告2031年第9号") == ["GACC/announcement/2031/9"]


@pytest.mark.parametrize(
    ("written", "numbers"),
    [
        ("商务部公告2031年第5-9号", (5, 6, 7, 8, 9)),
        ("商務部、海關總署公告2031年第5號至第8號", (5, 6, 7, 8)),
        ("2031年第5号到2031年第7号公告", (5, 6, 7)),
        ("2031年5至7号公告", (5, 6, 7)),
        ("商务部公告二〇三一年第五号、第八号至第十号", (5, 8, 9, 10)),
        ("MOFCOM Announcements No. 5 to No. 7 of 2031", (5, 6, 7)),
    ],
)
def test_a_range_means_what_lies_between_its_ends(written: str, numbers: tuple[int, ...]) -> None:
    assert keys(written) == [f"MOFCOM/announcement/2031/{number}" for number in numbers]


def test_what_lies_within_a_range_is_quoted_as_the_range() -> None:
    normal = normalize("商务部公告2031年第5号至第8号自即日起暂停实施")
    within = [mention for mention in find_references(normal) if mention.between]
    assert {normal.text[mention.start : mention.end] for mention in within} == {"第5号至第8号"}
    assert [mention.number.number for mention in within] == [6, 7]


@pytest.mark.parametrize("written", ["商务部公告2031年第58号至2032年第61号", "商务部公告2031年第5号至第200号"])
def test_the_ends_of_two_years_and_of_too_many_numbers_have_nothing_between(written: str) -> None:
    assert len(keys(written)) == 2


def test_a_missing_year_comes_from_the_same_number_before_the_sentence_before_the_document() -> None:
    assert keys("商务部公告2029年第46号仍然有效。2031年3月1日起，第46号公告不再适用。", 2031)[1].endswith("/2029/46")
    assert keys("2030年3月1日，商务部发布第7号公告。", 2031) == ["MOFCOM/announcement/2030/7"]
    assert keys("商务部第7号公告有效。", 2031) == ["MOFCOM/announcement/2031/7"]
    assert keys("商务部第7号公告有效。") == ["MOFCOM/announcement//7"]


def test_orders_that_are_numbered_on_and_on_do_not_take_the_documents_year() -> None:
    assert keys("中华人民共和国国务院令第792号", 2031) == ["SC/order//792"]


def test_a_bare_number_counts_only_where_the_text_gives_it_in_full() -> None:
    assert keys("商务部公告2031年第61号有三条。第61号第一条先施行，第99号没有人提过。") == [
        "MOFCOM/announcement/2031/61",
        "MOFCOM/announcement/2031/61",
    ]


def test_in_a_mixed_list_a_number_keeps_the_type_that_the_text_gives_it() -> None:
    text = "商务部公告2031年第21号与商务部令2031年第6号都在内。第21号和第6号令同日到期。"
    assert keys(text)[2:] == ["MOFCOM/announcement/2031/21", "MOFCOM/order/2031/6"]


@pytest.mark.parametrize(
    "text",
    [
        "甬某关缉违字〔2031〕307号",
        "北京市某区东大街2号",
        "第2758(1971)号决议",
        "东镇358省道998号",
        "10月9号公布",
        "3号线",
    ],
)
def test_look_alikes_are_no_references(text: str) -> None:
    assert keys(text) == []


def test_a_foreign_ministry_of_commerce_numbers_nothing_chinese() -> None:
    assert keys("美国商务部公告2031年第17号") == []
    assert keys("中国商务部公告2031年第17号") == ["MOFCOM/announcement/2031/17"]


def test_a_mention_spans_what_was_written() -> None:
    normal = normalize("依照商务部公告２０３１年第６１号办理")
    (mention,) = find_references(normal)
    assert normal.quote(mention.start, mention.end) == "商务部公告２０３１年第６１号"


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("MOFCOM/announcement/2031/58", "MOFCOM/announcement/2031/58"),
        ("mofcom 2031 61", "MOFCOM/announcement/2031/61"),
        ("uel 2031 7", "UEL/announcement/2031/7"),
        ("61号公告", "MOFCOM/announcement/2030/61"),
        ("第61號", "MOFCOM/announcement/2030/61"),
        ("津某某关缉违字〔2031〕83号", "case/津某某关缉违字〔2031〕83号"),
        ("《中華人民共和國出口管制法》", "law/中华人民共和国出口管制法"),
        ("出口管制法", "law/出口管制法"),
        ("《公布對某物項實施出口管制的決定》", "title/公布对某物项实施出口管制的决定"),
        ("2031", None),
        ("", None),
        ("沒有任何編號", None),
    ],
)
def test_parse_reference_reads_what_people_write(written: str, key: str | None) -> None:
    assert parse_reference(written, year=2030) == key


def test_words_before_a_case_number_are_no_part_of_it() -> None:
    assert parse_reference("处罚决定书甬梅关缉违字〔2031〕7号") == "case/甬梅关缉违字〔2031〕7号"


def test_the_keeper_of_a_list_lends_its_name_to_no_number_before_its_own() -> None:
    assert keys("公告2031年第58號、公告2031年第57號、不可靠實體清單工作機制公告2031年第10號") == [
        "MOFCOM/announcement/2031/58",
        "MOFCOM/announcement/2031/57",
        "UEL/announcement/2031/10",
    ]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Unreliable Entity List Mechanism [2031] No.7 applies.", "UEL/announcement/2031/7"),
        ("MOFCOM issued its No.1 announcement of 2031.", "MOFCOM/announcement/2031/1"),
        ("Promulgated by Ministry of Foreign Affairs Order No. 19 on May 6, 2031", "MFA/order/2031/19"),
        ("The unreliable entity list was set up by MOFCOM Order No. 4 of 2030.", "MOFCOM/order/2030/4"),
        ("【发布单位】商务部 外交部\n【发布文号】2031年第13号\n", "MOFCOM/announcement/2031/13"),
    ],
)
def test_numbers_behind_a_label_a_series_or_before_their_type(text: str, key: str) -> None:
    assert keys(text) == [key]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Ministry of Commerce Announcement No. 2031-11: Listing", "MOFCOM/announcement/2031/11"),
        (
            "Ministry of Commerce General Administration of Customs Announcement No. 58 of 2031",
            "MOFCOM/announcement/2031/58",
        ),
    ],
)
def test_numbers_with_a_hyphen_and_of_two_authorities_without_and(text: str, key: str) -> None:
    assert keys(text) == [key]


def test_a_decision_with_a_number_is_an_announcement() -> None:
    assert keys("China's Ministry of Commerce issued Decision No. 58 of 2031.") == ["MOFCOM/announcement/2031/58"]


def test_a_number_whose_authority_was_told_once_keeps_it() -> None:
    told = "商务部发布公告2031年第70号。不可靠实体清单〔2031〕5号列入10家企业。\n第70号公告没有写期限。"
    assert keys(told)[-1] == "MOFCOM/announcement/2031/70"
