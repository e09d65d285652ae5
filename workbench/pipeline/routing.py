"""Triage over the whole store: signals from all documents, then a route for every fact."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workbench.facts.document import Document
from workbench.facts.fact import Record, is_assessment
from workbench.resolution import Conflict, Instruments, Statement, open_conflicts, resolve
from workbench.settings import TriageSettings
from workbench.store import Store
from workbench.triage import Corroboration, Policy, Signals, route


@dataclass(frozen=True)
class Routed:
    """How triage left the facts: counts by state, and why those that wait do."""

    states: Mapping[str, int]
    reasons: Mapping[str, int]

    @property
    def waiting(self) -> int:
        """Facts that need a person."""
        return self.states.get("pending", 0) + self.states.get("deferred", 0)


def policy_of(settings: TriageSettings) -> Policy:
    """The policy that the settings describe."""
    return Policy(frozenset(settings.pass_kinds), settings.sample_share, settings.sample_seed)


def route_all(store: Store, policy: Policy) -> Routed:
    """Route every fact anew; a route that did not change leaves no trace, a person's decision stands."""
    records = store.records()
    documents = {document.id: document for document in store.documents()}
    source_facts = [record for record in records if not is_assessment(record.fact)]
    live = [record for record in source_facts if record.state != "rejected"]
    instruments = resolve([Statement.of(record, documents[record.fact.document]) for record in live])
    disputed = conflicts_by_fact(open_conflicts(instruments))
    corroboration = Corroboration.of([record.fact for record in live], documents)
    routes = {
        record.id: route(record.fact, _signals(record, documents, instruments, disputed, corroboration), policy)
        for record in source_facts
    }
    store.set_routes(routes)
    return summarize(store.records())


def summarize(records: Sequence[Record]) -> Routed:
    """Counts by state, and the reasons of the facts that wait."""
    waiting = [record for record in records if record.state in {"pending", "deferred"}]
    return Routed(
        Counter(record.state for record in records),
        Counter(reason.split(":")[0] for record in waiting for reason in record.route.reasons),
    )


def conflicts_by_fact(conflicts: Sequence[Conflict]) -> dict[str, tuple[str, ...]]:
    """Fact id -> attributes on which it is a side of an open conflict."""
    found: dict[str, list[str]] = {}
    for conflict in conflicts:
        for side in conflict.sides:
            for fact in side.facts:
                found.setdefault(fact, []).append(conflict.attribute)
    return {fact: tuple(dict.fromkeys(attributes)) for fact, attributes in found.items()}


def _signals(
    record: Record,
    documents: Mapping[str, Document],
    instruments: Instruments,
    disputed: Mapping[str, tuple[str, ...]],
    corroboration: Corroboration,
) -> Signals:
    subject = record.fact.instrument
    return Signals(
        tier=documents[record.fact.document].tier,
        corroborating_tiers=corroboration.tiers(record.fact),
        conflicts=disputed.get(record.id, ()),
        title_only=subject is not None and instruments.key(subject).startswith("title/"),
    )
