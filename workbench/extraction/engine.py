"""The model engine: a document in, the facts that the model found and grounding accepted."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Self

from workbench.extraction.answers import Rejected, extracted_facts
from workbench.extraction.checking import Checker, checking_against
from workbench.extraction.chunks import Chunk, context_lines, cut, halves
from workbench.extraction.client import Answer, Batches, ModelClient
from workbench.extraction.coverage import PROMPT as COVERAGE_PROMPT
from workbench.extraction.coverage import Coverage
from workbench.extraction.exchanges import Attempt, Judge, Task
from workbench.extraction.judging import (
    CoverQuestion,
    Judged,
    cover_questions,
    found_beside,
    judge,
    judge_whole,
    pieces_of,
)
from workbench.extraction.outcomes import ANSWERED, POSTPONED, Outcome, worst
from workbench.extraction.prompts import load_prompt
from workbench.extraction.recordings import file_label
from workbench.extraction.rule_results import RuleResults
from workbench.extraction.schemas import schema_digest, schema_text
from workbench.extraction.throttle import REQUESTS_UNDER_WAY
from workbench.extraction.workers import Workers
from workbench.facts.document import Document
from workbench.facts.fact import Fact
from workbench.facts.written import WrittenFact, read_facts
from workbench.settings import Settings

PROMPT = "extract"
SHORTEST_HALF = 400
"""Pieces below this many characters are not cut again when their answer is too long."""

_RULES_ANEW = RuleResults()
_NOTHING = Judged((), (), None)


@dataclass(frozen=True)
class Extraction:
    """What came of one document."""

    found: tuple[WrittenFact, ...]
    rejected: tuple[Rejected, ...]
    """Proposed to the last and refused: each with its reasons."""
    sent_back: tuple[Rejected, ...]
    """Refused at first and sent back to the model, which corrected or withdrew them."""
    attempts: tuple[Attempt, ...]
    outcome: Outcome
    detail: str
    """A message about the outcome; empty where it is complete."""
    coverage: Coverage | None = None
    """What the coverage pass asked and gave; None where no first answer came."""
    merged: tuple[WrittenFact, ...] | None = None
    """The facts merged with those of the rules, where that was done with the answer."""

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """The facts, read."""
        return read_facts(self.found)


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
        concurrency: int = REQUESTS_UNDER_WAY,
        max_cost: float | None = None,
        batches: Batches | None = None,
    ) -> None:
        """`recordings`: folder looked up, the bundled one if None; `record_dir`: where live answers are written too.

        `concurrency` bounds requests in progress; `max_cost` in USD what they may cost; `batches` takes them instead.
        """
        self.client = ModelClient(
            settings,
            offline=offline,
            recordings=recordings,
            record_dir=record_dir,
            concurrency=concurrency,
            max_cost=max_cost,
            batches=batches,
        )
        self._stopped = False
        self._longest = settings.model.chunk_characters
        self._longest_answer = settings.model.max_tokens

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self.client.aclose()

    @property
    def notices(self) -> tuple[str, ...]:
        """What the user should know about the response cache."""
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

    @property
    def is_offline(self) -> bool:
        """Whether it may use stored answers only."""
        return self.client.offline

    def has_stored(self, document: Document) -> bool:
        """Whether the first question on every piece of a document has a stored answer: it can then be read offline."""
        return all(
            self.client.has_stored(extracted_facts, system_prompt(), article_blocks(document, chunk))
            for chunk in cut(document, self._longest)
        )

    def stop(self) -> None:
        """Send nothing any more: what is in progress is still answered and kept, what is left ends as `stopped`."""
        self._stopped = True
        self.client.stop()

    async def extract(
        self, document: Document, workers: Workers | None = None, rules: RuleResults = _RULES_ANEW
    ) -> Extraction:
        """The facts of a document; what the model does wrong ends up in the outcome and never as an exception.

        After the first answers, one more request a piece asks about what they left uncovered, where that is worth it.
        `workers` read text and answers; without any, one thread does. `rules` gives what the rules see.
        """
        if workers is None:
            with Workers() as own:
                return await self._extracted(_Reader(document, own, rules))
        return await self._extracted(_Reader(document, workers, rules))

    async def _extracted(self, reader: _Reader) -> Extraction:
        document = reader.document
        is_short = len(document.text) <= self._longest  # one piece: nothing need be read to decide
        chunks = (
            cut(document, self._longest) if is_short else await reader.workers.run(pieces_of, document, self._longest)
        )
        if len(chunks) == 1:
            parts = [await self._extract_piece(reader, chunks[0], "", whole=True)]
            if parts[0].merged is not None:
                return parts[0]
        else:
            parts = await asyncio.gather(*(self._extract_piece(reader, chunk, _suffix(chunk)) for chunk in chunks))
        heard = [chunk for chunk, part in zip(chunks, parts, strict=True) if part.outcome in ANSWERED]
        first = _joined(parts)
        return await self._covered(reader, heard, first) if heard and first.outcome not in POSTPONED else first

    async def _covered(self, reader: _Reader, chunks: Sequence[Chunk], first: Extraction) -> Extraction:
        coverage, questions = await reader.workers.run(
            cover_questions, reader.document, reader.rules, chunks, first.found, first.rejected
        )
        asked = [(chunk, questions[chunk.number]) for chunk in chunks if chunk.number in questions]
        parts = await asyncio.gather(*(self._cover_piece(reader, each, _suffix(chunk)) for chunk, each in asked))
        if not parts:
            return replace(first, coverage=coverage)
        added = await reader.workers.run(found_beside, _joined(parts).found, first.found)
        coverage = coverage.model_copy(update={"facts": len(added)})
        return replace(_joined([first, *parts]), found=(*first.found, *added), coverage=coverage)

    async def _cover_piece(self, reader: _Reader, question: CoverQuestion, suffix: str) -> Extraction:
        return _sorted_out(await self._ask(reader, question.start, question.content, f"{suffix}-cover", "cover"))

    async def _extract_piece(self, reader: _Reader, chunk: Chunk, suffix: str, *, whole: bool = False) -> Extraction:
        """The facts of a piece. Where it is the `whole` document, the answer is judged by `judge_whole`."""
        blocks = article_blocks(reader.document, chunk)
        answer = await self._ask(reader, chunk.start, blocks, suffix, "extract", chunk if whole else None)
        if answer.outcome == "truncated" and chunk.end - chunk.start > 2 * SHORTEST_HALF:
            return await self._extract_halves(reader, chunk, suffix, answer)
        return _sorted_out(answer)

    async def _extract_halves(self, reader: _Reader, chunk: Chunk, suffix: str, cut_off: Answer) -> Extraction:
        parts = await asyncio.gather(
            *(
                self._extract_piece(reader, half, f"{suffix}{chr(ord('a') + number)}")
                for number, half in enumerate(await reader.workers.run(halves, reader.document, chunk))
            )
        )
        joined = _joined(parts)
        return replace(joined, attempts=cut_off.attempts + joined.attempts)

    async def _ask(
        self,
        reader: _Reader,
        start: int,
        content: Sequence[Mapping[str, Any]],
        suffix: str,
        task: Task,
        whole: Chunk | None = None,
    ) -> Answer:
        """Every question has one system prompt and schema, which the API then keeps and charges less for."""
        document = reader.document
        if self._stopped:
            return Answer((), "stopped", "")
        article = document.name or document.title or document.id[:12]
        with checking_against(Checker(document).for_piece(start)):
            return await self.client.ask(
                extracted_facts,
                system_prompt(),
                content,
                article=article,
                label=file_label(article.rpartition(".")[0] or article) + suffix,
                task=task,
                document=document.id,
                judge=reader.judging(start, whole),
            )


@dataclass(frozen=True)
class _Reader:
    """A document being extracted, the workers that judge its answers, and the results of the rules."""

    document: Document
    workers: Workers
    rules: RuleResults

    def judging(self, start: int, whole: Chunk | None) -> Judge:
        """The judge of answers on the piece that begins at `start`; `whole` is that piece where it is the whole document."""
        first = [whole] if whole is not None else []

        def judged(answer: Mapping[str, Any]) -> Awaitable[Judged]:
            if first:
                return self.workers.run(judge_whole, self.document, first.pop(), answer, self.rules)
            return self.workers.run(judge, self.document, start, answer)

        return judged


@lru_cache
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
    """The facts of all attempts. What the last one still has wrong is rejected; what earlier ones had was sent back."""
    settled = [attempt.judged or _NOTHING for attempt in answer.attempts]
    earlier, last = settled[:-1], settled[-1:]
    whole = settled[0].whole if len(settled) == 1 and answer.outcome == "complete" else None
    return Extraction(
        found=_once(fact for each in settled for fact in each.found),
        rejected=tuple(refused for each in last for refused in each.rejected),
        sent_back=tuple(refused for each in earlier for refused in each.rejected),
        attempts=answer.attempts,
        outcome=answer.outcome,
        detail=answer.detail,
        coverage=None if whole is None else whole.coverage,
        merged=None if whole is None else whole.merged,
    )


def _joined(parts: Iterable[Extraction]) -> Extraction:
    """The extraction of a document from those of its pieces: it has the worst outcome, and the details of that."""
    parts = tuple(parts)
    outcome = worst(part.outcome for part in parts)
    return Extraction(
        found=_once(fact for part in parts for fact in part.found),
        rejected=_told_once(refused for part in parts for refused in part.rejected),
        sent_back=tuple(refused for part in parts for refused in part.sent_back),
        attempts=tuple(attempt for part in parts for attempt in part.attempts),
        outcome=outcome,
        detail="\n".join(dict.fromkeys(part.detail for part in parts if part.detail and part.outcome == outcome)),
    )


def _once(facts: Iterable[WrittenFact]) -> tuple[WrittenFact, ...]:
    return tuple({fact.id: fact for fact in facts}.values())


def _told_once(refused: Iterable[Rejected]) -> tuple[Rejected, ...]:
    kept: list[Rejected] = []
    for each in refused:
        if not any(each.content == other.content and each.quotes == other.quotes for other in kept):
            kept.append(each)
    return tuple(kept)
