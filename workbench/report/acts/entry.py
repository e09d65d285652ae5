"""Instruments as rows of the report: each cell with the facts behind it, or 待審 with the facts it waits for."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from workbench.escape import escape_url
from workbench.facts.base import Content
from workbench.facts.fact import Record
from workbench.facts.kinds import (
    Announcement,
    Assessment,
    ControlledItem,
    Count,
    EffectiveDate,
    LegalInstrument,
    Listing,
    Penalty,
    Position,
    StatusChange,
)
from workbench.facts.references import parse_key
from workbench.report import phrasing
from workbench.report import wording as w
from workbench.report.acts import controls
from workbench.report.acts.categories import SPOKEN_TYPES, category_of, is_spoken_title
from workbench.report.acts.cells import day_cell, named_few, source_details
from workbench.report.acts.counted import without_parts
from workbench.report.acts.deeds import deeds_of
from workbench.report.acts.effects import ClauseEffects, Effect
from workbench.report.acts.ledger import (
    Ledger,
    ids,
    read_actor,
    read_address,
    read_category,
    read_effective,
    read_issuers,
    read_published,
    read_title,
)
from workbench.report.acts.statuses import last_day, remarked, standing, status_cell
from workbench.report.acts.terms import term_of
from workbench.report.acts.timeline import Moment
from workbench.report.cited import NOTHING, Cited, cited, fixed, joined
from workbench.resolution import Event
from workbench.text import fold

_NAMING = (Announcement, LegalInstrument, Penalty, Position, StatusChange, EffectiveDate, Count, Listing)
_WITHOUT_STATUS = ("case/", "law/")
_BEGINNINGS = frozenset({"effect", "impose"})
_LIVE = frozenset({"announced", "in_force", "partially_in_force"})


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

    @cached_property
    def days(self) -> tuple[date, ...]:
        """Every day on which something happens to it, by usable facts and the days that the report holds true."""
        moments = self.ledger.timeline.days(self.key, self._holds)
        return (*moments, self.published_on) if self.published_on else moments

    @property
    def last_change(self) -> date | None:
        """The last day, not after that of the report, on which something came about: not an effect that was forestalled."""
        timeline = self.ledger.timeline
        days = timeline.days(self.key, lambda event: self._holds(event) and timeline.comes_true(self.key, event))
        past = [day for day in (*days, self.published_on) if day and day <= self.ledger.as_of]
        return max(past, default=None)

    @property
    def changes(self) -> list[Record]:
        """Usable records that it was suspended, resumed or ended."""
        return [r for r, c in self.ledger.of(self.key, StatusChange) if c.action not in {"impose", "investigate"}]

    @cached_property
    def by_title_only(self) -> bool:
        """Whether sources name a Chinese act by its title alone: it may be one that is listed by its number."""
        return self.key.startswith("title/") and self.actor == "CN" and not self.spoken

    @property
    def by_day_only(self) -> bool:
        """Whether sources refer to a Chinese act by its date alone: it has a number that none of them gives."""
        return self.key.split("/")[1:2] == ["measure"] and self.actor == "CN"

    @cached_property
    def spoken(self) -> bool:
        """Whether it is a statement, an answer or a dialogue, which has no legal force."""
        parts = self.key.split("/")
        return (len(parts) == 4 and parts[1] in SPOKEN_TYPES) or is_spoken_title(self.key)

    @cached_property
    def only_cited(self) -> bool:
        """Whether sources only cite it: no day, no status, none of its contents."""
        if not self.key.startswith(("law/", "title/")) or self.published_on or self.days:
            return False
        return all(_only_names(content) for content in self.contents)

    @cached_property
    def contents(self) -> tuple[Content, ...]:
        """What usable and waiting facts say about it."""
        return tuple(record.content for record in (*self.usable, *self.waiting))

    @property
    def waits(self) -> bool:
        """Whether nothing about it is usable yet."""
        return not self.usable

    @cached_property
    def label(self) -> Cited:
        """Number, or what it is called without one; a title as sources write it, not as keys fold it."""
        if self._title.value is not None and self.key.startswith(("title/", "law/")):
            return cited(phrasing.title(self._title.value), self._title.facts)
        return cited(phrasing.instrument_label(self.key), self._naming_facts())

    @property
    def number(self) -> Cited:
        """Its number, to stand beside its title; an act without one says so where its title is known."""
        return fixed("文號未載明") if self.by_title_only and self._title.known else self.label

    @cached_property
    def name(self) -> Cited:
        """Label and 《title》, with a note where no source numbers it."""
        if self.by_title_only or self.by_day_only:
            return joined("", [self.label, fixed("（文號未載明）")])
        if self._title.value is None or parse_key(self.key) is None:
            return self.label
        return joined("", [self.label, cited(phrasing.title(self._title.value), self._title.facts)])

    @cached_property
    def scope(self) -> Cited:
        """What it is about: its title, else the items it names, else what it does to other acts; both where it is known by its date alone."""
        if self._title.value is not None:
            repeating = frozenset().union(*(item.facts for item in self._repeating_title))
            return cited(phrasing.title(self._title.value), self._title.facts | repeating)
        items = [item for item in self.items if item.content.role == "controlled"]
        named = named_few([(phrasing.name(item.content.name), id) for item in items for id in item.facts], "項", 3)
        deeds = deeds_of(self.ledger, self.key) if self.by_day_only or not items else []
        if items or deeds:
            return joined("；", [*deeds, named])
        waiting = [record for record in self.waiting if isinstance(record.content, Announcement | ControlledItem)]
        return cited(w.WAITING, ids(waiting)) if waiting else fixed(w.UNSAID)

    @property
    def issuers(self) -> Cited:
        """Who issued it, all of them where it is a joint act."""
        if self.waits:
            return self._all_waiting()
        settled = self.ledger.settle(self.key, read_issuers)
        if settled.value is None:
            return cited(w.WAITING, settled.waiting) if settled.waiting else fixed(w.UNSAID)
        return cited(phrasing.names(settled.value), settled.facts)

    @cached_property
    def published(self) -> Cited:
        """Day of publication."""
        return self._all_waiting() or day_cell(self._published)

    @cached_property
    def effective(self) -> Cited:
        """Day of effect; clause by clause where they differ."""
        return (
            self._all_waiting()
            or Effect(self.ledger, self.key, self._published, self._clauses, unsure=self.unsure).cell
        )

    @cached_property
    def _clauses(self) -> ClauseEffects:
        return ClauseEffects(self.ledger, self.key)

    @cached_property
    def status(self) -> Cited:
        """Status on the day of the report, with its interval."""
        if self.key.startswith(_WITHOUT_STATUS):
            return NOTHING
        if self.spoken and not self.waits:
            return cited("立場聲明", self._naming_facts())
        waiting = self.ledger.status_waits(self.key)
        if waiting or self.waits:
            return cited(w.WAITING, waiting or ids(self.waiting))
        if self.unsure:
            return cited("狀態待確認（文號未載明）", self._naming_facts())
        cell = status_cell(self.ledger.status(self.key), term_of(self.ledger, self.key), opined=self.effect_opined)
        later, behind = self.ledger.timeline.later_on_no_day(self.key)
        return cited(remarked(cell.text, later), cell.facts | behind) if later else cell

    @cached_property
    def last_day(self) -> Cited:
        """Last day of its suspension or of its own term, clause by clause where they differ; — where none is set."""
        if self.key.startswith(_WITHOUT_STATUS) or self.spoken:
            return NOTHING
        waiting = self.ledger.status_waits(self.key)
        if waiting or self.waits:
            return cited(w.WAITING, waiting or ids(self.waiting))
        return last_day(self.ledger.status(self.key))

    @cached_property
    def standing(self) -> Cited:
        """The status in a few words, for a line about a part of it: 暫停至 2026-11-10; empty where it needs none."""
        waiting = self.ledger.status_waits(self.key)
        if waiting:
            return cited("狀態待審", waiting)
        if self.unsure:
            return fixed("文號未載明")
        status = self.ledger.status(self.key)
        return cited(standing(status, opined=self.effect_opined), status.facts)

    @property
    def effect_opined(self) -> bool:
        """Whether commentators alone give its day of effect."""
        return self.ledger.settle(self.key, read_effective).opinion_alone

    @cached_property
    def suspended(self) -> bool:
        """Whether it, or a clause of it, is suspended on the day of the report, by usable facts that nothing disputes."""
        if self.ledger.status_waits(self.key):
            return False
        status = self.ledger.status(self.key)
        return status.status == "suspended" or any(clause.status == "suspended" for clause in status.clauses)

    @cached_property
    def moments(self) -> list[Moment]:
        """What happened to it up to the day of the report, on the days that the report takes as right."""
        remark = "（狀態待審）" if self.ledger.status_waits(self.key) else ""
        remark = remark or ("（原載，是否生效待確認）" if self.unsure else "")
        return [
            moment._replace(words=moment.words + self._opined(moment) + remark)
            if moment.type in _BEGINNINGS
            else moment
            for moment in self.ledger.timeline.moments(self.key)
            if self._is_believed(moment.type, moment.day, moment.clause)
        ]

    def _holds(self, event: Event) -> bool:
        return self._is_believed(event.type, event.from_, event.clause)

    def _is_believed(self, type_: str, day: date | None, clause: str | None) -> bool:
        """Whether an event is on the day that the report takes as right and, for a clause, in the heaviest sources' wording."""
        if clause is None:
            return self._believed.get(type_) in {None, day}
        leading = self._clauses.leading_on(day) if type_ == "effect" and day else ()
        return not leading or clause in leading

    @cached_property
    def _believed(self) -> dict[str, date | None]:
        """Type of event -> the one day that the report takes as right."""
        return {"publish": self.published_on, "effect": self.ledger.settle(self.key, read_effective).value}

    def _opined(self, moment: Moment) -> str:
        return w.OPINION_ALONE if self.ledger.opinion_alone(moment.facts) else ""

    @cached_property
    def items(self) -> list[controls.Provision]:
        """Its items, each once, without those that say no more than its title."""
        return [item for item in self._all_items if item not in self._repeating_title]

    @cached_property
    def _all_items(self) -> list[controls.Provision]:
        return controls.mark_opinions(self.ledger, controls.items_of(self.ledger, self.usable))

    @cached_property
    def _repeating_title(self) -> list[controls.Provision]:
        title = fold(self._title.value or "").text
        return [
            item
            for item in self._all_items
            if item.content.role == "controlled"
            and controls.is_bare(item.content)
            and len(controls.core_name(item.content.name)) > 1
            and controls.core_name(item.content.name) in title
        ]

    @cached_property
    def limits(self) -> list[controls.Provision]:
        """Its limits, each once."""
        return controls.mark_opinions(self.ledger, controls.limits_of(self.ledger, self.usable))

    @cached_property
    def rules(self) -> list[controls.Provision]:
        """Its licensing rules, each once."""
        return controls.mark_opinions(self.ledger, controls.rules_of(self.ledger, self.usable))

    @cached_property
    def duties(self) -> list[controls.Provision]:
        """Duties under it, each once."""
        return controls.mark_opinions(self.ledger, controls.duties_of(self.ledger, self.usable))

    @cached_property
    def transitions(self) -> list[controls.Provision]:
        """Periods of transition under it, each once."""
        return controls.mark_opinions(self.ledger, controls.transitions_of(self.ledger, self.usable))

    @cached_property
    def unsure(self) -> bool:
        """Whether it reads as in force or to come, but may have been changed by an act that names only its number."""
        return self.by_title_only and self.ledger.status(self.key).status in _LIVE

    @cached_property
    def category(self) -> str:
        """One of the five, to sort by."""
        return category_of(self.ledger, self.key)

    @property
    def category_cell(self) -> Cited:
        """Its category, resting on the facts that give it; 待審 where only waiting facts do."""
        if not self._category.known and (self._category.waiting or self.waits):
            return cited(w.WAITING, self._category.waiting or ids(self.waiting))
        return cited(w.CATEGORY_NAMES[self.category], self._category.facts or self._naming_facts())

    @cached_property
    def actor(self) -> str:
        """Jurisdiction whose act it is; CN by default."""
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
            level = cited(w.LEVELS[assessment.level or "low"], {record.id, *assessment.facts})
            return joined("", [level, fixed("（暫停中）")]) if self.suspended else level
        return cited(w.WAITING, ids(record for record, _ in found)) if found else fixed(w.UNWRITTEN)

    def sourced_row(self, *cells: Cited) -> list[Cited]:
        """A row of these cells and, last, their sources; with the official text where its address is known."""
        shown = frozenset[str]().union(*(cell.facts for cell in cells))
        behind = [record for record in (*self.usable, *self.waiting) if record.id in shown]
        address = self.ledger.settle(self.key, read_address)
        url = escape_url(address.value) if address.value else None
        official = cited(f"[官方原文]({url})", address.facts) if url else Cited("")
        return [*cells, joined("、", [official, source_details(self.ledger, behind)])]

    @cached_property
    def lists(self) -> frozenset[str | None]:
        """The lists that it puts names on, takes them off, or counts them of."""
        listings = {listing.list for _, listing in self.ledger.of(self.key, Listing)}
        return frozenset(listings | {count.list for _, count in self.ledger.of(self.key, Count)})

    @cached_property
    def counts(self) -> tuple[tuple[Record, Count], ...]:
        """Numbers that notices state, by list and action."""
        return tuple(
            sorted(
                without_parts(self.ledger.of(self.key, Count)),
                key=lambda pair: (phrasing.count_label(pair[1]), pair[1].count, pair[0].id),
            )
        )

    def _all_waiting(self) -> Cited:
        """待審 where nothing about it is usable yet, else nothing."""
        return cited(w.WAITING, ids(self.waiting)) if self.waits else Cited("")

    def _naming_facts(self) -> frozenset[str]:
        known = self.usable or self.waiting
        for kind in _NAMING:
            naming = [record for record in known if isinstance(record.content, kind)]
            if naming:
                return ids(naming)
        return ids(known)

    def _rests_here(self, assessment: Assessment) -> bool:
        return bool(assessment.facts) and set(assessment.facts) <= ids((*self.usable, *self.waiting))

    def _waiting_actor(self) -> str:
        actors = [actor for record in self.waiting if (actor := read_actor(record.content))]
        return min(actors) if actors else "CN"


def _only_names(content: Content) -> bool:
    """Whether a fact gives an act or law no more than its name."""
    if not isinstance(content, Announcement | LegalInstrument) or content.published:
        return False
    return not (isinstance(content, LegalInstrument) and (content.number or content.effective))
