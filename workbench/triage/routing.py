"""Whether a machine may approve a fact, or a person must see it, and why.

A fact is approved automatically only if no reason speaks against it. A reason affects the facts it concerns, not the instrument.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal, NamedTuple

from workbench.facts.document import Document, DocumentHead, Tier
from workbench.facts.fact import LOST, Fact, Route
from workbench.facts.kinds import Announcement, Count, EffectiveDate, StatusChange
from workbench.text import same_texts
from workbench.triage.agreement import Atom, atoms

# Notes of recognition, grounding and merging that a person should judge.
_NOTES_AS_REASONS = (
    "engines_differ",
    "model_silent",
    "repaired",
    "title_only",
    "damaged_source",
    "actor_doubtful",
    "count_differs_from_names",
)


@dataclass(frozen=True)
class Policy:
    """What may pass alone; set in `workbench.toml`, section `triage`, whose defaults are the built-in policy."""

    pass_kinds: frozenset[str]
    sample_share: float
    sample_seed: int


@dataclass(frozen=True)
class Signals:
    """What is known around a fact: its source, who else says it, what contradicts it."""

    tier: Tier
    corroborating_tiers: frozenset[Tier] = frozenset()
    """Tiers of independent documents that say the same."""
    conflicts: tuple[str, ...] = ()
    """Attributes on which the fact is one side of an open conflict."""
    lost_conflicts: tuple[str, ...] = ()
    """Attributes on which a person ruled for another side."""
    unclear_effect: bool = False
    """Its document has the same act take effect on another day too, and names no clause."""
    title_only: bool = False
    """The fact is about an instrument known by its title alone."""
    decided_before: bool = False
    """A person decided on a superseded fact that this one replaces, with another content."""
    candidates: tuple[str, ...] = ()
    """Acts that the fact could be about, where its title or number leaves several open."""


StatementKeys = tuple[bytes, ...]
"""What a fact says, as digests that are equal where the same is said; one for each thing that it speaks of."""
_NOBODY: frozenset[str] = frozenset()
Voice = tuple[Tier, str | None, str | None]
"""Tier, publisher, and the first document of the same text: what decides whether one document's word supports another's."""


class Source(NamedTuple):
    """A document as triage sees it: how much its word weighs, and who published it."""

    id: str
    tier: Tier
    publisher: str | None
    published: date | None

    @classmethod
    def of(cls, document: DocumentHead) -> Source:
        """What triage asks of one document."""
        return cls(document.id, document.tier, document.publisher, document.published)


class Corroboration:
    """An index of statements over all documents, which finds independent documents that make the same one."""

    def __init__(
        self, sources: Mapping[str, Source], texts: Callable[[Collection[str]], Iterable[tuple[str, str]]]
    ) -> None:
        """`texts` gives id and text of documents: where several say the same, copies of one text count once."""
        self._sources = sources
        self._texts_of = texts
        self._stated_by: dict[bytes, frozenset[str]] = {}
        self._alone: dict[str, frozenset[str]] = {}
        """Document id -> the set of it alone: one shared object for all statements that only it makes."""
        self._voices_of: dict[StatementKeys, dict[Tier, Counter[Voice]]] = {}
        self._firsts: Mapping[str, str] | None = None
        """Document id -> the first document of the same text."""

    @classmethod
    def of(cls, facts: Iterable[Fact], documents: Mapping[str, Document]) -> Corroboration:
        """Index the statements of all facts."""
        sources = {id_: Source.of(document) for id_, document in documents.items()}
        index = cls(sources, lambda ids: ((id_, documents[id_].text) for id_ in documents if id_ in ids))
        for fact in facts:
            index.add(fact.document, statement_keys(fact))
        return index

    def add(self, document: str, keys: StatementKeys) -> None:
        """Note that a document makes some statements."""
        alone = self._alone.setdefault(document, frozenset((document,)))
        for key in keys:
            known = self._stated_by.get(key, alone)
            self._stated_by[key] = known if document in known else known | alone

    def tiers(self, fact: Fact) -> frozenset[Tier]:
        """Tiers of the independent other documents that say everything this fact says."""
        return self.tiers_beside(fact.document, statement_keys(fact))

    def tiers_beside(self, document: str, keys: StatementKeys) -> frozenset[Tier]:
        """Tiers of the documents, independent of the one given, that make all of some statements."""
        if any(self._stated_by.get(key, _NOBODY) <= {document} for key in keys):
            return frozenset()  # as it is with most facts: nobody else says all of it
        voices = self._voices(keys)
        own = self._sources.get(document)
        if own is None:
            return frozenset(voices)
        own_voice = self._voice(own)
        counted_itself = all(document in self._stated_by.get(key, ()) for key in keys)
        # Most voices of a tier are independent of any document, so that the first or second look decides.
        return frozenset(
            tier
            for tier, voices_of_tier in voices.items()
            if any(
                _independent(own_voice, voice) and documents > (counted_itself and voice == own_voice)
                for voice, documents in voices_of_tier.items()
            )
        )

    def _voices(self, keys: StatementKeys) -> Mapping[Tier, Counter[Voice]]:
        """How many documents of each voice say all of some statements, by tier.

        Counted once for all facts that say the same; else a statement of a thousand documents would be looked up in all of
        them a thousand times.
        """
        known = self._voices_of.get(keys)
        if known is None:
            sources = [self._stated_by.get(key, _NOBODY) for key in keys]
            common = frozenset.intersection(*sources) if sources else _NOBODY
            known = {}
            for voice in (self._voice(self._sources[id_]) for id_ in common if id_ in self._sources):
                known.setdefault(voice[0], Counter())[voice] += 1
            self._voices_of[keys] = known
        return known

    def _voice(self, source: Source) -> Voice:
        if self._firsts is None:
            shared = {id_ for documents in self._stated_by.values() if len(documents) > 1 for id_ in documents}
            self._firsts = same_texts(self._texts_of(shared & self._sources.keys()))
        return source.tier, source.publisher, self._firsts.get(source.id)


@dataclass(frozen=True, slots=True)
class Case:
    """What triage needs of a fact itself, apart from the signals around it.

    Thousands of facts share a few cases, so that they can all be kept until every document has been read.
    """

    of_itself: tuple[str, ...]
    """Reasons for review from its kind, its grounding and its notes."""
    of_its_content: tuple[str, ...]
    titled: bool
    """Whether its notes say that only a title is known."""
    witnessed_twice: bool

    @classmethod
    def of(cls, fact: Fact, policy: Policy) -> Case:
        """The case of a fact."""
        return _shared_case(
            tuple(_reasons_of_itself(fact, policy)),
            tuple(_reasons_of_content(fact)),
            "title_only" in fact.notes,
            len(fact.witnesses) > 1,
        )

    def needs_support(self, tier: Tier) -> bool:
        """Whether it matters who else says so: an authority's words, and what two witnesses found, stand alone."""
        return tier == "opinion" or (tier != "official" and not self.witnessed_twice)

    def route(self, fact_id: str, signals: Signals, policy: Policy) -> Route:
        """To the machine where nothing speaks against it, else to review with every reason."""
        reasons = (
            *self.of_itself,
            *(f"conflict:{attribute}" for attribute in signals.conflicts),
            *(f"{LOST}:{attribute}" for attribute in signals.lost_conflicts),
            *(("unclear_effect",) if signals.unclear_effect else ()),
            *(("decided_before",) if signals.decided_before else ()),
            *(("title_only",) if signals.title_only and not self.titled else ()),
            *(f"may_be:{key}" for key in signals.candidates),
            *self.of_its_content,
            *self._reasons_of_source(signals),
        )
        if reasons:
            return _shared_route("review", reasons)
        return _shared_route("machine", ("sampled",) if in_sample(fact_id, policy) else ())

    def _reasons_of_source(self, signals: Signals) -> Iterable[str]:
        if self.needs_support(signals.tier) and not signals.corroborating_tiers - {"opinion"}:
            yield "opinion_only" if signals.tier == "opinion" else "single_witness"


