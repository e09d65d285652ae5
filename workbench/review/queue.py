"""The queue: one row a group, drawn only where it is in view."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from rich.segment import Segment
from textual.events import Click
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from workbench.facts.fact import WAITING, Record
from workbench.review.groups import Group, awaits, in_conflict, risk
from workbench.review.lines import VirtualPane
from workbench.review.navigation import Navigation
from workbench.review.wording import kind_name, summary
from workbench.review.words import MARKS
from workbench.review.wrap import cut, pad, text_width

_KIND_WIDTH = 8
_UNDECIDED = WAITING | {"auto_approved"}


class QueuePane(VirtualPane):
    """Shows the state's queue; it moves nothing itself but says which row was clicked."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"queue--cursor", "queue--decided", "queue--conflict"}

    class Chosen(Message):
        """A row was clicked."""

        def __init__(self, place: int) -> None:
            self.place = place
            super().__init__()

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._state: Navigation | None = None
        self._queue: Sequence[Group] = ()
        self._at = 0

    def show(self, state: Navigation) -> None:
        """Draw the queue as it stands; where only the cursor moved, only its two rows."""
        before, same = self._at, self._queue is state.queue
        self._state, self._queue, self._at = state, state.queue, state.at
        self.border_subtitle = f"{state.at + 1 if state.queue else 0}/{len(state.queue)}"
        self.set_rows(len(state.queue))
        scrolled = self._keep_cursor_in_view()
        if same and not scrolled:
            for place in (before, state.at):
                self.refresh(Region(0, place - self.scroll_offset.y, self.size.width, 1))
        else:
            self.refresh()

    def _keep_cursor_in_view(self) -> bool:
        top, height = self.scroll_offset.y, max(1, self.scrollable_content_region.height)
        if top <= self._at < top + height:
            return False
        self.jump(self._at if self._at < top else self._at - height + 1)
        return True

    def on_resize(self) -> None:
        """Rows are drawn for the new width, with the cursor still in view."""
        self.set_rows(len(self._queue))
        self._keep_cursor_in_view()

    def on_click(self, event: Click) -> None:
        """Say which row was clicked."""
        inside = event.get_content_offset(self)
        if inside is None:
            return
        place = inside.y + self.scroll_offset.y
        if 0 <= place < len(self._queue):
            self.post_message(self.Chosen(place))

    def render_line(self, y: int) -> Strip:
        """One group: cursor, state, conflict, how many facts, kind and what tells it apart."""
        width = self.scrollable_content_region.width
        place = y + self.scroll_offset.y
        if self._state is None or place >= len(self._queue):
            return Strip.blank(width, self.rich_style)
        records = self._state.members_of(self._queue[place])
        style = self.rich_style
        if any(map(in_conflict, records)):
            style += self.get_component_rich_style("queue--conflict")
        if all(not awaits(record) for record in records):
            style += self.get_component_rich_style("queue--decided")
        if place == self._at:
            style += self.get_component_rich_style("queue--cursor")
        return Strip([Segment(queue_row(records, width, on=place == self._at), style)]).adjust_cell_length(width, style)


def queue_row(records: Sequence[Record], width: int, *, on: bool) -> str:
    """The row of a group in at most `width` cells; the riskiest fact that waits speaks for it."""
    waiting = [record for record in records if awaits(record)]
    spokesman = min(waiting or records, key=risk)
    conflict = "≠" if any(map(in_conflict, records)) else " "
    more = f" +{len(records) - 1}" if len(records) > 1 else ""
    head = f"{'❯' if on else ' '}{group_mark(records)}{conflict} {pad(kind_name(spokesman.fact.kind), _KIND_WIDTH)} "
    return head + cut(summary(spokesman.content), width - text_width(head + more)) + more


def group_mark(records: Sequence[Record]) -> str:
    """The state of a group in one cell: that of its facts if they agree, `◐` where only some are decided."""
    marks = {MARKS[record.state] for record in records}
    waiting = [record for record in records if awaits(record)]
    if len(marks) == 1:
        return marks.pop()
    if waiting:
        return MARKS["pending"] if all(record.state in _UNDECIDED for record in records) else "◐"
    return MARKS["approved"]
