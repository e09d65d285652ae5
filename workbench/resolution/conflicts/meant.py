"""Which acts a statement can be about: the one it names, or, in an article on the acts of one day, any of those.

Such an article says 公告 or 新規 of them together and seldom of which, so that one of them does not exclude another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from workbench.facts.base import Content
from workbench.facts.kinds import Announcement
from workbench.resolution.instruments import Instruments
from workbench.resolution.statement import Statement

_MOST_ACTS = 10
"""An article on more acts than this enumerates them, and says which one each sentence is about."""
Kind = TypeVar("Kind", bound=Content)


@dataclass(frozen=True)
class Acts:
    """The acts that each document reports as published, by canonical key."""

    instruments: Instruments
    published_in: Mapping[str, Mapping[str, date]]
    """Document id -> act -> day on which the document has it published."""

    @classmethod
    def of(cls, instruments: Instruments) -> Acts:
        """Index the publications that documents report."""
        stated: dict[str, dict[str, date]] = defaultdict(dict)
        for key, statement, content in statements_of_kind(instruments, Announcement):
            if key is not None and content.published:
                stated[statement.document][key] = content.published
        return cls(instruments, stated)

    def named(self, statement: Statement) -> str | None:
        """The act that a statement names."""
        written = vars(statement.content).get("instrument")
        return self.instruments.key(written) if written else None

    def meant(self, statement: Statement) -> frozenset[str]:
        """The acts that a statement can be about; none where it names none and its document covers several days."""
        named = self.named(statement)
        stated = self.published_in.get(statement.document, {})
        one_day = len(stated) <= _MOST_ACTS and len(set(stated.values())) == 1
        if named is None:
            return frozenset(stated) if one_day else frozenset()
        return frozenset(stated) | {named} if one_day and named in stated else frozenset({named})


def statements_of_kind(instruments: Instruments, kind: type[Kind]) -> Iterator[tuple[str | None, Statement, Kind]]:
    """Every statement of a kind with its instrument (None where it names none) and content; foreign measures left out."""
    for key, statement in instruments.by_kind.get(kind.model_fields["kind"].default, ()):
        if isinstance(statement.content, kind):
            yield key, statement, statement.content
