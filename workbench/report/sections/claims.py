"""Figures and judgements of sources, always attributed to them: by material, and apart from every fact."""

from __future__ import annotations

import re

from workbench.facts.fact import Record
from workbench.facts.kinds import Claim
from workbench.report import phrasing
from workbench.report import wording as w
from workbench.report.acts.cells import source_marks, unique
from workbench.report.acts.entries import Entries
from workbench.report.cited import Cited, cited, fixed, joined
from workbench.report.topics import material_of
from workbench.text import fold_script

# Only the timeline says what is in force; a source's word on it beside the tables would read as a second answer.
_FORCE = re.compile("生效|施行|暂停|恢复实施|废止|(?:至今|仍然?|依然|继续|已经?|正式)(?:有效|实施|执行)")


def claims_by_material(entries: Entries) -> dict[str, list[Cited]]:
    """Claims by the material that they speak of."""
    found: dict[str, list[Cited]] = {}
    for material, line in _lines(entries):
        if material is not None:
            found.setdefault(material, []).append(line)
    return {material: list(unique(lines)) for material, lines in found.items()}


def other_claims(entries: Entries) -> tuple[Cited, ...]:
    """Claims that speak of no material."""
    return unique(line for material, line in _lines(entries) if material is None)


def claims_of_force(entries: Entries) -> frozenset[str]:
    """Ids of claims about what is in force, which are not printed."""
    return frozenset(record.id for record, claim in claims_of_period(entries) if _is_of_force(claim))


def claims_of_period(entries: Entries) -> list[tuple[Record, Claim]]:
    """Claims of sources that may be about the period."""
    return [(record, claim) for record, claim in entries.ledger.usable_of(Claim) if entries.may_concern(record)]


def _lines(entries: Entries) -> list[tuple[str | None, Cited]]:
    ledger = entries.ledger
    claims = {record.id: claim for record, claim in claims_of_period(entries) if not _is_of_force(claim)}
    lines = []
    for record in ledger.in_reading_order(record for record, _claim in ledger.usable_of(Claim) if record.id in claims):
        claim = claims[record.id]
        document = ledger.documents.get(record.fact.document)
        tier = f"，{w.TIERS[document.tier]}" if document else ""
        mark = source_marks(ledger, [record])
        line = joined("", [cited(phrasing.claim(claim), [record.id]), fixed("（"), mark, fixed(f"{tier}）")])
        lines.append((material_of((claim.subject or "") + claim.statement), line))
    return lines


def _is_of_force(claim: Claim) -> bool:
    return _FORCE.search(fold_script(claim.statement)) is not None
