"""Notes on facts: each reviewer's own, shown beside the fact, taken back and done again."""

from tests.review.drawn import plain_text
from tests.review.samples import PHRASES, MemoryStore, sample_records
from workbench.facts.fact import Route
from workbench.review.panel_rows import panel_rows
from workbench.review.state import ReviewState


def _state(store=None, reviewer="li"):
    return ReviewState(store or MemoryStore(), reviewer, PHRASES)


def _panel(state):
    return plain_text(panel_rows(state, 60, roomy=True))


def test_a_note_is_shown_beside_its_fact_and_decides_nothing():
    state = _state()
    before, place = state.focused.state, state.at
    state.write_note("ask the ministry")
    assert (state.focused.state, state.at, state.notice.text) == (before, place, "noted")
    assert "li: ask the ministry" in _panel(state)
    state.move(1)
    assert "ask the ministry" not in _panel(state)


def test_another_note_stands_in_its_place_and_none_takes_it_off():
    state = _state()
    state.write_note("ask the ministry")
    state.write_note("asked")
    assert [made.reason for made in state.notes()] == ["asked"]
    state.write_note("")
    assert state.notes() == []


def test_notes_of_two_reviewers_stand_side_by_side():
    store = MemoryStore()
    mine, theirs = _state(store), _state(store, "wang")
    mine.write_note("ask the ministry")
    theirs.catch_up()
    theirs.write_note("seen on paper")
    mine.catch_up()
    assert [(made.by, made.reason) for made in mine.notes()] == [("li", "ask the ministry"), ("wang", "seen on paper")]
    assert mine.own_note() == "ask the ministry"


def test_a_note_is_undone_to_what_stood_before_and_done_again():
    state = _state()
    state.write_note("first")
    state.write_note("second")
    state.undo()
    assert state.own_note() == "first"
    state.redo()
    assert state.own_note() == "second"
    state.undo()
    state.undo()
    assert state.own_note() == ""


def test_a_note_is_taken_whatever_was_decided_meanwhile():
    store = MemoryStore()
    state = _state(store)
    store.decide(state.focused.id, "approve", reviewer="wang", revision=0)
    state.write_note("too early?")
    assert store.decided[-1] == (state.focused.id, "note", "too early?")


def test_the_sample_shows_no_note_but_ones_own():
    records = sample_records()
    drawn = records[0].model_copy(update={"route": Route(to="machine", reasons=("sampled",))})
    store = MemoryStore([drawn, *records[1:]])
    store.decide(drawn.id, "note", reviewer="wang", revision=None, reason="theirs")
    state = _state(store)
    state.set_filter(state="sample")
    state.write_note("mine")
    assert [made.by for made in state.notes()] == ["li"]
    assert "theirs" not in _panel(state)
    assert "mine" in _panel(state)
