"""Lists, counts and cases as newspapers tell them, in Chinese and in English; the sentences are our own."""

from __future__ import annotations

from datetime import date

from tests.recognition.reader import Reader
from workbench.facts.kinds import (
    Announcement,
    Claim,
    ControlledItem,
    Count,
    LicensingRule,
    Listing,
    Penalty,
    StatusChange,
)

READER = Reader(date(2031, 11, 10))
contents = READER.contents


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


def test_what_a_trade_word_begins_is_one_name() -> None:
    text = "商務部將3家企業列入出口管制管控名單，這些企業包括樺木公司、航天與安全公司和赤楊公司。\n"
    assert [one.name_zh for one in contents(text, Listing)] == ["樺木公司", "航天與安全公司", "赤楊公司"]


def test_who_is_made_the_object_of_sanctions_is_told_by_whom() -> None:
    text = "中國商務部當天將樺木公司指定為制裁對象，並禁止與其交易。\n"
    assert {issuer for one in contents(text, Announcement) for issuer in one.issuers} == {"商務部"}


def test_names_behind_榜上有名_and_in_a_quoted_list_of_control() -> None:
    text = "商務部公告將20家實體列入「關注」名單，榜上有名是將樺木株式會社、赤楊科學大學等20家實體。\n"
    assert {(one.name_zh, one.list) for one in contents(text, Listing)} == {
        ("樺木株式會社", "watch"),
        ("赤楊科學大學", "watch"),
    }
    text = "商務部更將 ALDER、BIRCH 等20家企業增列至強化審查的「管制名單」。\n"
    assert {(one.name_original, one.list) for one in contents(text, Listing)} == {
        ("ALDER", "export_control"),
        ("BIRCH", "export_control"),
    }


def test_schools_close_an_enumeration_and_what_is_said_behind_names_is_none() -> None:
    text = (
        "商務部將20家實體列入出口管制管控名單。被列入名單的企業以防務產業為主，包括樺木重工公司，"
        "以及赤楊大學校等學校和槐樹研究開發機構（LRA）也包含在內。\n"
    )
    assert [one.name_zh for one in contents(text, Listing)] == ["樺木重工公司", "赤楊大學校", "槐樹研究開發機構"]


def test_the_list_may_be_the_countrys_and_the_day_stand_without_a_preposition() -> None:
    text = (
        "BEIJING -- China decided on Monday to add 3 US firms, including Alder, Limited Partnership, to the country's unreliable "
        "entity list, the country's commerce ministry announced Monday.\n"
        "The 3 US firms are Alder, Limited Partnership, Birch Drones, Inc. and Maple Group.\n"
    )
    assert [one.name_original for one in contents(text, Listing)] == [
        "Alder, Limited Partnership",
        "Birch Drones, Inc.",
        "Maple Group",
    ]
    assert {(one.count, one.list) for one in contents(text, Count)} == {(3, "unreliable_entity")}
    assert {one.published for one in contents(text, Announcement)} == {READER.published}


def test_firms_and_people_that_face_sanctions_are_counted_and_named_below() -> None:
    text = (
        "The Chinese Ministry of Foreign Affairs announced on Monday that 20 US defense firms and 10 individuals will face sanctions.\n"
        "The sanctioned companies include Alder Systems, Birch Services, and Maple AI. Targeted individuals include the founder of "
        "Locust Industries and nine senior executives.\n"
    )
    assert {(one.count, one.list) for one in contents(text, Count)} == {(20, "countermeasure"), (10, "countermeasure")}
    assert [one.name_original for one in contents(text, Listing)] == ["Alder Systems", "Birch Services", "Maple AI"]
    assert contents(text.replace("Chinese Ministry of Foreign Affairs", "US Treasury"), Count) == []
