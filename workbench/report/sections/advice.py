"""The half of the report that a person answers for: summary, risks and advice from approved assessments, else 待撰寫."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.facts.fact import Record
from workbench.facts.kinds import Assessment
from workbench.report import wording as w
from workbench.report.acts.act import group_of
from workbench.report.acts.cells import named_few, unique, unique_rows
from workbench.report.acts.entries import Entries
from workbench.report.acts.entry import Entry
from workbench.report.acts.ledger import ids
from workbench.report.cited import NOTHING, Cited, cited, counted, fixed, joined
from workbench.report.sections.materials import assessment_line

AUDIENCES = {
    "advice_importers_exporters": "進出口商",
    "advice_supply_chain_managers": "供應鏈管理者",
    "advice_legal_counsel": "跨國企業法務",
}
"""Section of an assessment -> whom its advice is for."""


_LEVEL_ORDER = (*w.LEVELS.values(), w.UNSAID, w.WAITING)


@dataclass(frozen=True, slots=True)
class Advice:
    """What one audience is advised to do."""

    audience: Cited
    actions: Sequence[Cited]


def prose(entries: Entries, section: str) -> tuple[Cited, ...]:
    """Approved assessments of a section (summary, enforcement, coordination, outlook); waiting ones as 待審."""
    return unique(assessment_line(entries, *pair) for pair in entries.ledger.assessments(section))


def risk_rows(entries: Entries) -> list[list[Cited]]:
    """領域 | 風險等級 | 主要政策 | 建議動作: a row for each risk assessment, those that wait and concern one thing in one."""
    rows = []
    for record, assessment in entries.ledger.assessments("risk"):
        text = assessment_line(entries, record, assessment)
        level = w.LEVELS[assessment.level] if assessment.level else w.UNSAID
        shown = level if text.text != w.WAITING else w.WAITING
        about = _instruments(entries, assessment)
        risk = joined("", [cited(shown, text.facts), suspended_among(about) if shown != w.WAITING else Cited("")])
        rows.append((_LEVEL_ORDER.index(shown), [_fields(about, record), risk, _policies(about), text]))
    return unique_rows(row for _, row in sorted(rows, key=lambda row: (row[0], row[1][0].text, row[1][3].text)))


def suspended_among(about: Sequence[Entry]) -> Cited:
    """Behind a level: that what it is the level of, or a part of it, is suspended on the day of the report."""
    suspended = [entry for entry in about if entry.suspended]
    if not suspended:
        return Cited("")
    ends = {entry.ledger.status(entry.key).until for entry in suspended}
    (until,) = ends if len(ends) == 1 else (None,)
    words = f"暫停至 {w.day(until)}" if until else "暫停中"
    behind = frozenset[str]().union(*(entry.standing.facts for entry in suspended))
    if len(about) == 1 and about[0].ledger.status(about[0].key).clauses:
        return cited(f"（{about[0].standing.text}）", behind)  # which clause it is: the others hold
    return cited(f"（{'現' if len(suspended) == len(about) else '部分'}{words}）", behind)


def advice(entries: Entries) -> list[Advice]:
    """Advice by audience; every audience is there, with nothing where nothing was written."""
    return [Advice(fixed(audience), prose(entries, section)) for section, audience in AUDIENCES.items()]


def writers_facts(entries: Entries) -> list[Cited]:
    """Labels of the facts of the period, for whoever writes what is still 待撰寫."""
    lines = []
    for entry in entries.touched():
        if entry.usable and not entry.key.startswith("law/") and not entry.only_cited:
            lines.append(joined("：", [entry.label, counted(len(entry.usable), ids(entry.usable), " 項事實")]))
    return lines


def _instruments(entries: Entries, assessment: Assessment) -> list[Entry]:
    wanted = set(assessment.facts)
    return [entry for entry in entries.all if wanted & ids((*entry.usable, *entry.waiting))]


def _fields(about: list[Entry], record: Record) -> Cited:
    groups = sorted({group for entry in about if (group := group_of(entry))})
    named = groups or sorted({w.CATEGORY_NAMES[entry.category] for entry in about})
    return cited("、".join(named) or w.UNSAID, [record.id])


def _policies(about: list[Entry]) -> Cited:
    if not about:
        return NOTHING
    named = [(f"{entry.label.text}{_remark(entry)}", id) for entry in about for id in sorted(entry.label.facts)]
    return named_few(named, "份")


def _remark(entry: Entry) -> str:
    return f"（{entry.standing.text}）" if entry.suspended else ""
