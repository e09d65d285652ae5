"""What no fact covers: selecting the words, and adding the fact that was missed."""

import pytest

from tests.review.samples import NOTICE, NOTICE_DOCUMENT, PHRASES, MemoryStore
from tests.review.test_review_conflicts import Telling, outlook
from workbench.review.app import ReviewApp
from workbench.review.missed import nearest_missed
from workbench.review.missed_screen import MissedScreen
from workbench.review.ports import Missed
from workbench.review.selection import Selection
from workbench.review.state import ReviewState

TEXT = NOTICE_DOCUMENT.text
LAW = "《中华人民共和国出口管制法》"
MISSED = Missed(NOTICE_DOCUMENT.id, TEXT.index(LAW), TEXT.index(LAW) + len(LAW), "title")
DATE = Missed(
    NOTICE_DOCUMENT.id, TEXT.index("2025年12月1日"), TEXT.index("2025年12月1日") + len("2025年12月1日"), "date"
)


@pytest.fixture
def state(store):
    state = ReviewState(store, "li", PHRASES, Telling(outlook(missed=(MISSED, DATE))))
    state.catch_up()
    return state


def test_the_sentence_around_a_mention_is_selected_without_the_line_feeds_beside_it():
    chosen = Selection.sentence(NOTICE_DOCUMENT, MISSED.start, MISSED.end)
    assert chosen.quote.startswith("为维护国家安全和利益")
    assert chosen.quote.endswith("实施出口管制。")
    assert "\n" not in chosen.quote


def test_a_selection_never_gets_empty_nor_leaves_the_text():
    chosen = Selection(NOTICE_DOCUMENT, 0, 3)
    assert chosen.move_start(-5).start == 0
    assert chosen.move_start(99).quote == TEXT[2:3]
    assert chosen.move_end(-99).quote == TEXT[:1]
    assert chosen.move_end(10**6).end == len(TEXT)


def test_a_fact_that_was_missed_is_added_approved_and_can_be_taken_back(state, store):
    count = len(store.kept)
    state.add(
        "legal_instrument",
        {"title": "中华人民共和国出口管制法", "cited_by": NOTICE},
        NOTICE_DOCUMENT,
        MISSED.start,
        MISSED.end,
    )
    assert len(store.kept) == count + 1
    added = list(store.kept.values())[-1]
    assert (added.state, added.fact.origin, added.fact.evidence[0].quote) == ("approved", "person", LAW)
    assert added.id in state.records
    assert "legal instrument" in state.notice.text
    state.undo()
    assert store.kept[added.id].state == "pending"
    assert state.focused_id == added.id


@pytest.mark.parametrize(
    ("kind", "given", "named"),
    [("legal_instrument", {}, "title"), ("count", {"count": "三"}, "count"), ("claim", {"x": "1"}, "x")],
)
def test_what_makes_no_fact_is_refused_and_says_why(state, store, kind, given, named):
    count = len(store.kept)
    state.add(kind, given, NOTICE_DOCUMENT, MISSED.start, MISSED.end)
    assert len(store.kept) == count
    assert state.notice.bad
    assert named in state.notice.text


def test_there_is_nothing_to_show_before_it_is_known(store):
    assert ReviewState(store, "li", PHRASES).unavailable("missed") is not None


async def test_a_fact_is_added_with_the_keys_alone(store):
    app = ReviewApp(store, "li", PHRASES, Telling(outlook(missed=(MISSED, DATE))))
    async with app.run_test(size=(80, 24)) as pilot:
        app.state.catch_up()
        await pilot.press("m")
        await pilot.pause()
        assert isinstance(app.screen, MissedScreen)
        await pilot.press("j", "k", "w", "l", "h", "enter")
        kinds = [kind for kind, _label in app.screen._choices]
        await pilot.press(*["j"] * kinds.index("legal_instrument"), "enter")
        await pilot.pause()
        app.screen.query_one("#field-title").value = "中华人民共和国出口管制法"
        await pilot.pause()
        await pilot.press("enter")
        added = list(store.kept.values())[-1]
        assert added.fact.evidence[0].quote == LAW
        assert isinstance(app.screen, MissedScreen)
        await pilot.press("escape")
        assert not isinstance(app.screen, MissedScreen)


def test_the_mention_nearest_to_the_words_in_view_is_the_first_at_or_after_them():
    elsewhere = Missed("another", 0, 4, "date")
    missed = (elsewhere, MISSED, DATE)
    assert nearest_missed(missed, NOTICE_DOCUMENT.id, 0) == 1
    assert nearest_missed(missed, NOTICE_DOCUMENT.id, MISSED.end) == 2
    assert nearest_missed(missed, NOTICE_DOCUMENT.id, len(TEXT)) == 2
    assert nearest_missed(missed, "none", 0) == 0
    assert nearest_missed(missed, None, 0) == 0


async def test_what_was_missed_begins_where_the_reviewer_looks():
    elsewhere = Missed(NOTICE_DOCUMENT.id, 0, 4, "reference")
    app = ReviewApp(MemoryStore(), "li", PHRASES, Telling(outlook(missed=(elsewhere, MISSED, DATE))))
    async with app.run_test(size=(120, 36)) as pilot:
        app.state.catch_up()
        place = app.state.focused.evidence[0].start
        assert elsewhere.end <= place
        await pilot.press("m")
        assert app.screen._at == 1 + (place >= MISSED.end)
