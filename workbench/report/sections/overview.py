"""Overview: how much was published by category, and the instruments that matter most."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.facts.base import CATEGORIES
from workbench.facts.references import parse_key
from workbench.report import wording as w
from workbench.report.acts.entries import Entries
from workbench.report.acts.entry import Entry
from workbench.report.acts.naming import named_together
from workbench.report.cited import NOTHING, Cited, counted, fixed, joined
from workbench.report.drafts.figures import Comparison
from workbench.report.sections.ranking import Ranking, Weights, score_cell

TOP = 10
_POINTS = ("位階", "範圍", "來源", "時效")


def category_rows(entries: Entries, order: Ranking, comparison: Comparison) -> list[list[Cited]]:
    """Category | 本期新增 | 重大政策 | 較上月 | 三月平均 | YoY: what was published in the period, by category; the sum last.

    `order` is all instruments by score.
    """
    rows = []
    for category in CATEGORIES:
        published = [entry for entry in entries.published() if entry.category == category]
        major = next((entry for entry, _score in order if entry.category == category), None)
        rows.append(
            [
                fixed(f"{category}（{w.CATEGORY_NAMES[category]}）"),
                joined("", [_published_count(published), _waiting_count(entries, category)]),
                major.name if major else NOTHING,
                *_compared(comparison, [category]),
            ]
        )
    total = _published_count(entries.published())
    return [*rows, [fixed("合計"), total, NOTHING, *_compared(comparison, CATEGORIES)]]


def _compared(comparison: Comparison, categories: Sequence[str]) -> list[Cited]:
    return [comparison.change(categories), comparison.average(categories), comparison.year_on_year(categories)]


def compared_with(comparison: Comparison, before: str) -> Cited:
    """Which earlier drafts the comparisons rest on, with their day; that there are none. `before` heads the column."""
    if not comparison.has_earlier:
        return fixed(f"無本程式前期報告之紀錄可比，故「{before}」、「三月平均」與 YoY 為 N/A。")
    drafts = [f"{each.period}（狀態基準日 {w.day(each.as_of)}）" for each in comparison.used]
    text = f"比較之數取自本程式前期報告刊出者：{'、'.join(drafts)}；報告所缺之月標示 N/A。"
    return Cited(text, computed=(text,))


def top_rows(order: Ranking) -> list[list[Cited]]:
    """排序 | 政策名稱 | 發布日期 | 生效日期 | 迄日 | 狀態 | Category | 影響等級 | 分數 | 來源: the ten of the highest score."""
    return [
        entry.sourced_row(
            Cited(str(rank), entry.label.facts, (f"排序 {rank}",)),
            entry.name,
            entry.published,
            entry.effective,
            entry.last_day,
            entry.status,
            entry.category_cell,
            entry.level,
            score_cell(entry, score),
        )
        for rank, (entry, score) in enumerate(order[:TOP], start=1)
    ]


def weighing(weights: Weights) -> Cited:
    """How the score of the Top 10 is made up, by the weights in force."""
    parts = (weights.act, weights.reach, weights.sources, weights.recency)
    sum_of = " ＋ ".join(f"{name} × {weight}" for name, weight in zip(_POINTS, parts, strict=True))
    return Cited(sum_of, computed=(sum_of,))


def published_line(entries: Entries) -> Cited:
    """How much was published in the period, by category, and what may be of it without a day of publication."""
    published = entries.published()
    counts = [
        joined(
            " ", [fixed(w.CATEGORY_NAMES[category]), _published_count([e for e in published if e.category == category])]
        )
        for category in CATEGORIES
    ]
    total = joined("", [fixed("本期發布並經核定者共 "), _published_count(published), fixed("：")])
    return joined("", [total, joined("、", counts), _titled_count(published), _undated_count(entries), fixed("。")])


def _titled_count(published: Sequence[Entry]) -> Cited:
    """How many of those published are known by their titles alone: a number without a title may be the same act."""
    titled = [entry for entry in published if entry.by_title_only]
    behind = frozenset[str]().union(*(entry.label.facts for entry in titled))
    number = counted(len(titled), behind, " 件")
    return joined("", [fixed("；其中 "), number, fixed("僅知標題，可能即他列之文號")]) if titled else Cited("")


def _undated_count(entries: Entries) -> Cited:
    """How many numbered acts that may be of the period have no day of publication, and are not counted."""
    undated = [
        entry
        for entry in entries.touched()
        if parse_key(entry.key) and entries.of_period(entry) and entry.published.text == w.UNSAID
    ]
    behind = frozenset[str]().union(*(entry.label.facts for entry in undated))
    number = counted(len(undated), behind, " 件")
    if not undated:
        return Cited("")
    named = named_together((entry.key, entry.label) for entry in undated)
    return joined("", [fixed("；另有 "), number, fixed("發布日期未載明，未計入（"), named, fixed("）")])


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
