"""Facts from documents: rules always, the model where it is asked for, merged, stored.

Requests are in progress on an event loop; text is read and answers are judged beside it (`Workers`), and a thread stores.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from workbench.collecting import seldom_collecting
from workbench.extraction.judging import merge_facts
from workbench.extraction.keeping import Keeper
from workbench.extraction.outcomes import ANSWERED, POSTPONED
from workbench.extraction.rule_results import RuleResults, forget_results, rule_facts
from workbench.extraction.workers import Workers, processes_for
from workbench.facts.document import Document, DocumentHead
from workbench.facts.fact import Record
from workbench.facts.written import WrittenFact
from workbench.pipeline.fingerprints import fingerprint_of, rules_basis
from workbench.pipeline.planning import CONCURRENCY, Due, EngineName, Plan, plan_extraction
from workbench.pipeline.statistics import Paid
from workbench.pipeline.stopping import stopping
from workbench.pipeline.tally import Tally
from workbench.store import Run, Store

if TYPE_CHECKING:
    from workbench.extraction import Extraction, ModelEngine

AT_ONCE = 10
"""Documents per transaction of those read by rules: a disk takes milliseconds to confirm each. Answers of the model are
stored as they come, together with what comes meanwhile: they are in the cache already."""

READ_AHEAD = 50
"""Documents whose texts are read from the store together, ahead of their turn."""

PAUSE = 0.02
"""Seconds that results wait to be stored with others."""

DOCUMENTS_A_REQUEST = 4
"""Documents in progress per request that may be."""

Found: TypeAlias = tuple[DocumentHead, Sequence[WrittenFact], Run]


@dataclass(frozen=True, slots=True)
class Progress:
    """Progress of an extraction, after a document."""

    done: int
    total: int
    document: DocumentHead
    engine: str
    facts: int
    rejections: tuple[dict[str, Any], ...]
    """Candidates rejected after the last attempt, with the reasons."""
    outcome: str
    detail: str | None
    tally: Tally
    """The whole run so far; it continues to be updated."""


@dataclass
class Extracted:
    """The outcome of an extraction."""

    done: list[Progress] = field(default_factory=list)
    skipped: list[DocumentHead] = field(default_factory=list)
    """Documents that have facts from this engine, prompt and schema already."""
    postponed: list[tuple[DocumentHead, str, str]] = field(default_factory=list)
    """Documents that were not finished, with the outcome (stopped, over_budget, batched) and its detail."""
    overtaken: list[Record] = field(default_factory=list)
    """Facts that a person had decided on and that are no longer found with the same content."""
    stopped: bool = False
    """Whether it was stopped by Ctrl-C."""
    in_batches: list[DocumentHead] = field(default_factory=list)
    """Documents that wait for a batch and are not asked about directly, which would be paid twice."""
    paid: Paid = field(default_factory=Paid)
    """What was paid for in this run."""
    seconds: dict[str, float] = field(default_factory=dict)
    """CPU time spent beside the event loop, by the function that spent it, and by `store`."""

    @property
    def cost(self) -> dict[str, Any]:
        """Requests, tokens and USD of what was paid in this run."""
        return self.paid.cost

    @property
    def outcomes(self) -> Counter[str]:
        """How many documents were not finished, by outcome."""
        waiting = Counter({"batched": len(self.in_batches)})
        return waiting + Counter(outcome for _document, outcome, _detail in self.postponed)

    @property
    def failed(self) -> list[Progress]:
        """Documents that the model did not answer; rejected facts of an answer are recorded, and no failure."""
        return [step for step in self.done if step.outcome not in ANSWERED]


def extract(
    store: Store,
    documents: Sequence[DocumentHead],
    engine: EngineName,
    model: ModelEngine | None,
    *,
    concurrency: int = CONCURRENCY,
    force: bool = False,
    rules_folder: Path | None = None,
    workers: Workers | None = None,
    on_plan: Callable[[Plan], None] = lambda _plan: None,
    on_progress: Callable[[Progress], None] = lambda _step: None,
) -> Extracted:
    """Extract facts from the documents that are due; each result is stored at once, so that a stop loses nothing.

    `on_plan` gets what is due and why before anything is read or asked. Results of the rules are kept in `rules_folder`.
    `workers` read text and answers; without any, some are started and ended. On Ctrl-C nothing more is sent, requests under
    way are still answered and stored, and the function returns.
    """
    plan = plan_extraction(store, documents, engine, model, force=force)
    on_plan(plan)
    return read_documents(
        store,
        plan,
        model,
        concurrency=concurrency,
        rules_folder=rules_folder,
        workers=workers,
        on_progress=on_progress,
    )


def read_documents(
    store: Store,
    plan: Plan,
    model: ModelEngine | None,
    *,
    concurrency: int = CONCURRENCY,
    rules_folder: Path | None = None,
    workers: Workers | None = None,
    on_progress: Callable[[Progress], None] = lambda _step: None,
) -> Extracted:
    """Extract from the documents that a plan says are due."""
    if workers is None:
        with Workers(processes_for(len(plan.due))) as own:
            return _read_documents(store, plan, model, concurrency, rules_folder, own, on_progress)
    return _read_documents(store, plan, model, concurrency, rules_folder, workers, on_progress)


def _read_documents(
    store: Store,
    plan: Plan,
    model: ModelEngine | None,
    concurrency: int,
    rules_folder: Path | None,
    workers: Workers,
    on_progress: Callable[[Progress], None],
) -> Extracted:
    overtaken_before = {record.id for record in store.gone_decided()}
    rules = RuleResults(rules_folder, rules_basis()["rules"])
    extraction = _ExtractionRun(store, workers, rules, Tally(len(plan.due)), on_progress)
    by_rules = [due for due in plan.due if due.engine == "rules"]
    by_model = [due for due in plan.due if due.engine == "model"]
    with seldom_collecting():
        asyncio.run(extraction.read(by_rules, by_model, model, concurrency))
    forget_results()
    result = extraction.result
    result.skipped = plan.up_to_date
    result.in_batches = plan.in_batches
    result.seconds = dict(workers.seconds)
    result.overtaken = [record for record in store.gone_decided() if record.id not in overtaken_before]
    return result


class _ExtractionRun:
    """One extraction run over documents, on one event loop."""

    def __init__(
        self,
        store: Store,
        workers: Workers,
        rules: RuleResults,
        tally: Tally,
        on_progress: Callable[[Progress], None],
    ) -> None:
        self.result = Extracted(paid=tally.paid)
        self._store = store
        self._workers = workers
        self._rules = rules
        self._tally = tally
        self._on_progress = on_progress

    async def read(
        self, by_rules: Sequence[Due], by_model: Sequence[Due], model: ModelEngine | None, concurrency: int
    ) -> None:
        """First the documents for the rules, then those for the model."""
        with stopping(lambda: self._stop(model)):
            for first in range(0, len(by_rules), AT_ONCE):
                if not self.result.stopped:
                    await self._read_by_rules(by_rules[first : first + AT_ONCE])
            if by_model and model is not None:
                await self._ask_model(by_model, model, concurrency)

    async def _read_by_rules(self, some: Sequence[Due]) -> None:
        read = await asyncio.to_thread(_with_texts, self._store, some)
        found = await asyncio.gather(*(self._workers.run(rule_facts, self._rules, document) for _due, document in read))
        kept = [(due.document, facts, _run(due, None)) for due, facts in zip(some, found, strict=True)]
        await asyncio.to_thread(self._save, kept)
        for each in kept:
            self._report(*each)

    async def _ask_model(self, some: Sequence[Due], model: ModelEngine, concurrency: int) -> None:
        """Ask the model about documents, more of them at a time than requests, so that reading and storing delay no request."""
        keeper: Keeper[Found] = Keeper(self._save, pause=PAUSE)
        documents = _DueDocuments(self._store, some)

        async def read_on() -> None:
            while (taken := await documents.take()) is not None:
                due, document = taken
                if self.result.stopped:
                    self._postpone(due, "stopped", "")
                else:
                    await self._read_by_model(due, document, model, keeper)

        async with model:
            tasks = [
                asyncio.create_task(read_on())
                for _ in range(min(len(some), 1 + (concurrency - 1) * DOCUMENTS_A_REQUEST))
            ]
            try:
                for finished in asyncio.as_completed(tasks):
                    await finished
            finally:
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)
                await keeper.aclose()

    async def _read_by_model(self, due: Due, document: Document, model: ModelEngine, keeper: Keeper[Found]) -> None:
        extraction = await model.extract(document, self._workers, self._rules)
        if extraction.outcome in POSTPONED:
            self._postpone(due, extraction.outcome, extraction.detail)
            return
        if extraction.merged is not None:
            facts = extraction.merged
        elif _has_no_answer(extraction):
            facts = await self._workers.run(rule_facts, self._rules, document)
            if await asyncio.to_thread(self._store.records, documents=[due.document.id]):
                facts = ()  # what earlier extractions found stays as it is
        else:
            facts = await self._workers.run(merge_facts, extraction.found, self._rules, document)
        found = due.document, facts, _run(due, extraction)
        await keeper.keep(found)
        self._report(*found)

    def _save(self, found: Sequence[Found]) -> None:
        start = time.thread_time()
        self._store.save_extractions((document.id, facts, run) for document, facts, run in found)
        self._workers.seconds["store"] += time.thread_time() - start

    def _report(self, document: DocumentHead, facts: Sequence[WrittenFact], run: Run) -> None:
        """Report a document as done; its facts are on disk by then."""
        self._tally.note(run.outcome, len(facts), run.attempts)
        done, total = self._tally.done, self._tally.total
        step = Progress(
            done, total, document, run.engine, len(facts), run.rejections, run.outcome, run.detail, self._tally
        )
        self.result.done.append(step)
        self._on_progress(step)

    def _postpone(self, due: Due, outcome: str, detail: str) -> None:
        self._tally.postponed += 1
        self.result.postponed.append((due.document, outcome, detail))

    def _stop(self, model: ModelEngine | None) -> None:
        self.result.stopped = True
        if model is not None:
            model.stop()


class _DueDocuments:
    """A queue of the documents that are due, for several tasks; texts are read a few ahead, never all at once."""

    def __init__(self, store: Store, due: Sequence[Due]) -> None:
        self._store = store
        self._due = iter(due)
        self._read: deque[tuple[Due, Document]] = deque()
        self._reading = asyncio.Lock()

    async def take(self) -> tuple[Due, Document] | None:
        """The next document; None when there is none left."""
        async with self._reading:
            if not self._read:
                some = list(islice(self._due, READ_AHEAD))
                self._read.extend(await asyncio.to_thread(_with_texts, self._store, some))
            return self._read.popleft() if self._read else None


def _with_texts(store: Store, some: Sequence[Due]) -> list[tuple[Due, Document]]:
    texts = store.documents_of(due.document.id for due in some)
    return [(due, texts[due.document.id]) for due in some]


def _run(due: Due, extraction: Extraction | None) -> Run:
    fingerprint = fingerprint_of(due.engine, due.basis)
    if extraction is None:
        return Run(engine="rules", fingerprint=fingerprint, basis=dict(due.basis))
    return Run(
        engine="model",
        fingerprint=fingerprint,
        basis=dict(due.basis),
        outcome=extraction.outcome,
        replaces=extraction.outcome == "complete" or (extraction.outcome == "invalid" and bool(extraction.found)),
        attempts=tuple(attempt.model_dump(mode="json") for attempt in extraction.attempts),
        rejections=tuple(rejected.model_dump(mode="json") for rejected in extraction.rejected),
        sent_back=tuple(rejected.model_dump(mode="json") for rejected in extraction.sent_back),
        coverage=None if extraction.coverage is None else extraction.coverage.model_dump(),
        detail=extraction.detail or None,
    )


def _has_no_answer(extraction: Extraction) -> bool:
    """Whether the model gave no answer at all. The rules then replace it, and its silence speaks against no fact."""
    return not extraction.found and extraction.outcome not in ANSWERED
