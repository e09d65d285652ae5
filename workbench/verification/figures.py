"""Codes and time limits: those that a report gives for an act, checked against those that its facts give."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.facts.kinds import ControlledItem, Requirement
from workbench.recognition import find_quantities
from workbench.recognition.codes import find_codes
from workbench.resolution import Statement
from workbench.text import fold_script, han_pattern
from workbench.verification.antecedents import meant_in, sentences
from workbench.verification.checked import Checked
from workbench.verification.findings import Finding
from workbench.verification.forms import normal_form, pairs_of
from workbench.verification.known import is_numbered
from workbench.verification.markdown import Unit

_DAYS = frozenset(map(fold_script, ("天", "日", "个工作日", "工作日", "days", "working days")))
_OF_LIMITS = pairs_of("個工作日內 之日起 公告 中國 商務部 提供")
_SAME_MATTER = 3
_MOST_TOLD = 12
_DAY = han_pattern(r"([0-9]{1,3})\s?(?:个?工作日|天|日|(?:working )?days)(?:之?内|以内)?")


def figure_findings(checked: Checked) -> Iterator[Finding]:
    """A finding for every code that an act does not control, and every time limit that it does not set."""
    codes = _Codes(checked)
    for unit in checked.policy_units:
        for start, end in [(0, len(unit.normal.text))] if unit.kind == "row" else sentences(unit.normal.text):
            keys = meant_in(checked.subjects, unit, start, end)
            if keys:
                yield from _wrong_codes(checked, codes, unit, start, end, keys)
                yield from _deadlines(checked, unit, start, end, keys)


class _Codes:
    """The codes of each act, read once however often a report names it."""

    def __init__(self, checked: Checked) -> None:
        self._checked = checked
        self._read: dict[tuple[str, str], dict[str, Statement]] = {}

    def of(self, key: str, field: str) -> dict[str, Statement]:
        """Code, in the form that is compared -> the statement that gives it."""
        if (key, field) not in self._read:
            self._read[key, field] = {
                normal_form(code).text.casefold(): statement
                for statement, item in self._checked.known.of(key, ControlledItem)
                for code in getattr(item, field)
            }
        return self._read[key, field]


def _wrong_codes(
    checked: Checked, codes: _Codes, unit: Unit, start: int, end: int, keys: tuple[str, ...]
) -> Iterator[Finding]:
    for mention in find_codes(unit.normal):
        if not (start <= mention.start < end):
            continue
        field = "control_codes" if mention.scheme == "control" else "hs_codes"
        code = normal_form(mention.code).text.casefold()
        stated = [codes.of(key, field) for key in keys]
        if not any(stated) or any(code in of_act for of_act in stated):
            continue
        given = {other: statement for of_act in stated for other, statement in of_act.items()}
        if not any(code.startswith(other) or other.startswith(code) for other in given):
            yield checked.finding(
                "contradicted", "number", unit, unit.normal.quote(mention.start, mention.end),
                facts_say=f"{', '.join(keys)}: {', '.join(sorted(given)[:_MOST_TOLD])}", statements=given.values(),
            )  # fmt: skip


def _deadlines(checked: Checked, unit: Unit, start: int, end: int, keys: tuple[str, ...]) -> Iterator[Finding]:
    """60天內, of an act that sets time limits in days, none of so many."""
    limits = [
        quantity
        for quantity in find_quantities(unit.normal)
        if quantity.comparator == "le" and quantity.unit in _DAYS and start <= quantity.start < end
    ]
    if not limits:
        return
    mine = [
        (s, content.deadline)
        for key in keys
        for s, content in checked.known.of(key, Requirement)
        if content.deadline and _DAY.search(normal_form(content.deadline).text)
    ] or _of_matter(checked, pairs_of(unit.normal.text[start:end]))
    stated = {int(days) for _, deadline in mine for days in _DAY.findall(normal_form(deadline).text)}
    for quantity in limits:
        if stated and quantity.value not in stated:
            yield checked.finding(
                "contradicted", "number", unit, unit.normal.quote(quantity.start, quantity.end),
                facts_say=f"{', '.join(keys)}: {' / '.join(dict.fromkeys(deadline for _, deadline in mine))}",
                statements=[statement for statement, _ in mine],
            )  # fmt: skip


def _of_matter(checked: Checked, words: frozenset[str]) -> list[tuple[Statement, str]]:
    """The time limits for the duty that a sentence states, in facts that name no act: the sentence may mean one of them."""
    return [
        (s, content.deadline)
        for s, content in checked.known.of_kind(Requirement)
        if content.deadline
        and not (content.instrument and is_numbered(checked.known.instruments.key(content.instrument)))
        and len(words & pairs_of(content.action) - _OF_LIMITS) >= _SAME_MATTER
    ]
