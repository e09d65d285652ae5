"""`extract`: facts out of articles, asked directly or in batches."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.app import FAILED, app, example, open_store, settings
from workbench.cli.extraction_lines import list_due, report_extracted
from workbench.cli.options import (
    REQUESTS_UNDER_WAY,
    BatchOption,
    ConcurrencyOption,
    DueOption,
    EngineOption,
    ForceOption,
    MaxCostOption,
    NoWaitOption,
    OfflineOption,
    RecordOption,
    ResumeOption,
    YesOption,
)
from workbench.cli.output import STOPPED, say, stopped_told, warn
from workbench.cli.steps import extract_in_batches, extract_shown, refuse_beside_batch
from workbench.language import _

if TYPE_CHECKING:
    from workbench.extraction import ModelEngine
    from workbench.pipeline.planning import EngineName
    from workbench.settings import Settings


@app.command(
    help=_("Extract facts from documents that have none yet from this engine, prompt and schema."),
    epilog=example("workbench extract", "workbench extract articles/ --engine rules", "workbench extract --due"),
)
def extract(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="DOCUMENT", help=_("Ids, prefixes of ids, or paths; none: all."), show_default=False),
    ] = None,
    engine: EngineOption = "auto",
    offline: OfflineOption = False,
    concurrency: ConcurrencyOption = REQUESTS_UNDER_WAY,
    max_cost: MaxCostOption = None,
    batch: BatchOption = False,
    resume: ResumeOption = False,
    no_wait: NoWaitOption = False,
    yes: YesOption = False,
    record: RecordOption = None,
    force: ForceOption = False,
    due: DueOption = False,
    as_json: Annotated[bool, typer.Option("--json", help=_("With --due: print JSON, one object a line."))] = False,
) -> None:
    """Extract facts."""
    from workbench.pipeline import find_documents, plan_extraction, policy_of, route_all

    _refuse_what_does_not_go_together(engine, offline, batch, resume, no_wait, record, due, as_json)
    chosen = settings()
    store = open_store(chosen)
    found = find_documents(store, names or [])
    for failure in found.failures:
        warn(failure)
    if not found.documents and not found.failures:
        say(_("There is no document yet. Next: workbench add PATH"))
        return
    if due:
        model = _model(chosen, engine, offline, record, concurrency, max_cost)
        list_due(plan_extraction(store, found.documents, engine, model, force=force), as_json=as_json)
        raise typer.Exit(FAILED if found.failures else 0)
    if batch:
        documents = [] if resume and not names else found.documents
        result = extract_in_batches(chosen, store, documents, force=force, max_cost=max_cost, yes=yes, wait=not no_wait)
    else:
        model = _model(chosen, engine, offline, record, concurrency, max_cost)
        result = extract_shown(
            chosen, store, found.documents, engine, model, concurrency, force=force, max_cost=max_cost, yes=yes
        )
    routed = route_all(store, policy_of(chosen.triage))
    report_extracted(result)
    say(_("{waiting} facts await a person. Next: workbench review").format(waiting=routed.waiting))
    if result.stopped:
        warn(stopped_told())
        raise typer.Exit(STOPPED)
    if found.failures or result.failed or result.outcomes["over_budget"]:
        raise typer.Exit(FAILED)


def _model(
    chosen: Settings,
    engine: EngineName,
    offline: bool,
    record: Path | None,
    concurrency: int,
    max_cost: float | None,
) -> ModelEngine | None:
    from workbench.pipeline import model_engine

    if engine == "rules":
        return None
    return model_engine(chosen, offline=offline, record_dir=record, concurrency=concurrency, max_cost=max_cost)


def _refuse_what_does_not_go_together(
    engine: EngineName,
    offline: bool,
    batch: bool,
    resume: bool,
    no_wait: bool,
    record: Path | None,
    due: bool,
    as_json: bool,
) -> None:
    if as_json and not due:
        raise typer.BadParameter(_("it goes with --due"), param_hint="--json")
    for given, option in ((resume, "--resume"), (no_wait, "--no-wait")):
        if given and not batch:
            raise typer.BadParameter(_("it goes with --batch"), param_hint=option)
    if batch:
        refuse_beside_batch({"--record": record is not None, "--due": due}, engine, offline)
