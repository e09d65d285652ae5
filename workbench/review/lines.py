"""A pane that draws rows made elsewhere: only those in view ever become strips."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from rich.segment import Segment
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from workbench.review.styled import Row


class VirtualPane(ScrollView, can_focus=False):
    """A scrolling pane of known height whose rows are drawn on demand."""

    def set_rows(self, count: int) -> None:
        """Take a new number of rows without a layout pass, which would cost a second frame."""
        size = Size(self.size.width, count)
        if size != self.virtual_size:
            # The bar is always shown and the pane's own size fixed, so nothing else on the screen can move.
            self.set_reactive(Widget.virtual_size, size)
            self._scroll_update(size)

    def jump(self, row: float) -> None:
        """Put a row at the top, at once."""
        self.scroll_to(y=max(0, row), animate=False, immediate=True)

    def scroll_rows(self, by: int) -> None:
        """Move the rows up or down by so many."""
        self.jump(max(0, min(self.scroll_offset.y + by, self.max_scroll_y)))


class RowsPane(VirtualPane):
    """Rows of styled runs, handed over whole."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "rows--label",
        "rows--strong",
        "rows--focus",
        "rows--warn",
        "rows--good",
        "rows--dim",
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._rows: Sequence[Row] = ()

    def show_rows(self, rows: Sequence[Row], *, keep_place: bool = False) -> None:
        """Draw other rows, from the first unless the place is to be kept."""
        self._rows = rows
        self.set_rows(len(rows))
        if not keep_place:
            self.jump(0)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One visible row."""
        row = y + self.scroll_offset.y
        width = self.scrollable_content_region.width
        if row >= len(self._rows):
            return Strip.blank(width, self.rich_style)
        segments = [
            Segment(
                text,
                self.rich_style
                if tone == "plain"
                else self.rich_style + self.get_component_rich_style(f"rows--{tone}"),
            )
            for text, tone in self._rows[row]
        ]
        return Strip(segments).adjust_cell_length(width, self.rich_style)
