"""The index: every instrument that facts are about, as a row, or as a name with its sources where these only cite it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from workbench.facts.base import CATEGORIES
from workbench.facts.references import short_title
from workbench.report import wording as w
from workbench.report.acts.act import Acts
from workbench.report.acts.cells import source_marks
from workbench.report.acts.entries import Entries
from workbench.report.acts.entry import Entry
from workbench.report.cited import Cited, counted, fixed, joined


@dataclass(frozen=True, slots=True)
class Section:
    """One category of the index as the template prints it."""

    heading: Cited
    name_label: Cited
    date_label: Cited
    rows: list[Cited]
    cited: list[Cited]


def index_of(entries: Entries, acts: Acts) -> tuple[Cited, list[Section]]:
    """How many instruments the index holds; then the five categories in their order: every one stands in one of them."""
    rows = [(entry, row) for entry in entries.all if (row := acts[entry.key].row) is not None]
    named = [entry for entry in entries.all if acts[entry.key].row is None]
    size = _size(entries, len(rows), len(_merged(named)))
    return size, [_section(entries, category, rows, named) for category in CATEGORIES]


def _size(entries: Entries, rows: int, named: int) -> Cited:
    """How many have a row, and how many are only named."""
    behind = frozenset[str]().union(*(entry.label.facts for entry in entries.all))
    return joined(
        "",
        [
            fixed("**收錄**：事實所及之政策文件 "),
            counted(rows + named, behind, " 件"),
            fixed("，其中列表 "),
            counted(rows, behind, " 件"),
            fixed("、來源僅提及 "),
            counted(named, behind, " 件"),
            fixed("。各類依發布日期排列，未載明者在後。"),
        ],
    )


def _section(entries: Entries, category: str, rows: list[tuple[Entry, Cited]], named: list[Entry]) -> Section:
    enforcing = category == "enforcement_action"
    dated = [(-(entry.published_on or date.min).toordinal(), row) for entry, row in rows if entry.category == category]
    cited = _merged([entry for entry in named if entry.category == category])
    return Section(
        heading=fixed(f"{category}（{w.CATEGORY_NAMES[category]}）"),
        name_label=fixed("案例名稱" if enforcing else "政策名稱"),
        date_label=fixed("日期" if enforcing else "發布日期"),
        rows=[row for _, row in sorted(dated, key=lambda row: row[0])],
        cited=[_citation(entries, each) for each in cited],
    )


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
