"""What recognition returns: mentions, and facts that follow from them by rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from workbench.facts.fact import Fact

MentionKind = Literal["reference", "date", "code", "quantity", "title", "entity", "status_verb"]


@dataclass(frozen=True, slots=True)
class Mention:
    """Something in a document that a fact should account for; offsets are code points of the source text."""

    kind: MentionKind
    start: int
    end: int
    quote: str
    value: str | None
    """What it stands for: key, ISO date, code, quantity; None where it cannot be resolved."""
    unresolved: str | None = None
    """Why a date has no value: no_year, no_day, no_document_date, impossible."""


@dataclass(frozen=True, slots=True)
class Recognition:
    """Everything that the rules see in one document."""

    mentions: tuple[Mention, ...]
    facts: tuple[Fact, ...]
