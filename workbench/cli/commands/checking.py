"""`check`: a report against the facts, line by line."""

from __future__ import annotations

from datetime import date as Day
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.app import FOUND, app, example, open_store
from workbench.cli.options import JsonOption
from workbench.cli.output import note, print_json
from workbench.collecting import not_collecting
from workbench.language import _

if TYPE_CHECKING:
    from workbench.cli.drafting import Ground
    from workbench.report import Figures
    from workbench.store import Store
    from workbench.verification import DraftLine, Outcome


@app.command(
    help=_("Hold any Markdown report against the facts: every date, number, status, list count and reference in it."),
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
        typer.Option(formats=["%Y-%m-%d"], help=_("The day as of which it is held; the report's own if not given.")),
    ] = None,
    provenance: Annotated[
        bool,
        typer.Option(help=_("Hold a draft against its provenance: which line, fact or article changed since.")),
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Hold a report against the facts."""
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
    from workbench.cli.drafting import Ground
    from workbench.pipeline.checking import check_against, read_markdown

    ground, text = Ground(lambda: store), read_markdown(file)
    redraft = redraft_like(ground, text, file.parent)
    checked = check_against(ground.records, ground.documents, text, as_of, redraft, redraft.kept)
    if not checked.dated:
        note(_("the report gives no day of its own; held as of today (--as-of DATE chooses another)"))
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


class StoreDrafts:
    """What the drafts of a store are, for a check to hold one against: a `Redraft`.

    They are compared with the earlier ones of its folder; final ones say who reviewed them.
    """

    def __init__(self, ground: Ground, folder: Path | None, *, final: bool, simplified: bool) -> None:
        self._ground, self._folder = ground, folder
        self._final, self._simplified = final, simplified

    def __call__(self, period: str, day: Day, /) -> list[DraftLine]:
        """The lines of a draft, composed now."""
        from workbench.cli.drafting import as_draft_lines
        from workbench.report import simplify

        made = self._ground.draft(period, day, self._earlier, final=self._final)
        return as_draft_lines(simplify(made) if self._simplified else made)

    def kept(self, period: str, day: Day, /) -> list[str] | None:
        """The words of its lines, where a draft is kept that was composed from the very same; None where none is."""
        from workbench.report import in_simplified

        text = self._ground.kept(period, day, self._earlier, final=self._final)
        if text is None:
            return None
        lines = text.removesuffix("\n").split("\n")
        return list(map(in_simplified, lines)) if self._simplified else lines

    @cached_property
    def _earlier(self) -> list[Figures]:
        from workbench.report import read_earlier

        return read_earlier(self._folder)[0] if self._folder else []


def redraft_like(ground: Ground, markdown: str, folder: Path) -> StoreDrafts:
    """What the drafts of a store are in the edition of the one that is given, which lies in a folder."""
    from workbench.verification import is_simplified, read_report

    report = read_report(markdown)
    return StoreDrafts(ground, folder, final="lastReviewed" in report.front, simplified=is_simplified(report))


def redraft_from(ground: Ground) -> StoreDrafts:
    """What the drafts of a store are, compared with no earlier one."""
    return StoreDrafts(ground, None, final=False, simplified=False)
