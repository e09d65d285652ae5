"""Rules and model into the store: merged, resumed after a stop, superseded, with what a person decided carried on."""

from __future__ import annotations

from datetime import date

import pytest
from scripted_model import answer, article, said

from workbench.facts.kinds import EffectiveDate, StatusChange, Target
from workbench.pipeline import extract
from workbench.pipeline.extracting import AT_ONCE
from workbench.pipeline.fingerprints import rules_basis

KEY = "MOFCOM/announcement/2025/61"


def effect(document, day=date(2025, 12, 1), quote="自2025年12月1日起施行", origin="model"):
    return said(document, EffectiveDate(instrument=KEY, date=day, basis="explicit"), quote, origin)


def suspension(document, until=date(2026, 11, 10), quote="暫停實施商務部公告2025年第61號"):
    content = StatusChange(
        action="suspend", targets=(Target(instrument=KEY),), **{"from": date(2025, 11, 7), "until": until}
    )
    return said(document, content, quote)


def of_kind(store, kind, **options):
    return [record for record in store.records(**options) if record.fact.kind == kind]


def test_what_both_find_is_one_fact_of_the_model_with_two_witnesses(store, ministry, model):
    extract(store, [ministry], "model", model({ministry: answer([effect(ministry)])}))
    (record,) = of_kind(store, "effective_date")
    assert (record.fact.origin, set(record.fact.witnesses), record.fact.notes) == ("model", {"rules", "model"}, ())


def test_where_they_differ_both_stand_and_say_so(store, ministry, model):
    wrong = effect(ministry, day=date(2025, 12, 10))
    extract(store, [ministry], "model", model({ministry: answer([wrong])}))
    found = {
        record.content.date: (record.fact.origin, record.fact.notes) for record in of_kind(store, "effective_date")
    }
    assert found == {
        date(2025, 12, 10): ("model", ("engines_differ",)),
        date(2025, 12, 1): ("rules", ("engines_differ",)),
    }


def test_what_the_model_left_out_stands_with_a_note(store, ministry, model):
    extract(store, [ministry], "model", model({ministry: answer([])}))
    (record,) = of_kind(store, "effective_date")
    assert (record.fact.origin, record.fact.notes) == ("rules", ("model_silent",))


@pytest.mark.parametrize("outcome", ["offline_miss", "overloaded", "failed", "refused", "truncated"])
def test_a_model_that_gave_no_answer_was_not_silent(store, ministry, model, outcome):
    result = extract(store, [ministry], "model", model({ministry: answer([], outcome, "why")}))
    (record,) = of_kind(store, "effective_date")
    assert (record.fact.origin, record.fact.notes) == ("rules", ())
    assert [(step.outcome, step.detail) for step in result.failed] == [(outcome, "why")]


def test_a_failure_takes_nothing_away_and_adds_nothing(store, ministry, model):
    extract(store, [ministry], "model", model({ministry: answer([effect(ministry)])}))
    before = store.records(superseded=True)
    extract(store, [ministry], "model", model({ministry: answer([], "overloaded")}), force=True)
    assert store.records(superseded=True) == before


@pytest.mark.parametrize(
    ("outcome", "again"),
    [
        ("complete", 0),
        ("invalid", 0),
        ("refused", 0),
        ("truncated", 0),
        ("offline_miss", 1),
        ("overloaded", 1),
        ("failed", 1),
    ],
)
def test_only_what_may_end_otherwise_is_asked_again(store, ministry, model, outcome, again):
    extract(store, [ministry], "model", model({ministry: answer([effect(ministry)], outcome)}))
    second = model({ministry: answer([effect(ministry)])})
    result = extract(store, [ministry], "model", second)
    assert (len(second.asked), len(result.skipped)) == (again, 1 - again)


def test_another_prompt_model_or_schema_makes_documents_due_again(store, ministry, model):
    extract(store, [ministry], "model", model({ministry: answer([effect(ministry)])}, "1"))
    later = model({ministry: answer([effect(ministry)])}, "2")
    assert len(extract(store, [ministry], "model", later).done) == 1
    assert [run.basis["prompt"] for run in store.runs(ministry.id)] == ["1", "2"]


def test_auto_asks_the_model_only_where_it_can_answer(store, ministry, news, model):
    scripted = model({ministry: answer([effect(ministry)])})
    result = extract(store, [ministry, news], "auto", scripted)
    assert {step.document.id: step.engine for step in result.done} == {ministry.id: "model", news.id: "rules"}
    assert scripted.asked == [ministry.id]
    assert store.runs(news.id)[0].basis == rules_basis()


def test_progress_counts_every_due_document(store, ministry, news, model):
    steps = []
    extract(store, [ministry, news], "rules", None, on_progress=steps.append)
    assert [(step.done, step.total, step.document.id) for step in steps] == [(1, 2, ministry.id), (2, 2, news.id)]
    assert [step.facts for step in steps] == [len(store.records(documents=[id_])) for id_ in (ministry.id, news.id)]


