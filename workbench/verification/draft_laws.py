"""Drafts for comments: none of them is in force, whatever day a report gives."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.text import han_pattern
from workbench.verification import wording as w
from workbench.verification.antecedents import meant_in, sentences
from workbench.verification.checked import Checked
from workbench.verification.findings import Finding
from workbench.verification.markdown import Unit

_DRAFT = re.compile(r"^(?:law|title)/.*(?:征求意见|草案)|/draft/")
_NOT_YET = han_pattern(
    r"[将拟待未尚若倘]|如果|预计|计划|何时|是否|后|[?]|\b(?:will|would|not|if|once|when|expected|proposed)\b",
    re.IGNORECASE,
)


def draft_law_findings(checked: Checked) -> Iterator[Finding]:
    """A finding for every draft of a law that a sentence gives as in force."""
    for unit in checked.policy_units:
        if unit.kind != "row":
            for start, end in sentences(unit.normal.text):
                yield from _in_force(checked, unit, start, end)


def _in_force(checked: Checked, unit: Unit, start: int, end: int) -> Iterator[Finding]:
    text = unit.normal.text
    claims = [match for claim, match in w.claimed_statuses(text[start:end]) if claim == "in_force"]
    claimed = claims or list(w.TAKES_EFFECT.finditer(text[start:end]))
    if not claimed or _NOT_YET.search(text, start, start + claimed[0].end()):
        return
    keys = meant_in(checked.subjects, unit, start, end)
    if keys and all(_DRAFT.search(key) for key in keys):
        quote = unit.normal.quote(start + claimed[0].start(), start + claimed[0].end())
        yield checked.finding(
            "contradicted", "status", unit, quote, says="in_force", facts_say=f"{keys[0]}: a draft for comments",
            statements=[statement for key in keys for statement in checked.known.facts_of(key)],
        )  # fmt: skip
