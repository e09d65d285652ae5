"""Rows of terminal cells: no row too wide, no punctuation where it may not stand, nothing lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.review.drawn import plain_text
from workbench.escape import neutral, one_line
from workbench.review.styled import labelled
from workbench.review.wrap import cut, cut_within, pad, rewrap, rows, text_width, wrap


def test_a_chinese_run_is_broken_where_the_row_is_full():
    assert rows("暂停实施第八百号公告", 8) == ["暂停实施", "第八百号", "公告"]


def test_closing_punctuation_never_begins_a_row():
    assert rows("决定实施管制。次日生效", 12) == ["决定实施管", "制。次日生效"]


def test_an_opening_bracket_never_ends_a_row():
    assert rows("依据出口《管制法》办理", 10) == ["依据出口", "《管制法》", "办理"]


def test_a_word_or_number_that_fits_a_row_stays_whole():
    assert rows("编码1C999.b及ASML公司", 10) == ["编码", "1C999.b及", "ASML公司"]


def test_a_word_longer_than_a_row_is_cut_where_the_row_is_full():
    assert rows("https://example.org/long/path", 10) == ["https://ex", "ample.org/", "long/path"]


def test_a_line_feed_ends_a_row_and_belongs_to_it():
    assert wrap("甲\n\n乙", 10) == [0, 2, 3]


def test_brackets_drawn_beside_a_character_take_room():
    assert rows("甲乙丙丁戊己", 6) == ["甲乙丙", "丁戊己"]
    assert wrap("甲乙丙丁戊己", 6, {0: 1, 1: 1}) == [0, 2, 5]


texts = st.text(alphabet="甲乙丙，。《》（）abc1/. \n“”…", max_size=120)


@given(texts, st.integers(8, 40))
def test_no_row_is_wider_than_asked_and_nothing_is_lost(text, width):
    starts = wrap(text, width)
    pieces = [text[a:b] for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]
    assert "".join(pieces) == text
    assert all(text_width(piece.rstrip()) <= width for piece in pieces)


@given(texts.filter(bool), st.integers(8, 40), st.data())
def test_breaking_only_the_marked_lines_anew_is_breaking_all_anew(text, width, data):
    offsets = data.draw(st.lists(st.integers(0, len(text) - 1), max_size=3, unique=True))
    marks = dict.fromkeys((offset for offset in offsets if text[offset] != "\n"), 1)
    assert rewrap(text, wrap(text, width), width, marks) == wrap(text, width, marks)


def test_a_cut_text_says_so_and_padding_counts_cells():
    assert cut("石墨烯粉体", 7) == "石墨烯…"
    assert pad("石墨", 7) == "石墨   "
    assert text_width(pad("石墨烯粉体", 8)) == 8


def test_a_wrapped_value_stands_under_itself_beside_its_label():
    assert plain_text(labelled("名称", "石墨烯粉体材料", 6, 16)) == "名称   石墨烯粉\n       体材料"


def test_what_a_terminal_would_obey_or_hide_is_shown_one_for_one():
    hostile = "甲\x1b[2J\u202e乙\u200b\x9b\x00丙\ud800"
    shown = neutral(hostile)
    assert shown == "甲␛[2J␚乙␚␚␀丙␚"
    assert len(shown) == len(hostile)


def test_line_feeds_are_kept_in_a_text_and_not_on_one_line():
    assert neutral("甲\r\n乙\t丙") == "甲 \n乙 丙"
    assert one_line("甲\n乙") == "甲 乙"


def test_every_character_shown_has_a_width_of_its_own():
    odd = "❤\ufe0f🇨🇳👍\U0001f3fdㅤ\u2028\u00ad"
    assert len(neutral(odd)) == len(odd)
    assert all(text_width(char) > 0 for char in neutral(odd))


@pytest.mark.parametrize("width", [11, 20, 37, 38])
def test_rows_around_marks_are_those_of_the_whole_text_wrapped_anew(width):
    text = "为维护国家安全，决定对稀土（含钐、钆）实施管制；自2025年12月1日起。" * 12 + "\n末行。\n" + "无断点" * 40
    plain = wrap(text, width)
    for start in range(0, len(text) - 9, 7):
        marks = {start: 1, start + 8: 1}
        assert rewrap(text, plain, width, marks) == wrap(text, width, marks)


def test_what_is_cut_within_keeps_its_last_part():
    assert cut_within("j k next  esc back", 18) == "j k next  esc back"
    assert cut_within("↵ 以 ▶…◀ 新增  j k 下一處  esc 返回", 24) == "↵ 以 ▶…◀ 新增…  esc 返回"
    assert cut_within("否則拒絕而不作決定", 9) == "否則拒絕…"
