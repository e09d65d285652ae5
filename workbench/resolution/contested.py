"""Which of many thousand limits are contested, found from a few numbers of each instead of all of them in memory.

Routing reads a store fact by fact. Nearly every limit is the only one of its item and act, so that nothing can contradict
it. The few that may be sides of a conflict are found by their digests, and are then read again as whole statements.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator

from workbench.facts.kinds import Threshold
from workbench.resolution.conflicts.meant import Acts
from workbench.resolution.conflicts.thresholds import limits_of, things_limited
from workbench.resolution.instruments import Instruments
from workbench.resolution.statement import Statement


class LimitDigest:
    """Digests of limits that are read one after the other."""

    def __init__(self) -> None:
        self._whole: dict[tuple[object, ...], int] = {}
        self._statements: list[Statement] = []
        """The first threshold of each document, act and jurisdiction, kept whole: the others say nothing else about the act."""
        self._facts = bytearray()
        """Ids of the facts, each followed by a space: as separate strings they would take four times the memory."""
        self._of = array("l")
        """For each limit the place in `_statements` of the threshold that stands for its document and act."""
        self._things, self._limits = array("q"), array("q")
        """For each limit the digest of what is limited, and of the limit; a chance collision only has a fact read again."""

    def add(self, statement: Statement) -> bool:
        """Take a threshold in; True where it must also be resolved whole, as the first of its document and act."""
        content = statement.content
        if not isinstance(content, Threshold):
            raise TypeError(f"no threshold: {content.kind}")
        place = statement.document, content.instrument, statement.actor
        first = place not in self._whole
        if first:
            self._whole[place] = len(self._statements)
            self._statements.append(statement)
        thing = things_limited(content)
        if thing is not None:
            for limit in limits_of(content):
                self._facts += statement.fact.encode() + b" "
                self._of.append(self._whole[place])
                self._things.append(hash((thing, limit.unit)))
                self._limits.append(hash(limit.key))
        return first

    def contested(self, instruments: Instruments) -> tuple[str, ...]:
        """Ids of the facts with a limit that differs from another document's for the same act and thing.

        Facts that `add` returned True for are left out. `instruments` are resolved from everything that was resolved whole.
        Whether differing limits contradict each other is not judged here.
        """
        whole = {statement.fact for statement in self._statements}
        contested = set(self._contested(Acts.of(instruments)))
        if not contested:
            return ()
        facts = self._facts.decode().split()
        found = (fact for fact, claimed in zip(facts, self._said(), strict=True) if claimed in contested)
        return tuple(dict.fromkeys(fact for fact in found if fact not in whole))

    def _said(self) -> Iterator[tuple[int, int]]:
        """For each limit the place of its document and act, and the digest of what is limited."""
        return zip(self._of, self._things, strict=True)

    def _contested(self, acts: Acts) -> Iterator[tuple[int, int]]:
        meant = [acts.meant(statement) for statement in self._statements]
        by_thing: dict[tuple[str, int], set[tuple[int, int]]] = {}
        for (place, thing), limit in zip(self._said(), self._limits, strict=True):
            for act in meant[place]:
                by_thing.setdefault((act, thing), set()).add((limit, place))
        for (_act, thing), stated in by_thing.items():
            documents = {self._statements[place].document for _, place in stated}
            if len({limit for limit, _ in stated}) > 1 and len(documents) > 1:
                yield from ((place, thing) for _, place in stated)
