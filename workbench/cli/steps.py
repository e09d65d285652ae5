"""Steps of the pipeline for commands: run with their progress on screen, and reported in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date as Day
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from workbench.cli.extraction_lines import show_plan
from workbench.cli.output import note, say, warn
from workbench.cli.progress import progress_shown
from workbench.language import _

if TYPE_CHECKING:
    from workbench.extraction import ModelEngine
    from workbench.facts.document import DocumentHead
    from workbench.pipeline.adding import Added
    from workbench.pipeline.extracting import Extracted
    from workbench.pipeline.planning import EngineName, Plan
    from workbench.pipeline.writing import Written
    from workbench.settings import Settings
    from workbench.store import Store


def report_added(added: Added) -> None:
    """Say what became of the files."""
    for failure in added.failures:
        warn(failure)
    for remark in added.remarks:
        note(remark)
    say(
        _("{new} new, {known} known already, {failed} not read").format(
            new=len(added.new), known=len(added.known), failed=len(added.failures)
        )
    )


def extract_shown(
    chosen: Settings,
    store: Store,
    documents: Sequence[DocumentHead],
    engine: EngineName,
    model: ModelEngine | None,
    concurrency: int,
    *,
    force: bool = False,
    max_cost: float | None = None,
    yes: bool = False,
) -> Extracted:
    """Extract facts, with plan, progress and notices on stderr."""
    from workbench.pipeline import extract as run_extraction
    from workbench.pipeline.spending import require_known_price

    def on_plan(plan: Plan) -> None:
        require_known_price(store, plan, model, agreed=yes, max_cost=max_cost)
        show_plan(plan)

    with progress_shown() as shown:
        result = run_extraction(
            store,
            documents,
            engine,
            model,
            concurrency=concurrency,
            force=force,
            rules_folder=chosen.rules_dir,
            on_plan=on_plan,
            on_progress=shown.step,
        )
    for notice in model.notices if model is not None else ():
        note(notice)
    return result


def extract_in_batches(
    chosen: Settings,
    store: Store,
    documents: Sequence[DocumentHead],
    *,
    force: bool = False,
    max_cost: float | None = None,
    yes: bool = False,
    wait: bool = True,
) -> Extracted:
    """Extract facts through the API's batches, with plan, progress and notices; without `wait`, return when submitted."""
    from workbench.pipeline import batch_session
    from workbench.pipeline.spending import require_known_price

    def on_plan(plan: Plan) -> None:
        require_known_price(store, plan, session.model, agreed=yes, max_cost=max_cost)
        show_plan(plan)

    with progress_shown() as shown:
        session = batch_session(
            chosen, store, max_cost=max_cost, on_plan=on_plan, on_progress=shown.step, tell=shown.tell
        )
        result = session.extract(documents, force=force, wait=wait)
    for notice in session.model.notices:
        note(notice)
    return result


def refuse_beside_batch(given: Mapping[str, bool], engine: EngineName, offline: bool) -> None:
    """Raises where an option was given that --batch makes no sense with; `given`: further ones, and whether they were."""
    for option, was in {"--engine": engine == "rules", "--offline": offline, **given}.items():
        if was:
            raise typer.BadParameter(_("it does not go with --batch"), param_hint=option)


def report_written(written: Written) -> None:
    """Say which assessments were drafted, and which sections could not be."""
    from workbench.review.wording import refusal_text

    for notice in written.notices:
        note(notice)
    for failure in written.failures:
        warn(failure)
    for text, reasons in written.refused:
        note(_("refused: {reason}").format(reason=f"{text} — {'; '.join(map(refusal_text, reasons))}"))
    say(_("{count} assessments drafted; they await a person").format(count=written.count))
    if written.skipped and not written.count and not written.failures:
        note(_("No approved fact to write from yet. Next: workbench review"))


def make_draft(store: Store, period: str, as_of: Day, out: Path) -> Path:
    """Compose and write a draft, keep it among the past ones, say where it is, and give its path."""
    from workbench.cli.drafting import draft_with_gates

    paths = draft_with_gates(lambda: store, period, as_of, out).write(out)
    say_where(paths)
    return paths[0]


def say_where(paths: tuple[Path, Path], simplified: Path | None = None) -> None:
    """Say where a draft, its provenance and its simplified edition lie."""
    say(_("Draft: {path}").format(path=paths[0]))
    if simplified is not None:
        say(_("Simplified edition: {path}").format(path=simplified))
    say(_("Provenance: {path}").format(path=paths[1]))
