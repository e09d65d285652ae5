"""The response cache: every paid answer on disk before anything reads it, and never evicted.

diskcache, made safe: values and keys that could be unpickled are refused, as are value files outside the folder; nothing is
evicted; every write is synchronous (kill and power loss lose nothing).
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path, PurePath
from typing import Any, TypeVar

import diskcache
from diskcache.core import MODE_PICKLE, UNKNOWN

from workbench.errors import WorkbenchError
from workbench.extraction.entries import answer_in, entry_of, record_in
from workbench.extraction.records import RecordFault, ResponseRecord, StoredResponse
from workbench.extraction.requests import CanonicalRequest
from workbench.folders import make_private
from workbench.language import _

_DAMAGE = (
    "malformed",
    "not a database",
    "disk image",
    "corrupt",
    "no such table",
    "no such column",
    "unsupported file",
)


_FRAME, _LABEL = "frame:", "label:"
"""Keys of what requests have in common begin so, and of what is known of the last request of a label."""

Read = TypeVar("Read")


class UnsafeEntry(ValueError):
    """A cache row that somebody else may have written: it is never read."""


class PlainDisk(diskcache.Disk):  # type: ignore[misc]
    """Stores text and bytes, and reads nothing else: no pickle, no foreign path."""

    def store(self, value: object, read: bool, key: object = UNKNOWN) -> Any:
        """Store one value; anything but text or bytes is refused."""
        if read or not isinstance(value, str | bytes):
            raise TypeError("the cache holds text or bytes only")
        return super().store(value, read, key=key)

    def _write(self, full_path: str, iterator: Any, mode: str, encoding: str | None = None) -> Any:
        """Write a value that is too large for a row into a file, and have it on disk before the row that names it."""
        size = super()._write(full_path, iterator, mode, encoding)
        for path in (full_path, PurePath(full_path).parent):
            opened = os.open(path, os.O_RDONLY)
            try:
                os.fsync(opened)
            finally:
                os.close(opened)
        return size

    def fetch(self, mode: int, filename: str | None, value: object, read: bool) -> Any:
        """Read one value; pickled ones and files outside the folder are refused."""
        if mode == MODE_PICKLE:
            raise UnsafeEntry("a pickled value")
        if filename is not None and (PurePath(filename).is_absolute() or ".." in PurePath(filename).parts):
            raise UnsafeEntry("a value file outside the cache")
        return super().fetch(mode, filename, value, read)

    def put(self, key: object) -> Any:
        """The stored form of a key, which must be text."""
        if not isinstance(key, str):
            raise TypeError("keys of the cache are text")
        return super().put(key)

    def get(self, key: object, raw: bool) -> Any:
        """The key behind its stored form; a pickled one is refused."""
        if not raw:
            raise UnsafeEntry("a pickled key")
        return super().get(key, raw)

    def remove(self, file_path: str) -> Any:
        """Delete a value file, never one outside the folder."""
        if PurePath(file_path).is_absolute() or ".." in PurePath(file_path).parts:
            raise UnsafeEntry("a value file outside the cache")
        return super().remove(file_path)


class ResponseCache:
    """Answers by the key of their request. A damaged cache is set aside, and a new one begun."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.notices: list[str] = []
        """What the user should know: that a cache was set aside, or that an answer could not be stored."""
        self._frames: set[str] = set()
        """Digests of the frames that are known to be stored."""
        self._cache = self._opened()

    def answer(self, key: str) -> StoredResponse | None:
        """The stored answer to a request, or None; a damaged entry is reported and not used."""
        return self._read(key, lambda text: answer_in(text, key))

    def get(self, key: str) -> ResponseRecord | None:
        """The stored answer to a request with its request, label and day; None as for `answer`."""
        return self._read(key, lambda text: record_in(text, self._frame))

    def put(self, record: ResponseRecord) -> None:
        """Store an answer. Where the disk refuses it the answer is still used, and a notice says so."""
        self.put_all([record])

    def put_all(self, records: Sequence[ResponseRecord]) -> None:
        """Store several answers at once: the disk confirms them together."""
        try:
            with self._cache.transact():
                for record in records:
                    self._put(record)
        except (sqlite3.DatabaseError, OSError, diskcache.Timeout) as error:
            self._frames.clear()  # what the transaction wrote is not there
            self.notices.append(
                _("A paid response could not be stored in {folder}: {reason}").format(folder=self.folder, reason=error)
            )

    def explain_miss(self, request: CanonicalRequest, label: str) -> str | None:
        """What differs from the last request of this label that was answered, and when that was; None without one."""
        try:
            text = self._cache.get(_LABEL + label)
            last = None if text is None else json.loads(text)
        except (sqlite3.DatabaseError, UnsafeEntry, ValueError):
            return None
        if last is None:
            return None
        now = request.part_digests()
        changed = [name for name in now if now[name] != last["parts"].get(name)]
        return _("{parts} changed since {day}").format(parts=", ".join(changed) or "form", day=last["day"])

    def records(self) -> Iterator[ResponseRecord]:
        """Every intact stored answer, oldest first."""
        for key in list(self._cache):
            if ":" not in key:
                record = self.get(key)
                if record is not None:
                    yield record

    def examine(self) -> tuple[int, list[str]]:
        """How many answers there are, and the keys of those that cannot be read."""
        keys = [key for key in list(self._cache) if ":" not in key]
        return len(keys), [key for key in keys if self.get(key) is None]

    def _put(self, record: ResponseRecord) -> None:
        text, frames = entry_of(record)
        for digest, frame in frames.items():
            if digest not in self._frames:
                self._cache.set(_FRAME + digest, frame)
                self._frames.add(digest)
        self._cache.set(record.key, text)
        last = {"parts": record.request.part_digests(), "day": record.meta.get("recorded_at", "")}
        self._cache.set(_LABEL + record.label, json.dumps(last))

    def _frame(self, digest: str) -> str | None:
        frame = self._cache.get(_FRAME + digest)
        return frame if isinstance(frame, str) else None

    def _read(self, key: str, reading: Callable[[str], Read]) -> Read | None:
        try:
            text = self._cache.get(key)
        except (sqlite3.DatabaseError, UnsafeEntry) as error:
            self._replace(error)
            return None
        if text is None:
            return None
        try:
            return reading(text if isinstance(text, str) else text.decode("utf-8"))
        except (RecordFault, UnicodeDecodeError) as error:
            self.notices.append(_("A stored response ({key}) is not used: {reason}").format(key=key[:12], reason=error))
            return None

    def close(self) -> None:
        """Close the files."""
        self._cache.close()

    def __len__(self) -> int:
        return len(self._cache)

    def _opened(self) -> Any:
        try:
            return _open(self.folder)
        except sqlite3.DatabaseError as error:
            if not _is_damage(error):
                raise self._unusable(error) from None
            self._set_aside(error)
        except OSError as error:
            raise self._unusable(error) from None
        return _open(self.folder)

    def _replace(self, error: Exception) -> None:
        if isinstance(error, sqlite3.OperationalError) and not _is_damage(error):
            self.notices.append(_("The response cache could not be read: {reason}").format(reason=error))
            return
        self._cache.close()
        self._frames.clear()
        self._set_aside(error)
        self._cache = _open(self.folder)

    def _set_aside(self, error: Exception) -> None:
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
        aside = self.folder.with_name(f"{self.folder.name}.damaged-{stamp}")
        self.folder.rename(aside)
        self.notices.append(
            _("The response cache was damaged ({reason}); it was set aside as {aside} and a new one begun.").format(
                reason=error, aside=aside
            )
        )

    def _unusable(self, error: Exception) -> WorkbenchError:
        return WorkbenchError(
            _("the response cache cannot be opened: {reason}").format(reason=error),
            where=str(self.folder),
            way_out=_("Free space on the disk or correct the folder's permissions; paid answers are kept there."),
        )


def _open(folder: Path) -> Any:
    make_private(folder)
    folder.chmod(0o700)
    cache = diskcache.Cache(
        str(folder),
        disk=PlainDisk,
        eviction_policy="none",
        sqlite_synchronous=2,
        sqlite_mmap_size=0,  # else every page that is read counts as memory of this process
        sqlite_cache_size=1_000,  # pages of 4 KiB; the system keeps the file at hand, once for all processes
        cull_limit=0,
        statistics=0,
    )
    len(cache)  # reads the first page, so that damage shows here and not in the middle of a run
    return cache


def _is_damage(error: Exception) -> bool:
    if not isinstance(error, sqlite3.OperationalError):
        return True
    return any(sign in str(error).lower() for sign in _DAMAGE)
