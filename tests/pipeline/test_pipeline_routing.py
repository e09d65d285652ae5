"""Triage over the whole store, and the answers that are drawn from what passed."""

from __future__ import annotations

from datetime import date

import pytest
from scripted_model import article

from workbench.errors import WorkbenchError
from workbench.pipeline import extract, policy_of, route_all
from workbench.pipeline.conflicts import live_conflicts
from workbench.pipeline.deciding import AskedDecision, carry_out
from workbench.pipeline.statistics import cost, machine_share
from workbench.pipeline.timeline import status_of
from workbench.report import Period, compose
from workbench.settings import TriageSettings
from workbench.store import MACHINE, Run, Store
from workbench.text import fold_script

KEY = "MOFCOM/announcement/2025/61"
NEWS_TEXT = "商務部11月7日宣布，自即日起至2026年11月10日，暫停實施商務部公告2025年第61號。"
NEVER_SAMPLED = policy_of(TriageSettings(sample_share=0.0))


@pytest.fixture
def extracted(store, ministry, news):
    extract(store, [ministry, news], "rules", None)
    route_all(store, NEVER_SAMPLED)
    return store


def record_of(store, kind, document=None, state=None):
    (found,) = [
        record
        for record in store.records()
        if record.fact.kind == kind
        and (document is None or record.fact.document == document.id)
        and (state is None or record.state == state)
    ]
    return found


def test_the_ministrys_word_passes_and_a_papers_alone_does_not(extracted, ministry, news):
    assert record_of(extracted, "effective_date", ministry).state == "auto_approved"
    waiting = record_of(extracted, "status_change", news)
    assert (waiting.state, waiting.route.reasons) == ("pending", ("single_witness",))


IN_OTHER_WORDS = (
    "據報導，業界留意到一項變化：自2025年11月7日起至2026年11月10日，商務部公告2025年第61號暫停實施，受訪廠商表示歡迎。"
)


def second_source(text, publisher="北城晚報"):
    return article(text, "c", publisher=publisher, published=date(2025, 11, 9), script="hant")


def test_a_second_independent_source_lets_both_pass(extracted, news):
    other = second_source(IN_OTHER_WORDS)
    extracted.add_document(other)
    extract(extracted, [other], "rules", None)
    route_all(extracted, NEVER_SAMPLED)
    assert {
        record_of(extracted, "status_change", document).state for document in (news, other)
    } == {"auto_approved"}  # fmt: skip


@pytest.mark.parametrize("text", [f"{NEWS_TEXT}此舉受到關注。", f"【轉載】{fold_script(NEWS_TEXT)}"])
def test_a_copy_by_another_publisher_is_no_second_source(extracted, news, text):
    other = second_source(text)
    extracted.add_document(other)
    extract(extracted, [other], "rules", None)
    route_all(extracted, NEVER_SAMPLED)
    assert {record_of(extracted, "status_change", document).state for document in (news, other)} == {"pending"}


def test_two_papers_of_one_publisher_are_one_voice(extracted, news):
    other = second_source(IN_OTHER_WORDS, "港島日報")
    extracted.add_document(other)
    extract(extracted, [other], "rules", None)
    route_all(extracted, NEVER_SAMPLED)
    assert record_of(extracted, "status_change", other).state == "pending"


def test_a_source_that_was_rejected_supports_nothing_any_more(extracted, news):
    other = second_source(IN_OTHER_WORDS)
    extracted.add_document(other)
    extract(extracted, [other], "rules", None)
    route_all(extracted, NEVER_SAMPLED)
    extracted.decide(record_of(extracted, "status_change", other).id, "reject", reviewer="林")
    route_all(extracted, NEVER_SAMPLED)
    assert record_of(extracted, "status_change", news).state == "pending"


