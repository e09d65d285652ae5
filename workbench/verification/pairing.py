"""Which lines of a report are which lines of the draft that the facts give: changed, put in, taken out, moved, astray."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from workbench.verification.markdown import Unit

_ALIKE = 0.5


class Pair(NamedTuple):
    """A line of a report and that of the draft that it stands for, as indices from 0; one is None where there is none."""

    own: int | None
    given: int | None
    before: int
    """Index of the line of the report before which the line stands or would stand."""
    same: Literal["moved", "astray"] | None = None
    """Of a line that reads as given: whether it stands elsewhere in its list or table, or under another item."""


class Pairing:
    """The lines of a report and of a draft; `units` are those of the lines, numbered from 1."""

    def __init__(
        self, own: Sequence[str], given: Sequence[str], units: Mapping[int, Unit], given_units: Mapping[int, Unit]
    ) -> None:
        self.own, self.given, self.units, self.given_units = own, given, units, given_units

    def differing(self) -> Iterator[Pair]:
        """Every line that is not the same in both, or no longer stands under the item that it stood under."""
        alike: dict[int, int] = {}
        stretches = []
        for kind, *ends in SequenceMatcher(None, self.own, self.given, autojunk=False).get_opcodes():
            if kind == "equal":
                alike.update(zip(range(ends[0], ends[1]), range(ends[2], ends[3]), strict=True))
            else:
                stretches.append(ends)
        moved = self._moved(stretches)
        pairs = [pair for stretch in stretches for pair in self._in_stretch(stretch, moved)]
        alike |= moved
        yield from pairs
        counterparts = alike | {
            pair.own: pair.given for pair in pairs if pair.own is not None and pair.given is not None
        }
        astray = {at: other for at, other in alike.items() if self._is_astray(at, other, counterparts)}
        yield from (Pair(at, other, at, "astray") for at, other in astray.items())
        yield from (Pair(at, other, at, "moved") for at, other in moved.items() if at not in astray)

    def _moved(self, stretches: Sequence[Sequence[int]]) -> dict[int, int]:
        """Rows and items that read as given but stand elsewhere under the same headings, in a table of the same columns."""
        places: dict[tuple[object, ...], list[int]] = defaultdict(list)
        for _, _, start, end in stretches:
            for at in range(start, end):
                if (unit := self.given_units.get(at + 1)) is not None and unit.kind in {"row", "item"}:
                    places[self.given[at], _standing(unit)].append(at)
        found = {}
        for start, end, _, _ in stretches:
            for at in range(start, end):
                unit = self.units.get(at + 1)
                there = places.get((self.own[at], _standing(unit))) if unit is not None else None
                if there:
                    found[at] = there.pop(0)
        return found

    def _is_astray(self, own: int, given: int, counterparts: Mapping[int, int]) -> bool:
        """Whether an item stands under another item than it should: what it says is said of another act there."""
        unit, given_unit = self.units.get(own + 1), self.given_units.get(given + 1)
        if unit is None or given_unit is None or not (unit.parents or given_unit.parents):
            return False
        parent = unit.parents[-1].line - 1 if unit.parents else None
        meant = given_unit.parents[-1].line - 1 if given_unit.parents else None
        if parent is None or meant is None:
            return True
        there = counterparts.get(parent)
        return there != meant and (there is not None or meant in counterparts.values())

    def _in_stretch(self, stretch: Sequence[int], moved: Mapping[int, int]) -> Iterator[Pair]:
        """Lines of one changed stretch, those that are most alike together; the rest alone."""
        start, end, other_start, other_end = stretch
        taken = set(moved.values())
        mine = [at for at in range(start, end) if at not in moved]
        left = [at for at in range(other_start, other_end) if at not in taken]
        if len(mine) == len(left):
            yield from (Pair(at, other, at) for at, other in zip(mine, left, strict=True))
            return
        for at in mine:
            ranked = [(self._likeness(at, other), -other) for other in left]
            best = max(ranked, default=(0.0, 0))
            if best[0] >= _ALIKE:
                left.remove(-best[1])
                yield Pair(at, -best[1], at)
            else:
                yield Pair(at, None, at)
        yield from (Pair(None, other, start) for other in left)

    def _likeness(self, own: int, given: int) -> float:
        return SequenceMatcher(None, self.own[own], self.given[given], autojunk=False).ratio()


def _standing(unit: Unit) -> tuple[object, ...]:
    """The headings that a row or an item stands under, and the columns of its table."""
    return unit.kind, unit.lead, unit.path, unit.columns, bool(unit.parents)
