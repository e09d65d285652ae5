"""Figures that a draft records for later ones, and the comparisons: 較上月, 三月平均, YoY.

A draft records how many instruments of each category were published in each of its months. A later draft compares its own
counts with those that were printed then; it never counts an earlier month anew from facts that came in since.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from workbench.facts.base import CATEGORIES
from workbench.report.cited import Cited
from workbench.report.period import Period

if TYPE_CHECKING:
    from workbench.report.acts.entries import Entries

NO_EARLIER = "N/A（無前期報告）"
NO_HISTORY = "N/A（無歷史資料）"
_AVERAGED = 3
_YEAR = 12
_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Figures:
    """The counts that one draft printed, by month and category."""

    period: str
    as_of: date
    digest: str
    """SHA-256 of the draft's text."""
    published: Mapping[str, Mapping[str, int]]
    """Month `2026-01` -> category -> instruments published in it."""


def count_published(entries: Entries) -> dict[str, dict[str, int]]:
    """Instruments published in each month of the period, by category, as the draft counts them."""
    found = Counter((f"{e.published_on:%Y-%m}", e.category) for e in entries.published() if e.published_on)
    return {month: {c: found[month, c] for c in CATEGORIES} for month in entries.period.months}


def figures_in(provenance: Mapping[str, Any]) -> Figures | None:
    """The figures of a draft's provenance; None where it was made before drafts recorded any.

    Raises KeyError, TypeError or ValueError where the content is no provenance.
    """
    if "figures" not in provenance:
        return None
    published: dict[str, dict[str, int]] = {
        str(month): {category: int(counts[category]) for category in CATEGORIES}
        for month, counts in provenance["figures"]["published"].items()
    }
    as_of = date.fromisoformat(provenance["as_of"])
    return Figures(str(Period.parse(provenance["period"])), as_of, str(provenance["draft"]["sha256"]), published)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The counts of a period beside those that earlier drafts printed."""

    period: Period
    current: Mapping[str, int]
    """Category -> instruments published in the period."""
    months: Mapping[str, Figures]
    """Earlier month -> the draft whose figures stand for it."""
    used: tuple[Figures, ...] = ()
    """The drafts that any comparison rests on, by period."""

    @property
    def wanted(self) -> tuple[str, ...]:
        """The earlier months that the comparisons are made with, in order."""
        return tuple(sorted(_wanted(self.period)))

    @property
    def has_earlier(self) -> bool:
        """Whether there is anything to compare with."""
        return bool(self.used)

    def change(self, categories: Sequence[str]) -> Cited:
        """`+2（上月 3 件）`: against as many months as the period has, directly before it."""
        before = self.period.before(len(self.period.months))
        return self._difference(categories, before, "上月" if self.period.single else "前期", NO_EARLIER)

    def year_on_year(self, categories: Sequence[str]) -> Cited:
        """`-1（去年同期 4 件）`: against the same months a year before."""
        months = self.period.shifted(-_YEAR)
        return self._difference(categories, months, "去年同期", NO_HISTORY)

    def average(self, categories: Sequence[str]) -> Cited:
        """`2.33`: a month's average over the three months before; those of them that are known, and which, if not all."""
        before = self.period.before(_AVERAGED)
        known = [month for month in before if month in self.months]
        if not known:
            return Cited(NO_EARLIER)
        mean = (Decimal(self._total(categories, known)) / len(known)).quantize(_HUNDREDTH, ROUND_HALF_UP)
        shown = f"{mean.normalize():f}"
        text = shown if len(known) == len(before) else f"{shown}（僅 {'、'.join(known)}）"
        return Cited(text, computed=(text,))

    def _difference(self, categories: Sequence[str], months: Sequence[str], called: str, none: str) -> Cited:
        missing = [month for month in months if month not in self.months]
        if len(missing) == len(months):
            return Cited(none)
        if missing:
            text = f"N/A（缺 {'、'.join(missing)} 之報告）"
            return Cited(text, computed=(text,))
        earlier = self._total(categories, months)
        difference = sum(self.current[category] for category in categories) - earlier
        text = f"{difference:+d}（{called} {earlier} 件）" if difference else f"持平（{called} {earlier} 件）"
        return Cited(text, computed=(text,))

    def _total(self, categories: Sequence[str], months: Iterable[str]) -> int:
        return sum(self.months[month].published[month][category] for month in months for category in categories)


def compare(entries: Entries, earlier: Iterable[Figures]) -> Comparison:
    """The counts of a period against earlier drafts: for each month the draft of the latest day, not after this one's.

    Of drafts of one day the one with fewer months counts, and then the lower digest: the same drafts give the same choice.
    """
    counts = Counter(entry.category for entry in entries.published())
    current: dict[str, int] = {category: counts[category] for category in CATEGORIES}
    months = months_before(entries.period, entries.ledger.as_of, earlier)
    used = tuple(sorted({f.digest: f for f in months.values()}.values(), key=lambda f: (f.period, f.as_of, f.digest)))
    return Comparison(entries.period, current, months, used)


def months_before(period: Period, as_of: date, earlier: Iterable[Figures]) -> dict[str, Figures]:
    """Earlier month that a period is compared with -> the draft whose figures stand for it, as `compare` chooses it."""
    wanted, months = _wanted(period), dict[str, Figures]()
    for figures in sorted(earlier, key=lambda f: (f.as_of, -len(f.published), f.digest)):
        if figures.as_of <= as_of:
            months.update({month: figures for month in figures.published if month in wanted})
    return months


def _wanted(period: Period) -> frozenset[str]:
    before = {*period.before(max(_AVERAGED, len(period.months))), *period.shifted(-_YEAR)}
    return frozenset(before - set(period.months))
