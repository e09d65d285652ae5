"""Articles into the store: each file by itself, so that one bad file keeps no other out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from workbench.documents import Metadata, find_articles, read_document
from workbench.errors import WorkbenchError
from workbench.facts.document import Document
from workbench.store import Store

AT_ONCE = 100
"""Articles that are stored in one transaction: a disk takes milliseconds to confirm each, more than the reading does."""


@dataclass
class Added:
    """What became of the files."""

    new: list[Document] = field(default_factory=list)
    known: list[Document] = field(default_factory=list)
    """Same bytes as a document that was there."""
    failures: list[WorkbenchError] = field(default_factory=list)

    @property
    def documents(self) -> list[Document]:
        """All documents behind the readable files, new or known, each once."""
        return list({document.id: document for document in (*self.new, *self.known)}.values())


def add_articles(
    store: Store, paths: Sequence[Path], given: Metadata, *, on_article: Callable[[Path], None] = lambda _path: None
) -> Added:
    """Read every article under `paths` and keep it; faults are collected, a file each."""
    added = Added()
    for path in paths:
        try:
            files = find_articles([path])
        except WorkbenchError as error:
            added.failures.append(error)
            continue
        for first in range(0, len(files), AT_ONCE):
            read = list(_read(files[first : first + AT_ONCE], given, added.failures, on_article))
            new = store.add_documents(read)
            for document in read:
                (added.new if document.id in new else added.known).append(document)
                new.discard(document.id)  # the same bytes in a second file are known by then
    return added


def _read(
    files: Sequence[Path], given: Metadata, failures: list[WorkbenchError], on_article: Callable[[Path], None]
) -> Iterator[Document]:
    for file in files:
        on_article(file)
        try:
            yield read_document(file, given)
        except WorkbenchError as error:
            failures.append(error)


def find_documents(store: Store, names: Sequence[str]) -> Added:
    """Documents by id, unique prefix of an id, or path; a path is added first. No names: all documents."""
    if not names:
        return Added(known=store.documents())
    found = Added()
    for name in names:
        if _is_path(name):
            result = add_articles(store, [Path(name)], Metadata())
            found.new += result.new
            found.known += result.known
            found.failures += result.failures
            continue
        try:
            found.known.append(store.document(name))
        except WorkbenchError as error:
            found.failures.append(error)
    return found


def _is_path(name: str) -> bool:
    """Ids are bare hexadecimal words: what has a folder or a suffix was meant as a path, there or not."""
    return bool(name) and (len(Path(name).parts) > 1 or bool(Path(name).suffix) or Path(name).exists())
