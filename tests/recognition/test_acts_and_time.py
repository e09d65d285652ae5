"""Phenomena of acts and their time that pages nobody tuned for showed; the table in docs/recognition.md names each."""

from __future__ import annotations

from datetime import date

import pytest

from workbench.facts.document import Document
from workbench.facts.fact import Fact
from workbench.facts.kinds import Announcement, EffectiveDate, LegalInstrument, StatusChange
from workbench.recognition import find_dates, find_references, recognize
from workbench.recognition.reading import Reading
from workbench.text import normalize


def facts(text: str, published: date | None = None, title: str | None = None) -> tuple[Fact, ...]:
    year = published.year if published else None
    return recognize(Document(id="0" * 64, text=text, title=title, published=published, year=year)).facts


def announcements(text: str, published: date | None = None) -> list[Announcement]:
    return [fact.content for fact in facts(text, published) if isinstance(fact.content, Announcement)]


def effects(text: str, published: date | None = None) -> list[EffectiveDate]:
    return [fact.content for fact in facts(text, published) if isinstance(fact.content, EffectiveDate)]


def changes(text: str, published: date | None = None) -> list[StatusChange]:
    return [fact.content for fact in facts(text, published) if isinstance(fact.content, StatusChange)]


def keys(text: str) -> list[str]:
    return [mention.key for mention in find_references(normalize(text))]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("MOFCOM Announcements 41, 42, and 44 of 2031 were read out.", [41, 42, 44]),
        ("Announcements Nos. 41 to 44 of 2031 stay.", [41, 42, 43, 44]),
        ("Announcement 47/2031 replaces Announcement 12/2031.", [47, 12]),
        ("Announcement No. 47 of 2031, 7 items in all", [47]),
        ("The order 12 months ago and the notice 30 days before", []),
    ],
)
def test_numbers_in_english_lists_and_with_a_slash(text: str, numbers: list[int]) -> None:
    assert keys(text) == [f"MOFCOM/announcement/2031/{number}" for number in numbers]


def test_a_number_alone_belongs_to_the_series_that_was_named() -> None:
    text = "The ministry released announcements (Nos. 41 to 44) in May 2031:\nmagnets (No. 43)\nboats (No. 48)"
    assert keys(text) == [f"MOFCOM/announcement/2031/{number}" for number in (41, 42, 43, 44, 43)]


def test_a_title_behind_a_number_says_that_it_is_an_announcement() -> None:
    assert keys("商務部今發布2031年第7號關於加強某類設備出口管制的公告。") == ["MOFCOM/announcement/2031/7"]
    assert keys("他住在2031年第7號展館，關於這次展覽有一篇文章。") == []


def test_today_may_be_written_with_one_character() -> None:
    (found,) = find_dates(normalize("商務部今宣布新措施，如今宣布的人少了。"), year=None, published=date(2031, 5, 6))
    assert found.value == date(2031, 5, 6)


def test_a_dateline_dates_an_agency_report_that_was_posted_months_later() -> None:
    text = "发布时间:2031-11-28 07:33:43 来源: 某站\n某社北京8月15日电 商务部、海关总署15日联合发布公告，决定对甲物项实施出口管制。"
    (told,) = announcements(text, date(2031, 11, 28))
    assert told.published == date(2031, 8, 15)


def test_the_year_of_a_picture_is_nobody_elses() -> None:
    text = "2020年10月31日，一名工人在港口运送矿土。（Reuters）\n\n10月9日，商务部发布公告，决定对甲物项实施出口管制。"
    assert [told.published for told in announcements(text)] == [None]


def test_a_posting_does_not_date_an_answer() -> None:
    page = "{}\n商务部新闻发言人就某政策答记者问\n问：有何考虑？\n答：中方决定对甲物项实施出口管制措施。"
    stamped = page.format("发布时间:2031-08-01 14:40:00 来源: 某新闻客户端")
    official = page.format("2031-08-01 14:40:00")
    assert {told.published for told in announcements(stamped)} == {None}
    assert date(2031, 8, 1) in {told.published for told in announcements(official)}


