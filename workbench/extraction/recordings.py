"""Recorded answers: one readable JSON file each, found by the whole request that they answer."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz

from workbench.errors import WorkbenchError
from workbench.extraction.records import RecordFault, ResponseRecord, load_record
from workbench.extraction.requests import SHORT_KEY, CanonicalRequest
from workbench.language import _

DIFF_LINES = 12
"""Most lines of a difference that are kept."""

_COMPARED = 4000
"""Characters of a part that are compared when looking for the nearest recording."""

_SAME_MATERIAL = 50.0
"""Likeness (0 to 100) from which two materials are versions of one; two articles on one subject stay below it."""

_TRY = re.compile(r"-try\d+$")


@dataclass(frozen=True)
class Miss:
    """Why a request has no recording."""

    told: str
    """One line for people: the file it would be, the nearest recording, what differs from it."""
    difference: tuple[str, ...] = ()
    """The first part that differs, as at most `DIFF_LINES` lines of a diff; empty where nothing is near."""

    def __str__(self) -> str:
        return self.told


class Recordings:
    """The recordings of a folder, loaded and verified once; a folder that is absent has none."""

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
        """The file of a recording."""
        return self._files[key]

    def __iter__(self) -> Iterator[ResponseRecord]:
        return iter(self._records.values())

    def __len__(self) -> int:
        return len(self._records)

    def explain_miss(self, request: CanonicalRequest, label: str) -> Miss:
        """Why a request has no recording: the file it would be, the nearest one of its task, and how that differs."""
        absent = _("There is no {name}.").format(name=recording_name(label, request.key))
        nearest = self._nearest(request, label)
        if nearest is None:
            return Miss(absent)
        old, new = nearest.request.parts(), request.parts()
        changed = [name for name in new if old[name] != new[name]]
        told = self._told_nearest(self._files[nearest.key].name, changed)
        return Miss(
            f"{absent} {told}", tuple(_difference(changed[0], old[changed[0]], new[changed[0]])) if changed else ()
        )

    def _told_nearest(self, name: str, changed: list[str]) -> str:
        if not changed:
            return _("The nearest recording is {name}; it differs in form only.").format(name=name)
        return _("The nearest recording is {name}; what differs: {parts}.").format(name=name, parts=", ".join(changed))

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

    def _nearest(self, request: CanonicalRequest, label: str) -> ResponseRecord | None:
        """The recording most like a request among those of its label, else of other tries, else of its material."""
        parts = request.parts()
        same_task = [record for record in self if record.request.task == request.task]
        candidates = (
            [record for record in same_task if record.label == label]
            or [record for record in same_task if _stem(record.label) == _stem(label)]
            or [record for record in same_task if _is_same_material(record.request.parts(), parts)]
        )
        return max(candidates, key=lambda record: _likeness(record.request.parts(), parts), default=None)


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
    """A label as part of a file name: letters, digits and hyphens, at most 60."""
    return re.sub(r"[^\w]+", "-", label).strip("-_")[:60] or "request"


def _stem(label: str) -> str:
    """A label without the number of its try."""
    return _TRY.sub("", label)


def _is_same_material(old: dict[str, str], new: dict[str, str]) -> bool:
    """Whether two requests put one question (a prompt, a section of the report) to versions of one material."""
    material = next(iter(new))
    alike = fuzz.ratio(old[material][:_COMPARED], new[material][:_COMPARED])
    return old["prompt"] == new["prompt"] and alike >= _SAME_MATERIAL


def _likeness(old: dict[str, str], new: dict[str, str]) -> float:
    """How alike two requests are; the article weighs most, since a person looks for the recording of an article."""
    weights = {"article": 4.0, "facts": 4.0, "conversation": 2.0}
    return sum(
        weights.get(name, 1.0) * fuzz.ratio(old[name][:_COMPARED], new[name][:_COMPARED]) for name in new if old[name]
    ) + sum(100 * weights.get(name, 1.0) for name in new if old[name] == new[name])


def _difference(part: str, old: str, new: str) -> list[str]:
    lines = list(
        difflib.unified_diff(_broken(old), _broken(new), f"{part} (recorded)", f"{part} (now)", lineterm="", n=0)
    )
    shown = lines if len(lines) <= DIFF_LINES else lines[: DIFF_LINES - 1]
    more = [f"… {len(lines) - len(shown)} more"] if len(shown) < len(lines) else []
    return [line[:200] for line in shown] + more


def _broken(text: str) -> list[str]:
    """Lines short enough for a difference to be read: paragraphs broken after each sentence."""
    return re.split(r"(?<=[。；;])|\n", text)
