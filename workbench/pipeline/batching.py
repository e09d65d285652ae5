"""Extraction through batches: the engine's requests are collected, submitted together, and their answers read back.

Nothing else differs from asking directly. The engine reads documents from stored answers; requests without a stored answer go
into the next batch, until none is left. The journal is written before every submission, so that a command that was killed can
be resumed at any point, and no paid batch is forgotten.
"""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from workbench.errors import WorkbenchError
from workbench.extraction.batch_api import MOST_BYTES, MOST_REQUESTS, BatchApi, Doubtful, Gone, NotTaken, RemoteBatch
from workbench.extraction.engine import ModelEngine
from workbench.extraction.records import ResponseRecord
from workbench.facts.document import DocumentHead
from workbench.facts.fact import Record
from workbench.language import _
from workbench.pipeline.batch_requests import BatchCollector, record_of, state_of
from workbench.pipeline.extracting import Extracted, Progress, read_documents
from workbench.pipeline.fingerprints import checked_basis
from workbench.pipeline.planning import CONCURRENCY, Due, Plan, Reason, plan_extraction
from workbench.settings import BatchSettings
from workbench.store import Batch, BatchRequest, Store

AT_ONCE = 200
"""Results stored per transaction."""

_SKEW = timedelta(days=1)
"""How much older than its plan a batch may seem, since the API's clock is another."""


