"""The contents of a store that a draft needs, read by a copy of this process while this one imports the composing modules.

Importing SQLAlchemy takes as long as importing everything else. After sending what it read, the copy writes the provenance's
entries of facts, while this process resolves the facts, which cannot be split up.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from importlib import import_module
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, TypeVar, cast

from workbench.forking import Companion, return_memory

if TYPE_CHECKING:
    from workbench.report import Background, EntryWritten
    from workbench.store import Decision, Inventory, InventoryPiece, Ruling, Store
    from workbench.store.holdings import InventoryEnd

MANY = 2_000
"""Fewer facts than this are not worth sharing out between processes."""
_LOADED_MEANWHILE = (
    "workbench.report.gates.running",
    "workbench.pipeline.checking",
    "workbench.pipeline.conflicts",
    "workbench.pipeline.listing",
)


class Log(NamedTuple):
    """Decisions, rulings and searches, as far as a draft uses them."""

    rulings: tuple[Ruling, ...]
    """All of them, in their order."""
    decisions: tuple[Decision, ...]
    """Those of people, in their order."""
    background: Background | None
    """The searches for the assessments of the period asked for; None where no period was asked for."""


_Piece: TypeAlias = "InventoryPiece | Log"
Given = TypeVar("Given")
_AT_ONCE = 500


class WrittenDraft(NamedTuple):
    """A draft that was written, for the store to keep."""

    period: str
    as_of: date
    path: str
    text: str
    inputs: str | None


class StoreContents:
    """The contents of a store, and a way to keep drafts in it. The store is opened in the copy, or here where there is none."""

    def __init__(self, open_store: Callable[[], Store], period: str | None) -> None:
        def keep(draft: WrittenDraft) -> None:
            store = open_store()
            store.drafts.keep(**draft._asdict())
            store.close()  # a copy ends without letting go

        self._sent: list[_Piece] = []
        """In the copy: what it has read and sent."""
        companion = Companion(wanted="sqlalchemy" not in sys.modules)  # else a copy would save no import
        read = companion.stream(lambda: self._sending(_pieces(open_store(), period)), _taken)
        self.program = companion.begin(_program)
        """Gives the digest of the source that drafts are composed by."""
        self.facts_written: Iterator[EntryWritten] = chain.from_iterable(companion.supply(self._facts_written))
        """The provenance's entries of facts by id, where the copy writes them; else none. Can be read once."""
        self._keep = companion.answer(lambda: keep)
        companion.start()
        if companion.will_fork:
            _load_ahead(companion)
        self.inventory, self.log = read()
        self._sent = []

    def keep(self, draft: WrittenDraft) -> None:
        """Keep a draft among the past ones, which searches and later drafts look into."""
        self._keep(draft)()

    def _sending(self, pieces: Iterable[_Piece]) -> Iterator[_Piece]:
        for piece in pieces:
            self._sent.append(piece)
            yield piece

    def _facts_written(self) -> Iterator[list[EntryWritten]]:
        """In the copy: writes all entries before it sends the first, for they are taken much later."""
        from workbench.facts.written import read_records
        from workbench.report import facts_written
        from workbench.store import standing_by_fact

        rows = [piece for piece in self._sent if isinstance(piece, list)]
        end, log = cast("tuple[InventoryEnd, Log]", self._sent[-2:])
        self._sent.clear()
        if sum(map(len, rows)) < MANY:
            return
        records = chain.from_iterable(map(read_records, _draining(rows)))
        decisions = chain.from_iterable(standing_by_fact(log.decisions).values())
        written = facts_written(records, {document.id: document for document in end.documents}, decisions)
        return_memory()
        left = _draining(written)
        while some := list(islice(left, _AT_ONCE)):
            yield some


def _pieces(store: Store, period: str | None) -> Iterator[_Piece]:
    yield from store.inventory_pieces()
    log = Log(
        tuple(store.rulings.all()),
        tuple(store.decisions(of_people=True)),
        None if period is None else background_of(store, period),
    )
    store.close()  # a copy ends without letting go
    yield log


def _taken(pieces: Iterable[_Piece]) -> tuple[Inventory, Log]:
    from workbench.store import Inventory

    left = iter(pieces)
    inventory = Inventory.of(cast("Iterator[InventoryPiece]", left))  # up to its end
    (log,) = left
    return inventory, cast("Log", log)


def _draining(pieces: list[Given]) -> Iterator[Given]:
    """The pieces in order, each removed from the list as it is given, so that its memory can be used again."""
    pieces.reverse()
    while pieces:
        yield pieces.pop()


def _program() -> str:
    from workbench.pipeline.fingerprints import drafting_basis

    return drafting_basis()


def _load_ahead(companion: Companion) -> None:
    """Import what every draft is composed with; then, as long as the copy sends nothing, what only the gates need."""
    from workbench.report.composing import load_ahead

    load_ahead()
    for module in _LOADED_MEANWHILE:
        if companion.has_answered:
            return
        import_module(module)


def background_of(store: Store, period: str) -> Background:
    """The searches that were made when the assessments of a period were drafted last; empty where there were none."""
    from workbench.report import Background, PastMatch, PastSearch, Period
    from workbench.store import period_document

    runs = store.runs(period_document(str(Period.parse(period))))
    if not runs or runs[-1].searches is None:
        return Background()
    searches = [
        PastSearch(each["query"], tuple(PastMatch(hit["kind"], hit["title"], hit["score"]) for hit in each["hits"]))
        for each in runs[-1].searches
    ]
    return Background(tuple(searches))
