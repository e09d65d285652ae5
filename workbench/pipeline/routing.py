"""Triage over the whole store: signals from all documents, then a route for every fact."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from sys import intern
from typing import NamedTuple

from workbench.collecting import seldom_collecting
from workbench.facts.document import Document
from workbench.facts.fact import WAITING, Route, is_assessment
from workbench.pipeline.conflicts import lost_facts
from workbench.pipeline.reassessing import route_assessments
from workbench.resolution import (
    Conflict,
    Instruments,
    LimitDigest,
    Statement,
    events_by_instrument,
    events_of,
    informative,
    open_conflicts,
    resolve,
    unclear_effects,
)
from workbench.settings import TriageSettings
from workbench.store import Ruling, Store
from workbench.triage import Case, Corroboration, Policy, Signals, Source, StatementKeys, statement_keys

AT_ONCE = 500
"""Facts read again in one query."""

DOCUMENTS_AT_ONCE = 50
"""Documents whose texts are in memory together."""


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
    """Route every fact anew, then the assessments; a person's decision stands over any route.

    Only routes that changed are written. An assessment whose facts changed is due for review again. Facts are read one
    after the other and little is kept of each, since a store may be larger than memory.
    """
    with store.routing.taken(), seldom_collecting():
        seen = store.routing.begin()
        store.set_routes(_routes(store, policy))
        route_assessments(store)
        store.routing.finish(seen)
    return summarize(store)


def _routes(store: Store, policy: Policy) -> Iterator[tuple[str, Route]]:
    """Each fact's id and its route, computed from the whole store."""
    sources = {document.id: Source.of(document) for document in store.document_heads()}
    texts = _Texts(store, sources)
    corroboration = Corroboration(sources, texts.of)
    kept: list[_KeptFacts] = []
    limits = LimitDigest()
    instruments = resolve(informative(_live_statements(store, policy, texts, sources, corroboration, kept, limits)))
    contested = limits.contested(instruments)
    if contested:
        instruments = instruments.with_more(_reread(store, contested))
    doubts = _Doubts.of(instruments, store.rulings.standing())
    routed = [
        tuple(
            fact.case.route(fact.id, _signals(fact, facts.source, instruments, doubts, corroboration), policy)
            for fact in facts
        )
        for facts in kept
    ]
    return (pair for facts, routes in zip(kept, routed, strict=True) for pair in zip(facts.ids, routes, strict=True))


@dataclass(frozen=True, slots=True)
class _Doubts:
    """What speaks against facts: fact id -> attributes in an open or a lost conflict; ids of facts with unclear days."""

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


class _KeptFact(NamedTuple):
    """What is kept of a fact until all facts have been read."""

    id: str
    case: Case
    instrument: str | None
    stated_keys: StatementKeys
    """Its statements, which other documents may make too; empty where it needs no such support."""
    decided_before: bool


_Rest = tuple[Case, str | None, StatementKeys, bool]


class _KeptFacts:
    """What is kept of a document's facts until all facts have been read, in little memory."""

    __slots__ = ("_ids", "_rest", "source")

    def __init__(self, source: Source, facts: Sequence[_KeptFact]) -> None:
        self.source = source
        self._ids = " ".join(fact.id for fact in facts)
        self._rest = tuple(_shared_rest(*fact[1:]) for fact in facts)

    @property
    def ids(self) -> list[str]:
        """Ids of the facts."""
        return self._ids.split()

    def __iter__(self) -> Iterator[_KeptFact]:
        return (_KeptFact(id_, *rest) for id_, rest in zip(self.ids, self._rest, strict=True))


@lru_cache(maxsize=1_000)
def _shared_rest(*rest: *_Rest) -> _Rest:
    """All that is kept of a fact but its id; one tuple for the facts of a document that have it in common."""
    return rest


