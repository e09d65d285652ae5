"""The index: every instrument of the facts, with all that its row tells, or named with its sources where these only cite it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from workbench.facts.base import CATEGORIES
from workbench.facts.references import short_title
from workbench.report import wording as w
from workbench.report.cells import source_marks
from workbench.report.cited import NOTHING, Cited, counted, fixed, joined
from workbench.report.entries import Entries, Entry
from workbench.report.summaries import summary


@dataclass(frozen=True, slots=True)
class Section:
    """One category of the index as the template prints it."""

    heading: Cited
    name_label: Cited
    date_label: Cited
    rows: list[list[Cited]]
    cited: list[Cited]


def index_sections(entries: Entries) -> list[Section]:
    """The five categories in their order; every instrument stands in one of them."""
    return [_section(entries, category) for category in CATEGORIES]


def index_size(entries: Entries) -> Cited:
    """How many instruments the index holds, those with a row and those that are only named."""
    rows = [entry for entry in entries.all if not _only_named(entry)]
    named = _merged([entry for entry in entries.all if _only_named(entry)])
    behind = frozenset[str]().union(*(entry.label.facts for entry in entries.all))
    return joined(
        "",
        [
            fixed("**收錄**：事實所及之政策文件 "),
            counted(len(rows) + len(named), behind, " 件"),
            fixed("，其中列表 "),
            counted(len(rows), behind, " 件"),
            fixed("、來源僅提及 "),
            counted(len(named), behind, " 件"),
            fixed("。各類依發布日期排列，未載明者在後。"),
        ],
    )


def _section(entries: Entries, category: str) -> Section:
    enforcing = category == "enforcement_action"
    members = [entry for entry in entries.all if entry.category == category]
    rows = [
        (
            -(entry.published_on or date.min).toordinal(),
            entry.sourced_row(
                entry.name, entry.published, entry.effective, entry.last_day, entry.status, summary(entry)
            ),
        )
        for entry in members
        if not _only_named(entry)
    ]
    named = _merged([entry for entry in members if _only_named(entry)])
    return Section(
        heading=fixed(f"{category}（{w.CATEGORY_NAMES[category]}）"),
        name_label=fixed("案例名稱" if enforcing else "政策名稱"),
        date_label=fixed("日期" if enforcing else "發布日期"),
        rows=[row for _, row in sorted(rows, key=lambda row: row[0])],
        cited=[_citation(entries, each) for each in named],
    )


def _only_named(entry: Entry) -> bool:
    """Whether sources do no more than name it: a row would say nothing but 未載明."""
    cells = entry.published, entry.effective, entry.status, summary(entry)
    return entry.only_cited or {cell.text for cell in cells} <= {w.UNSAID, NOTHING.text}


def _merged(named: list[Entry]) -> list[list[Entry]]:
    """Acts that are only named, those of one title together."""
    merged: dict[str, list[Entry]] = {}
    for entry in named:
        merged.setdefault(short_title(entry.label.text), []).append(entry)
    return list(merged.values())


def _citation(entries: Entries, named: list[Entry]) -> Cited:
    """One law under the longest of its titles."""
    fullest = max((entry.label for entry in named), key=lambda label: len(label.text))
    records = [record for entry in named for record in (entry.usable or entry.waiting)]
    return joined("", [fullest, fixed("（"), source_marks(entries.ledger, records), fixed("）")])
