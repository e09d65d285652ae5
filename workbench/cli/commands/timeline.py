"""`timeline`: instruments over time, in the terminal or as a picture."""

from __future__ import annotations

from datetime import date as Day
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.app import app, example, open_store
from workbench.cli.options import KnownAtOption
from workbench.cli.output import note, print_lines, say
from workbench.cli.picture import draw, looks
from workbench.errors import WorkbenchError
from workbench.escape import printable
from workbench.language import _, current_language

if TYPE_CHECKING:
    from workbench.chart import Row

_YEARS_IN_TERMINAL = 2
_FORMATS = (".html", ".svg")


@app.command(
    help=_("Instruments over time, in the terminal or as a picture."),
    epilog=example("workbench timeline --as-of 2026-02-19", "workbench timeline 公告2025年第58號 --out timeline.html"),
)
def timeline(
    reference: Annotated[
        str | None,
        typer.Argument(help=_("Only this instrument, what changes it and what it changes."), show_default=False),
    ] = None,
    as_of: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help=_("The day that is marked; today if not given."))
    ] = None,
    known_at: KnownAtOption = None,
    out: Annotated[
        Path | None, typer.Option(help=_("Write a picture to this file, .html or .svg."), show_default=False)
    ] = None,
) -> None:
    """Instruments over time."""
    from workbench.pipeline.charting import chart_rows
    from workbench.review.wording import status_name

    if out is not None and out.suffix.casefold() not in _FORMATS:
        raise typer.BadParameter(_("a picture is written as .html or .svg"), param_hint="--out")
    day = as_of.date() if as_of else Day.today()
    rows = chart_rows(open_store(), reference, day, known_at.date() if known_at else None, status_name)
    if not rows:
        raise WorkbenchError(
            _("no usable fact dates anything of an instrument"),
            way_out=_("`workbench facts --state pending` shows what waits for a person"),
        )
    if out is None:
        _print(rows, day)
        return
    _write(rows, day, out)
    note(_("{count} instruments drawn in {file}").format(count=len(rows), file=out))


def _print(rows: list[Row], day: Day) -> None:
    from workbench.chart import axis_of, chart_lines, legend_line

    axis = axis_of(rows, day, years=_YEARS_IN_TERMINAL)
    print_lines(lambda width: [*chart_lines(rows, axis, width, shown=printable), legend_line(looks())])
    if any(bar.first < axis.first for row in rows for bar in row.bars):
        say(_("◂ began before {day}; name an instrument to see its whole history").format(day=axis.first.isoformat()))


def _write(rows: list[Row], day: Day, out: Path) -> None:
    from workbench.chart import html_page

    picture = draw(rows, day)
    if out.suffix.casefold() == ".html":
        columns = [_("instrument"), _("status"), _("from"), _("until"), _("source")]
        picture = html_page(rows, picture, _("Timeline of instruments"), columns, current_language())
    out.write_text(picture, encoding="utf-8")
