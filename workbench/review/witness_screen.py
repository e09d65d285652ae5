"""Other facts about the same thing as the focused one, one after another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from workbench.facts.document import Document
from workbench.facts.fact import Record
from workbench.language import _, plural
from workbench.review.framing import WholeScreen
from workbench.review.lines import RowsPane, fill
from workbench.review.marks import hint
from workbench.review.styled import Row
from workbench.review.witness_rows import witness_rows
from workbench.review.witnesses import Witness
from workbench.review.wrap import cut


class WitnessScreen(WholeScreen[str]):
    """Gives the fact to go to, empty where there is none."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down,space", "move(1)", show=False),
        Binding("k,up", "move(-1)", show=False),
        Binding("pagedown", "scroll_by(10)", show=False),
        Binding("pageup", "scroll_by(-10)", show=False),
        Binding("enter", "go", show=False),
        Binding("escape,q,w", "leave", show=False),
    ]

    def __init__(self, mine: Record, witnesses: Sequence[Witness], document_of: Callable[[str], Document]) -> None:
        super().__init__()
        self._mine = mine
        self._witnesses = witnesses
        self._document_of = document_of
        self._at = 0

    def compose(self) -> ComposeResult:
        """One pane, one line for the keys."""
        self._pane = RowsPane(id="witnesses")
        count = len(self._witnesses)
        self._pane.border_title = plural("{count} other witness", "{count} other witnesses", count).format(count=count)
        yield self._pane
        self._footer = Static("", id="footer", markup=False)
        yield self._footer
        self._draw()

    def on_mount(self) -> None:
        """The keys."""
        keys = hint(_("j k witness  ↵ go to it  PgDn PgUp scroll  esc back"))
        fill(self._footer, cut(keys, max(0, self.app.size.width - 2)))

    def _draw(self) -> None:
        def made(width: int) -> list[Row]:
            return witness_rows(self._mine, self._witnesses, self._document_of, width, self._at)[0]

        begins = witness_rows(self._mine, self._witnesses, self._document_of, self._pane.text_width or 80, self._at)[1]
        self._pane.show_rows(made, keep_place=True, at=begins if self._at else None)

    def action_move(self, by: int) -> None:
        """To the next or previous witness."""
        self._at = max(0, min(self._at + by, len(self._witnesses) - 1))
        self._draw()

    def action_scroll_by(self, by: int) -> None:
        """So many rows on or back."""
        self._pane.scroll_rows(by)

    def action_go(self) -> None:
        """To the witness, in the queue."""
        self.dismiss(self._witnesses[self._at].record.id if self._witnesses else "")

    def action_leave(self) -> None:
        """Back to the fact."""
        self.dismiss("")
