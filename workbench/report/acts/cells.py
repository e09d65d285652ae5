"""Cells that every table is made of: a day, a few names, the sources, each with the facts behind it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from workbench.escape import escape_url
from workbench.facts.document import tier_rank
from workbench.facts.fact import Record
from workbench.report import phrasing
from workbench.report import wording as w
from workbench.report.acts.ledger import Ledger, Settled
from workbench.report.cited import NOTHING, Cited, cited, citing, counted, fixed, joined

_FEW = 4
_DETAILED = 3
"""Sources of a row that are given with publisher, day and link."""


def day_cell(settled: Settled[date]) -> Cited:
    """A day, with what else is said of it; 待審 where only waiting facts give one, 未載明 where none does."""
    if settled.value is None:
        return cited(w.WAITING, settled.waiting) if settled.waiting else fixed(w.UNSAID)
    parts = [cited(w.day(settled.value) + (w.OPINION_ALONE if settled.opinion_alone else ""), settled.facts)]
    if settled.others:
        parts.append(
            cited(f"（另有來源作 {'、'.join(w.day(other) for other in settled.others)}）", settled.other_facts)
        )
    if settled.waiting:
        parts.append(cited("（另有說法待審）", settled.waiting))
    return joined("", parts)


def named_few(named: Iterable[tuple[str, str]], unit: str, limit: int = _FEW) -> Cited:
    """Names (safe Markdown, fact id), the first few written out and the rest counted; in 「」 where 、 stands within one."""
    by_name: dict[str, set[str]] = {}
    for text, id in named:
        by_name.setdefault(text, set()).add(id)
    texts = list(by_name)
    first = texts[:limit]
    apart = [f"「{text}」" for text in first] if len(first) > 1 and any("、" in text for text in first) else first
    shown = cited("、".join(apart), set().union(*(by_name[text] for text in first)))
    if len(texts) <= limit:
        return shown
    return joined("", [shown, fixed("等 "), counted(len(texts), set().union(*by_name.values()), f" {unit}")])


def source_marks(ledger: Ledger, records: Iterable[Record]) -> Cited:
    """Numbers of the sources of records, as the list of sources counts them."""
    by_number: dict[int, set[str]] = {}
    for record in records:
        number = ledger.sources.get(record.fact.document)
        if number is not None:
            by_number.setdefault(number, set()).add(record.id)
    return joined("、", [_source_mark(number, by_number[number]) for number in sorted(by_number)]) or NOTHING


def source_details(ledger: Ledger, records: Iterable[Record]) -> Cited:
    """Sources of records with publisher, day and link: the weightiest first, those beyond three by their numbers."""
    by_document: dict[str, list[Record]] = {}
    for record in records:
        if record.fact.document in ledger.sources:
            by_document.setdefault(record.fact.document, []).append(record)
    ranked = sorted(by_document, key=lambda id: (tier_rank(ledger.documents[id].tier), ledger.sources[id]))
    shown = [_source_detail(ledger, id, by_document[id]) for id in ranked[:_DETAILED]]
    rest = source_marks(ledger, [record for id in ranked[_DETAILED:] for record in by_document[id]])
    if rest is not NOTHING:
        shown.append(joined("", [fixed("另見"), rest]))
    return joined("、", shown) or NOTHING


def _source_detail(ledger: Ledger, id: str, records: list[Record]) -> Cited:
    """`[來源 3](https://…)（商務部，2025-10-09）`; what kind of source it is where nobody is named as its publisher."""
    document, number = ledger.documents[id], ledger.sources[id]
    url = escape_url(document.url) if document.url else None
    mark = f"[來源 {number}]({url})" if url else f"來源 {number}"
    who = phrasing.name(document.publisher) or w.TIERS[document.tier]
    day = w.day(document.published) if document.published else f"日期{w.UNSAID}"
    return Cited(f"{mark}（{who}，{day}）", frozenset(r.id for r in records), (f"{mark}（{who}，{day}）",))


def unique(parts: Iterable[Cited]) -> tuple[Cited, ...]:
    """Parts of the same wording made one, resting on the facts of all."""
    by_text: dict[str, Cited] = {}
    for part in parts:
        known = by_text.get(part.text)
        by_text[part.text] = citing(known, part.facts) if known else part
    return tuple(by_text.values())


def unique_rows(rows: Iterable[Sequence[Cited]]) -> list[list[Cited]]:
    """Rows of the same wording made one, each cell resting on the facts of all."""
    by_text: dict[tuple[str, ...], list[Cited]] = {}
    for row in rows:
        wording = tuple(cell.text for cell in row)
        known = by_text.get(wording)
        by_text[wording] = (
            [citing(*pair) for pair in zip(known, (cell.facts for cell in row), strict=True)] if known else [*row]
        )
    return list(by_text.values())


def _source_mark(number: int, facts: set[str]) -> Cited:
    return Cited(f"來源 {number}", frozenset(facts), (f"來源 {number}",))
