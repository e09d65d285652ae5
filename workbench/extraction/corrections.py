"""The message that asks the model to correct an invalid answer: short, in the prompt's language, only what failed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from workbench.facts.kinds import SOURCE_KINDS
from workbench.facts.refusals import WHOLE_ITEM, told_model

MOST_ITEMS = 30
"""Failing facts that one message names; an answer with more is wrong throughout."""

MOST_REASONS = 3
"""Reasons given for one fact."""

LONGEST_REASON = 120
"""Characters of a reason; what a quote or value of the model's own makes it longer is cut."""


@dataclass(frozen=True)
class Failing:
    """One item of an answer that failed, by its place in the answer (0 the first; -1 the answer itself)."""

    index: int
    kind: str
    reasons: tuple[str, ...]


def correction(failing: Sequence[Failing], total: int, *, what: str = "facts") -> str:
    """The message that asks for the failing items alone again; `what` is the name of the answer's list."""
    if not failing or failing[0].index < 0:
        reasons = failing[0].reasons if failing else ()
        return "上一個回答的格式不對：" + _told(reasons) + "。請按要求的格式，重新提交全部內容。"
    kept = total - len(failing)
    lines = [
        f"有 {len(failing)} 條沒有通過核對，其餘 {kept} 條已經收下，不要再提交。",
        f"請只重新提交下列各條的更正；材料裡找不到依據的，就不要再提交（可以提交空的 {what}）。",
    ]
    lines += [
        f"第 {each.index + 1} 條{each.kind and ' ' + _cut(each.kind)}：{_told(each.reasons)}"
        for each in failing[:MOST_ITEMS]
    ]
    if len(failing) > MOST_ITEMS:
        lines.append(f"另有 {len(failing) - MOST_ITEMS} 條有同類問題。")
    return "\n".join(lines)


def failing_items(error: ValidationError, kinds: Sequence[str] = ()) -> list[Failing]:
    """The items that a validation found wrong, in order; `kinds` names the items by place, where they have kinds."""
    grouped: dict[int, list[Mapping[str, Any]]] = {}
    for each in error.errors(include_url=False):
        place = each["loc"]
        index = place[1] if len(place) > 1 and isinstance(place[1], int) else -1
        grouped.setdefault(index, []).append({**each, "loc": place[2:]})
    return [
        Failing(index, kinds[index] if 0 <= index < len(kinds) else "", reasons_of(errors))
        for index, errors in sorted(grouped.items())
    ]


def reasons_of(errors: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """The reasons behind validation errors, worded once each."""
    reasons: list[str] = []
    for error in errors:
        context = error.get("ctx") or {}
        reasons.extend(context["reasons"] if "reasons" in context else [_worded(error, context)])
    return tuple(dict.fromkeys(reasons))


def _told(reasons: Sequence[str]) -> str:
    return "；".join(map(_cut, reasons[:MOST_REASONS])) + ("；等" if len(reasons) > MOST_REASONS else "")


def _cut(told: str) -> str:
    line = " ".join(told.split())
    return line if len(line) <= LONGEST_REASON else line[:LONGEST_REASON] + "…"


def _worded(error: Mapping[str, Any], context: Mapping[str, Any]) -> str:
    place = ".".join(str(part) for part in _field_place(error["loc"])) or WHOLE_ITEM
    given = str(error.get("input", ""))[:60]
    match error["type"]:
        case "missing":
            return told_model("field_missing", field=place)
        case "extra_forbidden":
            return told_model("field_unknown", field=place)
        case "literal_error":
            return told_model("not_among", field=place, allowed=str(context.get("expected")), given=given)
        case "union_tag_invalid" | "union_tag_not_found":
            return told_model("kind_unknown", allowed=str(context.get("expected_tags", "規定的各類之一")))
        case "date_from_datetime_parsing" | "date_parsing" | "date_type" | "date_from_datetime_inexact":
            return told_model("no_date", field=place, given=given)
        case "int_parsing" | "int_type" | "int_from_float":
            return told_model("no_integer", field=place, given=given)
        case "bool_parsing" | "bool_type":
            return told_model("no_boolean", field=place, given=given)
        case "too_short":
            return told_model("field_empty", field=place)
        case "string_type":
            return told_model("no_text", field=place)
        case _:
            return told_model("other", field=place, cause=error["msg"].removeprefix("Value error, "))


def _field_place(place: Sequence[object]) -> Sequence[object]:
    """The place of an error inside its item, without the kind that a discriminated union puts first."""
    return place[1:] if place and place[0] in SOURCE_KINDS else place
