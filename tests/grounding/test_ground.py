from datetime import date
from decimal import Decimal

import pytest

from workbench.facts.document import Document, document_id
from workbench.facts.fact import Fact
from workbench.facts.kinds import (
    Announcement,
    ControlledItem,
    Count,
    EffectiveDate,
    Listing,
    Penalty,
    StatusChange,
    Target,
    Threshold,
)
from workbench.grounding import Aligner, Rejection, failures, ground

SUSPENSION = "自2031年4月5日起，暫停實施公告2031年第72號相關措施90天"
SUSPENDED = Target(instrument="MOFCOM/announcement/2031/72")
LISTED = "商務部、海關總署公告2031年第72號、73號將甲山精工公司（Kozan Seiko Inc.）等三家企業列入出口管制管控名單"


def _fact(outcome: Fact | Rejection) -> Fact:
    assert isinstance(outcome, Fact), outcome
    return outcome


def _rejection(outcome: Fact | Rejection) -> Rejection:
    assert isinstance(outcome, Rejection), outcome
    return outcome


def _rule(fact: Fact, field: str) -> str | None:
    check = next(check for check in fact.checks if check.field == field)
    return check.rule if check.verdict == "derived" else check.verdict


def _suspension(**fields: object) -> StatusChange:
    values = {"action": "suspend", "targets": (SUSPENDED,), "from_": date(2031, 4, 5), "until": date(2031, 7, 3)}
    return StatusChange(**(values | {"term_text": "90天"} | fields))


def test_a_true_fact_is_grounded_with_its_spans(news: Document) -> None:
    fact = _fact(ground(_suspension(), [SUSPENSION], news, "model"))
    (span,) = fact.evidence
    assert news.text[span.start : span.end] == span.quote == SUSPENSION
    assert fact.grounding == "exact"
    assert fact.verified
    assert fact.origin == "model"


def test_a_quote_in_the_other_script_gives_the_source_characters(news: Document) -> None:
    quote = "自2031年4月5日起,暂停实施公告2031年第72号相关措施90天"
    fact = _fact(ground(_suspension(), [quote], news, "model"))
    assert fact.evidence[0].quote == SUSPENSION


def test_the_last_day_is_counted_from_the_term(news: Document) -> None:
    assert _rule(_fact(ground(_suspension(), [SUSPENSION], news, "model")), "until") == "last_day_of_term"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"from_": date(2031, 4, 6)}, "from"),
        ({"from_": date(2030, 4, 5)}, "from"),
        ({"until": date(2031, 7, 4)}, "until"),
        ({"action": "resume"}, "action"),
        ({"action": "stop"}, "action"),
        ({"action": "impose"}, "action"),
        ({"targets": (Target(instrument="MOFCOM/announcement/2031/74"),)}, "targets[0].instrument"),
        ({"by": "MOFCOM/announcement/2031/88"}, "by"),
    ],
)
def test_a_value_that_the_quote_does_not_bear_out_is_refused(news: Document, fields: dict, field: str) -> None:
    rejection = _rejection(ground(_suspension(**fields), [SUSPENSION], news, "model"))
    assert rejection.reason == "value_not_in_quote"
    assert rejection.field == field


def test_a_quote_with_a_changed_number_is_refused_and_its_place_shown(news: Document) -> None:
    quote = "自2031年4月5日起，暫停實施公告2031年第72號相關措施60天"
    rejection = _rejection(ground(_suspension(), [quote], news, "model"))
    assert rejection.reason == "quote_not_found"
    assert rejection.field == "quotes[0]"
    assert rejection.suspect is not None
    assert "暫停實施公告2031年第72號" in rejection.suspect.quote
    assert rejection.content["kind"] == "status_change"


def test_a_fact_without_quotes_is_refused(news: Document) -> None:
    assert _rejection(ground(_suspension(), [], news, "model")).reason == "no_quote"


def test_quotes_joined_by_an_ellipsis_are_several_spans(news: Document) -> None:
    quote = "自2031年4月5日起，暫停實施公告2031年第72號……涉案貨值160.07萬元"
    fact = _fact(ground(_suspension(until=None, term_text=None), [quote], news, "model"))
    assert [span.quote for span in fact.evidence] == [
        "自2031年4月5日起，暫停實施公告2031年第72號",
        "涉案貨值160.07萬元",
    ]


def test_a_value_may_stand_in_any_of_the_quotes(news: Document) -> None:
    content = Listing(instrument="MOFCOM/announcement/2031/72", name_zh="甲山精工公司", effective=date(2031, 4, 5))
    assert isinstance(ground(content, [LISTED], news, "model"), Rejection)
    assert isinstance(ground(content, [LISTED, SUSPENSION], news, "model"), Fact)


