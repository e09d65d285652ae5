"""Recorded answers: one readable JSON file each, found by the whole request they answer."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from pathlib import Path

from rapidfuzz import fuzz

from workbench.errors import WorkbenchError
from workbench.extraction.records import RecordFault, ResponseRecord, load_record
from workbench.extraction.requests import SHORT_KEY, CanonicalRequest
from workbench.language import _

DIFF_LINES = 14
"""Most lines of a difference that a message shows."""

_COMPARED = 4000
"""Characters of a part that are compared when looking for the nearest recording."""


class Recordings:
    """The recordings of a folder, loaded and verified once; an absent folder holds none."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._files: dict[str, Path] = {}
        self._records: dict[str, ResponseRecord] = {}
        for path in sorted(folder.glob("**/*.json")):
            self._add(path)

    def get(self, key: str) -> ResponseRecord | None:
        """The recording of a request, by its key."""
        return self._records.get(key)

    def file_of(self, key: str) -> Path:
        """The file that holds a recording."""
        return self._files[key]

    def __iter__(self) -> Iterator[ResponseRecord]:
        return iter(self._records.values())

    def __len__(self) -> int:
        return len(self._records)

    def explain_miss(self, request: CanonicalRequest, label: str) -> str:
        """Why a request has no recording: the file it would be, the nearest one, and how that one differs."""
        absent = _("There is no {name}.").format(name=recording_name(label, request.key))
        return f"{absent} {self._told_nearest(request)}"

    def _told_nearest(self, request: CanonicalRequest) -> str:
        nearest = self._nearest(request)
        if nearest is None:
            return _("No response is recorded in {folder}.").format(folder=self.folder.name)
        old, new = nearest.request.parts(), request.parts()
        changed = [name for name in new if old[name] != new[name]]
        name = self._files[nearest.key].name
        if not changed:
            return _("The nearest recording is {name}; it differs in form only.").format(name=name)
        told = _("The nearest recording is {name}; what differs: {parts}.").format(name=name, parts=", ".join(changed))
        return told + "\n" + "\n".join(_difference(changed[0], old[changed[0]], new[changed[0]]))

    def _add(self, path: Path) -> None:
        try:
            record = load_record(path.read_text("utf-8"))
        except (RecordFault, UnicodeDecodeError, OSError) as error:
            raise WorkbenchError(
                _("this recording cannot be used: {reason}").format(reason=error),
                where=path.name,
                way_out=_("Restore the file as it was, or delete it and record the answer again."),
            ) from None
        if record.key in self._records:
            raise WorkbenchError(
                _("this recording answers the same request as {other}").format(other=self._files[record.key].name),
                where=path.name,
                way_out=_("Delete one of the two."),
            )
        self._records[record.key] = record
        self._files[record.key] = path

    def _nearest(self, request: CanonicalRequest) -> ResponseRecord | None:
        parts = request.parts()
        return max(self._records.values(), key=lambda record: _likeness(record.request.parts(), parts), default=None)


def write_recording(folder: Path, record: ResponseRecord) -> Path:
    """Writes one recording as `<label>.<key12>.json`; the same request recorded again replaces its file."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / recording_name(record.label, record.key)
    unfinished = path.with_suffix(".part")
    unfinished.write_text(record.dump(indent=1) + "\n", "utf-8")
    return unfinished.replace(path)


def recording_name(label: str, key: str) -> str:
    """File name of a recording."""
    return f"{file_label(label)}.{key[:SHORT_KEY]}.json"


def file_label(label: str) -> str:
    """A label as a file name may hold it: letters, digits and hyphens, at most 60."""
    return re.sub(r"[^\w]+", "-", label).strip("-_")[:60] or "request"


def _likeness(old: dict[str, str], new: dict[str, str]) -> float:
    """How alike two requests are; the article weighs most, since a person looks for the recording of an article."""
    weights = {"article": 4.0, "conversation": 2.0}
    return sum(
        weights.get(name, 1.0) * fuzz.ratio(old[name][:_COMPARED], new[name][:_COMPARED]) for name in new if old[name]
    ) + sum(100 * weights.get(name, 1.0) for name in new if old[name] == new[name])


def _difference(part: str, old: str, new: str) -> list[str]:
    lines = list(
        difflib.unified_diff(_broken(old), _broken(new), f"{part} (recorded)", f"{part} (now)", lineterm="", n=0)
    )
    more = [_("… and {count} more lines").format(count=len(lines) - DIFF_LINES)] if len(lines) > DIFF_LINES else []
    return [line[:200] for line in lines[:DIFF_LINES]] + more


def _broken(text: str) -> list[str]:
    """Lines short enough for a difference to be read: paragraphs broken after each sentence."""
    return re.split(r"(?<=[。；;])|\n", text)
