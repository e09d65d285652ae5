"""Overview: how much was published by category, and the instruments that matter most."""

from __future__ import annotations

from datetime import date

from workbench.facts.base import CATEGORIES
from workbench.facts.references import parse_key, short_title
from workbench.report import wording as w
from workbench.report.cells import source_marks
from workbench.report.cited import NOTHING, Cited, counted, fixed, joined
from workbench.report.entries import Entries, Entry
from workbench.report.naming import natural_order
from workbench.report.states import state_lines
from workbench.report.summaries import summary

TOP = 10
_NO_HISTORY = fixed("N/A（無前期報告）")
_NO_YEAR = fixed("N/A（無歷史資料）")
_LEVEL_ORDER = (*w.LEVELS.values(), w.WAITING, w.UNWRITTEN)
_CATEGORY_ORDER = (
    "controlled_item_change",
    "enforcement_action",
    "regulation_update",
    "international_cooperation",
    "policy_guidance",
)


def category_rows(entries: Entries) -> list[list[Cited]]:
    """Category | 本期新增 | 重大政策 | 較上月 | YoY: what was published in the period, by category."""
    ranked = ranked_entries(entries)
    rows = []
    for category in CATEGORIES:
        published = [entry for entry in entries.published() if entry.category == category]
        major = next((entry for entry in ranked if entry.category == category), None)
        rows.append(
            [
                fixed(f"{category}（{w.CATEGORY_NAMES[category]}）"),
                joined("", [_published_count(published), _waiting_count(entries, category)]),
                major.name if major else NOTHING,
                _NO_HISTORY,
                _NO_YEAR,
            ]
        )
    return rows


def top_rows(entries: Entries) -> list[list[Cited]]:
    """排序 | 政策名稱 | 發布日期 | 生效日期 | 狀態 | Category | 影響等級 | 來源: the ten that matter most."""
    return [
        entry.sourced_row(
            Cited(str(rank), entry.label.facts, (f"排序 {rank}",)),
            entry.name,
            entry.published,
            entry.effective,
            entry.status,
            entry.category_cell,
            entry.level,
        )
        for rank, entry in enumerate(top_entries(entries), start=1)
    ]


def top_entries(entries: Entries) -> list[Entry]:
    """The first ten of the period."""
    return ranked_entries(entries)[:TOP]


def ranked_entries(entries: Entries) -> list[Entry]:
    """Acts by approved level, numbered first, those of the period first, then by sources, category, number of facts."""
    candidates = [e for e in entries.touched() if not e.key.startswith(("law/", "case/")) and not e.only_cited]
    return sorted(candidates, key=lambda entry: _importance(entry, of_period=entries.of_period(entry)))


def leading_lines(entries: Entries) -> list[Cited]:
    """The summary's first paragraphs: what holds on the day of the report, then how much was published."""
    published = entries.published()
    counts = [
        joined(
            " ", [fixed(w.CATEGORY_NAMES[category]), _published_count([e for e in published if e.category == category])]
        )
        for category in CATEGORIES
    ]
    total = joined("", [fixed("本期發布並經核定者共 "), _published_count(published), fixed("：")])
    figures = joined("", [total, joined("、", counts), _undated_count(entries), fixed("。")])
    return [*state_lines(entries), figures]


def _undated_count(entries: Entries) -> Cited:
    """How many numbered acts that may be of the period have no day of publication, and are not counted."""
    undated = [
        entry
        for entry in entries.touched()
        if parse_key(entry.key) and entries.of_period(entry) and entry.published.text == w.UNSAID
    ]
    behind = frozenset[str]().union(*(entry.label.facts for entry in undated))
    number = counted(len(undated), behind, " 件")
    return joined("", [fixed("；另有 "), number, fixed("發布日期未載明，未計入")]) if undated else Cited("")


def _importance(entry: Entry, *, of_period: bool) -> tuple[bool, int, bool, bool, bool, int, int, int, object]:
    sources = {record.fact.document for record in entry.usable}
    return (
        entry.waits,
        _LEVEL_ORDER.index(entry.level.text),
        entry.key.startswith("title/"),
        not of_period,
        not entry.days and entry.status.text == w.UNSAID,
        -len(sources),
        _CATEGORY_ORDER.index(entry.category),
        -len(entry.usable),
        natural_order(entry.key),
    )


def _published_count(published: list[Entry] | tuple[Entry, ...]) -> Cited:
    behind = frozenset[str]().union(*(entry.published.facts for entry in published))
    number = counted(len(published), behind, " 件")
    return highlighted(number)


def highlighted(part: Cited) -> Cited:
    """A figure in the sample's highlight."""
    return Cited(f'<span class="data-highlight">{part.text}</span>', part.facts, part.computed)


def _waiting_count(entries: Entries, category: str) -> Cited:
    waiting = [
        entry
        for entry in entries.touched()
        if entry.category == category and entry.published_on is None and entry.published.text == w.WAITING
    ]
    if not waiting:
        return Cited("")
    behind = frozenset[str]().union(*(entry.published.facts for entry in waiting))
    return joined("", [fixed("（另有 "), counted(len(waiting), behind, " 件發布日期待審"), fixed("）")])


def index_rows(entries: Entries, category: str) -> tuple[list[list[Cited]], list[Cited]]:
    """政策名稱 | 發布日期 | 狀態 | 摘要 | 連結: every instrument of one category, newest first, undated last.

    Beside the rows, what sources do no more than name, with the sources.
    """
    rows: list[tuple[int, list[Cited]]] = []
    named: dict[str, list[Entry]] = {}
    for entry in (entry for entry in entries.all if entry.category == category):
        cells = entry.name, entry.published, entry.status, summary(entry)
        if entry.only_cited or {cell.text for cell in cells[1:]} <= {w.UNSAID, NOTHING.text}:
            named.setdefault(short_title(entry.label.text), []).append(entry)
        else:
            rows.append((-(entry.published_on or date.min).toordinal(), entry.sourced_row(*cells)))
    return [row for _, row in sorted(rows, key=lambda row: row[0])], [
        _citation(entries, each) for each in named.values()
    ]


def _citation(entries: Entries, named: list[Entry]) -> Cited:
    """One law under the longest of its titles."""
    fullest = max((entry.label for entry in named), key=lambda label: len(label.text))
    records = [record for entry in named for record in entry.usable]
    return joined("", [fullest, fixed("（"), source_marks(entries.ledger, records), fixed("）")])
