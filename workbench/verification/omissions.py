"""What a report leaves out: acts and changes of its period that it nowhere names, and neighbours of what it names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from workbench.facts.kinds import Announcement, Position, StatusChange
from workbench.facts.references import parse_key
from workbench.resolution import Event, Statement
from workbench.verification.antecedents import sentences
from workbench.verification.checked import Checked
from workbench.verification.findings import Finding, Severity, make_finding
from workbench.verification.markdown import Unit
from workbench.verification.numbering import Named
from workbench.verification.scopes import is_other_matter
from workbench.verification.wording import BROKEN_OFF, written_status

_BREAKS = frozenset({"suspend", "extend", "stop", "repeal", "resume", "amend"})
_BROKEN = frozenset({"suspended", "stopped", "repealed"})
_NEIGHBOURS = timedelta(days=45)
_MOST_ALONE = 40


def omission_findings(checked: Checked) -> Iterator[Finding]:
    """A finding for every instrument and every change of the period that the report does not name."""
    done: set[str] = set()
    for unit, named in checked.subjects.ranges:
        for finding, key in _in_ranges(checked, unit, named):
            if key not in done:
                done.add(key)
                yield finding
    if checked.period is None:
        return
    omitted = [key for key in _published_in_period(checked) if key not in done]
    done.update(omitted)
    for key in omitted[:_MOST_ALONE]:
        yield _act(checked, key)
    if len(omitted) > _MOST_ALONE:
        yield _the_rest(checked, omitted[_MOST_ALONE:])
    yield from _changes(checked, done)
    yield from _neighbours_on_lists(checked, done)
    yield from _positions(checked)


def _in_ranges(checked: Checked, unit: Unit, named: Named) -> Iterator[tuple[Finding, str]]:
    """An act that a range covers and that the report names nowhere else, though it names others of that range one by one."""
    covered = checked.subjects.all_named | _broken_off_as_range(checked)
    if not any(key in covered for key in named.keys):
        return
    for key in named.keys:
        if key in covered or not checked.known.knows(key) or is_other_matter(checked, unit, named, key):
            continue
        quote = unit.normal.quote(named.start, named.end)
        about = checked.known.titles(key)
        yield checked.finding(
            "omission", "reference", unit, quote, says="named in a range only",
            facts_say=_described(checked, key), statements=_behind(checked, key) or about.statements,
        ), key  # fmt: skip


def _broken_off_as_range(checked: Checked) -> frozenset[str]:
    """The acts of a range that the report gives as suspended or stopped, where they were: such a range means each of them."""
    in_ranges = {key for _, named in checked.subjects.ranges for key in named.keys}
    broken = in_ranges & checked.reported_broken_off
    return frozenset(key for key in broken if checked.known.status(key).status in _BROKEN)


def _published_in_period(checked: Checked) -> Iterator[str]:
    """Numbered Chinese acts of the period that the report names nowhere."""
    assert checked.period is not None  # noqa: S101 - asked for only where there is one
    covered = checked.subjects.all_named | _broken_off_as_range(checked)
    for key in checked.known.instruments.keys:
        if parse_key(key) is None or key in covered:
            continue
        if checked.known.instruments.actor(key) != "CN":
            continue
        published = checked.known.published(key)
        if published and published.best in checked.period and published.best <= checked.as_of:
            yield key


def _act(checked: Checked, key: str) -> Finding:
    published = checked.known.published(key)
    return _whole(checked, key, _described(checked, key), (*published.statements, *_behind(checked, key)))


def _the_rest(checked: Checked, keys: list[str]) -> Finding:
    """One finding for all that is left out beyond what a reader goes through one by one."""
    statements = [statement for key in keys[:_MOST_ALONE] for statement in checked.known.published(key).statements]
    return _whole(checked, f"{len(keys)} more acts", ", ".join(keys), statements)


def _whole(
    checked: Checked, says: str, facts_say: str, statements: Iterable[Statement], severity: Severity | None = None
) -> Finding:
    behind = tuple(statements)
    return make_finding(
        "omission", "reference", line=None, quote="", says=f"not named: {says}", facts_say=facts_say,
        statements=behind, decided=checked.known.decided(behind), severity=severity,
    )  # fmt: skip


def _described(checked: Checked, key: str) -> str:
    """What a reader needs to look an act up: key, label, title, day, status."""
    published, titles = checked.known.published(key), checked.known.titles(key)
    parts = [key, checked.known.label(key)]
    if titles:
        parts.append(f"《{titles.best}》")
    if published:
        parts.append(f"published {published.best.isoformat()}")
    parts += _makes(checked, key)
    status = checked.known.status(key)
    if status.status not in {"unknown", "announced"}:
        parts.append(written_status(status))
    return " · ".join(parts)


def _makes(checked: Checked, key: str) -> list[str]:
    """What an act does to others."""
    return list(
        dict.fromkeys(
            f"{change.action} of {', '.join(t.instrument for t in change.targets if t.instrument)}"
            for _, change in checked.known.of_kind(StatusChange)
            if change.by is not None and change.targets and checked.known.instruments.key(change.by) == key
        )
    )


def _behind(checked: Checked, key: str) -> tuple[Statement, ...]:
    return tuple(
        statement
        for statement in checked.known.facts_of(key)
        if isinstance(statement.content, Announcement | StatusChange)
    )


def _changes(checked: Checked, done: set[str]) -> Iterator[Finding]:
    """A finding for every suspension, stop or the like of the period that the report does not mention; one for
    all acts that were changed alike by the same act.
    """
    groups: dict[tuple[str, date, date | None, str | None], list[Event]] = {}
    for key, events in checked.known.events.items():
        for event in events:
            if event.type in _BREAKS and event.begins is not None and _is_of_now(checked, key, event.begins):
                groups.setdefault((event.type, event.begins, event.until, event.by), []).append(event)
    in_ranges = _broken_off_as_range(checked)
    for (type_, begins, until, by), together in sorted(groups.items(), key=lambda item: (item[0][1], item[0][0])):
        if by is not None and (by in done or by in checked.subjects.all_named):
            continue
        if _is_reported(checked, begins, together) or in_ranges.intersection(event.target for event in together):
            continue
        keys = [event.target for event in together]
        done.update(keys)
        dated = together[0].from_ is not None
        span = (begins.isoformat() if dated else f"undated, first told {begins.isoformat()}") + (
            f" … {until.isoformat()}" if until else ""
        )
        maker = f" by {by}" if by else ""
        labels = "、".join(checked.known.label(key) for key in keys)
        facts_say = f"{type_} of {', '.join(keys)} ({labels}){maker}: {span}"
        statements = [checked.known.instruments.statement(fact) for event in together for fact in event.facts]
        grave: Severity = "medium" if type_ == "amend" else "high"
        says = f"{type_} of {begins.isoformat()}" if dated else f"{type_} of {', '.join(keys)}"
        yield _whole(checked, says, facts_say, statements, grave)


def _positions(checked: Checked) -> Iterator[Finding]:
    """What China's authorities said or did on a day of the period that the report does not mention."""
    days = {mention.value for unit in checked.policy_units for mention in checked.subjects.dates(unit)}
    left_out: set[date] = set()
    for statement, position in checked.known.of_kind(Position):
        day = position.date
        if day is None or day in days or day in left_out or position.actor != "CN":
            continue
        if checked.period is not None and day in checked.period and day <= checked.as_of:
            left_out.add(day)
            facts_say = f"{day.isoformat()} · {'、'.join(position.issuers)} · {position.topic or position.stance or ''}"
            if len(left_out) <= _MOST_ALONE:
                yield _whole(checked, f"what was said on {day.isoformat()}", facts_say, [statement], "low")


