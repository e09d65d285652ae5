"""The kinds of fact in the form that the model is shown: one JSON Schema per kind, and the envelope of an answer.

The envelope is what the API compiles into a grammar, and the API refuses grammars with more than 24 optional or 16 union-typed
properties, or simply too large ones; thirteen kinds with some nine optional fields each are far above that. So an answer names
its fields (`fields: [{name, value}]`), the schemas of the kinds stand in the prompt, and the kinds are validated here.
"""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from workbench.extraction.requests import canonical_json
from workbench.facts.base import Content
from workbench.facts.kinds import KINDS, SOURCE_KINDS

ENVELOPE: dict[str, Any] = {
    "type": "object",
    "description": "What the material states, one entry a fact.",
    "properties": {
        "facts": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "kind": {"type": "string", "enum": list(SOURCE_KINDS)},
                    "quotes": {
                        "type": "array",
                        "description": "Verbatim from the material, the shortest that hold every value.",
                        "items": {"type": "string"},
                    },
                    "fields": {
                        "type": "array",
                        "description": "The fields of the kind that the material settles; the others are left out.",
                        "items": {
                            "type": "object",
                            "properties": {
                                "name": {"type": "string", "description": "Name of a field of the kind."},
                                "value": {"type": "string", "description": "Its value; one entry for each of several."},
                            },
                            "required": ["name", "value"],
                            "additionalProperties": False,
                        },
                    },
                },
                "required": ["kind", "quotes", "fields"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["facts"],
    "additionalProperties": False,
}
"""The form of an answer; every property is required and none is a union, so that its grammar stays small."""

ENVELOPE_NAME = "extracted_facts"


@lru_cache
def kind_schema(kind: str) -> dict[str, Any]:
    """The JSON Schema of one kind: its fields with their descriptions, without what only a program needs."""
    model = KINDS[kind]
    raw = model.model_json_schema(mode="validation", by_alias=True)
    definitions = raw.get("$defs", {})
    fields = {name: _plain(field, definitions) for name, field in raw["properties"].items() if name != "kind"}
    required = [name for name in raw.get("required", ()) if name != "kind"]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": kind,
        "description": " ".join((model.__doc__ or "").split()),
        "type": "object",
        "properties": fields,
        "required": required,
        "additionalProperties": False,
    }


def schema_text() -> str:
    """The kinds that a document can state, for the prompt: one JSON Schema a line."""
    return "\n".join(
        json.dumps(
            {key: value for key, value in kind_schema(kind).items() if key not in _UNSAID},
            ensure_ascii=False,
            separators=(",", ":"),
        )
        for kind in SOURCE_KINDS
    )


@lru_cache
def schema_digest() -> str:
    """Digest of everything that the model is shown of the schema: 12 hexadecimal digits of SHA-256."""
    shown = canonical_json([ENVELOPE, {kind: kind_schema(kind) for kind in SOURCE_KINDS}])
    return hashlib.sha256(shown.encode()).hexdigest()[:12]


def export_schemas(target: Path) -> tuple[Path, ...]:
    """Writes one file a kind and one for the envelope into a folder; returns the files."""
    target.mkdir(parents=True, exist_ok=True)
    written = []
    for name, schema in schema_files().items():
        path = target / name
        path.write_text(schema, "utf-8")
        written.append(path)
    return tuple(written)


def schema_files() -> dict[str, str]:
    """Name and content of every file that `export_schemas` writes."""
    schemas = {kind: kind_schema(kind) for kind in KINDS} | {ENVELOPE_NAME: ENVELOPE}
    return {f"{name}.json": json.dumps(schema, ensure_ascii=False, indent=2) + "\n" for name, schema in schemas.items()}


def list_fields(model: type[Content]) -> frozenset[str]:
    """Names of the fields of a kind that hold several values."""
    properties = kind_schema(str(model.model_fields["kind"].default))["properties"]
    return frozenset(name for name, field in properties.items() if field.get("type") == "array")


_UNSAID = frozenset({"$schema", "type", "additionalProperties"})


def _plain(field: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    """A field's schema without null, defaults and generated titles: what is not known is left out."""
    plain = {key: value for key, value in field.items() if key not in {"title", "default"}}
    if "$ref" in plain:
        plain = {**definitions[plain.pop("$ref").rpartition("/")[2]], **plain}
        plain.pop("title", None)
    choices = [choice for choice in plain.pop("anyOf", ()) if choice.get("type") != "null"]
    if len(choices) == 1:
        plain = {**_plain(choices[0], definitions), **plain}
    elif choices:
        plain["anyOf"] = [_plain(choice, definitions) for choice in choices]
    if "items" in plain:
        plain["items"] = _plain(plain["items"], definitions)
    if "properties" in plain:
        plain["properties"] = {name: _plain(each, definitions) for name, each in plain["properties"].items()}
    return plain
