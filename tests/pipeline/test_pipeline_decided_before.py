"""A decision goes along with its content and with no other; what reads otherwise now is shown beside it."""

from __future__ import annotations

from datetime import date

import pytest
from scripted_model import answer, said

from tests.review.samples import PHRASES
from workbench.cli.reviewing import StoreAdapter
from workbench.facts.fact import fact_json
from workbench.facts.kinds import Claim, StatusChange, Target
from workbench.pipeline import extract, policy_of, route_all
from workbench.review.panel_rows import panel_rows
from workbench.review.state import ReviewState
from workbench.settings import TriageSettings

KEY = "MOFCOM/announcement/2025/61"
QUOTE = "自即日起至2026年11月10日，暫停實施商務部公告2025年第61號"
POLICY = policy_of(TriageSettings())


def suspension(document, until=date(2026, 11, 8), quote=QUOTE, **fields):
    content = StatusChange(
        action="suspend",
        targets=(Target(instrument=KEY),),
        **{"from": date(2025, 11, 7), "until": until, **fields},
    )
    return said(document, content, quote)


@pytest.fixture
def reads(store, news, model):
    """Has the model read the news with this answer, by a prompt of its own each time, and routes what it found."""
    read = 0

    def once(*facts):
        nonlocal read
        read += 1
        result = extract(store, [news], "model", model({news: answer(facts)}, prompt=str(read)))
        route_all(store, POLICY)
        return result

    return once


def test_a_decision_goes_along_to_what_the_rules_read_so(store, news, reads):
    before = suspension(news, date(2026, 11, 10))
    reads(before)
    store.decide(before.id, "approve", reviewer="林")
    reads(suspension(news, date(2026, 11, 9)))
    states = {record.fact.origin: record.state for record in store.records() if record.fact.kind == "status_change"}
    assert states == {"rules": "approved", "model": "pending"}


def of_model(store):
    return [
        record for record in store.records() if record.fact.kind == "status_change" and record.fact.origin == "model"
    ]


@pytest.mark.parametrize(("action", "state"), [("approve", "approved"), ("reject", "rejected"), ("defer", "deferred")])
def test_another_content_is_undecided_and_has_the_decision_beside_it(store, news, reads, action, state):
    before, now = suspension(news), suspension(news, date(2026, 11, 9))
    reads(before)
    store.decide(before.id, action, reviewer="林")
    result = reads(now)
    (record,) = of_model(store)
    assert (record.id, record.state) == (now.id, "pending")
    assert "decided_before" in record.route.reasons
    (earlier,) = record.earlier
    assert (earlier.id, earlier.state, earlier.by) == (before.id, state, "林")
    assert earlier.content.until == date(2026, 11, 8)
    assert [gone.id for gone in result.overtaken] == [before.id]
    assert [made.action for made in store.decisions(before.id) if made.by == "林"] == [action]


def test_an_edit_is_shown_with_the_edited_content(store, news, reads):
    before = suspension(news)
    reads(before)
    store.decide(before.id, "edit", reviewer="林", changes={"occasion": "會談"})
    reads(suspension(news, date(2026, 11, 9)))
    (record,) = of_model(store)
    (earlier,) = record.earlier
    assert (earlier.state, earlier.content.occasion) == ("edited", "會談")


def test_the_same_content_has_the_decision_and_nothing_beside_it(store, news, reads):
    before = suspension(news)
    reads(before)
    store.decide(before.id, "approve", reviewer="林")
    result = reads(suspension(news, quote="至2026年11月10日，暫停實施商務部公告2025年第61號"))
    (record,) = of_model(store)
    assert (record.state, record.earlier, result.overtaken) == ("approved", (), [])


def test_a_decision_goes_along_with_the_same_content_that_was_there_already(store, news, reads):
    first, second = suspension(news), suspension(news, quote="至2026年11月10日，暫停實施商務部公告2025年第61號")
    reads(first, second)
    store.decide(first.id, "reject", reviewer="林")
    reads(second)
    (record,) = of_model(store)
    assert (record.id, record.state) == (second.id, "rejected")


def test_a_decision_of_a_person_is_not_overwritten_by_one_that_goes_along(store, news, reads):
    first, second = suspension(news), suspension(news, quote="至2026年11月10日，暫停實施商務部公告2025年第61號")
    reads(first, second)
    store.decide(first.id, "reject", reviewer="林")
    store.decide(second.id, "approve", reviewer="王")
    reads(second)
    (record,) = of_model(store)
    assert (record.state, record.earlier) == ("approved", ())


def test_once_decided_anew_nothing_stands_beside_it(store, news, reads):
    before, now = suspension(news), suspension(news, date(2026, 11, 9))
    reads(before)
    store.decide(before.id, "approve", reviewer="林")
    reads(now)
    store.decide(now.id, "approve", reviewer="林")
    (record,) = of_model(store)
    assert (record.state, record.earlier) == ("approved", ())


def test_what_is_about_something_else_has_nothing_beside_it(store, news, reads):
    before = suspension(news)
    reads(before)
    store.decide(before.id, "approve", reviewer="林")
    claim = said(news, Claim(statement="暫停實施商務部公告2025年第61號"), "暫停實施商務部公告2025年第61號")
    reads(claim)
    assert {record.id: record.earlier for record in store.records()}[claim.id] == ()
    assert [record.id for record in store.gone_decided()] == [before.id]


def test_a_decision_that_was_undone_is_shown_nowhere(store, news, reads):
    before = suspension(news)
    reads(before)
    store.decide(before.id, "approve", reviewer="林")
    store.decide(before.id, "undo", reviewer="林")
    result = reads(suspension(news, date(2026, 11, 9)))
    (record,) = of_model(store)
    assert (record.earlier, result.overtaken, store.gone_decided()) == ((), [], [])


def test_the_json_of_a_fact_and_the_review_show_both(store, news, reads, monkeypatch):
    monkeypatch.setenv("WORKBENCH_LANG", "en")
    before, now = suspension(news), suspension(news, date(2026, 11, 9))
    reads(before)
    store.decide(before.id, "approve", reviewer="林")
    reads(now)
    (record,) = of_model(store)
    (earlier,) = fact_json(record)["earlier"]
    assert (earlier["id"], earlier["state"], earlier["by"]) == (before.id, "approved", "林")
    assert earlier["fields"]["until"] == "2026-11-08"
    state = ReviewState(StoreAdapter(store), "林", PHRASES)
    state.return_to(now.id)
    for roomy in (True, False):
        shown = "\n".join("".join(text for text, _tone in row) for row in panel_rows(state, 60, roomy=roomy))
        assert "2026-11-09" in shown
        assert "before: 林, approved: until 2026-11-08" in shown
        assert "a person decided on it before, when it read otherwise" in " ".join(shown.split())