@dataclass
class BatchSession:
    """One command's work on batches."""

    store: Store
    model: ModelEngine
    collector: BatchCollector
    api: BatchApi
    waiting: BatchSettings
    rules_folder: Path | None = None
    concurrency: int = CONCURRENCY
    on_plan: Callable[[Plan], None] = lambda _plan: None
    on_progress: Callable[[Progress], None] = lambda _step: None
    tell: Callable[[str], None] = lambda _last_progress: None
    _strangers: set[str] = field(default_factory=set)
    """Batches of the account that belong to another journal."""
    _last_progress: dict[int, str] = field(default_factory=dict)

    def extract(self, documents: Sequence[DocumentHead], *, force: bool, wait: bool = True) -> Extracted:
        """Extract facts from these documents and from all that wait for a batch already.

        Without `wait` it returns when all that can be asked now is submitted.
        """
        result = Extracted()
        overtaken_before = {record.id for record in self.store.gone_decided()}
        self._account_for_what_is_stored()
        self._collect(wait=wait)
        due = self._due(documents, force=force, result=result)
        while due:
            read = read_documents(
                self.store,
                Plan(due=due),
                self.model,
                concurrency=self.concurrency,
                rules_folder=self.rules_folder,
                on_progress=self.on_progress,
            )
            self.store.batches.account([step.document.id for step in read.done])
            result.done += read.done
            result.paid.take(read.paid)
            result.postponed = read.postponed
            result.stopped = read.stopped
            postponed = {document.id for document, _outcome, _detail in read.postponed}
            due = [each for each in due if each.document.id in postponed]
            wanted = self.collector.taken()
            if read.stopped or not (wanted or self._is_waiting(due)):
                break
            self._submit(wanted)
            if not wait:
                break
            self._collect(wait=True)
        result.overtaken = self._overtaken_since(overtaken_before)
        return result

    def _due(self, documents: Sequence[DocumentHead], *, force: bool, result: Extracted) -> list[Due]:
        plan = plan_extraction(self.store, documents, "model", self.model, force=force)
        begun = self.store.batches.unfinished_documents()
        known = {due.document.id for due in plan.due}
        basis = checked_basis(self.model.basis)
        plan.due += [
            Due(document, "model", basis, (Reason("batched"),))
            for document in self.store.document_heads()
            if document.id in begun - known
        ]
        plan.in_batches = []
        plan.up_to_date = [document for document in plan.up_to_date if document.id not in begun]
        result.skipped = plan.up_to_date
        self.on_plan(plan)
        return plan.due

    def _is_waiting(self, due: Sequence[Due]) -> bool:
        waiting = self.store.batches.waiting_documents()
        return any(each.document.id in waiting for each in due)

    def _account_for_what_is_stored(self) -> None:
        """Account for runs that were stored just before the last command was killed."""
        line = []
        for document, keys in self.store.batches.unaccounted().items():
            attempts = [attempt for run in self.store.runs(document) for attempt in run.attempts]
            if keys <= {attempt["key"] for attempt in attempts if attempt["source"] == "batch"}:
                line.append(document)
        self.store.batches.account(line)

    # submitting

    def _submit(self, wanted: Sequence[BatchRequest]) -> None:
        for some in _slices(wanted):
            number = self.store.batches.plan(some, _who())
            if number is None:
                self.tell(_("another process submits some of these requests; its batch is waited for"))
                continue
            self._send(number, some)

    def _send(self, number: int, requests: Sequence[BatchRequest]) -> None:
        try:
            remote = self.api.submit([(each.custom_id, _body(each)) for each in requests])
        except NotTaken as declined:
            self.store.batches.lost(number)
            raise WorkbenchError(
                _("the API declined a batch: {cause}").format(cause=declined),
                way_out=_("Nothing was paid for it; mend what it names, or extract without --batch"),
            ) from None
        except Doubtful as doubt:
            self.tell(
                _("batch {number}: whether it arrived is not known ({cause}); it is looked for").format(
                    number=number, cause=doubt
                )
            )
            return
        self.store.batches.submitted(number, remote)
        self.tell(
            _("batch {number} submitted: {count} requests ({remote})").format(
                number=number, count=len(requests), remote=remote
            )
        )

    # looking for what was cut off

    def _find(self, batch: Batch) -> Batch | None:
        """Look at the API for a planned batch whose submission was cut off: one of its size that the journal does not name.

        Whether it is the right one shows when its results are read. None where none is found, or where another living
        process is still to submit it.
        """
        if _is_anothers(batch.by):
            return None
        known = self.store.batches.remotes() | self._strangers
        for remote in self.api.listed():
            if remote.created_at < batch.planned_at - _SKEW:
                break
            if remote.id not in known and remote.requests == batch.requests:
                self.store.batches.submitted(batch.number, remote.id)
                self.tell(_("batch {number} had arrived: {remote}").format(number=batch.number, remote=remote.id))
                return replace(batch, remote=remote.id, state="submitted")
        age = datetime.now(UTC) - batch.planned_at
        if not timedelta(0) <= age < timedelta(seconds=self.waiting.grace_seconds):
            self.store.batches.lost(batch.number)
            self.tell(_("batch {number} never arrived; its requests are submitted again").format(number=batch.number))
        return None

    # collecting

    def _collect(self, *, wait: bool) -> None:
        """Read the results of every batch that has ended; with `wait`, poll until none is open."""
        while True:
            still_open = [batch for batch in self.store.batches.open() if not self._settled(batch)]
            self.collector.refresh()
            if not still_open or not wait:
                return
            time.sleep(self.waiting.poll_seconds)

    def _settled(self, batch: Batch) -> bool:
        """Whether a batch is done; reads its results once it has ended."""
        found = batch if batch.remote is not None else self._find(batch)
        if found is None or found.remote is None:
            return batch.number not in {each.number for each in self.store.batches.open()}
        try:
            remote = self.api.look_at(found.remote)
            if not remote.ended:
                self._tell_progress(found, remote)
                return False
            self._read_results(found.remote, found.number)
        except Gone:
            self.store.batches.lost(found.number)
            self.tell(
                _("batch {number} is gone at the API; what it had not answered is submitted again").format(
                    number=found.number
                )
            )
            return True
        if not self.store.batches.collected(found.number):
            return True
        # Its requests were not in it: it was another batch of the same size.
        self._strangers.add(found.remote)
        self.store.batches.forget_remote(found.number)
        return False

    def _read_results(self, remote: str, number: int) -> None:
        waiting = self.store.batches.waiting()
        counted: dict[str, int] = {}
        some: dict[str, tuple[str, str | None]] = {}
        kept: list[ResponseRecord] = []
        for result in self.api.results(remote):
            request = waiting.get(result.custom_id)
            if request is None:
                continue
            self.collector.came_to(request.key, result.message)
            state, detail = state_of(result)
            counted[state] = counted.get(state, 0) + 1
            some[request.key] = state, detail
            if state == "answered" and result.message is not None:
                kept.append(record_of(request, result.message))
            if len(some) >= AT_ONCE:
                self._keep(kept, some)
                kept, some = [], {}
        self._keep(kept, some)
        line = ", ".join(f"{count} {state}" for state, count in sorted(counted.items())) or "–"
        self.tell(_("batch {number} collected: {counts}").format(number=number, counts=line))

    def _keep(self, records: Sequence[ResponseRecord], states: dict[str, tuple[str, str | None]]) -> None:
        """Store the answers, then their states: an answer that the journal calls answered must be in the cache."""
        self.model.client.keep(records)
        self.store.batches.note_results(states)

    def _tell_progress(self, batch: Batch, remote: RemoteBatch) -> None:
        done = remote.requests - remote.counts.get("processing", 0)
        line = _("batch {number}: {done} of {count} processed").format(
            number=batch.number, done=done, count=remote.requests
        )
        if self._last_progress.get(batch.number) != line:
            self._last_progress[batch.number] = line
            self.tell(line)

    def _overtaken_since(self, before: set[str]) -> list[Record]:
        return [record for record in self.store.gone_decided() if record.id not in before]


def _body(request: BatchRequest) -> dict[str, object]:
    return {**request.frame["body"], "messages": list(request.messages)}


def _slices(requests: Sequence[BatchRequest]) -> Iterator[list[BatchRequest]]:
    some: list[BatchRequest] = []
    size = 0
    for request in requests:
        own = len(str(_body(request)).encode())
        if some and (len(some) >= MOST_REQUESTS or size + own > MOST_BYTES):
            yield some
            some, size = [], 0
        some.append(request)
        size += own
    if some:
        yield some


def _who() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"


def _is_anothers(by: str) -> bool:
    """Whether another living process of this machine planned it, and so is about to submit it."""
    host, _colon, process = by.rpartition(":")
    if host != socket.gethostname() or not process.isdigit() or int(process) == os.getpid():
        return False
    try:
        os.kill(int(process), 0)
    except (OSError, OverflowError):
        return False
    return True
