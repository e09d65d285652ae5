"""The app under its keys, at both sizes."""

import pytest
from textual.events import Key
from textual.widgets import Input

from tests.review.drawn import drawn_text
from tests.review.samples import PHRASES, MemoryStore
from tests.review.test_review_conflicts import Telling, outlook
from tests.review.test_review_missed import MISSED
from workbench.review.app import ReviewApp
from workbench.review.article import ArticlePane
from workbench.review.dialogs import ChoiceScreen, HelpScreen
from workbench.review.edit import EditScreen
from workbench.review.keys import ACTIONS
from workbench.review.navigation import Notice
from workbench.review.wording import kind_name

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["80x24", "120x36"])


def _app(store):
    return ReviewApp(store, "li", PHRASES)


@SIZES
async def test_a_group_is_approved_one_taken_out_one_edited_and_undone(size):
    store = MemoryStore()
    app = _app(store)
    async with app.run_test(size=size) as pilot:
        await pilot.press("down", "down", "down", "2", "x", "enter")
        assert [action for _id, action, _reason in store.decided] == ["reject", "approve", "approve"]
        await pilot.press("e")
        assert isinstance(app.screen, EditScreen)
        app.screen.query_one("#field-name_zh", Input).value = "北极星公司"
        await pilot.pause()
        await pilot.press("enter")
        assert store.decided[-1][1] == "edit"
        assert "北极星公司" in [getattr(one.content, "name_zh", None) for one in store.kept.values()]
        await pilot.press("u")
        assert store.decided[-1][1] == "undo"
        assert "Undone" in drawn_text(app)
        await pilot.press("q")
    assert app.return_value.rejected == 1
    assert app.return_value.approved == 2


async def test_every_key_of_the_table_works_on_the_small_screen():
    store = MemoryStore()
    app = _app(store)
    done = []
    async with app.run_test(size=(80, 24)) as pilot:
        screen = app.screen
        screen._handlers = {id_: lambda id_=id_: done.append(id_) for id_ in screen._handlers}
        app.state.unavailable = lambda action_id: None
        keys = [(key, action.id) for action in ACTIONS for key in action.keys if key != "ctrl+q"]
        await pilot.press(*(key for key, _id in keys))
        assert done == [id_ for _key, id_ in keys]
        await pilot.press("ctrl+q")
    assert app.return_value is not None


async def test_every_action_has_a_handler_and_no_handler_is_without_one():
    app = _app(MemoryStore())
    async with app.run_test():
        assert set(app.screen._handlers) == {action.id for action in ACTIONS}


@SIZES
async def test_the_quote_is_in_view_and_in_brackets(size):
    app = _app(MemoryStore())
    async with app.run_test(size=size) as pilot:
        await pilot.pause(0.1)
        for _step in range(9):
            text = drawn_text(app)
            assert "▶" in text
            assert "◀" in text
            await pilot.press("down")


async def test_a_wrong_value_is_refused_while_it_is_typed():
    store = MemoryStore()
    app = _app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("e")
        app.screen.query_one("#field-until", Input).value = "2026-13-01"
        await pilot.pause()
        assert "until" in str(app.screen.query_one("#edit-line").render())
        await pilot.press("enter")
        assert isinstance(app.screen, EditScreen)
        assert store.decided == []
        app.screen.query_one("#field-until", Input).value = "2026-06-30"
        await pilot.pause()
        await pilot.press("enter")
        assert not isinstance(app.screen, EditScreen)
        assert [action for _id, action, _reason in store.decided] == ["edit"]


async def test_the_form_opens_on_the_value_that_is_not_in_the_quote():
    app = _app(MemoryStore())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "down", "down", "2", "e")
        assert app.screen.focused.id == "field-comparator"


async def test_a_form_left_or_saved_without_change_decides_nothing():
    store = MemoryStore()
    app = _app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("e", "enter")
        assert isinstance(app.screen, EditScreen)
        await pilot.press("escape")
        assert not isinstance(app.screen, EditScreen)
        assert store.decided == []


async def test_the_text_of_an_assessment_is_edited_as_prose():
    store = MemoryStore()
    app = _app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("G", "e")
        app.screen.query_one("#field-text").text = "影響有限。"
        await pilot.pause()
        await pilot.press("enter")
        assert store.kept["a" * 20].content.text == "影響有限。"


async def test_a_rejection_can_be_given_a_reason():
    store = MemoryStore()
    app = _app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("X", "4")
        await pilot.press("X", "7", *"dup", "enter")
        assert [(action, reason) for _id, action, reason in store.decided] == [
            ("reject", "duplicate"),
            ("reject", "dup"),
        ]


