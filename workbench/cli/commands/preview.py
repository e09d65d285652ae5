"""`preview`: a report as one page to look at, with its sources, findings and timeline."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date as Day
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from workbench.cli.app import app, example, open_store
from workbench.cli.output import say
from workbench.collecting import not_collecting
from workbench.errors import WorkbenchError
from workbench.forking import Companion
from workbench.language import _

if TYPE_CHECKING:
    from workbench.cli.drafting import Snapshot
    from workbench.facts.document import Document
    from workbench.pipeline.checking import Checked
    from workbench.report.preview import Picture, Remark
    from workbench.report.preview.sources import Sources
    from workbench.verification import Finding

_PAGE_SUFFIXES = frozenset({".html", ".htm"})
_MANY = 1_000
"""Lines from which on a report is long."""
_MOST_QUOTES = 2
_MOST_ROWS = 40
"""Rows of the timeline: more are no picture."""
_LONGEST = 160


@app.command(
    help=_("One self-contained HTML page of a report: as it will look, with sources, findings and timeline beside it."),
    epilog=example(
        "workbench preview drafts/2026-02-policy-tracker.md", "workbench preview report.md --out report.html"
    ),
)
def preview(
    file: Annotated[
        Path, typer.Argument(help=_("A report in Markdown, this program's or another's."), show_default=False)
    ],
    out: Annotated[
        Path | None, typer.Option(help=_("The page; beside the report if not given."), show_default=False)
    ] = None,
) -> None:
    """Write a report as one page to look at."""
    from workbench.cli.drafting import Snapshot
    from workbench.pipeline.checking import read_markdown
    from workbench.report.preview import Page, write_page

    path = out or file.with_name(file.name.removesuffix(".md") + ".html")
    if path.suffix.casefold() not in _PAGE_SUFFIXES:
        raise typer.BadParameter(_("a page is written as .html"), param_hint="--out")
    if path.exists() and file.exists() and path.samefile(file):
        raise typer.BadParameter(_("the page would overwrite the report"), param_hint="--out")
    text, store = read_markdown(file), open_store()
    with not_collecting():
        snapshot = Snapshot(lambda: store)
        # A provenance is the largest file to read, and little of it is shown: a copy of this process reads it beside the check.
        companion = Companion(wanted=text.count("\n") >= _MANY)
        behind = companion.begin(lambda: _read_provenance(file, text, snapshot.documents))
        companion.start()
        remarks, picture, unchecked = _findings_and_timeline(snapshot, file, text, lambda: behind().cited)
        notices = (*behind().notices, *unchecked)
        write_page(Page(text, file.name, behind().sources, remarks, notices, picture), path)
    say(_("Page: {path}").format(path=path))
    for notice in notices:
        say(notice)


class _Behind(NamedTuple):
    """What stands behind a report, by the provenance beside it."""

    sources: Sources | None = None
    """What is behind its lines; None where there is no provenance, or none that can be read."""
    cited: frozenset[str] | None = None
    """Ids of all facts that it rests on."""
    notices: tuple[str, ...] = ()


def _read_provenance(file: Path, text: str, documents: Mapping[str, Document]) -> _Behind:
    from workbench.report import load_provenance, provenance_path
    from workbench.report.preview import SourceWords, sources_of
    from workbench.review.wording import kind_name, state_name, tier_name

    path = provenance_path(file)
    if not path.exists():
        return _Behind(notices=(_("No sources: there is no provenance beside this file."),))
    try:
        provenance = load_provenance(path)
    except WorkbenchError as error:
        return _Behind(notices=(_("No sources: {reason}").format(reason=error),))
    found = sources_of(text, provenance, documents, SourceWords(kind_name, state_name, tier_name))
    return _Behind(found, frozenset(provenance["facts"]))


def _findings_and_timeline(
    snapshot: Snapshot, file: Path, text: str, cited: Callable[[], frozenset[str] | None]
) -> tuple[tuple[Remark, ...] | None, Picture | None, tuple[str, ...]]:
    """The findings of a check, the timeline (both None where there are no facts to check against), and notices."""
    checked, notices = _checked(snapshot, file, text)
    if checked is None:
        return None, None, notices
    remarks = tuple(_remark(finding, snapshot.documents) for finding in checked.outcome.findings)
    return remarks, _picture(snapshot, checked.outcome.as_of, cited), notices


def _checked(snapshot: Snapshot, file: Path, text: str) -> tuple[Checked | None, tuple[str, ...]]:
    """The report checked as `check` does it (None where the store has no facts to check against), and notices."""
    from workbench.cli.redrafting import redraft_like
    from workbench.pipeline.checking import check_against

    try:
        redraft = redraft_like(snapshot, text, file.parent)
        checked = check_against(snapshot.records, snapshot.documents, text, None, redraft, redraft.kept)
    except WorkbenchError as error:
        return None, (_("Not checked: {reason}").format(reason=error),)
    undated = () if checked.dated else (_("The report gives no day of its own; it is checked as of today."),)
    return checked, undated


def _picture(snapshot: Snapshot, day: Day, cited: Callable[[], frozenset[str] | None]) -> Picture | None:
    """The statuses over time of the instruments of the cited facts; of all instruments where there is no provenance."""
    from workbench.cli.picture import draw
    from workbench.pipeline.charting import dated_events, rows_of, unsettled
    from workbench.report.preview import Picture
    from workbench.review.wording import status_name

    resolution = snapshot.resolved.approved
    dated = dated_events(resolution.events)
    shown_facts = cited()
    if shown_facts is not None:
        dated = {key: events for key, events in dated.items() if not resolution.facts_of(key).isdisjoint(shown_facts)}
    waiting = unsettled(resolution.instruments, snapshot.resolved.waiting)
    settled = {key: events for key, events in dated.items() if key not in waiting}
    rows = rows_of(settled, resolution.instruments, snapshot.documents, day, status_name)
    if not rows:
        return None
    latest = sorted(rows, key=lambda row: (row.bars[-1].first, row.key))[-_MOST_ROWS:]
    shown = [row for row in rows if row in latest]
    caption = _("as of {day}").format(day=day.isoformat())
    if len(rows) > len(shown):
        left_out = _("the {count} whose status changed last; all of them: workbench timeline")
        caption = f"{caption} · {left_out.format(count=len(shown))}"
    if len(dated) > len(rows):
        undrawn = _("not drawn: {count} of which facts about their status wait for a decision")
        caption = f"{caption} · {undrawn.format(count=len(dated) - len(rows))}"
    return Picture(draw(shown, day), caption)


def _remark(finding: Finding, documents: Mapping[str, Document]) -> Remark:
    from workbench.cli.finding_lines import field_name, in_words, severity_name, verdict_name
    from workbench.report.preview import Remark

    what = f"[{severity_name(finding.severity)}] {verdict_name(finding.verdict)}: {field_name(finding.field)}"
    return Remark(
        line=finding.line,
        severity=finding.severity,
        what=f"{what} {_('(by facts that wait for a decision)')}" if finding.undecided else what,
        report_says=_shortened(finding.quote),
        facts_say=_shortened(in_words(finding.facts_say)),
        sources=tuple(
            f"「{_shortened(span.quote)}」 {_name(document, documents)}"
            for document, span in finding.evidence[:_MOST_QUOTES]
        ),
    )


def _name(document: str, documents: Mapping[str, Document]) -> str:
    known = documents.get(document)
    return document[:10] if known is None else known.title or known.name


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
