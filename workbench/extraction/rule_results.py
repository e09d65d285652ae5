"""Results of the rules, kept by document and version of the rules: computing them takes longer than all the rest."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import diskcache
from pydantic import TypeAdapter, ValidationError

from workbench.extraction.cache import PlainDisk, UnsafeEntry
from workbench.extraction.workers import apart
from workbench.facts.document import Document
from workbench.facts.written import WrittenFact, write_facts
from workbench.folders import make_private
from workbench.recognition import Mention, Recognition, recognize

_CACHED_PAGES = 500
"""Of 4 kB each."""


@dataclass(frozen=True)
class RuleResults:
    """Where results are kept, if anywhere, and the version of the rules that they are of.

    Nothing here is lost for good: what cannot be read or written is worked out again.
    """

    folder: Path | None = None
    version: str = ""

    def of(self, document: Document) -> Recognition:
        """Mentions and facts of a document."""
        return _read(self, document).found

    def written(self, document: Document) -> tuple[WrittenFact, ...]:
        """Its facts as they are stored."""
        return _read(self, document).written


def rule_facts(rules: RuleResults, document: Document) -> tuple[WrittenFact, ...]:
    """The facts alone; a function of its own, so that it can be sent to another process."""
    return rules.written(document)


def forget_results() -> None:
    """Drop what this process read last: nobody asks for it again once its documents are done."""
    _read.cache_clear()


@dataclass(frozen=True, eq=False)
class _Result:
    """What the rules found in one document."""

    found: Recognition

    @cached_property
    def written(self) -> tuple[WrittenFact, ...]:
        """Its facts, written once for the store and for what is kept."""
        return write_facts(self.found.facts)

    def json(self) -> str:
        """The whole as JSON."""
        mentions = _mentions_form().dump_json(self.found.mentions, by_alias=True).decode()
        return f'{{"mentions":{mentions},"facts":[{",".join(fact.body for fact in self.written)}]}}'


@lru_cache(maxsize=64)
def _read(rules: RuleResults, document: Document) -> _Result:
    with apart("rules"):
        kept = None if rules.folder is None else _kept(rules, document)
        result = _Result(recognize(document) if kept is None else kept)
        if kept is None:
            _keep(rules, document, result)
        return result


def keep_result(rules: RuleResults, document: Document, found: Recognition) -> None:
    """Keep what was found in a document for later; where it cannot be kept, it is computed again."""
    _keep(rules, document, _Result(found))


def _keep(rules: RuleResults, document: Document, result: _Result) -> None:
    with suppress(sqlite3.Error, OSError, diskcache.Timeout):
        if rules.folder is not None:
            _opened(rules.folder).set(_key(rules, document), result.json())


def _kept(rules: RuleResults, document: Document) -> Recognition | None:
    try:
        text = None if rules.folder is None else _opened(rules.folder).get(_key(rules, document))
        return None if text is None else _form().validate_json(text)
    except (sqlite3.Error, OSError, UnsafeEntry, ValidationError, diskcache.Timeout):
        return None


def _key(rules: RuleResults, document: Document) -> str:
    return f"{rules.version}:{hashlib.sha256(document.model_dump_json().encode()).hexdigest()}"


@lru_cache
def _form() -> TypeAdapter[Recognition]:
    return TypeAdapter(Recognition)


@lru_cache
def _mentions_form() -> TypeAdapter[tuple[Mention, ...]]:
    return TypeAdapter(tuple[Mention, ...])


@lru_cache(maxsize=4)
def _opened(folder: Path) -> Any:
    make_private(folder)
    return diskcache.Cache(
        str(folder),
        disk=PlainDisk,
        sqlite_synchronous=1,
        # Each result is written once and read once or never: what the library would keep of them is memory for nothing.
        sqlite_mmap_size=0,
        sqlite_cache_size=_CACHED_PAGES,
        eviction_policy="least-recently-stored",
    )
