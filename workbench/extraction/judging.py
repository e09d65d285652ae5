"""Work on an article and an answer, as functions over values that `Workers` may run in any process."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from pydantic import ValidationError

from workbench.extraction.answers import Rejected, Settled, answer_form, correction_of, settle
from workbench.extraction.checking import Checker, checking_against
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
from workbench.extraction.workers import apart
from workbench.facts.document import Document
from workbench.facts.fact import Fact
from workbench.facts.written import WrittenFact, read_facts, write_facts
from workbench.recognition import uncovered
from workbench.triage import merge


@dataclass(frozen=True)
class Whole:
    """The rest of the extraction of a one-piece document whose first answer left nothing to ask about."""

    coverage: Coverage
    merged: tuple[WrittenFact, ...]
    """The model's facts with those of the rules as their witness."""


@dataclass(frozen=True)
class Judged:
    """An answer checked against its document."""

    found: tuple[WrittenFact, ...]
    rejected: tuple[Rejected, ...]
    correction: str | None
    """What to send back; None where all of it stands."""
    whole: Whole | None = None
    """Set where the answer was on the whole document and nothing more is to be asked."""


@dataclass(frozen=True)
class CoverQuestion:
    """What one piece is asked in the coverage pass."""

    start: int
    content: list[Mapping[str, Any]]


def judge(document: Document, start: int, answer: Mapping[str, Any]) -> Judged:
    """Checks a finished answer on the piece that begins at `start` against the document."""
    settled, correction = _settled(document, start, answer)
    return Judged(_written(settled.facts), settled.rejected, correction)


def judge_whole(document: Document, chunk: Chunk, answer: Mapping[str, Any], rules: RuleResults) -> Judged:
    """`judge` for the first answer on a one-piece document; if it is valid, the next steps are done in the same call."""
    with apart(judge.__name__):
        settled, correction = _settled(document, chunk.start, answer)
        judged = Judged(_written(settled.facts), settled.rejected, correction)
    if correction is not None:
        return judged
    with apart(cover_questions.__name__):
        coverage, questions = _cover_questions(document, rules, [chunk], settled.facts, settled.rejected)
    if questions:
        return judged
    with apart(merge_facts.__name__):
        merged = _merged(judged.found, settled.facts, rules.of(document).facts)
    return replace(judged, whole=Whole(coverage, merged))


def _settled(document: Document, start: int, answer: Mapping[str, Any]) -> tuple[Settled, str | None]:
    """An answer split into valid and invalid items, and the correction to send back, if any."""
    try:
        payload = payload_of(answer)
    except NoPayload as error:
        return Settled((), ()), unreadable(error)
    with checking_against(_prepared(document).for_piece(start)):
        settled = settle(payload)
        if not settled.rejected and isinstance(payload.get("facts"), list):
            return settled, None  # every item is valid, and so is the whole
        try:
            answer_form().model_validate(payload)
        except ValidationError as error:
            return settled, correction_of(error, payload)
    return settled, None


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
    found: Sequence[WrittenFact],
    rejected: Sequence[Rejected],
) -> tuple[Coverage, dict[int, CoverQuestion]]:
    """What the coverage pass asks, by number of the piece, after the first answers gave these facts."""
    return _cover_questions(document, rules, chunks, read_facts(found), rejected)


def _cover_questions(
    document: Document,
    rules: RuleResults,
    chunks: Sequence[Chunk],
    facts: Sequence[Fact],
    rejected: Sequence[Rejected],
) -> tuple[Coverage, dict[int, CoverQuestion]]:
    recognition = rules.of(document)
    left = uncovered(recognition.mentions, facts)
    worth = worth_asking(left, recognition, facts, refused_places(rejected, document.text))
    coverage = Coverage(open=len(left))
    if not worth:
        return coverage, {}
    reading = _prepared(document).reading
    gaps = {chunk.number: gaps_in(reading, chunk, worth, facts) for chunk in chunks}
    asked = {number: each for number, each in gaps.items() if each.passages}
    coverage = coverage.model_copy(
        update={
            "asked": sum(each.mentions for each in asked.values()),
            "passages": sum(len(each.passages) for each in asked.values()),
            "left_out": sum(each.left_out for each in gaps.values()),
        }
    )
    questions = {
        number: CoverQuestion(each.passages[0].start, passage_blocks(reading, each.passages))
        for number, each in asked.items()
    }
    return coverage, questions


def found_beside(found: Sequence[WrittenFact], known: Sequence[WrittenFact]) -> tuple[WrittenFact, ...]:
    """What the coverage pass added."""
    return _written(added_facts(read_facts(found), read_facts(known)))


def merge_facts(found: Sequence[WrittenFact], rules: RuleResults, document: Document) -> tuple[WrittenFact, ...]:
    """The model's facts with those of the rules as their witness."""
    return _merged(found, read_facts(found), rules.of(document).facts)


def _merged(written: Sequence[WrittenFact], found: Sequence[Fact], by_rules: Sequence[Fact]) -> tuple[WrittenFact, ...]:
    return _written(merge(found, by_rules)) if by_rules else tuple(written)


def _written(facts: Sequence[Fact]) -> tuple[WrittenFact, ...]:
    """Facts as they are stored: written here, since the process that stores them has the least time."""
    with apart("write"):
        return write_facts(facts)


@lru_cache(maxsize=64)
def _prepared(document: Document) -> Checker:
    return Checker(document)
