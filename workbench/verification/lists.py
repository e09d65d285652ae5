"""Lists: the list that a report says a notice puts entities on, held against the notice's own."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.verification.findings import Finding
from workbench.verification.hearing import Hearing
from workbench.verification.listed import lists_in
from workbench.verification.markdown import Unit


def list_findings(hearing: Hearing) -> Iterator[Finding]:
    """Every notice that a report puts under another list than its own."""
    for unit in hearing.policy_units:
        yield from _held(hearing, unit)


def _held(hearing: Hearing, unit: Unit) -> Iterator[Finding]:
    named = [named for named in hearing.subjects.named(unit.text, unit) if named.how == "number"]
    keys = {key for one in named for key in one.keys}
    notices = [notice for notice in hearing.known.notices if notice.key in keys]
    if not notices or {notice.key for notice in notices} != keys:
        return
    said = _named_beside(unit, [(one.start, one.end) for one in named])
    known = {notice.list for notice in notices}
    if len(said) == 1 and not said & known:
        (listed,) = said
        yield hearing.finding(
            "contradicted", "list", unit, _written(unit), says=listed,
            facts_say="; ".join(f"{notice.key}: {notice.list}" for notice in notices),
            statements=[statement for notice in notices for statement in notice.statements],
        )  # fmt: skip


def _named_beside(unit: Unit, numbers: list[tuple[int, int]]) -> frozenset[str]:
    """The lists that a unit names outside the numbers of its notices, of which one may be named after a list."""
    cell = unit.cell("list")
    if cell is not None:
        return frozenset(lists_in(cell.text))
    text, kept, last = unit.normal.text, "", 0
    for start, end in numbers:
        kept += text[last:start] + "。"
        last = end
    return frozenset(lists_in(kept + text[last:]))


def _written(unit: Unit) -> str:
    cell = unit.cell("list")
    return cell.text if cell is not None else unit.text
