"""The timelines of resolution for the report: by usable facts, and whether waiting facts would change them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

from workbench.facts.fact import Record
from workbench.facts.kinds import AnyContent, ListName
from workbench.report import phrasing
from workbench.report import wording as w
from workbench.report.acts.resolved import Resolved
from workbench.resolution import Event, Roster, Status, rosters_on

_EVENT_WORDS = {"publish": "發布", "effect": "生效", **w.STATUS_ACTIONS}
ENDS_SUSPENSION = "暫停期最後一日"
_ONE_DAY = timedelta(days=1)
RESUMED = "暫停期滿，推定恢復實施"
_LAST_DAYS = {"suspended": ENDS_SUSPENSION}
_BEGINNINGS = frozenset({"effect", "impose"})
_LEADS_TO = {"suspend": "suspended", "extend": "suspended", "stop": "stopped", "repeal": "repealed"}
_ENDED = frozenset({"stopped", "repealed"})
_IN_FORCE = frozenset({"in_force", "partially_in_force"})


class Moment(NamedTuple):
    """Something that happens to an instrument on a day, in the report's words."""

    day: date
    words: str
    facts: frozenset[str]
    type: str = ""
    """What kind of event it is."""
    clause: str | None = None
    """The clause that it concerns; None where it concerns the whole instrument."""


Standings = Mapping[str, tuple[Status, frozenset[str]]]
"""Canonical key -> the status on the day of the report, and the waiting facts by which it would be another."""


