"""Whether a machine may pass a fact, or a person must see it, and why.

A fact passes alone only if no reason speaks against it. A reason holds back the facts it concerns, not the instrument.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from workbench.facts.document import Document, Tier
from workbench.facts.fact import Fact, Route
from workbench.facts.kinds import Announcement, Count, EffectiveDate, StatusChange
from workbench.triage.agreement import atoms

DEFAULT_PASS_KINDS = (
    "announcement",
    "effective_date",
    "status_change",
    "controlled_item",
    "threshold",
    "listing",
    "count",
    "licensing_rule",
    "legal_instrument",
)

# Notes of recognition, grounding and merging that a person should judge.
_TELLING_NOTES = ("engines_differ", "model_silent", "repaired", "title_only", "damaged_source", "actor_doubtful")


@dataclass(frozen=True)
class Policy:
    """What may pass alone; set in `workbench.toml`, section `triage`."""

    pass_kinds: frozenset[str] = frozenset(DEFAULT_PASS_KINDS)
    sample_share: float = 0.05
    sample_seed: int = 20260219


@dataclass(frozen=True)
class Signals:
    """What is known around a fact: its source, who else says it, what contradicts it."""

    tier: Tier
    corroborating_tiers: frozenset[Tier] = frozenset()
    """Tiers of independent documents that say the same."""
    conflicts: tuple[str, ...] = ()
    """Attributes on which the fact is one side of an open conflict."""
    title_only: bool = False
    """The fact is about an instrument known by its title alone."""


@dataclass
class Corroboration:
    """Who says what, over all documents: finds independent documents that make the same statement."""

    _documents: Mapping[str, Document]
    _said_by: dict[str, set[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, facts: Iterable[Fact], documents: Mapping[str, Document]) -> Corroboration:
        """Index the statements of all facts."""
        index = cls(documents)
        for fact in facts:
            for key in _statement_keys(fact):
                index._said_by.setdefault(key, set()).add(fact.document)
        return index

    def tiers(self, fact: Fact) -> frozenset[Tier]:
        """Tiers of the other, independent documents that say all that this fact says."""
        sayers = [self._said_by.get(key, set()) for key in _statement_keys(fact)]
        if not sayers:
            return frozenset()
        own = self._documents.get(fact.document)
        common = set.intersection(*sayers) - {fact.document}
        others = [self._documents[id_] for id_ in common if id_ in self._documents]
        return frozenset(other.tier for other in others if own is None or _independent(own, other))


def route(fact: Fact, signals: Signals, policy: Policy) -> Route:
    """To the machine where nothing speaks against it, else to review with every reason."""
    reasons = list(_reasons(fact, signals, policy))
    if reasons:
        return Route(to="review", reasons=tuple(reasons))
    return Route(to="machine", reasons=("sampled",) if in_sample(fact.id, policy) else ())


def in_sample(fact_id: str, policy: Policy) -> bool:
    """Whether a fact that passed alone belongs to the sample that a person checks; the same on every machine."""
    digest = hashlib.sha256(f"{policy.sample_seed}:{fact_id}".encode()).digest()
    return int.from_bytes(digest[:8]) < policy.sample_share * 2**64


def _reasons(fact: Fact, signals: Signals, policy: Policy) -> Iterable[str]:
    if fact.kind not in policy.pass_kinds:
        yield "kind_needs_person"
    if fact.grounding != "exact":
        yield "quote_not_exact"
    if not fact.verified:
        yield "value_unverified"
    yield from (note for note in _TELLING_NOTES if note in fact.notes)
    yield from (f"conflict:{attribute}" for attribute in signals.conflicts)
    if signals.title_only and "title_only" not in fact.notes:
        yield "title_only"
    yield from _reasons_of_content(fact)
    yield from _reasons_of_source(fact, signals)


def _reasons_of_content(fact: Fact) -> Iterable[str]:
    content = fact.content
    if isinstance(content, Announcement) and content.published is not None and content.category is None:
        yield "category_undecided"
    if isinstance(content, EffectiveDate):
        if content.date is None:
            yield "date_unresolved"
        elif content.basis == "on_publication":
            yield "immediate_effect"
    if isinstance(content, Count) and content.instrument is None and content.list is not None:
        yield "count_without_notice"  # nothing to hold it against: one list's count is easily told of another
    if isinstance(content, StatusChange) and content.action in {"suspend", "extend", "resume", "stop", "repeal"}:
        if content.from_ is None:
            yield "date_unresolved"
        if not content.targets or any(target.instrument is None for target in content.targets):
            yield "target_unresolved"
    if getattr(content, "actor", "CN") != "CN":
        yield "foreign_measure"


def _reasons_of_source(fact: Fact, signals: Signals) -> Iterable[str]:
    supported: Collection[Tier] = signals.corroborating_tiers - {"opinion"}
    if signals.tier == "opinion" and not supported:
        yield "opinion_only"
    elif signals.tier != "official" and len(fact.witnesses) < 2 and not supported:
        yield "single_witness"


def _statement_keys(fact: Fact) -> tuple[str, ...]:
    """One key per atom that gives a value or names a thing; None values do not count as said."""
    return tuple(
        repr((atom.slot, sorted((name, str(value)) for name, value in atom.values.items() if value not in (None, ()))))
        for atom in atoms(fact.content)
    )


def _independent(own: Document, other: Document) -> bool:
    """Two documents of one publisher, or by one author, are one voice."""
    same_publisher = own.publisher is not None and own.publisher == other.publisher
    return not same_publisher or own.publisher is None
