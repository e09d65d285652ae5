"""What a reader must know: that nothing here is legal advice, and that a claim is its source's own."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.facts.kinds import Assessment
from workbench.report.gates.examined import Examined
from workbench.report.gates.gate import Problem, shortened
from workbench.text import fold
from workbench.verification import Unit

_NO_ADVICE = "不構成法律意見"
_DISCLAIMER, _ADVICE, _SOURCES = "免責聲明", "合規建議", "資料來源"
_LABELS = ("來源稱", "來源主張", "來源所稱", "未經查證")


def disclaimers_present(examined: Examined) -> Iterator[Problem]:
    """免責聲明 and 資料來源 are there, and where advice is given it says that it is no legal advice, before the advice."""
    if not any(_NO_ADVICE in unit.text for unit in examined.under(_DISCLAIMER)):
        yield Problem("no_disclaimer", None, _DISCLAIMER)
    if not any(unit.kind != "heading" for unit in examined.under(_SOURCES)):
        yield Problem("no_sources", None, _SOURCES)
    advice = [unit for unit in examined.under(_ADVICE) if unit.kind in {"row", "item", "text"}]
    if advice and _NO_ADVICE not in advice[0].text:
        yield Problem("advice_unlabelled", advice[0].line, shortened(advice[0].text))


def claims_labelled(examined: Examined) -> Iterator[Problem]:
    """Where a source's claim is printed, the line or its heading says that the source claims it."""
    statements = examined.fact_index.claims
    told_of = frozenset(statements)
    for number, line, _kind in examined.numbered() if told_of else ():
        if line.facts.isdisjoint(told_of) or _is_assessed(examined, line.facts):
            continue
        claims = line.facts & told_of
        words = fold(line.text).text
        unit = examined.units.get(number)
        if any(statements[id] in words for id in claims) and not _is_labelled(unit, line.text):
            yield Problem("claim_unlabelled", number, shortened(line.text))


def _is_assessed(examined: Examined, facts: frozenset[str]) -> bool:
    """Whether a line is an assessment, which may rest on claims and is its author's word."""
    return any(
        isinstance(examined.records[id].content, Assessment) and examined.records[id].usable
        for id in facts & examined.fact_index.known
    )


def _is_labelled(unit: Unit | None, text: str) -> bool:
    standing = (text, *(unit.context if unit is not None else ()))
    return any(label in words for label in _LABELS for words in standing)
