"""The prompts hold to their own rules: every worked example grounds in its own text."""

from __future__ import annotations

import re

import pytest

from workbench.errors import WorkbenchError
from workbench.extraction.answers import extracted_facts, settle
from workbench.extraction.checking import Checker, checking_against
from workbench.extraction.engine import system_prompt
from workbench.extraction.prompts import load_prompt
from workbench.extraction.schemas import kind_schema
from workbench.facts.kinds import SOURCE_KINDS

EXAMPLES = load_prompt("extract").examples()


@pytest.mark.parametrize("example", EXAMPLES, ids=[example.facts[0]["kind"] for example in EXAMPLES])
def test_example_grounds_in_its_own_text(example, make_document):
    with checking_against(Checker(make_document(example.text, year=2025))):
        settled = settle({"facts": list(example.facts)})
    assert settled.rejected == ()
    assert len(settled.facts) == len(example.facts)
    for fact in settled.facts:
        assert fact.verified
        assert fact.grounding == "exact"


@pytest.mark.parametrize("example", EXAMPLES, ids=[example.facts[0]["kind"] for example in EXAMPLES])
def test_example_passes_the_checks_that_an_answer_passes(example, make_document):
    """The whole way: what the API's grammar allows, the form of each kind, quotes and values held to the text."""
    answer = {"facts": list(example.facts)}
    for fact in answer["facts"]:
        assert set(fact) == {"kind", "quotes", "fields"}
        assert all(set(pair) == {"name", "value"} and isinstance(pair["value"], str) for pair in fact["fields"])
    with checking_against(Checker(make_document(example.text, year=2025))):
        extracted_facts().model_validate(answer)


def test_every_quote_of_an_example_stands_in_its_text_letter_for_letter():
    for example in EXAMPLES:
        for fact in example.facts:
            assert all(quote in example.text for quote in fact["quotes"])


def test_no_example_of_a_text_is_left_without_an_answer():
    body = load_prompt("extract").body
    assert body.count("```json") == len(EXAMPLES) == len([line for line in body.splitlines() if line.startswith("> ")])


def test_every_code_is_explained_to_the_model():
    """A word that the model may only choose stands in the rules or in the description of its field, in Chinese."""
    text = system_prompt()
    for kind in SOURCE_KINDS:
        for name, field in kind_schema(kind)["properties"].items():
            for word in field.get("enum", ()):
                explained = re.search(rf"\b{word}\b[^\w\"]*[\u4e00-\u9fff≥>≤<=]", text)
                assert explained, f"{kind}.{name}: {word}"


def test_every_kind_has_an_example():
    assert {fact["kind"] for example in EXAMPLES for fact in example.facts} == set(SOURCE_KINDS)


def test_example_keeps_every_field_that_it_names(make_document):
    for example in EXAMPLES:
        with checking_against(Checker(make_document(example.text, year=2025))):
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
    assert prompt.label.startswith("extract/3+")
    assert prompt.label != type(prompt)(prompt.task, prompt.version, prompt.body + " ").label


def test_missing_prompt_names_its_file():
    with pytest.raises(WorkbenchError, match=r"prompts/nothing\.md"):
        load_prompt("nothing")
