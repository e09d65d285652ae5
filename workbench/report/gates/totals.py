"""Figures of the draft that repeat or sum one another, and the index that lists every instrument."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Set
from datetime import date

from workbench.facts.base import CATEGORIES
from workbench.facts.fact import USABLE, WAITING
from workbench.facts.references import short_title
from workbench.report import phrasing
from workbench.report import wording as w
from workbench.report.gates.examined import Examined
from workbench.report.gates.gate import Problem, shortened
from workbench.report.gates.traceability import states_of
from workbench.report.period import Period
from workbench.verification import Unit, unequal_sums

INDEX = "政策全文索引"
_AUTOMATION = re.compile(
    r"(?P<share>\d+)%（(?P<units>\d+) 項中 (?P<machine>\d+) 項由機器核定，(?P<people>\d+) 項由人核定，(?P<waiting>\d+) 項待審"
)
_TITLE = re.compile("《[^》]+》")
_NUMBER = re.compile(r"\d+")


def counts_add_up(examined: Examined) -> Iterator[Problem]:
    """Totals are the sums of their parts, and a number that is printed twice is the same both times and as counted."""
    for number, line, _kind in examined.numbered():
        for said, parts in unequal_sums(line.text):
            yield Problem("sum", number, f"{said} ≠ {parts}")
    yield from _automation(examined)
    yield from _categories(examined)
    yield from _sources(examined)


def _automation(examined: Examined) -> Iterator[Problem]:
    """自動化程度: n of m, by the states of the facts."""
    if not examined.records:
        return
    machine, people, waiting = states_of(examined.records)
    units = machine + people + waiting
    if units == 0:
        return
    for number, line, _kind in examined.numbered():
        match = _AUTOMATION.search(line.text)
        if match is None:
            continue
        share = (200 * machine + units) // (2 * units)
        counted = {"share": share, "units": units, "machine": machine, "people": people, "waiting": waiting}
        for name, value in counted.items():
            if int(match[name]) != value:
                yield Problem("states", number, f"{match[name]} ≠ {value}")
        return
    yield Problem("no_automation")


def _categories(examined: Examined) -> Iterator[Problem]:
    """What a category counts as published in the period is what its part of the index lists, and what the summary says."""
    stated: dict[str, tuple[int, int]] = {}
    for unit in examined.report.units:
        code = unit.text.split("（")[0]
        number = _number_under("新增", unit) if code in CATEGORIES else None
        if number is not None:
            stated[code] = int(number), unit.line
    if not stated:
        yield Problem("no_statistics")
        return
    listed, summary = _published_by_category(examined), list(_summary_lines(examined))
    for code, (number_, line) in stated.items():
        if number_ != listed[code]:
            yield Problem("index_differs", line, f"{code}: {number_} ≠ {listed[code]}")
        for place, text in summary:
            for said in re.findall(rf"{w.CATEGORY_NAMES[code]} (?:<[^<>]*>)?(\d+) 件", text):
                if int(said) != number_:
                    yield Problem("summary_differs", place, f"{w.CATEGORY_NAMES[code]}: {said} ≠ {number_}")


def _summary_lines(examined: Examined) -> Iterator[tuple[int, str]]:
    for unit in examined.under("執行摘要"):
        yield unit.line, examined.lines[unit.line - 1].text


def _published_by_category(examined: Examined) -> Counter[str]:
    listed = Counter(unit.path for unit in examined.under(INDEX) if _is_published_in(examined.draft.period, unit))
    found: Counter[str] = Counter()
    for path, number in listed.items():
        found.update({code: number for code in CATEGORIES if any(title.startswith(code) for title in path)})
    return found


def _is_published_in(period: Period, unit: Unit) -> bool:
    """Whether a row gives a day of the period as that of publication; what other sources say stands behind it."""
    cell = unit.cell("publish_date") if unit.kind == "row" else None
    try:
        return cell is not None and date.fromisoformat(cell.text.strip()[:10]) in period
    except ValueError:
        return False


def _sources(examined: Examined) -> Iterator[Problem]:
    """使用的數據源: how many facts each article gives, as the store has them."""
    numbers = examined.fact_index.counted
    for unit in examined.under("數據源"):
        if unit.kind != "row":
            continue
        facts = examined.lines[unit.line - 1].facts
        documents = {examined.records[id].fact.document for id in facts if id in examined.records}
        if len(documents) != 1:
            continue
        (document,) = documents
        for header, states in (("採用", USABLE), ("待審", WAITING)):
            number, counted = _number_under(header, unit), sum(numbers[document, state] for state in states)
            if number is not None and int(number) != counted:
                yield Problem("source_differs", unit.line, f"{header}: {number} ≠ {counted}")


def _number_under(header: str, unit: Unit) -> str | None:
    """The first number in the cell of a row whose column is headed so, as written."""
    cell = next((cell for cell in unit.cells if header in cell.header), None)
    number = _NUMBER.search(cell.text) if cell is not None else None
    return number[0] if number is not None else None


def index_complete(examined: Examined) -> Iterator[Problem]:
    """Every instrument that a fact of the draft is about has its place in the index."""
    lines = [examined.lines[unit.line - 1] for unit in examined.under(INDEX) if unit.kind in {"row", "item"}]
    cited = frozenset[str]().union(*(line.facts for line in lines))
    about, stood_for = set[str](), set[str]()
    subjects = examined.fact_index.subjects
    for id in examined.cited & subjects.keys():
        keys = subjects[id]
        about.update(keys)
        # A title that resolved to a number stands under that number's name: a line rests on a fact about it alone.
        if len(keys) == 1 and id in cited:
            stood_for.update(keys)
    if missing := about - stood_for:
        yield from _unlisted(missing, "\n".join(line.text for line in lines))
    yield from _rows_without_facts(examined)


def _unlisted(keys: Set[str], index: str) -> Iterator[Problem]:
    titles = {short_title(title) for title in _TITLE.findall(index)}
    for key in sorted(keys):
        # One law is listed once, under its title with the country's name or without.
        label = phrasing.instrument_label(key)
        if label not in index and short_title(label) not in titles:
            yield Problem("not_in_index", None, shortened(label))


def _rows_without_facts(examined: Examined) -> Iterator[Problem]:
    """A row of the index that no fact stands behind lists what is not there."""
    for unit in examined.under(INDEX):
        if unit.kind == "row" and not examined.lines[unit.line - 1].facts:
            yield Problem("index_row", unit.line, shortened(unit.text))
