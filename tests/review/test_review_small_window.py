"""A window that is too small to show a fact, and keys that end other programs."""

import pytest

from tests.review.drawn import drawn_text
from tests.review.samples import PHRASES, MemoryStore
from workbench.language import spoken_in
from workbench.review.app import ReviewApp


@pytest.mark.parametrize("size", [(59, 24), (80, 17)], ids=["narrow", "flat"])
async def test_nothing_is_decided_where_nothing_is_shown(size):
    store = MemoryStore()
    app = ReviewApp(store, "li", PHRASES)
    async with app.run_test(size=size) as pilot:
        await pilot.press("enter", "a", "x", "d", "e", "j")
        assert "60" in drawn_text(app)
        assert (store.decided, len(app.screen_stack)) == ([], 1)
        await pilot.resize_terminal(120, 36)
        await pilot.pause(0.1)
        await pilot.press("x")
        assert [action for _id, action, _reason in store.decided] == ["reject"]


async def test_a_window_that_is_too_small_can_be_left():
    app = ReviewApp(MemoryStore(), "li", PHRASES)
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press("q")
    assert app.return_value is not None


async def test_who_presses_what_ends_other_programs_is_told_in_their_language_how_to_leave():
    with spoken_in("zh-Hant"):
        app = ReviewApp(MemoryStore(), "li", PHRASES)
        async with app.run_test(size=(120, 36)) as pilot:
            await pilot.press("ctrl+c")
            await pilot.pause(0.1)
            assert "離開請按" in drawn_text(app)
            assert "to quit the app" not in drawn_text(app)
