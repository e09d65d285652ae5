"""Changes that a text states several times, reduced to the fullest statements: a heading says less than its text."""

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
    """The parts of a change that decide whether another change repeats it."""

    family: str
    targeted: bool
    until: date | None
    terms: frozenset[object]


def fullest_changes(facts: Iterable[Fact]) -> Iterator[Fact]:
    """The status changes, in order, without those that another one states more fully, or as fully and earlier.

    Thousands may state the same change, so distinct statements are compared and not single facts.
    """
    changes = [(fact, fact.content) for fact in facts if isinstance(fact.content, StatusChange)]
    dated = _dated_targets(content for _, content in changes)
    places = _places(changes)
    for index, (fact, content) in enumerate(changes):
        if not _says_less(content, dated) and not _repeats(index, fact, content, places):
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
    """Whether another change of these acts, perhaps with more acts, states a time and this one states none."""
    if _terms(change):
        return False
    named = frozenset(change.targets)
    with_any = (dated.get((change.action, target), []) for target in named or (None,))
    return any(named <= targets for targets in min(with_any, key=len))


def _places(changes: list[tuple[Fact, StatusChange]]) -> dict[_StatedChange, list[tuple[int, int]]]:
    """A change as stated -> its first two places in the source, each with the index of the fact."""
    places: dict[_StatedChange, list[tuple[int, int]]] = defaultdict(list)
    for index, (fact, change) in enumerate(changes):
        places[_stated_change(change)].append((fact.evidence[0].start, index))
    return {stated: sorted(found)[:2] for stated, found in places.items()}


def _repeats(index: int, fact: Fact, change: StatusChange, places: dict[_StatedChange, list[tuple[int, int]]]) -> bool:
    """Whether a change that names no act repeats another: of a named act, with more of its terms, or stated earlier.

    The other ends on the same day, or this one states no end.
    """
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
