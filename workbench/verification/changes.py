"""What was changed by hand in a draft of this program's own, as findings on its lines.

Every line of a draft follows from the facts, so nothing that was changed in it escapes: not a digit of a count that is
computed, nor a character of a name. The words of an assessment are its author's; of those only figures, days, numbers
of acts and words of status are held.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from workbench.facts.kinds import Listing
from workbench.recognition.entities_lists import LIST_NAME
from workbench.resolution import Statement
from workbench.text import fold_script, han_pattern
from workbench.verification.bearing import bearing_out, value_told
from workbench.verification.beside import Concerned, Place
from workbench.verification.columns import Column
from workbench.verification.drafts import DraftLine
from workbench.verification.findings import Field, Finding, Severity, Verdict, in_order, make_finding
from workbench.verification.forms import normal_form
from workbench.verification.listed import lists_in
from workbench.verification.markdown import Report, Unit
from workbench.verification.wording import claimed_statuses

_WAITING = "待審"
_FIELDS: Mapping[Column, Field] = {
    "publish_date": "publish_date", "effective_date": "effective_date", "status": "status", "count": "count",
    "list": "list", "issuer": "issuer", "scope": "scope", "category": "scope", "condition": "threshold",
    "name": "title", "reference": "reference", "source": "reference", "risk": "claim", "level": "claim",
    "item": "scope", "action": "claim", "period": "publish_date",
}  # fmt: skip
_DAY = re.compile(r"\d{4}-\d{2}(?:-\d{2})?|\d{1,2}\s?月\s?\d{1,2}\s?日")
_COUNTED = han_pattern(r"[0-9,]+\s?(?:家|件|项|条|笔|种|类|个|%)")
_LIMIT = han_pattern(r"[≥≤<>=]|及以上|及以下|大于|小于|不低于|不超过")
_NUMBER_OF_ACT = han_pattern(r"第\s?[0-9]+\s?号|[0-9]{4}年第|来源\s?[0-9]+")
_LISTS = han_pattern(LIST_NAME)
_FIGURES = re.compile(r"[0-9]+(?:[.,][0-9]+)*")


def changed_lines(
    report: Report, lines: Sequence[DraftLine], statements: Mapping[str, Statement], assessments: frozenset[str]
) -> tuple[Finding, ...]:
    """A finding for every line of the report that the facts give otherwise; `assessments` are ids of approved prose."""
    own = list(report.lines)
    given = [line.text for line in lines] + ([""] if own and not own[-1] else [])
    units = {unit.line: unit for unit in report.units}
    concerned = Concerned(statements)
    found: list[Finding] = []
    for kind, start, end, other_start, other_end in SequenceMatcher(None, own, given, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        pairs = _paired(own[start:end], given[other_start:other_end])
        for mine, theirs in pairs:
            line = None if mine is None else start + mine + 1
            expected = lines[other_start + theirs] if theirs is not None and other_start + theirs < len(lines) else None
            found += _finding(report, units, line, expected, start, concerned, assessments)
    return in_order(found)


def _paired(own: Sequence[str], given: Sequence[str]) -> Iterator[tuple[int | None, int | None]]:
    """Lines of one changed stretch, those that are most alike together; the rest alone."""
    if len(own) == len(given):
        yield from zip(range(len(own)), range(len(given)), strict=True)
        return
    left = list(range(len(given)))
    for mine, text in enumerate(own):
        ranked = [(SequenceMatcher(None, text, given[other], autojunk=False).ratio(), -other) for other in left]
        best = max(ranked, default=(0.0, 0))
        if best[0] >= 0.5:
            left.remove(-best[1])
            yield mine, -best[1]
        else:
            yield mine, None
    for other in left:
        yield None, other


def _finding(
    report: Report,
    units: Mapping[int, Unit],
    line: int | None,
    expected: DraftLine | None,
    before: int,
    concerned: Concerned,
    assessments: frozenset[str],
) -> Iterator[Finding]:
    if line is None:
        if expected is not None and expected.text.strip():
            yield _missing(report, expected, before, concerned)
        return
    said = report.lines[line - 1]
    if expected is None:
        if said.strip():
            yield make_finding(
                "unsupported", _field_of(said, units.get(line)), line=line, quote=said.strip(), says=said.strip(),
                facts_say="the facts give no such line", severity="medium",
            )  # fmt: skip
        return
    if expected.facts & assessments and _says_the_same(said, expected.text, concerned.statements):
        return
    yield _changed(report, units.get(line), line, expected, concerned)


def _missing(report: Report, expected: DraftLine, before: int, concerned: Concerned) -> Finding:
    line = min(max(before, 1), len(report.lines))
    field: Field = "structure" if expected.fixed else _field_of(expected.text, None)
    behind = concerned.among(expected.facts, expected.text)
    return make_finding(
        "format" if expected.fixed else "omission", field, line=line, quote=report.lines[line - 1].strip(),
        says="a line is missing here", facts_say=expected.text.strip(), statements=behind,
        severity="low" if expected.fixed else "high",
    )  # fmt: skip


def _changed(report: Report, unit: Unit | None, line: int, expected: DraftLine, concerned: Concerned) -> Finding:
    said = report.lines[line - 1]
    quote, instead, column, place, subject = _difference(said, expected.text, unit)
    field = _FIELDS.get(column) if column is not None else None
    field = _sharper(field, quote, instead) or _field_of(quote + instead if len(quote) < 40 else quote, unit)
    behind = concerned.about(expected.facts, expected.text, place, subject)
    behind = bearing_out(behind, value_told(instead, quote), field)
    verdict: Verdict = "contradicted"
    severity: Severity | None = None
    if expected.fixed:
        if _held_words(said) == _held_words(expected.text):
            verdict, field, severity = "format", "structure", "low"
        else:
            severity = "medium"
    elif _WAITING in instead and _WAITING not in quote:
        verdict, severity, instead = "unsupported", "high", f"{instead} (waits for a decision)"
    return make_finding(
        verdict, field, line=line, quote=quote, says=quote, facts_say=instead or "(nothing)",
        statements=behind, severity=severity,
    )  # fmt: skip


class _Difference(NamedTuple):
    """What differs between a line and the one that the facts give."""

    said: str
    instead: str
    column: Column | None
    place: Place
    """Where what differs stands in the line that the facts give, to the character."""
    subject: Place | None = None
    """The cell there that says what a row is about; empty where that is a category."""


def _difference(said: str, expected: str, unit: Unit | None) -> _Difference:
    """What differs: the cell of a row, else the stretch between what both lines share, widened to whole words."""
    if unit is not None and unit.kind == "row":
        own, given = _cells(said), _cells(expected)
        if len(own) == len(given) == len(unit.cells):
            texts = [expected[cell.start : cell.end] for cell in given]
            for mine, theirs, text, cell in zip(own, given, texts, unit.cells, strict=True):
                mine_said = said[mine.start : mine.end]
                if mine_said != text:
                    first, last = _shared(mine_said, text)
                    place = Place(theirs.start + first, theirs.end - last)
                    return _Difference(mine_said, text, cell.column, place, _subject(given, unit))
    first, last = _shared(said, expected)
    place = Place(first, len(expected) - last)
    first, last = _widened(said, expected, first, last)
    return _Difference(said[first : len(said) - last], expected[first : len(expected) - last], None, place)


def _shared(said: str, expected: str) -> tuple[int, int]:
    """How many characters two texts share at their beginning, and at their end."""
    first = 0
    while first < min(len(said), len(expected)) and said[first] == expected[first]:
        first += 1
    last = 0
    while last < min(len(said), len(expected)) - first and said[-1 - last] == expected[-1 - last]:
        last += 1
    return first, last


def _subject(cells: Sequence[Place], unit: Unit) -> Place | None:
    """The cell of a row that names the act it is about; empty where a category stands before it: acts of it are examples."""
    for place, cell in zip(cells, unit.cells, strict=True):
        if cell.column == "category":
            return Place(place.start, place.start)
        if cell.column in {"name", "reference"}:
            return place
    return None


def _cells(line: str) -> list[Place]:
    """Where the cells of a row stand, without the space around them."""
    inner = line.strip().strip("|")
    start, cells = line.find(inner), []
    for part in re.split(r"(?<!\\)\|", inner):
        text = part.strip()
        at = start + (len(part) - len(part.lstrip()))
        cells.append(Place(at, at + len(text)))
        start += len(part) + 1
    return cells


def _widened(said: str, expected: str, first: int, last: int) -> tuple[int, int]:
    """The ends of a difference moved outwards to the marks that close what is said in one breath."""
    while first > 0 and said[first - 1] not in "，。；、：（）()|>〈《 ":
        first -= 1
    while last > 0 and said[len(said) - last] not in "，。；、：（）()|<〉》 ":
        last -= 1
    if first >= len(said) - last:
        first, last = max(0, first - 1), max(0, last - 1)
    return first, min(last, len(expected) - first) if len(expected) > first else last


def _sharper(field: Field | None, quote: str, instead: str) -> Field | None:
    """The field of a cell whose column holds more than one thing: a name that lost a character, a number in a title cell."""
    if field in {"title", "reference"} and _figures(quote) != _figures(instead):
        return "number" if field == "title" else "reference"
    return field


def _field_of(text: str, unit: Unit | None) -> Field:
    """The field of a stretch of prose, by what it holds."""
    normal = normal_form(text).text
    if claimed_statuses(normal) and not _COUNTED.search(normal):
        return "status"
    if _DAY.search(text):
        return "effective_date"
    if lists_in(text):
        return "list"
    if _COUNTED.search(normal):
        return "count"
    if _LIMIT.search(normal):
        return "threshold"
    if _NUMBER_OF_ACT.search(normal):
        return "reference"
    if unit is not None and unit.kind == "heading":
        return "structure"
    return "name" if len(text) <= 30 else "claim"


def _says_the_same(said: str, expected: str, statements: Mapping[str, Statement]) -> bool:
    """Whether two wordings of an assessment have the same figures, days, words of status, lists and names of entities."""
    names = {s.content.name_zh for s in statements.values() if isinstance(s.content, Listing) and s.content.name_zh}
    named = {fold_script(name) for name in names}
    own, given = fold_script(said), fold_script(expected)
    return _held_words(said) == _held_words(expected) and {n for n in named if n in own} == {
        n for n in named if n in given
    }


def _held_words(text: str) -> tuple[object, ...]:
    return _figures(text), _status_words(text), [found[0] for found in _LISTS.finditer(normal_form(text).text)]


def _figures(text: str) -> list[str]:
    return _FIGURES.findall(text)


def _status_words(text: str) -> list[str]:
    return [claim for claim, _ in claimed_statuses(normal_form(text).text)]
