"""The line at the top: what is shown, in which order, and how much is done."""

from __future__ import annotations

from workbench.escape import one_line
from workbench.language import _
from workbench.review.groups import Sort
from workbench.review.state import ReviewState
from workbench.review.wording import kind_name, state_name
from workbench.review.wrap import cut, pad, text_width

_BAR = 10


def header_line(state: ReviewState, width: int) -> str:
    """Filter and order on the left, progress on the right; exactly `width` cells."""
    filters = [state_name(state.filter.state)]
    if state.filter.kind is not None:
        filters.append(kind_name(state.filter.kind))
    if state.filter.words:
        filters.append("/" + one_line(state.filter.words))
    left = _("Review") + " │ " + " + ".join(filters) + " │ " + sort_name(state.sort)
    progress = state.progress
    done = round(progress.share * _BAR)
    counts = _("{waiting} wait, {decided} decided").format(waiting=progress.waiting, decided=progress.decided)
    saved = _("saved ✓")
    bar = "█" * done + "░" * (_BAR - done)
    right = f"{counts} {bar} {int(progress.share * 100)}% {saved}"
    if text_width(left) + text_width(right) + 2 > width:
        right = f"{progress.decided}/{progress.decided + progress.waiting} {int(progress.share * 100)}% {saved}"
    return pad(cut(left, max(0, width - text_width(right) - 1)), width - text_width(right)) + right


def sort_name(sort: Sort) -> str:
    """An order of the queue."""
    return {
        "risk": _("by risk in each article"),
        "reading": _("as the articles read"),
        "risk_everywhere": _("by risk over all articles"),
    }[sort]
