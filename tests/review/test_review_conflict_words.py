"""Every attribute and reason of a conflict is worded, on the screen and in the draft."""

from __future__ import annotations

from typing import get_args

import pytest

from workbench.report import wording
from workbench.resolution.conflicts import Attribute, Reason
from workbench.review import words
from workbench.review.wording import conflict_name, conflict_text, reason_text


def test_every_attribute_and_reason_has_its_words() -> None:
    assert set(words.ATTRIBUTES) == set(wording.ATTRIBUTES) == set(get_args(Attribute))
    assert set(words.SUGGESTIONS) == set(get_args(Reason))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("sum 51", "sum of the notices 51"),
        ("named 13", "names given 13"),
        ("case_by_case: 民用", "case by case: 民用"),
        ("suspended 2031-07-01 … 2031-12-31", "suspended 2031-07-01 … 2031-12-31"),
        ("export_control", "export control list"),
        ("≥ 0.1 %", "≥ 0.1 %"),
        ("反潛聲納公司", "反潛聲納公司"),
        ("", ""),
    ],
)
def test_the_code_of_a_value_is_worded(value: str, text: str) -> None:
    assert conflict_text(value) == text


def test_a_conflict_is_named_by_what_it_is_on() -> None:
    assert conflict_name("MOFCOM/announcement/2031/8", "count", None) == "商務部公告2031年第8號 · count"
    assert conflict_name(None, "count", "unreliable_entity 2031") == "count · unreliable entity list 2031"
    assert reason_text("conflict_lost:licence") == "a person ruled for another value: treatment of exports"
