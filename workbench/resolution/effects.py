"""Effective dates that one document gives for one act without saying which clause each is for: a person must decide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from workbench.resolution.events import Event
from workbench.resolution.instruments import Instruments


def unclear_effects(instruments: Instruments, events: Mapping[str, Sequence[Event]]) -> frozenset[str]:
    """Ids of the facts in which a document has one whole act take effect on different days.

    No conflict of sources, since it may be speaking of parts that it does not number; but which day is whose is open.
    """
    unclear: set[str] = set()
    for key, own in events.items():
        if key.startswith("law/"):  # a law takes effect anew with each version
            continue
        stated: dict[str, dict[date, set[str]]] = defaultdict(lambda: defaultdict(set))
        for event in own:
            if event.type == "effect" and event.clause is None and event.from_ is not None:
                for fact in event.facts:
                    stated[instruments.statement(fact).document][event.from_].add(fact)
        for days in stated.values():
            if len(days) > 1:
                unclear.update(*days.values())
    return frozenset(unclear)
