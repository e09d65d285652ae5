"""Further wording of commentaries and reports on both sides' measures; the sentences are our own."""

from __future__ import annotations

from datetime import date

import pytest

from tests.recognition.reader import Reader
from workbench.facts.kinds import (
    Announcement,
    ControlledItem,
    EffectiveDate,
    LicensingRule,
    Position,
    StatusChange,
    Threshold,
)

READER = Reader(date(2031, 11, 10))
contents = READER.contents


def test_applications_that_are_denied_and_that_are_examined_are_rules_of_their_own() -> None:
    text = "公告規定，向境外軍事用戶的出口申請原則上不予許可，最終用途為研發、生產14納米及以下邏輯晶片的出口申請須逐案審批。\n"
    denied, examined = contents(text, LicensingRule)
    assert (denied.treatment, denied.end_user, denied.end_use) == ("denial_in_principle", "境外軍事用戶", None)
    assert (examined.treatment, examined.end_user) == ("case_by_case", None)
    assert (examined.end_use or "").startswith("研發、生產14納米")


def test_what_a_ban_forbids_goods_to_be_used_for_stands_behind_it() -> None:
    text = "調整用於目標指示的激光器的管制標準，禁止所有未納入管制的民用無人機出口用於軍事目的。\n"
    (rule,) = contents(text, LicensingRule)
    assert (rule.treatment, rule.end_use) == ("prohibited", "軍事目的")


@pytest.mark.parametrize("lead", ["過去", "此前", "隨後"])
def test_another_side_acts_also_behind_a_word_of_time(lead: str) -> None:
    text = f"{lead}美國在實施制裁時曾多次宣布，任何設備出口都必須先獲得許可證。\n"
    assert {rule.actor for rule in contents(text, LicensingRule)} == {"US"}


def test_a_dateline_dates_no_briefing() -> None:
    text = "某社北京10月17日電／商務部16日舉行例行新聞發布會，發言人白一就出口問題回應關切。\n"
    assert {one.date for one in contents(text, Position)} == {date(2031, 10, 16)}


@pytest.mark.parametrize(
    ("text", "comparator", "value"),
    [
        ("商務部最近規定，只要稀土占最終價值達0.1%，均需遵守出口管制規定。\n", "ge", "0.1"),
        ("中國新規針對全球科技業最核心部分，包括14奈米以下的先進晶片。\n", "le", "14"),
        (
            "China expanded export curbs, adding licensing to any product with more than 0.1% domestically sourced content.\n",
            "gt",
            "0.1",
        ),
    ],
)
def test_limits_told_in_commentaries(text: str, comparator: str, value: str) -> None:
    assert [(one.comparator, str(one.value)) for one in contents(text, Threshold)] == [(comparator, value)]


def test_a_government_that_put_something_under_control_on_a_day_made_that_known_on_it() -> None:
    text = "10月9日，中國政府基於「國家安全」的考量，對關鍵稀土資源的出口實施了全面而嚴格的管控措施。\n"
    assert [one.published for one in contents(text, Announcement)] == [date(2031, 10, 9)]
    assert [one.action for one in contents(text, StatusChange)] == ["impose"]


def test_what_contains_a_thing_is_no_item() -> None:
    text = "管制涵蓋含有、集成或者混有原產於中國的釤、鏑、釓等在境外製造的相關稀土永磁材料、稀土靶材。\n"
    names = {one.name for one in contents(text, ControlledItem)}
    assert "稀土靶材" in names
    assert not any("含有" in name or "混有" in name or "等在" in name for name in names)


def test_measures_of_control_that_are_suspended_are_not_imposed() -> None:
    text = "China on Wednesday suspended its list and export control measures on multiple US entities, the Ministry of Commerce has said.\n"
    assert [one.action for one in contents(text, StatusChange)] == ["suspend"]


def test_elements_far_into_a_sentence_of_licensing_are_items_and_a_numbered_act_has_its_day() -> None:
    text = (
        "On April 4, 2031, the Chinese government issued Announcement No. 18 of 2031, imposing new export controls.\n"
        "The directive, issued jointly by two authorities of the state after long consultations within the country and abroad, "
        "places strict licensing requirements on the export of metals that many of the makers of cars, of turbines and of other "
        "machines all over the world have come to rely on, like samarium, scandium, and yttrium.\n"
        "The controls are effective immediately upon publication.\n"
    )
    assert {"samarium", "scandium", "yttrium"} <= {one.name for one in contents(text, ControlledItem)}
    assert date(2031, 4, 4) in {one.published for one in contents(text, Announcement)}
    assert [one.date for one in contents(text, EffectiveDate)] == [date(2031, 4, 4)]


