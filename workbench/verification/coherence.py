"""The report against itself: one act with two days, totals that do not add up, a period that its contents do not fill."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from workbench.facts.base import CATEGORIES
from workbench.recognition import find_dates
from workbench.text import han_pattern
from workbench.verification.checked import METHOD, Checked
from workbench.verification.findings import Finding, Verdict
from workbench.verification.forms import normal_form
from workbench.verification.known import is_numbered
from workbench.verification.markdown import Unit
from workbench.verification.sums import unequal

_GAP = timedelta(days=62)


def coherence_findings(checked: Checked) -> Iterator[Finding]:
    """A finding for every place where the report contradicts itself."""
    for unit in checked.policy_units:
        yield from _sums(checked, unit)
    yield from _two_days(checked)
    yield from _two_categories(checked)
    yield from _unfilled_period(checked)


def _sums(checked: Checked, unit: Unit) -> Iterator[Finding]:
    for match, parts in unequal(unit.normal.text):
        quote = unit.normal.quote(match.start(), match.end("unit"))
        facts_say = f"{' + '.join(map(str, parts))} = {sum(parts)}"
        yield checked.finding("internal", "count", unit, quote, says=match["total"], facts_say=facts_say)


def _two_days(checked: Checked) -> Iterator[Finding]:
    """One act under two days of publication in two tables of the report."""
    reported: dict[str, dict[date, Unit]] = defaultdict(dict)
    for unit in checked.policy_units:
        cell = unit.cell("publish_date")
        keys = [key for key in checked.subjects.own(unit) if is_numbered(key)] if cell else []
        if cell is None or len(keys) != 1:
            continue
        for mention in find_dates(normal_form(cell.text), year=None, published=None)[:1]:
            if mention.value:
                reported[keys[0]].setdefault(mention.value, unit)
    for key, days in reported.items():
        if len(days) > 1:
            (first, _), *others = days.items()
            for day, unit in others:
                yield checked.finding(
                    "internal", "publish_date", unit, unit.cell("publish_date").text,  # type: ignore[union-attr]
                    says=day.isoformat(), facts_say=f"{key}: {first.isoformat()} on line {days[first].line}",
                )  # fmt: skip


_ENFORCEMENT = han_pattern("执法|enforcement", re.IGNORECASE)


def _two_categories(checked: Checked) -> Iterator[Finding]:
    """One act under two of the five categories: by its column, or by the section that it stands in."""
    reported: dict[str, dict[str, Unit]] = defaultdict(dict)
    for unit in checked.policy_units:
        category = _category(unit)
        if unit.kind == "row" and category:
            for key in checked.subjects.own(unit):
                other = reported[key].get(category)
                if other is None or (other.cell("publish_date") is None and unit.cell("publish_date") is not None):
                    reported[key][category] = unit
    for key, categories in reported.items():
        known = checked.known.instruments.category(key)
        if len(categories) > 1 and known is not None:
            for category, unit in categories.items():
                if category != known:
                    facts_say = (
                        f"{key}: {known} (and on line {next(u.line for c, u in categories.items() if c != category)})"
                    )
                    yield checked.finding("internal", "scope", unit, category, facts_say=facts_say, severity="low")


def _category(unit: Unit) -> str | None:
    cell = unit.cell("category")
    if cell is not None:
        return next((category for category in CATEGORIES if category in cell.text), None)
    for title in reversed(unit.path):
        found = next((category for category in CATEGORIES if category in title), None)
        if found:
            return found
        if unit.cell("list") is not None and _ENFORCEMENT.search(normal_form(title).text):
            return "enforcement_action"
    return None


def _unfilled_period(checked: Checked) -> Iterator[Finding]:
    """A period of whose last months the report says nothing, though the facts give acts of them."""
    period = checked.period
    if period is None:
        return
    last = min(period.last, checked.as_of)
    reported = [
        mention.value
        for unit in checked.policy_units
        if not any(METHOD.search(normal_form(title).text) for title in unit.path)
        for mention in checked.subjects.dates(unit)
        if mention.value and mention.value <= last
    ]
    if not reported or last - max(reported) < _GAP:
        return
    later = [
        (day, key, statements)
        for key in checked.known.instruments.keys
        for day, statements in checked.known.published(key).values.items()
        if max(reported) < day <= last and checked.known.instruments.actor(key) == "CN"
    ]
    unit = next((unit for unit in checked.report.units if unit.line == period.line), None)
    if unit is None:
        return
    statements = [statement for _, _, group in later for statement in group]
    missing = ", ".join(f"{key} ({day.isoformat()})" for day, key, _ in sorted(later)[:6])
    facts_say = f"the last day that the report tells of is {max(reported).isoformat()}" + (
        f"; later: {missing}" if later else ""
    )
    verdict: Verdict = "contradicted" if later else "internal"
    yield checked.finding(
        verdict,
        "scope",
        unit,
        unit.text,
        facts_say=facts_say,
        statements=statements,
        severity="high" if later else None,
    )
