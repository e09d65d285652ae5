"""Limits of many thousand items without all of them in memory: a few numbers of each, until it is known which are contested.

A store is heard fact by fact when routes are made. Nearly every limit is the only one of its item and act, and says nothing
that another could contradict; those that may be sides of a conflict are few, and are read again.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator

from workbench.facts.kinds import Threshold
from workbench.resolution.conflicts.meant import Acts
from workbench.resolution.conflicts.thresholds import limits_of, things_limited
from workbench.resolution.instruments import Instruments
from workbench.resolution.statement import Statement


class LimitsHeard:
    """What is kept of the limits that pass by."""

    def __init__(self) -> None:
        self._whole: dict[tuple[object, ...], int] = {}
        self._statements: list[Statement] = []
        """The first of each document, act and jurisdiction: what all of them say of the act beside their limits."""
        self._facts = bytearray()
        """Ids of the facts, a blank behind each: apart they would take four times as much."""
        self._of = array("l")
        """Place in `_statements` of the one that stands for a limit's document and act."""
        self._things, self._limits = array("q"), array("q")
        """Digests of what is limited, and of the limit: two that are equal by chance cost one fact read again."""

    def add(self, statement: Statement) -> bool:
        """Note a threshold; whether it must be heard whole all the same, since it is the first of its document and act."""
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
        """Ids of the facts that give a thing of an act another limit than another document does, and were not heard whole.

        `instruments` are those of all that was heard whole. Whether two limits contradict each other is not judged here.
        """
        whole = {statement.fact for statement in self._statements}
        contested = set(self._contested(Acts.of(instruments)))
        if not contested:
            return ()
        facts = self._facts.decode().split()
        found = (fact for fact, said in zip(facts, self._said(), strict=True) if said in contested)
        return tuple(dict.fromkeys(fact for fact in found if fact not in whole))

    def _said(self) -> Iterator[tuple[int, int]]:
        """Of each limit the place of its act, and what is limited."""
        return zip(self._of, self._things, strict=True)

    def _contested(self, acts: Acts) -> Iterator[tuple[int, int]]:
        meant = [acts.meant(statement) for statement in self._statements]
        by_thing: dict[tuple[str, int], set[tuple[int, int]]] = {}
        for (place, thing), limit in zip(self._said(), self._limits, strict=True):
            for act in meant[place]:
                by_thing.setdefault((act, thing), set()).add((limit, place))
        for (_act, thing), told in by_thing.items():
            documents = {self._statements[place].document for _, place in told}
            if len({limit for limit, _ in told}) > 1 and len(documents) > 1:
                yield from ((place, thing) for _, place in told)
