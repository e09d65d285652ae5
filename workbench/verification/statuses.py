"""Statuses: what a report says is in force, suspended or stopped, checked against the timeline as of its day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import timedelta

from workbench.facts.kinds import StatusChange
from workbench.resolution import Statement, Status
from workbench.text import han_pattern, parse_integer
from workbench.verification import wording as w
from workbench.verification.antecedents import meant_in, sentences
from workbench.verification.checked import Checked
from workbench.verification.findings import Finding, Severity
from workbench.verification.forms import normal_form
from workbench.verification.known import is_numbered
from workbench.verification.markdown import Unit

_OFF = frozenset({"suspended", "stopped", "repealed", "expired"})
_ENDS = frozenset({"suspended", "stopped", "repealed", "expired"})
_THEN = han_pattern("同一?[天日]|当[天日]|那[天日]|the same day")
_DENIES = han_pattern(
    r"[未没]有?(?:被)?(?:列入|纳入)|不再(?:被)?(?:列入|禁止)|\b(?:not|no longer) (?:listed|prohibited|banned)"
)
_BETWEEN = han_pattern("[,;。|]|发布|公布")
_CLAUSE = han_pattern("第[一二三四五六七八九十]+[款条项]")
_ONE_DAY = timedelta(days=1)
_SUPPOSES = han_pattern("[若倘]|如果|是否|期满|假如|whether|\\bif\\b", re.IGNORECASE)
_ADVISES = han_pattern("建议|行动|recommend|action", re.IGNORECASE)


def status_findings(checked: Checked) -> Iterator[Finding]:
    """A finding for every status that the timeline of the facts contradicts."""
    for unit in checked.policy_units:
        if unit.kind == "row" and unit.cell("status") is not None:
            yield from _status_cell(checked, unit)
        elif unit.kind == "row":
            yield from _row_without_status(checked, unit)
        else:
            yield from _prose(checked, unit)


def off(checked: Checked, keys: Iterable[str]) -> list[Status]:
    """The statuses of those instruments that are suspended, stopped or repealed on the day."""
    return [status for key in keys if (status := checked.known.status(key)).status in _OFF]


def _status_cell(checked: Checked, unit: Unit) -> Iterator[Finding]:
    cell = unit.cell("status")
    name = unit.cell("name", "reference")
    if cell is None or w.CELL_LEFT_OPEN.search(normal_form(cell.text).text):
        return
    keys = checked.subjects.own(unit)
    if not keys or (name is not None and _is_change(checked, name.text)):
        return
    for key in keys:
        status = checked.known.status(key)
        claims = _claimed_in_cell(normal_form(cell.text).text)
        if claims and _excludes(status, claims[0]):
            yield _contradicted(checked, unit, cell.text, claims[0], status)
        elif claims and claims[0] in _ENDS and status.status == "announced":
            yield checked.finding(
                "unsupported", "status", unit, cell.text, says=claims[0],
                facts_say=f"{status.instrument}: {w.written_status(status)}; no fact tells of an end",
            )  # fmt: skip
        elif claims and claims[0] == status.status == "suspended":
            yield from _interval(checked, unit, cell.text, status) or _last_days(
                checked, unit, 0, len(unit.normal.text), [status]
            )


def _claimed_in_cell(text: str) -> tuple[w.Claimed, ...]:
    claims = tuple(claim for claim, _ in w.claimed_statuses(text))
    return claims or (("in_force",) if w.IN_FORCE_CELL.search(text) else ())


def _is_change(checked: Checked, name: str) -> bool:
    """Whether a row is about an act that changes others, and not about a numbered measure itself."""
    return w.CHANGE.search(normal_form(name).text) is not None and not checked.subjects.keys_in(name)


def _excludes(status: Status, claim: w.Claimed) -> bool:
    """Whether a status known for the day rules a claim out; an unknown status rules out nothing."""
    known = status.status
    if known in {"unknown", claim}:
        return False
    if claim == "in_force":
        return known in _OFF or (known == "announced" and status.took_effect is False)
    if claim == "stopped" and known == "repealed":
        return False
    if claim == "announced":
        return known in {"stopped", "repealed"} or (known == "in_force" and status.since is not None)
    if known == "partially_in_force":
        return claim in {"stopped", "repealed"}
    if claim in {"suspended", "stopped", "repealed"}:
        return known in _OFF or (known == "in_force" and not status.assumed)
    return False


def _contradicted(checked: Checked, unit: Unit, quote: str, says: str, *statuses: Status) -> Finding:
    return checked.finding(
        "contradicted", "status", unit, quote, says=says,
        facts_say="; ".join(f"{status.instrument}: {w.written_status(status)}" for status in statuses),
        statements=[statement for status in statuses for statement in _statements_behind(checked, status)],
    )  # fmt: skip


def _statements_behind(checked: Checked, status: Status) -> tuple[Statement, ...]:
    """The statements that give the present status: those of the break where there is one, else those of the beginning."""
    breaks = checked.known.behind(status, "suspend", "extend", "stop", "repeal", "resume")
    return breaks or checked.known.behind(status)


def _interval(checked: Checked, unit: Unit, quote: str, status: Status) -> list[Finding]:
    """The days of a suspension; a last day that follows from a term may be given as the day after it."""
    days = [mention.value for mention in checked.subjects.dates(unit) if mention.value and mention.start >= 0]
    stated = [day for day in days if day.isoformat() in quote]
    known = {day for day in (status.since, status.until) if day} | {e.from_ for e in status.events if e.from_}
    known |= {event.until for event in status.events if event.until}
    near = known | {day + _ONE_DAY for day in known}
    wrong = [day for day in stated if day not in near]
    if not wrong or not known:
        return []
    return [_contradicted(checked, unit, quote, wrong[0].isoformat(), status)]


def _last_days(checked: Checked, unit: Unit, start: int, end: int, statuses: list[Status]) -> list[Finding]:
    """至2026年11月27日, of suspensions that last until another day; one that follows from a term may be given as the day
    after it.
    """
    ends = {event.until for status in statuses for event in status.events if event.until}
    ends |= {clause.until for status in statuses for clause in status.clauses if clause.until}
    near = ends | {day + _ONE_DAY for day in ends}
    text, wrong = unit.normal.text, []
    if other := _other_term(checked, unit, start, end, statuses):
        return other
    endless = w.NO_TERM.search(text, start, end)
    if endless and ends:
        quote = unit.normal.quote(*endless.span())
        return [_contradicted(checked, unit, quote, quote, *statuses)]
    for mention in checked.subjects.dates(unit):
        if not (start <= mention.start < end) or not (
            w.UNTIL.search(text, 0, mention.start) or w.RUNS_OUT.search(text[mention.end : end])
        ):
            continue
        months = {(day.year, day.month) for day in near}
        if (mention.value not in near) if mention.value else ((mention.year, mention.month) not in months):
            wrong.append(mention)
    if not ends or not wrong:
        return []
    quote = unit.normal.quote(wrong[0].start, wrong[0].end)
    return [_contradicted(checked, unit, quote, quote, *statuses)]


def _other_term(checked: Checked, unit: Unit, start: int, end: int, statuses: list[Status]) -> list[Finding]:
    """暫停兩年, of a suspension for another term in the same unit."""
    match = w.TERM.search(unit.normal.text, start, end)
    terms = [
        (parse_integer(stated["number"]), stated["unit"])
        for status in statuses
        for _, change in checked.known.of(status.instrument, StatusChange)
        if (stated := w.TERM_TEXT.search(normal_form(change.term_text or "").text))
    ]
    if not match or not terms or any(one != match["unit"] for _, one in terms):
        return []
    if (parse_integer(match["number"]), match["unit"]) in terms:
        return []
    quote = unit.normal.quote(match.start("number"), match.end("unit"))
    return [_contradicted(checked, unit, quote, quote, *statuses)]


def _row_without_status(checked: Checked, unit: Unit) -> Iterator[Finding]:
    """A row that dates the effect, rates the risk or counts the entities of what is suspended, and does not say so."""
    if w.BROKEN_OFF.search(unit.normal.text):
        return
    statuses = off(checked, checked.subjects.own(unit))
    if not statuses:
        return
    effective, risk, listed = unit.cell("effective_date"), unit.cell("risk"), unit.cell("list")
    if effective is not None and not w.CELL_LEFT_OPEN.search(normal_form(effective.text).text):
        for status in statuses:
            # A suspension that nobody dates may have come after the effect.
            forestalled = status.status == "suspended" and status.took_effect is not True and status.since is not None
            yield checked.finding(
                "contradicted" if forestalled else "stale", "status", unit, effective.text, says="in_force",
                facts_say=f"{status.instrument}: {w.written_status(status)}", statements=_statements_behind(checked, status),
            )  # fmt: skip
    elif risk is not None and _is_high(risk.text):
        yield _stale(checked, unit, unit.text, statuses, "rated high as if it applied")
    elif listed is not None and unit.cell("count") is not None:
        yield _stale(checked, unit, unit.text, statuses, "counted as if it applied")


def _is_high(level: str) -> bool:
    return level.strip().casefold() in {"高", "高風險", "高风险", "high"} or "🔴" in level


def _stale(
    checked: Checked, unit: Unit, quote: str, statuses: list[Status], says: str, severity: Severity | None = None
) -> Finding:
    behind = [statement for status in statuses for statement in _statements_behind(checked, status)]
    stated = "; ".join(dict.fromkeys(f"{status.instrument}: {w.written_status(status)}" for status in statuses))
    return checked.finding(
        "stale", "status", unit, quote, says=says, facts_say=stated, statements=behind, severity=severity
    )


def _prose(checked: Checked, unit: Unit) -> Iterator[Finding]:
    """A line that gives suspended measures as standing: as a framework, as in force, as prohibiting."""
    text = unit.normal.text
    for start, end in sentences(text):
        sentence = text[start:end]
        once, claims = w.ONCE_IN_FORCE.search(sentence), w.claimed_statuses(sentence)
        established = w.ESTABLISHES.search(sentence)
        if once:
            yield from _after_effect(checked, unit, unit.normal.quote(start, end))
        elif established and not w.BROKEN_OFF.search(sentence) and not _is_advice(unit):
            yield from _framework(checked, unit, established, start)
        elif claims:
            yield from _claims(checked, unit, start, end, claims)
        elif (
            w.PROHIBITS.search(sentence) and not _knows(checked, unit) and not _tells_history(checked, unit, start, end)
        ):
            yield from _as_if_it_applied(checked, unit, unit.normal.quote(start, end))


def _tells_history(checked: Checked, unit: Unit, start: int, end: int) -> bool:
    """三月四日把…列入…, 未列入…: a sentence that dates the listing, or denies it, says nothing of today's measures."""
    if _DENIES.search(unit.normal.text, start, end) or _THEN.search(unit.normal.text, start, end):
        return True
    prohibits = w.FORBIDS.search(unit.normal.text, start, end)
    return prohibits is None and any(start <= m.start < end and m.value for m in checked.subjects.dates(unit))


