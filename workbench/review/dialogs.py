"""Small screens over the main one: a choice among a few, one line of text, and the help."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input

from workbench.language import _
from workbench.review.framing import WholeModal
from workbench.review.help_rows import help_rows
from workbench.review.lines import RowsPane
from workbench.review.marks import hint
from workbench.review.styled import Row
from workbench.review.wrap import cut_within, pad

_DIGITS = 10


class ChoiceScreen(WholeModal[str | None]):
    """One of a few, by its number, by arrows and Enter, or by a click; returns its id, None if left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(number), f"choose({number})", show=False) for number in range(1, 10)),
        Binding("enter", "take", show=False),
        Binding("escape,q", "leave", show=False),
        Binding("j,down", "step(1)", show=False),
        Binding("k,up", "step(-1)", show=False),
    ]

    def __init__(self, title: str, choices: Sequence[tuple[str, str]], current: str) -> None:
        super().__init__()
        self._title = title
        self._choices = choices
        ids = [id_ for id_, _label in choices]
        self._at = ids.index(current) if current in ids else 0

    def compose(self) -> ComposeResult:
        """A box with the choices."""
        with Vertical(classes="box") as box:
            box.border_title = self._title
            box.border_subtitle = hint(_("↵ choose  esc back"))
            self._pane = RowsPane(classes="choices")
            self._pane.styles.height = len(self._choices)
            yield self._pane
        self._draw()

    def on_rows_pane_clicked(self, message: RowsPane.Clicked) -> None:
        """Done."""
        self.action_choose(message.row + 1)

    def action_take(self) -> None:
        """The choice in focus."""
        self.action_choose(self._at + 1)

    def action_choose(self, number: int) -> None:
        """The choice of this number."""
        if number <= len(self._choices):
            self.dismiss(self._choices[number - 1][0])

    def action_step(self, by: int) -> None:
        """The next or previous choice, round and round."""
        self._at = (self._at + by) % len(self._choices)
        self._draw()

    def action_leave(self) -> None:
        """Back without a choice."""
        self.dismiss(None)

    def _draw(self) -> None:
        self._pane.show_rows(lambda width: choice_rows(self._choices, self._at, width), keep_place=True, at=self._at)


def choice_rows(choices: Sequence[tuple[str, str]], at: int, width: int) -> list[Row]:
    """One row per choice, the first nine with their numbers."""
    rows: list[Row] = []
    for place, (_id, label) in enumerate(choices):
        number = str(place + 1) if place + 1 < _DIGITS else " "
        line = f"{'❯' if place == at else ' '}{number} {label}"
        rows.append([(pad(cut_within(line, width), width), "focus" if place == at else "plain")])
    return rows


class LineScreen(WholeModal[str | None]):
    """One line of text; None if left."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]

    def __init__(self, title: str, value: str = "") -> None:
        super().__init__()
        self._title = title
        self._value = value

    def compose(self) -> ComposeResult:
        """A box with one input."""
        with Vertical(classes="box") as box:
            box.border_title = self._title
            box.border_subtitle = hint(_("↵ done  esc back"))
            yield Input(self._value, compact=True)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Done."""
        self.dismiss(event.value.strip())

    def action_leave(self) -> None:
        """Back without text."""
        self.dismiss(None)


class HelpScreen(WholeModal[None]):
    """All keys and marks, from the table that the bindings are made of."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1,enter", "leave", show=False),
        Binding("j,down", "scroll_by(1)", show=False),
        Binding("k,up", "scroll_by(-1)", show=False),
        Binding("pagedown,space", "scroll_by(10)", show=False),
        Binding("pageup", "scroll_by(-10)", show=False),
    ]

    def compose(self) -> ComposeResult:
        """The rows in a box of the screen's size."""
        pane = RowsPane(id="help")
        pane.border_title = _("Keys and marks")
        pane.border_subtitle = hint(_("↑ ↓ scroll  esc back"))
        yield pane
        pane.show_rows(help_rows)

    def action_scroll_by(self, by: int) -> None:
        """So many rows on or back."""
        self.query_one(RowsPane).scroll_rows(by)

    def action_leave(self) -> None:
        """Back to the review."""
        self.dismiss(None)
