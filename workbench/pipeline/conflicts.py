"""Conflicts over the store: which are open, which are resolved and by whom, and a person's ruling on one.

A conflict is resolved by a ruling, or because the facts of all sides but one were rejected or corrected.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from workbench.errors import WorkbenchError
from workbench.facts.document import Document
from workbench.facts.fact import Record
from workbench.language import _
from workbench.resolution import Conflict, Event, Instruments, open_conflicts, resolve, statements_of

if TYPE_CHECKING:
    from workbench.store import Ruling, Store

BOTH, NEITHER = "both", "neither"


@dataclass(frozen=True, slots=True)
class Resolution:
    """How a conflict was resolved."""

    means: Literal["ruling", "facts"]
    """A ruling on it, or decisions on the facts of its sides."""
    sides: tuple[int, ...]
    """The sides that hold."""
    by: str
    at: str
    reason: str | None

    def json(self) -> dict[str, Any]:
        """As `conflicts --all` prints it."""
        return {
            "means": self.means,
            "sides": list(self.sides),
            "by": self.by,
            "at": self.at,
            "reason": self.reason,
        }


@dataclass(frozen=True, slots=True)
class KnownConflict:
    """A conflict and its state."""

    conflict: Conflict
    resolution: Resolution | None = None

    def json(self) -> dict[str, Any]:
        """The contract's JSON of a conflict, with its resolution where it has one."""
        if self.resolution is None:
            return self.conflict.json()
        return self.conflict.json() | {"state": "resolved", "resolution": self.resolution.json()}


def live_conflicts(store: Store) -> tuple[Conflict, ...]:
    """The open conflicts of a store: between facts that nobody rejected, and not ruled on."""
    documents = {document.id: document for document in store.documents()}
    return conflicts_among(store.records(), documents, store.rulings.standing())


def conflicts_among(
    records: Iterable[Record], documents: Mapping[str, Document], standing: Mapping[str, Ruling]
) -> tuple[Conflict, ...]:
    """The open conflicts among records already read, given the standing rulings."""
    return _without_ruled(_conflicts_among(_live(records), documents), standing)


def open_among(
    instruments: Instruments, events: Iterable[Event], standing: Mapping[str, Ruling]
) -> tuple[Conflict, ...]:
    """The open conflicts among instruments and events already resolved, given the standing rulings."""
    return _without_ruled(open_conflicts(instruments, events), standing)


def _without_ruled(conflicts: Iterable[Conflict], standing: Mapping[str, Ruling]) -> tuple[Conflict, ...]:
    return tuple(conflict for conflict in conflicts if conflict.id not in standing)


def known_conflicts(store: Store, *, resolved: bool = False) -> list[KnownConflict]:
    """Open conflicts, and with `resolved` those that rulings or decisions on facts ended, behind them."""
    known = ruled_conflicts(store)
    if not resolved:
        return [each for each in known if each.resolution is None]
    records, documents = store.records(), {document.id: document for document in store.documents()}
    if any(record.state in {"rejected", "edited"} for record in records):
        open_ids = {each.conflict.id for each in known}
        unedited = [record.model_copy(update={"edited": None}) for record in records]
        by_id = {record.id: record for record in records}
        for conflict in _conflicts_among(unedited, documents):
            if conflict.id not in open_ids and (ended := _of_facts(conflict, by_id, store)) is not None:
                known.append(KnownConflict(conflict, ended))
    return sorted(known, key=lambda each: each.resolution is not None)


def ruled_conflicts(store: Store) -> list[KnownConflict]:
    """Every conflict between facts that nobody rejected, with the ruling on it where there is one."""
    standing = store.rulings.standing()
    live = _conflicts_among(_live(store.records()), {document.id: document for document in store.documents()})
    return [KnownConflict(conflict, _of_ruling(conflict, standing.get(conflict.id))) for conflict in live]


