"""What the right pane and the queue say of a group."""

import pytest

from tests.review.drawn import plain_text
from tests.review.samples import PHRASES, MemoryStore, sample_records
from workbench.escape import is_unseen
from workbench.facts.fact import Check
from workbench.language import spoken_in
from workbench.review.missed import MENTION_WIDTH
from workbench.review.panel_rows import panel_rows
from workbench.review.queue import KIND_WIDTH, group_mark, queue_row
from workbench.review.state import ReviewState
from workbench.review.wording import kind_column, mention_name, reason_text
from workbench.review.words import KINDS, MENTIONS
from workbench.review.wrap import text_width


def _panel(state, width=42, roomy=True):
    return plain_text(panel_rows(state, width, roomy=roomy))


@pytest.mark.parametrize("roomy", [True, False])
def test_fields_reasons_and_report_line_are_shown_in_words(state, roomy):
    text = _panel(state, roomy=roomy)
    assert "suspend" in text
    assert "2026-05-31" in text
    assert "another fact gives a different value" in text
    assert "status_change" in text  # the report line of the samples
    assert "conflict:" not in text


@pytest.mark.parametrize("roomy", [True, False])
def test_no_row_is_wider_than_the_pane(state, roomy):
    for place in range(len(state.queue)):
        state.go_to(place)
        for width in (24, 42, 78):
            rows = panel_rows(state, width, roomy=roomy)
            assert max(sum(text_width(text) for text, _tone in row) for row in rows) <= width


def test_where_there_is_no_room_what_decides_comes_before_the_fields(state):
    text = _panel(state, roomy=False)
    assert text.index("another fact") < text.index("Report:") < text.index("targets")


def test_a_value_that_is_not_in_the_quote_is_marked(state):
    state.set_filter(kind="threshold")
    state.select_fact(1)
    assert "!comparator" in _panel(state)
    assert "not in the quote" in _panel(state)


def test_an_edited_value_is_shown_with_the_one_before(state):
    id_ = state.focused.id
    state.edit({"until": "2026-06-30"})
    state.set_filter(state="edited")
    assert state.focused.id == id_
    assert "2026-06-30  (was: 2026-05-31)" in _panel(state, 60)


def test_all_facts_of_the_group_are_listed_with_their_marks(state):
    state.set_filter(kind="threshold")
    state.reject()
    text = _panel(state)
    assert " 1 ✗ threshold" in text
    assert "❯2 · threshold" in text


def test_words_of_a_source_behind_a_category_keep_their_row():
    notice, *rest = sample_records()
    check = Check(field="category", verdict="derived", rule="category:列入\t管制\x1b[31m名单")
    fact = notice.fact.model_copy(
        update={"checks": (check,), "content": notice.content.model_copy(update={"category": "enforcement_action"})}
    )
    state = ReviewState(MemoryStore([notice.model_copy(update={"fact": fact}), *rest]), "li", PHRASES)
    state.show_anyway(fact.id)
    text = _panel(state, 80)
    assert "列入 管制␛[31m名单" in text
    assert not any(is_unseen(char) for char in text.replace("\n", ""))


def test_an_unknown_reason_is_shown_as_its_code_in_words():
    assert reason_text("some_new_reason") == "some new reason"
    assert reason_text("conflict:until") == "another fact gives a different value: until"


def test_a_row_of_the_queue_fits_and_is_told_by_its_riskiest_fact(state):
    state.set_filter(kind="threshold")
    row = queue_row(state, state.group, 34, on=True)
    assert row.startswith("❯·")
    assert "平均片径" in row
    assert row.endswith(" +2")
    assert text_width(row) <= 34


@pytest.mark.parametrize("language", ["en", "zh-Hant"])
def test_no_kind_and_no_mention_is_cut_in_its_column_nor_reads_like_another(language):
    with spoken_in(language):
        kinds = [kind_column(kind, KIND_WIDTH) for kind in KINDS]
        mentions = [mention_name(mention) for mention in MENTIONS]
    assert {text_width(kind) for kind in kinds} == {KIND_WIDTH}
    assert max(map(text_width, mentions)) <= MENTION_WIDTH
    assert not any("…" in name for name in (*kinds, *mentions))
    assert len(set(kinds)) == len(KINDS)


def test_a_kind_has_its_own_name_where_there_is_room_for_it():
    assert kind_column("controlled_item", 8) == "item    "
    assert kind_column("controlled_item", 15) == "controlled item"
    assert kind_column("listing", 8) == "listing "
    with spoken_in("zh-Hant"):
        assert kind_column("controlled_item", 8) == "管制物項"


def test_a_group_decided_in_part_has_a_mark_of_its_own(state):
    state.set_filter(kind="threshold")
    assert group_mark(state.standings_of(state.group)) == "·"
    state.reject()
    assert group_mark(state.standings_of(state.group)) == "◐"
    state.approve()
    assert group_mark(state.standings_of(state.group)) == "✓"


def test_an_empty_queue_says_why_and_what_to_do(state):
    with spoken_in("en"):
        assert "workbench add FILES" in _panel(ReviewState(MemoryStore([]), "li", PHRASES), width=120)
        state.set_filter(words="nowhere in any article")
        assert "f shows other states" in _panel(state, width=120)
