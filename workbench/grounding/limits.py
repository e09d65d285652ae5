"""Checks of the comparator of a limit against the quantities of a passage."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from workbench.facts.base import Content
from workbench.facts.kinds import Comparator
from workbench.grounding.source import Passage
from workbench.grounding.support import MISSING, VERIFIED, Support, derived
from workbench.grounding.wording import LIMIT, says, states_contrary
from workbench.recognition.quantities import QuantityMention

_DIRECTION = {"ge": "up", "gt": "up", "le": "down", "lt": "down"}
OTHER_COMPARATOR = Support("missing", "other_comparator")
"""The passage has the value, with a comparator that differs in strictness: doubtful, for a person to judge."""


def comparator_support(comparator: str, number: Decimal | None, upper: Decimal | None, passage: Passage) -> Support:
    """How a comparator stands: read at this very value, or in words of the passage; the contrary is missing."""
    quantities = passage.mentions(passage.source.reading.quantities)
    read = {each for quantity in quantities for each in _comparators_of(quantity, number, upper)}
    if comparator in read:
        return OTHER_COMPARATOR if comparator == "eq" and LIMIT.search(passage.text) else VERIFIED
    if comparator == "between":
        return derived("two_limits") if number is not None and upper is not None and number < upper else MISSING
    if read:
        contrary = comparator in _DIRECTION and all(_opposes(comparator, each) for each in read)
        return MISSING if contrary else OTHER_COMPARATOR
    if comparator == "eq":
        limits = LIMIT.search(passage.text) or any(says("comparator", each, passage.text) for each in _DIRECTION)
        return OTHER_COMPARATOR if limits else derived("default")
    if says("comparator", comparator, passage.text):
        return VERIFIED
    return MISSING if states_contrary("comparator", comparator, passage.text) else OTHER_COMPARATOR


def inclusive_support(end: str, inclusive: bool, content: Content, passage: Passage) -> Support:
    """Whether the end of a range belongs to it: as the range is read in the passage."""
    read = {
        quantity.lower_inclusive if end == "lower_inclusive" else quantity.upper_inclusive
        for quantity in passage.mentions(passage.source.reading.quantities)
        if (quantity.value, quantity.upper) == (vars(content).get("value"), vars(content).get("upper"))
    }
    return VERIFIED if inclusive in read else OTHER_COMPARATOR


def _comparators_of(quantity: QuantityMention, number: Decimal | None, upper: Decimal | None) -> Iterator[Comparator]:
    """What a quantity says of a value: its comparator, or that of the end of a range that the value is."""
    if quantity.comparator != "between":
        if quantity.value == number and upper is None:
            yield quantity.comparator or "eq"
    elif upper is not None:
        if (quantity.value, quantity.upper) == (number, upper):
            yield "between"
    elif quantity.value == number:
        yield "ge" if quantity.lower_inclusive else "gt"
    elif quantity.upper == number:
        yield "le" if quantity.upper_inclusive else "lt"


def _opposes(one: str, other: str) -> bool:
    return other in _DIRECTION and _DIRECTION[one] != _DIRECTION[other]
