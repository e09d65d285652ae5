"""`runs`: the record of each extraction."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from workbench.cli.app import FAILED, app, example, open_store
from workbench.cli.options import JsonLinesOption
from workbench.cli.output import print_json, print_table, warn
from workbench.language import _


@app.command(
    help=_("Show the record of each extraction: which model was asked, with what, at what price, how it ended."),
    epilog=example("workbench runs", "workbench runs 3f2a --json"),
)
def runs(
    name: Annotated[
        str | None, typer.Argument(metavar="DOCUMENT", help=_("Id, prefix or path; none: all."), show_default=False)
    ] = None,
    as_json: JsonLinesOption = False,
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
    from workbench.extraction.outcomes import outcome_name
    from workbench.review.wording import origin_name

    covered, price = row["coverage"], row["cost"]
    return [
        row["document"][:10],
        row["at"][:16].replace("T", " "),
        origin_name(row["engine"]),
        outcome_name(row["outcome"]),
        ", ".join(row["model_resolved"]) or row["model"],
        row["prompt"],
        row["schema"],
        len(row["requests"]),
        f"{price['input_tokens']} / {price['output_tokens']}",
        "?" if price["usd"] is None else price["usd"],
        len(row["rejected"]),
        "" if covered is None else _("{asked} asked, {facts} found").format(**covered),
    ]