def test_a_year_that_the_text_leaves_out_is_the_documents(news: Document) -> None:
    content = Announcement(instrument="MOFCOM/announcement/2031/71", published=date(2031, 3, 18))
    fact = _fact(ground(content, ["商務部3月18日公布2031年第71號公告"], news, "model"))
    assert _rule(fact, "published") in {"year_from_document", "year_from_sentence"}
    wrong = content.model_copy(update={"published": date(2030, 3, 18)})
    assert _rejection(ground(wrong, ["商務部3月18日公布2031年第71號公告"], news, "model")).field == "published"


def test_in_force_on_publication_takes_the_day_of_publication(act: Document, news: Document) -> None:
    content = EffectiveDate(instrument="MOFCOM/announcement/2031/71", date=date(2031, 3, 18), basis="on_publication")
    keys = ("MOFCOM/announcement/2031/71",)
    fact = _fact(ground(content, ["本公告自公布之日起實施"], act, "model", context_keys=keys))
    assert _rule(fact, "date") == "on_publication"
    late = content.model_copy(update={"date": date(2031, 4, 2)})
    assert isinstance(ground(late, ["自公布之日起實施"], news, "model"), Rejection)


def test_amounts_are_whole_units(news: Document) -> None:
    quote = "涉案貨值160.07萬元，罰款13萬元"
    right = Penalty(value=Decimal("1600700"), fine=Decimal("130000"), currency="CNY")
    assert _rule(_fact(ground(right, [quote], news, "model")), "value") == "unit_multiplied"
    for wrong in (Decimal("160.07"), Decimal("16007000"), Decimal("1600.7")):
        rejection = _rejection(ground(right.model_copy(update={"value": wrong}), [quote], news, "model"))
        assert rejection.field == "value"


def test_a_count_is_read_in_words_and_not_from_a_date(news: Document) -> None:
    content = Count(instrument="MOFCOM/announcement/2031/72", list="export_control", action="add", count=3)
    assert _rule(_fact(ground(content, [LISTED], news, "model")), "count") == "chinese_numeral"
    for wrong in (72, 2031, 4):
        changed = content.model_copy(update={"count": wrong})
        assert isinstance(ground(changed, [LISTED], news, "model"), Rejection)


@pytest.mark.parametrize(
    ("quote", "supported"),
    [("測試部公告2031年第81號至第84號暫停實施", True), ("第81號至第84號暫停實施", True), ("第84號暫停實施", False)],
)
def test_within_a_range_a_number_needs_the_whole_range(quote: str, supported: bool) -> None:
    text = "通知\n\n商務部、測試部公告2031年第81號至第84號暫停實施。"
    document = Document(id=document_id(text.encode()), text=text, year=2031, tier="news")
    content = StatusChange(action="suspend", targets=(Target(instrument="MOFCOM/announcement/2031/82"),))
    outcome = ground(content, [quote], document, "model")
    rule = _rule(_fact(outcome), "targets[0].instrument") if isinstance(outcome, Fact) else "refused"
    assert (rule in {"verified", "year_from_document"}) is supported, rule
    beyond = content.model_copy(update={"targets": (Target(instrument="MOFCOM/announcement/2031/85"),)})
    assert isinstance(ground(beyond, [quote], document, "model"), Rejection)


def test_codes_share_a_stem_in_a_list(act: Document) -> None:
    quote = "對含有1C999.d、e所列粉末且價值比例達到0.1%及以上的境外設備實施管制"
    content = ControlledItem(name="粉末", control_codes=("1C999.d", "1C999.e"))
    fact = _fact(ground(content, [quote], act, "model"))
    assert _rule(fact, "control_codes[0]") == "verified"
    assert _rule(fact, "control_codes[1]") == "shared_prefix"
    for code in ("1C999.f", "1C998.d", "1C999"):
        changed = content.model_copy(update={"control_codes": (code,)})
        assert isinstance(ground(changed, [quote], act, "model"), Rejection), code


@pytest.mark.parametrize(("comparator", "grounded"), [("ge", True), ("gt", True), ("le", False), ("lt", False)])
def test_a_comparator_of_the_other_direction_is_refused(act: Document, comparator: str, grounded: bool) -> None:
    content = Threshold(subject="價值比例", comparator=comparator, value="0.1", unit="%")
    outcome = ground(content, ["價值比例達到0.1%及以上"], act, "model")
    assert isinstance(outcome, Fact) is grounded


def test_a_looser_comparator_waits_for_a_person(act: Document) -> None:
    exact = Threshold(subject="平均粒徑", comparator="le", value="50", unit="μm")
    loose = exact.model_copy(update={"comparator": "lt"})
    quote = "平均粒徑小於等於50 μm"
    assert _fact(ground(exact, [quote], act, "model")).verified
    assert not _fact(ground(loose, [quote], act, "model")).verified


