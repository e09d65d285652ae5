"""The whole state in one file, and back: a ZIP of lines of JSON that any database of the workbench can be filled from.

    manifest.json     version of the file and of the rows, counts, SHA-256 of the other two
    store.jsonl       {"table", "row"} per line: documents, facts, decisions, rulings, runs, places of reviewers, drafts
    responses.jsonl   the paid answers of the model, one record per line

The file is written under another name and renamed when it is complete on disk. It is verified before anything is restored from
it, and what is replaced is backed up first.
"""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from io import TextIOWrapper
from pathlib import Path
from typing import Any

import workbench
from workbench.causes import system_cause
from workbench.errors import WorkbenchError
from workbench.folders import make_private
from workbench.language import _
from workbench.settings import Settings
from workbench.store import SCHEMA, Store, StoreFault, set_aside

FORMAT = 1
MANIFEST, STORE, RESPONSES = "manifest.json", "store.jsonl", "responses.jsonl"
MOST_PACKED = 300
"""Most times that a part may be larger than in the compressed file; text shrinks to a tenth, a bomb to a thousandth."""
LONGEST_MANIFEST = 1_000_000
AT_ONCE = 200


@dataclass(frozen=True)
class Kept:
    """The contents of a backup."""

    path: Path
    made_at: str
    """UTC, ISO 8601."""
    schema: str
    counts: Mapping[str, int]
    """Table → rows; `responses` → paid answers."""

    def json(self) -> dict[str, Any]:
        """As `backup --json` and `restore --json` print it."""
        return {"file": str(self.path), "made_at": self.made_at, "schema": self.schema, "counts": dict(self.counts)}


@dataclass(frozen=True)
class Restored:
    """The outcome of a restore."""

    kept: Kept
    before: Path | None
    """Backup of the former state; None where there was nothing."""
    aside: Path | None
    """Where a store that could not be opened was moved."""
    notices: tuple[str, ...]
    """What the user should know about the cache."""


def back_up(settings: Settings, path: Path) -> Kept:
    """Write a snapshot of the whole state into a new file; other processes may go on meanwhile."""
    if path.exists():
        raise WorkbenchError(
            _("there is a file of that name already"), where=str(path), way_out=_("Give another name, or remove it")
        )
    store = Store(settings.store_url)
    try:
        return _write(path, store, settings)
    finally:
        store.close()


def restore(settings: Settings, path: Path) -> Restored:
    """Replace the present state by that of a backup; paid answers that are there are kept as well."""
    kept = verify(path)
    aside = before = None
    try:
        store = Store(settings.store_url)
    except StoreFault as fault:
        aside = set_aside(settings.store_url) if fault.state == "damaged" else None
        if aside is None:
            raise
        store = Store(settings.store_url)
    try:
        if not store.copies.empty:
            before = _free_name(settings.home / "backups" / "before-restore")
            _make_folder(before.parent)
            _write(before, store, settings)
        try:
            store.copies.replace(kept.schema, _rows(path))
        except WorkbenchError as error:
            error.where = error.where or str(path)
            raise
    finally:
        store.close()
    return Restored(kept, before, aside, tuple(_restore_responses(settings, path)))


def verify(path: Path) -> Kept:
    """The contents that a backup declares, once every byte of it was verified."""
    try:
        with zipfile.ZipFile(path) as packed:
            manifest = _manifest(packed, path)
            for name, digest in manifest["sha256"].items():
                if _digest(packed, name) != digest:
                    raise _no_backup(path, _("{part} was changed or cut after it was written").format(part=name))
    except (
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        EOFError,
        NotImplementedError,
    ) as error:
        raise _no_backup(path, str(error) or type(error).__name__) from None
    except OSError as error:
        raise _no_backup(path, system_cause(error)) from None
    return Kept(path, manifest["made_at"], manifest["schema"], manifest["counts"])


def _manifest(packed: zipfile.ZipFile, path: Path) -> dict[str, Any]:
    parts = {part.filename: part for part in packed.infolist()}
    if set(parts) != {MANIFEST, STORE, RESPONSES} or len(packed.infolist()) != len(parts):
        raise _no_backup(path, _("it has other parts"))
    if parts[MANIFEST].file_size > LONGEST_MANIFEST or any(
        part.file_size > MOST_PACKED * max(part.compress_size, 100) for part in parts.values()
    ):
        raise _no_backup(path, _("a part is larger than a backup's can be"))
    manifest: dict[str, Any] = json.loads(packed.read(MANIFEST))
    if manifest["format"] != FORMAT:
        raise WorkbenchError(
            _("this backup has a form that is not known: {form}").format(form=manifest["format"]),
            where=str(path),
            way_out=_("Install the version of the program that wrote it"),
        )
    if set(manifest["sha256"]) != {STORE, RESPONSES}:
        raise _no_backup(path, _("it has other parts"))
    return manifest


