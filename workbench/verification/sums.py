"""Totals that a text gives beside their parts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.text import han_pattern, variants_of
from workbench.verification.forms import normal_form
from workbench.verification.markdown import plain

_TOTAL_IN_WORDS = "(?:共|合计|总计|总共)[^,。;0-9]{0,6}(?P<total>[0-9]{1,5})"
_UNIT = "(?P<unit>份|件|家|项|条|个|篇)"
_TOTAL = han_pattern(
    rf"{_TOTAL_IN_WORDS}\s?{_UNIT}[^,。;0-9]{{0,10}}[^。;]{{0,12}}?(?:其中|[:]|包括)(?P<parts>[^。;]+)"
)
"""A total in words, its unit, and the rest of the sentence, which gives the parts."""
# Every word for a total has one of these.
_MAY_SUM = re.compile(f"[{variants_of('共计')}=＝]")
_EQUATION = re.compile(
    r"(?<![0-9.])(?P<parts>[0-9]{1,5}(?:\s?[+＋]\s?[0-9]{1,5})+)\s?[=＝]\s?(?P<total>[0-9]{1,6})(?P<unit>)(?![0-9.])"
)
_PART = re.compile(r"(?P<number>[0-9]{1,5})\s?(?P<unit>份|件|家|项|条|个|篇)")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")


def unequal_sums(text: str) -> Iterator[tuple[int, str]]:
    """Totals of a line of Markdown that are not the sum of the parts named after them: the total and `3 + 2 = 5`."""
    if not _MAY_SUM.search(text):
        return
    for match, parts in unequal(normal_form(plain(_TAG.sub("", text))).text):
        yield int(match["total"]), f"{' + '.join(map(str, parts))} = {sum(parts)}"


def unequal(normal: str) -> Iterator[tuple[re.Match[str], list[int]]]:
    """Totals of a normal text that are not the sum of the parts named after them, with those parts."""
    for match in _TOTAL.finditer(normal):
        parts = [int(p["number"]) for p in _PART.finditer(match["parts"]) if p["unit"] == match["unit"]]
        if len(parts) >= 2 and sum(parts) != int(match["total"]):
            yield match, parts
    for match in _EQUATION.finditer(normal):
        parts = list(map(int, re.findall("[0-9]+", match["parts"])))
        if sum(parts) != int(match["total"]):
            yield match, parts
