"""Overview: how much was published by category, and the instruments that matter most."""

from __future__ import annotations

from workbench.facts.base import CATEGORIES
from workbench.report import wording as w
from workbench.report.cited import NOTHING, Cited, citing, counted, fixed, joined
from workbench.report.entries import Entries, Entry

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
    """Acts of the period by approved level, numbered first, number of sources, category, number of facts."""
    candidates = [entry for entry in entries.touched() if not entry.key.startswith(("law/", "case/"))]
    return sorted(candidates, key=_importance)


def leading_lines(entries: Entries) -> list[Cited]:
    """The summary's figures: published in the period by category, and the statuses of the first ten."""
    published = entries.published()
    counts = [
        joined(
            " ", [fixed(w.CATEGORY_NAMES[category]), _published_count([e for e in published if e.category == category])]
        )
        for category in CATEGORIES
    ]
    total = joined("", [fixed("本期發布並經核定者共 "), _published_count(published), fixed("：")])
    return [joined("", [total, joined("、", counts), fixed("。")])]


def status_lines(entries: Entries) -> list[Cited]:
    """The statuses of the first ten on the day of the report, those with the same status in one line."""
    by_status: dict[str, list[Entry]] = {}
    for entry in top_entries(entries):
        by_status.setdefault(entry.status.text, []).append(entry)
    return [
        joined("：", [joined("、", [entry.label for entry in group]), _common_status(group)])
        for _, group in sorted(by_status.items(), key=lambda item: (item[0] == w.WAITING, item[0]))
    ]


def _common_status(group: list[Entry]) -> Cited:
    """The status that a group shares, resting on the facts of each."""
    return citing(group[0].status, frozenset().union(*(entry.status.facts for entry in group)))


def _importance(entry: Entry) -> tuple[bool, int, bool, int, int, int, str]:
    sources = {record.fact.document for record in entry.usable}
    return (
        entry.waits,
        _LEVEL_ORDER.index(entry.level.text),
        entry.key.startswith("title/"),
        -len(sources),
        _CATEGORY_ORDER.index(entry.category),
        -len(entry.usable),
        entry.key,
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


def index_rows(entries: Entries, category: str) -> list[list[Cited]]:
    """政策名稱 | 發布日期 | 狀態 | 摘要 | 連結: every instrument of one category, newest first, undated last."""
    listed = [entry for entry in entries.all if entry.category == category]
    listed.sort(key=lambda entry: entry.key)
    listed.sort(
        key=lambda entry: (entry.published_on is None, -(entry.published_on.toordinal() if entry.published_on else 0))
    )
    return [entry.sourced_row(entry.name, entry.published, entry.status, entry.summary) for entry in listed]
