"""What a report looks ahead to: days on which more ends than it says, and things that have happened already."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from workbench.facts.kinds import StatusChange
from workbench.resolution import Event, Statement
from workbench.text import han_pattern
from workbench.verification import wording as w
from workbench.verification.checked import Checked
from workbench.verification.findings import Finding
from workbench.verification.forms import normal_form, pairs_of
from workbench.verification.known import is_numbered
from workbench.verification.markdown import Unit

_ENDS = han_pattern("到期|期满|届满|暂停期|最后一日|截止|expire|end of")
_BREAKS = frozenset({"suspend", "extend", "stop", "repeal"})
_DAY = timedelta(days=1)
_SAME_MATTER = 4
_OF_ANY_ACT = pairs_of("兩用物項 物項出口 出口管制 出口許可證 許可證管理 管理辦法 商務部公告 實施")


def outlook_findings(checked: Checked) -> Iterator[Finding]:
    """A finding for every watch item that leaves out what else ends on its day, or awaits what has happened already."""
    for unit in checked.policy_units:
        if unit.kind == "item" and any(w.TIME_AHEAD.search(normal_form(title).text) for title in unit.path[-1:]):
            yield from _ends_too(checked, unit)
            if not w.BROKEN_OFF.search(unit.normal.text):
                yield from _has_happened(checked, unit)


def _ends_too(checked: Checked, unit: Unit) -> Iterator[Finding]:
    """2026-11-10 到期: of one suspension, while others end on the same day."""
    if not _ENDS.search(unit.normal.text):
        return
    for mention in checked.subjects.dates(unit):
        if mention.value is None:
            continue
        ending = list(_ending_about(checked, mention.value))
        section = " ".join(other.text for other in checked.report.units if other.path == unit.path)
        named = set(checked.subjects.keys_in(section))
        if len(ending) < 2 or any(event.target in named for event in ending):
            missing = [event for event in ending if named and event.target not in named]
        else:
            missing = [event for event in ending if not _is_meant(checked, unit, event)]
        if missing:
            quote = unit.normal.quote(mention.start, mention.end)
            others = ", ".join(f"{e.target} (suspended until {e.until.isoformat()})" for e in missing if e.until)
            behind = [checked.known.instruments.statement(fact) for event in missing for fact in event.facts]
            yield checked.finding(
                "omission", "status", unit, quote, facts_say=f"then also ends: {others}", statements=behind
            )


def _ending_about(checked: Checked, day: date) -> Iterator[Event]:
    """The suspensions that last until a day, or until the day before it: a term of a year is counted both ways."""
    seen: set[str] = set()
    for key, events in checked.known.events.items():
        for event in events:
            if not is_numbered(key) or checked.known.instruments.actor(key) != "CN":
                continue
            if event.type in {"suspend", "extend"} and event.until in {day, day - _DAY} and key not in seen:
                seen.add(key)
                yield event


def _is_meant(checked: Checked, unit: Unit, event: Event) -> bool:
    """Whether the item speaks of this suspension: by the number of entities of its notice, or what it is about."""
    notices = [notice for notice in checked.known.notices if notice.key == event.target]
    return any(str(count) in unit.normal.text for notice in notices for count in notice.counts)


def _has_happened(checked: Checked, unit: Unit) -> Iterator[Finding]:
    """An item that awaits what a suspension or a stop has settled for the time being."""
    words = pairs_of(unit.text) - _OF_ANY_ACT
    behind: list[Statement] = []
    others: list[str] = []
    for statement, change in checked.known.of_kind(StatusChange):
        if change.action not in _BREAKS or (change.from_ is not None and change.from_ > checked.as_of):
            continue
        quotes = frozenset[str]().union(*(pairs_of(span.quote) for span in statement.evidence))
        if len(words & quotes) >= _SAME_MATTER:
            behind.append(statement)
            until = f" … {change.until.isoformat()}" if change.until else ""
            targets = ", ".join(target.instrument for target in change.targets if target.instrument) or change.actor
            others.append(f"{targets}: {change.action} {change.from_.isoformat() if change.from_ else '…'}{until}")
    if behind:
        yield checked.finding(
            "stale", "status", unit, unit.text, facts_say="; ".join(dict.fromkeys(others)), statements=behind
        )
