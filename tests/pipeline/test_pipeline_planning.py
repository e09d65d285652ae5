"""What is due and why, before anything is read."""

from __future__ import annotations

from datetime import date

import pytest
from scripted_model import answer, said

from workbench.facts.kinds import EffectiveDate
from workbench.pipeline import extract, plan_extraction
from workbench.pipeline.planning import Reason

KEY = "MOFCOM/announcement/2025/61"


def effect(document):
    content = EffectiveDate(instrument=KEY, date=date(2025, 12, 1), basis="explicit")
    return said(document, content, "自2025年12月1日起施行")


@pytest.fixture
def reading(ministry, model):
    """A model that reads the ministry's article, on a basis."""
    return lambda **basis: model({ministry: answer([effect(ministry)])}, **basis)


def reasons(store, document, engine, model):
    return [reason for due in plan_extraction(store, [document], engine, model).due for reason in due.reasons]


def test_a_document_that_nobody_read_is_due(store, ministry, reading):
    assert reasons(store, ministry, "model", reading()) == [Reason("never_read")]
    assert reasons(store, ministry, "rules", None) == [Reason("never_read")]


def test_a_plan_reads_and_stores_nothing(store, ministry, reading):
    scripted = reading()
    plan_extraction(store, [ministry], "model", scripted, force=True)
    assert (scripted.asked, store.runs(), store.records()) == ([], [], [])


def test_what_was_read_on_the_same_basis_is_not_due(store, ministry, reading):
    extract(store, [ministry], "model", reading())
    plan = plan_extraction(store, [ministry], "model", reading())
    assert (plan.due, plan.up_to_date) == ([], [ministry])


@pytest.mark.parametrize("part", ["model", "prompt", "coverage_prompt", "schema", "piece", "longest_answer"])
def test_a_change_of_what_is_asked_makes_it_due_and_is_named(store, ministry, reading, part):
    extract(store, [ministry], "model", reading(**{part: "1"}))
    assert reasons(store, ministry, "model", reading(**{part: "2"})) == [Reason(part, "1", "2")]


def test_changes_are_named_together(store, ministry, reading):
    extract(store, [ministry], "model", reading(prompt="1", schema="a"))
    changed = reasons(store, ministry, "model", reading(prompt="2", schema="b"))
    assert changed == [Reason("prompt", "1", "2"), Reason("schema", "a", "b")]


@pytest.mark.parametrize("engine", ["rules", "model"])
def test_a_change_of_the_rules_makes_it_due_whoever_reads(store, ministry, reading, monkeypatch, engine):
    extract(store, [ministry], engine, reading())
    (before,) = {run.basis["rules"] for run in store.runs()}
    for module in ("planning", "fingerprints"):
        monkeypatch.setattr(f"workbench.pipeline.{module}.rules_basis", lambda: {"rules": "other"})
    assert reasons(store, ministry, engine, reading()) == [Reason("rules", before, "other")]


def test_the_engine_that_is_asked_for_reads_what_the_other_read(store, ministry, reading):
    extract(store, [ministry], "rules", None)
    assert reasons(store, ministry, "model", reading()) == [Reason("other_engine", "rules", "model")]
    extract(store, [ministry], "model", reading())
    assert reasons(store, ministry, "rules", None) == [Reason("other_engine", "model", "rules")]


def test_left_to_itself_it_does_not_go_back_from_the_model_to_the_rules(store, ministry, model, reading):
    extract(store, [ministry], "model", reading())
    before = store.records()
    silent = model({})
    assert plan_extraction(store, [ministry], "auto", silent).up_to_date == [ministry]
    extract(store, [ministry], "auto", silent)
    assert store.records() == before


@pytest.mark.parametrize("outcome", ["offline_miss", "overloaded", "failed"])
def test_what_was_not_answered_is_due_and_says_how_it_ended(store, ministry, model, reading, outcome):
    extract(store, [ministry], "model", model({ministry: answer([], outcome)}))
    assert reasons(store, ministry, "model", reading()) == [Reason("not_answered", outcome)]


def test_a_failure_later_on_takes_nothing_back(store, ministry, model, reading):
    extract(store, [ministry], "model", reading())
    extract(store, [ministry], "model", model({ministry: answer([], "overloaded")}), force=True)
    assert reasons(store, ministry, "model", reading()) == []


def test_going_back_to_an_earlier_prompt_makes_it_due_again(store, ministry, reading):
    for prompt in ("1", "2"):
        extract(store, [ministry], "model", reading(prompt=prompt))
    assert reasons(store, ministry, "model", reading(prompt="1")) == [Reason("prompt", "2", "1")]


def test_the_plan_is_told_before_anything_is_asked(store, ministry, news, model):
    scripted = model({ministry: answer([effect(ministry)])})
    told = []

    def on_plan(plan):
        told.append(([(due.document.id, due.engine, due.reasons) for due in plan.due], list(scripted.asked)))

    extract(store, [ministry, news], "auto", scripted, on_plan=on_plan)
    never = (Reason("never_read"),)
    assert told == [([(ministry.id, "model", never), (news.id, "rules", never)], [])]