def test_routes_must_follow_what_takes_away_brings_back_or_changes_a_statement_and_nothing_else(extracted, news):
    fact = record_of(extracted, "status_change", news).id

    def moves(action, **changes):
        asked = AskedDecision.model_validate({"id": fact, "action": action, "set": changes})
        return carry_out(extracted, asked, reviewer="林").moves_routes

    assert [moves(action) for action in ("approve", "defer", "reject", "approve", "undo", "undo")] == [
        False, False, True, True, True, True,
    ]  # fmt: skip
    assert moves("edit", until="2026-11-09")
    assert not moves("approve")  # confirms the edit: the same words count
    assert moves("undo") is False
    assert moves("undo") is True


def test_a_decision_whose_process_was_killed_before_it_routed_is_followed_later(extracted, news):
    fact = record_of(extracted, "status_change", news).id
    assert not extracted.routing.due
    extracted.decide(fact, "approve", reviewer="林")
    assert not extracted.routing.due
    extracted.decide(fact, "reject", reviewer="林")
    assert Store(str(extracted._engine.url)).routing.due  # as another process finds it
    route_all(extracted, NEVER_SAMPLED)
    assert not extracted.routing.due


def test_routing_again_leaves_no_trace(extracted):
    before = extracted.decisions()
    routed = route_all(extracted, NEVER_SAMPLED)
    assert extracted.decisions() == before
    assert sum(routed.states.values()) == len(extracted.records())
    assert routed.waiting == sum(record.state == "pending" for record in extracted.records()) > 0


def test_a_persons_word_stands_whatever_the_policy_says_later(extracted, ministry):
    passed = record_of(extracted, "effective_date", ministry)
    extracted.decide(passed.id, "reject", reviewer="林")
    route_all(extracted, policy_of(TriageSettings(pass_kinds=("announcement",), sample_share=0.0)))
    after = extracted.record(passed.id)
    assert (after.state, after.route.reasons) == ("rejected", ("kind_needs_person",))


def test_the_policy_is_what_the_settings_say(extracted):
    route_all(extracted, policy_of(TriageSettings(pass_kinds=(), sample_share=0.0)))
    assert machine_share(extracted.records()) == 0.0
    assert {record.state for record in extracted.records()} == {"pending"}


def test_an_act_with_two_days_of_effect_in_one_source_waits(store):
    two_days = article(
        "商务部公告2025年第61号自2025年12月1日起施行。\n商务部公告2025年第61号自2025年10月9日起施行。",
        "d",
        publisher="商务部",
        published=date(2025, 10, 9),
        tier="official",
        script="hans",
    )
    store.add_document(two_days)
    extract(store, [two_days], "rules", None)
    route_all(store, NEVER_SAMPLED)
    told = [record for record in store.records() if record.fact.kind == "effective_date"]
    assert [record.route.reasons for record in told] == [("unclear_effect",), ("unclear_effect",)]
    store.decide(told[0].id, "reject", reviewer="林")
    route_all(store, NEVER_SAMPLED)
    assert store.record(told[1].id).state == "auto_approved"


def test_a_disputed_date_holds_back_the_dates_and_not_the_suspension(extracted, ministry):
    rival = article(
        "商務部公告2025年第61號將自2025年11月8日起生效。", "d", publisher="北城晚報", published=date(2025, 10, 20)
    )
    extracted.add_document(rival)
    extract(extracted, [rival], "rules", None)
    route_all(extracted, NEVER_SAMPLED)
    assert record_of(extracted, "effective_date", ministry).route.reasons == ("conflict:effective_date",)
    assert record_of(extracted, "status_change", ministry).state == "auto_approved"
    (conflict,) = live_conflicts(extracted)
    assert {side.value for side in conflict.sides} == {"2025-12-01", "2025-11-08"}


def status(store, day):
    return status_of(store, "公告2025年第61號", day, None)


def test_a_status_follows_decisions_as_they_are_made(extracted, news):
    day = date(2026, 2, 19)
    waiting = record_of(extracted, "status_change", news)
    assert status(extracted, day)["status"] == "in_force"
    extracted.decide(waiting.id, "approve", reviewer="林")
    assert (status(extracted, day)["status"], status(extracted, day)["until"]) == ("suspended", "2026-11-10")
    extracted.decide(waiting.id, "edit", reviewer="林", changes={"until": "2026-01-31"})
    assert status(extracted, day)["status"] == "in_force"
    extracted.decide(waiting.id, "reject", reviewer="林")
    assert status(extracted, day)["until"] is None


