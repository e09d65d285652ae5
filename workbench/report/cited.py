"""Text of the draft together with the facts behind it: provenance by construction, never by search."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from workbench.escape import escape


class Cited(NamedTuple):
    """A piece of one line, safe as Markdown, and what it rests on."""

    text: str
    facts: frozenset[str] = frozenset()
    """Ids of the facts that it tells, or that it waits for."""
    computed: tuple[str, ...] = ()
    """Figures in it that the program counted or computed from those facts."""

    def __bool__(self) -> bool:
        return bool(self.text)


NOTHING = Cited("—")


def fixed(wording: str) -> Cited:
    """The report's own wording; it rests on nothing and holds no figure of a source."""
    return Cited(wording)


def sourced(words: str, facts: Iterable[str]) -> Cited:
    """What a source says, escaped here."""
    return Cited(escape(words), frozenset(facts))


def told(markdown: str, facts: Iterable[str]) -> Cited:
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
        frozenset().union(*[part.facts for part in present]),
        tuple([figure for part in present for figure in part.computed]),
    )


def table_row(cells: Sequence[Cited]) -> Cited:
    """A row of a table, with all that its cells rest on."""
    facts = cells[0].facts.union(*[cell.facts for cell in cells[1:]])
    computed = tuple([figure for cell in cells for figure in cell.computed])
    return Cited(f"| {' | '.join([cell.text for cell in cells])} |", facts, computed)


def citing(part: Cited, facts: Iterable[str]) -> Cited:
    """`part`, resting on `facts` as well."""
    return Cited(part.text, part.facts | frozenset(facts), part.computed)
