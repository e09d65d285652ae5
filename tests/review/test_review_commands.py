"""Commands by name, rows by letter, the first lines of help, marks in ASCII."""

import pytest

from tests.review.drawn import drawn_text
from tests.review.samples import PHRASES, MemoryStore
from workbench.language import spoken_in
from workbench.review.app import ReviewApp
from workbench.review.header import header_line
from workbench.review.marks import PROBE, hint, of_article, sign, use_marks
from workbench.review.palette import PaletteScreen, found_actions
from workbench.review.queue import LABELS, QueuePane
from workbench.review.state import ReviewState
from workbench.review.welcome import welcome_lines
from workbench.review.words import MARKS
from workbench.review.wrap import text_width

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["80x24", "120x36"])


@pytest.mark.parametrize("typed", ["conflicts", "矛盾", "ＣＯＮＦＬＩＣＴＳ"])
def test_a_command_is_found_by_its_name_in_either_language(typed):
    assert "conflicts" in [action.id for action in found_actions(typed)]


def test_every_word_that_is_typed_must_fit():
    assert [action.id for action in found_actions("undo last")] == ["undo"]
    assert found_actions("undo nothing") == []


@SIZES
async def test_the_palette_does_what_is_chosen(size):
    store = MemoryStore()
    app = ReviewApp(store, "li", PHRASES)
    async with app.run_test(size=size) as pilot:
        await pilot.press("colon")
        assert isinstance(app.screen, PaletteScreen)
        await pilot.press(*"reject", "enter")
        await pilot.pause()
        assert [action for _id, action, _reason in store.decided] == ["reject"]
        await pilot.press("ctrl+p", "down", "escape")
        assert not isinstance(app.screen, PaletteScreen)


async def test_a_letter_goes_to_its_row_and_any_other_key_leaves_the_letters():
    store = MemoryStore()
    app = ReviewApp(store, "li", PHRASES)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("semicolon")
        assert app.screen.query_one(QueuePane).runs(2)[0][0][0] == LABELS[2]
        await pilot.press(LABELS[2])
        assert app.state.at == 2
        await pilot.press("semicolon", "escape", "x")
        assert [action for _id, action, _reason in store.decided] == ["reject"]
        assert app.screen.query_one(QueuePane).runs(2)[0][0][0] != LABELS[2]


async def test_the_first_lines_of_help_are_for_the_first_time_only():
    store = MemoryStore()
    first = ReviewApp(store, "li", PHRASES)
    async with first.run_test(size=(80, 24)) as pilot:
        assert welcome_lines(78)[0] in drawn_text(first)
        await pilot.press("escape")
        await pilot.pause(0.1)
        assert welcome_lines(78)[0] not in drawn_text(first)
        await pilot.press("j", "q")
    again = ReviewApp(store, "li", PHRASES)
    async with again.run_test(size=(80, 24)):
        assert welcome_lines(78)[0] not in drawn_text(again)


def test_the_first_lines_of_help_go_after_ten_decisions():
    state = ReviewState(MemoryStore(), "li", PHRASES)
    for _time in range(5):
        state.defer()
        state.undo()
    assert state.welcoming
    for _time in range(10):
        state.defer()
    assert not state.welcoming


@pytest.mark.parametrize("language", ["en", "zh-Hant"])
def test_the_first_lines_of_help_fit_the_smallest_window(language):
    with spoken_in(language):
        assert not any("…" in line[-1] for line in welcome_lines(78))
        assert max(map(text_width, welcome_lines(78))) <= 78


@pytest.fixture
def in_ascii(monkeypatch):
    monkeypatch.setenv("WORKBENCH_MARKS", "ascii")


def test_every_mark_has_a_twin_of_one_cell_and_states_stay_apart(in_ascii):
    twins = [sign(mark) for mark in MARKS.values()]
    assert all(twin.isascii() and len(twin) == 1 for twin in twins)
    assert len(set(twins)) == len(twins)
    assert len({sign(mark) for mark in "≠◐✓✎✗»·"}) == 7


@SIZES
async def test_in_ascii_the_chrome_has_no_other_character(in_ascii, size):
    app = ReviewApp(MemoryStore(), "li", PHRASES)
    async with app.run_test(size=size) as pilot:
        await pilot.press("x", "?")
        await pilot.pause(0.1)
        left = {char for char in drawn_text(app) if not char.isascii()}
        assert not {
            char for char in left if not "\u3000" <= char <= "\uffff"
        }  # Chinese punctuation and Han, no sign or frame


def test_in_ascii_a_header_is_as_wide(in_ascii):
    state = ReviewState(MemoryStore(), "li", PHRASES)
    assert text_width(sign(header_line(state, 118))) == 118
    assert hint("↵ done") == "Enter done"


def test_an_article_is_drawn_narrow_only_where_the_terminal_draws_wide(monkeypatch):
    use = f"{PROBE}出口”—×"
    assert of_article(use) == use
    monkeypatch.setenv("WORKBENCH_MARKS", "narrow")
    assert of_article(use) == '"出口"-x'
    monkeypatch.setenv("WORKBENCH_MARKS", "")
    use_marks("ascii")
    assert of_article(use) == use
