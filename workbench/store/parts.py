"""The parts of a store that have a class of their own; those that few commands use are imported on first use."""

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
    """An open database and its parts beside facts and documents."""

    def __init__(self, url: str) -> None:
        self._engine = open_engine(url)
        self.rulings = Rulings(self._engine)
        self.drafts = Drafts(self._engine)
        self.standings = Standings(self._engine)
        self.routing = RoutingTurn(self._engine)

    @cached_property
    def index(self) -> SearchIndex:
        """The search index."""
        from workbench.store.index import SearchIndex

        return SearchIndex(self._engine)

    @cached_property
    def batches(self) -> BatchJournal:
        """The journal of batches."""
        from workbench.store.batches import BatchJournal

        return BatchJournal(self._engine)

    @cached_property
    def copies(self) -> Copies:
        """Export and import of all rows."""
        from workbench.store.copies import Copies

        return Copies(self._engine)

    @cached_property
    def examination(self) -> Examination:
        """The examination of every row."""
        from workbench.store.examining import Examination

        return Examination(self._engine)

    def close(self) -> None:
        """Close the connections; a store that is used again connects anew."""
        self._engine.dispose()
