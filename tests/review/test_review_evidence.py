"""A correction whose value stands elsewhere asks for the words; facts and words are found with the mouse."""

import pytest
from textual.widgets import Input

from tests.review.drawn import drawn_text
from tests.review.samples import NOTICE_DOCUMENT, NOTICE_TEXT, PHRASES, MemoryStore
from workbench.review.app import ReviewApp
from workbench.review.article import ArticlePane
from workbench.review.selection import Selection
from workbench.review.selection_screen import SelectionScreen


def _exacting():
    store = MemoryStore()
    store.holds_to_quotes = True
    return store


async def _correct(pilot, value):
    """The suspension's last day, which its quote gives as 2026-05-31."""
    await pilot.press("e")
    pilot.app.screen.query_one("#field-term_text", Input).value = value
    await pilot.pause()
    await pilot.press("enter")


@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["80x24", "120x36"])
async def test_a_value_that_is_not_in_the_quote_asks_for_the_words_and_carries_them(size):
    store = _exacting()
    app = ReviewApp(store, "li", PHRASES)
    async with app.run_test(size=size) as pilot:
        fact = app.state.focused_id
        await _correct(pilot, "15个工作日")
        assert isinstance(app.screen, SelectionScreen)
        assert store.decided == []
        assert "term" in drawn_text(app)
        assert "15个工作日" in app.screen._selection.quote  # the sentence that has the value is proposed
        await pilot.press("enter")
        await pilot.pause()
        assert [action for _id, action, _reason in store.decided] == ["edit"]
        assert "15个工作日" in store.kept[fact].evidence[-1].quote
        assert "quote 1/2" in drawn_text(app) or app.state.focused_id != fact


async def test_words_that_do_not_say_it_are_not_taken():
    store = _exacting()
    app = ReviewApp(store, "li", PHRASES)
    async with app.run_test(size=(120, 36)) as pilot:
        await _correct(pilot, "15个工作日")
        await pilot.press("j", "enter")
        assert isinstance(app.screen, SelectionScreen)
        assert "do not say it" in drawn_text(app)
        await pilot.press("escape")
        assert store.decided == []


async def test_a_correction_can_go_without_words():
    store = _exacting()
    app = ReviewApp(store, "li", PHRASES)
    async with app.run_test(size=(120, 36)) as pilot:
        fact = app.state.focused_id
        await _correct(pilot, "半年")
        await pilot.press("n")
        assert store.kept[fact].state == "edited"
        assert store.kept[fact].added == ()


async def test_a_value_that_is_in_the_quote_asks_for_nothing():
    store = _exacting()
    app = ReviewApp(store, "li", PHRASES)
    async with app.run_test(size=(120, 36)) as pilot:
        await _correct(pilot, "暂停实施")
        assert [action for _id, action, _reason in store.decided] == ["edit"]


def test_a_selection_goes_from_sentence_to_sentence_and_back():
    first = Selection.sentence(NOTICE_DOCUMENT, 0, 1)
    second = first.next_sentence()
    assert second.quote.startswith("为维护国家安全")
    assert second.previous_sentence() == first
    last = Selection.sentence(NOTICE_DOCUMENT, len(NOTICE_TEXT) - 2, len(NOTICE_TEXT) - 1)
    assert last.next_sentence() == last
    assert first.previous_sentence() == first


async def test_a_click_on_a_quote_goes_to_its_fact():
    store = MemoryStore()
    app = ReviewApp(store, "li", PHRASES)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("F")
        state, pane = app.state, app.screen.query_one(ArticlePane)
        wanted = NOTICE_TEXT.index("北极星复合材料公司")
        row = pane._rows.row_of(wanted)
        await pilot.click("#article", offset=(5, row - pane.top + 1))
        assert "北极星" in state.focused.evidence[0].quote


async def test_drawing_over_words_adds_a_fact_from_them():
    app = ReviewApp(MemoryStore(), "li", PHRASES)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause(0.1)
        await pilot.mouse_down("#article", offset=(3, 3))
        await pilot.hover("#article", offset=(12, 3))
        await pilot.mouse_up("#article", offset=(12, 3))
        await pilot.pause()
        assert isinstance(app.screen, SelectionScreen)
        assert len(app.screen._selection.quote) >= 4
