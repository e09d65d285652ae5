"""Every command by its name, in whichever language it is typed."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input

from workbench.language import LANGUAGES, _, spoken_in
from workbench.review.framing import WholeModal
from workbench.review.keys import ACTIONS, Action, shown_keys
from workbench.review.lines import RowsPane
from workbench.review.marks import hint
from workbench.review.styled import Row, Tone
from workbench.review.wrap import cut, pad, text_width

_KEYS_WIDTH = 12


def found_actions(typed: str) -> list[Action]:
    """The actions whose name in any language, id or key holds every word that is typed; all where nothing is."""
    words = unicodedata.normalize("NFKC", typed).casefold().split()
    return [action for action in ACTIONS if action.id != "palette" and all(word in _names(action) for word in words)]


def _names(action: Action) -> str:
    names = [action.id.replace("_", " ")]
    for language in LANGUAGES:
        with spoken_in(language):
            names += [action.label(), action.brief() if action.brief is not None else ""]
    return "\n".join((*names, *action.keys)).casefold()


def palette_rows(actions: list[Action], at: int, unavailable: Callable[[str], str | None], width: int) -> list[Row]:
    """One row an action: its keys, its name, and why it can do nothing now."""
    rows: list[Row] = []
    for place, action in enumerate(actions):
        reason = unavailable(action.id)
        line = f"{'❯' if place == at else ' '} {pad(shown_keys(action), _KEYS_WIDTH)} {action.label()}"
        room = width - text_width(line) - 3
        line += f" – {cut(reason, room)}" if reason and room > 4 else ""
        tone: Tone = "focus" if place == at else ("plain" if reason is None else "dim")
        rows.append([(pad(line, width), tone)])
    return rows


class PaletteScreen(WholeModal[str | None]):
    """A line to type in and the commands that fit it; returns the id of one, None if left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("down,ctrl+n", "step(1)", show=False, priority=True),
        Binding("up,ctrl+p", "step(-1)", show=False, priority=True),
        Binding("pagedown", "step(10)", show=False, priority=True),
        Binding("pageup", "step(-10)", show=False, priority=True),
    ]

    def __init__(self, unavailable: Callable[[str], str | None]) -> None:
        super().__init__()
        self._unavailable = unavailable
        self._found = found_actions("")
        self._at = 0

    def compose(self) -> ComposeResult:
        """The line, and below it the commands."""
        with Vertical(id="palette") as box:
            box.border_title = _("Commands: type a part of a name")
            box.border_subtitle = hint(_("↵ do it  ↑ ↓ another  esc back"))
            yield Input(compact=True)
            self._pane = RowsPane(id="commands")
            yield self._pane
        self._draw()

    def on_input_changed(self, event: Input.Changed) -> None:
        """What fits now."""
        self._found, self._at = found_actions(event.value), 0
        self._draw()

    def on_input_submitted(self) -> None:
        """The command in focus."""
        self._give(self._at)

    def on_rows_pane_clicked(self, message: RowsPane.Clicked) -> None:
        """The command under the mouse."""
        self._give(message.row)

    def action_step(self, by: int) -> None:
        """Another command."""
        self._at = max(0, min(self._at + by, len(self._found) - 1))
        self._draw()

    def action_leave(self) -> None:
        """Back, nothing done."""
        self.dismiss(None)

    def _give(self, place: int) -> None:
        if place < len(self._found):
            self.dismiss(self._found[place].id)

    def _draw(self) -> None:
        found, at = self._found, self._at
        self._pane.show_rows(lambda width: palette_rows(found, at, self._unavailable, width), keep_place=True, at=at)
