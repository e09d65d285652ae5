"""The effective date of an instrument by usable facts: of the whole or clause by clause, and whether it came about."""

from __future__ import annotations

from datetime import date

from workbench.facts.fact import Record
from workbench.facts.kinds import EffectiveDate, StatusChange
from workbench.report import phrasing
from workbench.report import wording as w
from workbench.report.acts.cells import day_cell
from workbench.report.acts.controls import clause_order
from workbench.report.acts.ledger import Ledger, Settled, ids, read_effective
from workbench.report.cited import Cited, cited, fixed, joined

_FORESTALLED = "（原定，未生效）"


class ClauseEffects:
    """The days on which clauses of one instrument take effect, and who says so of which."""

    def __init__(self, ledger: Ledger, key: str) -> None:
        self._ledger = ledger
        self._named: dict[date, list[tuple[Record, str]]] = {}
        of_clauses = [record for record, effect in ledger.of(key, EffectiveDate) if effect.clause and effect.date]
        for record in ledger.in_reading_order(of_clauses) if of_clauses else ():
            effect = record.content
            if isinstance(effect, EffectiveDate) and effect.clause and effect.date:
                self._named.setdefault(effect.date, []).append((record, effect.clause))
        self._leading: dict[date, tuple[str, ...]] = {}

    @property
    def days(self) -> list[date]:
        """The days, in order."""
        return sorted(self._named)

    def facts_on(self, day: date) -> frozenset[str]:
        """The facts that name a clause for a day."""
        return ids(record for record, _clause in self._named.get(day, ()))

    def leading_on(self, day: date) -> tuple[str, ...]:
        """The clauses that take effect on a day as the weightiest sources name them, in order; others name the same ones."""
        if day not in self._leading:
            self._leading[day] = self._find_leading(day)
        return self._leading[day]

    def _find_leading(self, day: date) -> tuple[str, ...]:
        named = self._named.get(day, [])
        heaviest = min((self._ledger.tier_rank(record) for record, _ in named), default=0)
        leading = (clause for record, clause in named if self._ledger.tier_rank(record) == heaviest)
        return tuple(sorted(dict.fromkeys(leading), key=clause_order))


class Effect:
    """The effect of one instrument; `unsure` where acts that changed it may be unknown."""

    def __init__(
        self, ledger: Ledger, key: str, published: Settled[date], clauses: ClauseEffects, *, unsure: bool
    ) -> None:
        self._ledger = ledger
        self._key = key
        self._published = published
        self._clauses = clauses
        self._unsure = unsure
        self._status = ledger.status(key)

    @property
    def cell(self) -> Cited:
        """Day of effect; clause by clause where they differ; what did not come about says so."""
        settled = self._ledger.settle(self._key, read_effective)
        clauses = joined("；", self._of_clauses())
        if clauses and not settled.known:
            return clauses
        return joined("；", [self._of_whole(settled), clauses])

    def _of_whole(self, settled: Settled[date]) -> Cited:
        imposed = None if settled.known else self._imposed()
        day = day_cell(settled) if settled.known else self._on_publication() or imposed
        if day is None:
            return day_cell(settled)
        planned = settled.value or (self._imposed_on if day is imposed else None)
        return joined("", [day, self._never_came(planned) or self._remark()])

    def _remark(self) -> Cited:
        """On a day of effect that what waits, or an act's unknown number, may undo."""
        waiting = self._ledger.status_waits(self._key)
        if waiting:
            return cited("（狀態待審）", waiting)
        return fixed("（原載，是否生效待確認）" if self._unsure else "")

    def _never_came(self, planned: date | None) -> Cited:
        """On a day of effect that is past and that a suspension forestalled."""
        if planned is None or planned > self._ledger.as_of or self._status.took_effect is not False:
            return Cited("")
        return cited(_FORESTALLED, self._status.facts)

    def _imposed(self) -> Cited | None:
        """The day from which a source says that it is imposed, where none says when it takes effect."""
        imposed = [e for e in self._status.events if e.type == "impose" and e.from_ and not e.clause]
        if not imposed or not imposed[0].from_:
            return None
        day = imposed[0].from_
        # Others report the same act without the day: they vouch for the act alone.
        changes = self._ledger.of(self._key, StatusChange)
        dated = [record.id for record, change in changes if change.action == "impose" and change.from_ == day]
        remark = w.OPINION_ALONE if self._ledger.opinion_alone(dated) else ""
        return cited(w.day(day) + remark, imposed[0].facts)

    @property
    def _imposed_on(self) -> date | None:
        days = [e.from_ for e in self._status.events if e.type == "impose" and e.from_ and not e.clause]
        return days[0] if days else None

    def _on_publication(self) -> Cited | None:
        bases = [
            record
            for record, effect in self._ledger.of(self._key, EffectiveDate)
            if effect.basis == "on_publication" and effect.clause is None and effect.date is None
        ]
        if not bases:
            return None
        on_day = f"{w.day(self._published.value)}（公布日起）" if self._published.value else "自公布之日起"
        return cited(on_day, ids(bases) | self._published.facts)

    def _of_clauses(self) -> list[Cited]:
        """Days of effect of clauses, in order, each with the clauses that the weightiest sources give for it."""
        return [self._clauses_on(day) for day in self._clauses.days]

    def _clauses_on(self, day: date) -> Cited:
        leading = self._clauses.leading_on(day)
        clauses = "、".join(dict.fromkeys(phrasing.words(clause) for clause in leading))
        forestalled = any(self._ledger.timeline.forestalled(self._key, day, clause) for clause in leading)
        line = cited(f"{clauses}：{w.day(day)}", self._clauses.facts_on(day))
        facts = self._status.facts
        return joined("", [line, cited(_FORESTALLED, facts) if forestalled else self._remark()])
