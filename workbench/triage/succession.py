"""The facts that take the place of one that a later extraction no longer finds."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.facts.fact import Fact
from workbench.triage.agreement import atoms, overlap


def successors(gone: Fact, live: Iterable[Fact]) -> tuple[Fact, ...]:
    """The facts that a reviewer must compare with one that is gone: of its kind, about the same.

    About the same are those that speak of one thing, whatever they say of it; where none does (a name or a figure was
    read differently), those that rest on the same words.
    """
    alike = [fact for fact in live if fact.document == gone.document and fact.kind == gone.kind and fact.id != gone.id]
    slots = {atom.slot for atom in atoms(gone.content)}
    of_one_thing = tuple(fact for fact in alike if slots & {atom.slot for atom in atoms(fact.content)})
    return of_one_thing or tuple(fact for fact in alike if overlap(gone, fact))
