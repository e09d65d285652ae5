"""Every key is one frame, whether it moves, decides, moves the panes themselves or opens another screen."""

import pytest

from tests.review.samples import PHRASES, MemoryStore
from tests.review.test_review_conflicts import Telling, outlook
from tests.review.test_review_missed import DATE, MISSED
from workbench.review.app import ReviewApp
from workbench.review.keys import ACTIONS

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["80x24", "120x36"])
NOTHING_TO_SHOW = {"panel_up", "panel_down", "text_up", "text_down", "fact_next", "fact_previous", "scripts"}
"""Keys that draw nothing where a pane shows all it has, a group has one fact, or names are alike in both scripts."""

BEFORE = ("next", "next", "next", "approve", "reject", "undo", "previous")
"""What brings the review to the middle, with something to undo and to do again."""


class Painted(ReviewApp):
    """Counts the frames that are drawn."""

    paints = 0

    def _display(self, screen, renderable):
        self.paints += renderable is not None and not self._batch_count
        super()._display(screen, renderable)


@SIZES
@pytest.mark.parametrize("action", [action for action in ACTIONS if action.id != "quit"], ids=lambda each: each.id)
async def test_a_key_is_one_frame(action, size):
    app = Painted(MemoryStore(), "li", PHRASES, Telling(outlook(missed=(MISSED, DATE))))
    async with app.run_test(size=size) as pilot:
        state = app.state
        state.catch_up()
        state.set_filter(state="all")
        for done in BEFORE:
            app.screen.action_do(done)
        await pilot.pause(0.1)
        app.paints = 0
        await pilot.press(action.keys[0])
        await pilot.pause(0.15)  # a late second frame must be able to show itself
        assert app.paints == 1 or (app.paints == 0 and action.id in NOTHING_TO_SHOW)


@SIZES
async def test_keys_that_move_decide_and_take_back_are_one_frame_each(size):
    app = Painted(MemoryStore(), "li", PHRASES)
    async with app.run_test(size=size) as pilot:
        await pilot.press("down", "down")
        await pilot.pause(0.1)
        for key in ("l", "right_square_bracket", "x", "enter", "down", "u", "}"):
            app.paints = 0
            await pilot.press(key)
            await pilot.pause(0.1)  # a late second frame must be able to show itself
            assert (key, app.paints) == (key, 1)


@SIZES
async def test_the_first_screen_is_two_frames_at_most(size):
    app = Painted(MemoryStore(), "li", PHRASES)
    async with app.run_test(size=size) as pilot:
        await pilot.pause(0.3)
        assert app.paints <= 2


@SIZES
@pytest.mark.parametrize("key", ["question_mark", "X", "N", "f", "slash", "e", "c", "m", "M", "w", "colon"])
async def test_a_screen_that_is_left_is_one_frame(key, size):
    app = Painted(MemoryStore(), "li", PHRASES, Telling(outlook(missed=(MISSED, DATE))))
    async with app.run_test(size=size) as pilot:
        app.state.catch_up()
        await pilot.press("j", key)
        await pilot.pause(0.1)
        assert len(app.screen_stack) == 2
        app.paints = 0
        await pilot.press("escape")
        await pilot.pause(0.15)
        assert (len(app.screen_stack), app.paints) == (1, 1)
