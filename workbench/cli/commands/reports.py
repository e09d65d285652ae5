"""`write`, `draft`: assessments, and the report of a period with its gates."""

from __future__ import annotations

from datetime import date as Day
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from workbench.cli.app import FAILED, FOUND, app, example, open_store, settings
from workbench.cli.options import AsOfOption, JsonOption
from workbench.cli.output import print_json, say, warn
from workbench.cli.steps import report_written, say_where
from workbench.collecting import not_collecting
from workbench.language import _

if TYPE_CHECKING:
    from workbench.report import Draft

PeriodArgument = Annotated[
    str, typer.Argument(help=_("A month 2026-02, or months 2025-10..2026-02."), show_default=False)
]
OutOption = Annotated[Path, typer.Option(help=_("Folder to write to."))]


@app.command(
    help=_("Have the model draft the assessments of a period from approved facts; they wait for review."),
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
    help=_(
        "Write the report of a period from approved facts, and beside it what every line rests on; "
        "show which gates it passes."
    ),
    epilog=example(
        "workbench draft 2025-10..2026-02 --as-of 2026-02-19 --out drafts",
        "workbench draft 2026-02 --final",
        "workbench draft 2026-02 --json",
    ),
)
def draft(
    period: PeriodArgument,
    as_of: AsOfOption = None,
    out: OutOption = Path("drafts"),
    final: Annotated[
        bool, typer.Option(help=_("Stamp who reviewed it and when; while a gate is red, nothing is written."))
    ] = False,
    script: Annotated[
        Literal["hant", "hans"], typer.Option(help=_("hans also writes the report in simplified characters."))
    ] = "hant",
    as_json: JsonOption = False,
) -> None:
    """Write the report of a period."""
    from workbench.cli.drafting import draft_with_gates
    from workbench.cli.gate_lines import print_gates, refusal

    with not_collecting():
        day = as_of.date() if as_of else Day.today()
        made = draft_with_gates(cache(open_store), period, day, out, final=final)
        refused = final and not made.green
        paths = None if refused else made.write(out)
        edition = _write_simplified(made.draft, out) if paths is not None and script == "hans" else None
    if as_json:
        print_json(made.json(paths, final=final))
    else:
        if paths is not None:
            say_where(paths, edition)
        print_gates(made)
        if paths is not None:
            say(_("Next: workbench trace {path}:LINE shows what a line rests on").format(path=paths[0]))
    if refused:
        warn(refusal(made))
        raise typer.Exit(FOUND)


def _write_simplified(made: Draft, out: Path) -> Path:
    from workbench.report import simplify, write_draft

    return write_draft(simplify(made), out)[0]
