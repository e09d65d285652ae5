"""An approved assessment waits again when a fact under it changes, and stands again when the fact is what it was."""

from __future__ import annotations

from datetime import date

import pytest
from scripted_model import said

from workbench.cli.drafting import Snapshot
from workbench.facts.fact import Route, make_fact
from workbench.facts.kinds import Assessment, StatusChange, Target
from workbench.pipeline.reassessing import route_assessments
from workbench.store import Run

RUN = Run(engine="model", fingerprint="m")
WHO = {"reviewer": "林"}
TEXT = "該措施暫停期間，企業宜留意恢復的可能。"


@pytest.fixture
def fact(store, news):
    content = StatusChange(
        action="suspend", targets=(Target(instrument="MOFCOM/announcement/2025/61"),), until=date(2026, 11, 10)
    )
    made = said(news, content, "暫停實施商務部公告2025年第61號")
    store.save_extraction(news.id, [made], RUN)
    store.set_routes([(made.id, Route(to="machine"))])
    return made


@pytest.fixture
def assessment(store, fact):
    content = Assessment(section="summary", text=TEXT, facts=(fact.id,))
    made = make_fact("period/2025-11", content, [], "model")
    store.save_extraction("period/2025-11", [made], RUN)
    route_assessments(store)
    store.decide(made.id, "approve", **WHO)
    assert route_assessments(store) == 0
    return made


def standing(store, assessment):
    route_assessments(store)
    record = store.record(assessment.id)
    return record.state, [reason for reason in record.route.reasons if reason != "assessment"]


def test_a_fresh_assessment_waits_for_its_own_reason_alone(store, fact):
    made = make_fact("period/2025-11", Assessment(section="summary", text=TEXT, facts=(fact.id,)), [], "model")
    store.save_extraction("period/2025-11", [made], RUN)
    assert standing(store, made) == ("pending", [])


@pytest.mark.parametrize(("action", "changes"), [("edit", {"until": "2026-11-09"}), ("reject", None), ("defer", None)])
def test_a_changed_fact_makes_it_due_and_an_undo_makes_it_stand(store, fact, assessment, action, changes):
    store.decide(fact.id, action, changes=changes, **WHO)
    assert standing(store, assessment) == ("pending", [f"basis_changed:{fact.id[:10]}"])
    assert [made.action for made in store.decisions(assessment.id) if made.action != "route"] == ["approve"]
    store.decide(fact.id, "undo", **WHO)
    assert standing(store, assessment) == ("approved", [])


def test_what_triage_or_a_ruling_takes_back_counts_too(store, fact, assessment):
    store.set_routes([(fact.id, Route(to="review", reasons=("conflict_lost:status",)))])
    assert standing(store, assessment)[0] == "pending"
    store.set_routes([(fact.id, Route(to="machine"))])
    assert standing(store, assessment)[0] == "approved"


def test_a_superseded_fact_makes_it_due(store, news, fact, assessment):
    store.save_extraction(news.id, [], RUN)
    assert standing(store, assessment)[0] == "pending"


def test_the_same_fact_approved_by_a_person_changes_nothing(store, fact, assessment):
    store.decide(fact.id, "approve", **WHO)
    assert standing(store, assessment) == ("approved", [])


def test_approving_again_settles_it_until_the_next_change(store, fact, assessment):
    store.decide(fact.id, "edit", changes={"until": "2026-11-09"}, **WHO)
    assert standing(store, assessment)[0] == "pending"
    store.decide(assessment.id, "approve", **WHO)
    assert store.record(assessment.id).state == "approved"
    store.decide(fact.id, "edit", changes={"until": "2026-11-08"}, **WHO)  # before any route was made anew
    assert standing(store, assessment)[0] == "pending"
    store.decide(assessment.id, "approve", **WHO)
    assert standing(store, assessment) == ("approved", [])


def test_a_rejected_assessment_stays_rejected(store, fact, assessment):
    store.decide(assessment.id, "reject", **WHO)
    store.decide(fact.id, "edit", changes={"until": "2026-11-09"}, **WHO)
    assert standing(store, assessment)[0] == "rejected"


def drafted(store):
    return Snapshot(lambda: store).draft("2025-11", date(2025, 11, 30), (), final=False).markdown


def test_the_draft_says_that_it_waits(store, fact, assessment):
    assert TEXT in drafted(store)
    store.decide(fact.id, "edit", changes={"until": "2026-11-09"}, **WHO)
    route_assessments(store)
    markdown = drafted(store)
    assert TEXT not in markdown
    summary = markdown.split("## 執行摘要")[1].split("## 一、")[0]
    assert "待審" in summary
