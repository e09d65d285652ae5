"""The queue: one row a group, drawn only where it is in view."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from rich.segment import Segment
from textual.events import Click
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from workbench.facts.standing import Standing
from workbench.review.deciding import Deciding
from workbench.review.groups import Group
from workbench.review.lines import VirtualPane
from workbench.review.wording import kind_name, summary
from workbench.review.words import MARKS
from workbench.review.wrap import cut, pad, text_width

_KIND_WIDTH = 8


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
        self._state: Deciding | None = None
        self._queue: Sequence[Group] = ()
        self._at = 0

    def show(self, state: Deciding) -> None:
        """Draw the queue as it stands; where only the cursor moved, only its two rows."""
        before, same = self._at, self._queue is state.queue
        self._state, self._queue, self._at = state, state.queue, state.at
        self.border_subtitle = f"{state.at + 1 if state.queue else 0}/{len(state.queue)}"
        self.set_rows(len(state.queue))
        scrolled = self._keep_cursor_in_view()
        self._fetch_visible()
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

    def _fetch_visible(self) -> None:
        """Read at once what the rows in view will say, rather than row by row."""
        if self._state is not None:
            top = self.scroll_offset.y
            visible = self._queue[top : top + self.scrollable_content_region.height]
            self._state.records.fetch([self._state.spokesman(group) for group in visible])

    def on_resize(self) -> None:
        """Rows are drawn for the new width, with the cursor still in view."""
        self.set_rows(len(self._queue))
        self._keep_cursor_in_view()
        self._fetch_visible()

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
        group = self._queue[place]
        standings = self._state.standings_of(group)
        style = self.rich_style
        if any(one.in_conflict for one in standings):
            style += self.get_component_rich_style("queue--conflict")
        if not any(self._state.is_open(one.id) for one in standings):
            style += self.get_component_rich_style("queue--decided")
        if place == self._at:
            style += self.get_component_rich_style("queue--cursor")
        row = queue_row(self._state, group, width, on=place == self._at)
        return Strip([Segment(row, style)]).adjust_cell_length(width, style)


def queue_row(state: Deciding, group: Group, width: int, *, on: bool) -> str:
    """The row of a group in at most `width` cells; the riskiest fact that waits speaks for it."""
    standings = state.standings_of(group)
    spokesman = state.records[state.spokesman(group)]
    blind = state.filter.blind
    conflict = "≠" if not blind and any(one.in_conflict for one in standings) else " "
    marked = "*" if any(one.id in state.marked for one in standings) else " "
    more = f" +{len(standings) - 1}" if len(standings) > 1 else ""
    mark = group_mark(standings, blind=blind)
    head = f"{'❯' if on else ' '}{mark}{conflict}{marked}{pad(kind_name(spokesman.fact.kind), _KIND_WIDTH)} "
    return head + cut(summary(spokesman.content), width - text_width(head + more)) + more


def group_mark(standings: Sequence[Standing], *, blind: bool = False) -> str:
    """The state of a group in one cell: that of its facts if they agree, `◐` where only some are decided."""
    states = ["pending" if blind and one.state == "auto_approved" else one.state for one in standings]
    marks = {MARKS[state] for state in states}
    if len(marks) == 1:
        return marks.pop()
    if any(one.waits for one in standings):
        undecided = all(one.waits or one.state == "auto_approved" for one in standings)
        return MARKS["pending"] if undecided else "◐"
    return MARKS["approved"]