def _after_effect(checked: Checked, unit: Unit, quote: str) -> Iterator[Finding]:
    """新管制生效後…: of controls that are suspended, most of them before they ever took effect."""
    keys = checked.subjects.of(unit) or _by_subject_matter(checked, unit)
    statuses = off(checked, keys)
    if statuses and 2 * len(statuses) > len(keys):
        yield _stale(checked, unit, quote, statuses, "told of as taking effect")


def _by_subject_matter(checked: Checked, unit: Unit) -> tuple[str, ...]:
    """The controls that the report lists on the matter that a unit names; all that it lists where it names none."""
    listed = checked.subjects.listed_controls
    for text in (unit.text, *unit.context):
        matter = checked.subjects.matters(text)
        about = tuple(key for key in listed if matter & checked.subjects.matter_of(key))
        if about:
            return about
    return listed


def _framework(checked: Checked, unit: Unit, match: re.Match[str], start: int) -> Iterator[Finding]:
    keys = [key for key in checked.subjects.keys_in(unit.text, unit) if is_numbered(key)]
    if not w.OF_CONTROLS.search(match[0]):
        return
    keys = keys or list(_by_subject_matter(checked, unit))
    known = [key for key in keys if checked.known.status(key).status != "unknown"]
    statuses = off(checked, known)
    if statuses and 2 * len(statuses) > len(known):
        quote = unit.normal.quote(start + match.start(), start + match.end())
        behind = [statement for status in statuses for statement in _statements_behind(checked, status)]
        stated = "; ".join(f"{status.instrument}: {w.written_status(status)}" for status in statuses)
        yield checked.finding(
            "contradicted", "status", unit, quote, says="in_force", facts_say=stated, statements=behind
        )


