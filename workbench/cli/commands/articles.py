"""`add`, `documents`, `coverage`: adding articles, and their mentions that no fact covers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.app import FAILED, app, example, open_store
from workbench.cli.options import JsonLinesOption
from workbench.cli.output import print_json, print_table, say, warn
from workbench.cli.steps import report_added
from workbench.language import _

if TYPE_CHECKING:
    pass


@app.command(help=_("Read articles (.txt .md .html .pdf .docx .eml, folders of them) into the store; fetch one by its address."), epilog=example(
    "workbench add articles/ --publisher 商務部 --tier official", "workbench add review.txt --date 2026-01", "workbench add https://example.com/article.html"
))  # fmt: skip
def add(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH", help=_("Files, folders, or http(s) addresses."), show_default=False),
    ],
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
    from workbench.documents.articles import is_address
    from workbench.pipeline.adding import add_addresses, add_articles

    given = given_metadata(publisher=publisher, tier=tier, published=date, url=url)
    store = open_store()
    added = add_articles(store, [Path(name) for name in paths if not is_address(name)], given)
    added.take(add_addresses(store, [name for name in paths if is_address(name)], given))
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
    as_json: JsonLinesOption = False,
) -> None:
    """Show what is in the store."""
    from workbench.pipeline.listing import document_rows

    rows = document_rows(open_store(), with_text=with_text)
    if as_json or with_text:
        for row in rows:
            print_json(row)
        return
    from workbench.review.wording import script_name, state_name, tier_name

    print_table(
        "",
        [
            _("id"),
            _("title"),
            _("publisher"),
            _("published"),
            _("tier"),
            _("script"),
            _("characters"),
            _("copy of"),
            _("facts"),
        ],
        [
            [
                row["id"][:10],
                row["title"] or row["name"],
                row["publisher"],
                row["published"],
                tier_name(row["tier"]),
                script_name(row["script"]),
                row["characters"],
                row["copy_of"][:10] if row["copy_of"] else None,
                " · ".join(f"{state_name(state)} {count}" for state, count in row["facts"].items()),
            ]
            for row in rows
        ],
    )


@app.command(help=_("List recognised mentions that no fact covers."), epilog=example("workbench coverage 3f2a --json"))
def coverage(
    name: Annotated[
        str | None, typer.Argument(metavar="DOCUMENT", help=_("Id, prefix or path; none: all."), show_default=False)
    ] = None,
    as_json: JsonLinesOption = False,
) -> None:
    """List what no fact covers."""
    from workbench.pipeline import find_documents
    from workbench.pipeline.coverage import coverage_rows

    store = open_store()
    found = find_documents(store, [name] if name is not None else [])
    for failure in found.failures:
        warn(failure)
    rows = coverage_rows(store, found.documents)
    if as_json:
        for row in rows:
            print_json(row)
    else:
        from workbench.review.wording import mention_name

        print_table(
            "",
            [_("document"), _("place"), _("mention"), _("value"), _("quote")],
            [
                [row["document"][:10], row["start"], mention_name(row["mention"]), row["value"], row["quote"]]
                for row in rows
            ],
        )
    if found.failures:
        raise typer.Exit(FAILED)
