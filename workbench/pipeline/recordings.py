"""Paid answers carried from one machine to another: exported from the cache as recordings, and imported again."""

from __future__ import annotations

from pathlib import Path

from workbench.errors import WorkbenchError
from workbench.extraction.cache import ResponseCache
from workbench.extraction.recordings import Recordings, write_recording
from workbench.language import _
from workbench.settings import Settings


def export_recordings(settings: Settings, folder: Path) -> int:
    """Write every stored answer into a folder, one file per request; returns how many."""
    cache = ResponseCache(settings.cache_dir)
    count = 0
    for record in cache.records():
        write_recording(folder, record)
        count += 1
    return count


def import_recordings(settings: Settings, folder: Path) -> tuple[int, int]:
    """Store the recordings of a folder; returns how many there are and how many were not stored already.

    Raises `WorkbenchError` for a folder that is none and for a file that was changed or seems to hold a key; nothing of
    the folder is stored then.
    """
    if not folder.is_dir():
        raise WorkbenchError(_("no such folder"), where=str(folder), way_out=_("Name a folder of recordings"))
    cache = ResponseCache(settings.cache_dir)
    found = list(Recordings(folder))
    new = [record for record in found if cache.answer(record.key) is None]
    cache.put_all(new)
    return len(found), len(new)
