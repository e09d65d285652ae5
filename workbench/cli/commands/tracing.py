"""`trace`: from a line of a draft back to the facts, the decisions and the characters of its sources."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from workbench.cli.app import app, example, open_store
from workbench.cli.options import JsonOption
from workbench.cli.output import note, print_json, say, warn
from workbench.errors import WorkbenchError
from workbench.language import _

if TYPE_CHECKING:
    from workbench.facts.fact import Evidence
    from workbench.report import LineTrace, TracedFact
    from workbench.store import Store


REACH = 30
"""Characters of the article shown before and after a quote."""


@app.command(
    help=_("Show the facts, decisions and source spans behind a line of a draft."),
    epilog=example(
        "workbench trace drafts/2026-02-policy-tracker.md:43",
        "workbench trace drafts/2026-02-policy-tracker.md:43 --json",
    ),
)
def trace(
    place: Annotated[str, typer.Argument(metavar="FILE:LINE", help=_("A draft and a line of it."), show_default=False)],
    as_json: JsonOption = False,
) -> None:
    """Show what a line rests on."""
    from workbench.report import trace_line

    match = re.fullmatch(r"(?P<file>.+):(?P<line>\d+)", place)
    if match is None:
        raise typer.BadParameter(_("write FILE:LINE, such as draft.md:43"), param_hint="FILE:LINE")
    found = trace_line(Path(match["file"]), int(match["line"]))
    for warning in found.warnings:
        warn(warning)
    store = open_store()
    if as_json:
        facts = [_as_json(store, fact) for fact in found.facts]
        print_json({"line": found.line, "text": found.text, "computed": list(found.computed), "facts": facts})
    else:
        _print_trace(store, found)


def _print_trace(store: Store, found: LineTrace) -> None:
    say(found.text)
    if not found.facts:
        say(_("No fact is behind this line: it is fixed text of the form, or a heading."))
        if found.nearest:
            say(_("Nearest lines with facts: {lines}").format(lines=", ".join(map(str, found.nearest))))
    for figure in found.computed:
        say(_("computed: {figure}").format(figure=_one_line(figure)))
    for fact in found.facts:
        say("")
        _print_fact(store, fact, "")


def _print_fact(store: Store, fact: TracedFact, indent: str) -> None:
    from workbench.review.wording import act_name, kind_name, rejection_text, state_name

    source = fact.document_title or fact.document[:10]
    said = f"{fact.id[:10]} {kind_name(fact.kind)} · {state_name(fact.state)}" + (f" · {source}" if source else "")
    say(indent + _one_line(said))
    for span in fact.evidence:
        say(f"{indent}  {span.start}–{span.end}: {_one_line(span.quote)}")
        context = _context(store, fact.document, span)
        if context is None:
            note(_("the article is no longer in the store"))
        elif not context:
            note(_("the article's text in the store is another one now; draft again"))
        else:
            say(f"{indent}    {context}")
    for decision in _decisions(store, fact):
        reason = f" ({rejection_text(decision['reason'])})" if decision["reason"] else ""
        say(indent + _one_line(f"  {decision['at']} {decision['by']}: {act_name(decision['action'])}{reason}"))
    for each in fact.basis:
        _print_fact(store, each, indent + "  ")


def _context(store: Store, document_id: str, span: Evidence) -> str | None:
    """A quote within its article, on one line; empty where the text is another one now, None where it is gone."""
    try:
        text = store.document(document_id).text
    except WorkbenchError:
        return None
    if text[span.start : span.end] != span.quote:
        return ""
    before, after = text[max(0, span.start - REACH) : span.start], text[span.end : span.end + REACH]
    return _one_line(f"…{before}▶{span.quote}◀{after}…")


def _decisions(store: Store, fact: TracedFact) -> list[Mapping[str, Any]]:
    """What people decided on a fact by the log, up to now; where the store has none, by the provenance."""
    logged = [
        d.model_dump(include={"number", "action", "by", "at", "reason"})
        for d in store.decisions(fact.id)
        if d.by != "machine"
    ]
    return list(logged) or list(fact.decisions)


def _as_json(store: Store, fact: TracedFact) -> dict[str, Any]:
    return {
        "id": fact.id,
        "kind": fact.kind,
        "state": fact.state,
        "document": fact.document or None,
        "title": fact.document_title,
        "evidence": [span.json() | {"context": _context(store, fact.document, span)} for span in fact.evidence],
        "decisions": [dict(decision) for decision in _decisions(store, fact)],
        "basis": [_as_json(store, each) for each in fact.basis],
    }


def _one_line(text: str) -> str:
    """What a source says cannot begin a line of its own."""
    return re.sub(r"(?<=\S)\s+", " ", text)