def test_an_effective_day_without_a_year_stays_open_and_says_why() -> None:
    (fact,) = [f for f in facts("上述政策将于9月1日起正式施行。") if isinstance(f.content, EffectiveDate)]
    assert isinstance(fact.content, EffectiveDate)
    assert (fact.content.date, fact.notes) == (None, ("no_year",))


def test_at_once_without_a_known_day_says_why() -> None:
    (fact,) = [f for f in facts("本办法自公布之日起施行。") if isinstance(f.content, EffectiveDate)]
    assert fact.notes == ("no_document_date",)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("会议定于9月1日举行。", "no_year"),
        ("会议定于2031年2月30日举行。", "impossible"),
        ("2031年9月的会议。", "no_day"),
    ],
)
def test_a_mention_says_why_it_has_no_value(text: str, why: str) -> None:
    mentions = recognize(Document(id="0" * 64, text=text)).mentions
    assert [(one.value, one.unresolved) for one in mentions if one.kind == "date"] == [(None, why)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("商务部今日公告，决定自公告公布之日起对某技术等物项实施出口管制。", date(2031, 3, 4)),
        (
            "经国务院批准，自2031年10月14日起，对某国的企业拥有的船舶；在该国建造的船舶，收取特别港务费。",
            date(2031, 10, 14),
        ),
        ("商务部宣布，自今年9月15日起，某矿及原料、制品等相关物项，未经许可不得出口。", date(2031, 9, 15)),
        ("这类产品自2031年12月1日起纳入许可管理。", date(2031, 12, 1)),
        ("原产品自2031年10月9日起即实施管制。", date(2031, 10, 9)),
        ("China said its new export controls take effect on July 5, 2031.", date(2031, 7, 5)),
        ("China announced export restrictions today. They come into effect immediately.", date(2031, 3, 4)),
        ("Starting August 1, 2031, Chinese exporters must obtain a licence.", date(2031, 8, 1)),
    ],
)
def test_forms_of_taking_effect(text: str, day: date) -> None:
    assert [effect.date for effect in effects(text, date(2031, 3, 4))] == [day]


def test_china_may_announce_without_an_authority() -> None:
    (told,) = announcements("China announced sweeping export restrictions on Tuesday.", date(2031, 3, 6))
    assert (told.published, told.issuers) == (date(2031, 3, 4), ())


def test_who_issued_may_stand_behind() -> None:
    text = "China put gallium under export control, in a decision jointly issued by the Ministry of Commerce."
    assert [told.issuers for told in announcements(text)] == [("Ministry of Commerce",)]


def test_a_suspension_in_english_names_what_suspends_and_what_is_suspended() -> None:
    text = (
        "China's ministry acted in 2031.\nAnnouncement 47/2031 suspends the controls of Announcements 41 and 42.\n"
        "The pause lasts until 9 May 2032."
    )
    (change,) = [change for change in changes(text) if change.action == "suspend"]
    assert (change.by, [target.instrument for target in change.targets], change.until) == (
        "MOFCOM/announcement/2031/47",
        ["MOFCOM/announcement/2031/41", "MOFCOM/announcement/2031/42"],
        date(2032, 5, 9),
    )


def test_a_state_told_in_brackets_changes_nothing_behind_them() -> None:
    assert not [
        c for c in changes("依据《某关税条例》（现已失效）《甲管理办法》和《乙管理办法》办理。") if c.action == "repeal"
    ]


def test_a_draft_and_the_name_of_a_catalogue_impose_nothing() -> None:
    text = "商务部官方网站发布了“关于《中国禁止出口限制出口技术目录》修订公开征求意见的通知”。"
    assert not [change for change in changes(text, date(2031, 3, 4)) if change.action == "impose"]


