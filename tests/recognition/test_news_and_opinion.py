"""Wording of newspapers, commentaries and digests from the mainland, Taiwan and Hong Kong; the sentences are our own."""

from __future__ import annotations

from datetime import date

import pytest

from workbench.facts.document import Document
from workbench.facts.fact import Fact
from workbench.facts.kinds import (
    Announcement,
    Claim,
    ControlledItem,
    Count,
    EffectiveDate,
    LegalInstrument,
    LicensingRule,
    Listing,
    Penalty,
    Position,
    StatusChange,
    Threshold,
)
from workbench.recognition import recognize

PUBLISHED = date(2031, 11, 10)


def facts(text: str, kind: type, title: str | None = None) -> list[Fact]:
    document = Document(id="0" * 64, text=text, title=title, published=PUBLISHED, year=PUBLISHED.year)
    return [fact for fact in recognize(document).facts if isinstance(fact.content, kind)]


def contents(text: str, kind: type, title: str | None = None) -> list:
    return [fact.content for fact in facts(text, kind, title)]


HALVES = (
    "大陸商務部昨（9）日公告，鎢、銻相關物項對美國出口的管制措施，即日起至2032年11月27日暫停實施。\n"
    "商務部昨日在官網發布公告稱，「商務部公告2030年第46號第二款暫停實施」。\n"
)


def test_a_suspension_told_in_two_halves_has_acts_and_time() -> None:
    (fact,) = facts(HALVES, StatusChange)
    assert [(one.instrument, one.clause) for one in fact.content.targets] == [("MOFCOM/announcement/2030/46", "第二款")]
    assert (fact.content.from_, fact.content.until) == (date(2031, 11, 9), date(2032, 11, 27))
    assert {check.field: check.rule for check in fact.checks if check.rule} == {
        "from": "told_on_same_day",
        "until": "told_on_same_day",
    }
    assert any("即日起至2032年11月27日" in span.quote for span in fact.evidence)


@pytest.mark.parametrize(
    "behind",
    [
        "商務部8日發布公告稱，「商務部公告2030年第46號第二款暫停實施」。\n",  # another day
        "商務部昨日發布公告稱，「商務部公告2030年第46號暫停實施」。商務部昨日另發公告稱，「商務部公告2030年第47號暫停實施」。\n",
    ],
)
def test_halves_of_other_days_or_of_several_acts_are_not_joined(behind: str) -> None:
    text = HALVES.split("\n")[0] + "\n" + behind
    assert all(change.until is None for change in contents(text, StatusChange) if change.targets)


@pytest.mark.parametrize(
    "text",
    [
        "商務部昨（9）日連發對鎢、石墨等物項實施出口管制的4則公告。\n",
        "商務部10日公布最新的「長臂管轄」規定，對含有本國稀土的境外產品實施限制。\n",
        "中國於2029年起以國家安全為由，陸續對鎢、銻相關物項實施出口管制。\n",
        "中國此前對銻等物項實施出口管制。\n",
    ],
)
def test_further_ways_in_which_control_is_said_to_be_imposed(text: str) -> None:
    assert [one.action for one in contents(text, StatusChange)] == ["impose"]


@pytest.mark.parametrize("text", ["若中國對銻實施出口管制，市場將受衝擊。\n", "美國與中國對銻實施出口管制。\n"])
def test_control_that_is_supposed_is_not_imposed(text: str) -> None:
    assert contents(text, StatusChange) == []


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("新規要求外企出口含百分之○點一以上中國稀土的產品須獲許可。\n", "0.1", "%"),
        ("北京對含有0.1%或以上某些稀土材料的產品實施出口管制。\n", "0.1", "%"),
        ("用於生產256層級以上存儲晶片的出口申請，將採取逐案審批。\n", "256", "層"),
    ],
)
def test_limits_as_newspapers_write_them(text: str, value: str, unit: str) -> None:
    (limit,) = contents(text, Threshold)
    assert (limit.comparator, str(limit.value), limit.unit) == ("ge", value, unit)
    assert limit.subject is None or "含" not in limit.subject


