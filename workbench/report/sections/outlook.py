"""下月觀察重點: what ends, begins or was promised after the day of the report, each day with all that depends on it."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date, timedelta

from workbench.facts.fact import Record
from workbench.facts.kinds import Position, Requirement, StatusChange
from workbench.recognition import find_dates
from workbench.report import phrasing
from workbench.report import wording as w
from workbench.report.acts.cells import source_marks, unique
from workbench.report.acts.entries import Entries
from workbench.report.acts.entry import Entry
from workbench.report.acts.naming import named_together
from workbench.report.acts.terms import is_reckoned, last_day_is_reckoned
from workbench.report.acts.timeline import ENDS_SUSPENSION, Moment
from workbench.report.cited import Cited, cited, citing, fixed, joined
from workbench.report.excerpts import excerpt
from workbench.report.sections.matters import named_by_matter
from workbench.text import fold_script, han_pattern, normalize

_PROMISED = han_pattern("承诺|同意|将(?:于|在|会|继续|适时|尽快|另行|进一步)|拟(?:于|在|定|出台)|下一步|预计|计划")
_FOR_COMMENT = "征求意见稿"
_RECKONED = "（依來源所載期限推算）"
_ONE_DAY = timedelta(days=1)
_Dated = tuple[date, int, Cited]
"""Day, place among what happens on it, line."""


def watch_list(entries: Entries) -> list[Cited]:
    """Lines by day; then suspensions without a last day, drafts under consultation and promises."""
    dated = [*_moments(entries), *_foreign(entries), *_deadlines(entries)]
    lines = [line for _, _, line in sorted(dated, key=lambda found: (found[0], found[1], found[2].text))]
    undated = [*_open_ended(entries), *_for_comment(entries), *_promises(entries)]
    if not lines and not undated:
        return []
    return list(unique([*_next_month(entries, [day for day, *_ in dated]), *lines, *undated]))


def ends_suspensions(entries: Entries) -> bool:
    """Whether any suspension has a last day after that of the report."""
    return any(moment.words.endswith(ENDS_SUSPENSION) for entry in _settled(entries) for moment in _coming(entry))


def _settled(entries: Entries) -> list[Entry]:
    return [entry for entry in entries.all if not entry.ledger.status_waits(entry.key)]


def _coming(entry: Entry) -> list[Moment]:
    return entry.ledger.timeline.coming(entry.key)


def _next_month(entries: Entries, days: list[date]) -> list[Cited]:
    """That nothing known ends or begins up to the end of the month after the report's day."""
    today = entries.ledger.as_of
    year, month = (today.year + 1, 1) if today.month == 12 else (today.year, today.month + 1)
    last = date(year, month, calendar.monthrange(year, month)[1])
    if any(day <= last for day in days):
        return []
    return [Cited(f"**至 {w.day(last)}**：已核定之事實未載有到期、生效或期限者", computed=(w.day(last),))]


def _moments(entries: Entries) -> Iterator[_Dated]:
    """What ends or begins: the same event of several instruments in one line, group by group."""
    events: dict[tuple[date, str], list[tuple[Entry, Moment]]] = {}
    for entry in _settled(entries):
        for moment in _coming(entry):
            events.setdefault((moment.day, moment.words), []).append((entry, moment))
    for (day, words), found in events.items():
        behind = frozenset[str]().union(*(moment.facts for _, moment in found))
        after = _after(day) if words.endswith(ENDS_SUSPENSION) else Cited("")
        opening = cited(f"**{w.day(day)}**：", behind)
        named = named_by_matter(entry for entry, _ in found)
        reckoned = [entry for entry, _ in found if after and last_day_is_reckoned(entry.ledger, entry.key)]
        yield day, 0, joined("", [opening, named, fixed(words), _reckoned(reckoned, len(found)), after])


def _reckoned(entries: list[Entry], of: int) -> Cited:
    """Of which suspensions the last day is reckoned from a term, and stands in no source."""
    if not entries:
        return Cited("")
    named = named_together((entry.key, entry.label) for entry in entries) if len(entries) < of else Cited("")
    return joined("", [fixed("（"), named, fixed(_RECKONED.removeprefix("（"))])


def _after(last: date) -> Cited:
    """What is assumed from the day after a suspension's last one."""
    resumed = w.day(last + _ONE_DAY)
    return Cited(f"；此前無後續公告者，自 {resumed} 起推定恢復", computed=(resumed,))


def _foreign(entries: Entries) -> Iterator[_Dated]:
    """Ends of what other jurisdictions did to measures of theirs that no fact names, in a source's words."""
    for record, change in entries.ledger.usable_of(StatusChange):
        if change.actor == "CN" or change.until is None or change.until <= entries.ledger.as_of:
            continue
        if any(target.instrument for target in change.targets):
            continue
        done = f"{phrasing.actor_name(change.actor)}{w.STATUS_ACTIONS[change.action]}其措施"
        remark = _RECKONED if is_reckoned(record, change) else ""
        said = f"**{w.day(change.until)}**：{done}之最後一日{remark}：{excerpt(record)}"
        yield change.until, 1, _sourced(entries, cited(said, [record.id]), [record])


def _deadlines(entries: Entries) -> Iterator[_Dated]:
    """Duties whose time limit names a day to come."""
    for record, duty in entries.ledger.usable_of(Requirement):
        for mention in find_dates(normalize(duty.deadline or ""), year=None, published=None):
            if mention.value is not None and mention.value > entries.ledger.as_of:
                said = f"**{w.day(mention.value)}**：期限——{phrasing.requirement(duty)}"
                yield mention.value, 2, _sourced(entries, cited(said, [record.id]), [record])


def _open_ended(entries: Entries) -> Iterator[Cited]:
    """Suspensions of which no source gives the last day."""
    for entry in _settled(entries):
        status = entry.ledger.status(entry.key)
        if status.status == "suspended" and status.until is None and not entry.unsure:
            yield joined("", [cited("**迄日未載明**：", status.facts), entry.label, entry.status])


def _for_comment(entries: Entries) -> Iterator[Cited]:
    for entry in entries.all:
        if _FOR_COMMENT in fold_script(entry.name.text) and entry.usable:
            day = (
                citing(fixed(f"，{w.day(entry.published_on)} 公布"), entry.published.facts)
                if entry.published_on
                else Cited("")
            )
            yield joined("", [fixed("**徵求意見**："), entry.name, day, fixed("，已核定之事實未載其定案")])


def _promises(entries: Entries) -> Iterator[Cited]:
    """What was announced or promised in the period without a day."""
    found = [
        (position.date or date.max, record, position)
        for record, position in entries.ledger.usable_of(Position)
        if (position.date in entries.period if position.date else entries.may_concern(record))
        and _PROMISED.search(fold_script(position.stance or ""))
    ]
    for _, record, position in sorted(found, key=lambda item: (item[0], item[1].id)):
        line = cited(f"**承諾或預告**：{phrasing.position(position)}", [record.id])
        yield _sourced(entries, line, [record])


def _sourced(entries: Entries, line: Cited, records: list[Record]) -> Cited:
    return joined("", [line, fixed("（"), source_marks(entries.ledger, records), fixed("）")])
