"""`search`: past documents, facts and reports by their words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from workbench.cli.app import app, example, open_store
from workbench.cli.options import JsonLinesOption
from workbench.cli.output import note, print_json, print_table
from workbench.language import _

if TYPE_CHECKING:
    from workbench.pipeline.searching import Hit


@app.command(
    help=_('Search past documents, facts and reports: words that must all be there, "phrases", references.'),
    epilog=example(
        "workbench search 稀土 暫停",
        'workbench search "公告2025年第58號" --kind fact --json',
        "workbench search '\"兩用物項\"'",
    ),
)
def search(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="QUERY", help=_("Words, phrases in quotation marks, references in any form."), show_default=False
        ),
    ],
    kind: Annotated[Literal["document", "fact", "report"] | None, typer.Option(help=_("Of this kind alone."))] = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help=_("As many as this at most, the best first."))] = 20,
    as_json: JsonLinesOption = False,
) -> None:
    """Search past documents, facts and reports."""
    from workbench.pipeline.searching import search as search_for
    from workbench.store import SOURCE_KINDS

    store = open_store()
    if store.index.is_due():
        note(_("Indexing what came since the last search; the next one need not."))
    hits = search_for(store, " ".join(words), kinds=[kind] if kind else SOURCE_KINDS, limit=limit)
    if as_json:
        for hit in hits:
            print_json(hit.json())
        return
    if not hits:
        note(_("nothing has all of these words"))
        return
    print_table(
        "",
        [_("score"), _("kind"), _("id"), _("date"), _("title"), _("quote")],
        [[f"{hit.score:.2f}", _kind_name(hit), _handle(hit), hit.day, hit.title, _in_context(hit)] for hit in hits],
    )


def _kind_name(hit: Hit) -> str:
    from workbench.review.wording import kind_name, state_name

    if hit.kind == "fact":
        return f"{kind_name(hit.about['fact_kind'])} · {state_name(hit.about['state'])}"
    return _("document") if hit.kind == "document" else _("report")


def _handle(hit: Hit) -> str:
    """What other commands take: a prefix of an id, FILE:LINE for a report."""
    return f"{hit.about['path']}:{hit.about['line']}" if hit.kind == "report" else hit.id[:10]


def _in_context(hit: Hit) -> str:
    """The quote on one line, with what was asked for between marks."""
    parts, done = [], 0
    for start, end in hit.marks:
        parts += [hit.quote[done:start], f"▶{hit.quote[start:end]}◀"]
        done = end
    return " ".join("".join([*parts, hit.quote[done:]]).split())
