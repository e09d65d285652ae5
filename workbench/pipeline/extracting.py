"""Facts from documents: rules always, the model where it is asked for, merged, stored; a document at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from workbench.facts.document import Document
from workbench.facts.fact import Fact
from workbench.pipeline.fingerprints import rules_fingerprint
from workbench.recognition import recognize
from workbench.store import Run, Store
from workbench.triage import merge

if TYPE_CHECKING:
    from workbench.extraction import Extraction, ModelEngine

EngineName = Literal["auto", "rules", "model"]
ANSWERED = frozenset({"complete", "invalid"})
"""Outcomes with an answer: `invalid` has facts that were refused to the last, beside those that were kept."""
AT_ONCE = 10
"""Documents read by rules that are stored in one transaction: a disk takes milliseconds to confirm each. What the model
answered is stored a document at a time: it was paid for."""
_SETTLED = ANSWERED | {"refused"}
"""Outcomes after which asking the same again would bring the same."""


@dataclass(frozen=True)
class Progress:
    """How far an extraction is, after a document."""

    done: int
    total: int
    document: Document
    engine: str
    facts: int
    rejected: int
    outcome: str
    detail: str | None = None


@dataclass
class Extracted:
    """What an extraction did."""

    done: list[Progress] = field(default_factory=list)
    skipped: list[Document] = field(default_factory=list)
    """Documents that have facts from this engine, prompt and schema already."""

    @property
    def failed(self) -> list[Progress]:
        """Documents that the model did not answer; refused facts of an answer are recorded, and no failure."""
        return [step for step in self.done if step.outcome not in ANSWERED]


def extract(
    store: Store,
    documents: Sequence[Document],
    engine: EngineName,
    model: ModelEngine | None,
    *,
    concurrency: int = 4,
    force: bool = False,
    on_progress: Callable[[Progress], None] = lambda _step: None,
) -> Extracted:
    """Extract facts from the documents that are due; what is done is stored at once, so a stop loses nothing.

    With `auto` the model reads a document where it can answer (a key, a cached or a recorded response is at hand).
    """
    result = Extracted()
    plan = [(document, _engine_for(document, engine, model)) for document in documents]
    due = []
    for document, chosen in plan:
        if force or _is_due(store, document, _fingerprint(chosen, model)):
            due.append((document, chosen))
        else:
            result.skipped.append(document)

    def found_in(document: Document, chosen: str, extraction: Extraction | None) -> tuple[Document, list[Fact], Run]:
        facts, run = _facts_and_run(document, _fingerprint(chosen, model), extraction)
        if extraction is not None and _unheard(extraction) and store.records(documents=[document.id]):
            facts = []  # what earlier extractions found stays as it is
        return document, facts, run

    def keep(found: Sequence[tuple[Document, list[Fact], Run]]) -> None:
        """Store, then report: what was reported is on disk."""
        store.save_extractions((document.id, facts, run) for document, facts, run in found)
        for document, facts, run in found:
            step = Progress(
                len(result.done) + 1,
                len(due),
                document,
                run.engine,
                len(facts),
                len(run.rejections),
                run.outcome,
                run.detail,
            )
            result.done.append(step)
            on_progress(step)

    by_rules = [document for document, chosen in due if chosen == "rules"]
    for first in range(0, len(by_rules), AT_ONCE):
        keep([found_in(document, "rules", None) for document in by_rules[first : first + AT_ONCE]])
    asked = [document for document, chosen in due if chosen == "model"]
    if asked and model is not None:
        asyncio.run(
            _ask_model(asked, model, concurrency, lambda document, found: keep([found_in(document, "model", found)]))
        )
    return result


def _engine_for(document: Document, engine: EngineName, model: ModelEngine | None) -> Literal["rules", "model"]:
    if engine == "auto":
        return "model" if model is not None and model.can_answer(document) else "rules"
    return engine


def _fingerprint(engine: str, model: ModelEngine | None) -> str:
    return model.fingerprint if engine == "model" and model is not None else rules_fingerprint()


def _is_due(store: Store, document: Document, fingerprint: str) -> bool:
    return not any(run.fingerprint == fingerprint and run.outcome in _SETTLED for run in store.runs(document.id))


def _facts_and_run(document: Document, fingerprint: str, extraction: Extraction | None) -> tuple[list[Fact], Run]:
    rule_facts = list(recognize(document).facts)
    if extraction is None:
        return rule_facts, Run(engine="rules", fingerprint=fingerprint)
    run = Run(
        engine="model",
        fingerprint=fingerprint,
        outcome=extraction.outcome,
        replaces=extraction.outcome == "complete" or (extraction.outcome == "invalid" and bool(extraction.facts)),
        attempts=tuple(attempt.model_dump(mode="json") for attempt in extraction.attempts),
        rejections=tuple(rejected.model_dump(mode="json") for rejected in extraction.rejected),
        sent_back=tuple(rejected.model_dump(mode="json") for rejected in extraction.sent_back),
        detail=extraction.detail or None,
    )
    return rule_facts if _unheard(extraction) else merge(extraction.facts, rule_facts), run


def _unheard(extraction: Extraction) -> bool:
    """Whether the model gave no answer at all: the rules then stand in, and nothing can be said of its silence."""
    return not extraction.facts and extraction.outcome not in ANSWERED


async def _ask_model(
    documents: Sequence[Document],
    model: ModelEngine,
    concurrency: int,
    keep: Callable[[Document, Extraction], None],
) -> None:
    gate = asyncio.Semaphore(concurrency)

    async def one(document: Document) -> None:
        async with gate:
            keep(document, await model.extract(document))  # at once: a stop in the next article leaves this one stored

    async with model:
        for finished in asyncio.as_completed([one(document) for document in documents]):
            await finished
