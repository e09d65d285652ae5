"""The way from a reading form whose parts were put together again back to its source."""

from __future__ import annotations

from array import array

import pytest

from workbench.text import NormalText

SOURCE = "甲乙\n注\n丙丁\n戊"
# 甲乙丙丁, then what stood between, then the rest.
JOINED = NormalText(SOURCE, "甲乙丙丁\n注\n戊", array("l", [0, 1, 5, 6, 2, 3, 7, 8]), (2, 4, 6))


def test_a_span_over_a_cut_is_two_in_the_source() -> None:
    assert JOINED.spans(1, 3) == ((1, 2), (5, 6))
    assert JOINED.spans(0, 2) == ((0, 2),)
    assert JOINED.quote(1, 3) == "乙丙"


def test_the_source_span_of_a_cut_one_is_refused() -> None:
    assert JOINED.span(2, 4) == (5, 7)
    with pytest.raises(ValueError, match="cut"):
        JOINED.span(1, 3)


def test_each_source_character_is_found_again() -> None:
    assert [JOINED.at[JOINED.offset(at)] for at in range(len(SOURCE) - 1)] == [0, 1, 2, 3, 5, 5, 6, 7]
    assert JOINED.offset(len(SOURCE)) == len(JOINED.text)


def test_a_source_span_over_what_was_moved_stands_in_several_places() -> None:
    assert JOINED.places(1, 6) == ((1, 3), (4, 6))
    assert JOINED.places(0, 2) == ((0, 2),)


def test_cells_of_one_line_are_one_span() -> None:
    normal = NormalText("a\tb\nc\td", "ac\tbd", array("l", [0, 4, 1, 2, 6]), (1, 2, 4))
    assert normal.spans(0, 5) == ((0, 3), (4, 7))
