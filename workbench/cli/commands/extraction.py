"""`extract`: facts out of articles, asked directly or in batches."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from workbench.cli.app import FAILED, STOPPED, app, example, open_store, settings, stopped_told
from workbench.cli.output import note, print_json, print_table, say, warn
from workbench.cli.progress import document_name, progress_shown, tokens_text
from workbench.language import _

if TYPE_CHECKING:
    from workbench.extraction import ModelEngine
    from workbench.facts.document import DocumentHead
    from workbench.pipeline.extracting import Extracted
    from workbench.pipeline.planning import Due, EngineName, Plan, Reason
    from workbench.settings import Settings
    from workbench.store import Store

REQUESTS_UNDER_WAY = 16
"""What --concurrency is where it is not given."""

EngineOption = Annotated[
    Literal["auto", "rules", "model"],
    typer.Option(
        help=_("Who reads: rules, the model, or auto (the model where a key or a recorded answer is at hand).")
    ),
]
OfflineOption = Annotated[bool, typer.Option(help=_("Use cached and recorded answers alone; never the network."))]
ConcurrencyOption = Annotated[
    int, typer.Option(min=1, max=256, help=_("Requests under way at most; fewer while the API says it is too much."))
]
RecordOption = Annotated[Path | None, typer.Option(help=_("Write each live answer into this folder as a recording."))]
MaxCostOption = Annotated[
    float | None, typer.Option(min=0, metavar="USD", help=_("Stop before the request that could pass this cost."))
]
YesOption = Annotated[bool, typer.Option("--yes", help=_("Ask also a model whose price is not known."))]
BatchOption = Annotated[
    bool, typer.Option("--batch", help=_("Ask through the API's batches: half the price, within a day."))
]
ResumeOption = Annotated[
    bool, typer.Option("--resume", help=_("With --batch: go on with what was submitted; submit nothing new of others."))
]
NoWaitOption = Annotated[
    bool, typer.Option("--no-wait", help=_("With --batch: return once all that can be asked now is submitted."))
]
ForceOption = Annotated[bool, typer.Option(help=_("Extract also what was extracted already."))]
DueOption = Annotated[
    bool, typer.Option("--due", help=_("Only list what is due and why; nothing is read, asked or stored."))
]

NAMES_SHOWN = 5
"""Documents that a line of the plan names."""
QUOTE_SHOWN = 40
"""Characters of a refused candidate's quote that are told."""
REFUSED_SHOWN = 20
"""Refused candidates that are told after an extraction; `runs` has them all."""

_REASONS: dict[str, Callable[[], str]] = {
    "never_read": lambda: _("never read"),
    "not_answered": lambda: _("not answered the last time"),
    "other_engine": lambda: _("read by another engine"),
    "forced": lambda: _("asked for by --force"),
    "model": lambda: _("model changed"),
    "prompt": lambda: _("prompt changed"),
    "coverage_prompt": lambda: _("prompt of the coverage pass changed"),
    "schema": lambda: _("schema changed"),
    "piece": lambda: _("size of a piece changed"),
    "longest_answer": lambda: _("longest answer changed"),
    "rules": lambda: _("rules changed"),
    "checks": lambda: _("checks changed"),
    "batched": lambda: _("a batch is to answer it"),
}


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
        _list_due(plan_extraction(store, found.documents, engine, model, force=force), as_json=as_json)
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
    for told in model.notices if model is not None else ():
        note(told)
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
    """The same through the API's batches; without `wait` only what can be asked now is submitted."""
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
    for told in session.model.notices:
        note(told)
    return result


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


def refuse_beside_batch(given: Mapping[str, bool], engine: EngineName, offline: bool) -> None:
    """Raises where an option was given that --batch makes no sense with; `given`: further ones, and whether they were."""
    for option, was in {"--engine": engine == "rules", "--offline": offline, **given}.items():
        if was:
            raise typer.BadParameter(_("it does not go with --batch"), param_hint=option)


