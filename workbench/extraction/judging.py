"""What is worked out of an article and an answer: functions over values, which run in whatever process has time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pydantic import ValidationError

from workbench.extraction.answers import Rejected, answer_form, correction_of, settle
from workbench.extraction.checking import Check, checking_against
from workbench.extraction.chunks import Chunk, cut
from workbench.extraction.coverage import (
    Coverage,
    added_facts,
    gaps_in,
    passage_blocks,
    refused_places,
    worth_asking,
)
from workbench.extraction.payloads import NoPayload, payload_of
from workbench.extraction.rule_results import RuleResults
from workbench.facts.document import Document
from workbench.facts.fact import Fact
from workbench.recognition import uncovered


@dataclass(frozen=True)
class Judged:
    """An answer held against its document."""

    facts: tuple[Fact, ...]
    rejected: tuple[Rejected, ...]
    correction: str | None
    """What to send back; None where all of it stands."""


@dataclass(frozen=True)
class CoverQuestion:
    """What one piece is asked in the coverage pass."""

    start: int
    content: list[Mapping[str, Any]]


def judge(document: Document, start: int, answer: Mapping[str, Any]) -> Judged:
    """Holds a finished answer on the piece that begins at `start` against the document."""
    try:
        payload = payload_of(answer)
    except NoPayload as error:
        return Judged((), (), unreadable(error))
    with checking_against(_prepared(document).for_piece(start)):
        settled = settle(payload)
        try:
            answer_form().model_validate(payload)
        except ValidationError as error:
            return Judged(settled.facts, settled.rejected, correction_of(error, payload))
    return Judged(settled.facts, settled.rejected, None)


def unreadable(error: NoPayload) -> str:
    """What is sent back for an answer without the object that was asked for."""
    return f"上一個回答不是要求的格式：{error}。請按要求的格式，重新提交全部內容。"


def pieces_of(document: Document, longest: int) -> tuple[Chunk, ...]:
    """The pieces that a document is asked about in."""
    return cut(document, longest)


def cover_questions(
    document: Document,
    rules: RuleResults,
    chunks: Sequence[Chunk],
    facts: Sequence[Fact],
    rejected: Sequence[Rejected],
) -> tuple[Coverage, dict[int, CoverQuestion]]:
    """What the coverage pass asks, by number of the piece, after the first answers gave these facts."""
    recognition, reading = rules.of(document), _prepared(document).reading
    worth = worth_asking(recognition, facts, refused_places(rejected, document.text))
    gaps = {chunk.number: gaps_in(reading, chunk, worth, facts) for chunk in chunks}
    asked = {number: each for number, each in gaps.items() if each.passages}
    coverage = Coverage(
        open=len(uncovered(recognition.mentions, facts)),
        asked=sum(each.mentions for each in asked.values()),
        passages=sum(len(each.passages) for each in asked.values()),
        left_out=sum(each.left_out for each in gaps.values()),
    )
    questions = {
        number: CoverQuestion(each.passages[0].start, passage_blocks(reading, each.passages))
        for number, each in asked.items()
    }
    return coverage, questions


def found_beside(found: Sequence[Fact], known: Sequence[Fact]) -> tuple[Fact, ...]:
    """What the coverage pass added."""
    return added_facts(found, known)


@lru_cache(maxsize=64)
def _prepared(document: Document) -> Check:
    return Check(document)
