"""Text of the draft together with the facts behind it: provenance by construction, never by search."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Cited(NamedTuple):
    """A piece of one line, safe as Markdown, and what it rests on."""

    text: str
    facts: frozenset[str] = frozenset()
    """Ids of the facts that it states, or that it waits for."""
    computed: tuple[str, ...] = ()
    """Figures in it that the program counted or computed from those facts."""

    def __bool__(self) -> bool:
        return bool(self.text)


NOTHING = Cited("—")
_NONE = frozenset[str]()


def fixed(wording: str) -> Cited:
    """The report's own wording; it rests on nothing and holds no figure of a source."""
    return Cited(wording)


def cited(markdown: str, facts: Iterable[str]) -> Cited:
    """Markdown already made of escaped parts."""
    return Cited(markdown, frozenset(facts))


def counted(number: int, facts: Iterable[str], unit: str = "") -> Cited:
    """A number that was counted over facts."""
    return Cited(f"{number}{unit}", frozenset(facts), (f"{number}{unit}",))


def joined(separator: str, parts: Iterable[Cited]) -> Cited:
    """The parts that are not empty, one after another, with all that they rest on."""
    present = [part for part in parts if part.text]
    if len(present) == 1:
        return present[0]
    return Cited(
        separator.join([part.text for part in present]),
        facts_behind(present),
        tuple([figure for part in present for figure in part.computed]),
    )


def table_row(cells: Sequence[Cited]) -> Cited:
    """A row of a table, with all that its cells rest on."""
    computed = tuple([figure for cell in cells for figure in cell.computed])
    return Cited(f"| {' | '.join([cell.text for cell in cells])} |", facts_behind(cells), computed)


def facts_behind(parts: Iterable[Cited]) -> frozenset[str]:
    """All that parts rest on; where one of them rests on it all, its own set, since thousands of copies fill memory."""
    given = [part.facts for part in parts if part.facts]
    if len(given) < 2:
        return given[0] if given else _NONE
    widest = max(given, key=len)
    return widest if all(facts <= widest for facts in given) else widest.union(*given)


def citing(part: Cited, facts: Iterable[str]) -> Cited:
    """`part`, resting on `facts` as well."""
    return Cited(part.text, part.facts | frozenset(facts), part.computed)
