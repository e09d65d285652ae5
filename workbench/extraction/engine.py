"""The model engine: a document in, the facts that the model found and the machine could ground out."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self

from workbench.extraction.answers import Rejected, Settled, extracted_facts, settle
from workbench.extraction.checking import Check, checking_against
from workbench.extraction.chunks import Chunk, context_lines, cut, halves
from workbench.extraction.client import Answer, ModelClient
from workbench.extraction.coverage import PROMPT as COVERAGE_PROMPT
from workbench.extraction.coverage import (
    Coverage,
    Gaps,
    added_facts,
    gaps_in,
    passage_blocks,
    refused_places,
    worth_asking,
)
from workbench.extraction.exchanges import Attempt, Task
from workbench.extraction.outcomes import ANSWERED, Outcome, worst
from workbench.extraction.payloads import NoPayload, payload_of
from workbench.extraction.prompts import load_prompt
from workbench.extraction.recordings import file_label
from workbench.extraction.records import is_complete
from workbench.extraction.schemas import schema_digest, schema_text
from workbench.facts.document import Document
from workbench.facts.fact import Fact
from workbench.recognition import recognize, uncovered
from workbench.recognition.reading import Reading
from workbench.settings import Settings

PROMPT = "extract"
SHORTEST_HALF = 400
"""Pieces below this many characters are not cut again when their answer is too long."""


@dataclass(frozen=True)
class Extraction:
    """What came of one document."""

    facts: tuple[Fact, ...]
    rejected: tuple[Rejected, ...]
    """Proposed to the last and refused: each with its reasons."""
    sent_back: tuple[Rejected, ...]
    """Refused at first and sent back to the model, which corrected or withdrew them."""
    attempts: tuple[Attempt, ...]
    outcome: Outcome
    detail: str
    """What to tell about the outcome; empty where it is complete."""
    coverage: Coverage | None = None
    """What the coverage pass asked and gave; None where no first answer came."""


class ModelEngine:
    """Extracts facts by model; `basis` says what an extraction rests on."""

    name = "model"

    def __init__(
        self,
        settings: Settings,
        *,
        offline: bool = False,
        recordings: Path | None = None,
        record_dir: Path | None = None,
        concurrency: int = 8,
    ) -> None:
        """`recordings`: folder looked up, the bundled one if None; `record_dir`: where live answers are written too."""
        self.client = ModelClient(
            settings, offline=offline, recordings=recordings, record_dir=record_dir, concurrency=concurrency
        )
        self._longest = settings.model.chunk_characters
        self._longest_answer = settings.model.max_tokens

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self.client.aclose()

    @property
    def notices(self) -> tuple[str, ...]:
        """What a person should be told about the response cache."""
        return self.client.notices

    @property
    def model(self) -> str:
        """The model that is asked."""
        return self.client.settings.name

    @property
    def basis(self) -> dict[str, str]:
        """All that decides what is asked about a document, by name; a document is due again when one changes."""
        return {
            "model": self.model,
            "prompt": load_prompt(PROMPT).label,
            "coverage_prompt": load_prompt(COVERAGE_PROMPT).label,
            "schema": schema_digest(),
            "piece": str(self._longest),
            "longest_answer": str(self._longest_answer),
        }

    def can_answer(self, document: Document) -> bool:
        """Whether the model can read a document: the API may be asked, or every piece has a stored answer."""
        return not self.client.offline or all(
            self.client.has_stored(extracted_facts, system_prompt(), article_blocks(document, chunk))
            for chunk in cut(document, self._longest)
        )

    async def extract(self, document: Document) -> Extraction:
        """The facts of a document; what the model does wrong ends up in the outcome and never as an exception.

        After the first answers, one more request a piece asks about what they left uncovered, where that is worth it.
        """
        chunks = cut(document, self._longest)
        check = Check(document)
        parts = await asyncio.gather(*(self._extract_piece(document, chunk, check, _suffix(chunk)) for chunk in chunks))
        heard = [chunk for chunk, part in zip(chunks, parts, strict=True) if part.outcome in ANSWERED]
        first = _joined(parts)
        return await self._covered(document, heard, check, first) if heard else first

    async def _covered(
        self, document: Document, chunks: Sequence[Chunk], check: Check, first: Extraction
    ) -> Extraction:
        recognition, reading = recognize(document), Reading.of(document)
        worth = worth_asking(recognition, first.facts, refused_places(first.rejected, document.text))
        gaps = [(chunk, gaps_in(reading, chunk, worth, first.facts)) for chunk in chunks]
        asked = [(chunk, each) for chunk, each in gaps if each.passages]
        parts = await asyncio.gather(
            *(self._cover_piece(reading, each, check, _suffix(chunk)) for chunk, each in asked)
        )
        added = added_facts(_joined(parts).facts, first.facts)
        coverage = Coverage(
            open=len(uncovered(recognition.mentions, first.facts)),
            asked=sum(each.mentions for _, each in asked),
            passages=sum(len(each.passages) for _, each in asked),
            left_out=sum(each.left_out for _, each in gaps),
            facts=len(added),
        )
        return replace(_joined([first, *parts]), facts=(*first.facts, *added), coverage=coverage)

    async def _cover_piece(self, reading: Reading, gaps: Gaps, check: Check, suffix: str) -> Extraction:
        with checking_against(check.for_piece(gaps.passages[0].start)):
            content = passage_blocks(reading, gaps.passages)
            return _sorted_out(await self._ask(reading.document, content, f"{suffix}-cover", "cover"))

    async def _extract_piece(self, document: Document, chunk: Chunk, check: Check, suffix: str) -> Extraction:
        with checking_against(check.for_piece(chunk.start)):
            answer = await self._ask(document, article_blocks(document, chunk), suffix, "extract")
            if answer.outcome == "truncated" and chunk.end - chunk.start > 2 * SHORTEST_HALF:
                return await self._extract_halves(document, chunk, check, suffix, answer)
            return _sorted_out(answer)

    async def _extract_halves(
        self, document: Document, chunk: Chunk, check: Check, suffix: str, cut_off: Answer
    ) -> Extraction:
        parts = await asyncio.gather(
            *(
                self._extract_piece(document, half, check, f"{suffix}{chr(ord('a') + number)}")
                for number, half in enumerate(halves(document, chunk))
            )
        )
        joined = _joined(parts)
        return replace(joined, attempts=cut_off.attempts + joined.attempts)

    async def _ask(self, document: Document, content: Sequence[Mapping[str, Any]], suffix: str, task: Task) -> Answer:
        """Every question has one system prompt and schema, which the API then keeps and charges less for."""
        article = document.name or document.title or document.id[:12]
        return await self.client.ask(
            extracted_facts(),
            system_prompt(),
            content,
            article=article,
            label=file_label(article.rpartition(".")[0] or article) + suffix,
            task=task,
        )


def system_prompt() -> str:
    """Our rules, with the kinds as the model is shown them; the same for every document, so that it can be cached."""
    return load_prompt(PROMPT).filled(kinds=schema_text())


def article_blocks(document: Document, chunk: Chunk) -> list[Mapping[str, Any]]:
    """The user's turn: the piece as a document block, which nothing templates, and what is known of it."""
    block: dict[str, Any] = {
        "type": "document",
        "source": {"type": "text", "media_type": "text/plain", "data": chunk.text},
    }
    lines = context_lines(document, chunk)
    if lines:
        block["context"] = "\n".join(lines)
    return [block, {"type": "text", "text": "以上是材料。只按系統訊息的規則，提交材料裡陳述的事實。"}]


