"""A draft of this program's own, known as such: its form, the period and day that it gives, whether it is still to the letter
what the same facts give.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from workbench.text import fold_script, han_pattern
from workbench.verification.markdown import Report
from workbench.verification.terms import period_of

# Matched with the script folded: a draft may be its simplified edition.
_AS_OF = han_pattern(
    r"(?:狀態基準日：|產出時間：|狀態截至 |截至 )(\d{4}-\d{2}-\d{2})|^date: (\d{4}-\d{2}-\d{2})", re.MULTILINE
)
_PERIOD = han_pattern(r"(?:報告期間：|^description: \")(\d{4}-\d{2})(?: 至 (\d{4}-\d{2}))?", re.MULTILINE)
_WHERE_SOURCES_ARE = "逐行出處見同名之 provenance 檔"
_OWN_FORM = tuple(map(fold_script, ("狀態基準日：", "報告期間：", _WHERE_SOURCES_ARE)))
_SAME_DRAFT = 0.85


class DraftLine(NamedTuple):
    """One line of a draft as the facts give it."""

    text: str
    facts: frozenset[str]
    """Ids of the facts that it rests on."""
    fixed: bool
    """Whether it is text of the form, which rests on no fact and no computation."""


def is_own_form(report: Report) -> bool:
    """Whether a report is written in the form of this program's drafts, in either script."""
    return all(mark in report.folded_prose for mark in _OWN_FORM)


def is_simplified(report: Report) -> bool:
    """Whether a draft of this program's is its simplified edition."""
    return is_own_form(report) and not any(_WHERE_SOURCES_ARE in line for line in report.lines)


def stated_terms(report: Report) -> tuple[tuple[str, date], ...]:
    """Period and day that a draft gives, the most often given first: a single changed line misleads nobody."""
    days = Counter(day for match in _AS_OF.findall(report.folded_prose) for day in match if day)
    periods = Counter(first if not last else f"{first}..{last}" for first, last in _PERIOD.findall(report.folded_prose))
    stated = None if periods else period_of(report)
    if stated is not None:
        periods[f"{stated.first:%Y-%m}..{stated.last:%Y-%m}"] += 1
    return tuple(
        (period, day)
        for written, _ in days.most_common(2)
        if (day := _day(written)) is not None
        for period, _ in periods.most_common(3)
    )


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def likeness(report: Report, lines: Sequence[str]) -> float:
    """The share of lines that a report and a draft have in common, 0 to 1."""
    if is_unchanged(report, lines):
        return 1.0
    own, given = Counter(report.lines), Counter(lines)
    return (own & given).total() / max(own.total(), given.total(), 1)


def is_unchanged(report: Report, lines: Sequence[str]) -> bool:
    """Whether a report is a draft to the letter; the end of its last line may be missing."""
    return report.lines in {tuple(lines), (*lines, "")}


def is_this_draft(report: Report, lines: Sequence[str]) -> bool:
    """Whether a report is this draft, perhaps with some lines changed."""
    return likeness(report, lines) >= _SAME_DRAFT
