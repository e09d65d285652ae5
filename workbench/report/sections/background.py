"""The searches of earlier sources made when the assessments of a period were drafted, for the method section."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.report import phrasing
from workbench.report import wording as w
from workbench.report.cited import Cited, cited, fixed

_KINDS = {"document": "文件", "fact": "事實", "report": "報告"}


@dataclass(frozen=True, slots=True)
class PastMatch:
    """A source of the past that was given to the writing as background."""

    kind: str
    """document, fact or report."""
    title: str
    score: float
    """0 to 1."""


@dataclass(frozen=True, slots=True)
class PastSearch:
    """One search of the past, and what of its hits was given to the writing, best first."""

    query: str
    matches: tuple[PastMatch, ...]


@dataclass(frozen=True, slots=True)
class Background:
    """The searches behind the assessments of a report; `searches` is None where no assessment was drafted by the program."""

    searches: tuple[PastSearch, ...] | None = None


def background_rows(background: Background) -> list[list[Cited]]:
    """查詢主題 | 採用 | 最高分 | 主要匹配: every search that was made."""
    return [
        [cited(phrasing.name(search.query), ()), _count(search.matches), _best(search.matches), _title(search.matches)]
        for search in background.searches or ()
    ]


def background_unused(background: Background) -> Cited:
    """Why no search was made; for a background without any."""
    why = (
        "本期評述未由程式起草，故未作檢索"
        if background.searches is None
        else "評述起草時，資料庫中沒有早於本期而未列為本期依據的文件、事實或報告"
    )
    return fixed(f"未使用：{why}")


def _count(matches: Sequence[PastMatch]) -> Cited:
    shown = f"{len(matches)} 筆"
    return Cited(shown, computed=(shown,))


def _best(matches: Sequence[PastMatch]) -> Cited:
    if not matches:
        return fixed("—")
    shown = f"{matches[0].score:.2f}"
    return Cited(shown, computed=(shown,))


def _title(matches: Sequence[PastMatch]) -> Cited:
    if not matches:
        return fixed("無相符者")
    best = matches[0]
    return cited(f"{_KINDS.get(best.kind, w.UNSAID)}：{phrasing.name(best.title)}", ())
