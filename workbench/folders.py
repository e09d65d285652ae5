"""Folders of the state: readable by their owner only."""

from __future__ import annotations

from pathlib import Path


def make_private(folder: Path) -> None:
    """Make a folder and those above it that are missing, each for its owner alone; raises `OSError`."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    for each in reversed(missing):
        each.mkdir(mode=0o700, exist_ok=True)  # another process may have been faster
    folder.mkdir(exist_ok=True)  # raises where a file is in its place