def test_a_name_from_elsewhere_is_refused(news: Document) -> None:
    content = Listing(instrument="MOFCOM/announcement/2031/72", name_zh="乙川重工公司", list="export_control")
    rejection = _rejection(ground(content, [LISTED], news, "model"))
    assert (rejection.reason, rejection.field) == ("value_not_in_quote", "name_zh")
    assert "乙川重工公司" in rejection.detail


def test_a_name_that_stands_elsewhere_in_the_text_is_refused_with_its_place(news: Document) -> None:
    content = Listing(instrument="MOFCOM/announcement/2031/72", name_zh="甲山精工公司", action="suspend")
    rejection = _rejection(ground(content, [SUSPENSION], news, "model"))
    assert rejection.suspect is not None
    assert rejection.suspect.quote == "甲山精工公司"


def test_free_text_that_is_not_in_the_text_waits_for_a_person(news: Document) -> None:
    fact = _fact(ground(_suspension(occasion="東京貿易會談"), [SUSPENSION], news, "model"))
    assert not fact.verified
    assert [check.field for check in fact.checks if check.verdict == "missing"] == ["occasion"]


def test_the_instrument_in_force_may_be_named_elsewhere(news: Document) -> None:
    content = Penalty(instrument="MOFCOM/announcement/2031/73", fine="130000", currency="CNY")
    fact = _fact(ground(content, ["罰款13萬元"], news, "model"))
    assert _rule(fact, "instrument") == "instrument_in_force"
    unknown = content.model_copy(update={"instrument": "MOFCOM/announcement/2029/5"})
    assert isinstance(ground(unknown, ["罰款13萬元"], news, "model"), Rejection)
    carried = ground(unknown, ["罰款13萬元"], news, "model", context_keys={"MOFCOM/announcement/2029/5"})
    assert isinstance(carried, Fact)


def test_a_foreign_measure_told_as_chinese_is_noted(news: Document) -> None:
    quote = "美方宣布，自4月10日起暫停其晶片規則"
    content = StatusChange(action="suspend", from_=date(2031, 4, 10))
    assert "actor_doubtful" in _fact(ground(content, [quote], news, "model")).notes
    american = content.model_copy(update={"actor": "US"})
    assert _fact(ground(american, [quote], news, "model")).notes == ()


def test_a_quote_that_leaves_a_negation_before_it_is_not_verified(news: Document) -> None:
    fact = _fact(ground(Announcement(issuers=("商務部",)), ["受上述規則影響"], news, "model"))
    assert not fact.verified
    assert "follows_negation" in {check.rule for check in fact.checks}


@pytest.mark.parametrize("action", ["suspend", "stop", "impose", "resume"])
def test_a_quote_that_begins_inside_a_telling_word_never_passes_by_itself(news: Document, action: str) -> None:
    content = StatusChange(action=action, targets=(SUSPENDED,))
    outcome = ground(content, ["停實施公告2031年第72號相關措施90天"], news, "model")
    assert isinstance(outcome, Rejection) or not outcome.verified


def test_a_near_quote_makes_a_near_fact(news: Document) -> None:
    quote = "自2031年4月5日起，暫停實施公告2031年第72號措施90天"
    assert _fact(ground(_suspension(), [quote], news, "model")).grounding == "near"


def test_the_model_is_told_every_fault_in_chinese(news: Document) -> None:
    aligner = Aligner(news.text)
    wrong = _suspension(from_=date(2031, 4, 6), until=None, action="resume")
    assert failures(wrong, [SUSPENSION], news, aligner) == ["action resume 不在引文", "from 2031-04-06 不在引文"]
    assert failures(_suspension(), ["此句全屬杜撰，原文所無"], news, aligner) == ["quotes[0] 不在原文"]
    assert failures(_suspension(), [SUSPENSION], news, aligner) == []


def test_an_instrument_that_is_only_named_elsewhere_waits_for_a_person(news: Document) -> None:
    content = EffectiveDate(instrument="MOFCOM/announcement/2031/73", date=date(2031, 3, 18), basis="explicit")
    fact = _fact(ground(content, ["商務部3月18日公布2031年第71號公告"], news, "model"))
    assert not fact.verified
    assert ("instrument", "named_elsewhere") in {(check.field, check.rule) for check in fact.checks}


def test_a_quote_that_says_nothing_of_the_fact_is_not_verified(news: Document) -> None:
    content = Announcement(issuers=("商務部",), title="商務部再調整清單措施")
    fact = _fact(ground(content, ["中方企業不受上述規則影響"], news, "model"))
    assert not fact.verified
    assert "says_none_of_it" in {check.rule for check in fact.checks}


def test_the_day_of_a_past_act_is_never_ahead_of_its_telling(news: Document) -> None:
    content = Announcement(instrument="MOFCOM/announcement/2031/72", published=date(2031, 4, 5))
    assert isinstance(ground(content, [SUSPENSION], news, "model"), Rejection)
