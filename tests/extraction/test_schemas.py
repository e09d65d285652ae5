"""What the model is shown stays within what the API compiles, and `schemas/` says the same as the code."""

from __future__ import annotations

from workbench.extraction.assessments import assessment_schema
from workbench.extraction.schemas import ENVELOPE, kind_schema, schema_files, schema_text
from workbench.facts.kinds import KINDS
from workbench.resources import resource_dir


def nodes(schema):
    yield schema
    for value in schema.values() if isinstance(schema, dict) else schema:
        if isinstance(value, dict | list):
            yield from nodes(value)


def test_folder_is_up_to_date():
    folder = resource_dir("schemas")
    stored = {path.name: path.read_text("utf-8") for path in folder.glob("*.json")}
    assert stored == schema_files(), "run: workbench schema export"


def test_compiled_schemas_are_within_the_limits_of_the_api():
    for schema in (ENVELOPE, assessment_schema()):
        objects = [node for node in nodes(schema) if isinstance(node, dict) and node.get("type") == "object"]
        assert all(set(node["required"]) == set(node["properties"]) for node in objects)
        assert all(node["additionalProperties"] is False for node in objects)
        assert not any(isinstance(node, dict) and ("anyOf" in node or "oneOf" in node) for node in nodes(schema))


def test_every_field_is_described_to_the_model():
    for kind in KINDS:
        for name, field in kind_schema(kind)["properties"].items():
            assert field.get("description"), f"{kind}.{name}"


def test_schema_holds_the_names_of_the_contract():
    fields = kind_schema("status_change")["properties"]
    assert {"action", "targets", "by", "from", "until", "term_text", "occasion", "actor"} == set(fields)


def test_shown_text_is_the_same_every_time():
    assert schema_text() == schema_text()
    assert '"default"' not in schema_text()
