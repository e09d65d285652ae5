"""Instruments as rows of the report: each cell with the facts behind it, or 待審 with the facts it waits for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property

from workbench.facts.fact import Record
from workbench.facts.kinds import (
    Announcement,
    Assessment,
    ControlledItem,
    Count,
    EffectiveDate,
    LegalInstrument,
    LicensingRule,
    Listing,
    Penalty,
    Position,
    Requirement,
    StatusChange,
    Threshold,
)
from workbench.facts.references import parse_key
from workbench.report import telling
from workbench.report import wording as w
from workbench.report.categories import category_of
from workbench.report.cells import day_cell, named_few, source_marks, unique
from workbench.report.cited import NOTHING, Cited, counted, fixed, joined, told
from workbench.report.escape import escape_url
from workbench.report.ledger import (
    Ledger,
    ids,
    read_actor,
    read_address,
    read_category,
    read_effective,
    read_published,
    read_title,
)
from workbench.report.period import Period
from workbench.report.statuses import status_cell

_NAMING = (Announcement, LegalInstrument, Penalty, Position, StatusChange, EffectiveDate, Count, Listing)
_WITHOUT_STATUS = ("case/", "law/")
_LIVE = frozenset({"announced", "in_force", "partially_in_force"})
_SPOKEN = frozenset({"statement", "dialogue"})


class Entries:
    """Rows of all instruments of a ledger, for one period."""

    def __init__(self, ledger: Ledger, period: Period) -> None:
        self.ledger = ledger
        self.period = period
        self.all = tuple(Entry(ledger, key) for key in ledger.keys)
        self._by_key = {entry.key: entry for entry in self.all}

    def of(self, key: str) -> Entry:
        """The row of a canonical key."""
        return self._by_key[key]

    def about(self, record: Record) -> tuple[Entry, ...]:
        """Rows of the instruments that a record is about."""
        return tuple(self._by_key[key] for key in self.ledger.keys_of(record))

    def published(self) -> tuple[Entry, ...]:
        """Those published in the period."""
        return tuple(entry for entry in self.all if entry.published_on and entry.published_on in self.period)

    def touched(self) -> tuple[Entry, ...]:
        """Those to which something happened in the period, or of which no day is known that says otherwise."""
        return tuple(entry for entry in self.all if self._touched(entry))

    def _touched(self, entry: Entry) -> bool:
        days = entry.days
        if days:
            return any(day in self.period for day in days)
        number = parse_key(entry.key)
        return number is None or number.year is None or self.period.first.year <= number.year <= self.period.last.year


class Entry:
    """One instrument, as the tables of the report print it."""

    def __init__(self, ledger: Ledger, key: str) -> None:
        self.ledger = ledger
        self.key = key
        self.usable = ledger.facts_of(key)
        self.waiting = ledger.waiting_of(key)
        self._published = ledger.settle(key, read_published)
        self._title = ledger.settle(key, read_title)
        self._category = ledger.settle(key, read_category)

    @property
    def published_on(self) -> date | None:
        """Day of publication by usable facts."""
        return self._published.value

    @property
    def days(self) -> tuple[date, ...]:
        """Every day on which something happened to it, by usable facts."""
        moments = self.ledger.timeline.days(self.key)
        return (*moments, self.published_on) if self.published_on else moments

    @property
    def waits(self) -> bool:
        """Whether nothing about it is usable yet."""
        return not self.usable

    @cached_property
    def label(self) -> Cited:
        """Number, or what it is called without one; a title as sources write it, not as keys fold it."""
        if self._title.value is not None and self.key.startswith(("title/", "law/")):
            return told(telling.title(self._title.value), self._title.facts)
        return told(telling.instrument_label(self.key), self._naming_facts())

    @property
    def name(self) -> Cited:
        """Label and 《title》."""
        if self._title.value is None or parse_key(self.key) is None:
            return self.label
        return joined("", [self.label, told(telling.title(self._title.value), self._title.facts)])

    @property
    def scope(self) -> Cited:
        """What it is about: its title, else the items it names."""
        if self._title.value is not None:
            return told(telling.title(self._title.value), self._title.facts)
        items = [
            (record, item) for record, item in self.ledger.of(self.key, ControlledItem) if item.role == "controlled"
        ]
        if items:
            return named_few([(telling.name(item.name), record.id) for record, item in items], "項")
        waiting = [record for record in self.waiting if isinstance(record.content, Announcement | ControlledItem)]
        return told(w.WAITING, ids(waiting)) if waiting else fixed(w.UNSAID)

    @cached_property
    def published(self) -> Cited:
        """Day of publication."""
        return self._all_waiting() or day_cell(self._published)

    @cached_property
    def effective(self) -> Cited:
        """Day of effect; clause by clause where they differ."""
        if self.waits:
            return self._all_waiting()
        settled = self.ledger.settle(self.key, read_effective)
        clauses = joined("；", self._clause_effects())
        if settled.known or not clauses:
            on_publication = self._effective_on_publication()
            whole = day_cell(settled) if settled.known else on_publication or self._imposed() or day_cell(settled)
            return joined("；", [joined("", [whole, self._never_came(settled.value)]), clauses])
        return clauses

    @cached_property
    def status(self) -> Cited:
        """Status on the day of the report, with its interval."""
        if self.key.startswith(_WITHOUT_STATUS):
            return NOTHING
        if self.key.count("/") == 3 and self.key.split("/")[1] in _SPOKEN and not self.waits:
            return told("立場聲明", self._naming_facts())
        waiting = self.ledger.status_waits(self.key)
        if waiting or self.waits:
            return told(w.WAITING, waiting or ids(self.waiting))
        return joined("", [status_cell(self.ledger.status(self.key)), self._unnumbered()])

    @property
    def last_day(self) -> Cited:
        """Last day of the present status."""
        waiting = self.ledger.status_waits(self.key)
        if waiting:
            return told(w.WAITING, waiting)
        status = self.ledger.status(self.key)
        if status.clauses:
            ends = [f"{telling.words(c.clause)} {w.day(c.until)}" for c in status.clauses if c.until]
            return told("；".join(ends), status.facts) if ends else NOTHING
        return told(w.day(status.until), status.facts) if status.until else NOTHING

    @cached_property
    def category(self) -> str:
        """One of the five, to sort by."""
        return category_of(self.ledger, self.key)

    @property
    def category_cell(self) -> Cited:
        """Its category, resting on the facts that give it; 待審 where only waiting facts do."""
        if not self._category.known and (self._category.waiting or self.waits):
            return told(w.WAITING, self._category.waiting or ids(self.waiting))
        return told(w.CATEGORY_NAMES[self.category], self._category.facts or self._naming_facts())

    @property
    def actor(self) -> str:
        """Jurisdiction whose act it is; CN where nothing says otherwise."""
        return self.ledger.settle(self.key, read_actor).value or self._waiting_actor()

    @cached_property
    def level(self) -> Cited:
        """Impact level: only from an approved assessment that rests on this instrument's facts alone."""
        found = [
            (record, assessment)
            for record, assessment in self.ledger.assessments("risk")
            if assessment.level and self._rests_here(assessment)
        ]
        approved = [pair for pair in found if pair[0].usable and set(pair[1].facts) <= self.ledger.usable_ids]
        if approved:
            highest = min(approved, key=lambda pair: (tuple(w.LEVELS).index(pair[1].level or "low"), pair[0].id))
            record, assessment = highest
            return told(w.LEVELS[assessment.level or "low"], {record.id, *assessment.facts})
        return told(w.WAITING, ids(record for record, _ in found)) if found else fixed(w.UNWRITTEN)

    def sourced_row(self, *cells: Cited) -> list[Cited]:
        """A row of these cells and, last, the sources of what they tell; the official text where its address is known."""
        told_facts = frozenset[str]().union(*(cell.facts for cell in cells))
        behind = [record for record in (*self.usable, *self.waiting) if record.id in told_facts]
        address = self.ledger.settle(self.key, read_address)
        url = escape_url(address.value) if address.value else None
        official = told(f"[官方原文]({url})", address.facts) if url else Cited("")
        return [*cells, joined("、", [official, source_marks(self.ledger, behind)])]

    @property
    def summary(self) -> Cited:
        """What the facts hold, counted by kind."""
        if self.waits:
            return self._all_waiting()
        parts = [
            *(
                told(f"{telling.count_label(count)} {telling.number_of(count)}", [record.id])
                for record, count in self.counts
            ),
            *self._sayings(),
            *(
                told(telling.name(law.number), [record.id])
                for record, law in self.ledger.of(self.key, LegalInstrument)
                if law.number and self.key.startswith("law/")
            ),
            self._tally(ControlledItem, "物項", "項"),
            self._tally(Threshold, "數值門檻", "項"),
            self._tally(LicensingRule, "許可規則", "條"),
            self._tally(Requirement, "義務", "項"),
            self._tally(Listing, "列名", "筆"),
            self._tally(Penalty, "處罰", "件"),
        ]
        return joined("；", unique(parts)) or NOTHING

    @property
    def counts(self) -> tuple[tuple[Record, Count], ...]:
        """Numbers that notices state, by list and action."""
        return tuple(
            sorted(
                self.ledger.of(self.key, Count),
                key=lambda pair: (telling.count_label(pair[1]), pair[1].count, pair[0].id),
            )
        )

    def _tally(
        self,
        kind: type[ControlledItem | Threshold | LicensingRule | Requirement | Listing | Penalty | Position],
        word: str,
        unit: str,
    ) -> Cited:
        found: dict[str, set[str]] = {}
        for record, content in self.ledger.of(self.key, kind):
            if isinstance(content, ControlledItem) and content.role == "referenced":
                continue
            found.setdefault(telling.tell(content), set()).add(record.id)
        if not found:
            return Cited("")
        number = counted(len(found), set().union(*found.values()), f" {unit}")
        return joined(" ", [fixed(word), number])

    def _all_waiting(self) -> Cited:
        """待審 where nothing about it is usable yet, else nothing."""
        return told(w.WAITING, ids(self.waiting)) if self.waits else Cited("")

    def _sayings(self) -> list[Cited]:
        """What was said, where the instrument is the saying itself; elsewhere how often it was spoken of."""
        if parse_key(self.key) is not None:
            return [self._tally(Position, "立場", "則")]
        return [
            told(telling.position(position), [record.id]) for record, position in self.ledger.of(self.key, Position)
        ]

    def _naming_facts(self) -> frozenset[str]:
        known = self.usable or self.waiting
        for kind in _NAMING:
            naming = [record for record in known if isinstance(record.content, kind)]
            if naming:
                return ids(naming)
        return ids(known)

    def _imposed(self) -> Cited | None:
        """The day from which a source says that it is imposed, where none says when it takes effect."""
        imposed = [e for e in self.ledger.status(self.key).events if e.type == "impose" and e.from_ and not e.clause]
        return told(w.day(imposed[0].from_), imposed[0].facts) if imposed and imposed[0].from_ else None

    def _unnumbered(self) -> Cited:
        """A remark where an act is known by title only: what changes it may name its number alone."""
        status = self.ledger.status(self.key).status
        return fixed("（文號未載明，狀態待確認）" if self.key.startswith("title/") and status in _LIVE else "")

    def _never_came(self, planned: date | None) -> Cited:
        """A remark on a day of effect that is past and that a suspension forestalled."""
        status = self.ledger.status(self.key)
        if planned is None or planned > self.ledger.as_of or status.took_effect is not False:
            return Cited("")
        return told("（原定，未生效）", status.facts)

    def _clause_effects(self) -> Iterable[Cited]:
        by_line: dict[str, set[str]] = {}
        for record, effect in self.ledger.of(self.key, EffectiveDate):
            if effect.clause and effect.date:
                by_line.setdefault(f"{telling.words(effect.clause)} {w.day(effect.date)}", set()).add(record.id)
        return [told(line, facts) for line, facts in sorted(by_line.items())]

    def _effective_on_publication(self) -> Cited | None:
        bases = [
            record
            for record, effect in self.ledger.of(self.key, EffectiveDate)
            if effect.basis == "on_publication" and effect.clause is None and effect.date is None
        ]
        if not bases:
            return None
        on_day = f"{w.day(self.published_on)}（公布日起）" if self.published_on else "自公布之日起"
        return told(on_day, ids(bases) | self._published.facts)

    def _rests_here(self, assessment: Assessment) -> bool:
        return bool(assessment.facts) and set(assessment.facts) <= ids((*self.usable, *self.waiting))

    def _waiting_actor(self) -> str:
        actors = [actor for record in self.waiting if (actor := read_actor(record.content))]
        return min(actors) if actors else "CN"
