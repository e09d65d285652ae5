"""Codes and time limits: those that a report gives for an act, held against the ones that its facts give."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.facts.kinds import ControlledItem, Requirement
from workbench.recognition import find_quantities
from workbench.recognition.codes import find_codes
from workbench.resolution import Statement
from workbench.text import fold_script, han_pattern
from workbench.verification.antecedents import meant_in, sentences
from workbench.verification.findings import Finding
from workbench.verification.forms import normal_form, pairs_of
from workbench.verification.hearing import Hearing
from workbench.verification.known import is_numbered
from workbench.verification.markdown import Unit

_DAYS = frozenset(map(fold_script, ("天", "日", "个工作日", "工作日", "days", "working days")))
_OF_LIMITS = pairs_of("個工作日內 之日起 公告 中國 商務部 提供")
_SAME_MATTER = 3
_DAY = han_pattern(r"([0-9]{1,3})\s?(?:个?工作日|天|日|(?:working )?days)(?:之?内|以内)?")


def figure_findings(hearing: Hearing) -> Iterator[Finding]:
    """Every code that an act does not control, and every time limit that it does not set."""
    for unit in hearing.policy_units:
        for start, end in [(0, len(unit.normal.text))] if unit.kind == "row" else sentences(unit.normal.text):
            keys = meant_in(hearing.subjects, unit, start, end)
            if keys:
                yield from _codes(hearing, unit, start, end, keys)
                yield from _deadlines(hearing, unit, start, end, keys)


def _codes(hearing: Hearing, unit: Unit, start: int, end: int, keys: tuple[str, ...]) -> Iterator[Finding]:
    mine = [(s, item) for key in keys for s, item in hearing.known.of(key, ControlledItem)]
    for field, scheme in (("control_codes", "control"), ("hs_codes", "hs")):
        told = {normal_form(code).text.casefold() for _, item in mine for code in getattr(item, field)}
        for mention in find_codes(unit.normal):
            if mention.scheme != scheme or not (start <= mention.start < end) or not told:
                continue
            code = normal_form(mention.code).text.casefold()
            if not any(code.startswith(other) or other.startswith(code) for other in told):
                statements = [s for s, item in mine if getattr(item, field)]
                yield hearing.finding(
                    "contradicted", "number", unit, unit.normal.quote(mention.start, mention.end),
                    facts_say=f"{', '.join(keys)}: {', '.join(sorted(told))[:200]}", statements=statements,
                )  # fmt: skip


def _deadlines(hearing: Hearing, unit: Unit, start: int, end: int, keys: tuple[str, ...]) -> Iterator[Finding]:
    """60天內, of an act that sets time limits in days, none of so many."""
    mine = [
        (s, content.deadline)
        for key in keys
        for s, content in hearing.known.of(key, Requirement)
        if content.deadline and _DAY.search(normal_form(content.deadline).text)
    ]
    if not mine:
        mine = _of_matter(hearing, pairs_of(unit.normal.text[start:end]))
    told = {int(days) for _, deadline in mine for days in _DAY.findall(normal_form(deadline).text)}
    for quantity in find_quantities(unit.normal):
        if quantity.comparator != "le" or quantity.unit not in _DAYS or not (start <= quantity.start < end):
            continue
        if told and quantity.value not in told:
            yield hearing.finding(
                "contradicted", "number", unit, unit.normal.quote(quantity.start, quantity.end),
                facts_say=f"{', '.join(keys)}: {' / '.join(dict.fromkeys(deadline for _, deadline in mine))}",
                statements=[statement for statement, _ in mine],
            )  # fmt: skip


def _of_matter(hearing: Hearing, words: frozenset[str]) -> list[tuple[Statement, str]]:
    """The time limits for what a sentence tells somebody to do, of acts that are known by no number: it may mean one."""
    return [
        (s, content.deadline)
        for s, content in hearing.known.of_kind(Requirement)
        if content.deadline
        and not (content.instrument and is_numbered(hearing.known.instruments.key(content.instrument)))
        and len(words & pairs_of(content.action) - _OF_LIMITS) >= _SAME_MATTER
    ]
