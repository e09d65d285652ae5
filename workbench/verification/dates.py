"""Days of publication and of effect: in columns that mean them, and in sentences that say so."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from datetime import date
from typing import Literal

from workbench.facts.kinds import Position
from workbench.recognition import DateMention, find_dates
from workbench.text import han_pattern
from workbench.verification import wording as w
from workbench.verification.antecedents import asked_about, pointed_back_to, sentences
from workbench.verification.findings import Finding
from workbench.verification.forms import normal_form
from workbench.verification.hearing import Hearing
from workbench.verification.known import Testimony, is_numbered
from workbench.verification.markdown import Cell, Unit
from workbench.verification.numbering import Named

DateField = Literal["publish_date", "effective_date"]

_TALKS = han_pattern("磋商|会谈|会晤|对话|峰会|谈判|talks|summit|consultation")
_HELD = han_pattern("举行|召开|会谈|held")
_SPEAKS = han_pattern("回应|表示|答记者问|发言人|声明|通报")
_WHEN = han_pattern(r"何时|什么时候|哪(?:一)?[天日]|几时|when", re.IGNORECASE)
_PUT_ON = han_pattern(r"列入|纳入|列为|上榜|列名")
_ENGLISH_DAY = re.compile(
    r"\b(?:issued|published|released|announced|effect|force|effective)\s(?:on|from|since|as of)\s$", re.IGNORECASE
)
_BREAKS = frozenset({"suspend", "extend", "stop", "repeal", "resume"})
_BEGINS = han_pattern(r"\s?(?:[之以]?[起后])(?:正式)?(?:实施|施行|生效|执行|适用)")
_BESIDE = re.compile(r"\s?[(,:]?\s?")
_LONGEST_GAP = 24


def date_findings(hearing: Hearing) -> Iterator[Finding]:
    """Every day that the facts tell otherwise, and those that no fact knows."""
    for unit in hearing.policy_units:
        found = [
            *_cells(hearing, unit),
            *_begins_in_cell(hearing, unit),
            *_sentences(hearing, unit),
            *_listings(hearing, unit),
        ]
        yield from found
        if not found:
            yield from _unknown_days(hearing, unit)


def _cells(hearing: Hearing, unit: Unit) -> Iterator[Finding]:
    for column in ("publish_date", "effective_date"):
        field: DateField = "publish_date" if column == "publish_date" else "effective_date"
        cell = unit.cell(field)
        keys = hearing.subjects.own(unit) if cell is not None else ()
        if cell is None or not keys or _is_about_change(hearing, unit):
            continue
        for day in _days(cell):
            yield from _held(hearing, unit, cell.text, field, day, keys)


def _begins_in_cell(hearing: Hearing, unit: Unit) -> Iterator[Finding]:
    """自2025年12月1日起實施, in a cell of a row that has no column for the day of effect."""
    if unit.cell("effective_date") is not None or _is_about_change(hearing, unit):
        return
    for cell in unit.cells:
        normal = normal_form(cell.text)
        for mention in find_dates(normal, year=None, published=None) if cell.column in {"status", "note", None} else ():
            if mention.value and _BEGINS.match(normal.text, mention.end) and not w.BROKEN_OFF.search(normal.text):
                yield from _held(
                    hearing, unit, normal.quote(mention.start, mention.end), "effective_date", mention.value,
                    hearing.subjects.own(unit),
                )  # fmt: skip


def _is_about_change(hearing: Hearing, unit: Unit) -> bool:
    """Whether a row is about an act without number that changes others: its days are not theirs."""
    name = unit.cell("name", "reference")
    return (
        name is not None
        and w.CHANGE.search(normal_form(name.text).text) is not None
        and not hearing.subjects.keys_in(name.text, unit)
    )


def _days(cell: Cell) -> list[date]:
    return [m.value for m in find_dates(normal_form(cell.text), year=None, published=None) if m.value]


def _held(
    hearing: Hearing, unit: Unit, said: str, field: DateField, day: date, keys: Iterable[str]
) -> Iterator[Finding]:
    for key in keys:
        told = hearing.known.published(key) if field == "publish_date" else hearing.known.effective(key)
        if not told or day in told.values or not told.weighty:
            continue
        if field == "effective_date" and _is_day_of_change(hearing, key, day):
            continue
        yield hearing.finding(
            "contradicted", field, unit, said, says=day.isoformat(),
            facts_say=f"{key}: {_all(told)}", statements=told.statements, decided=told.decided,
        )  # fmt: skip


def _is_day_of_change(hearing: Hearing, key: str, day: date, types: Container[str] | None = None) -> bool:
    events = hearing.known.status(key).events
    return any(day in {event.from_, event.until} for event in events if types is None or event.type in types)


def _all(told: Testimony[date]) -> str:
    return " / ".join(day.isoformat() for day in sorted(told.values))


def _sentences(hearing: Hearing, unit: Unit) -> Iterator[Finding]:
    """10月13日發布公告第57號, 公告第57號於…發布, 自…起生效: the day that goes with the word nearest to it."""
    if unit.kind == "row" and any(cell.column for cell in unit.cells):
        return
    text = unit.normal.text
    for start, end in sentences(text):
        named = [n for n in hearing.subjects.named(unit.text, unit) if start <= n.start < end and n.how == "number"]
        for mention in hearing.subjects.dates(unit):
            if not (start <= mention.start < end) or mention.value is None:
                continue
            field = _meant(text, mention, end)
            beside = [n for n in named if _goes_with(text, mention, n.start, n.end)]
            before = [n for n in beside if n.end <= mention.start and "," not in text[n.end : mention.start]]
            keys = [key for n in before or beside for key in n.keys if is_numbered(key)]
            if named and field is None and _stands_by(unit, mention, named):
                field = "publish_date"
                keys = [key for key in keys if not _is_day_of_change(hearing, key, mention.value, _BREAKS)]
            if not named and field is not None:
                keys = list(pointed_back_to(hearing.subjects, unit, start))
            elif not named and (keys := list(asked_about(hearing.subjects, unit))):
                field = _asked_for(unit.lead)
            if field is None or not keys:
                continue
            said = unit.normal.quote(mention.start, mention.end)
            yield from _held(hearing, unit, said, field, mention.value, keys)


def _stands_by(unit: Unit, mention: DateMention, named: list[Named]) -> bool:
    """Whether a day and the number of an act stand side by side with no verb: 13號（2025-03-04）, 4月9日，第8號公告：…"""
    text = unit.normal.text
    for one in named:
        if mention.end <= one.start and _BESIDE.fullmatch(text, mention.end, one.start):
            told = re.split("[,。;|]", text[one.end :])[0]
            return not (
                w.BROKEN_OFF.search(told)
                or w.TAKES_EFFECT.search(told)
                or w.TAKES_EFFECT.search(text, 0, mention.start)
            )
        if one.end <= mention.start and _BESIDE.fullmatch(text, one.end, mention.start):
            return text[mention.end : mention.end + 1] in {")", ""}
    return False


def _asked_for(question: str) -> DateField | None:
    """何時發布?, 何時生效?"""
    text = normal_form(question).text
    if not _WHEN.search(text):
        return None
    return "publish_date" if w.PUBLISHES.search(text) else "effective_date" if w.TAKES_EFFECT.search(text) else None


def _listings(hearing: Hearing, unit: Unit) -> Iterator[Finding]:
    """2025年1月2日被列入清單, of an entity that every notice which lists it put on a list another day."""
    text = unit.normal.text
    if unit.kind == "row":
        return
    for start, end in sentences(text):
        days = [m for m in hearing.subjects.dates(unit) if start <= m.start < end]
        if len(days) != 1 or days[0].value is None or hearing.subjects.numbered_in(unit.normal.quote(start, end), unit):
            continue
        if not _PUT_ON.search(text[days[0].end : end]) or w.BROKEN_OFF.search(text, start, end):
            continue
        keys = {key for first, _, key in hearing.subjects.entities_in(text) if start <= first < end}
        keys = keys or set(pointed_back_to(hearing.subjects, unit, start))
        told = {key: hearing.known.published(key) for key in keys}
        if keys and all(told.values()) and not any(days[0].value in one.values for one in told.values()):
            yield hearing.finding(
                "contradicted", "publish_date", unit, unit.normal.quote(days[0].start, days[0].end),
                says=days[0].value.isoformat(), facts_say="; ".join(f"{key}: {_all(one)}" for key, one in told.items()),
                statements=[statement for one in told.values() for statement in one.statements],
            )  # fmt: skip


def _meant(text: str, mention: DateMention, end: int) -> DateField | None:
    """What a day in a sentence is: 發布 right behind it, or 起生效."""
    behind = text[mention.end : min(end, mention.end + 14)]
    published, effective = w.PUBLISHES.search(behind), w.TAKES_EFFECT.search(behind)
    broken = w.BROKEN_OFF.search(behind)
    first = min((match.start() for match in (published, effective, broken) if match), default=None)
    if broken and broken.start() == first:
        return None
    if published and published.start() == first:
        return "publish_date"
    if effective:
        return "effective_date"
    before = text[max(0, mention.start - 14) : mention.start]
    if _ENGLISH_DAY.search(before):
        return "publish_date" if w.PUBLISHES.search(before) else "effective_date"
    before = before[-8:]
    if w.TAKES_EFFECT.search(before):
        return "effective_date"
    return "publish_date" if w.PUBLISHES.search(before) else None


def _goes_with(text: str, mention: DateMention, start: int, end: int) -> bool:
    """Whether day and number stand in one clause, with no other day between."""
    first, last = (mention.end, start) if mention.end <= start else (end, mention.start)
    return not find_dates(normal_form(text[first:last]), year=None, published=None) and (
        last - first <= _LONGEST_GAP or not any(mark in text[first:last] for mark in ",:")
    )


def _unknown_days(hearing: Hearing, unit: Unit) -> Iterator[Finding]:
    """Days that no fact gives: of a row or a sentence, the first stands for all."""
    for mention in hearing.subjects.dates(unit):
        said = unit.normal.quote(mention.start, mention.end)
        if mention.value is None:
            yield from _unknown_month(hearing, unit, mention, said)
            continue
        if mention.value >= hearing.as_of or _is_path(unit, mention) or hearing.known.tells_of(mention.value):
            continue
        if _in_source_line(unit) or unit.text.strip() == said:
            continue
        published = (
            unit.cell("publish_date") is not None
            or _SPEAKS.search(unit.normal.text)
            or _meant(unit.normal.text, mention, len(unit.normal.text)) == "publish_date"
        )
        field: DateField = "publish_date" if published else "effective_date"
        yield hearing.finding(
            "unsupported", field, unit, said, says=mention.value.isoformat(), facts_say="no fact gives this day"
        )
        return


def _in_source_line(unit: Unit) -> bool:
    return unit.normal.text.startswith(("来源", "source", "Source"))


def _is_path(unit: Unit, mention: DateMention) -> bool:
    """Whether a date is part of a file's name."""
    text = unit.normal.text
    return text[mention.start - 1 : mention.start] in {"/", "-", "_"} or text[mention.end : mention.end + 1] in {
        "-",
        "_",
        ".",
    }


def _unknown_month(hearing: Hearing, unit: Unit, mention: DateMention, said: str) -> Iterator[Finding]:
    """A month in which talks are said to have been held, where no fact dates any talks in it."""
    behind = unit.normal.text[mention.end : mention.end + 30].split("。")[0]
    if mention.year is None or mention.month is None or not (_TALKS.search(behind) or _held_at(behind, unit)):
        return
    known = any(
        position.date is not None and (position.date.year, position.date.month) == (mention.year, mention.month)
        and _TALKS.search(normal_form(f"{position.topic or ''}{position.stance or ''}").text)
        for _, position in hearing.known.of_kind(Position)
    )  # fmt: skip
    if not known:
        yield hearing.finding(
            "unsupported", "effective_date", unit, said, says=f"{mention.year}-{mention.month:02d}",
            facts_say="no fact dates these talks", severity="low",
        )  # fmt: skip


def _held_at(behind: str, unit: Unit) -> bool:
    """于布鲁塞爾舉行 under a heading that names talks."""
    return _HELD.search(behind) is not None and any(_TALKS.search(normal_form(c).text) for c in unit.context)
