"""The queue: one row per group, drawn only where it is in view."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual.events import Click
from textual.message import Message

from workbench.facts.standing import Standing
from workbench.review.deciding import Deciding
from workbench.review.groups import Group
from workbench.review.lines import Runs, VirtualPane
from workbench.review.wording import kind_column, summary
from workbench.review.words import MARKS
from workbench.review.wrap import cut, text_width

KIND_WIDTH = 8
"""Cells for the kind of a fact. In a window of 80 columns a row has 24, most of which are for the words that identify it."""
_ROWS_KEPT = 500
LABELS = "asdfghjklqwertyuiopzxcvbnmASDFGHJKLQWERTYUIOPZXCVBNM"
"""Letters by which a row in view is jumped to, those under the fingers first."""


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
        self._labelled = False
        self._known_rows: dict[tuple[object, ...], Runs] = {}
        """What rows were drawn as, by all that they are made of: a key changes two or three of those in view."""

    def show(self, state: Deciding) -> None:
        """Draw the queue from the state, with the cursor in view."""
        self._state, self._queue, self._at = state, state.queue, state.at
        self._place()
        self.draw()

    def lay_out(self) -> None:
        """Another height: the cursor stays in view."""
        self._place()
        self._read_ahead()

    def label(self, *, on: bool) -> None:
        """Draw a letter before every row in view, or the usual marks again."""
        self._labelled = on
        self.draw()

    def labelled(self, letter: str) -> int | None:
        """The place in the queue that a letter stands for; None where it stands for none."""
        return self.row_at(LABELS.index(letter)) if letter in LABELS[: self.height] else None

    def _place(self) -> None:
        self.set_rows(len(self._queue))
        if not self.top <= self._at < self.top + self.height:
            # Far enough that what follows is in view, and that most keys move the cursor alone.
            self.jump(self._at - self.height // 3)

    def draw(self) -> None:
        """Draw what changed."""
        self._read_ahead()
        super().draw()

    def _read_ahead(self) -> None:
        """Read at once what the rows in view will say, rather than row by row."""
        if self._state is not None:
            visible = self._queue[self.top : self.top + self.height]
            self._state.records.fetch([self._state.spokesman(group) for group in visible])

    def on_click(self, event: Click) -> None:
        """Say which row was clicked."""
        inside = event.get_content_offset(self)
        if inside is None:
            return
        place = self.row_at(inside.y)
        if place is not None:
            self.post_message(self.Chosen(place))

    def runs(self, row: int) -> Runs:
        """One group: cursor, state, conflict, number of facts, kind and the words that identify it."""
        state = self._state
        if state is None:
            return ()
        group, on = self._queue[row], row == self._at
        letter = LABELS[row - self.top] if self._labelled and row - self.top < len(LABELS) else ""
        shown = tuple(
            (one.revision, one.id in state.marked, state.is_open(one.id)) for one in state.standings_of(group)
        )
        drawn = (group, on, letter, self.text_width, state.filter.blind, shown)
        if drawn not in self._known_rows:
            if len(self._known_rows) >= _ROWS_KEPT:
                self._known_rows.clear()
            self._known_rows[drawn] = self._row(state, group, letter, on=on)
        return self._known_rows[drawn]

    def _row(self, state: Deciding, group: Group, letter: str, *, on: bool) -> Runs:
        standings = state.standings_of(group)
        looks = []
        if not state.filter.blind and any(one.in_conflict for one in standings):
            looks.append("queue--conflict")
        if not any(state.is_open(one.id) for one in standings):
            looks.append("queue--decided")
        if on:
            looks.append("queue--cursor")
        line = queue_row(state, group, self.text_width, on=on)
        return ((letter + line[len(letter) :], " ".join(looks)),)


def queue_row(state: Deciding, group: Group, width: int, *, on: bool) -> str:
    """The row of a group in at most `width` cells; the riskiest fact that waits speaks for it."""
    standings = state.standings_of(group)
    spokesman = state.records[state.spokesman(group)]
    blind = state.filter.blind
    conflict = "≠" if not blind and any(one.in_conflict for one in standings) else " "
    marked = "*" if any(one.id in state.marked for one in standings) else " "
    more = f" +{len(standings) - 1}" if len(standings) > 1 else ""
    mark = group_mark(standings, blind=blind)
    head = f"{'❯' if on else ' '}{mark}{conflict}{marked}{kind_column(spokesman.fact.kind, KIND_WIDTH)} "
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
