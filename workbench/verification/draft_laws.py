"""Drafts for comments: none of them is in force, whatever day a report gives."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.text import han_pattern
from workbench.verification import wording as w
from workbench.verification.antecedents import meant_in, sentences
from workbench.verification.findings import Finding
from workbench.verification.hearing import Hearing
from workbench.verification.markdown import Unit

_DRAFT = re.compile(r"^(?:law|title)/.*(?:征求意见|草案)|/draft/")
_NOT_YET = han_pattern(
    r"[将拟待未尚若倘]|如果|预计|计划|何时|是否|后|[?]|\b(?:will|would|not|if|once|when|expected|proposed)\b",
    re.IGNORECASE,
)


def draft_law_findings(hearing: Hearing) -> Iterator[Finding]:
    """Every draft that a sentence tells of as in force."""
    for unit in hearing.policy_units:
        if unit.kind != "row":
            for start, end in sentences(unit.normal.text):
                yield from _in_force(hearing, unit, start, end)


def _in_force(hearing: Hearing, unit: Unit, start: int, end: int) -> Iterator[Finding]:
    text = unit.normal.text
    claims = [match for claim, match in w.claimed_statuses(text[start:end]) if claim == "in_force"]
    told = claims or list(w.TAKES_EFFECT.finditer(text[start:end]))
    if not told or _NOT_YET.search(text, start, start + told[0].end()):
        return
    keys = meant_in(hearing.subjects, unit, start, end)
    if keys and all(_DRAFT.search(key) for key in keys):
        said = unit.normal.quote(start + told[0].start(), start + told[0].end())
        yield hearing.finding(
            "contradicted", "status", unit, said, says="in_force", facts_say=f"{keys[0]}: a draft for comments",
            statements=[statement for key in keys for statement in hearing.known.facts_of(key)],
        )  # fmt: skip
