"""What resolution reads of a fact: what it says, and who says so when."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from workbench.facts.document import Document, Tier, tier_rank
from workbench.facts.fact import Evidence, Record, instruments_of, is_assessment
from workbench.facts.kinds import AnyContent

SILENT_KINDS = frozenset({"controlled_item", "requirement"})
"""Kinds that give an instrument no event, title, number, category or day and contradict nothing: they say only that it
is spoken of, and whose it is."""
_LONGEST_LEAD = 20
_BREAK = re.compile(r"[。，；;,\n]")
_SENTENCE_ENDS = "。！？；\n"
_LONGEST_SENTENCE = 600


class Statement(NamedTuple):
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
    sentence: Evidence | None = None
    """The sentence or table row that the main quote begins in: who acts, and on which day, is often said there. None of
    a fact that names its act, and what it does it to: nobody asks."""

    @classmethod
    def of(cls, record: Record, document: Document) -> Statement:
        """The statement behind a record: with its edited content where a reviewer corrected it."""
        content, evidence = record.content, record.evidence
        silent = content.kind in SILENT_KINDS  # nobody reads what stands around them, and most facts are of these kinds
        asked = not silent and (lacks_act(content) or lacks_target(content))
        return cls(
            content=content,
            fact=record.id,
            document=document.id,
            tier=document.tier,
            published=document.published,
            year=document.year,
            evidence=evidence,
            lead="" if silent else lead_before(document.text, evidence),
            sentence=_sentence(document.text, evidence) if asked else None,
        )

    @property
    def actor(self) -> str | None:
        """Jurisdiction whose measure it is about; None for a kind of fact that names none."""
        acting: str | None = vars(self.content).get("actor")
        return acting

    @property
    def rank(self) -> int:
        """0 for the heaviest source."""
        return tier_rank(self.tier)


def statements_of(records: Iterable[Record], documents: Mapping[str, Document]) -> list[Statement]:
    """The statements behind records; without those of assessments, which no document makes, and of unknown documents."""
    return [
        Statement.of(record, documents[record.fact.document])
        for record in records
        if record.fact.document in documents and not is_assessment(record.fact)
    ]


def informative(statements: Iterable[Statement]) -> Iterator[Statement]:
    """The statements without those that change nothing in resolution: instruments, events and conflicts stay the same.

    A list of thousands of items in one document says no more about its announcement than the first item does.
    """
    seen: set[tuple[object, ...]] = set()
    for statement in statements:
        if statement.content.kind in SILENT_KINDS:
            claimed = statement.document, instruments_of(statement.content), statement.actor
            if claimed in seen:
                continue
            seen.add(claimed)
        yield statement


def lacks_act(content: AnyContent) -> bool:
    """Whether a publication, effective date, status change, listing or count does not name the act it is about."""
    if content.kind == "status_change":
        return content.by is None
    return content.kind in {"announcement", "effective_date", "listing", "count"} and content.instrument is None


def lacks_target(content: AnyContent) -> bool:
    """Whether a change of status does not name what it changes."""
    return content.kind == "status_change" and not any(target.instrument for target in content.targets)


def lead_before(text: str, evidence: tuple[Evidence, ...]) -> str:
    """What stands before the first quote in its clause."""
    if not evidence:
        return ""
    start = evidence[0].start
    return _BREAK.split(text[max(0, start - _LONGEST_LEAD) : start])[-1]


def main_quote(evidence: tuple[Evidence, ...]) -> Evidence | None:
    """The longest quote: others support a year, from the title of the page, or an address."""
    stated = [span for span in evidence if "://" not in span.quote]
    return max(stated or evidence, key=lambda span: len(span.quote), default=None)


def _sentence(text: str, evidence: tuple[Evidence, ...]) -> Evidence | None:
    quote = main_quote(evidence)
    if quote is None:
        return None
    start, end = quote.start, quote.end
    first = max(text.rfind(mark, max(0, start - _LONGEST_SENTENCE), start) for mark in _SENTENCE_ENDS) + 1
    ends = (text.find(mark, end, end + _LONGEST_SENTENCE) for mark in _SENTENCE_ENDS)
    last = min((found for found in ends if found >= 0), default=min(len(text), end + _LONGEST_SENTENCE))
    return Evidence.cut(text, max(first, start - _LONGEST_SENTENCE), last)


def known_days(statements: Iterable[Statement]) -> dict[str, date]:
    """Document id -> its publication day; where that is unknown, the day of the latest publication that it reports."""
    published: dict[str, date] = {}
    earliest: dict[str, date] = {}
    for statement in statements:
        if statement.published is not None:
            published[statement.document] = statement.published
            continue
        stated = vars(statement.content).get("published")
        if stated is not None:
            earliest[statement.document] = max(stated, earliest.get(statement.document, stated))
    return earliest | published


def known_by(statements: Iterable[Statement], day: date) -> tuple[Statement, ...]:
    """What the documents published by a day say.

    A document without a date counts from the latest publication that it reports, else from the latest day on which it says that
    something began; one that reports neither is left out, since nothing shows that it could be read by then.
    """
    statements = tuple(statements)
    stated = _last_days(statements) | known_days(statements)
    return tuple(statement for statement in statements if stated.get(statement.document, date.max) <= day)


def _last_days(statements: Iterable[Statement]) -> dict[str, date]:
    days: dict[str, date] = {}
    for statement in statements:
        fields = vars(statement.content)
        stated = (fields.get(name) for name in ("date", "from_", "effective"))
        for day in filter(None, stated):
            days[statement.document] = max(day, days.get(statement.document, day))
    return days
