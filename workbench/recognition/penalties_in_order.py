"""Fines that stand apart from the case numbers they belong to, matched by order.

`一起罚款5万,另一起罚款80万 … 比较甲号与乙号`: as many fines in one breath as numbered cases, none of which has a fine of
its own, and words that set them side by side. Where the two are not as many, no fine is given to any.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from workbench.recognition.reading import Reading, Span
from workbench.text import han_pattern, parse_decimal

_FINE = han_pattern(
    r"罚款(?:人民币)?(?P<number>[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?万?)元?(?![0-9以])|"
    r"(?<![0-9.])(?P<before>[0-9]+(?:\.[0-9]+)?万?)元?(?:的)?罚款"
)
_SIDE_BY_SIDE = han_pattern(r"另(?:外)?一|后者|分别|前者|第二[个起案份]")


@dataclass(frozen=True, slots=True)
class OrderedFine:
    """A fine stated in a sentence apart from the number of its case."""

    amount: Decimal
    sentence: Span


def find_fines_in_order(reading: Reading, cases: Sequence[tuple[str, bool]]) -> dict[str, OrderedFine]:
    """Case number -> its fine; `cases` are the numbers in order, each with whether its own block has a fine."""
    numbers = list(dict.fromkeys(number for number, _ in cases))
    if len(numbers) < 2 or any(fined for _, fined in cases):
        return {}
    for line in reading.lines:
        fines = list(_fines(reading, line))
        words = reading.text[line.start : line.end]
        if len(fines) == len(numbers) and _SIDE_BY_SIDE.search(words):
            return dict(zip(numbers, fines, strict=True))
    return {}


def _fines(reading: Reading, line: Span) -> Iterator[OrderedFine]:
    for match in _FINE.finditer(reading.text, line.start, line.end):
        amount = _amount(match)
        if amount is not None:
            yield OrderedFine(amount, reading.sentence_at(match.start()))


def _amount(match: re.Match[str]) -> Decimal | None:
    return parse_decimal((match["number"] or match["before"]).replace(",", ""))
