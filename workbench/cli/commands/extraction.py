"""`extract` and `runs`: facts out of articles, and what is kept of each extraction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from workbench.cli.app import FAILED, app, example, open_store, settings
from workbench.cli.commands.articles import JsonOption
from workbench.cli.output import note, print_json, print_table, say, warn
from workbench.language import _

if TYPE_CHECKING:
    from workbench.facts.document import Document
    from workbench.pipeline.extracting import Extracted, Progress
    from workbench.pipeline.planning import Due, Plan, Reason

EngineOption = Annotated[
    Literal["auto", "rules", "model"],
    typer.Option(
        help=_("Who reads: rules, the model, or auto (the model where a key or a recorded answer is at hand).")
    ),
]
OfflineOption = Annotated[bool, typer.Option(help=_("Use cached and recorded answers alone; never the network."))]
ConcurrencyOption = Annotated[int, typer.Option(min=1, max=256, help=_("Articles in flight at once."))]
RecordOption = Annotated[Path | None, typer.Option(help=_("Write each live answer into this folder as a recording."))]
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
    concurrency: ConcurrencyOption = 4,
    record: RecordOption = None,
    force: ForceOption = False,
    due: DueOption = False,
    as_json: Annotated[bool, typer.Option("--json", help=_("With --due: print JSON, one object a line."))] = False,
) -> None:
    """Extract facts."""
    from workbench.pipeline import extract as run_extraction
    from workbench.pipeline import find_documents, model_engine, plan_extraction, policy_of, route_all

    chosen = settings()
    store = open_store(chosen)
    if as_json and not due:
        raise typer.BadParameter(_("it goes with --due"), param_hint="--json")
    found = find_documents(store, names or [])
    for failure in found.failures:
        warn(failure)
    if not found.documents and not found.failures:
        say(_("There is no document yet. Next: workbench add PATH"))
        return
    model = model_engine(chosen, offline=offline, record_dir=record) if engine != "rules" else None
    if due:
        _list_due(plan_extraction(store, found.documents, engine, model, force=force), as_json=as_json)
        raise typer.Exit(FAILED if found.failures else 0)
    result = run_extraction(
        store,
        found.documents,
        engine,
        model,
        concurrency=concurrency,
        force=force,
        on_plan=show_plan,
        on_progress=show_progress,
    )
    routed = route_all(store, policy_of(chosen.triage))
    report_extracted(result)
    say(_("{waiting} facts await a person. Next: workbench review").format(waiting=routed.waiting))
    if found.failures or result.failed:
        raise typer.Exit(FAILED)


@app.command(
    help=_("Show what is kept of each extraction: who was asked, with what, at what price, how it ended."),
    epilog=example("workbench runs", "workbench runs 3f2a --json"),
)
def runs(
    name: Annotated[
        str | None, typer.Argument(metavar="DOCUMENT", help=_("Id, prefix or path; none: all."), show_default=False)
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Show what is kept of each extraction."""
    from workbench.pipeline import find_documents
    from workbench.pipeline.listing import run_rows

    store = open_store()
    found = find_documents(store, [name]) if name is not None else None
    for failure in found.failures if found is not None else ():
        warn(failure)
    chosen = None if found is None else {document.id for document in found.documents}
    rows = list(run_rows(run for run in store.runs() if chosen is None or run.document in chosen))
    if as_json:
        for row in rows:
            print_json(row)
    else:
        print_table("", _run_columns(), map(_run_cells, rows))
    if found is not None and found.failures:
        raise typer.Exit(FAILED)


def show_plan(plan: Plan) -> None:
    """What is due and why, a line a reason, on stderr; nothing where nothing is due."""
    by_reason: dict[str, list[Document]] = {}
    for due in plan.due:
        by_reason.setdefault(_why(due), []).append(due.document)
    for why, documents in by_reason.items():
        names = ", ".join(_name(document) for document in documents[:NAMES_SHOWN])
        more = " …" if len(documents) > NAMES_SHOWN else ""
        note(_("due: {count} ({why}): {names}").format(count=len(documents), why=why, names=names + more))


def show_progress(step: Progress) -> None:
    """One line of progress per document, on stderr."""
    from workbench.extraction.outcomes import ANSWERED

    line = _("[{done}/{total}] {title}: {facts} facts ({engine})").format(
        done=step.done,
        total=step.total,
        title=_name(step.document),
        facts=step.facts,
        engine=step.engine,
    )
    if step.rejections:
        line += " · " + _("{rejected} refused").format(rejected=len(step.rejections))
    if step.outcome not in ANSWERED:
        line += f" · {step.outcome}" + (f": {step.detail.splitlines()[0]}" if step.detail else "")
    note(line)


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
    if result.overtaken:
        say(
            _(
                "{count} facts that a person had decided on read otherwise now, or are gone; "
                "`workbench facts --state superseded` lists them"
            ).format(count=len(result.overtaken))
        )


def _report_refused(result: Extracted) -> None:
    """The facts that were refused to the last, each with its reasons."""
    lines = [
        f"  ✗ {_name(step.document)} · {_kind(candidate)}{_quoted(candidate)}: " + "; ".join(candidate["reasons"])
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
        [[due.document.id[:10], _name(due.document), due.engine, _why(due)] for due in plan.due],
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


def _name(document: Document) -> str:
    return document.title or document.name or document.id[:10]


def _kind(candidate: dict[str, Any]) -> str:
    from workbench.review.wording import kind_name

    return kind_name(str(candidate["content"].get("kind", "")))


def _quoted(candidate: dict[str, Any]) -> str:
    quote = " ".join(" ".join(candidate["quotes"][:1]).split())
    return f" 「{quote[:QUOTE_SHOWN]}{'…' if len(quote) > QUOTE_SHOWN else ''}」" if quote else ""


def _run_columns() -> list[str]:
    return [
        _("document"),
        _("at"),
        _("engine"),
        _("outcome"),
        _("model"),
        _("prompt"),
        _("schema"),
        _("requests"),
        _("tokens in / out"),
        _("USD"),
        _("refused"),
        _("coverage pass"),
    ]


def _run_cells(row: dict[str, Any]) -> list[object]:
    covered, price = row["coverage"], row["cost"]
    return [
        row["document"][:10],
        row["at"][:16].replace("T", " "),
        row["engine"],
        row["outcome"],
        ", ".join(row["model_resolved"]) or row["model"],
        row["prompt"],
        row["schema"],
        len(row["requests"]),
        f"{price['input_tokens']} / {price['output_tokens']}",
        "?" if price["usd"] is None else price["usd"],
        len(row["rejected"]),
        "" if covered is None else _("{asked} asked, {facts} found").format(**covered),
    ]
