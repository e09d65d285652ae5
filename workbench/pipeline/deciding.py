"""Decisions on facts and conflicts without a screen, one by one or from a file: one JSON object per line, so that a bad line does
not affect the others.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from workbench.causes import cause_of, system_cause
from workbench.errors import WorkbenchError
from workbench.facts.fact import Evidence, Record, version_of
from workbench.language import _
from workbench.store import PersonAction, Store, moves_routes

SIDE = "side"
"""What is set of a conflict: the number of the side that holds, `both` or `neither`."""


class AskedDecision(BaseModel):
    """One line of a file of decisions."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    id: str = Field(min_length=1, description="Id of the fact or the conflict, or a prefix that it alone has.")
    action: PersonAction
    changes: dict[str, str] = Field(
        {},
        alias="set",
        description="Field -> value as a person writes it, for edit; the side that holds, for a conflict.",
    )
    reason: str | None = None
    reviewer: str | None = Field(None, description="Who decides, if not who runs the command.")
    quote: str | None = Field(
        None,
        min_length=1,
        description="With edit: words of the article that say what is corrected, kept with the fact.",
    )
    version: str | None = Field(
        None, description="`version` of the fact as it was looked at: it is decided on only if it is still that."
    )

    @field_validator("changes", mode="before")
    @classmethod
    def _as_written(cls, given: Any) -> Any:
        if given is None:
            return {}
        return {name: _as_text(value) for name, value in given.items()} if isinstance(given, dict) else given


@dataclass(frozen=True, slots=True)
class Decided:
    """A fact or a conflict after a decision."""

    id: str
    state: str
    moves_routes: bool
    """Whether the decision settles a conflict, adds or removes a statement, or changes one."""
    unsupported: tuple[str, ...] = ()
    """Fields of a correction whose value no quote of the fact supports: they rest on the reviewer's word alone."""


def carry_out(
    store: Store,
    asked: AskedDecision,
    *,
    reviewer: str,
    reason: str | None = None,
    holds: Callable[[Record], bool] | None = None,
) -> Decided:
    """Append one decision and say whether routes must follow; `reviewer` and `reason` where it names none itself.

    On a conflict, `approve` says with `side` which side holds, and `undo` takes the last such word back. A decision on a
    fact is refused with `Overtaken` where the fact is not the version asked for, or `holds` is not true of it any more.
    """
    by, why = asked.reviewer or reviewer, asked.reason or reason
    if SIDE not in asked.changes and (asked.action != "undo" or _is_fact(store, asked.id)):
        return _decide_fact(store, asked, by, why, holds)
    from workbench.pipeline.conflicts import is_conflict, rule_on, undo_ruling  # here: resolution is slow to load

    if SIDE in asked.changes:
        if asked.action != "approve" or len(asked.changes) > 1:
            raise WorkbenchError(
                _("a side of a conflict goes with `approve`, and with nothing else"),
                where=asked.id,
                way_out=_("Write it as {example}").format(example="decide ID approve --set side=0"),
            )
        known = rule_on(store, asked.id, asked.changes[SIDE].strip(), reviewer=by, reason=why)
    elif is_conflict(store, asked.id):
        known = undo_ruling(store, asked.id, reviewer=by, reason=why)
    else:
        return _decide_fact(store, asked, by, why, holds)
    return Decided(known.conflict.id, "resolved" if known.resolution is not None else "open", moves_routes=True)


def _decide_fact(
    store: Store,
    asked: AskedDecision,
    reviewer: str,
    reason: str | None,
    holds: Callable[[Record], bool] | None,
) -> Decided:
    before = store.record(asked.id)
    version = asked.version

    def as_seen(now: Record) -> bool:
        return (version is None or version_of(now) == version) and (holds is None or holds(now))

    added, unsupported = _borne_out(store, before, asked)
    after = store.decide(
        before.id,
        asked.action,
        reviewer=reviewer,
        holds=as_seen,
        changes=asked.changes or None,
        added=added,
        reason=reason,
    )
    return Decided(after.id, after.state, moves_routes(before, after), unsupported)


def _borne_out(store: Store, before: Record, asked: AskedDecision) -> tuple[tuple[Evidence, ...], tuple[str, ...]]:
    """The words given for a correction, and the fields that no words bear out.

    As in the review: words that do not say it are refused, and a correction without any stands, but not unnoticed.
    """
    if asked.action != "edit":
        if asked.quote is not None:
            raise WorkbenchError(
                _("words of the article go with `edit`, and with nothing else"),
                where=asked.id,
                way_out=_("Leave out the quote, or correct the fact"),
            )
        return (), ()
    from workbench.pipeline.by_hand import unsupported_changes, words_of  # here: recognition is slow to load

    added = (words_of(store, before, asked.quote),) if asked.quote is not None else ()
    missing = unsupported_changes(store, before, asked.changes, added)
    if added and missing:
        raise WorkbenchError(
            _("these words do not say it: {fields}").format(fields=", ".join(missing)),
            where=before.id,
            way_out=_("Give words that do, or none: then it stands on your word alone"),
        )
    return added, missing


def _is_fact(store: Store, id_or_prefix: str) -> bool:
    try:
        store.record(id_or_prefix)
    except WorkbenchError:
        return False
    return True


def read_decisions(source: Path) -> Iterator[tuple[int, AskedDecision | WorkbenchError]]:
    """Line number (from 1) and the decision on the line, or the fault in it; blank lines are skipped."""
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
        cause = f"{'.'.join(str(part) for part in first['loc'])}: {cause_of(first)}"
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
        cause = system_cause(error)
    except UnicodeDecodeError as error:
        cause = str(error)
    raise WorkbenchError(
        _("the file cannot be read: {cause}").format(cause=cause), where=str(source), way_out=_("Give a UTF-8 file")
    )


def _as_text(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
