"""Checking reports: single changes to a draft that are found on their line, and the time of a check."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from benchmarks.invented import fill_store
from benchmarks.measuring import Row, seconds
from tests.demo.mutations import mutations
from workbench.cli.drafting import Snapshot
from workbench.cli.redrafting import StoreDrafts
from workbench.pipeline import checking
from workbench.pipeline.demo import demo_settings, run_demo
from workbench.resolution import statements_of
from workbench.settings import load_settings
from workbench.store import Store
from workbench.verification import DraftLine, check_report, read_report
from workbench.verification.known import Known

PERIOD, AS_OF, CHANGES, FACTS = "2025-10..2026-02", date(2026, 2, 19), 200, 10_000


def rows() -> Iterator[Row]:
    """The bundled draft, as it stands and with everything approved; and a check with many facts."""
    with tempfile.TemporaryDirectory() as name:
        settings = demo_settings(load_settings(), Path(name))
        store = Store(settings.store_url)
        run_demo(settings, store, lambda _step: None)
        yield _changed(store, "as triage left it")
        for record in store.records():
            if record.state == "pending":
                store.decide(record.id, "approve", reviewer="benchmark")
        yield _changed(store, "everything approved")
    yield _time()


def _changed(store: Store, state: str) -> Row:
    redraft = StoreDrafts(Snapshot(lambda: store), None)
    composed: dict[tuple[str, date], Sequence[DraftLine]] = {}

    def lines(period: str, day: date) -> Sequence[DraftLine]:
        if (period, day) not in composed:
            composed[period, day] = redraft(period, day)
        return composed[period, day]

    draft = "".join(f"{line.text}\n" for line in lines(PERIOD, AS_OF))
    records, documents = store.records(), {document.id: document for document in store.documents()}

    def found(text: str) -> list[int | None]:
        checked = checking.check_against(records, documents, text, None, lines)
        return [finding.line for finding in checked.outcome.findings]

    untouched = len(found(draft))
    hits = [found(mutation.text) == [mutation.line] for mutation in mutations(draft, CHANGES, seed=1)]
    return Row(
        f"single changes to the bundled draft, {state}: found on their line, and nothing else",
        f"{sum(hits)} of {len(hits)}",
        f"unchanged: {untouched} findings",
    )


def _time() -> Row:
    with tempfile.TemporaryDirectory() as name:
        store = fill_store(f"sqlite:///{name}/workbench.db", FACTS)
        records, documents = store.records(), {document.id: document for document in store.documents()}
        statements = statements_of(records, documents)
        usable = frozenset(record.id for record in records if record.usable)
        draft = StoreDrafts(Snapshot(lambda: store), None)("2025-01..2025-12", date(2025, 12, 31))
    text = "\n".join(line.text for line in draft[:300])
    whole = seconds(lambda: check_report(read_report(text), statements, usable, AS_OF), times=3)
    started = time.perf_counter()
    Known(statements, usable, AS_OF)
    resolving = time.perf_counter() - started
    return Row(
        f"check of a report of 300 lines, {FACTS:,} facts", f"{whole:.2f} s", f"{resolving:.2f} s of it the timeline"
    )