def _no_backup(path: Path, cause: str) -> WorkbenchError:
    return WorkbenchError(
        _("this is no backup, or it is damaged: {cause}").format(cause=cause),
        where=str(path),
        way_out=_("Nothing was changed; give a file that `workbench backup` wrote"),
    )


def _write(path: Path, store: Store, settings: Settings) -> Kept:
    made_at = datetime.now(UTC).isoformat(timespec="seconds")
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.unfinished")
    counts: Counter[str] = Counter()
    try:
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as packed:
                digests = {
                    STORE: _pack(packed, STORE, _store_lines(store, counts)),
                    RESPONSES: _pack(packed, RESPONSES, _response_lines(settings, counts)),
                }
                manifest = {
                    "format": FORMAT,
                    "program": workbench.__version__,
                    "schema": SCHEMA,
                    "made_at": made_at,
                    "counts": dict(counts),
                    "sha256": digests,
                }
                packed.writestr(MANIFEST, json.dumps(manifest, indent=1))
            file.flush()
            os.fsync(file.fileno())
        unfinished.rename(path)
    except OSError as error:
        raise WorkbenchError(
            _("the backup could not be written: {cause}").format(cause=system_cause(error)),
            where=str(path),
            way_out=_("Give a path that can be written, on a disk with room; nothing was changed"),
        ) from None
    finally:
        unfinished.unlink(missing_ok=True)
    return Kept(path, made_at, SCHEMA, counts)


def _store_lines(store: Store, counts: Counter[str]) -> Iterator[str]:
    for table, row in store.copies.rows():
        counts[table] += 1
        yield json.dumps({"table": table, "row": row}, ensure_ascii=False)


def _response_lines(settings: Settings, counts: Counter[str]) -> Iterator[str]:
    if not settings.cache_dir.exists():
        return
    from workbench.extraction.cache import ResponseCache

    cache = ResponseCache(settings.cache_dir)
    for record in cache.records():
        counts["responses"] += 1
        yield record.dump()
    cache.close()


def _pack(packed: zipfile.ZipFile, name: str, lines: Iterable[str]) -> str:
    digest = hashlib.sha256()
    with packed.open(name, "w", force_zip64=True) as part:
        for line in lines:
            data = line.encode() + b"\n"
            digest.update(data)
            part.write(data)
    return digest.hexdigest()


def _digest(packed: zipfile.ZipFile, name: str) -> str:
    digest = hashlib.sha256()
    with packed.open(name) as part:
        while block := part.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def _lines(path: Path, name: str) -> Iterator[str]:
    with zipfile.ZipFile(path) as packed, packed.open(name) as part:
        yield from TextIOWrapper(part, encoding="utf-8", newline="\n")


def _rows(path: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for line in _lines(path, STORE):
        entry = json.loads(line)
        yield entry["table"], entry["row"]


def _restore_responses(settings: Settings, path: Path) -> list[str]:
    """Put the answers of a backup into the cache; returns what the user should know about it."""
    from workbench.extraction.cache import ResponseCache
    from workbench.extraction.records import RecordFault, load_record

    lines = _lines(path, RESPONSES)
    first = next(lines, None)
    if first is None:
        return []
    cache = ResponseCache(settings.cache_dir)
    batch = []
    for line in (first, *lines):
        try:
            batch.append(load_record(line))
        except RecordFault as fault:
            cache.notices.append(_("A stored response is not used: {reason}").format(reason=fault))
        if len(batch) == AT_ONCE:
            cache.put_all(batch)
            batch = []
    cache.put_all(batch)
    cache.close()
    return cache.notices


def _free_name(stem: Path) -> Path:
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
    names = (stem.with_name(f"{stem.name}-{stamp}{again}.zip") for again in ("", *(f"-{n}" for n in range(2, 1_000))))
    return next(name for name in names if not name.exists())


def _make_folder(folder: Path) -> None:
    make_private(folder)
