"""The prompts hold to their own rules: every worked example grounds in its own text."""

from __future__ import annotations

import pytest

from workbench.errors import WorkbenchError
from workbench.extraction.answers import settle
from workbench.extraction.checking import Check, checking_against
from workbench.extraction.engine import system_prompt
from workbench.extraction.prompts import load_prompt
from workbench.facts.kinds import SOURCE_KINDS

EXAMPLES = load_prompt("extract").examples()


@pytest.mark.parametrize("example", EXAMPLES, ids=[example.facts[0]["kind"] for example in EXAMPLES])
def test_example_grounds_in_its_own_text(example, make_document):
    with checking_against(Check(make_document(example.text, year=2025))):
        settled = settle({"facts": list(example.facts)})
    assert settled.rejected == ()
    assert len(settled.facts) == len(example.facts)
    for fact in settled.facts:
        assert fact.verified
        assert fact.grounding == "exact"


def test_every_kind_has_an_example():
    assert {fact["kind"] for example in EXAMPLES for fact in example.facts} == set(SOURCE_KINDS)


def test_example_keeps_every_field_that_it_names(make_document):
    for example in EXAMPLES:
        with checking_against(Check(make_document(example.text, year=2025))):
            settled = settle({"facts": list(example.facts)})
        for shown, fact in zip(example.facts, settled.facts, strict=True):
            dumped = fact.content.model_dump(by_alias=True)
            for pair in shown["fields"]:
                assert dumped[pair["name"].partition(".")[0]] not in (None, ())


def test_system_prompt_shows_every_kind_and_leaves_no_placeholder():
    text = system_prompt()
    assert "{{" not in text
    for kind in SOURCE_KINDS:
        assert f'"title":"{kind}"' in text


def test_prompt_label_changes_with_its_text():
    prompt = load_prompt("extract")
    assert prompt.label.startswith("extract/1+")
    assert prompt.label != type(prompt)(prompt.task, prompt.version, prompt.body + " ").label


def test_missing_prompt_names_its_file():
    with pytest.raises(WorkbenchError, match=r"prompts/nothing\.md"):
        load_prompt("nothing")
