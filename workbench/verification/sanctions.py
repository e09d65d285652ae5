"""Fines that a law provides for: their multiples and sums, checked against what its sanctions say."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from workbench.facts.kinds import Requirement
from workbench.recognition import find_quantities
from workbench.recognition.quantities import QuantityMention
from workbench.resolution import Statement
from workbench.text import fold_script, han_pattern
from workbench.verification.antecedents import sentences
from workbench.verification.checked import Checked
from workbench.verification.findings import Finding
from workbench.verification.forms import normal_form, pairs_of
from workbench.verification.markdown import Unit

_FINES = han_pattern("罚款|罚金|处罚|并处|处以")
_UNITS = frozenset(map(fold_script, ("倍", "元")))
_OF_ANY_FINE = pairs_of("處以罰款 罰款 並處 以上 以下 萬元 規定 條例 情節嚴重")
_SAME_MATTER = 3


def sanction_findings(checked: Checked) -> Iterator[Finding]:
    """A finding for every multiple or sum of a fine that no sanction for the same matter gives."""
    for unit in checked.policy_units:
        if not _FINES.search(unit.normal.text):
            continue
        for quantity in find_quantities(unit.normal):
            stated = sanctions_meant(checked, unit, quantity)
            given = {figure for _, action in stated for figure in _figures(action, quantity.unit)}
            reported = {figure for figure in (quantity.value, quantity.upper) if figure is not None}
            if given and reported - given:
                yield checked.finding(
                    "contradicted", "number", unit, unit.normal.quote(quantity.start, quantity.end),
                    facts_say=" / ".join(dict.fromkeys(action for _, action in stated)),
                    statements=[statement for statement, _ in stated],
                )  # fmt: skip


def sanctions_meant(checked: Checked, unit: Unit, quantity: QuantityMention) -> list[tuple[Statement, str]]:
    """The sanctions that the sentence around a figure is about, by the words that it shares with them: each with its text."""
    if fold_script(quantity.unit) not in _UNITS:
        return []
    text = unit.normal.text
    start, end = next(span for span in sentences(text) if span[0] <= quantity.start < span[1])
    if not _FINES.search(text, start, end):
        return []
    words = pairs_of(text[start:end]) - _OF_ANY_FINE
    return [
        (statement, content.action)
        for statement, content in checked.known.of_kind(Requirement)
        if content.type == "sanction" and len(words & pairs_of(content.action)) >= _SAME_MATTER
    ]


def _figures(action: str, unit: str) -> Iterator[Decimal]:
    for quantity in find_quantities(normal_form(action)):
        if fold_script(quantity.unit) == fold_script(unit):
            yield quantity.value
            if quantity.upper is not None:
                yield quantity.upper
