"""What a store holds that a draft is made of: read by a copy of this process while this one loads what it composes with.

To load a database's library takes as long as to load everything else.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, cast

from workbench.forking import Companion

if TYPE_CHECKING:
    from workbench.report import History
    from workbench.store import Decision, Inventory, InventoryPiece, Ruling, Store

_LOADED_MEANWHILE = (
    "workbench.report.gates.running",
    "workbench.pipeline.checking",
    "workbench.pipeline.conflicts",
    "workbench.pipeline.listing",
)


class Log(NamedTuple):
    """What people did, as far as a draft tells of it."""

    rulings: tuple[Ruling, ...]
    """All of them, in their order."""
    decisions: tuple[Decision, ...]
    """Those of people, in their order."""
    history: History | None
    """What was searched for when the assessments of the period asked for were drafted last; None where none was asked for."""


class WrittenDraft(NamedTuple):
    """A draft that was written, for the store to keep."""

    period: str
    as_of: date
    path: str
    text: str
    inputs: str | None


class HeldStore:
    """What a store holds, and a way to keep drafts in it. It is opened where it is asked: here, or in a copy."""

    def __init__(self, opening: Callable[[], Store], period: str | None) -> None:
        def keep(draft: WrittenDraft) -> None:
            store = opening()
            store.drafts.keep(**draft._asdict())
            store.close()  # a copy ends without letting go

        companion = Companion(beside="sqlalchemy" not in sys.modules)  # else there is nothing left to load
        read = companion.stream(lambda: _pieces(opening(), period), _taken)
        self._keep = companion.answer(lambda: keep)
        companion.start()
        if companion.beside:
            _load_ahead()
        self.inventory, self.log = read()

    def keep(self, draft: WrittenDraft) -> None:
        """Keep a draft among the past ones, which searches and later drafts look into."""
        self._keep(draft)()


def _pieces(store: Store, period: str | None) -> Iterator[InventoryPiece | Log]:
    yield from store.inventory_pieces()
    log = Log(
        tuple(store.rulings.all()),
        tuple(store.decisions(of_people=True)),
        None if period is None else history_of(store, period),
    )
    store.close()  # a copy ends without letting go
    yield log


def _taken(pieces: Iterable[InventoryPiece | Log]) -> tuple[Inventory, Log]:
    from workbench.store import Inventory

    left = iter(pieces)
    inventory = Inventory.of(cast("Iterator[InventoryPiece]", left))  # up to its end
    (log,) = left
    return inventory, cast("Log", log)


def _load_ahead() -> None:
    """Load what a draft is composed with, and held against its gates; and look the program through that composes it."""
    from workbench.pipeline.fingerprints import drafting_basis
    from workbench.report.composing import load_ahead

    load_ahead()
    drafting_basis()
    for module in _LOADED_MEANWHILE:
        import_module(module)


def history_of(store: Store, period: str) -> History:
    """What was searched for when the assessments of a period were drafted last."""
    from workbench.report import History, PastMatch, PastSearch, Period
    from workbench.store import period_document

    runs = store.runs(period_document(str(Period.parse(period))))
    if not runs or runs[-1].searches is None:
        return History()
    searches = [
        PastSearch(each["query"], tuple(PastMatch(hit["kind"], hit["title"], hit["score"]) for hit in each["hits"]))
        for each in runs[-1].searches
    ]
    return History(tuple(searches))
