"""Options that several commands share."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

import typer

from workbench.language import _

JsonOption = Annotated[bool, typer.Option("--json", help=_("Print JSON."))]
JsonLinesOption = Annotated[bool, typer.Option("--json", help=_("Print JSON, one object a line."))]

AsOfOption = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d"], help=_("The day as of which statuses are given; today if not given.")),
]
KnownAtOption = Annotated[
    datetime | None, typer.Option(formats=["%Y-%m-%d"], help=_("Only what sources published by this day said."))
]

REQUESTS_UNDER_WAY = 16
"""What --concurrency is where it is not given: `planning.CONCURRENCY`, which takes too long to import for a page of help."""

EngineOption = Annotated[
    Literal["auto", "rules", "model"],
    typer.Option(
        help=_("Which engine reads: rules, model, or auto (the model where a key or a recorded answer is available).")
    ),
]
OfflineOption = Annotated[bool, typer.Option(help=_("Use cached and recorded answers alone; never the network."))]
ConcurrencyOption = Annotated[
    int, typer.Option(min=1, max=256, help=_("Requests under way at most; fewer while the API says it is too much."))
]
RecordOption = Annotated[Path | None, typer.Option(help=_("Write each live answer into this folder as a recording."))]
MaxCostOption = Annotated[
    float | None, typer.Option(min=0, metavar="USD", help=_("Stop before the request that could pass this cost."))
]
YesOption = Annotated[bool, typer.Option("--yes", help=_("Ask also a model whose price is not known."))]
BatchOption = Annotated[
    bool, typer.Option("--batch", help=_("Ask through the API's batches: half the price, within a day."))
]
ResumeOption = Annotated[
    bool, typer.Option("--resume", help=_("With --batch: go on with what was submitted; submit nothing new of others."))
]
NoWaitOption = Annotated[
    bool, typer.Option("--no-wait", help=_("With --batch: return once all that can be asked now is submitted."))
]
ForceOption = Annotated[bool, typer.Option(help=_("Extract also what was extracted already."))]
DueOption = Annotated[
    bool, typer.Option("--due", help=_("Only list what is due and why; nothing is read, asked or stored."))
]
