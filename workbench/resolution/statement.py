"""What resolution reads of a fact: what it says, and who says so when."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from workbench.facts.document import Document, Tier, tier_rank
from workbench.facts.fact import Evidence, Record, instruments_of
from workbench.facts.kinds import AnyContent

SILENT_KINDS = frozenset({"controlled_item", "requirement"})
"""Kinds that give an instrument no event, title, number, category or day and contradict nothing: they say only that it
is spoken of, and whose it is."""
_LONGEST_LEAD = 20
_BREAK = re.compile(r"[。，；;,\n]")


@dataclass(frozen=True, slots=True)
class Statement:
    """One fact as its document states it."""

    content: AnyContent
    fact: str
    """Id of the fact."""
    document: str
    """Id of the document."""
    tier: Tier
    published: date | None
    """Day the document was published: the statement was known from then on. None where the day is unknown."""
    year: int | None = None
    """Year that the document's dates without a year inherit."""
    evidence: tuple[Evidence, ...] = ()
    lead: str = ""
    """What stands before the first quote in its sentence: whether it 已 happened is often said there."""

    @classmethod
    def of(cls, record: Record, document: Document) -> Statement:
        """The statement behind a record: with its edited content where a reviewer corrected it."""
        return cls(
            content=record.content,
            fact=record.id,
            document=document.id,
            tier=document.tier,
            published=document.published,
            year=document.year,
            evidence=record.fact.evidence,
            lead=_lead(document.text, record.fact.evidence),
        )

    @property
    def actor(self) -> str | None:
        """Jurisdiction whose measure it tells of; None for a kind of fact that names none."""
        return getattr(self.content, "actor", None)

    @property
    def rank(self) -> int:
        """0 for the heaviest source."""
        return tier_rank(self.tier)


def telling(statements: Iterable[Statement]) -> Iterator[Statement]:
    """The statements without those that tell resolution nothing new: instruments, events and conflicts are the same.

    A list of thousands of items in one document says no more of its announcement than the first item does.
    """
    heard: set[tuple[object, ...]] = set()
    for statement in statements:
        if statement.content.kind in SILENT_KINDS:
            said = statement.document, instruments_of(statement.content), statement.actor
            if said in heard:
                continue
            heard.add(said)
        yield statement


def _lead(text: str, evidence: tuple[Evidence, ...]) -> str:
    if not evidence:
        return ""
    start = evidence[0].start
    return _BREAK.split(text[max(0, start - _LONGEST_LEAD) : start])[-1]
