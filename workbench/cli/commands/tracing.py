"""`trace`: from a line of a draft back to the facts, the decisions and the characters of its sources."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.app import app, example, open_store
from workbench.cli.output import note, say, warn
from workbench.errors import WorkbenchError
from workbench.language import _

if TYPE_CHECKING:
    from workbench.facts.fact import Evidence
    from workbench.report import LineTrace
    from workbench.store import Store


@app.command(
    help=_("Show the facts, decisions and source spans behind a line of a draft."),
    epilog=example("workbench trace drafts/2026-02-policy-tracker.md:43"),
)
def trace(
    place: Annotated[str, typer.Argument(metavar="FILE:LINE", help=_("A draft and a line of it."), show_default=False)],
) -> None:
    """Show what a line rests on."""
    from workbench.report import trace_line

    match = re.fullmatch(r"(?P<file>.+):(?P<line>\d+)", place)
    if match is None:
        raise typer.BadParameter(_("write FILE:LINE, such as draft.md:43"), param_hint="FILE:LINE")
    found = trace_line(Path(match["file"]), int(match["line"]))
    for warning in found.warnings:
        warn(warning)
    _print_trace(open_store(), found)


def _print_trace(store: Store, found: LineTrace) -> None:
    say(found.text)
    if not found.facts:
        say(_("No fact is behind this line: it is fixed text of the form, or a heading."))
    for figure in found.computed:
        say(_("computed: {figure}").format(figure=figure))
    for fact in found.facts:
        say("")
        say(f"{fact.id[:10]} {fact.kind} · {fact.state} · {fact.document_title or fact.document[:10]}")
        for span in fact.evidence:
            say(f"  {span.start}–{span.end}: {span.quote}")
            _print_context(store, fact.document, span)
        for decision in store.decisions(fact.id):
            if decision.action == "route":
                continue
            say(
                f"  {decision.at} {decision.by}: {decision.action}"
                + (f" ({decision.reason})" if decision.reason else "")
            )


def _print_context(store: Store, document_id: str, span: Evidence, reach: int = 30) -> None:
    try:
        text = store.document(document_id).text
    except WorkbenchError:
        note(_("the article is no longer in the store"))
        return
    if text[span.start : span.end] != span.quote:
        note(_("the article's text in the store is another one now; draft again"))
        return
    before, after = text[max(0, span.start - reach) : span.start], text[span.end : span.end + reach]
    say("    " + re.sub(r"\s+", " ", f"…{before}▶{span.quote}◀{after}…"))