def test_a_stopped_extraction_keeps_what_was_reported_and_goes_on_from_there(store, ministry, news):
    more = [article(f"{news.text}\n第{number}次轉載。", f"copy{number}") for number in range(2 * AT_ONCE)]
    documents = [ministry, news, *more]
    for document in more:
        store.add_document(document)
    reported = []

    def stop_at_the_second(step):
        reported.append(step.document.id)
        if len(reported) == AT_ONCE + 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        extract(store, documents, "rules", None, on_progress=stop_at_the_second)
    kept = store.records()
    done = {record.fact.document for record in kept}
    assert set(reported) <= done
    assert len(done) == 2 * AT_ONCE  # what was stored with the last that was reported, and no document beyond
    result = extract(store, documents, "rules", None)
    assert {document.id for document in result.skipped} == done
    assert {step.document.id for step in result.done} == {document.id for document in documents} - done
    assert [record for record in store.records() if record.fact.document in done] == kept


def test_a_model_that_breaks_down_in_the_second_article_leaves_the_first(store, ministry, news, model):
    broken = model({ministry: answer([effect(ministry)]), news: RuntimeError("no memory")})
    with pytest.raises(RuntimeError):
        extract(store, [ministry, news], "model", broken, concurrency=1)
    second = model({ministry: answer([effect(ministry)]), news: answer([suspension(news)])})
    extract(store, [ministry, news], "model", second)
    assert len(store.runs(ministry.id)) == 1
    assert second.asked == [news.id]


def test_a_changed_extraction_supersedes_what_it_no_longer_finds(store, news, model):
    extract(store, [news], "model", model({news: answer([suspension(news, date(2026, 11, 9))])}, "1"))
    extract(store, [news], "model", model({news: answer([suspension(news)])}, "2"))
    live = [record.content.until for record in of_kind(store, "status_change")]
    everything = of_kind(store, "status_change", superseded=True)
    gone = {record.content.until: record.fact.origin for record in everything if record.state == "superseded"}
    assert live == [date(2026, 11, 10)]
    assert gone == {date(2026, 11, 9): "model", date(2026, 11, 10): "rules"}, "the rules' find is the model's now"


def test_a_decision_goes_along_to_the_same_content_at_another_place(store, news, model):
    short = suspension(news)
    extract(store, [news], "model", model({news: answer([short])}, "1"))
    store.decide(short.id, "approve", reviewer="林", reason="核對")
    longer = suspension(news, quote="即日起至2026年11月10日，暫停實施商務部公告2025年第61號")
    extract(store, [news], "model", model({news: answer([longer])}, "2"))
    (record,) = of_kind(store, "status_change")
    assert (record.id, record.state) == (longer.id, "approved")
    assert [(made.by, made.reason, made.carried_from) for made in store.decisions(longer.id) if made.by == "林"] == [
        ("林", "核對", short.id)
    ]


def test_a_decision_is_not_applied_to_other_content_and_not_lost(store, news, model):
    wrong = suspension(news, date(2026, 11, 9))
    extract(store, [news], "model", model({news: answer([wrong])}, "1"))
    store.decide(wrong.id, "approve", reviewer="林")
    right = suspension(news)
    extract(store, [news], "model", model({news: answer([right])}, "2"))
    (record,) = of_kind(store, "status_change")
    assert (record.id, record.state) == (right.id, "pending")
    assert [made.action for made in store.decisions(wrong.id) if made.by == "林"] == ["approve"]


def test_an_edit_that_was_approved_goes_along_with_its_content(store, news, model):
    short = suspension(news)
    extract(store, [news], "model", model({news: answer([short])}, "1"))
    store.decide(short.id, "edit", reviewer="林", changes={"occasion": "會談"})
    store.decide(short.id, "approve", reviewer="王")
    longer = suspension(news, quote="即日起至2026年11月10日，暫停實施商務部公告2025年第61號")
    extract(store, [news], "model", model({news: answer([longer])}, "2"))
    (record,) = of_kind(store, "status_change")
    assert (record.id, record.state, record.content.occasion) == (longer.id, "edited", "會談")


def test_what_was_undone_does_not_go_along(store, news, model):
    short = suspension(news)
    extract(store, [news], "model", model({news: answer([short])}, "1"))
    store.decide(short.id, "reject", reviewer="林")
    store.decide(short.id, "undo", reviewer="林")
    longer = suspension(news, quote="即日起至2026年11月10日，暫停實施商務部公告2025年第61號")
    extract(store, [news], "model", model({news: answer([longer])}, "2"))
    (record,) = of_kind(store, "status_change")
    assert (record.id, record.state) == (longer.id, "pending")


def test_a_fact_that_comes_back_has_its_decision_still(store, news, model):
    fact = suspension(news)
    extract(store, [news], "model", model({news: answer([fact])}, "1"))
    store.decide(fact.id, "reject", reviewer="林")
    extract(store, [news], "model", model({news: answer([suspension(news, date(2026, 11, 9))])}, "2"))
    extract(store, [news], "model", model({news: answer([fact])}, "3"))
    (record,) = of_kind(store, "status_change")
    assert (record.id, record.state) == (fact.id, "rejected")
