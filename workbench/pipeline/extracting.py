"""Facts from documents: rules always, the model where it is asked for, merged, stored; a document at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from workbench.extraction.outcomes import ANSWERED
from workbench.facts.document import Document
from workbench.facts.fact import Fact, Record
from workbench.pipeline.fingerprints import fingerprint_of
from workbench.pipeline.planning import Due, EngineName, Plan, plan_extraction
from workbench.store import Run, Store
from workbench.triage import merge

if TYPE_CHECKING:
    from workbench.extraction import Extraction, ModelEngine

AT_ONCE = 10
"""Documents read by rules that are stored in one transaction: a disk takes milliseconds to confirm each. What the model
answered is stored a document at a time: it was paid for."""


@dataclass(frozen=True)
class Progress:
    """How far an extraction is, after a document."""

    done: int
    total: int
    document: Document
    engine: str
    facts: int
    rejections: tuple[dict[str, Any], ...]
    """Candidates refused to the last, with the reasons."""
    outcome: str
    detail: str | None = None


@dataclass
class Extracted:
    """What an extraction did."""

    done: list[Progress] = field(default_factory=list)
    skipped: list[Document] = field(default_factory=list)
    """Documents that have facts from this engine, prompt and schema already."""
    overtaken: list[Record] = field(default_factory=list)
    """Facts that a person had decided on and that are no longer found with that content."""

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
    on_plan: Callable[[Plan], None] = lambda _plan: None,
    on_progress: Callable[[Progress], None] = lambda _step: None,
) -> Extracted:
    """Extract facts from the documents that are due; what is done is stored at once, so a stop loses nothing.

    `on_plan` is told what is due and why before anything is read or asked.
    """
    plan = plan_extraction(store, documents, engine, model, force=force)
    on_plan(plan)
    result = Extracted(skipped=plan.up_to_date)
    overtaken_before = {record.id for record in store.gone_decided()}

    def found_in(due: Due, extraction: Extraction | None) -> tuple[Document, list[Fact], Run]:
        facts, run = _facts_and_run(due, extraction)
        if extraction is not None and _unheard(extraction) and store.records(documents=[due.document.id]):
            facts = []  # what earlier extractions found stays as it is
        return due.document, facts, run

    def keep(found: Sequence[tuple[Document, list[Fact], Run]]) -> None:
        """Store, then report: what was reported is on disk."""
        store.save_extractions((document.id, facts, run) for document, facts, run in found)
        for document, facts, run in found:
            step = Progress(
                len(result.done) + 1,
                len(plan.due),
                document,
                run.engine,
                len(facts),
                run.rejections,
                run.outcome,
                run.detail,
            )
            result.done.append(step)
            on_progress(step)

    by_rules = [due for due in plan.due if due.engine == "rules"]
    for first in range(0, len(by_rules), AT_ONCE):
        keep([found_in(due, None) for due in by_rules[first : first + AT_ONCE]])
    asked = [due for due in plan.due if due.engine == "model"]
    if asked and model is not None:
        asyncio.run(_ask_model(asked, model, concurrency, lambda due, found: keep([found_in(due, found)])))
    result.overtaken = [record for record in store.gone_decided() if record.id not in overtaken_before]
    return result


def _facts_and_run(due: Due, extraction: Extraction | None) -> tuple[list[Fact], Run]:
    from workbench.recognition import recognize  # here, so that a run with nothing due does not load the rules

    rule_facts = list(recognize(due.document).facts)
    fingerprint = fingerprint_of(due.engine, due.basis)
    if extraction is None:
        return rule_facts, Run(engine="rules", fingerprint=fingerprint, basis=dict(due.basis))
    run = Run(
        engine="model",
        fingerprint=fingerprint,
        basis=dict(due.basis),
        outcome=extraction.outcome,
        replaces=extraction.outcome == "complete" or (extraction.outcome == "invalid" and bool(extraction.facts)),
        attempts=tuple(attempt.model_dump(mode="json") for attempt in extraction.attempts),
        rejections=tuple(rejected.model_dump(mode="json") for rejected in extraction.rejected),
        sent_back=tuple(rejected.model_dump(mode="json") for rejected in extraction.sent_back),
        coverage=None if extraction.coverage is None else extraction.coverage.model_dump(),
        detail=extraction.detail or None,
    )
    return rule_facts if _unheard(extraction) else merge(extraction.facts, rule_facts), run


def _unheard(extraction: Extraction) -> bool:
    """Whether the model gave no answer at all: the rules then stand in, and nothing can be said of its silence."""
    return not extraction.facts and extraction.outcome not in ANSWERED


async def _ask_model(
    asked: Sequence[Due], model: ModelEngine, concurrency: int, keep: Callable[[Due, Extraction], None]
) -> None:
    gate = asyncio.Semaphore(concurrency)

    async def one(due: Due) -> None:
        async with gate:
            keep(due, await model.extract(due.document))  # at once: a stop in the next article leaves this one stored

    async with model:
        for finished in asyncio.as_completed([one(due) for due in asked]):
            await finished
