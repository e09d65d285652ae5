"""What the follower tells the review: long drafts come packed, and news never makes a key wait."""

import pickle

import pytest
from typer.testing import CliRunner

from tests.review.samples import PHRASES, MemoryStore
from tests.review.test_review_conflicts import Telling, outlook
from workbench.cli.app import app
from workbench.cli.commands import register
from workbench.cli.follower_messages import PackedLines
from workbench.review.ports import DraftLine
from workbench.review.state import ReviewState

LINES = (DraftLine("甲", frozenset({"f1"})), DraftLine("乙", frozenset()))


def test_packed_lines_arrive_as_they_were_and_are_unpacked_when_looked_at():
    sent = PackedLines(LINES)
    came = pickle.loads(pickle.dumps(sent))
    assert "_lines" not in vars(came)
    assert (tuple(came), len(came), came[0], came[:1]) == (LINES, 2, LINES[0], LINES[:1])


def test_the_draft_is_made_when_it_is_looked_at():
    state = ReviewState(MemoryStore(), "li", PHRASES, Telling(outlook(lines=LINES)))
    state.catch_up()
    assert tuple(state.derived.outlook.lines) == LINES
    state.toggle_draft()
    assert state.page().text == "甲\n乙"
    assert state.derived.outlook.lines == ()


def test_the_place_is_saved_where_the_reviewer_rests():
    store = MemoryStore()
    state = ReviewState(store, "li", PHRASES)
    before = store.position("li")
    state.move(1)
    state.catch_up()
    assert store.position("li") == before
    state.catch_up()
    assert store.position("li") == state.focused_id


@pytest.mark.parametrize("period", ["2026", "2026-13", "2026-02..2025-10"])
def test_a_period_that_is_none_is_refused_before_anything_is_shown(period, tmp_path, monkeypatch):
    monkeypatch.setenv("WORKBENCH_HOME", str(tmp_path))
    register()
    outcome = CliRunner().invoke(app, ["review", "--period", period])
    assert outcome.exit_code == 1
    assert "2026" in str(outcome.exception)
