"""The logs and copies of one database, each by its own name; what most users of a store never ask for is loaded when it is."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from workbench.store.drafts import Drafts
from workbench.store.engine import open_engine
from workbench.store.rulings import Rulings
from workbench.store.standings import Standings
from workbench.store.turns import RoutingTurn

if TYPE_CHECKING:
    from workbench.store.batches import BatchJournal
    from workbench.store.copies import Copies
    from workbench.store.examining import Examination
    from workbench.store.index import SearchIndex


class StoreParts:
    """An open database and what is kept in it beside facts and documents."""

    def __init__(self, url: str) -> None:
        self._engine = open_engine(url)
        self.rulings = Rulings(self._engine)
        self.drafts = Drafts(self._engine)
        self.standings = Standings(self._engine)
        self.routing = RoutingTurn(self._engine)

    @cached_property
    def index(self) -> SearchIndex:
        """What documents, facts and drafts are found by."""
        from workbench.store.index import SearchIndex

        return SearchIndex(self._engine)

    @cached_property
    def batches(self) -> BatchJournal:
        """The journal of batches."""
        from workbench.store.batches import BatchJournal

        return BatchJournal(self._engine)

    @cached_property
    def copies(self) -> Copies:
        """All rows out and in."""
        from workbench.store.copies import Copies

        return Copies(self._engine)

    @cached_property
    def examination(self) -> Examination:
        """Whether it is whole."""
        from workbench.store.examining import Examination

        return Examination(self._engine)

    def close(self) -> None:
        """Let go of the database; a store that is used again connects anew."""
        self._engine.dispose()