def _live_statements(
    store: Store,
    policy: Policy,
    texts: _Texts,
    sources: Mapping[str, Source],
    corroboration: Corroboration,
    kept: list[_KeptFacts],
    limits: LimitDigest,
) -> Iterator[Statement]:
    """The statements of facts that nobody rejected.

    On the way every fact is appended to `kept`, and every statement added to `corroboration`. Of thresholds, which a store
    has by the ten thousand, only those are given that `limits` wants; it keeps a few numbers of the others.
    """
    facts = (record for record in store.each_record() if not is_assessment(record.fact))
    for id_, records in itertools.groupby(facts, key=lambda record: record.fact.document):
        source, of_document = sources[id_], list[_KeptFact]()
        for record in records:
            fact = record.fact
            case, stated_keys, instrument = Case.of(fact, policy), statement_keys(fact), fact.instrument
            of_document.append(
                _KeptFact(
                    fact.id,
                    case,
                    None if instrument is None else intern(instrument),
                    stated_keys if case.needs_support(source.tier) else (),
                    bool(record.earlier),
                )
            )
            if record.state != "rejected":
                corroboration.add(source.id, stated_keys)
                statement = Statement.of(record, texts[id_])
                if statement.content.kind != "threshold" or limits.add(statement):
                    yield statement
        kept.append(_KeptFacts(source, of_document))


def _reread(store: Store, ids: Sequence[str]) -> list[Statement]:
    statements = []
    for first in range(0, len(ids), AT_ONCE):
        records = store.records_of(ids[first : first + AT_ONCE])
        documents = store.documents_of({record.fact.document for record in records})
        statements += [Statement.of(record, documents[record.fact.document]) for record in records]
    return statements


class _Texts:
    """Documents with their texts, read some at a time, for facts that come in the order of their documents."""

    def __init__(self, store: Store, ids: Iterable[str]) -> None:
        self._store = store
        self._order = list(ids)
        self._place = {id_: place for place, id_ in enumerate(self._order)}
        self._read: dict[str, Document] = {}

    def __getitem__(self, id_: str) -> Document:
        if id_ not in self._read:
            first = self._place[id_]
            self._read = self._store.documents_of(self._order[first : first + DOCUMENTS_AT_ONCE])
        return self._read[id_]

    def of(self, ids: Collection[str]) -> Iterator[tuple[str, str]]:
        """Id and text of some documents, in the order in which they were added."""
        wanted = [id_ for id_ in self._order if id_ in ids]
        for first in range(0, len(wanted), DOCUMENTS_AT_ONCE):
            found = self._store.documents_of(wanted[first : first + DOCUMENTS_AT_ONCE])
            yield from ((id_, found[id_].text) for id_ in wanted[first : first + DOCUMENTS_AT_ONCE])


def summarize(store: Store) -> Routed:
    """Counts by state, and the reasons of the facts that wait."""
    states, reasons = Counter[str](), Counter[str]()
    for state, route, count in store.count_standing():
        states[state] += count
        if state in WAITING:
            for reason in route.reasons:
                reasons[reason.split(":")[0]] += count
    return Routed(states, reasons)


def conflicts_by_fact(conflicts: Sequence[Conflict]) -> dict[str, tuple[str, ...]]:
    """Fact id -> attributes on which it is a side of an open conflict."""
    found: dict[str, list[str]] = {}
    for conflict in conflicts:
        # Each part of a sum may be right: what is doubtful is the total that it is compared with.
        for side in (side for side in conflict.sides if not side.computed):
            for fact in side.facts:
                found.setdefault(fact, []).append(conflict.attribute)
    return {fact: tuple(dict.fromkeys(attributes)) for fact, attributes in found.items()}


def _signals(
    fact: _KeptFact, source: Source, instruments: Instruments, doubts: _Doubts, corroboration: Corroboration
) -> Signals:
    key = instruments.key_in(fact.instrument, source.published) if fact.instrument is not None else ""
    return Signals(
        tier=source.tier,
        corroborating_tiers=(
            corroboration.tiers_beside(source.id, fact.stated_keys)
            if fact.case.needs_support(source.tier)
            else frozenset()
        ),
        conflicts=doubts.disputed.get(fact.id, ()),
        lost_conflicts=doubts.lost.get(fact.id, ()),
        unclear_effect=fact.id in doubts.unclear_effects,
        title_only=key.startswith("title/"),
        candidates=instruments.candidates(key) if key else (),
        decided_before=fact.decided_before,
    )
