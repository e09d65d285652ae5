"""Where a quote may begin and end: never inside a number, a unit or a code; an edge inside a status word is reported."""

from __future__ import annotations

import re

from workbench.text import Folded
from workbench.text.folding import MARKS, is_numeral

_STATUS_WORDS = frozenset({"暂停", "停止", "禁止", "恢复", "不得"})
"""Half of one says the opposite, or another thing."""
_UNIT = re.compile(r"(?:[kmcnμpgt]?(?:m|g|w|hz|v|a|wh|pa|l|b|bit|bits|ev|s)|ppm|hrc|ct|μ|ω)(?![a-z])")


def is_whole(folded: Folded, start: int, end: int) -> bool:
    """Whether a folded span cuts no number, unit or code at its edges; a unit may stand without its number."""
    return not _cuts(folded, start) and not _cuts(folded, end) and not _parts_unit(folded, end)


def cuts_word(folded: Folded, start: int, end: int) -> bool:
    """Whether an edge of a folded span cuts a status word in two: 暫|停, 不|得."""
    return any(
        0 < edge < len(folded.text)
        and folded.text[edge - 1 : edge + 1] in _STATUS_WORDS
        and not folded.gap(edge).strip()
        for edge in (start, end)
    )


def _cuts(folded: Folded, position: int) -> bool:
    """Whether a cut before the folded character at `position` cuts a character, a number or a code."""
    if not 0 < position < len(folded.text):
        return False
    left, right = folded.text[position - 1], folded.text[position]
    if folded.at[position - 1] == folded.at[position]:
        return True
    if (left in MARKS or right in MARKS) and "|" not in (left, right) and right not in "-+":
        return True
    if is_numeral(left) and (is_numeral(right) or right in "%‰°"):
        return _is_one_number(left, right, folded.text[position : position + 2])
    if left.isascii() and right.isascii() and left.isalnum() and right.isalnum():
        gap = folded.gap(position)
        return not gap or (left.isdigit() != right.isdigit() and gap in {".", "．", "-"})
    return False


def _parts_unit(folded: Folded, position: int) -> bool:
    """Whether a unit follows the number that a span ends with."""
    if not 0 < position < len(folded.text) or not folded.text[position - 1].isdigit():
        return False
    return not folded.gap(position).strip() and _UNIT.match(folded.text, position) is not None


def _is_one_number(left: str, right: str, following: str) -> bool:
    """Whether a numeral and what follows it directly belong to one number: 1|5, 十|五, 160.07|万, 50|%."""
    if following == "两用":
        return False
    if left.isdigit() and left.isascii():
        return right.isascii() or right in "十百千万亿‰°"
    return not (right.isascii() and right.isdigit())
