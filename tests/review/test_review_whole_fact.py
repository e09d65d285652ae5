"""A whole fact as YAML, and back."""

from contextlib import nullcontext

import pytest

from tests.review.samples import PHRASES, MemoryStore, sample_records
from workbench.errors import WorkbenchError
from workbench.facts.editing import edit_content
from workbench.review.app import ReviewApp
from workbench.review.whole_fact import changes_in_yaml, fact_as_yaml


@pytest.mark.parametrize("record", sample_records(), ids=lambda record: record.fact.kind)
def test_what_is_left_as_it_is_changes_nothing(record):
    assert changes_in_yaml(record, fact_as_yaml(record)) == {}


@pytest.mark.parametrize(
    ("kind", "before", "after", "field", "value"),
    [
        ("status_change", "'2026-05-31'", "2026-06-30", "until", "2026-06-30"),
        ("threshold", "'99.5'", "99.9", "value", "99.9"),
        ("controlled_item", "- 1C999.b", "- 1C999.b\n- 1C999.c", "control_codes", "1C999.b、1C999.c"),
        ("listing", "北极星复合材料公司", "null", "name_zh", ""),
    ],
)
def test_what_was_changed_is_read_as_it_was_meant(kind, before, after, field, value):
    record = next(one for one in sample_records() if one.fact.kind == kind)
    text = fact_as_yaml(record)
    place = text.rindex(before)
    changes = changes_in_yaml(record, text[:place] + after + text[place + len(before) :])
    assert changes == {field: value}
    assert edit_content(record.content, changes) != record.content


@pytest.mark.parametrize("text", ["a: [", "only words", "- 1\n- 2"])
def test_what_is_no_list_of_fields_is_refused(text):
    with pytest.raises(WorkbenchError):
        changes_in_yaml(sample_records()[0], text)


async def test_an_editor_changes_a_fact_and_what_it_left_wrong_is_kept_for_the_next_try(monkeypatch):
    store, given = MemoryStore(), []

    def edit_text(text):
        given.append(text)
        return {
            1: None,
            2: text.replace("2026-05-31", "2026-13-31"),
            3: text.replace("2026-13-31", "2026-06-30"),
        }[len(given)]

    app = ReviewApp(store, "li", PHRASES, edit_text=edit_text)
    monkeypatch.setattr(app, "suspend", nullcontext)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("E")
        assert store.decided == []
        await pilot.press("E")
        assert app.state.notice.bad
        await pilot.press("E")
        assert "2026-13-31" in given[2]
        assert [action for _id, action, _reason in store.decided] == ["edit"]
        assert str(store.kept[store.decided[0][0]].content.until) == "2026-06-30"


async def test_where_no_editor_can_be_opened_the_form_is():
    app = ReviewApp(MemoryStore(), "li", PHRASES, edit_text=lambda text: text)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("E")
        assert app.screen.query("#edit")
