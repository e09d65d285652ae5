"""Pages in English: who acted and when, what was imposed or suspended, who was listed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from workbench.facts.document import Document
from workbench.facts.kinds import Announcement, ControlledItem, EffectiveDate, Listing, StatusChange, Threshold
from workbench.recognition import recognize

PUBLISHED = date(2031, 4, 4)  # a Friday


def contents(text: str, kind: type) -> list:
    document = Document(id="0" * 64, text=text, published=PUBLISHED, year=PUBLISHED.year)
    return [fact.content for fact in recognize(document).facts if isinstance(fact.content, kind)]


def test_two_ministries_announce_a_control_on_a_day() -> None:
    text = (
        "On April 3, China's Ministry of Commerce and the General Administration of Customs jointly announced that they "
        "would implement export controls on items related to samarium, gadolinium and yttrium.\n"
    )
    act = contents(text, Announcement)[0]
    assert (act.issuers, act.published) == (
        ("Ministry of Commerce", "General Administration of Customs"),
        date(2031, 4, 3),
    )
    assert [change.action for change in contents(text, StatusChange)] == ["impose"]
    assert {item.name for item in contents(text, ControlledItem)} == {"samarium", "gadolinium", "yttrium"}


def test_the_first_named_ministry_numbers_a_joint_announcement() -> None:
    text = "Ministry of Commerce & General Administration of Customs Announcement No. 18 of 2031\nChina controls it.\n"
    assert "MOFCOM/announcement/2031/18" in {act.instrument for act in contents(text, Announcement)}


def test_another_country_s_ministry_is_no_authority_of_china() -> None:
    text = "China took note. The Indian Ministry of Commerce announced export controls on drones.\n"
    assert contents(text, Announcement) == []


def test_controls_of_washington_are_none_of_china_s() -> None:
    text = "Beijing protested. The US Commerce Department imposed export controls on gallium furnaces.\n"
    assert [change for change in contents(text, StatusChange) if change.actor == "CN"] == []


def test_names_follow_the_sentence_that_counts_them() -> None:
    text = (
        'Three US companies have been added to China\'s "unreliable entity list", the ministry said.\n'
        "The companies are drone maker Skylark Robotics, sonar supplier Deepwell International and engineering firm "
        "Harbor Lights Group.\n"
    )
    assert [one.name_original for one in contents(text, Listing)] == [
        "Skylark Robotics",
        "Deepwell International",
        "Harbor Lights Group",
    ]


def test_what_follows_a_name_in_a_new_clause_is_no_name() -> None:
    text = (
        "Chinese authorities have added 2 firms from abroad to their list of unreliable organizations. The companies added "
        "to the list are US-based Skylark by Arrow, Inc., and Lantern Labs Ltd., also headquartered in Canada.\n"
    )
    assert [one.name_original for one in contents(text, Listing)] == ["Skylark by Arrow, Inc.", "Lantern Labs Ltd."]


def test_a_suspension_with_its_last_day() -> None:
    text = "China has suspended a ban on approving exports of germanium items until Nov 27, 2032, the statement said.\n"
    (change,) = contents(text, StatusChange)
    assert (change.action, change.until) == ("suspend", date(2032, 11, 27))


def test_a_day_of_the_week_is_the_last_one_before_publication() -> None:
    text = "China's Ministry of Commerce announced on Thursday that it will tighten export controls on drones.\n"
    assert contents(text, Announcement)[0].published == date(2031, 4, 3)


def test_a_date_of_taking_effect() -> None:
    text = "China's export license is needed for such magnets. (Effective December 1, 2031)\n"
    assert [effect.date for effect in contents(text, EffectiveDate)] == [date(2031, 12, 1)]


def test_limits_with_their_comparator_behind_or_before() -> None:
    text = "Exports for memory chips with 256 layers and above, or at least 14 nm lithography, need a licence.\n"
    limits = [(one.comparator, one.value, one.unit) for one in contents(text, Threshold)]
    assert limits == [("ge", Decimal(256), "layers"), ("ge", Decimal(14), "nm")]


def test_who_approves_is_no_issuer_and_who_answers_is() -> None:
    text = (
        "Spokesperson of the Ministry of Commerce answers questions on the suspension of export controls.\n"
        "China decided, with the approval of the State Council, to issue export controls.\n"
    )
    assert [act.issuers for act in contents(text, Announcement)] == [("Ministry of Commerce",)]


def test_a_ministry_named_behind_what_it_added_to_a_list_is_its_issuer() -> None:
    text = "Twelve firms were added on Monday to the list of unreliable entities, China's Ministry of Commerce announced.\n"
    assert [act.issuers for act in contents(text, Announcement)] == [("Ministry of Commerce",)]


def test_a_day_since_which_measures_run_is_no_day_of_their_suspension() -> None:
    text = (
        "China will suspend countermeasures against another side starting April 2, 2031. "
        "Starting from May 14, 2031, the measures of April 4 will be suspended.\n"
    )
    assert [fact.date for fact in contents(text, EffectiveDate)] == [date(2031, 5, 14)]


def test_an_order_is_published_on_the_day_of_its_promulgation() -> None:
    text = "(Promulgated by Ministry of Foreign Affairs Order No. 19 of China on May 6, 2031; effective as of May 7, 2031)\n"
    assert date(2031, 5, 6) in {act.published for act in contents(text, Announcement)}
    assert [fact.date for fact in contents(text, EffectiveDate)] == [date(2031, 5, 7)]


def test_the_name_of_regulations_imposes_nothing() -> None:
    text = "The list was introduced in China's Regulations on Export Control of Dual-Use Items.\n"
    assert contents(text, StatusChange) == []


def test_a_measure_that_enters_into_force_takes_effect_then() -> None:
    text = "According to China's ministry, the decision enters into force on March 26, 2031.\n"
    assert [fact.date for fact in contents(text, EffectiveDate)] == [date(2031, 3, 26)]


def test_the_issuing_date_of_a_head_and_a_stamp_behind_its_time() -> None:
    assert date(2031, 3, 15) in {
        act.published for act in contents("China\n[Issuing Date] March 15, 2031\n", Announcement)
    }
    text = "News\nXinhua\n  09:10 UTC+8, 2031-05-15\nChina on Wednesday suspended its export controls.\n"
    document = Document(id="0" * 64, text=text)
    assert date(2031, 5, 14) in {
        fact.content.published for fact in recognize(document).facts if isinstance(fact.content, Announcement)
    }


def test_an_authority_that_has_said_or_said_at_a_conference_announces() -> None:
    for said in (
        "the Ministry of Commerce has said.\n",
        "the Ministry of Commerce said at a press conference on Monday.\n",
    ):
        found = contents(f"China suspended its export control measures, {said}", Announcement)
        assert ("Ministry of Commerce",) in {act.issuers for act in found}


def test_a_signature_in_english_dates_the_announcement() -> None:
    text = "China's announcement is effective immediately upon release.\nMinistry of Commerce\nFebruary 24, 2031\n"
    assert date(2031, 2, 24) in {act.published for act in contents(text, Announcement)}
    assert [fact.date for fact in contents(text, EffectiveDate)] == [date(2031, 2, 24)]


def test_a_day_before_its_month_without_a_year() -> None:
    text = "China will impose export controls on batteries from 8 May, requiring permits.\n"
    assert [fact.date for fact in contents(text, EffectiveDate)] == [date(2031, 5, 8)]
