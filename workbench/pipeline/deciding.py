"""Decisions without a screen, one by one or from a file: a JSON object a line, so that a bad one keeps no other out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from workbench.errors import WorkbenchError
from workbench.facts.fact import Record
from workbench.language import _
from workbench.store import PersonAction, Store


class AskedDecision(BaseModel):
    """One line of a file of decisions."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    id: str = Field(min_length=1, description="Id of the fact, or a prefix that it alone has.")
    action: PersonAction
    changes: dict[str, str] = Field({}, alias="set", description="Field -> value as a person writes it; for edit.")
    reason: str | None = None
    reviewer: str | None = Field(None, description="Who decides, if not who runs the command.")

    @field_validator("changes", mode="before")
    @classmethod
    def _as_written(cls, given: Any) -> Any:
        if given is None:
            return {}
        return {name: _as_text(value) for name, value in given.items()} if isinstance(given, dict) else given


@dataclass(frozen=True)
class Decided:
    """A fact after a decision."""

    record: Record
    moves_routes: bool
    """Whether the decision takes a statement away, brings one back or changes what it says: nothing else that is
    decided can end a conflict or leave another fact without its second source."""


def decide_fact(
    store: Store,
    fact_id: str,
    action: PersonAction,
    *,
    reviewer: str,
    changes: Mapping[str, str] | None = None,
    reason: str | None = None,
) -> Decided:
    """Append one decision, as `Store.decide` does, and say whether routes must follow."""
    before = store.record(fact_id)
    after = store.decide(before.id, action, reviewer=reviewer, changes=changes, reason=reason)
    was_live, is_live = before.state != "rejected", after.state != "rejected"
    return Decided(after, was_live != is_live or before.content != after.content)


def read_decisions(source: Path) -> Iterator[tuple[int, AskedDecision | WorkbenchError]]:
    """Line number (from 1) and the decision that the line asks for, or what is wrong with it; blank lines left out."""
    for number, line in enumerate(_text_of(source).split("\n"), start=1):
        if line.strip():
            yield number, _decision_of(line)


def _decision_of(line: str) -> AskedDecision | WorkbenchError:
    try:
        asked = json.loads(line)
        if isinstance(asked, dict):
            return AskedDecision.model_validate(asked)
        cause = _("it is no JSON object")
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        cause = f"{'.'.join(str(part) for part in first['loc'])}: {first['msg']}"
    except (ValueError, RecursionError) as error:
        cause = str(error)
    return WorkbenchError(
        _("no decision: {cause}").format(cause=cause),
        way_out=_("Write it as {example}").format(example='{"id": "3f2a", "action": "approve"}'),
    )


def _text_of(source: Path) -> str:
    try:
        return source.read_text(encoding="utf-8-sig")
    except OSError as error:
        cause = error.strerror or str(error)
    except UnicodeDecodeError as error:
        cause = str(error)
    raise WorkbenchError(
        _("the file cannot be read: {cause}").format(cause=cause), where=str(source), way_out=_("Give a UTF-8 file")
    )


def _as_text(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
