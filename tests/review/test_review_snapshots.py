"""The main screens as they look, at both sizes; in English and without a clock, so that they stay the same."""

import pytest

from tests.review.samples import MemoryStore, describe
from workbench.review.app import ReviewApp

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["80x24", "120x36"])
KEYS = {
    "review": ("down", "down", "2", "x"),
    "help": ("question_mark",),
    "edit": ("down", "down", "2", "e"),
}


@SIZES
@pytest.mark.parametrize("screen", KEYS)
def test_screen(snap_compare, monkeypatch, screen, size):
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")
    monkeypatch.delenv("NO_COLOR", raising=False)

    async def press(pilot):
        await pilot.pause(0.1)
        await pilot.press(*KEYS[screen])
        await pilot.pause(0.1)
        pilot.app.cursor_blink = False
        for field in pilot.app.screen.query("Input"):
            field.cursor_blink = False
        await pilot.pause(0.1)

    assert snap_compare(ReviewApp(MemoryStore(), "li", describe), terminal_size=size, run_before=press)
