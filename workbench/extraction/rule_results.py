"""What the rules read in a document, kept by document and version of the rules: they are slower than all the rest."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import diskcache
from pydantic import TypeAdapter, ValidationError

from workbench.extraction.cache import PlainDisk, UnsafeEntry
from workbench.facts.document import Document
from workbench.facts.fact import Fact
from workbench.recognition import Recognition, recognize


@dataclass(frozen=True)
class RuleResults:
    """Where results are kept, if anywhere, and the version of the rules that they are of.

    Nothing here is lost for good: what cannot be read or written is worked out again.
    """

    folder: Path | None = None
    version: str = ""

    def of(self, document: Document) -> Recognition:
        """Mentions and facts of a document."""
        return _recognized(self, document)


def rule_facts(rules: RuleResults, document: Document) -> list[Fact]:
    """The facts alone; a function of its own, so that it can be sent to another process."""
    return list(rules.of(document).facts)


@lru_cache(maxsize=64)
def _recognized(rules: RuleResults, document: Document) -> Recognition:
    if rules.folder is None:
        return recognize(document)
    key = f"{rules.version}:{hashlib.sha256(document.model_dump_json().encode()).hexdigest()}"
    return _kept(rules.folder, key) or _worked_out(rules.folder, key, document)


def _kept(folder: Path, key: str) -> Recognition | None:
    try:
        text = _opened(folder).get(key)
        return None if text is None else _form().validate_json(text)
    except (sqlite3.Error, OSError, UnsafeEntry, ValidationError, diskcache.Timeout):
        return None


def _worked_out(folder: Path, key: str, document: Document) -> Recognition:
    found = recognize(document)
    with suppress(sqlite3.Error, OSError, diskcache.Timeout):
        _opened(folder).set(key, _form().dump_json(found, by_alias=True))
    return found


@lru_cache
def _form() -> TypeAdapter[Recognition]:
    return TypeAdapter(Recognition)


@lru_cache(maxsize=4)
def _opened(folder: Path) -> Any:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return diskcache.Cache(str(folder), disk=PlainDisk, sqlite_synchronous=1, eviction_policy="least-recently-stored")