def rule_on(store: Store, conflict_id: str, choice: str, *, reviewer: str, reason: str | None = None) -> KnownConflict:
    """Decide an open or settled conflict, by its id or a prefix: the number of the side that holds, `both` or `neither`."""
    conflict = find_conflict(store, conflict_id)
    count = len(conflict.sides)
    if choice == BOTH:
        chosen = range(count)
    elif choice == NEITHER:
        chosen = range(0)
    elif choice.isascii() and choice.isdecimal() and int(choice) < count:
        chosen = range(int(choice), int(choice) + 1)
    else:
        raise WorkbenchError(
            _("the conflict has no such side: {side}").format(side=choice),
            where=conflict.id,
            way_out=_("Give --set side=0 … {last}, side=both or side=neither").format(last=count - 1),
        )
    keys = [conflict.sides[number].key for number in chosen]
    ruling = store.rulings.settle(conflict.id, keys, reviewer=reviewer, reason=reason)
    return KnownConflict(conflict, _of_ruling(conflict, ruling))


def undo_ruling(store: Store, conflict_id: str, *, reviewer: str, reason: str | None = None) -> KnownConflict:
    """Take back the last ruling on a conflict; the ruling before it applies again, or the conflict is open."""
    conflict = find_conflict(store, conflict_id)
    store.rulings.undo(conflict.id, reviewer=reviewer, reason=reason)
    return KnownConflict(conflict, _of_ruling(conflict, store.rulings.standing().get(conflict.id)))


def find_conflict(store: Store, conflict_id: str) -> Conflict:
    """The conflict between live facts that an id means, or a prefix that only one has, ruled on or not."""
    live = _conflicts_among(_live(store.records()), {document.id: document for document in store.documents()})
    found = [conflict for conflict in live if conflict_id and conflict.id.startswith(conflict_id)]
    if len(found) == 1:
        return found[0]
    raise WorkbenchError(
        _("more than one conflict begins so") if found else _("no such conflict"),
        where=conflict_id,
        way_out=_("`workbench conflicts --all` lists them with their ids"),
    )


def is_conflict(store: Store, conflict_id: str) -> bool:
    """Whether an id, or a prefix, is that of a conflict which somebody ruled on; ids of facts are longer."""
    return len(conflict_id) > 0 and any(id_.startswith(conflict_id) for id_ in store.rulings.standing())


def lost_facts(conflicts: Iterable[Conflict], standing: Mapping[str, Ruling]) -> dict[str, tuple[str, ...]]:
    """Fact id -> attributes on which a ruling went against it."""
    lost: dict[str, list[str]] = {}
    for conflict in conflicts:
        ruling = standing.get(conflict.id)
        for side in conflict.sides:
            if ruling is not None and side.key not in ruling.sides and not side.computed:
                for fact in side.facts:
                    lost.setdefault(fact, []).append(conflict.attribute)
    return {fact: tuple(dict.fromkeys(attributes)) for fact, attributes in lost.items()}


def _live(records: Iterable[Record]) -> list[Record]:
    return [record for record in records if record.state != "rejected"]


def _conflicts_among(records: Iterable[Record], documents: Mapping[str, Document]) -> tuple[Conflict, ...]:
    return open_conflicts(resolve(statements_of(records, documents)))


def _of_ruling(conflict: Conflict, ruling: Ruling | None) -> Resolution | None:
    if ruling is None:
        return None
    sides = tuple(number for number, side in enumerate(conflict.sides) if side.key in ruling.sides)
    return Resolution("ruling", sides, ruling.by, ruling.at, ruling.reason)


def _of_facts(conflict: Conflict, records: Mapping[str, Record], store: Store) -> Resolution | None:
    """The decisions that left one side at most; None where it ended for another reason."""
    gone = {fact for side in conflict.sides for fact in side.facts if records[fact].state in {"rejected", "edited"}}
    made = [decision for fact in gone for decision in store.decisions(fact) if decision.action in {"reject", "edit"}]
    if not made:
        return None
    last = max(made, key=lambda decision: decision.number)
    sides = tuple(number for number, side in enumerate(conflict.sides) if set(side.facts) - gone)
    return Resolution("facts", sides, last.by, last.at, last.reason)
