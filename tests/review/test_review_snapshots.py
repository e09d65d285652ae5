"""Every screen as it looks, at both sizes and in both languages; without a clock, so that it stays the same."""

import pytest

from tests.review.samples import PHRASES, MemoryStore, sample_records
from tests.review.test_review_conflicts import Telling, outlook
from tests.review.test_review_missed import DATE, MISSED
from tests.review.test_review_witnesses import OTHERWISE, RULES
from workbench.facts.fact import Route
from workbench.review.app import ReviewApp

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["80x24", "120x36"])
LANGUAGES = pytest.mark.parametrize("language", ["en", "zh-Hant"])
KEYS = {
    "review": ("down", "down", "down", "2", "x"),
    "help": ("question_mark",),
    "edit": ("down", "down", "down", "2", "e"),
    "assessment": ("F", "G"),
    "conflict": ("c",),
    "ruled": ("c", "1", "k"),
    "draft": ("p",),
    "missed": ("m",),
    "batch": ("V", "enter"),
    "reasons": ("X",),
    "states": ("f",),
    "sample": ("f", "3"),
    "words": ("slash",),
    "welcome": (),
    "note": ("N", *"ask the ministry", "enter"),
    "witnesses": ("down", "w"),
    "scripts": ("S", "j", "j", "j", "j", "j"),
    "palette": ("colon", *"draft"),
    "jump": ("semicolon",),
    "selection": ("M",),
    "empty": ("slash", "q", "q", "enter"),
}
WITNESSES = (OTHERWISE, RULES)
TELLS = {"conflict", "ruled", "draft", "missed"}
"""Screens of what the follower tells."""


def _store():
    records = sample_records()
    passed = records[0].model_copy(update={"route": Route(to="machine", reasons=("sampled",))})
    return MemoryStore([passed, *records[1:], *WITNESSES])


@LANGUAGES
@SIZES
@pytest.mark.parametrize("screen", KEYS)
def test_screen(snap_compare, monkeypatch, screen, size, language):
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")
    monkeypatch.setenv("WORKBENCH_LANG", language)
    monkeypatch.delenv("NO_COLOR", raising=False)

    async def press(pilot):
        pilot.app.state.catch_up()
        pilot.app.screen.sync()
        await pilot.press(*KEYS[screen])
        await pilot.pause(0.1)
        pilot.app.cursor_blink = False
        for field in pilot.app.screen.query("Input"):
            field.cursor_blink = False
        await pilot.pause(0.1)

    follower = Telling(outlook(missed=(MISSED, DATE))) if screen in TELLS else None
    store = _store()
    if screen != "welcome":
        store.remember_position("li", "none that is there")  # somebody who was here before
    assert snap_compare(ReviewApp(store, "li", PHRASES, follower), terminal_size=size, run_before=press)
