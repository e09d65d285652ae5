"""The facts of the review: the standing of all, and the content of those viewed lately."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Sequence

from workbench.facts.fact import Record
from workbench.facts.standing import Standing

_KEPT = 1_000
"""Records held in memory; a store may have more facts than memory has room for what they say."""
_AT_ONCE = 500


class Records:
    """Records by id, read when they are asked for."""

    def __init__(self, read: Callable[[Collection[str]], Sequence[Record]]) -> None:
        self._read = read
        self._known: OrderedDict[str, Record] = OrderedDict()
        self.standing: dict[str, Standing] = {}
        """How every fact stands, in document and reading order; superseded ones are left out."""
        self._of_document: dict[str, list[str]] = {}

    def load(self, standings: Iterable[Standing]) -> None:
        """Begin anew with these facts."""
        self._known.clear()
        self.standing = {standing.id: standing for standing in standings if standing.state != "superseded"}
        self._of_document = {}
        for standing in self.standing.values():
            self._of_document.setdefault(standing.document, []).append(standing.id)

    def __contains__(self, id_: object) -> bool:
        return id_ in self.standing

    def __getitem__(self, id_: str) -> Record:
        if id_ not in self._known:
            self.fetch([id_])
        return self._known[id_]

    def get(self, id_: str) -> Record | None:
        """The record of an id, None where there is no such fact."""
        return self[id_] if id_ in self.standing else None

    def of_document(self, document: str) -> Sequence[str]:
        """Ids of the facts of a document, in reading order."""
        return self._of_document.get(document, ())

    def fetch(self, ids: Iterable[str]) -> None:
        """Read the records of these facts that are not in memory, in as few queries as possible."""
        wanted = list(ids)
        missing = [id_ for id_ in wanted if id_ not in self._known]
        for first in range(0, len(missing), _AT_ONCE):
            for record in self._read(missing[first : first + _AT_ONCE]):
                self._known[record.id] = record
        for id_ in wanted:
            if id_ in self._known:
                self._known.move_to_end(id_)
        while len(self._known) > max(_KEPT, len(wanted)):
            self._known.popitem(last=False)

    def put(self, record: Record) -> None:
        """Take over a record as it is now."""
        self._known[record.id] = record
        self.standing[record.id] = Standing.of(record)

    def stand(self, standing: Standing) -> bool:
        """Take how a fact stands now; False where that is known. What it says is read anew when it is asked for."""
        known = self.standing.get(standing.id)
        if known is None or known.revision == standing.revision:
            return False
        self._known.pop(standing.id, None)
        self.standing[standing.id] = standing
        return True