def show_plan(plan: Plan) -> None:
    """What is due and why, a line a reason, on stderr; nothing where nothing is due."""
    by_reason: dict[str, list[DocumentHead]] = {}
    for due in plan.due:
        by_reason.setdefault(_why(due), []).append(due.document)
    for why, documents in by_reason.items():
        names = ", ".join(document_name(document) for document in documents[:NAMES_SHOWN])
        more = " …" if len(documents) > NAMES_SHOWN else ""
        note(_("due: {count} ({why}): {names}").format(count=len(documents), why=why, names=names + more))


def report_extracted(result: Extracted) -> None:
    """Say what an extraction did, and with which engine."""
    engines = sorted({step.engine for step in result.done})
    say(
        _("{done} documents extracted ({engines}), {skipped} were up to date, {failed} with trouble").format(
            done=len(result.done),
            engines=", ".join(engines) or "–",
            skipped=len(result.skipped),
            failed=len(result.failed),
        )
    )
    _report_refused(result)
    _report_postponed(result)
    _report_cost(result)
    if result.overtaken:
        say(
            _(
                "{count} facts that a person had decided on read otherwise now, or are gone; "
                "`workbench facts --state superseded` lists them"
            ).format(count=len(result.overtaken))
        )


def _report_postponed(result: Extracted) -> None:
    counts = result.outcomes
    if counts["over_budget"]:
        say(
            _("{count} documents are left by --max-cost; the same command with more of it goes on").format(
                count=counts["over_budget"]
            )
        )
    if counts["stopped"]:
        say(_("{count} documents are left by the stop; the same command goes on").format(count=counts["stopped"]))
    if counts["batched"]:
        say(
            _("{count} documents wait for a batch. Next: workbench extract --batch --resume").format(
                count=counts["batched"]
            )
        )


def _report_cost(result: Extracted) -> None:
    """What was paid, where anything was."""
    from workbench.extraction.prices import price_list

    cost = result.cost
    if not cost["requests"]:
        return
    usd = _("price unknown") if cost["usd"] is None else _("{usd:.2f} USD").format(usd=cost["usd"])
    say(
        _("{requests} requests paid: {tokens}; {usd} ({prices})").format(
            requests=cost["requests"], tokens=tokens_text(cost), usd=usd, prices=price_list()
        )
    )


def _report_refused(result: Extracted) -> None:
    """The facts that were refused to the last, each with its reasons."""
    lines = [
        f"  ✗ {document_name(step.document)} · {_kind(candidate)}{_quoted(candidate)}: "
        + "; ".join(candidate["reasons"])
        for step in result.done
        for candidate in step.rejections
    ]
    for line in lines[:REFUSED_SHOWN]:
        say(line)
    if len(lines) > REFUSED_SHOWN:
        say("  " + _("{count} more; `workbench runs --json` has them all").format(count=len(lines) - REFUSED_SHOWN))


def _list_due(plan: Plan, *, as_json: bool) -> None:
    if as_json:
        for due in plan.due:
            print_json(
                {
                    "document": due.document.id,
                    "title": due.document.title or due.document.name,
                    "engine": due.engine,
                    "reasons": [asdict(reason) for reason in due.reasons],
                }
            )
        return
    print_table(
        "",
        [_("id"), _("title"), _("engine"), _("why")],
        [[due.document.id[:10], document_name(due.document), due.engine, _why(due)] for due in plan.due],
    )
    say(_("{due} documents are due, {fresh} are up to date").format(due=len(plan.due), fresh=len(plan.up_to_date)))


def _why(due: Due) -> str:
    return "; ".join(map(_reason_text, due.reasons))


def _reason_text(reason: Reason) -> str:
    told = _REASONS[reason.code]()
    if reason.before is None and reason.now is None:
        return told
    if reason.now is None:
        return f"{told}: {reason.before}"
    return f"{told}: {reason.before or '–'} → {reason.now}"


def _kind(candidate: dict[str, Any]) -> str:

    from workbench.review.wording import kind_name

    return kind_name(str(candidate["content"].get("kind", "")))


def _quoted(candidate: dict[str, Any]) -> str:
    quote = " ".join(" ".join(candidate["quotes"][:1]).split())
    return f" 「{quote[:QUOTE_SHOWN]}{'…' if len(quote) > QUOTE_SHOWN else ''}」" if quote else ""
