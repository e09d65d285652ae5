"""The contract's JSON of a fact, made from its stored JSON: the same as `fact_json`, in a third of the time."""

from __future__ import annotations

from dataclasses import fields
from functools import lru_cache
from typing import Any

from pydantic import BaseModel

from workbench.facts.fact import Check, Evidence, Fact, Route, version_digest
from workbench.facts.kinds import KINDS, Target

_SPAN = tuple(field.name for field in fields(Evidence))


def json_of_stored(body: dict[str, Any], state: str, route: Route) -> dict[str, Any] | None:
    """What `fact_json` gives of a fact that nobody edited; None where it was not stored in the form of today."""
    fields = body.get("content", {})
    kind = fields.get("kind")
    if not (kind in KINDS and _is_of(body, Fact) and _is_of(fields, KINDS[kind]) and _are_parts_of_today(body)):
        return None
    del fields["kind"]
    targets = fields.get("targets")
    return {
        "id": body["id"],
        "document": body["document"],
        "kind": kind,
        "instrument": fields.get("instrument") if targets is None else _only(targets),
        "fields": fields,
        "evidence": body["evidence"],
        "state": state,
        "version": version_digest(body["id"], state, "", route, ()),
        "route": {"to": route.to, "reasons": list(route.reasons)},
        "origin": body["origin"],
        "witnesses": body["witnesses"],
        "grounding": body["grounding"],
        "notes": body["notes"],
        "checks": body["checks"],
        "earlier": [],
    }


def _are_parts_of_today(body: dict[str, Any]) -> bool:
    return (
        all(tuple(each) == _SPAN for each in body["evidence"])
        and all(_is_of(each, Check) for each in body["checks"])
        and all(_is_of(each, Target) for each in body["content"].get("targets", ()))
    )


def _is_of(value: dict[str, Any], model: type[BaseModel]) -> bool:
    """Whether a stored object has the members that it would be written with today, in their order."""
    return tuple(value) == _members(model)


@lru_cache
def _members(model: type[BaseModel]) -> tuple[str, ...]:
    return tuple(field.alias or name for name, field in model.model_fields.items())


def _only(targets: list[dict[str, Any]]) -> str | None:
    """Key of what a status change changes, where it is one instrument."""
    key: str | None = targets[0]["instrument"] if len(targets) == 1 else None
    return key
