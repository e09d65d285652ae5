"""`facts`: what was extracted, as JSON or a table."""

from __future__ import annotations

from typing import Annotated

import typer

from workbench.cli.app import app, example, known_word, open_store
from workbench.cli.options import JsonLinesOption
from workbench.cli.output import print_json, print_table
from workbench.language import _


@app.command(
    help=_("List facts, one JSON object a line."),
    epilog=example("workbench facts --kind status_change --json", "workbench facts --state pending"),
)
def facts(
    document: Annotated[str | None, typer.Option(help=_("Of this document (id or prefix)."))] = None,
    kind: Annotated[str | None, typer.Option(help=_("Of this kind."))] = None,
    state: Annotated[str | None, typer.Option(help=_("In this state."))] = None,
    as_json: JsonLinesOption = False,
) -> None:
    """List facts."""
    from workbench.facts.fact import STATES
    from workbench.facts.kinds import KINDS
    from workbench.pipeline.listing import fact_rows

    if kind is not None:
        known_word(kind, KINDS, "--kind")
    standing = None if state is None else known_word(state, STATES, "--state")
    store = open_store()
    documents = [store.document(document).id] if document is not None else None
    if as_json:
        for row in fact_rows(store, documents=documents, kind=kind, state=standing):
            print_json(row)
        return
    records = store.each_record(documents=documents, kind=kind, state=standing, superseded=standing == "superseded")
    from workbench.report import describe
    from workbench.review.wording import kind_name, reason_text, state_name

    print_table(
        "",
        [_("id"), _("kind"), _("state"), _("reasons"), _("reads")],
        [
            [
                record.id[:10],
                kind_name(record.fact.kind),
                state_name(record.state),
                "; ".join(map(reason_text, record.route.reasons)),
                describe(record),
            ]
            for record in records
        ],
    )
