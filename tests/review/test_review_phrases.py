"""Words of the report that are found out elsewhere: what is shown until they are there, and when they come."""

import pytest

from tests.review.drawn import plain_text
from tests.review.samples import (
    NEWS_DOCUMENT,
    NOTICE_DOCUMENT,
    PHRASES,
    MemoryStore,
    Slow,
    describe,
    record,
    sample_records,
)
from tests.review.test_review_conflicts import Telling, outlook
from tests.review.test_review_frames import SIZES, Painted
from workbench.cli.follower import Phrases
from workbench.cli.follower_process import phrase_of
from workbench.facts.kinds import Listing
from workbench.report import describe as line_of
from workbench.review.header import header_line
from workbench.review.panel_rows import panel_rows
from workbench.review.ports import Ended
from workbench.review.state import ReviewState
from workbench.review.wrap import text_width

LISTING = next(one for one in sample_records() if one.fact.kind == "listing")
NAMED_ALONE = (
    record(NOTICE_DOCUMENT, Listing(list="watch", name_zh="北极星复合材料公司"), "北极星复合材料公司"),
    record(NEWS_DOCUMENT, Listing(list="watch", name_zh="北極星復合材料公司"), "外國實體列入關注名單"),
)
"""One company under no act, in either script."""
OTHER_SCRIPT = "北极星复合材料公司 ⇄ 北極星復合材料公司"


@pytest.fixture
def slow():
    return Slow()


def _panel(state):
    return plain_text(panel_rows(state, 80, roomy=True))


# what is shown


def test_until_a_line_is_known_its_place_is_kept(slow):
    state = ReviewState(MemoryStore(), "li", slow)
    assert "Report: …" in _panel(state)
    assert not state.phrases.arrived()
    slow.answer()
    assert state.phrases.arrived()
    assert f"Report: {describe(state.focused)}" in _panel(state)
    assert not state.phrases.arrived()  # told once


def test_names_stand_alone_until_the_other_script_is_known(slow):
    state = ReviewState(MemoryStore(), "li", slow)
    state.show_anyway(LISTING.id)
    state.toggle_scripts()
    assert "⇄" not in _panel(state)
    slow.answer()
    assert state.phrases.arrived()
    assert OTHER_SCRIPT in _panel(state)


def test_words_for_what_comes_next_are_asked_for_while_the_reviewer_rests(slow):
    state = ReviewState(MemoryStore(), "li", slow)
    state.catch_up()
    slow.answer()
    for _key in range(4):
        state.move(1)
        assert "Report: …" not in _panel(state)


def test_names_of_the_fact_in_focus_are_known_before_the_key_that_shows_them(slow):
    state = ReviewState(MemoryStore(), "li", slow)
    state.show_anyway(LISTING.id)
    state.catch_up()
    slow.answer()
    state.toggle_scripts()
    assert OTHER_SCRIPT in _panel(state)


def test_what_nobody_looks_at_any_more_is_no_news(slow):
    state = ReviewState(MemoryStore(), "li", slow)
    _panel(state)
    state.move(3)
    slow.answer()
    assert not state.phrases.arrived()


async def test_witnesses_found_by_a_name_wait_for_its_other_script(slow):
    app = Painted(MemoryStore(NAMED_ALONE), "li", slow)
    async with app.run_test(size=(120, 36)) as pilot:
        state = app.state
        state.show_anyway(NAMED_ALONE[0].id)
        await pilot.press("w")
        assert "not known yet" in state.notice.text
        assert len(app.screen_stack) == 1
        slow.answer()
        assert [each.record.id for each in state.witnesses()] == [NAMED_ALONE[1].id]
        await pilot.press("w")
        assert len(app.screen_stack) == 2


# the follower broke off


def test_that_the_follower_ended_is_told_and_nothing_is_waited_for(slow):
    state = ReviewState(MemoryStore(), "li", slow, Telling(Ended()))
    assert state.catch_up()
    assert state.notice.bad
    assert "keeps ending" in state.notice.text
    assert "Report: (unknown)" in _panel(state)
    assert header_line(state, 120).endswith("saved ✓ ! draft stopped")
    for action in ("draft", "finish", "conflicts", "missed"):
        assert state.unavailable(action) == state.notice.text
    assert state.knows_its_name()


def test_after_the_follower_ended_decisions_are_saved_and_its_last_draft_is_shown():
    store = MemoryStore()
    state = ReviewState(store, "li", PHRASES, Telling(outlook(), Ended()))
    state.catch_up()
    state.approve()
    assert [action for _fact, action, _reason in store.decided] == ["approve"]
    assert state.unavailable("draft") is None


@pytest.mark.parametrize(
    ("end", "cause"),
    [
        (Ended(), "q, then start again"),
        (Ended(killed=True), "free memory"),
        (Ended(cause="the disk is full. Make room on it."), "Make room on it"),
        (Ended(cause="of the\nsource\x1b[31m"), "of the source␛[31m"),
    ],
)
def test_why_it_keeps_ending_and_what_to_do_is_told(end, cause):
    state = ReviewState(MemoryStore(), "li", PHRASES, Telling(end))
    state.catch_up()
    assert cause in state.notice.text


