"""`check`: a report against the facts, line by line."""

from __future__ import annotations

from datetime import date as Day
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.app import FOUND, app, example, open_store
from workbench.cli.options import JsonOption
from workbench.cli.output import note, print_json
from workbench.collecting import not_collecting
from workbench.language import _

if TYPE_CHECKING:
    from workbench.store import Store
    from workbench.verification import Outcome


@app.command(
    help=_("Check any Markdown report against the facts: every date, number, status, list count and reference in it."),
    epilog=example(
        "workbench check drafts/2026-02-policy-tracker.md",
        "workbench check report.md --as-of 2026-02-19 --json",
        "workbench check drafts/2026-02-policy-tracker.md --provenance",
    ),
)
def check(
    file: Annotated[
        Path, typer.Argument(help=_("A report in Markdown, this program's or another's."), show_default=False)
    ],
    as_of: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help=_("The day as of which it is checked; the report's own if not given.")),
    ] = None,
    provenance: Annotated[
        bool,
        typer.Option(help=_("Check a draft against its provenance: which line, fact or article changed since.")),
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Check a report against the facts."""
    store = open_store()
    day = as_of.date() if as_of else None
    with not_collecting():
        outcome = _held_against_provenance(store, file) if provenance else _held_against_facts(store, file, day)
    if as_json:
        print_json(outcome.json(str(file)))
    else:
        from workbench.cli.finding_lines import print_findings

        print_findings(outcome, str(file), {document.id: document for document in store.documents()})
    if outcome.grave:
        raise typer.Exit(FOUND)


def _held_against_facts(store: Store, file: Path, as_of: Day | None) -> Outcome:
    from workbench.cli.drafting import Snapshot
    from workbench.cli.redrafting import redraft_like
    from workbench.pipeline.checking import check_against, read_markdown

    snapshot, text = Snapshot(lambda: store), read_markdown(file)
    redraft = redraft_like(snapshot, text, file.parent)
    checked = check_against(snapshot.records, snapshot.documents, text, as_of, redraft, redraft.kept)
    if not checked.dated:
        note(_("the report gives no day of its own; checked as of today (--as-of DATE chooses another)"))
    return checked.outcome


def _held_against_provenance(store: Store, file: Path) -> Outcome:
    from workbench.pipeline.checking import read_markdown
    from workbench.report import load_provenance, provenance_path, verify_provenance

    return verify_provenance(
        read_markdown(file).removesuffix("\n").split("\n"),
        load_provenance(provenance_path(file)),
        {record.id: record for record in store.records(superseded=True)},
        {document.id: document for document in store.documents()},
    )
