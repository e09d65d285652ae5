"""Rule facts and model facts of one document become one set: what both found is one fact with two witnesses."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from workbench.facts.fact import Fact, instruments_of
from workbench.facts.kinds import Announcement
from workbench.triage.agreement import dissents, overlap, witnessed

# Kinds that the rules keep where the model was silent: a report without them would be wrong. Of the other kinds the
# rules' finds are a witness only; a mention that no fact covers is shown by the coverage audit.
KEPT_FROM_RULES = frozenset(
    {"announcement", "effective_date", "status_change", "listing", "count", "threshold", "controlled_item", "penalty"}
)


def merge(model_facts: Sequence[Fact], rule_facts: Sequence[Fact]) -> list[Fact]:
    """The facts of a document that both engines read.

    A model fact that the rules confirm has both as witnesses; where the rules say otherwise both stand, with the note
    `engines_differ`. A rule fact that no model fact speaks of stands alone, with the note `model_silent`.
    """
    merged: list[Fact] = []
    for fact in model_facts:
        same_kind = [other for other in rule_facts if other.kind == fact.kind]
        if witnessed(fact, same_kind):
            merged.append(fact.model_copy(update={"witnesses": ("rules", "model")}))
        elif dissents(fact, same_kind):
            merged.append(_noted(fact, "engines_differ"))
        else:
            merged.append(fact)
    named = {key for fact in model_facts for key in instruments_of(fact.content)}
    for fact in rule_facts:
        same_kind = [other for other in model_facts if other.kind == fact.kind]
        if fact.kind not in KEPT_FROM_RULES or _only_names(fact, named):
            continue
        if dissents(fact, same_kind):
            merged.append(_noted(fact, "engines_differ"))
        elif not witnessed(fact, same_kind) and not any(overlap(fact, other) for other in same_kind):
            merged.append(_noted(fact, "model_silent"))
    return merged


def _only_names(fact: Fact, named: Collection[str]) -> bool:
    """An announcement that says no more than that an act exists, which the model's facts show already."""
    content = fact.content
    return isinstance(content, Announcement) and content.published is None and content.instrument in named


def _noted(fact: Fact, note: str) -> Fact:
    return fact.model_copy(update={"notes": tuple(dict.fromkeys((*fact.notes, note)))})
