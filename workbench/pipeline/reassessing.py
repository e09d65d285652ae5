"""Assessments whose facts changed since a person approved them: they wait for review again, with the facts named.

What counts is what the person saw: a fact that was usable then and is not now (rejected, deferred, superseded, lost in a
conflict), or whose content was changed. If a fact returns to what it was, the approval applies again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from workbench.errors import WorkbenchError
from workbench.facts.fact import BASIS_CHANGED, USABLE, Record, Route
from workbench.facts.kinds import Assessment
from workbench.settings import TriageSettings
from workbench.store import Decision, Store, fold, standing_decisions

ASSESSMENT_ROUTE = Route(to="review", reasons=("assessment",))
"""No assessment passes alone."""
SHOWN = 10
"""Figures of an id that a reason shows."""


def follow_decisions(store: Store, triage: TriageSettings) -> None:
    """Bring routes up to date after decisions: all routes where one is due, else only those of assessments."""
    if store.routing.due:
        from workbench.pipeline.routing import policy_of, route_all  # here: resolution is slow to load

        route_all(store, policy_of(triage))
    else:
        route_assessments(store)


def route_assessments(store: Store) -> int:
    """Route every assessment anew; returns how many are due again."""
    with store.routing.taken():
        return _route_assessments(store)


def _route_assessments(store: Store) -> int:
    assessments = store.assessments()
    basis = lru_cache(maxsize=None)(lambda id_: _BasisFact.of(store, id_))
    made = {record.id: store.decisions(record.id) for record in assessments}
    routes = {record.id: _route(record, made[record.id], basis) for record in assessments}
    # Decided after it became due, then due once more: the reason begins anew, behind that decision.
    store.set_routes((id_, ASSESSMENT_ROUTE) for id_, decisions in made.items() if _decided_since_due(decisions))
    store.set_routes(routes.items())
    return sum(route != ASSESSMENT_ROUTE for route in routes.values())


class _BasisFact:
    """A fact in its present state, and all that was decided on it."""

    def __init__(self, record: Record | None, decisions: Iterable[Decision]) -> None:
        self._record = record
        self._decisions = list(decisions)

    @classmethod
    def of(cls, store: Store, id_: str) -> _BasisFact:
        try:
            return cls(store.record(id_), store.decisions(id_))
        except WorkbenchError:
            return cls(None, ())

    def changed_since(self, number: int) -> bool:
        """Whether its content or its usability differs from what it was at the decision of that number."""
        if self._record is None:
            return True
        before = fold(decision for decision in self._decisions if decision.number <= number)
        return (before.state in USABLE, before.edited) != (self._record.usable, self._record.edited)


def _route(record: Record, decisions: list[Decision], basis: Callable[[str], _BasisFact]) -> Route:
    reasons = tuple(f"{BASIS_CHANGED}:{id_[:SHOWN]}" for id_ in _changed(record, decisions, basis))
    return Route(to="review", reasons=(*ASSESSMENT_ROUTE.reasons, *reasons)) if reasons else ASSESSMENT_ROUTE


def _changed(record: Record, decisions: list[Decision], basis: Callable[[str], _BasisFact]) -> Iterator[str]:
    """The facts that changed since the decision in force, where that approved the assessment."""
    standing = standing_decisions(decisions)
    content = record.content
    if not standing or standing[-1].action not in {"approve", "edit"} or not isinstance(content, Assessment):
        return
    for id_ in content.facts:
        if basis(id_).changed_since(standing[-1].number):
            yield id_


def _decided_since_due(decisions: list[Decision]) -> bool:
    routed = [decision for decision in decisions if decision.action == "route" and decision.route]
    standing = standing_decisions(decisions)
    if not routed or not standing or standing[-1].number < routed[-1].number:
        return False
    route = routed[-1].route
    return route is not None and any(reason.startswith(BASIS_CHANGED) for reason in route.reasons)
