"""The rows of all instruments for one period, and which of them the period is about."""

from __future__ import annotations

from functools import cached_property

from workbench.facts.fact import Record
from workbench.facts.references import parse_key
from workbench.report.acts.entry import Entry
from workbench.report.acts.ledger import Ledger
from workbench.report.acts.naming import natural_order
from workbench.report.cited import Cited
from workbench.report.period import Period

_ENDED = frozenset({"suspended", "stopped", "repealed"})


class Entries:
    """Rows of all instruments of a ledger, for one period."""

    def __init__(self, ledger: Ledger, period: Period) -> None:
        self.ledger = ledger
        self.period = period
        self.all = tuple(Entry(ledger, key) for key in sorted(ledger.keys, key=natural_order))
        self._by_key = {entry.key: entry for entry in self.all}

    def of(self, key: str) -> Entry:
        """The row of a canonical key."""
        return self._by_key[key]

    def label_of(self, key: str) -> Cited | None:
        """What the instrument of a canonical key is called; None where no fact is about it."""
        entry = self._by_key.get(key)
        return entry.label if entry else None

    def about(self, record: Record) -> tuple[Entry, ...]:
        """Rows of the instruments that a record is about."""
        return tuple(self._by_key[key] for key in self.ledger.keys_of(record))

    def published(self) -> tuple[Entry, ...]:
        """Those published in the period."""
        return self._all_published

    @cached_property
    def _all_published(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.all if entry.published_on and entry.published_on in self.period)

    def of_period(self, entry: Entry) -> bool:
        """Whether an act may be of the period itself: it was not published, nor is it numbered, before or after it."""
        if entry.published_on is not None:
            return entry.published_on in self.period
        number = parse_key(entry.key)
        return number is None or number.year is None or self._numbered_in_period(number.year)

    def changed_on_a_day(self, entry: Entry) -> bool:
        """Whether something happened to an act on a day of the period."""
        return any(day in self.period for day in entry.days)

    def _changed_without_a_day(self, entry: Entry) -> bool:
        """Whether an act was suspended or ended on a day that nobody gives, by a source that is not older than the period."""
        status = self.ledger.status(entry.key)
        return status.status in _ENDED and status.since is None and any(map(self.may_concern, entry.changes))

    def may_concern(self, record: Record) -> bool:
        """Whether a record's source may be about the period: it was not published before it.

        A source without a day counts from the latest publication that it reports; one that reports none may be.
        """
        day = self.ledger.timeline.known_days.get(record.fact.document)
        return day is None or day >= self.period.first

    def _numbered_in_period(self, year: int) -> bool:
        return self.period.first.year <= year <= self.period.last.year

    def touched(self) -> tuple[Entry, ...]:
        """Those to which something happened in the period, or may have: no day is known for it."""
        return self._all_touched

    @cached_property
    def _all_touched(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.all if self.is_touched(entry))

    def is_touched(self, entry: Entry) -> bool:
        """Whether something happened to an act in the period, or may have: no day is known for it."""
        if self.changed_on_a_day(entry) or self._changed_without_a_day(entry):
            return True
        if entry.days or not any(map(self.may_concern, (*entry.usable, *entry.waiting))):
            return False
        number = parse_key(entry.key)
        return number is None or number.year is None or self._numbered_in_period(number.year)
