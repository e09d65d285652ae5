"""Earlier drafts of a folder: the figures that they recorded beside them."""

from __future__ import annotations

from pathlib import Path

from workbench.errors import WorkbenchError
from workbench.report.drafts.figures import Figures, figures_in
from workbench.report.drafts.provenance import FORMAT, PROVENANCE_SUFFIX, parts_of

_PARTS = ("format", "period", "as_of", "draft", "figures")


def read_earlier(folder: Path) -> tuple[list[Figures], list[Path]]:
    """Figures of every draft whose provenance lies in a folder, and the provenance files that cannot be read.

    A draft that was made before figures were recorded has none; a folder that is not there has no drafts.
    """
    found, damaged = [], []
    for path in sorted(folder.glob(f"*{PROVENANCE_SUFFIX}")) if folder.is_dir() else ():
        try:
            provenance = parts_of(path.read_bytes(), _PARTS)
            if provenance["format"] != FORMAT:
                raise ValueError(provenance["format"])
            figures = figures_in(provenance)
        except (OSError, ValueError, KeyError, TypeError, AttributeError, WorkbenchError):
            damaged.append(path)
            continue
        if figures is not None:
            found.append(figures)
    return found, damaged
