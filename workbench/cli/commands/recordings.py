"""`recordings export` and `recordings import`: paid answers from one machine to another."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from workbench.cli.app import app, example, settings
from workbench.cli.output import say
from workbench.language import _

recordings = typer.Typer(no_args_is_help=True, help=_("Carry paid answers from one machine to another."))
app.add_typer(recordings, name="recordings")

FolderArgument = Annotated[Path, typer.Argument(metavar="FOLDER", show_default=False)]


@recordings.command(
    "export",
    help=_("Write every stored answer into a folder, one file a request."),
    epilog=example("workbench recordings export answers/"),
)
def export_(folder: FolderArgument) -> None:
    """Write the stored answers."""
    from workbench.pipeline.recordings import export_recordings

    say(_("{count} answers written to {folder}").format(count=export_recordings(settings(), folder), folder=folder))


@recordings.command(
    "import",
    help=_("Store the answers of a folder; what is stored already stays."),
    epilog=example("workbench recordings import answers/"),
)
def import_(folder: FolderArgument) -> None:
    """Store recorded answers."""
    from workbench.pipeline.recordings import import_recordings

    found, new = import_recordings(settings(), folder)
    say(_("{found} answers read, {new} of them new").format(found=found, new=new))
