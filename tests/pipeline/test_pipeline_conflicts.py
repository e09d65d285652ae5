"""Deciding a conflict: which side holds, what becomes of the others' facts, and when a ruling no longer applies."""

from __future__ import annotations

from datetime import date

import pytest
from scripted_model import article

from workbench.errors import WorkbenchError
from workbench.pipeline import extract, policy_of, route_all
from workbench.pipeline.conflicts import known_conflicts, live_conflicts, rule_on, undo_ruling
from workbench.settings import TriageSettings

NEVER_SAMPLED = policy_of(TriageSettings(sample_share=0.0))


def read(store, text, name, day, **more):
    document = article(text, name, published=day, script="hant", **more)
    store.add_document(document)
    extract(store, [document], "rules", None)
    route_all(store, NEVER_SAMPLED)
    return document


@pytest.fixture
def paper(store, ministry):
    """A store in which a paper gives the ministry's notice another effective day."""
    extract(store, [ministry], "rules", None)
    return read(
        store,
        "商務部公告2025年第61號將自2025年11月8日起施行。",
        "c",
        date(2025, 10, 20),
        publisher="北城晚報",
        tier="news",
    )


def effect(store, document):
    (found,) = [record for record in store.records(documents=[document.id]) if record.fact.kind == "effective_date"]
    return found


def rule(store, choice, **more):
    known = rule_on(store, live_conflicts(store)[0].id, choice, reviewer="林", **more)
    route_all(store, NEVER_SAMPLED)
    return known


def test_the_side_that_holds_passes_and_the_other_is_held_back_with_the_reason(store, ministry, paper):
    known = rule(store, "0", reason="公告原文")
    assert live_conflicts(store) == ()
    assert (known.resolution.means, known.resolution.sides) == ("ruling", (0,))
    assert effect(store, ministry).state == "auto_approved"
    lost = effect(store, paper)
    assert (lost.state, lost.lost, lost.usable) == ("deferred", True, False)
    assert "conflict_lost:effective_date" in lost.route.reasons


def test_a_resolved_conflict_says_who_decided_when_why_and_which_side(store, paper):
    rule(store, "0", reason="公告原文")
    (row,) = [known.json() for known in known_conflicts(store, resolved=True)]
    assert row["state"] == "resolved"
    resolution = row["resolution"]
    assert (resolution["by"], resolution["reason"], resolution["sides"], resolution["means"]) == (
        "林",
        "公告原文",
        [0],
        "ruling",
    )
    assert date.fromisoformat(resolution["at"][:10])


def test_an_approval_made_before_a_ruling_yields_to_it_and_one_made_after_stands(store, paper):
    store.decide(effect(store, paper).id, "approve", reviewer="王")
    rule(store, "0")
    assert effect(store, paper).state == "deferred"
    route_all(
        store, policy_of(TriageSettings(pass_kinds=("announcement",), sample_share=0.0))
    )  # another route, the same ruling
    assert effect(store, paper).state == "deferred"
    store.decide(effect(store, paper).id, "approve", reviewer="王")
    route_all(store, NEVER_SAMPLED)
    assert effect(store, paper).state == "approved"


def test_undoing_a_ruling_opens_the_conflict_and_gives_the_facts_their_states_back(store, ministry, paper):
    store.decide(effect(store, paper).id, "approve", reviewer="王")
    conflict = live_conflicts(store)[0]
    rule(store, "0")
    known = undo_ruling(store, conflict.id[:8], reviewer="王")
    route_all(store, NEVER_SAMPLED)
    assert known.resolution is None
    assert [each.id for each in live_conflicts(store)] == [conflict.id]
    assert effect(store, paper).state == "approved"
    assert effect(store, ministry).route.reasons == ("conflict:effective_date",)
    assert [ruling.action for ruling in store.rulings.all()] == ["settle", "undo"]
    with pytest.raises(WorkbenchError, match="no decision to undo"):
        undo_ruling(store, conflict.id, reviewer="王")


def test_both_sides_may_hold_or_neither(store, ministry, paper):
    conflict = live_conflicts(store)[0]
    rule(store, "both", reason="分別為兩項之日")
    assert not effect(store, ministry).lost
    assert not effect(store, paper).lost
    rule_on(store, conflict.id, "neither", reviewer="林")
    route_all(store, NEVER_SAMPLED)
    assert effect(store, ministry).lost
    assert effect(store, paper).lost
    undo_ruling(store, conflict.id, reviewer="林")
    assert known_conflicts(store, resolved=True)[0].resolution.sides == (0, 1)


def test_a_source_that_joins_a_side_leaves_the_ruling_and_another_value_does_not(store, paper):
    rule(store, "0")
    joining = read(
        store, "商務部公告2025年第61號將自11月8日起施行，業界關注。", "d", date(2025, 10, 21), publisher="乙報"
    )
    assert live_conflicts(store) == ()
    assert effect(store, joining).lost
    read(store, "商務部公告2025年第61號將自2025年11月20日起施行。", "e", date(2025, 10, 22), publisher="丙報")
    (conflict,) = live_conflicts(store)
    assert len(conflict.sides) == 3
    assert not effect(store, joining).lost


def test_a_rejected_side_resolves_the_conflict_in_the_name_of_who_rejected_it(store, paper):
    store.decide(effect(store, paper).id, "reject", reviewer="王", reason="誤")
    assert live_conflicts(store) == ()
    (known,) = known_conflicts(store, resolved=True)
    resolution = known.resolution
    assert (resolution.means, resolution.by, resolution.reason, resolution.sides) == ("facts", "王", "誤", (0,))


def test_a_corrected_side_resolves_the_conflict_too(store, paper):
    store.decide(effect(store, paper).id, "edit", reviewer="王", changes={"date": "2025-12-01"})
    assert live_conflicts(store) == ()
    (known,) = known_conflicts(store, resolved=True)
    assert (known.resolution.means, known.resolution.sides) == ("facts", (0,))


@pytest.mark.parametrize("choice", ["2", "-1", "first", "", "²"])
def test_a_side_that_is_none_is_refused(store, paper, choice):
    with pytest.raises(WorkbenchError, match="no such side"):
        rule(store, choice)
    assert store.rulings.all() == []


def test_an_unknown_conflict_is_refused(store, paper):
    with pytest.raises(WorkbenchError, match="no such conflict"):
        rule_on(store, "0123", "0", reviewer="林")