def test_a_share_in_the_market_is_still_no_limit() -> None:
    assert contents("中國出口的產品含稅價格上漲0.1%或以上，出口許可不變。\n", Threshold) == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("而自十二月一日起，與外國軍方有關的企業幾乎無法獲批許可。\n", date(2031, 12, 1)),
        ("商務部公布稀土管制新規，將於12月1日上路。\n", date(2031, 12, 1)),
    ],
)
def test_further_words_for_taking_effect(text: str, day: date) -> None:
    assert [one.date for one in contents(text, EffectiveDate)] == [day]


def test_a_notice_of_a_side_on_a_day_has_that_day() -> None:
    text = "荷蘭政府凍結了一家晶片廠，大陸隨即在10月4日發布出口管制公告，禁止該廠出口特定部件。\n"
    assert [(one.published, one.actor) for one in contents(text, Announcement)] == [(date(2031, 10, 4), "CN")]


def test_what_a_firm_in_another_country_stops_is_no_measure_of_that_country() -> None:
    assert contents("發言人說，某廠（荷蘭）10月26日宣布停止向某廠（中國）供應晶圓。\n", StatusChange) == []


def test_a_digest_set_with_dashes_tells_each_sides_measures_apart() -> None:
    text = (
        "美國2031年政策動態 - 美國商務部於2031年1月16日頒布新規則,將採用立體結構的邏輯芯片納入管控範圍,"
        "列入ECCN 3A990.a、4A990.b的電路均須獲得出口許可。\n"
    )
    assert contents(text, ControlledItem) == []
    assert {rule.actor for rule in contents(text, LicensingRule)} <= {"US"}


def test_a_code_of_another_sides_list_is_none_of_chinas() -> None:
    assert contents("晶片屬於ECCN編碼3A990.a、4A990.b項下物項。\n", ControlledItem) == []
    assert contents("對1C933項下物項實施出口管制。\n", ControlledItem) != []


def test_a_hypothetical_firm_is_not_counted() -> None:
    text = "美國商務部宣布擴大實體清單，倘若1家公司由清單上的企業持股過半，也將列入實體清單。\n"
    assert contents(text, Count) == []


def test_who_else_acts_in_the_sentence_takes_no_count_from_the_list_of_china() -> None:
    text = "歐盟7月將3家大陸金融機構列入制裁名單，大陸不久後做出反制，宣布將歐盟某甲銀行等2家銀行列入反制清單。\n"
    assert {(one.count, one.list) for one in contents(text, Count)} == {(3, "foreign"), (2, "countermeasure")}


COURT = (
    "某市第三中級人民法院通報宣判，稱嫌犯王一二自行採購銻錠50餘噸走私出境，價值1.46億元。"
    "王一二遭判有期徒刑14年，並處罰金500萬元。\n"
)


def test_a_sentence_has_its_court_and_value_from_before_it() -> None:
    (penalty,) = contents(COURT, Penalty)
    assert (penalty.authority, penalty.party) == ("某市第三中級人民法院", "王一二")
    assert (penalty.fine, penalty.value) == (5_000_000, 146_000_000)
    assert contents(COURT, Claim) == []


def test_of_two_courts_in_other_paragraphs_none_is_taken() -> None:
    text = "甲市中級人民法院宣判一案。\n乙市中級人民法院宣判一案。\n王一二遭判有期徒刑14年，並處罰金500萬元。\n"
    assert [one.authority for one in contents(text, Penalty)] == [None]


def test_the_name_of_an_element_is_told_without_its_latin_one() -> None:
    names = [one.name for one in contents("商務部對鈥（holmium）、鉺（erbium）實施出口管制。\n", ControlledItem)]
    assert names == ["鈥", "鉺"]
    told = "新增管制的3種元素為鈥（holmium）、鉺（erbium）和銩（thulium）等。\n"
    assert [one.name for one in contents(told, ControlledItem)] == ["鈥", "鉺", "銩"]


def test_an_item_begins_behind_the_day_of_its_listing() -> None:
    names = [one.name for one in contents("正考慮收緊2031年4月4日列管的鎢相關物項出口許可審查。\n", ControlledItem)]
    assert names == ["鎢相關物項"]


