"""`check`: a report against the facts, line by line."""

from __future__ import annotations

from datetime import date as Day
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.app import FOUND, app, example, open_store
from workbench.cli.output import note, print_json
from workbench.language import _

if TYPE_CHECKING:
    from workbench.pipeline.checking import Redraft
    from workbench.store import Store


@app.command(
    help=_("Hold any Markdown report against the facts: every date, number, status, list count and reference in it."),
    epilog=example(
        "workbench check drafts/2026-02-policy-tracker.md", "workbench check report.md --as-of 2026-02-19 --json"
    ),
)
def check(
    file: Annotated[
        Path, typer.Argument(help=_("A report in Markdown, this program's or another's."), show_default=False)
    ],
    as_of: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help=_("The day as of which it is held; the report's own if not given.")),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON."))] = False,
) -> None:
    """Hold a report against the facts."""
    from workbench.pipeline.checking import check_file, read_markdown
    from workbench.verification import read_report

    store = open_store()
    final = "lastReviewed" in read_report(read_markdown(file)).front
    checked = check_file(store, file, as_of.date() if as_of else None, redraft_from(store, final=final))
    if not checked.dated:
        note(_("the report gives no day of its own; held as of today (--as-of DATE chooses another)"))
    if as_json:
        print_json(checked.outcome.json(str(file)))
    else:
        from workbench.cli.finding_lines import print_findings

        print_findings(checked.outcome, str(file), {document.id: document for document in store.documents()})
    if checked.outcome.grave:
        raise typer.Exit(FOUND)


def redraft_from(store: Store, *, final: bool = False) -> Redraft:
    """What the drafts of a store are, for a check to hold a draft against; final ones say who reviewed them."""
    from workbench.cli.drafting import as_draft_lines, compose_draft
    from workbench.verification import DraftLine

    def redraft(period: str, day: Day) -> list[DraftLine]:
        return as_draft_lines(compose_draft(store, period, day, final=final))

    return redraft
