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
from workbench.verification.checked import Checked
from workbench.verification.findings import Finding
from workbench.verification.forms import normal_form
from workbench.verification.known import StatedValues, is_numbered
from workbench.verification.markdown import Cell, Unit
from workbench.verification.numbering import Named

DateField = Literal["publish_date", "effective_date"]

_TALKS = han_pattern("磋商|会谈|会晤|对话|峰会|谈判|talks|summit|consultation")
_TAKES_PLACE = han_pattern("举行|召开|会谈|held")
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


def date_findings(checked: Checked) -> Iterator[Finding]:
    """A finding for every day that the facts contradict or do not give."""
    for unit in checked.policy_units:
        found = [
            *_cells(checked, unit),
            *_begins_in_cell(checked, unit),
            *_sentences(checked, unit),
            *_listings(checked, unit),
        ]
        yield from found
        if not found:
            yield from _unknown_days(checked, unit)


def _cells(checked: Checked, unit: Unit) -> Iterator[Finding]:
    for column in ("publish_date", "effective_date"):
        field: DateField = "publish_date" if column == "publish_date" else "effective_date"
        cell = unit.cell(field)
        keys = checked.subjects.own(unit) if cell is not None else ()
        if cell is None or not keys or _is_about_change(checked, unit):
            continue
        for day in _days(cell):
            yield from _findings_on_day(checked, unit, cell.text, field, day, keys)


def _begins_in_cell(checked: Checked, unit: Unit) -> Iterator[Finding]:
    """自2025年12月1日起實施, in a cell of a row that has no column for the day of effect."""
    if unit.cell("effective_date") is not None or _is_about_change(checked, unit):
        return
    for cell in unit.cells:
        normal = normal_form(cell.text)
        for mention in find_dates(normal, year=None, published=None) if cell.column in {"status", "note", None} else ():
            if mention.value and _BEGINS.match(normal.text, mention.end) and not w.BROKEN_OFF.search(normal.text):
                yield from _findings_on_day(
                    checked, unit, normal.quote(mention.start, mention.end), "effective_date", mention.value,
                    checked.subjects.own(unit),
                )  # fmt: skip


def _is_about_change(checked: Checked, unit: Unit) -> bool:
    """Whether a row is about an act without number that changes others: its days are not theirs."""
    name = unit.cell("name", "reference")
    return (
        name is not None
        and w.CHANGE.search(normal_form(name.text).text) is not None
        and not checked.subjects.keys_in(name.text, unit)
    )


def _days(cell: Cell) -> list[date]:
    return [m.value for m in find_dates(normal_form(cell.text), year=None, published=None) if m.value]


def _findings_on_day(
    checked: Checked, unit: Unit, quote: str, field: DateField, day: date, keys: Iterable[str]
) -> Iterator[Finding]:
    for key in keys:
        stated = checked.known.published(key) if field == "publish_date" else checked.known.effective(key)
        if not stated or day in stated.values or not stated.weighty:
            continue
        if field == "effective_date" and _is_day_of_change(checked, key, day):
            continue
        yield checked.finding(
            "contradicted", field, unit, quote, says=day.isoformat(),
            facts_say=f"{key}: {_all(stated)}", statements=stated.statements, decided=stated.decided,
        )  # fmt: skip


def _is_day_of_change(checked: Checked, key: str, day: date, types: Container[str] | None = None) -> bool:
    events = checked.known.status(key).events
    return any(day in {event.from_, event.until} for event in events if types is None or event.type in types)


def _all(stated: StatedValues[date]) -> str:
    return " / ".join(day.isoformat() for day in sorted(stated.values))


def _sentences(checked: Checked, unit: Unit) -> Iterator[Finding]:
    """10月13日發布公告第57號, 公告第57號於…發布, 自…起生效: the day that goes with the word nearest to it."""
    if unit.kind == "row" and any(cell.column for cell in unit.cells):
        return
    text = unit.normal.text
    for start, end in sentences(text):
        named = [n for n in checked.subjects.named(unit.text, unit) if start <= n.start < end and n.how == "number"]
        for mention in checked.subjects.dates(unit):
            if not (start <= mention.start < end) or mention.value is None:
                continue
            field = _meant(text, mention, end)
            beside = [n for n in named if _goes_with(text, mention, n.start, n.end)]
            before = [n for n in beside if n.end <= mention.start and "," not in text[n.end : mention.start]]
            keys = [key for n in before or beside for key in n.keys if is_numbered(key)]
            if named and field is None and _stands_by(unit, mention, named):
                field = "publish_date"
                keys = [key for key in keys if not _is_day_of_change(checked, key, mention.value, _BREAKS)]
            if not named and field is not None:
                keys = list(pointed_back_to(checked.subjects, unit, start))
            elif not named and (keys := list(asked_about(checked.subjects, unit))):
                field = _asked_for(unit.lead)
            if field is None or not keys:
                continue
            quote = unit.normal.quote(mention.start, mention.end)
            yield from _findings_on_day(checked, unit, quote, field, mention.value, keys)