@pytest.mark.parametrize(
    "text",
    [
        "美國商務部工業暨安全局（BIS）正式修訂對華出口許可政策，將審查準則改為逐案審查，出口申請須事先獲得許可。\n",
        "美國工業暨安全局（BIS）官網當地時間12日公告，將部分芯片的出口改為逐案審查。\n",
    ],
)
def test_a_body_of_another_side_acts_with_its_latin_name_behind_it(text: str) -> None:
    assert {one.actor for one in contents(text, LicensingRule)} == {"US"}


def test_a_page_about_another_side_that_names_importers_of_china_is_of_that_side() -> None:
    text = "BIS於13日修訂了《某國管制條例》。接收方（中國進口商）必須建立安全程序，出口申請須逐案審查。\n"
    assert contents(text, ControlledItem, "美放寬芯片對華出口限制") == []
    assert {one.actor for one in contents(text, LicensingRule, "美放寬芯片對華出口限制")} == {"US"}


def test_words_around_a_treatment_name_nothing_that_it_is_about() -> None:
    text = "若最終用途涉及14奈米及以下邏輯晶片，將採逐案審查機制。用於軍事用途原則不予許可。\n"
    rules = contents(text, LicensingRule)
    assert [one.treatment for one in rules] == ["case_by_case", "denial_in_principle"]
    assert [one.applies_to for one in rules] == [None, None]
    assert rules[0].end_use == "14奈米及以下邏輯晶片"
    told = contents("敏感應用的出口，則將採「個案審核」。\n", LicensingRule)
    assert [one.treatment for one in told] == ["case_by_case"]


def test_an_announcement_that_adjusts_a_catalogue_is_not_what_is_changed() -> None:
    text = "商務部發布調整「某技術目錄」的2031年第28號公告，刪除3項技術條目，新增1項，修改1項，即日起實施。\n"
    assert [one for one in contents(text, StatusChange) if one.action == "amend"] == []


def test_a_statement_that_something_will_be_suspended_is_an_announcement() -> None:
    text = "中國商務部最新發布新聞稿指出，將暫停稀土出口管制相關措施一年。\n"
    assert [one.issuers for one in contents(text, Announcement)] == [("商務部",)]
    assert contents("中國商務部發布聲明指出，美方濫用出口管制，中方堅決反對。\n", Announcement) == []


def test_a_suspension_of_other_things_suspends_no_act() -> None:
    text = (
        "China has taken countermeasures, including the suspension of outbound tourism to Japan, bans on seafood, and patrols.\n"
        "On January 6, the Ministry of Commerce issued Announcement No. 1 of 2031, prohibiting the export of all dual-use items.\n"
    )
    assert [one for one in contents(text, StatusChange) if one.action == "suspend"] == []


@pytest.mark.parametrize(
    "text",
    [
        "對於美方針對中方的稀土出口管制，宣布將對中方加徵關稅，並對所有關鍵軟件實施出口管制。\n",
        "歐盟委員會發言人白一表示，將對軟件實施出口管制。\n",
    ],
)
def test_what_another_side_aims_or_says_is_none_of_chinas(text: str) -> None:
    assert [one for one in contents(text, StatusChange) if one.actor == "CN"] == []
    assert [one for one in contents(text, Position) if one.actor == "CN"] == []


def test_control_brought_out_on_a_day_is_imposed_and_announced() -> None:
    text = "大陸商務部9日連續祭出多項稀土及技術出口管制措施，被認為是衝著他國而來。\n"
    assert [one.action for one in contents(text, StatusChange)] == ["impose"]
    assert [(one.issuers, one.published) for one in contents(text, Announcement)] == [(("商務部",), date(2031, 11, 9))]


def test_items_are_told_without_what_they_comprise_and_what_notices_them() -> None:
    text = "自2030年8月1日起，對鎵、鍺（包括金屬鎵、氮化鎵等8項）等半導體關鍵材料實施出口管制。\n"
    assert [one.name for one in contents(text, ControlledItem)] == ["鎵", "鍺"]
    text = "出口管制非禁止出口，中方注意到中重稀土相關物項在軍事領域有應用。\n"
    assert [one.name for one in contents(text, ControlledItem)] == ["中重稀土相關物項"]
    assert contents(text, LicensingRule) == []


def test_a_number_that_was_published_in_time_has_its_day() -> None:
    text = "1月7日上午9點，商務部2031年第2號公告準時發布。\n"
    assert [one.published for one in contents(text, Announcement)] == [date(2031, 1, 7)]
