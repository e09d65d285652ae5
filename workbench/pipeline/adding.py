"""Adds articles to the store: each file by itself, so that a bad file does not affect the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from workbench.documents import Metadata, find_articles, other_endings, read_document
from workbench.documents.articles import shown
from workbench.errors import WorkbenchError
from workbench.facts.document import Document, DocumentHead
from workbench.language import plural
from workbench.store import Store

AT_ONCE = 100
"""Articles per transaction: a disk takes milliseconds to confirm each, which is longer than reading an article."""

_ENDINGS_SHOWN = 5


@dataclass
class Added:
    """What happened to the files."""

    new: list[DocumentHead] = field(default_factory=list)
    known: list[DocumentHead] = field(default_factory=list)
    """Same bytes as a document that was there."""
    failures: list[WorkbenchError] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    """What could not be read of the stored articles, one message per article."""

    def take(self, other: Added) -> None:
        """Add the counts of other files."""
        self.new += other.new
        self.known += other.known
        self.failures += other.failures
        self.remarks += other.remarks

    @property
    def documents(self) -> list[DocumentHead]:
        """All documents behind the readable files, new or known, each once."""
        return list({document.id: document for document in (*self.new, *self.known)}.values())


def add_articles(
    store: Store, paths: Sequence[Path], given: Metadata, *, on_article: Callable[[Path], None] = lambda _path: None
) -> Added:
    """Read every article under `paths` and store it; faults are collected, one per file."""
    added = Added()
    for path in paths:
        try:
            files = find_articles([path])
        except WorkbenchError as error:
            added.failures.append(error)
            continue
        added.remarks += _left_out(path)
        for first in range(0, len(files), AT_ONCE):
            read = list(_read(files[first : first + AT_ONCE], given, added, on_article))
            new = store.add_documents(read)
            for document in read:
                (added.new if document.id in new else added.known).append(document.head)
                new.discard(document.id)  # the same bytes in a second file are known by then
    return added


def _left_out(path: Path) -> list[str]:
    """That a folder has files of kinds that are not read: who put them there may think that they were."""
    endings = other_endings(path) if path.is_dir() else Counter[str]()
    if not endings:
        return []
    told = ", ".join(f"{ending or '?'} {count}" for ending, count in endings.most_common(_ENDINGS_SHOWN))
    left_out = plural("{count} file of another kind is left out: {endings}", "{count} files of other kinds are left out: {endings}", endings.total())  # fmt: skip
    return [f"{shown(path)}: " + left_out.format(count=endings.total(), endings=told)]


def _read(
    files: Sequence[Path], given: Metadata, added: Added, on_article: Callable[[Path], None]
) -> Iterator[Document]:
    for file in files:
        on_article(file)
        try:
            yield read_document(file, given, added.remarks.append)
        except WorkbenchError as error:
            added.failures.append(error)


def add_addresses(store: Store, urls: Sequence[str], given: Metadata) -> Added:
    """Fetch the article at each http(s) address and store it; faults are collected, one per address."""
    from workbench.documents.web_article import read_address

    added = Added()
    for url in urls:
        try:
            document = read_address(url, given, added.remarks.append)
        except WorkbenchError as error:
            added.failures.append(error)
            continue
        (added.new if store.add_document(document) else added.known).append(document.head)
    return added


def find_documents(store: Store, names: Sequence[str]) -> Added:
    """Documents by id, unique prefix of an id, or path; a path is added first. Without names: all documents."""
    if not names:
        return Added(known=store.document_heads())
    found = Added()
    for name in names:
        if _is_path(name):
            found.take(add_articles(store, [Path(name)], Metadata()))
            continue
        try:
            found.known.append(store.document(name).head)
        except WorkbenchError as error:
            found.failures.append(error)
    return found


def _is_path(name: str) -> bool:
    """Ids are bare hexadecimal words: a name with a folder or a suffix is meant as a path, existing or not."""
    return bool(name) and (len(Path(name).parts) > 1 or bool(Path(name).suffix) or Path(name).exists())
