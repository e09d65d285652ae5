"""What a chart shows: a row for each instrument, a bar for each stretch of one status."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Look = Literal["announced", "in_force", "partially_in_force", "suspended", "assumed", "ended"]
"""How a bar is drawn. An assumed stretch is in force only because a suspension has run out; stopped, repealed and
expired look alike, and their bar's name distinguishes them."""

LOOKS: tuple[Look, ...] = ("announced", "in_force", "partially_in_force", "suspended", "assumed", "ended")


@dataclass(frozen=True, slots=True)
class Bar:
    """One stretch."""

    look: Look
    name: str
    """Its status in the reader's language."""
    first: date
    last: date | None
    """Last day; None where nothing known ends it."""
    source: str
    """Who says so: titles or publishers of the documents, with their days."""

    def covers(self, day: date) -> bool:
        """Whether it lasts on a day."""
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Row:
    """One instrument."""

    key: str
    label: str
    title: str | None
    bars: tuple[Bar, ...]
    standing: str
    """Its status on the day that is asked about, with the last day where there is one."""