def _suffix(chunk: Chunk) -> str:
    return f"-{chunk.number}of{chunk.of}" if chunk.of > 1 else ""


def _sorted_out(answer: Answer) -> Extraction:
    """The facts of every try; what the last one still has wrong is rejected, what earlier ones had was sent back."""
    settled = [_settled(attempt) for attempt in answer.attempts]
    earlier, last = settled[:-1], settled[-1:]
    return Extraction(
        facts=_once(fact for each in settled for fact in each.facts),
        rejected=tuple(refused for each in last for refused in each.rejected),
        sent_back=tuple(refused for each in earlier for refused in each.rejected),
        attempts=answer.attempts,
        outcome=answer.outcome,
        detail=answer.detail,
    )


def _settled(attempt: Attempt) -> Settled:
    if not is_complete(attempt.status, attempt.body):
        return Settled((), ())
    try:
        return settle(payload_of(attempt.body))
    except NoPayload:
        return Settled((), ())


def _joined(parts: Iterable[Extraction]) -> Extraction:
    """One extraction of several: the worst outcome is that of the whole, and it alone has its detail told."""
    parts = tuple(parts)
    outcome = worst(part.outcome for part in parts)
    return Extraction(
        facts=_once(fact for part in parts for fact in part.facts),
        rejected=_told_once(refused for part in parts for refused in part.rejected),
        sent_back=tuple(refused for part in parts for refused in part.sent_back),
        attempts=tuple(attempt for part in parts for attempt in part.attempts),
        outcome=outcome,
        detail="\n".join(dict.fromkeys(part.detail for part in parts if part.detail and part.outcome == outcome)),
    )


def _once(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    return tuple({fact.id: fact for fact in facts}.values())


def _told_once(refused: Iterable[Rejected]) -> tuple[Rejected, ...]:
    kept: list[Rejected] = []
    for each in refused:
        if not any(each.content == other.content and each.quotes == other.quotes for other in kept):
            kept.append(each)
    return tuple(kept)
