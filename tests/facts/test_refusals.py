"""Reasons of a refusal: what the model was told is kept in Chinese, and read by people in the language they chose."""

import re
from typing import get_args

import pytest

from workbench.facts.refusals import RefusalCode, told_model, told_people
from workbench.language import spoken_in

HAN = re.compile(r"[\u4e00-\u9fff]")
PARTS = {
    "field": "targets.0.instrument",
    "value": "2025-12-01",
    "near": "near (it) 不在原文",
    "allowed": "'add', 'remove'",
    "given": "what {ever} 。」",
    "sentence": "so it says",
    "cause": "anything",
}


@pytest.mark.parametrize("code", get_args(RefusalCode))
def test_every_reason_is_read_back_with_what_it_names(code):
    told = told_model(code, **PARTS)
    assert HAN.search(told) or code == "other"
    with spoken_in("en"):
        read = told_people(told, {"targets": "acts", "instrument": "act"}.__getitem__)
    named = [part for name, part in PARTS.items() if name != "field" and part in told]
    rest = read
    for part in named:
        assert part in read
        rest = rest.replace(part, "")
    assert not HAN.search(rest)
    assert ("acts act" in read) == ("targets.0.instrument" in told)


def test_a_reason_names_quotes_by_their_number():
    with spoken_in("en"):
        assert told_people("quotes[1] 不在原文") == "quote 2 is not in the text"
        assert told_people("from 2025-12-01 不在引文") == "from 2025-12-01 is not in the quote"


def test_what_has_no_form_is_told_as_it_is():
    assert told_people("從前的說法") == "從前的說法"
