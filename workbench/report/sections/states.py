"""The state of the measures on the day of the report, as the summary opens with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from workbench.facts.references import parse_key
from workbench.report import wording as w
from workbench.report.acts.entries import Entries
from workbench.report.acts.entry import Entry
from workbench.report.acts.naming import named_together
from workbench.report.acts.statuses import FORESTALLED, opinion_on_effect
from workbench.report.cited import Cited, cited, citing, fixed, joined
from workbench.report.sections.matters import named_by_matter
from workbench.report.sections.overview import highlighted
from workbench.resolution import Status

_CHANGED = ("suspended", "partially_in_force", "stopped", "repealed", "expired")
"""States that the summary gives whenever an act was changed; the others only for acts of the period."""
_ONE_DAY = timedelta(days=1)
MOST_DESCRIBED = 20
"""Acts of one state that are named with what they are about; of more than these a line would not be read."""
_ORDER = ("resumed", *_CHANGED, "in_force", "announced", "unknown")


def state_lines(entries: Entries) -> list[Cited]:
    """What is taken to be in force again, what is suspended and until when, the most acts first; the other states; last what waits.

    One line per state, for the acts of the period, those changed in it, and all that are still suspended or are assumed to
    be in force again.
    """
    acts = [entry for entry in entries.all if _has_state(entry) and (entries.is_touched(entry) or _goes_on(entry))]
    known = [entry for entry in acts if not entry.ledger.status_waits(entry.key) and not entry.waits]
    waiting = [entry for entry in acts if entry not in known]
    states = [_sentence(group) for group in _by_state(entries, known)]
    if waiting:
        behind = frozenset[str]().union(*(entry.status.facts for entry in waiting))
        states.append(joined("", [_names(waiting), cited("之狀態待審", behind)]))
    return states


def opening(entries: Entries) -> Cited:
    """The day as of which the states are given."""
    return fixed(f"截至 {w.day(entries.ledger.as_of)}：")


def _goes_on(entry: Entry) -> bool:
    """Whether an act is still suspended or assumed to be in force again, and no undated change of it is reported."""
    goes_on = entry.suspended or entry.ledger.status(entry.key).assumed
    return goes_on and not entry.ledger.timeline.later_on_no_day(entry.key)[0]


def _has_state(entry: Entry) -> bool:
    """Whether the status of a Chinese act is given: statements, cases, laws and acts without a number have none."""
    return entry.actor == "CN" and parse_key(entry.key) is not None


def _by_state(entries: Entries, acts: Sequence[Entry]) -> list[list[Entry]]:
    groups: dict[tuple[int, str], list[Entry]] = {}
    for entry in acts:
        status = entry.ledger.status(entry.key)
        state = "resumed" if _is_resumed(status) else status.status
        told_always = state in _CHANGED or status.assumed
        if state == "unknown" or (not told_always and not entries.of_period(entry)):
            continue
        # Those that were forestalled and those that had taken effect are one group where their days are the same.
        by_days = state == "resumed" or (state == "suspended" and status.until)
        words = f"{status.since} {status.until}" if by_days else entry.status.text
        groups.setdefault((_ORDER.index(state), words), []).append(entry)
    return [groups[place] for place in sorted(groups, key=lambda place: (place[0], -len(groups[place]), place[1]))]


def _is_resumed(status: Status) -> bool:
    """Whether all of an act is in force for no other reason than that its suspension has run out."""
    return status.status == "in_force" and status.assumed and status.since is not None and not status.clauses


def _sentence(group: list[Entry]) -> Cited:
    """One state with its interval, and the acts that it is the state of."""
    status = group[0].ledger.status(group[0].key)
    facts = frozenset[str]().union(*(entry.status.facts for entry in group))
    if _is_resumed(status) and status.since:
        resumed = w.day(status.since)
        ended = cited(f"暫停期於 {w.day(status.since - _ONE_DAY)} 屆滿而無後續公告，推定自 ", facts)
        day = highlighted(Cited(resumed, facts, (resumed,)))
        return joined("", [_names(group), ended, day, fixed(" 起恢復實施"), _forestalled(group)])
    if status.status != "suspended" or not status.until:
        return joined("", [_names(group), citing(group[0].status, facts)])
    since = f"自 {w.day(status.since)} 起" if status.since else ""
    interval = f'{since}暫停實施至 <span class="data-highlight">{w.day(status.until)}</span>'
    return joined("", [_names(group), cited(interval, facts), _forestalled(group)])


def _forestalled(group: list[Entry]) -> Cited:
    """Which of them had not taken effect when they were suspended, and who says so where only commentators do."""
    never = [entry for entry in group if _never_took_effect(entry)]
    parts = []
    for opined in (False, True):
        found = [entry for entry in never if entry.effect_opined is opined]
        behind = frozenset[str]().union(*(entry.status.facts for entry in found))
        remark = opinion_on_effect(opined)
        words = cited(f"{FORESTALLED}，{remark}" if remark else FORESTALLED, behind)
        if len(found) == len(group):
            both = fixed("均" if len(group) > 1 else "")
            return joined("", [fixed("（"), both, words, fixed("）")])
        if found:
            parts.append(joined("", [named_together((entry.key, entry.label) for entry in found), words]))
    return joined("", [fixed("（其中"), joined("；", parts), fixed("）")]) if parts else Cited("")


def _never_took_effect(entry: Entry) -> bool:
    return entry.ledger.status(entry.key).took_effect is False or entry.ledger.timeline.first_effect_assumed(entry.key)


def _names(group: Sequence[Entry]) -> Cited:
    if len(group) > MOST_DESCRIBED:
        return named_together((entry.key, entry.label) for entry in group)
    return named_by_matter(group, titled=True)