def test_what_is_not_the_same_as_a_ban_prohibits_nothing() -> None:
    assert contents("出口管制不等於禁止出口。\n", LicensingRule) == []


def test_a_reported_answer_about_another_sides_suspension_is_a_position_and_no_act() -> None:
    text = (
        "商務部新聞發言人11日就美方暫停實施某規則答記者問。\n"
        "發言人說，中方注意到，美方宣布於2031年11月10日至2032年11月9日暫停實施某規則。這是落實共識的舉措。\n"
    )
    title = "商務部回應美方暫停實施某規則"
    assert contents(text, Announcement, title) == []
    assert [one.actor for one in contents(text, StatusChange, title)] == ["US"]
    assert contents(text, Position, title) != []


def test_figurative_laws_are_none() -> None:
    assert contents("該條例是出口管制的「基本法」。\n", LegalInstrument) == []


def test_the_acts_of_an_english_list_are_spoken_of_together() -> None:
    text = (
        "On November 7, 2031, China's Ministry of Commerce suspended MOFCOM Announcements No. 55, 56, and 57 of 2031, "
        "as well as MOFCOM Announcements No. 61 and 62 of 2031.\n"
        "These five announcements were all issued on October 9, 2031. They imposed export controls on gallium.\n"
    )
    assert {one.instrument for one in contents(text, ControlledItem)} == {None}
    assert date(2031, 10, 9) in {one.published for one in contents(text, Announcement)}


def test_a_list_far_below_is_named_where_it_has_as_many_lines_as_were_counted() -> None:
    between = "Officials gave no reasons. " * 40
    lines = "".join(f"  {number}. {name}\n" for number, name in enumerate(("Alder Optics", "Birch Drones, Inc."), 1))
    text = f"China's Ministry of Commerce added 2 US companies to its export control list.\n{between}\nThe list includes:\n\n{lines}"
    assert [one.name_original for one in contents(text, Listing)] == ["Alder Optics", "Birch Drones, Inc."]
    assert contents(text.replace("added 2", "added 3"), Listing) == []


def test_bullets_below_including_and_the_part_of_a_number_are_read() -> None:
    text = (
        "China's Ministry of Commerce announced the addition of 28 US entities to its export control list.\n"
        "The restrictions target firms, including:\n- Alder Optics\n- Birch Defense, Space & Security\n"
        'Moreover, 10 of the 28 companies have been placed on China\'s "Unreliable Entity List," with penalties, including:\n'
        "- Bans on investment\n"
    )
    assert [one.name_original for one in contents(text, Listing)] == ["Alder Optics", "Birch Defense, Space & Security"]
    counted = {(one.count, one.list) for one in contents(text, Count)}
    assert counted == {(28, "export_control"), (10, "unreliable_entity")}


def test_those_affected_are_named_before_their_verb() -> None:
    text = (
        "The Chinese Ministry of Commerce has placed a total of two US drone companies on the Unreliable Entity List.\n"
        "Specifically affected by the decision are the US drone companies Alder Optics (AO) and Birch Drones.\n"
    )
    assert [one.name_original for one in contents(text, Listing)] == ["Alder Optics", "Birch Drones"]


def test_a_tariff_that_begins_on_a_day_takes_no_effect_as_control() -> None:
    text = "China announced export controls, and a 34% tariff on imported goods set to begin April 10.\n"
    assert contents(text, EffectiveDate) == []


def test_the_taiwanese_press_tells_counts_of_both_groups() -> None:
    text = "美國日前對台軍售，大陸昨天以干涉內政為由，對廿家美國軍工企業與十名高階管理者祭出反制措施。\n"
    counted = {(one.count, one.list, one.actor) for one in contents(text, Count)}
    assert counted == {(20, "countermeasure", "CN"), (10, "countermeasure", "CN")}