def _claims(
    checked: Checked, unit: Unit, start: int, end: int, claims: tuple[tuple[w.Claimed, re.Match[str]], ...]
) -> Iterator[Finding]:
    """已生效, 暫停, 停止 in prose: of the numbers of its sentence, else of the notices of a day."""
    named = meant_in(checked.subjects, unit, start, end)
    notices = () if named else checked.subjects.notices_in(unit)
    keys = named or tuple(notice.key for notice in notices)
    if (
        not keys
        or _SUPPOSES.search(unit.normal.text, start, end)
        or w.CELL_LEFT_OPEN.search(unit.normal.text, start, end)
    ):
        return
    claim, match = claims[0]
    statuses = [checked.known.status(key) for key in keys]
    if claim == "announced" or any(not _excludes(s, other) for other, _ in claims if other != claim for s in statuses):
        return
    wrong = [status for status in statuses if _excludes(status, claim)]
    if claim in _ENDS and all(status.status == "announced" for status in statuses):
        yield checked.finding(
            "unsupported", "status", unit, unit.normal.quote(start + match.start(), start + match.end()), says=claim,
            facts_say="; ".join(f"{s.instrument}: {w.written_status(s)}" for s in statuses) + "; no fact tells of an end",
        )  # fmt: skip
    if claim == "in_force" and len(claims) == 1 and _took_effect_then(checked, unit, (start, end), match, wrong):
        return
    acting = claim in {"suspended", "stopped"} and any(_is_act_itself(checked, status, claim) for status in statuses)
    if claim in _ENDS and not wrong:
        yield from _other_clause(
            checked, unit, max(start, unit.normal.text.rfind(",", 0, start + match.start())), end, statuses
        )
    if claim == "suspended" and not wrong:
        yield from _last_days(checked, unit, start, end, statuses)
    if wrong and len(wrong) == len(statuses) and not acting:
        quote = unit.normal.quote(start + match.start(), start + match.end())
        for status in wrong[:1] if notices else wrong:
            yield _contradicted(checked, unit, quote, claim, status)