def _stands_by(unit: Unit, mention: DateMention, named: list[Named]) -> bool:
    """Whether a day and the number of an act stand side by side with no verb: 13號（2025-03-04）, 4月9日，第8號公告：…"""
    text = unit.normal.text
    for one in named:
        if mention.end <= one.start and _BESIDE.fullmatch(text, mention.end, one.start):
            behind = re.split("[,。;|]", text[one.end :])[0]
            return not (
                w.BROKEN_OFF.search(behind)
                or w.TAKES_EFFECT.search(behind)
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


def _listings(checked: Checked, unit: Unit) -> Iterator[Finding]:
    """2025年1月2日被列入清單, of an entity that every notice which lists it put on a list another day."""
    text = unit.normal.text
    if unit.kind == "row":
        return
    for start, end in sentences(text):
        days = [m for m in checked.subjects.dates(unit) if start <= m.start < end]
        if len(days) != 1 or days[0].value is None or checked.subjects.numbered_in(unit.normal.quote(start, end), unit):
            continue
        if not _PUT_ON.search(text[days[0].end : end]) or w.BROKEN_OFF.search(text, start, end):
            continue
        keys = {key for first, _, key in checked.subjects.entities_in(text) if start <= first < end}
        keys = keys or set(pointed_back_to(checked.subjects, unit, start))
        stated = {key: checked.known.published(key) for key in keys}
        if keys and all(stated.values()) and not any(days[0].value in one.values for one in stated.values()):
            yield checked.finding(
                "contradicted", "publish_date", unit, unit.normal.quote(days[0].start, days[0].end),
                says=days[0].value.isoformat(), facts_say="; ".join(f"{key}: {_all(one)}" for key, one in stated.items()),
                statements=[statement for one in stated.values() for statement in one.statements],
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


def _unknown_days(checked: Checked, unit: Unit) -> Iterator[Finding]:
    """A finding for the first day of a unit that no fact gives; the others of the unit go without."""
    for mention in checked.subjects.dates(unit):
        quote = unit.normal.quote(mention.start, mention.end)
        if mention.value is None:
            yield from _unknown_month(checked, unit, mention, quote)
            continue
        if mention.value >= checked.as_of or _is_path(unit, mention) or checked.known.tells_of(mention.value):
            continue
        if _in_source_line(unit) or unit.text.strip() == quote:
            continue
        published = (
            unit.cell("publish_date") is not None
            or _SPEAKS.search(unit.normal.text)
            or _meant(unit.normal.text, mention, len(unit.normal.text)) == "publish_date"
        )
        field: DateField = "publish_date" if published else "effective_date"
        yield checked.finding(
            "unsupported", field, unit, quote, says=mention.value.isoformat(), facts_say="no fact gives this day"
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


def _unknown_month(checked: Checked, unit: Unit, mention: DateMention, quote: str) -> Iterator[Finding]:
    """A month in which talks are said to have been held, where no fact dates any talks in it."""
    behind = unit.normal.text[mention.end : mention.end + 30].split("。")[0]
    if mention.year is None or mention.month is None or not (_TALKS.search(behind) or _is_of_talks(behind, unit)):
        return
    known = any(
        position.date is not None and (position.date.year, position.date.month) == (mention.year, mention.month)
        and _TALKS.search(normal_form(f"{position.topic or ''}{position.stance or ''}").text)
        for _, position in checked.known.of_kind(Position)
    )  # fmt: skip
    if not known:
        yield checked.finding(
            "unsupported", "effective_date", unit, quote, says=f"{mention.year}-{mention.month:02d}",
            facts_say="no fact dates these talks", severity="low",
        )  # fmt: skip


def _is_of_talks(behind: str, unit: Unit) -> bool:
    """于布鲁塞爾舉行 under a heading that names talks."""
    return _TAKES_PLACE.search(behind) is not None and any(_TALKS.search(normal_form(c).text) for c in unit.context)
