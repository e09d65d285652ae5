"""Counts of items: so many kinds that an act controls, checked against those that its facts count or name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.facts.kinds import Count
from workbench.text import fold_script, han_pattern, parse_integer
from workbench.verification.antecedents import meant_in, sentences
from workbench.verification.checked import Checked
from workbench.verification.findings import Finding
from workbench.verification.forms import normal_form
from workbench.verification.markdown import Unit

_NUMBER = "(?P<number>[0-9]{1,4}|[一二两三四五六七八九十百]{1,4})"
_THINGS = "物项|设备|材料|元素|稀土|产品|化学品|技术|商品"
_ITEMS = han_pattern(
    rf"(?<![0-9.第])(?P<about>约|近)?{_NUMBER}(?P<more>多|余)?\s?(?P<by>类|种|项|个)(?=[^、,。;0-9|]{{0,8}}(?:{_THINGS}))"
)
"""A number of items with its measure word (`by`); `about` or `more` where it is approximate."""
_KINDS = frozenset(map(fold_script, ("类", "种", "项")))
_LOOSELY = 0.15
_ITEM_WORDS = han_pattern("(?:相关)?(?:物项|材料|产品|设备|技术|元素|化学品|商品).*$")


def item_count_findings(checked: Checked) -> Iterator[Finding]:
    """A finding for every number of items that the facts contradict or do not give."""
    for unit in checked.policy_units:
        yield from _counted(checked, unit)


def _counted(checked: Checked, unit: Unit) -> Iterator[Finding]:
    for match in _ITEMS.finditer(unit.normal.text):
        count = parse_integer(match["number"])
        if count is None or count < 2:
            continue
        loose = bool(match["about"] or match["more"])
        keys = _meant_of_items(checked, unit, match.start())
        mine = [(s, c) for key in keys for s, c in checked.known.of(key, Count) if c.of == "items"]
        enumerated = {len({item.name for _, item in checked.known.items(key)}) for key in keys}
        stated = {content.count for _, content in mine}
        quote = unit.normal.quote(match.start(), to_clause_end(unit, match.end()))
        if stated and not _fits(count, stated | enumerated, loose):
            statements = [statement for statement, _ in mine]
            facts_say = "; ".join(f"{content.instrument}: {content.count}" for _, content in mine)
            yield checked.finding("contradicted", "count", unit, quote, facts_say=facts_say, statements=statements)
        elif (
            not (stated or loose)
            and match["by"] in _KINDS
            and match["number"][0].isdigit()
            and not _is_stated(checked, unit, match, keys, count)
        ):
            yield checked.finding("unsupported", "count", unit, quote, facts_say="no fact gives this number of items")


def _fits(count: int, stated: set[int], loose: bool) -> bool:
    """Whether a number is one of those stated, or near one (within 15 %) where the report gives it as 約 or 多."""
    return any(abs(count - one) <= one * _LOOSELY if loose else count == one for one in stated)


def _meant_of_items(checked: Checked, unit: Unit, position: int) -> tuple[str, ...]:
    """The acts of the sentence that counts, else those named before it; those of what it stands under where it names none."""
    text = unit.normal.text
    spans = sentences(text) if unit.kind != "row" else [(0, len(text))]
    start, end = next((span for span in spans if span[0] <= position < span[1]), (0, len(text)))
    before = checked.subjects.keys_in(unit.normal.quote(0, start), unit) if start else ()
    named = meant_in(checked.subjects, unit, start, end) or before
    return named or (() if checked.subjects.keys_in(unit.text, unit) else checked.subjects.of(unit))


def _is_stated(checked: Checked, unit: Unit, match: re.Match[str], keys: tuple[str, ...], count: int) -> bool:
    """Whether the items that an act names are so many, all or those of the kind that is counted; or whether a source
    counts so many without naming an act.
    """
    if any(c.count == count for _, c in checked.known.of_kind(Count) if c.of == "items" and c.instrument is None):
        return True
    counted = _ITEM_WORDS.sub("", re.split("[、,。;|()]", unit.normal.text[match.end() :])[0])
    for key in keys:
        names = {normal_form(item.name).text for _, item in checked.known.items(key)}
        if count in {len(names), sum(counted in name for name in names) if counted else 0}:
            return True
    return False


def to_clause_end(unit: Unit, end: int) -> int:
    """Where the clause ends that goes on at a position."""
    text = unit.normal.text
    stop = re.search(r"[,。;|、()（）:]|$", text[end:])
    return end + (stop.start() if stop else 0)