@lru_cache(maxsize=1_000)
def _shared_case(
    of_itself: tuple[str, ...], of_its_content: tuple[str, ...], titled: bool, witnessed_twice: bool
) -> Case:
    return Case(of_itself, of_its_content, titled, witnessed_twice)


@lru_cache(maxsize=1_000)
def _shared_route(to: Literal["machine", "review"], reasons: tuple[str, ...]) -> Route:
    """A route; thousands of facts share a few of them."""
    return Route(to=to, reasons=reasons)


def route(fact: Fact, signals: Signals, policy: Policy) -> Route:
    """Where one fact goes."""
    return Case.of(fact, policy).route(fact.id, signals, policy)


def in_sample(fact_id: str, policy: Policy) -> bool:
    """Whether a fact that passed alone belongs to the sample that a person checks; the same on every machine."""
    digest = hashlib.sha256(f"{policy.sample_seed}:{fact_id}".encode()).digest()
    return int.from_bytes(digest[:8]) < policy.sample_share * 2**64


def _reasons_of_itself(fact: Fact, policy: Policy) -> Iterable[str]:
    if fact.kind not in policy.pass_kinds:
        yield "kind_needs_person"
    if fact.grounding != "exact":
        yield "quote_not_exact"
    if not fact.verified:
        yield "value_unverified"
    yield from (note for note in _NOTES_AS_REASONS if note in fact.notes)


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
        yield "count_without_notice"  # nothing to check it against: one list's count is easily mistaken for another's
    if isinstance(content, StatusChange) and content.action in {"suspend", "extend", "resume", "stop", "repeal"}:
        if content.from_ is None:
            yield "date_unresolved"
        if not content.targets or any(target.instrument is None for target in content.targets):
            yield "target_unresolved"
    if vars(content).get("actor", "CN") != "CN":
        yield "foreign_measure"


def statement_keys(fact: Fact) -> StatementKeys:
    """One key per atom that gives a value or names a thing; None values do not count as said."""
    return tuple(_digest(atom) for atom in atoms(fact.content))


def _digest(atom: Atom) -> bytes:
    values = sorted((name, str(value)) for name, value in atom.values.items() if value not in (None, ()))
    return hashlib.blake2b(repr((atom.slot, values)).encode(), digest_size=16).digest()


def _independent(own: Voice, other: Voice) -> bool:
    """Whether another document speaks for itself: not of the same publisher, nor of the same text.

    Nobody knows whose those without a publisher are. The authority's own words support whoever copied them.
    """
    _tier, publisher, text = own
    other_tier, other_publisher, other_text = other
    if publisher is not None and publisher == other_publisher:
        return False
    return text is None or text != other_text or other_tier == "official"
