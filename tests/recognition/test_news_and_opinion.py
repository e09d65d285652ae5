"""Acts, limits and statements as newspapers, commentaries and digests tell them; the sentences are our own."""

from __future__ import annotations

from datetime import date

import pytest

from tests.recognition.reader import Reader
from workbench.facts.kinds import (
    Announcement,
    ControlledItem,
    EffectiveDate,
    LegalInstrument,
    LicensingRule,
    Position,
    StatusChange,
    Threshold,
)

READER = Reader(date(2031, 11, 10))
facts, contents = READER.facts, READER.contents


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


def test_a_tariff_that_begins_on_a_day_takes_no_effect_as_control() -> None:
    text = "China announced export controls, and a 34% tariff on imported goods set to begin April 10.\n"
    assert contents(text, EffectiveDate) == []


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


def test_what_a_president_announces_is_no_measure_of_the_side_that_he_answers() -> None:
    text = "美國總統川普10日反擊中國，宣布對北京加徵100%新關稅，並自11月1日起對重要軟體實施新的出口管制。\n"
    assert [one for one in contents(text, StatusChange) if one.actor == "CN"] == []
    text = "美國貿易代表白某某（Ann White）今天表示，將對軟體實施出口管制。\n"
    assert [one for one in contents(text, StatusChange) if one.actor == "CN"] == []


def test_what_another_side_suspends_first_is_not_the_evidence_of_what_china_does() -> None:
    text = "鑒於美國自10日起暫停實施其301調查措施一年，中方決定自10日起，暫停對某株式會社5家子公司實施反制措施一年。\n"
    (fact,) = [one for one in facts(text, StatusChange) if one.content.actor == "CN"]
    assert fact.content.action == "suspend"
    assert any("反制措施" in span.quote for span in fact.evidence)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("中國商務部24日突將日本20家企業列入出口管制管控名單。\n", date(2031, 10, 24)),
        ("10月20日，中國宣布對石墨相關物項進行出口管制。\n", date(2031, 10, 20)),
    ],
)
def test_the_day_on_which_something_was_listed_or_announced_is_its_day(text: str, day: date) -> None:
    assert {one.published for one in contents(text, Announcement)} == {day}


def test_what_holds_from_the_same_day_holds_from_that_of_publication() -> None:
    text = "商務部今公告，將20家實體列入出口管制管控名單。\n外界對此議論紛紛。\n商務部禁止向其出口兩用物項，並已於當天起實施。\n"
    assert [(one.date, one.basis) for one in contents(text, EffectiveDate)] == [(READER.published, "on_publication")]


def test_what_a_licence_does_not_mean_is_not_done() -> None:
    text = "業界稱，新的許可證並不代表中國在4月實施的廣泛稀土管制措施已經取消。\n"
    assert contents(text, StatusChange) == []
    assert contents("出口經營者不得申請通用許可。\n", LicensingRule) == []
    assert contents("中國只是列入管制清單，而並非完全禁止出口。\n", LicensingRule) == []


def test_who_may_not_export_is_not_what_may_not_be_exported() -> None:
    (rule,) = contents("公告禁止中國廠商向這八家企業出口軍民兩用產品。\n", LicensingRule)
    assert rule.applies_to is None


def test_items_put_formally_on_the_list_are_named_without_what_they_comprise() -> None:
    text = (
        "10月20日，中國將高密度（密度>1.73克/立方厘米）的人造石墨材料及其製品，"
        "以及天然鱗片石墨及其製品（包含球化石墨、膨脹石墨等）正式納入出口管制清單。\n"
    )
    assert {"人造石墨材料及其製品", "天然鱗片石墨及其製品"} <= {one.name for one in contents(text, ControlledItem)}
    assert [one.item for one in contents(text, Threshold)] == ["人造石墨材料及其製品"]


@pytest.mark.parametrize(
    "text",
    [
        'China will ban exports of "dual-use items" related to gallium and antimony to the US with immediate effect, '
        "its commerce ministry said on Monday, a day after a crackdown.\n",
        "China has banned the export of gallium, antimony and related materials to the United States, its commerce ministry "
        "announced on Monday.\nThe directive, which targets items of both kinds, takes immediate effect.\n",
    ],
)
def test_a_ban_of_exports_is_control_imposed_and_announced(text: str) -> None:
    assert [one.action for one in contents(text, StatusChange)] == ["impose"]
    assert {"gallium", "antimony"} <= {one.name for one in contents(text, ControlledItem)}
    assert {one.published for one in contents(text, Announcement)} == {READER.published}
    assert [one.date for one in contents(text, EffectiveDate)] == [READER.published]


def test_a_position_has_the_day_between_who_speaks_and_what_is_said() -> None:
    text = "外交部發言人白一周一（10日）在例行記者會上表示，這是不可逾越的紅線。\n"
    assert [one.date for one in contents(text, Position)] == [date(2031, 11, 10)]