def _took_effect_then(
    checked: Checked, unit: Unit, sentence: tuple[int, int], match: re.Match[str], statuses: list[Status]
) -> bool:
    """2025-10-09：公告生效: a sentence that dates the effect speaks of that day, and on that day it was so."""
    text, position = unit.normal.text, sentence[0] + match.start()
    days = [
        mention.value
        for mention in checked.subjects.dates(unit)
        if mention.value
        and sentence[0] <= mention.start < position
        and not _BETWEEN.search(text[mention.end : position])
    ]
    return w.TAKES_EFFECT.search(match[0]) is not None and any(
        all(checked.known.status(status.instrument, day).status == "in_force" for status in statuses) for day in days
    )


def _other_clause(checked: Checked, unit: Unit, start: int, end: int, statuses: list[Status]) -> Iterator[Finding]:
    """第一款也暫停, of an act of which another clause is suspended, and nothing else."""
    reported = _CLAUSE.search(unit.normal.text, start, end)
    clauses = {normal_form(clause.clause).text for status in statuses for clause in status.clauses if clause.clause}
    if reported and clauses and reported[0] not in clauses and all(s.status == "partially_in_force" for s in statuses):
        yield checked.finding(
            "contradicted", "scope", unit, unit.normal.quote(*reported.span()), severity="high",
            facts_say="; ".join(f"{status.instrument}: {w.written_status(status)}" for status in statuses),
            statements=[statement for status in statuses for statement in _statements_behind(checked, status)],
        )  # fmt: skip


def _is_act_itself(checked: Checked, status: Status, claim: w.Claimed) -> bool:
    """Whether the instrument is the act that suspends or stops others: 公告70號暫停…."""
    wanted = {"suspended": {"suspend", "extend"}, "stopped": {"stop"}}[claim]
    return any(
        content.by is not None
        and checked.known.instruments.key(content.by) == status.instrument
        and content.action in wanted
        for _, content in checked.known.of_kind(StatusChange)
    )


def _is_advice(unit: Unit) -> bool:
    """Whether a line tells the reader what to do, and not what is."""
    return any(_ADVISES.search(normal_form(title).text) for title in unit.path)


def _knows(checked: Checked, unit: Unit) -> bool:
    """Whether the line, what it stands under, or what stands beside it there, mentions a suspension or a stop."""
    beside = (
        other.text for other in checked.report.units if unit.lead and (other.path, other.lead) == (unit.path, unit.lead)
    )
    return any(w.BROKEN_OFF.search(normal_form(text).text) for text in (unit.text, *unit.context, *beside))


def _as_if_it_applied(checked: Checked, unit: Unit, quote: str) -> Iterator[Finding]:
    """列入反制清單，禁止…交易: of a listing that was suspended or stopped since."""
    notices = {notice.key for notice in checked.known.notices}
    keys = [key for key in checked.subjects.of(unit) if key in notices and key not in checked.reported_broken_off]
    statuses = off(checked, keys)
    if statuses and len(statuses) == len(keys):
        yield _stale(checked, unit, quote, statuses, "told of as applying", "high")