@pytest.mark.parametrize(
    "text",
    [
        "商务部就美国暂停实施某出口管制规则答问。",
        "美国商务部产业与安全局周一在公报上发布公告，宣布暂停实施某出口管制规则一年。",
        "近期，欧盟不顾中方立场，执意以涉俄为由将两家银行列入制裁名单，并于8月9日正式实施制裁。",
        "美国商务部工业与安全局宣布将27个实体列入某出口管制清单。",
    ],
)
def test_what_another_side_does_is_none_of_chinas(text: str) -> None:
    own = [f for f in facts(text, date(2031, 9, 1)) if getattr(f.content, "actor", None) == "CN"]
    assert not [f for f in own if isinstance(f.content, StatusChange | EffectiveDate)]


def test_a_regulation_is_published_by_the_authority_that_the_sentence_names() -> None:
    text = "2031年9月16日，商务部、海关总署等部门发布《某设备出口许可管理办法》。"
    (told,) = [one for one in announcements(text) if one.title]
    assert (told.issuers, told.published, told.category) == (
        ("商务部", "海关总署"),
        date(2031, 9, 16),
        "regulation_update",
    )


FOOTNOTED = (
    "2031年3月4日，商务部发布2031年第7号公告（关于加强某类设备出口管制的公告）¹，依据《某设备管理条例》²。"
    "商务部公告2031年第8号、9号³也在其中。\n\n¹ https://example.org/a7.html。\n² <https://example.org/law>\n³ https://example.org/list"
)


def test_a_footnote_gives_the_address_of_what_it_marks() -> None:
    told = {one.instrument: one.source_url for one in announcements(FOOTNOTED, date(2031, 3, 5))}
    assert told["MOFCOM/announcement/2031/7"] == "https://example.org/a7.html"
    (law,) = [f for f in facts(FOOTNOTED, date(2031, 3, 5)) if isinstance(f.content, LegalInstrument)]
    assert isinstance(law.content, LegalInstrument)
    assert law.content.source_url == "https://example.org/law"
    assert law.evidence[-1].quote == "https://example.org/law"


def test_a_footnote_behind_a_list_is_no_single_acts() -> None:
    told = {one.instrument: one.source_url for one in announcements(FOOTNOTED, date(2031, 3, 5))}
    assert (told["MOFCOM/announcement/2031/8"], told["MOFCOM/announcement/2031/9"]) == (None, None)


def test_an_address_in_brackets_belongs_to_the_act_before_it() -> None:
    text = "商务部公告2031年第7号（https://example.org/a7）对甲物项实施出口管制。"
    assert announcements(text, date(2031, 3, 5))[0].source_url == "https://example.org/a7"


def test_a_category_says_on_which_words_it_rests() -> None:
    (fact,) = [
        f
        for f in facts("10月9日，商务部发布公告2031年第7号，对甲物项实施出口管制。", date(2031, 10, 9))
        if f.kind == "announcement"
    ]
    rules = [check.rule for check in fact.checks if check.field == "category"]
    assert rules == ["category:物项"]


def test_a_notice_of_the_unreliable_entity_list_is_enforcement_whatever_is_said_of_it() -> None:
    (told,) = announcements("参见不可靠实体清单工作机制公告〔2031〕7号。")
    assert told.category == "enforcement_action"


def test_an_article_without_policy_content_gives_no_policy_fact() -> None:
    text = "某市昨天举行马拉松，2031年10月9日共有三千人参加。有商店店员把1号门外的伞收好，说明天可能会下雨。"
    assert not [
        f for f in facts(text, date(2031, 10, 10)) if f.kind in {"announcement", "status_change", "effective_date"}
    ]


def test_a_local_time_is_no_label_of_the_pages_day() -> None:
    text = "美方宣布后，昨天商务部公告将甲公司列入不可靠实体清单。\n美国商务部当地时间八日公告，修订条例。\n"
    own = Reading.of(Document(id="0" * 64, text=text, published=date(2031, 10, 10), year=2031)).own_date
    assert own is None