def _is_of_now(checked: Checked, key: str, day: date) -> bool:
    """Whether a day lies in the period and is past, and the act is China's."""
    within = checked.period is not None and day in checked.period and day <= checked.as_of
    return within and checked.known.instruments.actor(key) == "CN"


def _is_reported(checked: Checked, begins: date, events: list[Event]) -> bool:
    """Whether any unit reports the change: names its day or its target together with words for such a change."""
    targets = {event.target for event in events}
    notices = [notice for notice in checked.known.notices if notice.key in targets]
    for unit in checked.policy_units:
        if not BROKEN_OFF.search(unit.normal.text):
            continue
        if targets & _meant_by(checked, unit):
            return True
        days = {mention.value for mention in checked.subjects.dates(unit)}
        if notices and (begins in days or any(notice.published & days for notice in notices)):
            return True
    return False


def _meant_by(checked: Checked, unit: Unit) -> set[str]:
    """The acts that a line names in a sentence with words for a break; a range named in passing reports no break."""
    if unit.kind != "text":
        return set(checked.subjects.of(unit)) - {
            k for n in checked.subjects.named(unit.text, unit) if n.how == "range" for k in n.keys
        }
    text = unit.normal.text
    return {
        key
        for start, end in sentences(text)
        if BROKEN_OFF.search(text[start:end])
        for named in checked.subjects.named(unit.text, unit)
        if named.how != "range" and start <= named.start < end
        for key in named.keys
    }


def _neighbours_on_lists(checked: Checked, done: set[str]) -> Iterator[Finding]:
    """Notices of a list that were stopped or suspended too, next to those whose fate the report gives."""
    reported = [notice for unit in checked.policy_units for notice in checked.subjects.notices_in(unit)]
    reported = [notice for notice in reported if checked.known.status(notice.key).status in {"stopped", "suspended"}]
    keys = {notice.key for notice in reported} | checked.subjects.all_named
    for notice in checked.known.notices:
        status = checked.known.status(notice.key).status
        if notice.key in keys or notice.key in done or status not in {"stopped", "suspended"}:
            continue
        near = any(
            other.list == notice.list and abs(day - mine) <= _NEIGHBOURS
            for other in reported
            for day in other.published
            for mine in notice.published
        )
        if near:
            done.add(notice.key)
            count = f" · {max(notice.counts)} entities ({notice.list})"
            behind = (*notice.statements, *_behind(checked, notice.key))
            yield _whole(checked, notice.key, _described(checked, notice.key) + count, behind, "medium")