class Timeline:
    """Instruments and their events: one reading by usable records alone, one with the waiting records as well."""

    def __init__(self, resolved: Resolved, as_of: date) -> None:
        self._as_of = as_of
        self._approved = resolved.approved
        self._everything = resolved.everything
        self._waiting = resolved.waiting_facts
        self._statuses: dict[str, Status] = {}
        self._disputes: dict[str, frozenset[str]] = {}
        self._effects: dict[str, dict[date | None, list[Event]]] = {}

    def key(self, written: str) -> str:
        """The canonical key, by aliases that usable facts give."""
        return self._approved.instruments.key(written)

    def content_of(self, record: Record) -> AnyContent:
        """The content of a record, with the act filled in where its source refers to that by date alone."""
        return (self._approved if record.usable else self._everything).content_of(record)

    @property
    def known_days(self) -> Mapping[str, date]:
        """Document id -> its publication day; where that is unknown, the day of the latest publication that it reports."""
        return self._everything.instruments.known_days

    @cached_property
    def rosters(self) -> Mapping[ListName, Roster]:
        """Who is on each list on the day of the report, by usable facts alone."""
        return rosters_on(self._as_of, self._approved.instruments, self._approved.events)

    def status(self, key: str) -> Status:
        """Status on the day of the report, by usable facts alone."""
        if key not in self._statuses:
            self._statuses[key] = self._approved.courses_of(key).status_on(self._as_of)
        return self._statuses[key]

    def disputed_by(self, key: str) -> frozenset[str]:
        """Waiting facts by which the status would be another; empty where they would change nothing."""
        if key not in self._disputes:
            self._disputes[key] = self._find_dispute(key)
        return self._disputes[key]

    def later_on_no_day(self, key: str) -> tuple[str, frozenset[str]]:
        """What sources say was done to an instrument on a day that none gives, and its status does not show; and who says it.

        A source of a later day reports it, so the status on the report's day may already have been another.
        """
        now = self.status(key).status
        found = [
            event
            for event in self._approved.events_of(key)
            if event.from_ is None and event.clause is None and _LEADS_TO.get(event.type, now) != now
        ]
        if now in _ENDED or not found:
            return "", frozenset()
        words = "、".join(dict.fromkeys(_EVENT_WORDS[event.type] for event in found))
        return f"其後{words}，起日{w.UNSAID}", frozenset(fact for event in found for fact in event.facts)

    def standings(self, keys: Iterable[str]) -> Standings:
        """How instruments stand, for another timeline of the same records and day to `adopt`."""
        return {key: (self.status(key), self.disputed_by(key)) for key in keys}

    def adopt(self, standings: Standings) -> None:
        """Take from another timeline what need not be worked out again."""
        for key, (status, disputing) in standings.items():
            self._statuses[key], self._disputes[key] = status, disputing

    def _find_dispute(self, key: str) -> frozenset[str]:
        whole = self._everything.instruments.key(key)
        if whole == key and self._everything.events_of(key) == self._approved.events_of(key):
            return frozenset()
        day, known, possible = self._as_of, self._approved.courses_of(key), self._everything.courses_of(whole)
        same_name = known.name_on(day) == possible.name_on(day)
        if same_name and _outcome(self.status(key)) == _outcome(possible.status_on(day)):
            return frozenset()
        return self._waiting & possible.facts or self._waiting & self._everything.facts_of(whole)

    def days(self, key: str, holds: Callable[[Event], bool]) -> tuple[date, ...]:
        """Days of its events that hold, and those from which it is taken to be in force again.

        All of them where none holds; where no usable fact gives any, those of waiting facts: to place it, not to be shown.
        """
        known = [event for event in self._approved.events_of(key) if event.from_]
        if not known:
            whole = self._everything.instruments.key(key)
            return tuple(event.from_ for event in self._everything.events_of(whole) if event.from_)
        held = [event for event in known if holds(event) and not self._repeated_as_effect(key, event)]
        resumed = [moment.day for moment in self._resumptions(key)]
        return (*(event.from_ for event in held or known if event.from_), *resumed)

    def moments(self, key: str) -> list[Moment]:
        """Its events to the day of the report, in order; an effect that a suspension forestalled says so.

        Last that a suspension has run out, from which day on it is taken to be in force again.
        """
        happened = [
            Moment(event.from_, self._told(key, event), frozenset(event.facts), event.type, event.clause)
            for event in self._approved.events_of(key)
            if event.from_ and event.from_ <= self._as_of and not self._repeated_as_effect(key, event)
        ]
        return [*happened, *self._resumptions(key)]

    def _resumptions(self, key: str) -> list[Moment]:
        """From when on it, or a clause of it, is taken to be in force again; no fact states that day."""
        status = self.status(key)
        if not status.assumed:
            return []
        facts = frozenset(status.facts)
        return [
            Moment(day, f"{phrasing.words(clause)}{RESUMED}", facts, "resume", clause)
            for clause, day in self._approved.courses_of(key).resumed_by(self._as_of)
        ]

    def _repeated_as_effect(self, key: str, event: Event) -> bool:
        """Whether an imposition is repeated as the effect of the same clause on the same day."""
        return event.type == "impose" and any(
            other.clause_key == event.clause_key for other in self._effects_on(key, event.from_)
        )

    def _effects_on(self, key: str, day: date | None) -> list[Event]:
        """What takes effect of an instrument on a day, in order."""
        if key not in self._effects:
            on_day: dict[date | None, list[Event]] = defaultdict(list)
            for event in self._approved.events_of(key):
                if event.type == "effect":
                    on_day[event.from_].append(event)
            self._effects[key] = dict(on_day)
        return self._effects[key].get(day, [])

    def forestalled(self, key: str, day: date, clause: str | None = None) -> bool:
        """Whether an effect on a day not after that of the report is known not to have come about."""
        return day <= self._as_of and any(
            event.clause == clause and not self.comes_true(key, event) for event in self._effects_on(key, day)
        )

    def _told(self, key: str, event: Event) -> str:
        return _words(event) if self.comes_true(key, event) else f"{_words(event)}（原定，未生效）"

    def first_effect_assumed(self, key: str) -> bool:
        """Whether it had not taken effect before the suspension after which it is taken to be in force."""
        status = self.status(key)
        if not status.assumed or status.since is None:
            return False
        return self._approved.courses_of(key).status_on(status.since - _ONE_DAY).took_effect is False

    def coming(self, key: str) -> list[Moment]:
        """What begins or ends after the day of the report."""
        status = self.status(key)
        facts = frozenset(status.facts)
        ends = [(status.until, _last_day(status.status))] if not status.clauses else []
        ends += [(c.until, f"{phrasing.words(c.clause)}{_last_day(c.status)}") for c in status.clauses]
        ending = [Moment(day, words, facts) for day, words in ends if day and day > self._as_of]
        beginning = [
            Moment(event.from_, _words(event), frozenset(event.facts), event.type)
            for event in self._approved.events_of(key)
            if event.from_ and event.from_ > self._as_of and self.comes_true(key, event)
            if not self._repeated_as_effect(key, event)
        ]
        return list(dict.fromkeys([*ending, *_published_in_force(beginning)]))

    def comes_true(self, key: str, event: Event) -> bool:
        """Whether nothing known stands against it: a measure does not take effect while it is suspended."""
        if event.type not in _BEGINNINGS or event.from_ is None:
            return True
        return self._approved.courses_of(key).name_on(event.from_) in _IN_FORCE


def _published_in_force(moments: list[Moment]) -> list[Moment]:
    """The moments, publication and effect of one day as one."""
    days = {m.day: m for m in moments if m.type == "effect" and m.clause is None}
    both = {m.day: m for m in moments if m.type == "publish" and m.day in days}
    return [
        moment._replace(words=f"{both[moment.day].words}並{moment.words}", facts=moment.facts | both[moment.day].facts)
        if moment.day in both and moment is days[moment.day]
        else moment
        for moment in moments
        if moment not in both.values()
    ]


def _outcome(status: Status) -> tuple[object, ...]:
    return status.status, status.since, status.until, status.took_effect, status.assumed, status.clauses


def _words(event: Event) -> str:
    """`暫停實施至 2026-11-10（依商務部公告2025年第70號）`."""
    clause = phrasing.words(event.clause)
    until = f"至 {w.day(event.until)}" if event.until else ""
    by = f"（依{phrasing.instrument_label(event.by)}）" if event.by else ""
    return f"{clause}{_EVENT_WORDS[event.type]}{until}{by}"


def _last_day(status: str) -> str:
    return _LAST_DAYS.get(status, "有效期最後一日")