def test_a_draft_says_what_waits_and_then_its_value(extracted, news):
    def drafted():
        documents = {document.id: document for document in extracted.documents()}
        period, day = Period.parse("2025-10..2026-02"), date(2026, 2, 19)
        return compose(period, day, extracted.records(), documents, generated_on=day).markdown

    waiting = record_of(extracted, "status_change", news)
    assert "待審" in drafted()
    assert "2026-11-10" not in drafted()
    extracted.decide(waiting.id, "approve", reviewer="林")
    assert "暫停 2025-11-07 至 2026-11-10" in drafted()
    extracted.decide(waiting.id, "edit", reviewer="林", changes={"until": "2026-11-09"})
    assert "暫停 2025-11-07 至 2026-11-09" in drafted()
    assert "至 2026-11-10" not in drafted()
    assert "自 2026-11-10 起推定恢復" in drafted()


def test_a_reference_that_none_can_read_is_refused_with_an_example(extracted):
    with pytest.raises(WorkbenchError, match="MOFCOM/announcement/2025/58"):
        status_of(extracted, "稀土", date(2026, 2, 19), None)


def test_machine_routes_are_decisions_of_the_machine(extracted):
    made = extracted.decisions()
    assert {decision.by for decision in made} == {MACHINE}
    assert len(made) == len(extracted.records())


def asked(source, model="claude-sonnet-4-5", tokens=1000):
    return {"source": source, "model_asked": model, "model_resolved": None, "usage": {"input_tokens": tokens, "output_tokens": tokens}}  # fmt: skip


def test_only_live_answers_cost():
    run = Run(engine="model", fingerprint="f", attempts=(asked("cache"), asked("recording"), asked("api")))
    figures = cost([run])
    assert (figures["requests"], figures["input_tokens"], figures["output_tokens"]) == (1, 1000, 1000)
    assert figures["usd"] == pytest.approx(0.018)


def test_what_the_api_kept_and_read_from_its_cache_has_prices_of_its_own():
    usage = {
        "input_tokens": 100,
        "output_tokens": 10,
        "cache_creation_input_tokens": 100,
        "cache_read_input_tokens": 800,
    }
    run = Run(engine="model", fingerprint="f", attempts=({**asked("api"), "usage": usage},))
    figures = cost([run])
    assert {kind: figures[kind] for kind in usage} == usage
    assert figures["usd"] == pytest.approx(0.0011, abs=0.00005)  # 100·3 + 100·3.75 + 800·0.30 + 10·15 per million


def test_a_price_that_nobody_knows_is_not_told_as_a_sum():
    run = Run(engine="model", fingerprint="f", attempts=(asked("api"), asked("api", "model-of-nobody")))
    assert (cost([run])["requests"], cost([run])["usd"]) == (2, None)


def test_a_title_that_two_acts_have_waits_with_both_named(extracted):
    title = "關於對樣本物項實施出口管制的公告"
    for number, (key, day) in enumerate((("8", date(2025, 4, 2)), ("9", date(2025, 10, 2)))):
        notice = article(
            f"{day.year}年{day.month}月{day.day}日，商务部发布《{title}》（商务部公告2025年第{key}号）。",
            f"e{number}",
            publisher="商务部",
            published=day,
            tier="official",
        )
        extracted.add_document(notice)
        extract(extracted, [notice], "rules", None)
    late = article(f"《{title}》自2026年3月1日起施行。", "f", publisher="北城晚報", published=date(2026, 2, 1))
    extracted.add_document(late)
    extract(extracted, [late], "rules", None)
    route_all(extracted, NEVER_SAMPLED)
    reasons = record_of(extracted, "effective_date", late).route.reasons
    assert {"may_be:MOFCOM/announcement/2025/8", "may_be:MOFCOM/announcement/2025/9"} <= set(reasons)