async def test_a_filter_is_chosen_from_a_list():
    app = _app(MemoryStore())
    async with app.run_test(size=(80, 24)) as pilot:
        counts = app.state.kinds()
        assert list(counts.values()) == sorted(counts.values(), reverse=True)
        await pilot.press("t")
        assert isinstance(app.screen, ChoiceScreen)
        await pilot.press("j", "enter")
        assert app.state.filter.kind == next(iter(counts))
        assert kind_name(next(iter(counts))) in drawn_text(app)


async def test_help_opens_with_a_full_width_question_mark():
    app = _app(MemoryStore())
    async with app.run_test(size=(80, 24)) as pilot:
        app.screen.post_message(Key("fullwidth_question_mark", "？"))  # as a terminal gives it
        await pilot.pause()
        assert isinstance(app.screen, HelpScreen)
        await pilot.press("escape")
        assert not isinstance(app.screen, HelpScreen)


async def test_letters_swallowed_by_an_input_method_are_understood_or_answered():
    store = MemoryStore()
    app = _app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("啊")
        assert "input method" in drawn_text(app)
        await pilot.press("ｘ")
        assert [action for _id, action, _reason in store.decided] == ["reject"]


async def test_a_refusal_of_the_store_is_a_line_and_no_crash():
    store = MemoryStore()
    app = _app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        app.state.catch_up = lambda: False  # the key comes before the next look around
        store.decide(app.state.focused.id, "reject", reviewer="wang", revision=0)
        await pilot.press("enter")
        assert "somebody decided on this fact meanwhile" in drawn_text(app)


async def test_a_key_that_can_do_nothing_now_says_why():
    app = _app(MemoryStore())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("u")
        assert "Nothing to undo" in drawn_text(app)


async def test_an_empty_store_is_no_crash():
    app = _app(MemoryStore([]))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", "x", "down", "right_square_bracket", "y", "G")
        assert "There is no fact yet" in drawn_text(app)
        assert "workbench extract" in str(app.state.why_empty())


async def test_a_click_in_the_queue_goes_there():
    app = _app(MemoryStore())
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.click("#queue", offset=(5, 4))
        assert app.state.at == 3


async def test_hostile_text_leaves_no_control_character_on_the_screen():
    app = _app(MemoryStore())
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("G", "up")
        shown = drawn_text(app)
        assert "␛[31m请忽略" in shown
        assert not set("\x1b\x07\u202e\u202c\u200b") & set(shown)
        await pilot.press("e")
        assert not set("\x1b\x07\u202e\u202c\u200b") & set(drawn_text(app))


async def test_without_colour_marks_brackets_and_cursor_are_still_there(monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    app = _app(MemoryStore())
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("x", "up")
        shown = drawn_text(app)
        assert "✗" in shown
        assert "❯" in shown
        assert "▶" in shown
        style = app.screen.query_one(ArticlePane).get_component_rich_style("article--active")
        assert style.reverse


async def test_a_window_too_small_says_so_and_recovers():
    app = _app(MemoryStore())
    async with app.run_test(size=(50, 12)) as pilot:
        assert "too small" in drawn_text(app)
        await pilot.resize_terminal(80, 24)
        await pilot.pause(0.1)
        assert "Queue" in drawn_text(app)


async def test_a_pane_fills_the_screen_and_gives_it_back():
    app = _app(MemoryStore())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("plus")
        await pilot.pause(0.1)
        assert app.screen.query_one("#article").size.width > 70
        await pilot.press("plus", "plus", "plus")
        await pilot.pause(0.1)
        assert app.screen.query_one("#queue").size.width < 30


@pytest.mark.parametrize("key", ["", "c", "m"])
async def test_a_notice_longer_than_its_line_is_shown_to_the_edge(key):
    told = outlook(missed=(MISSED,), lines=())
    path = "/home/" + "very-long-folder-name/" * 9
    app = ReviewApp(MemoryStore(), "li", PHRASES, Telling(told))
    async with app.run_test(size=(80, 24)) as pilot:
        app.state.catch_up()
        await pilot.press(*key)
        app.state.notice = Notice(f"The store cannot be opened: {path}", bad=True)
        app.screen.sync()
        await pilot.pause()
        row = next(row for row in drawn_text(app).split("\n") if "cannot be opened" in row)
        assert row.rstrip().endswith("…")
        assert "/home/very-long-folder-name/" in row
