"""Which documents are due to be read, by which engine, and why: before anything is read or asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from workbench.extraction.outcomes import SETTLED
from workbench.facts.document import DocumentHead
from workbench.pipeline.fingerprints import checked_basis, rules_basis
from workbench.store import Run, Store

if TYPE_CHECKING:
    from workbench.extraction import ModelEngine

CONCURRENCY = 16
"""Requests in progress at most, unless said otherwise; where that is too many for the API, fewer are."""

EngineName = Literal["auto", "rules", "model"]
Reader = Literal["rules", "model"]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a document is due.

    `code` is never_read, not_answered (`before` is how the last reading ended), other_engine, forced, batched (a batch is
    to answer it), or the part of the basis that changed (model, prompt, coverage_prompt, schema, piece, longest_answer,
    rules, checks).
    """

    code: str
    before: str | None = None
    now: str | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """A document to be read, by whom, on what basis, and why."""

    document: DocumentHead
    """Its text is read from the store when its turn comes."""
    engine: Reader
    basis: Mapping[str, str]
    reasons: tuple[Reason, ...]


@dataclass
class Plan:
    """What an extraction will do."""

    due: list[Due] = field(default_factory=list)
    up_to_date: list[DocumentHead] = field(default_factory=list)
    """Documents that have facts from this engine on this basis already."""
    in_batches: list[DocumentHead] = field(default_factory=list)
    """Documents that are due by the model and wait for an answer of a batch."""


def plan_extraction(
    store: Store,
    documents: Sequence[DocumentHead],
    engine: EngineName,
    model: ModelEngine | None,
    *,
    force: bool = False,
) -> Plan:
    """Which of the documents are due and why; nothing is read, asked or stored.

    With `auto` the model reads a document where it can answer (a key, a cached or a recorded response is available);
    where it cannot, what it read before is not read over again by the rules, which find less.
    """
    plan = Plan()
    waiting = store.batches.unfinished_documents()
    bases = {"rules": rules_basis(), "model": {} if model is None else checked_basis(model.basis)}
    read = store.documents_read()
    for document in documents:
        runs = store.runs(document.id) if document.id in read else []
        reader = _reader(store, document, engine, model)
        reasons = (Reason("forced"),) if force else due_reasons(runs, reader, bases[reader])
        kept = engine == "auto" and reader == "rules" and not force and _last_settled_by(runs) == "model"
        if reasons and reader == "model" and document.id in waiting:
            plan.in_batches.append(document)
        elif reasons and not kept:
            plan.due.append(Due(document, reader, bases[reader], reasons))
        else:
            plan.up_to_date.append(document)
    return plan


def due_reasons(runs: Sequence[Run], engine: Reader, basis: Mapping[str, str]) -> tuple[Reason, ...]:
    """Why a document with these runs is due to be read by an engine on a basis; none where it is up to date."""
    settled = [run for run in runs if run.outcome in SETTLED]
    if not settled:
        return (Reason("not_answered", runs[-1].outcome),) if runs else (Reason("never_read"),)
    last = settled[-1]
    if last.engine != engine:
        return (Reason("other_engine", last.engine, engine),)
    return tuple(
        Reason(name, last.basis.get(name), basis.get(name))
        for name in dict.fromkeys((*basis, *last.basis))
        if last.basis.get(name) != basis.get(name)
    )


def _reader(store: Store, document: DocumentHead, engine: EngineName, model: ModelEngine | None) -> Reader:
    if engine != "auto":
        return engine
    if model is None:
        return "rules"
    return "model" if not model.is_offline or model.has_stored(store.document(document.id)) else "rules"


def _last_settled_by(runs: Sequence[Run]) -> str | None:
    return next((run.engine for run in reversed(runs) if run.outcome in SETTLED), None)
