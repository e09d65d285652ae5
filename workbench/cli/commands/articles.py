"""`add`, `documents`, `extract`, `coverage`: articles in, facts out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from workbench.cli.app import FAILED, app, example, open_store, settings
from workbench.cli.output import note, print_json, print_table, say, warn
from workbench.language import _

if TYPE_CHECKING:
    from workbench.pipeline.adding import Added
    from workbench.pipeline.extracting import Extracted, Progress

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
JsonOption = Annotated[bool, typer.Option("--json", help=_("Print JSON, one object a line."))]


@app.command(help=_("Read articles (.txt .md .html, folders of them) into the store."), epilog=example(
    "workbench add articles/ --publisher 商務部 --tier official", "workbench add review.txt --date 2026-01"
))  # fmt: skip
def add(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH", help=_("Files or folders."), show_default=False)],
    publisher: Annotated[str | None, typer.Option(help=_("Who published it."))] = None,
    tier: Annotated[
        str | None, typer.Option(help=_("Weight of the source: official, law_firm, news, opinion."))
    ] = None,
    date: Annotated[
        str | None, typer.Option(help=_("Day of publication; YYYY-MM gives the year of its dates only."))
    ] = None,
    url: Annotated[str | None, typer.Option(help=_("Where it was published."))] = None,
) -> None:
    """Read articles into the store."""
    from workbench.documents import given_metadata
    from workbench.pipeline.adding import add_articles

    given = given_metadata(publisher=publisher, tier=tier, published=date, url=url)
    added = add_articles(open_store(), paths, given)
    report_added(added)
    if added.documents:
        say(_("Next: workbench extract"))
    if added.failures:
        raise typer.Exit(FAILED)


@app.command(help=_("Show what is in the store."), epilog=example("workbench documents --json"))
def documents(
    with_text: Annotated[
        bool, typer.Option("--with-text", help=_("With the text that offsets count in (JSON)."))
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Show what is in the store."""
    from workbench.pipeline.listing import document_rows

    rows = document_rows(open_store(), with_text=with_text)
    if as_json or with_text:
        for row in rows:
            print_json(row)
        return
    print_table(
        "",
        [_("id"), _("title"), _("publisher"), _("published"), _("tier"), _("script"), _("characters"), _("facts")],
        [
            [
                row["id"][:10],
                row["title"] or row["name"],
                row["publisher"],
                row["published"],
                row["tier"],
                row["script"],
                row["characters"],
                " ".join(f"{state}:{count}" for state, count in row["facts"].items()),
            ]
            for row in rows
        ],
    )


@app.command(
    help=_("Extract facts from documents that have none yet from this engine, prompt and schema."),
    epilog=example("workbench extract", "workbench extract articles/ --engine rules", "workbench extract --offline"),
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
) -> None:
    """Extract facts."""
    from workbench.pipeline import extract as run_extraction
    from workbench.pipeline import find_documents, model_engine, policy_of, route_all

    chosen = settings()
    store = open_store(chosen)
    found = find_documents(store, names or [])
    for failure in found.failures:
        warn(failure)
    if not found.documents and not found.failures:
        say(_("There is no document yet. Next: workbench add PATH"))
        return
    model = model_engine(chosen, offline=offline, record_dir=record) if engine != "rules" else None
    result = run_extraction(
        store, found.documents, engine, model, concurrency=concurrency, force=force, on_progress=show_progress
    )
    routed = route_all(store, policy_of(chosen.triage))
    report_extracted(result)
    say(_("{waiting} facts await a person. Next: workbench review").format(waiting=routed.waiting))
    if found.failures or result.failed:
        raise typer.Exit(FAILED)


@app.command(help=_("List recognised mentions that no fact covers."), epilog=example("workbench coverage 3f2a --json"))
def coverage(
    name: Annotated[
        str | None, typer.Argument(metavar="DOCUMENT", help=_("Id, prefix or path; none: all."), show_default=False)
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """List what no fact covers."""
    from workbench.pipeline import find_documents
    from workbench.pipeline.listing import coverage_rows

    store = open_store()
    found = find_documents(store, [name] if name is not None else [])
    for failure in found.failures:
        warn(failure)
    rows = coverage_rows(store, found.documents)
    if as_json:
        for row in rows:
            print_json(row)
    else:
        print_table(
            "",
            [_("document"), _("place"), _("mention"), _("value"), _("quote")],
            [[row["document"][:10], row["start"], row["mention"], row["value"], row["quote"]] for row in rows],
        )
    if found.failures:
        raise typer.Exit(FAILED)


def report_added(added: Added) -> None:
    """Say what became of the files."""
    for failure in added.failures:
        warn(failure)
    say(
        _("{new} new, {known} known already, {failed} not read").format(
            new=len(added.new), known=len(added.known), failed=len(added.failures)
        )
    )


def show_progress(step: Progress) -> None:
    """One line of progress per document, on stderr."""
    from workbench.pipeline.extracting import ANSWERED

    line = _("[{done}/{total}] {title}: {facts} facts ({engine})").format(
        done=step.done,
        total=step.total,
        title=step.document.title or step.document.name or step.document.id[:10],
        facts=step.facts,
        engine=step.engine,
    )
    if step.rejected:
        line += " · " + _("{rejected} refused").format(rejected=step.rejected)
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
