"""The table of keys: whole, without two meanings, and the source of footer and help."""

import pytest

from tests.review.drawn import plain_text
from workbench.review.help_rows import help_rows
from workbench.review.keys import ACTIONS, action_of_wide, footer, shown_key
from workbench.review.wrap import text_width


def test_no_key_has_two_meanings():
    keys = [key for action in ACTIONS for key in action.keys]
    assert len(keys) == len(set(keys))


def test_no_key_is_the_same_byte_as_another_on_a_plain_terminal():
    assert not {"ctrl+h", "ctrl+i", "ctrl+m", "ctrl+j"} & {key for action in ACTIONS for key in action.keys}


@pytest.mark.parametrize("width", [74, 114])
def test_help_names_every_key_and_fits(width):
    rows = help_rows(width)
    text = plain_text(rows)
    assert all(shown_key(key) in text for action in ACTIONS for key in action.keys)
    assert max(sum(text_width(part) for part, _tone in row) for row in rows) <= width


@pytest.mark.parametrize(
    ("char", "action"),
    [("ａ", "approve"), ("Ｘ", "reject_why"), ("？", "help"), ("】", "quote_next"), ("\u3000", "skip"), ("、", "filter_words")],
)  # fmt: skip
def test_a_full_width_character_means_its_key(char, action):
    assert action_of_wide(char).id == action


def test_other_characters_of_an_input_method_mean_nothing():
    assert action_of_wide("啊") is None


def test_the_footer_keeps_help_and_quit_and_leaves_out_what_cannot_be_done():
    line = footer(40, lambda id_: "not now" if id_ == "reject" else None)
    assert "? help" in line
    assert "q quit" in line
    assert "reject" not in line
    assert text_width(line) <= 40