def test_while_the_follower_is_begun_again_that_is_told_and_all_that_it_gave_stays(slow):
    state = ReviewState(MemoryStore(), "li", slow, Telling(outlook(), Ended(again=True)))
    state.catch_up()
    assert (state.notice.bad, "starting again" in state.notice.text) == (True, True)
    assert "Report: …" in _panel(state)
    assert state.unavailable("draft") is None
    assert state.unavailable("finish") is None
    state.move(1)
    assert "starting again" not in state.notice.text
    assert header_line(state, 120).endswith("saved ✓ ! draft restarting")


def test_that_the_follower_broke_off_is_no_longer_told_when_it_has_derived():
    follower = Telling(outlook(), Ended(again=True))
    state = ReviewState(MemoryStore(), "li", PHRASES, follower)
    state.catch_up()
    follower.waiting.append(outlook())
    assert state.catch_up()
    assert state.notice.text == ""
    assert header_line(state, 120).endswith("saved ✓")


def test_what_was_told_since_is_not_taken_away_when_it_has_derived():
    follower = Telling(outlook(), Ended(again=True))
    state = ReviewState(MemoryStore(), "li", PHRASES, follower)
    state.catch_up()
    state.approve()
    cause = state.notice
    follower.waiting.append(outlook())
    assert state.catch_up()
    assert cause.text
    assert state.notice == cause


@pytest.mark.parametrize("language", ["en", "zh-Hant"])
@pytest.mark.parametrize("width", [58, 78, 118])
def test_the_header_keeps_its_width_while_the_follower_is_away(monkeypatch, language, width):
    monkeypatch.setenv("WORKBENCH_LANG", language)
    for end in (Ended(again=True), Ended()):
        state = ReviewState(MemoryStore(), "li", PHRASES, Telling(outlook(), end))
        state.catch_up()
        assert text_width(header_line(state, width)) == width
        assert text_width("! " + state.derived.trouble) <= 78


# frames


@SIZES
async def test_a_key_is_one_frame_before_its_words_are_known_and_they_are_one_more(slow, size):
    app = Painted(MemoryStore(), "li", slow)
    async with app.run_test(size=size) as pilot:
        await pilot.pause(0.4)
        app.paints = 0
        await pilot.press("G")
        await pilot.pause(0.15)
        assert app.paints == 1
        slow.answer()
        await pilot.pause(0.15)
        assert app.paints == 2
        slow.answer()
        await pilot.pause(0.15)
        assert app.paints == 2


async def test_words_that_were_asked_for_ahead_draw_nothing_when_they_come(slow):
    app = Painted(MemoryStore(), "li", slow)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause(0.1)
        slow.answer()
        await pilot.pause(0.6)
        app.paints = 0
        slow.answer()
        await pilot.pause(0.15)
        assert app.paints == 0
        await pilot.press("j")
        await pilot.pause(0.15)
        assert app.paints == 1


# how they come


def test_phrases_are_asked_for_once_and_told_in_their_order():
    asked = []
    phrases = Phrases(asked.append)
    assert phrases.both_scripts("石墨烯") is None
    assert phrases.line(LISTING) is None
    assert phrases.both_scripts("石墨烯") is None
    assert asked == [("phrase", "石墨烯"), ("phrase", LISTING.content)]
    cause = []
    phrases.on_known(lambda: cause.append(phrases.line(LISTING)))
    phrases.take([phrase_of(said) for _what, said in asked])
    assert cause == [line_of(LISTING)]
    assert phrases.both_scripts("石墨烯") == ("石墨烯", "石墨烯")
    assert len(asked) == 2


def test_a_corrected_fact_has_another_line():
    asked = []
    phrases = Phrases(asked.append)
    phrases.line(LISTING)
    phrases.take(["before"])
    edited = LISTING.content.model_copy(update={"name_zh": "南极星复合材料公司"})
    assert phrases.line(LISTING) == "before"
    assert phrases.line(LISTING.model_copy(update={"edited": edited})) is None


def test_of_many_phrases_the_last_are_kept_and_others_asked_for_anew():
    asked = []
    phrases = Phrases(asked.append)
    names = [f"第{number}家" for number in range(2_500)]
    for name in names:
        phrases.both_scripts(name)
    phrases.take([(name, name) for name in names])
    assert phrases.both_scripts(names[-1]) == (names[-1], names[-1])
    assert len(asked) == 2_500
    assert phrases.both_scripts(names[0]) is None
    assert len(asked) == 2_501


def test_nothing_is_asked_for_when_nobody_is_there():
    asked = []
    phrases = Phrases(asked.append)
    phrases.end()
    assert phrases.line(LISTING) is None
    assert asked == []
