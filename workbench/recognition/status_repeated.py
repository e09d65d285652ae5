"""Of changes that a text tells several times over, those that are told in full: a heading says less than its text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from workbench.facts.fact import Fact
from workbench.facts.kinds import StatusChange, Target

_FAMILY: dict[str, str] = {"extend": "suspend"}


@dataclass(frozen=True, slots=True)
class _StatedChange:
    """What counts of a change told without a target, or of one that it may repeat."""

    family: str
    targeted: bool
    until: date | None
    terms: frozenset[object]


def fullest_changes(facts: Iterable[Fact]) -> Iterator[Fact]:
    """Those status changes that no other one tells the same of, and more, or tells earlier, in order.

    Thousands may say one thing: they are compared by what they say, each thing said once.
    """
    changes = [(fact, fact.content) for fact in facts if isinstance(fact.content, StatusChange)]
    dated = _dated_targets(content for _, content in changes)
    places = _places(changes)
    for index, (fact, content) in enumerate(changes):
        if not _says_less(content, dated) and not _means_the_same(index, fact, content, places):
            yield fact


def _dated_targets(changes: Iterable[StatusChange]) -> dict[tuple[str, Target | None], list[frozenset[Target]]]:
    """(action, a target) -> the sets of targets, with that one among them, that get a time; under None all sets."""
    sets = {(one.action, frozenset(one.targets)): None for one in changes if _terms(one)}
    dated: dict[tuple[str, Target | None], list[frozenset[Target]]] = defaultdict(list)
    for action, targets in sets:
        for target in (None, *targets):
            dated[action, target].append(targets)
    return dated


def _says_less(change: StatusChange, dated: dict[tuple[str, Target | None], list[frozenset[Target]]]) -> bool:
    """Whether another tells the same change of the same acts, and its time, which this one does not."""
    if _terms(change):
        return False
    named = frozenset(change.targets)
    with_any = (dated.get((change.action, target), []) for target in named or (None,))
    return any(named <= targets for targets in min(with_any, key=len))


def _places(changes: list[tuple[Fact, StatusChange]]) -> dict[_StatedChange, list[tuple[int, int]]]:
    """What is said of a change -> where it is said: the two first places, with the index of the fact."""
    places: dict[_StatedChange, list[tuple[int, int]]] = defaultdict(list)
    for index, (fact, change) in enumerate(changes):
        places[_stated_change(change)].append((fact.evidence[0].start, index))
    return {stated: sorted(found)[:2] for stated, found in places.items()}


def _means_the_same(
    index: int, fact: Fact, change: StatusChange, places: dict[_StatedChange, list[tuple[int, int]]]
) -> bool:
    """Whether a change names no act and another tells such a change of a named one, or tells it earlier, at no other time."""
    if change.targets:
        return False
    stated = _stated_change(change)
    for other, found in places.items():
        if other.family != stated.family or stated.until not in {None, other.until}:
            continue
        if other.targeted or stated.terms < other.terms:
            return True
        earlier = any(start <= fact.evidence[0].start and place != index for start, place in found)
        if earlier and stated.terms <= other.terms:
            return True
    return False


def _stated_change(change: StatusChange) -> _StatedChange:
    family = _FAMILY.get(change.action, change.action)
    return _StatedChange(family, bool(change.targets), change.until, frozenset(_terms(change)))


def _terms(change: StatusChange) -> set[object]:
    return {term for term in (change.from_, change.until, change.term_text) if term is not None}
