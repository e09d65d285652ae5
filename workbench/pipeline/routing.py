"""Triage over the whole store: signals from all documents, then a route for every fact."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from sys import intern

from workbench.collecting import seldom_collecting
from workbench.facts.document import Document
from workbench.facts.fact import WAITING, Route, is_assessment
from workbench.pipeline.conflicts import lost_facts
from workbench.pipeline.reassessing import route_assessments
from workbench.resolution import (
    Conflict,
    Instruments,
    LimitsHeard,
    Statement,
    events_by_instrument,
    events_of,
    open_conflicts,
    resolve,
    telling,
    unclear_effects,
)
from workbench.settings import TriageSettings
from workbench.store import Ruling, Store
from workbench.triage import Case, Corroboration, Policy, Signals, StatementKeys, statement_keys

AT_ONCE = 500
"""Facts read again in one query."""


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
    """Route every fact anew; a route that did not change leaves no trace, a person's decision stands.

    Assessments follow: one whose facts changed is due for review again.

    The facts pass by one after the other, and little is kept of each: a store may hold more than memory does.
    """
    with store.routing.taken(), seldom_collecting():
        seen = store.routing.begin()
        store.set_routes(_routes(store, policy))
        route_assessments(store)
        store.routing.finish(seen)
    return summarize(store)


def _routes(store: Store, policy: Policy) -> dict[str, Route]:
    """Fact id -> where it goes, by all that the store holds now."""
    documents = {document.id: document for document in store.documents()}
    corroboration = Corroboration(documents)
    heard: list[_Heard] = []
    limits = LimitsHeard()
    instruments = resolve(telling(_live_statements(store, policy, documents, corroboration, heard, limits)))
    contested = limits.contested(instruments)
    if contested:
        instruments = instruments.hearing(_reread(store, contested, documents))
    doubts = _Doubts.of(instruments, store.rulings.standing())
    return {
        one.fact: one.case.route(one.fact, _signals(one, documents, instruments, doubts, corroboration), policy)
        for one in heard
    }


@dataclass(frozen=True, slots=True)
class _Doubts:
    """Facts that others speak against: fact id -> attributes, or the fact ids alone."""

    disputed: Mapping[str, tuple[str, ...]]
    lost: Mapping[str, tuple[str, ...]]
    unclear_effects: frozenset[str]

    @classmethod
    def of(cls, instruments: Instruments, standing: Mapping[str, Ruling]) -> _Doubts:
        events = events_of(instruments)
        conflicts = open_conflicts(instruments, events)
        return cls(
            conflicts_by_fact([conflict for conflict in conflicts if conflict.id not in standing]),
            lost_facts(conflicts, standing),
            unclear_effects(instruments, events_by_instrument(events)),
        )


@dataclass(frozen=True, slots=True)
class _Heard:
    """What is kept of a fact until all have been heard."""

    fact: str
    case: Case
    document: str
    instrument: str | None
    says: StatementKeys
    """What others must say too to support it; nothing where it needs no support."""
    decided_before: bool


def _live_statements(
    store: Store,
    policy: Policy,
    documents: Mapping[str, Document],
    corroboration: Corroboration,
    heard: list[_Heard],
    limits: LimitsHeard,
) -> Iterator[Statement]:
    """What is said by facts that nobody rejected; on the way, every fact is noted in `heard` and `corroboration`.

    Of limits, which a store has by the ten thousand, `limits` says which to hear whole.
    """
    for record in store.each_record():
        fact = record.fact
        if is_assessment(fact):
            continue
        document, case, says = documents[fact.document], Case.of(fact, policy), statement_keys(fact)
        instrument = fact.instrument
        heard.append(
            _Heard(
                fact.id,
                case,
                document.id,
                None if instrument is None else intern(instrument),
                says if case.needs_support(document.tier) else (),
                bool(record.earlier),
            )
        )
        if record.state != "rejected":
            corroboration.add(document.id, says)
            statement = Statement.of(record, document)
            if statement.content.kind != "threshold" or limits.add(statement):
                yield statement


def _reread(store: Store, ids: Sequence[str], documents: Mapping[str, Document]) -> list[Statement]:
    return [
        Statement.of(record, documents[record.fact.document])
        for first in range(0, len(ids), AT_ONCE)
        for record in store.records_of(ids[first : first + AT_ONCE])
    ]


def summarize(store: Store) -> Routed:
    """Counts by state, and the reasons of the facts that wait."""
    standing = store.standing()
    waiting = [route for state, route in standing if state in WAITING]
    return Routed(
        Counter(state for state, _route in standing),
        Counter(reason.split(":")[0] for route in waiting for reason in route.reasons),
    )


def conflicts_by_fact(conflicts: Sequence[Conflict]) -> dict[str, tuple[str, ...]]:
    """Fact id -> attributes on which it is a side of an open conflict."""
    found: dict[str, list[str]] = {}
    for conflict in conflicts:
        # Of a sum each part may be right: what is doubtful is the total that it is held against.
        for side in (side for side in conflict.sides if not side.computed):
            for fact in side.facts:
                found.setdefault(fact, []).append(conflict.attribute)
    return {fact: tuple(dict.fromkeys(attributes)) for fact, attributes in found.items()}


def _signals(
    one: _Heard,
    documents: Mapping[str, Document],
    instruments: Instruments,
    doubts: _Doubts,
    corroboration: Corroboration,
) -> Signals:
    document = documents[one.document]
    key = instruments.key_in(one.instrument, document.published) if one.instrument is not None else ""
    return Signals(
        tier=document.tier,
        corroborating_tiers=(
            corroboration.tiers_beside(one.document, one.says) if one.case.needs_support(document.tier) else frozenset()
        ),
        conflicts=doubts.disputed.get(one.fact, ()),
        lost_conflicts=doubts.lost.get(one.fact, ()),
        unclear_effect=one.fact in doubts.unclear_effects,
        title_only=key.startswith("title/"),
        candidates=instruments.candidates(key) if key else (),
        decided_before=one.decided_before,
    )
