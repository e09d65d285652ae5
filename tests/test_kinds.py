"""What each kind of fact needs beside its model, so that it can be read, decided on, reported and checked."""

from __future__ import annotations

import pytest

from workbench.facts.editing import blank_fields, new_content
from workbench.facts.kinds import KINDS, SOURCE_KINDS
from workbench.language import spoken_in
from workbench.report.drafts.verifying import FIELD_OF_CHANGED
from workbench.report.phrasing import fact_line
from workbench.review import words
from workbench.review.wording import field_name, kind_column, kind_name, value_text
from workbench.review.wrap import text_width
from workbench.verification.fact_fields import FIELD_OF_KIND

KIND_COLUMN = 8
NEEDED_TOGETHER = {"listing": {"name_zh": "样品公司"}}
"""What a fact of a kind must have beside the fields that are required by themselves."""


def codes_of(kind: str) -> list[tuple[str, str]]:
    """Field and code of every value that is one of a few, but for the signs of comparators."""
    properties = KINDS[kind].model_json_schema(by_alias=True)["properties"]
    return [
        (name, code)
        for name, schema in properties.items()
        for branch in (schema, *schema.get("anyOf", ()))
        for code in branch.get("enum", ())
        if name != "comparator"
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_and_its_fields_are_named_in_both_languages(kind):
    fields = blank_fields(kind)
    assert kind in words.KINDS
    assert [name for name in fields if name not in words.FIELDS] == []
    with spoken_in("en"):
        assert text_width(kind_column(kind, KIND_COLUMN).strip()) <= KIND_COLUMN
        assert kind_name(kind) in kind_column(kind, KIND_COLUMN) or kind in words.SHORT_KINDS
        english = [kind_name(kind), *map(field_name, fields)]
    with spoken_in("zh-Hant"):
        chinese = [kind_name(kind), *map(field_name, fields)]
    assert [word for word, other in zip(english, chinese, strict=True) if word == other] == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_values_of_a_kind_that_are_one_of_a_few_have_words(kind):
    with spoken_in("zh-Hant"):
        assert [(name, code) for name, code in codes_of(kind) if value_text(name, code) == code] == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_says_what_tells_its_facts_apart(kind):
    assert words.SUMMARY[kind]
    assert set(words.SUMMARY[kind]) <= set(blank_fields(kind))


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_has_a_line_of_the_report(kind):
    needed = [info.alias or name for name, info in KINDS[kind].model_fields.items() if info.is_required()]
    choices = {**dict(codes_of(kind)), "comparator": "ge"}
    given = {name: choices.get(name, "1") for name in needed} | NEEDED_TOGETHER.get(kind, {})
    assert fact_line(new_content(kind, given))


def test_a_finding_on_a_kind_is_about_something():
    assert set(FIELD_OF_KIND) == set(SOURCE_KINDS)
    assert set(FIELD_OF_CHANGED) == set(KINDS)
