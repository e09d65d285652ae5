"""How kinds, fields, values, states and reasons are named on the screen; codes stay codes everywhere else."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from workbench.escape import one_line
from workbench.facts.document import Tier
from workbench.facts.fact import Grounding, canonical_fields
from workbench.facts.kinds import AnyContent
from workbench.facts.references import label
from workbench.facts.refusals import told_people
from workbench.language import _, current_language
from workbench.review import words
from workbench.review.wrap import pad, text_width


def kind_name(kind: str) -> str:
    """A kind of fact."""
    return _word(words.KINDS, kind)


def kind_column(kind: str, width: int) -> str:
    """A kind of fact in a column of exactly so many cells: by its name where there is room for it, else by a shorter one."""
    name = kind_name(kind)
    if text_width(name) > width:
        name = _word(words.SHORT_KINDS, kind)
    return pad(name, width)


def state_name(state: str) -> str:
    """A state, or one of the filters `waiting` and `all`."""
    return _word(words.STATES, state)


def field_name(field: str) -> str:
    """A field of a kind."""
    return _word(words.FIELDS, field)


def reason_text(code: str) -> str:
    """A reason for review, or a note; what follows a colon in the code is the field or thing that it concerns."""
    name, colon, rest = code.partition(":")
    reason = _word(words.REASONS, name)
    named = attribute_name if name.startswith("conflict") else field_name
    return _("{reason}: {field}").format(reason=reason, field=named(rest.strip())) if colon else reason


def refusal_text(reason: str) -> str:
    """Why a proposed fact or assessment was refused, as the run keeps it."""
    return one_line(told_people(reason, field_name))


def act_name(action: str) -> str:
    """What a person did to a fact."""
    return _word(words.ACTS, action)


def rejection_text(reason: str) -> str:
    """Why a fact was rejected or put off: one of the codes, or free text as it was typed."""
    return words.REJECTIONS[reason]() if reason in words.REJECTIONS else one_line(reason)


def mention_name(mention: str) -> str:
    """What was recognised in a text."""
    return _word(words.MENTIONS, mention)


def status_name(status: str) -> str:
    """What the events of an instrument add up to."""
    return _word(words.STATUSES, status)


def event_name(event: str) -> str:
    """What happened to an instrument: it was published, took effect, or a status change was made."""
    return words.EVENTS[event]() if event in words.EVENTS else _word(words.VALUES, event)


def script_name(script: str) -> str:
    """In which characters a text is written."""
    return _word(words.SCRIPTS, script)


def attribute_name(attribute: str) -> str:
    """What a conflict is about."""
    return _word(words.ATTRIBUTES, attribute)


def conflict_name(instrument: str | None, attribute: str, subject: str | None) -> str:
    """What a conflict is on: the instrument where there is one, the attribute, and the part it is about."""
    parts = (label(instrument) if instrument else "", attribute_name(attribute), conflict_text(subject or ""))
    return " · ".join(part for part in parts if part)


def conflict_text(value: str) -> str:
    """A value or a subject of a conflict, its leading code worded: `sum 51`, `case_by_case: 民用`, `suspended 2025-11-07`."""
    code, sign, rest = re.fullmatch(r"(\w*)(:? ?)(.*)", value, re.DOTALL).groups()  # type: ignore[union-attr]
    table = next((table for table in (words.COMPUTED, words.STATUSES, words.VALUES) if code in table), None)
    return one_line(f"{table[code]()}{sign}{rest}" if table is not None else value)


def suggestion_text(reason: str) -> str:
    """Why a side of a conflict is suggested."""
    return _word(words.SUGGESTIONS, reason)


def tier_name(tier: Tier) -> str:
    """The weight of a source."""
    return _word(words.TIERS, tier)


def grounding_text(grounding: Grounding) -> str:
    """How surely the quote was found."""
    return _word(words.GROUNDINGS, grounding)


def origin_name(origin: str) -> str:
    """Who found a fact."""
    return _word(words.ORIGINS, origin)


def field_values(content: AnyContent) -> dict[str, str]:
    """The fields of a content as they are read: one neutral line each, empty where unknown."""
    return {name: value_text(name, value) for name, value in canonical_fields(content).items()}


def shown_values(content: AnyContent) -> dict[str, str]:
    """`field_values` for display only: acts by the names that the report gives them instead of their keys."""
    return {name: value_text(name, value) for name, value in _named(canonical_fields(content)).items()}


def _named(value: Any) -> Any:
    """JSON fields with the keys of acts in the report's words."""
    if isinstance(value, list):
        return [_named(item) for item in value]
    if isinstance(value, dict):
        return {name: label(part) if name == "instrument" and part else _named(part) for name, part in value.items()}
    return value


def value_text(field: str, value: Any) -> str:
    """One field's JSON value as it is read."""
    if value is None or value == []:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return "、".join(value_text(field, item) for item in value)
    if isinstance(value, dict):
        return " ".join(one_line(str(part)) for part in value.values() if part is not None)
    if field == "comparator":
        return words.COMPARATORS.get(value, one_line(str(value)))
    if field in words.CODED_FIELDS and value in words.VALUES:
        return words.VALUES[value]()
    return one_line(str(value))


def summary(content: AnyContent) -> str:
    """The words that identify a fact among others of its kind, on one neutral line."""
    return _summary(content, current_language())


@lru_cache(maxsize=2048)  # the rows in view ask for it with every key
def _summary(content: AnyContent, _language: str) -> str:
    values = shown_values(content)
    return " ".join(values[name] for name in words.SUMMARY.get(content.kind, ()) if values.get(name))


def _word(table: words.Words, code: str) -> str:
    found = table.get(code)
    return found() if found is not None else one_line(code).replace("_", " ")
