"""`write`, `draft`, `trace`: assessments, the report of a period, and the way back from a line to its sources."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date as Day
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from workbench.cli.app import FAILED, app, example, open_store, settings
from workbench.cli.output import note, say, warn
from workbench.errors import WorkbenchError
from workbench.language import _

if TYPE_CHECKING:
    from workbench.facts.fact import Evidence
    from workbench.pipeline.writing import Written
    from workbench.report import Draft, Figures, History, LineTrace, Reviewers
    from workbench.store import Store

PeriodArgument = Annotated[
    str, typer.Argument(help=_("A month 2026-02, or months 2025-10..2026-02."), show_default=False)
]
AsOfOption = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d"], help=_("The day as of which statuses hold; today if not given.")),
]
OutOption = Annotated[Path, typer.Option(help=_("Folder to write to."))]


@app.command(
    help=_("Let the model draft the assessments of a period from approved facts; they wait for review."),
    epilog=example("workbench write 2025-10..2026-02", "workbench write 2026-02 --offline"),
)
def write(
    period: PeriodArgument,
    offline: Annotated[bool, typer.Option(help=_("Use cached and recorded answers alone; never the network."))] = False,
    record: Annotated[
        Path | None, typer.Option(help=_("Write each live answer into this folder as a recording."))
    ] = None,
) -> None:
    """Draft the assessments of a period."""
    from workbench.pipeline import write_assessments
    from workbench.report import Period

    written = write_assessments(settings(), open_store(), str(Period.parse(period)), offline=offline, record_dir=record)
    report_written(written)
    if written.failures:
        raise typer.Exit(FAILED)


@app.command(
    help=_("Write the report of a period from approved facts, and beside it what every line rests on."),
    epilog=example("workbench draft 2025-10..2026-02 --as-of 2026-02-19 --out drafts"),
)
def draft(
    period: PeriodArgument,
    as_of: AsOfOption = None,
    out: OutOption = Path("drafts"),
    script: Annotated[
        Literal["hant", "hans"], typer.Option(help=_("hans also writes the report in simplified characters."))
    ] = "hant",
) -> None:
    """Write the report of a period."""
    path = make_draft(open_store(), period, as_of.date() if as_of else Day.today(), out, simplified=script == "hans")
    say(_("Next: workbench trace {path}:LINE shows what a line rests on").format(path=path))


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


def make_draft(store: Store, period: str, as_of: Day, out: Path, *, simplified: bool = False) -> Path:
    """Compose and write a draft, and its simplified edition where asked for, keep it among the past ones, say where it is, and give its path."""
    from workbench.report import read_earlier, simplify, write_draft

    earlier, damaged = read_earlier(out)
    for unreadable in damaged:
        warn(_("{path} is no provenance that can be read; the draft is not compared with it").format(path=unreadable))
    made = compose_draft(store, period, as_of, earlier)
    path, provenance = write_draft(made, out)
    store.drafts.keep(period=str(made.period), as_of=as_of, path=str(path), text=made.markdown)
    say(_("Draft: {path}").format(path=path))
    if simplified:
        say(_("Simplified edition: {path}").format(path=write_draft(simplify(made), out)[0]))
    say(_("Provenance: {path}").format(path=provenance))
    return path


def compose_draft(store: Store, period: str, as_of: Day, earlier: Sequence[Figures] = ()) -> Draft:
    """The draft of a period from what the store holds, compared with `earlier` drafts.

    The same store and the same earlier drafts give the same bytes on any day.
    """
    from workbench.pipeline.conflicts import live_conflicts
    from workbench.pipeline.listing import count_uncovered
    from workbench.report import Period, Weights, compose

    return compose(
        Period.parse(period),
        as_of,
        [record for record in store.records() if not record.lost],
        {document.id: document for document in store.documents()},
        generated_on=as_of,
        decisions=reviewers(store),
        conflicts=live_conflicts(store),
        history=history_of(store, period),
        weights=Weights(**settings().ranking.model_dump()),
        earlier=earlier,
        uncovered=count_uncovered(store),
    )


def history_of(store: Store, period: str) -> History:
    """What was searched for when the assessments of a period were drafted last."""
    from workbench.pipeline.writing import period_document
    from workbench.report import History, PastMatch, PastSearch, Period

    runs = store.runs(period_document(str(Period.parse(period))))
    if not runs or runs[-1].searches is None:
        return History()
    searches = [
        PastSearch(each["query"], tuple(PastMatch(hit["kind"], hit["title"], hit["score"]) for hit in each["hits"]))
        for each in runs[-1].searches
    ]
    return History(tuple(searches))


def reviewers(store: Store) -> Reviewers | None:
    """Who decided on facts and conflicts, and when last; None where nobody has."""
    from workbench.report import Reviewers
    from workbench.store import MACHINE

    people = {(decision.at, decision.by) for decision in store.decisions() if decision.by != MACHINE}
    people |= {(ruling.at, ruling.by) for ruling in store.rulings.all()}
    if not people:
        return None
    last, _name = max(people)
    return Reviewers(tuple(sorted({name for _at, name in people})), Day.fromisoformat(last[:10]))


def report_written(written: Written) -> None:
    """Say which assessments were drafted, and which sections could not be."""
    for failure in written.failures:
        warn(failure)
    for refused in written.refused:
        note(_("refused: {reason}").format(reason=refused))
    say(_("{count} assessments drafted; they await a person").format(count=written.count))


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
