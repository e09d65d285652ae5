"""What one decision on many facts would do, shown before it is confirmed."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from workbench.escape import one_line
from workbench.facts.fact import Record
from workbench.language import _, plural
from workbench.review.batches import Batch
from workbench.review.framing import WholeModal
from workbench.review.lines import RowsPane
from workbench.review.marks import hint
from workbench.review.styled import Row, flowed
from workbench.review.wording import kind_name, reason_text, summary
from workbench.review.wrap import cut, text_width


class BatchScreen(WholeModal[bool]):
    """Every fact of a batch; returns whether it was confirmed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,f2", "answer(True)", show=False),
        Binding("escape,q", "answer(False)", show=False),
        Binding("j,down", "scroll_by(1)", show=False),
        Binding("k,up", "scroll_by(-1)", show=False),
        Binding("pagedown,space", "scroll_by(10)", show=False),
        Binding("pageup", "scroll_by(-10)", show=False),
    ]

    def __init__(self, batch: Batch) -> None:
        super().__init__()
        self._batch = batch

    def compose(self) -> ComposeResult:
        """The rows in a box of the screen's size."""
        pane = RowsPane(id="batch")
        pane.border_title = batch_title(self._batch)
        pane.border_subtitle = hint(_("↵ confirm once  ↑ ↓ scroll  esc back, nothing decided"))
        yield pane
        pane.show_rows(lambda width: batch_rows(self._batch, width))

    def action_scroll_by(self, by: int) -> None:
        """Scroll by so many rows."""
        self.query_one(RowsPane).scroll_rows(by)

    def action_answer(self, answer: bool) -> None:
        """Close, confirmed or not."""
        self.dismiss(answer and bool(self._batch.taken))


def batch_title(batch: Batch) -> str:
    """What is about to happen, and to how many."""
    count = len(batch.taken)
    act = {"approve": _("approve"), "reject": _("reject"), "defer": _("defer")}.get(batch.act, batch.act)
    message = plural("{act}: {count} fact", "{act}: {count} facts", count)
    return message.format(act=act, count=count)


def batch_rows(batch: Batch, width: int) -> list[Row]:
    """How many of each kind, what is left out and why, then every fact with the beginning of its quote."""
    kinds = " · ".join(f"{kind_name(kind)} {count}" for kind, count in batch.kinds.items())
    rows = flowed(kinds or _("None of the marked facts can be decided on together."), width, "strong")
    if batch.left:
        rows += [[("", "plain")], *flowed(_("Left out; each needs a look of its own:"), width, "warn")]
        for record, why in batch.left:
            rows += flowed(f"{_line(record)}  ! {reason_text(why)}", width, lead="  ")
    rows.append([("", "plain")])
    for record in batch.taken:
        message = _line(record)
        quote = one_line(record.evidence[0].quote) if record.evidence else ""
        room = width - text_width(message) - text_width("  「」")
        rows.append(
            [(cut(message, width), "plain"), (f"  「{cut(quote, room)}」" if room > 6 and quote else "", "dim")]
        )
    return rows


def _line(record: Record) -> str:
    return f"{kind_name(record.fact.kind)} · {summary(record.content)}"
