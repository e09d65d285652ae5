"""The line at the top: what is shown, in which order, and how much is done."""

from __future__ import annotations

from workbench.escape import one_line
from workbench.facts.references import label
from workbench.language import _
from workbench.review.groups import Sort
from workbench.review.state import ReviewState
from workbench.review.wording import kind_name, reason_text, state_name
from workbench.review.wrap import cut, pad, text_width

_BAR = 10


def header_line(state: ReviewState, width: int) -> str:
    """Filter and order on the left, progress on the right; exactly `width` cells."""
    filters = [state_name(state.filter.state)]
    if state.filter.kind is not None:
        filters.append(kind_name(state.filter.kind))
    if state.filter.reason is not None:
        filters.append(reason_text(state.filter.reason))
    if state.filter.instrument is not None:
        filters.append(one_line(label(state.filter.instrument)))
    if state.filter.document is not None:
        filters.append(_("this article"))
    if state.filter.words:
        filters.append("/" + one_line(state.filter.words))
    place = f"{state.at + 1 if state.queue else 0}/{len(state.queue)}"
    left = _("Review") + f" {place} │ " + " + ".join(filters) + " │ " + sort_name(state.sort)
    progress = state.progress
    done = round(progress.share * _BAR)
    counts = _("{waiting} wait, {decided} decided").format(waiting=progress.waiting, decided=progress.decided)
    saved = _("saved ✓")
    if state.derived.broken_off is not None:
        saved += " " + (_("! draft stopped") if state.derived.alone else _("! draft restarting"))
    if state.filter.blind:
        counts = _sample_line(state)
    elif state.derived.open_disputes():
        counts += f"  ≠ {state.derived.open_disputes()}"
    bar = "█" * done + "░" * (_BAR - done)
    right = f"{counts} {bar} {int(progress.share * 100)}% {saved}"
    if text_width(left) + text_width(right) + 2 > width:
        right = f"{progress.decided}/{progress.decided + progress.waiting} {int(progress.share * 100)}% {saved}"
    return pad(cut(left, max(0, width - text_width(right) - 1)), width - text_width(right)) + right


def _sample_line(state: ReviewState) -> str:
    """The error rate of what passed alone as far as it is measured, with its 95 % interval."""
    rate, left = state.measured_sample()
    if rate.rate is None or rate.low is None or rate.high is None:
        return _("sample: {left} to look at, no error rate yet").format(left=left)
    message = _("sample: {errors} of {size} wrong, {rate} % ({low}–{high} %), {left} left")  # a range
    shares = {
        name: f"{100 * share:.1f}" for name, share in (("rate", rate.rate), ("low", rate.low), ("high", rate.high))
    }
    return message.format(errors=rate.errors, size=rate.size, left=left, **shares)


def sort_name(sort: Sort) -> str:
    """An order of the queue."""
    return {
        "risk": _("by risk"),
        "risk_in_article": _("by risk in each article"),
        "reading": _("as the articles read"),
    }[sort]
