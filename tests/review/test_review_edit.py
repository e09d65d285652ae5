"""In the form a value that is one of a few is shown by its word and typed by its number, its word or its code."""

from dataclasses import replace

import pytest

from tests.review.samples import PHRASES, MemoryStore
from workbench.extraction.assessments import SECTIONS
from workbench.language import spoken_in
from workbench.review.app import ReviewApp
from workbench.review.edit import EditScreen, Form
from workbench.review.wording import value_text


@pytest.mark.parametrize("typed", ["3", "３", "管制物項變更", "controlled_item_change"])
async def test_a_category_is_typed_by_number_word_or_code(typed):
    store = MemoryStore()
    with spoken_in("zh-Hant"):
        app = ReviewApp(store, "li", PHRASES)
        async with app.run_test(size=(80, 24)) as pilot:
            screen = EditScreen(Form.blank("announcement", "商务部公告2025年第61号"))
            await app.push_screen(screen)
            field = screen.query_one("#field-category")
            field.focus()
            await pilot.pause()
            assert "3 管制物項變更" in str(screen.query_one("#edit-line").render())
            field.value = typed
            await pilot.pause()
            assert screen.changes() == {"category": "controlled_item_change"}
            assert "管制物項變更" in str(screen.query_one("#edit-line").render())


async def test_another_word_is_refused_with_those_that_there_are():
    with spoken_in("zh-Hant"):
        app = ReviewApp(MemoryStore(), "li", PHRASES)
        async with app.run_test(size=(80, 24)) as pilot:
            screen = EditScreen(Form.blank("announcement", "商务部公告2025年第61号"))
            await app.push_screen(screen)
            screen.query_one("#field-category").value = "6"
            await pilot.pause()
            told = str(screen.query_one("#edit-line").render())
            assert told.startswith("✗ 1 ")
            assert "5 國際合作" in told
            await pilot.press("enter")
            assert app.screen is screen


async def test_a_fault_names_the_field_as_the_form_does():
    with spoken_in("zh-Hant"):
        app = ReviewApp(MemoryStore(), "li", PHRASES)
        async with app.run_test(size=(80, 24)) as pilot:
            screen = EditScreen(Form.blank("announcement", "商务部公告2025年第61号"))
            await app.push_screen(screen)
            screen.query_one("#field-published").value = "2025-13-01"
            await pilot.pause()
            assert str(screen.query_one("#edit-line").render()).startswith("✗ 發布日期: 請寫成")


async def test_the_number_of_the_value_that_is_there_changes_nothing():
    with spoken_in("en"):
        app = ReviewApp(MemoryStore(), "li", PHRASES)
        async with app.run_test(size=(80, 24)) as pilot:
            form = Form.blank("announcement", "商务部公告2025年第61号")
            screen = EditScreen(replace(form, fields={**form.fields, "category": "policy_guidance"}))
            await app.push_screen(screen)
            field = screen.query_one("#field-category")
            assert field.value == "policy guidance"
            field.value = "4"
            await pilot.pause()
            assert screen.changes() == {}


def test_every_section_that_can_be_written_has_a_word():
    with spoken_in("zh-Hant"):
        assert [name for name in SECTIONS if value_text("section", name) == name] == []