def test_firms_and_people_are_each_closed_by_their_own_number() -> None:
    text = (
        "中國外交部宣布採取反制措施。被列入反制名單的美國企業包括赤楊格拉曼公司（Alder Grumman）、樺木海事公司等20家企業，"
        "以及國防新創槐樹（Locust）創辦人白一（Ann White）等10名主管。\n"
    )
    named = [(one.name_zh, one.name_original, one.entity_type) for one in contents(text, Listing)]
    assert named == [
        ("赤楊格拉曼公司", "Alder Grumman", "organization"),
        ("樺木海事公司", None, "organization"),
        ("白一", "Ann White", "individual"),
    ]


TWO_LISTS = (
    "商務部新聞發言人說，自週二（8月12日）起，繼續暫停4月4日公告（不可靠實體清單工作機制〔2031〕7號）相關措施90天。\n"
    "商務部於4月4日發布了第21號公告，將28家美國實體列入出口管制管控名單。"
    "對於4月4日被列入出口管制管控名單的16家美國實體，停止執行相關措施。\n"
)


def test_of_two_acts_of_one_day_the_list_tells_which_is_meant() -> None:
    changes = {one.action: (one.targets[0].instrument, one.from_) for one in contents(TWO_LISTS, StatusChange)}
    assert changes["stop"][0] == "MOFCOM/announcement/2031/21"
    assert changes["extend"] == ("UEL/announcement/2031/7", date(2031, 8, 12))


def test_a_number_beside_measures_of_export_control_is_of_that_list() -> None:
    text = "商務部暫停對列入不可靠實體清單的17家美國實體的措施，同時暫停對28家美國實體的出口管制措施。\n"
    assert {(one.count, one.list) for one in contents(text, Count)} == {
        (17, "unreliable_entity"),
        (28, "export_control"),
    }


def test_entities_that_goods_may_not_go_to_are_no_items() -> None:
    text = "聲明稱，禁止向28個美國實體出口兩用物項。\n"
    assert [one for one in contents(text, Count) if one.of == "items"] == []


def test_a_page_about_a_list_of_taiwan_states_nothing_of_chinas() -> None:
    text = (
        "經濟部國際貿易署19日公布最新「高科技貨品出口實體管理名單」，新增213個實體，集中在墨西哥、中國，而中國上榜實體多屬貿易公司；"
        "經濟部提醒，業者須事先取得輸出許可證，累計已有逾1萬1200個實體列入名單，管制焦點是「供應關鍵材料」。\n"
    )
    title = "貿易署更新出口實體管理名單"
    assert contents(text, ControlledItem, title) == []
    assert {one.actor for one in contents(text, LicensingRule, title)} <= {"TW"}
    assert 1200 not in {one.count for one in contents(text, Count, title)}


def test_what_begins_on_a_day_alone_takes_effect_on_it() -> None:
    text = "（北京4日訊）商務部及海關總署稍早宣布，4日起對鎢、鉍等相關物項實施出口管制。\n"
    assert [one.date for one in contents(text, EffectiveDate)] == [date(2031, 11, 4)]
    assert [one.action for one in contents(text, StatusChange)] == ["impose"]


def test_a_spokesperson_goes_on_by_name_alone() -> None:
    text = "商務部新聞發言人白一9月21日主持發布會。\n白一指出，已批准了若干出口申請，有關企業已獲得許可證。\n黑二指出，這是另一人的看法而已。\n"
    stances = [one.stance for one in contents(text, Position)]
    assert any("已批准了若干出口申請" in stance for stance in stances)
    assert not any("另一人" in stance for stance in stances)


def test_a_short_paragraph_with_a_spokesperson_makes_no_article_a_statement() -> None:
    text = (
        "大陸外交部昨天發布決定，對美國軍工企業採取反制措施。\n發言人白一昨天就此表示，任何越線行徑都將遭有力回擊。\n"
    )
    told = contents(text, Announcement, "反制軍售 陸制裁20家企業")
    assert [one.instrument for one in told if one.instrument] == []
    assert {issuer for one in told for issuer in one.issuers} == {"外交部"}


def test_what_a_trade_word_begins_is_one_name() -> None:
    text = "商務部將3家企業列入出口管制管控名單，這些企業包括樺木公司、航天與安全公司和赤楊公司。\n"
    assert [one.name_zh for one in contents(text, Listing)] == ["樺木公司", "航天與安全公司", "赤楊公司"]
