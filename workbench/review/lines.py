"""A pane that draws rows made elsewhere: only those in view become strips, and only those that changed are drawn again.

It scrolls by itself. Textual's own scrolling draws every row of the pane and of its bar anew, which is most of what a key
would cost.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from itertools import groupby
from typing import Any, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.events import MouseScrollDown, MouseScrollUp
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from workbench.review.styled import Row

Runs = tuple[tuple[str, str], ...]
"""One row: texts, each with the names of its component classes, parted by spaces; empty for plain text."""

_STRIPS_KEPT = 2_000
_WHEEL = 3
_THUMB = "▐"


class VirtualPane(Widget, can_focus=False):
    """A scrolling pane of rows that are described on demand."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"pane--thumb"}

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.top = 0
        """The first row in view."""
        self._count = 0
        self._on_screen: list[tuple[Runs, str]] = []
        self._looks: dict[str, Style] = {}
        self._strips: dict[Hashable, Strip] = {}

    def runs(self, row: int) -> Runs:
        """What stands in a row."""
        raise NotImplementedError

    @property
    def text_width(self) -> int:
        """Cells that a row may have: one is kept for the mark of the place."""
        return max(0, self.size.width - 1)

    @property
    def height(self) -> int:
        """Rows in view."""
        return max(1, self.size.height)

    @property
    def last_top(self) -> int:
        """The furthest that it can be scrolled."""
        return max(0, self._count - self.height)

    def set_rows(self, count: int) -> None:
        """Take a new number of rows."""
        self._count = count
        self.top = min(self.top, self.last_top)

    def jump(self, row: int) -> None:
        """Put a row at the top, as far as there are rows below it."""
        self.top = max(0, min(row, self.last_top))

    def scroll_rows(self, by: int) -> None:
        """Move the rows up or down by so many."""
        self.jump(self.top + by)
        self.draw()

    def draw(self) -> None:
        """Have the rows drawn that look otherwise than they did."""
        described = self._describe(range(self.size.height))
        known = self._on_screen
        if len(known) != len(described):
            self._on_screen = described
            self.refresh()
            return
        changed = [y for y, row in enumerate(described) if row != known[y]]
        self._on_screen = described
        # Neighbours in one region: the fewer regions, the less is put together.
        for _gap, run in groupby(enumerate(changed), lambda pair: pair[1] - pair[0]):
            rows = [y for _place, y in run]
            self.refresh(Region(0, rows[0], self.size.width, len(rows)))

    def _describe(self, places: Iterable[int]) -> list[tuple[Runs, str]]:
        """What stands in some rows of the screen, each with the mark of the place."""
        thumb, top, count = self._thumb(), self.top, self._count
        return [(self.runs(top + y) if top + y < count else (), _THUMB if y in thumb else " ") for y in places]

    def _thumb(self) -> range:
        """The rows that have the mark of the place; none where everything is in view."""
        height, last_top = self.height, self.last_top
        if last_top == 0:
            return range(0)
        size = max(1, height * height // self._count)
        first = round(self.top / last_top * (height - size))
        return range(first, first + size)

    def render_line(self, y: int) -> Strip:
        """One visible row."""
        runs, bar = key = self._on_screen[y] if y < len(self._on_screen) else self._describe([y])[0]
        if (key, self.size.width) not in self._strips:
            if len(self._strips) >= _STRIPS_KEPT:
                self._strips.clear()
            text = Strip([Segment(text, self._look(names)) for text, names in runs])
            mark = Segment(bar, self._look("pane--thumb"))
            fitted = text.adjust_cell_length(self.text_width, self._look(""))
            self._strips[key, self.size.width] = Strip([*fitted, mark], self.text_width + 1).simplify()
        return self._strips[key, self.size.width]

    def _look(self, names: str) -> Style:
        """The pane's style with those of some component classes on top, worked out once."""
        if names not in self._looks:
            self._looks[names] = sum(map(self.get_component_rich_style, names.split()), self.rich_style)
        return self._looks[names]

    def notify_style_update(self) -> None:
        """Another theme: what was drawn is void."""
        super().notify_style_update()
        self._looks.clear()
        self._strips.clear()

    def on_resize(self) -> None:
        """Rows of another width."""
        self._on_screen = []
        self.draw()

    def on_mouse_scroll_down(self, _event: MouseScrollDown) -> None:
        """The wheel."""
        self.scroll_rows(_WHEEL)

    def on_mouse_scroll_up(self, _event: MouseScrollUp) -> None:
        """The wheel."""
        self.scroll_rows(-_WHEEL)


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
        self.draw()

    def runs(self, row: int) -> Runs:
        """One row, its tones as component classes."""
        return tuple((text, "" if tone == "plain" else f"rows--{tone}") for text, tone in self._rows[row])
