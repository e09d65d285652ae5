"""The status of an instrument on the day of the report, in words, always with its interval."""

from __future__ import annotations

from datetime import date

from workbench.report import phrasing
from workbench.report import wording as w
from workbench.report.cited import NOTHING, Cited, cited, fixed
from workbench.resolution import ClauseStatus, Status

_NAMES = {
    "unknown": w.UNSAID,
    "announced": "已公布，尚未生效",
    "in_force": "有效",
    "partially_in_force": "部分有效",
    "suspended": "暫停",
    "stopped": "已停止",
    "repealed": "已廢止",
    "expired": "期滿失效",
}

_REMARKS = {"stopped": "已停止", "repealed": "已廢止", "expired": "期滿失效", "announced": "尚未生效"}
_ENDED = ("stopped", "repealed")
_BY_EFFECT = ("announced", "in_force")
"""States that follow from the day of effect."""
FORESTALLED = "尚未生效即暫停"
_ASSUMED = "暫停期滿推定恢復"
_UNDATED = f"已公布，生效日{w.UNSAID}"


def status_cell(status: Status, term: str = "", *, opined: bool = False) -> Cited:
    """`暫停 2025-11-07 至 2026-11-10，尚未生效即暫停` and the like; 未載明 where no fact gives a status.

    `term` is how long a suspension is to last in a source's words, shown where no last day is known. `opined` means that only
    commentators give the day of effect, which is then said beside the status.
    """
    if status.status == "unknown":
        return fixed(w.UNSAID)
    said = _interval(status.status, status.since, status.until, term)
    if status.status == "in_force" and status.clauses:
        # Where a clause alone is in force again, the rest was all along.
        said = _NAMES[status.status]
    if status.status == "announced" and status.took_effect is None:
        said = _UNDATED
    elif status.status in _BY_EFFECT:
        said = remarked(said, opinion_on_effect(opined))
    if status.status == "suspended" and status.took_effect is False:
        said = remarked(f"{said}，{FORESTALLED}", opinion_on_effect(opined))
    if status.assumed and not status.clauses:
        said = remarked(said, _ASSUMED)
    clauses = "；".join(_clause(clause, status) for clause in status.clauses)
    return Cited(f"{said}（{clauses}）" if clauses else said, frozenset(status.facts), _resumed(status))


def _resumed(status: Status) -> tuple[str, ...]:
    """The days behind the last ones of suspensions, which no fact states."""
    days = (status.since, *(clause.since for clause in status.clauses)) if status.assumed else ()
    return tuple(w.day(day) for day in days if day is not None)


def opinion_on_effect(opined: bool) -> str:
    """That commentators alone give the day of effect; empty where others do."""
    return "生效日僅見於評論" if opined else ""


def remarked(said: str, remark: str) -> str:
    """Words with a remark in brackets: in those that they end in already, where they end in any."""
    if not remark:
        return said
    return f"{said.removesuffix('）')}，{remark}）" if said.endswith("）") else f"{said}（{remark}）"


def _clause(clause: ClauseStatus, status: Status) -> str:
    said = f"{phrasing.words(clause.clause)} {_interval(clause.status, clause.since, clause.until)}"
    resumed = status.assumed and clause.status == "in_force" and clause.since == status.since
    return remarked(said, _ASSUMED) if resumed else said


def last_day(status: Status) -> Cited:
    """Last day of a suspension or a term: `2026-11-10`, `第二款：2026-11-27`; 未載明 where a suspension names none."""
    ends = [f"{phrasing.words(c.clause)}：{w.day(c.until)}" for c in status.clauses if c.until]
    if ends:
        return cited("；".join(ends), status.facts)
    if status.until:
        return cited(w.day(status.until), status.facts)
    return cited(w.UNSAID, status.facts) if status.status == "suspended" else NOTHING


def standing(status: Status, *, opined: bool = False) -> str:
    """The status in a few words, for rows about a part of an instrument; empty where it needs no remark."""
    if status.status == "suspended":
        return _ending(status.until)
    if status.status == "partially_in_force":
        suspended = [clause for clause in status.clauses if clause.status == "suspended"]
        return "、".join(f"{phrasing.words(c.clause)}{_ending(c.until)}" for c in suspended)
    if status.status == "announced" and status.took_effect is None:
        return ""
    if status.assumed:
        return _ASSUMED
    said = _REMARKS.get(status.status, "")
    return remarked(said, opinion_on_effect(opined)) if status.status == "announced" else said


def _ending(until: date | None) -> str:
    return f"暫停至 {w.day(until)}" if until else "暫停中"


def _interval(status: str, since: date | None, until: date | None, term: str = "") -> str:
    named = _NAMES[status]
    if status == "partially_in_force":
        return named
    if status == "suspended":
        spanned = w.range_of(since, until)
        open_end = f"為期{term}，迄日未載明" if term else "期限未載明"
        return f"{named} {spanned}" if until else f"{named}（{f'{spanned}，' if spanned else ''}{open_end}）"
    if status == "announced":
        return f"{named}（{w.day(since)} 公布）" if since else named
    spanned = w.range_of(since, until)
    if status in _ENDED and not spanned:
        return f"{named}（起日{w.UNSAID}）"
    return f"{named}（{spanned}）" if spanned else named
