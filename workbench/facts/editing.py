"""Changing fields of a content in the form in which a person types them: FIELD=VALUE, validated by the kind."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import to_jsonable_python

from workbench.causes import Causes, cause_of
from workbench.errors import WorkbenchError
from workbench.facts.fact import canonical_fields
from workbench.facts.kinds import KINDS, AnyContent
from workbench.language import _

_CONTENT: TypeAdapter[AnyContent] = TypeAdapter(AnyContent)


class WrongValue(WorkbenchError):
    """A field was given a value that it does not take."""

    def __init__(self, field: str, cause: str, kind: str) -> None:
        super().__init__(f"{field}: {cause}", where=kind, way_out=_("The fact is unchanged; correct the value"))
        self.field = field
        """Its name, or those of all that were given where no single one is at fault."""
        self.cause = cause


def edit_content(content: AnyContent, changes: Mapping[str, str]) -> AnyContent:
    """`content` with fields set from text; an empty value means unknown.

    Lists are given as JSON (`["a", "b"]`) or parted by `、` or `;`. Raises `WorkbenchError` naming the field,
    what it takes, and which fields there are.
    """
    return _with(content.kind, canonical_fields(content), changes)


def blank_fields(kind: str) -> dict[str, Any]:
    """The fields of a kind as JSON values, before anything is said: its defaults, null where there is none."""
    model = KINDS[kind]
    fields = {
        info.alias or name: None
        if info.is_required()
        else to_jsonable_python(info.get_default(call_default_factory=True))
        for name, info in model.model_fields.items()
    }
    del fields["kind"]
    return fields


def new_content(kind: str, given: Mapping[str, str]) -> AnyContent:
    """A content of a kind from fields given as text; raises `WorkbenchError` as `edit_content` does."""
    return _with(kind, blank_fields(kind), given)


def _with(kind: str, fields: dict[str, Any], changes: Mapping[str, str]) -> AnyContent:
    for name, written in changes.items():
        if name not in fields:
            raise WorkbenchError(
                _("a fact of kind {kind} has no field {name}").format(kind=kind, name=repr(name)),
                way_out=_("Its fields are: {names}").format(names=", ".join(fields)),
            )
        fields[name] = _parse_value(written, fields[name])
    try:
        return _CONTENT.validate_python({"kind": kind, **fields})
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"][1:]) or ", ".join(changes)
        raise WrongValue(place, cause_of(first, _CAUSES), kind) from None


_CAUSES: Causes = (
    ("write the date", lambda: _("write the date as YYYY-MM-DD")),
    ("not a number", lambda: _("write a number")),
    ("not a finite number", lambda: _("write a number")),
    ("string_type", lambda: _("it can't be empty")),
    ("upper goes with", lambda: _("upper goes with comparator=between, and with no other")),
    ("a listing names", lambda: _("a listing names an entity; for a bare number of entities use count")),
)
"""What the checks of a kind say, and an empty text, which a person leaves where the field takes none."""


def read_content(stored: str) -> AnyContent:
    """The content behind its JSON; raises `ValidationError` where it is none."""
    return _CONTENT.validate_json(stored)


def field_text(value: Any) -> str:
    """A field's JSON value as a person edits it; what `edit_content` reads back."""
    if value is None:
        return ""
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return "、".join(value) if not any("、" in item for item in value) else json.dumps(value, ensure_ascii=False)
    if isinstance(value, list | dict | bool):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def _parse_value(written: str, current: Any) -> Any:
    text = written.strip()
    if text == "":
        return [] if isinstance(current, list) else None
    if text[0] in "[{":
        try:
            return json.loads(text)
        except json.JSONDecodeError:
            return text
    if isinstance(current, list):
        return [part.strip() for part in text.replace("；", ";").replace("、", ";").split(";") if part.strip()]
    if isinstance(current, bool) and text.casefold() in {"true", "false"}:
        return text.casefold() == "true"
    return text
