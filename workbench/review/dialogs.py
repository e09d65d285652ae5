"""Small screens over the main one: a choice among a few, one line of text, and the help."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from workbench.language import _
from workbench.review.help_rows import help_rows
from workbench.review.lines import RowsPane

_DIGITS = 10


class ChoiceScreen(ModalScreen[str | None]):
    """One of a few, by its number or by arrows and Enter; gives its id, None if left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(number), f"choose({number})", show=False) for number in range(1, 10)),
        Binding("escape,q", "leave", show=False),
        Binding("j", "step(1)", show=False),
        Binding("k", "step(-1)", show=False),
    ]

    def __init__(self, title: str, choices: Sequence[tuple[str, str]], current: str) -> None:
        super().__init__()
        self._title = title
        self._choices = choices
        self._current = current

    def compose(self) -> ComposeResult:
        """A box with the choices."""
        options = OptionList(
            *[
                Option(f"{number} {label}" if number < _DIGITS else f"  {label}", id=id_)
                for number, (id_, label) in enumerate(self._choices, 1)
            ],
            markup=False,
        )
        ids = [id_ for id_, _label in self._choices]
        options.highlighted = ids.index(self._current) if self._current in ids else 0
        with Vertical(classes="box") as box:
            box.border_title = self._title
            box.border_subtitle = _("↵ choose  esc back")
            yield options

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Done."""
        self.dismiss(event.option.id)

    def action_choose(self, number: int) -> None:
        """The choice of this number."""
        if number <= len(self._choices):
            self.dismiss(self._choices[number - 1][0])

    def action_step(self, by: int) -> None:
        """The next or previous choice."""
        options = self.query_one(OptionList)
        if by > 0:
            options.action_cursor_down()
        else:
            options.action_cursor_up()

    def action_leave(self) -> None:
        """Back without a choice."""
        self.dismiss(None)


class LineScreen(ModalScreen[str | None]):
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
            box.border_subtitle = _("↵ done  esc back")
            yield Input(self._value, compact=True)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Done."""
        self.dismiss(event.value.strip())

    def action_leave(self) -> None:
        """Back without text."""
        self.dismiss(None)


class HelpScreen(ModalScreen[None]):
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
        pane.border_subtitle = _("↑ ↓ scroll  esc back")
        yield pane

    def on_resize(self) -> None:
        """Lay the rows out for the width there is."""
        self.call_after_refresh(self._lay_out)

    def _lay_out(self) -> None:
        pane = self.query_one(RowsPane)
        pane.show_rows(help_rows(pane.text_width), keep_place=True)

    def action_scroll_by(self, by: int) -> None:
        """So many rows on or back."""
        self.query_one(RowsPane).scroll_rows(by)

    def action_leave(self) -> None:
        """Back to the review."""
        self.dismiss(None)
