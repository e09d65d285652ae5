"""A pane that draws rows made elsewhere: only those in view become strips, and only those that changed are drawn again.

It scrolls by itself. Textual's own scrolling draws every row of the pane and of its bar anew, which is most of what a key
would cost.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import groupby
from typing import Any, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.events import Click, MouseScrollDown, MouseScrollUp
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static

from workbench.escape import one_line
from workbench.review.marks import sign
from workbench.review.navigation import Notice
from workbench.review.styled import Row
from workbench.review.wrap import cut

Runs = tuple[tuple[str, str], ...]
"""One row: texts, each with the names of its component classes, parted by spaces; empty for plain text."""

_STRIPS_KEPT = 300
_WHEEL = 3
_THUMB = "▐"


def fill(line: Static, text: str) -> None:
    """Set the text of a line of fixed height, if it is another: without a new layout, so in the same frame."""
    drawn = sign(text)
    if line.content != drawn:
        line.update(drawn, layout=False)


def fill_notice(line: Static, notice: Notice, width: int) -> None:
    """Show a notice, cut to `width` cells: wrapped text would be out of sight."""
    fill(line, cut(("! " if notice.bad else "") + one_line(notice.text), max(0, width)))
    line.set_class(notice.bad, "bad")


class VirtualPane(Widget, can_focus=False):
    """A scrolling pane whose rows are made on demand by `runs`.

    It lays its rows out when it is first drawn at another size, so that a new size is one frame and not two.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"pane--thumb"}

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.top = 0
        """The first row in view."""
        self._count = 0
        self._laid_for = Size(0, 0)
        self._inner = (Size(0, 0), Size(0, 0))
        self._titles = ("", "")
        self._on_screen: list[tuple[Runs, str]] = []
        self._looks: dict[str, Style] = {}
        self._strips: dict[Hashable, Strip] = {}

    def runs(self, row: int) -> Runs:
        """What stands in a row."""
        raise NotImplementedError

    def entitle(self, title: str, subtitle: str = "") -> None:
        """Set what the frame says; Textual draws the whole pane anew even where it says so already."""
        if self._titles != (title, subtitle):
            self._titles = (title, subtitle)
            self.border_title = sign(title).replace("[", r"\[")
            self.border_subtitle = sign(subtitle).replace("[", r"\[")

    def drawn(self, text: str) -> str:
        """A text as this terminal draws it, of as many cells."""
        return sign(text)

    def lay_out(self) -> None:
        """Take up the size that the pane has now: break rows, keep in view what is to be seen."""
        self.top = min(self.top, self.last_top)

    @property
    def inner(self) -> Size:
        """`size`, worked out once for each size of the whole pane: Textual asks the layout each time, and rows ask often."""
        outer = self.outer_size
        if self._inner[0] != outer:
            self._inner = (outer, self.size)
        return self._inner[1]

    @property
    def text_width(self) -> int:
        """Cells that a row may have: one is kept for the mark of the place."""
        return max(0, self.inner.width - 1)

    @property
    def height(self) -> int:
        """Rows in view."""
        return max(1, self.inner.height)

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

    def row_at(self, y: int) -> int | None:
        """The row that stands at a place of the screen, None below the last."""
        return self.top + y if y >= 0 and self.top + y < self._count else None

    def draw(self) -> None:
        """Have the rows drawn that look otherwise than they did."""
        known = self._on_screen
        self._take_up_size()
        described = self._on_screen = self._describe(range(self.inner.height))
        if len(known) != len(described):
            self.refresh()
            return
        changed = [y for y, row in enumerate(described) if row != known[y]]
        # Neighbours in one region: the fewer regions, the less is put together.
        for _gap, run in groupby(enumerate(changed), lambda pair: pair[1] - pair[0]):
            rows = [y for _place, y in run]
            self.refresh(Region(0, rows[0], self.inner.width, len(rows)))

    def _take_up_size(self) -> bool:
        """Lay out for the size that the pane has now; False where it is laid out for it."""
        if self._laid_for == self.inner:
            return False
        self._laid_for = self.inner
        self.lay_out()
        return True

    def _describe(self, places: Iterable[int]) -> list[tuple[Runs, str]]:
        """What stands in some rows of the screen, each with the mark of the place."""
        thumb, top, count = self._thumb(), self.top, self._count
        return [(self.runs(top + y) if top + y < count else (), sign(_THUMB) if y in thumb else " ") for y in places]

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
        if self._take_up_size():
            self._on_screen = self._describe(range(self.inner.height))
        runs, bar = key = self._on_screen[y] if y < len(self._on_screen) else self._describe([y])[0]
        width = self.inner.width
        strip = self._strips.get((key, width))
        if strip is None:
            if len(self._strips) >= _STRIPS_KEPT:
                self._strips.clear()
            text = Strip([Segment(self.drawn(text), self._look(names)) for text, names in runs])
            mark = Segment(bar, self._look("pane--thumb"))
            fitted = text.adjust_cell_length(self.text_width, self._look(""))
            strip = self._strips[key, width] = Strip([*fitted, mark], self.text_width + 1).simplify()
        return strip

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

    def on_mouse_scroll_down(self, _event: MouseScrollDown) -> None:
        """The wheel."""
        self.scroll_rows(_WHEEL)

    def on_mouse_scroll_up(self, _event: MouseScrollUp) -> None:
        """The wheel."""
        self.scroll_rows(-_WHEEL)


class RowsPane(VirtualPane):
    """Rows of styled runs, made for the width that the pane has."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "rows--label",
        "rows--strong",
        "rows--focus",
        "rows--warn",
        "rows--good",
        "rows--dim",
    }

    class Clicked(Message):
        """A row was clicked, counted from the first of all."""

        def __init__(self, row: int) -> None:
            self.row = row
            super().__init__()

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._make: Callable[[int], Sequence[Row]] = lambda _width: ()
        self._rows: Sequence[Row] = ()
        self._at: int | None = None

    def show_rows(
        self, make: Callable[[int], Sequence[Row]], *, keep_place: bool = False, at: int | None = None
    ) -> None:
        """Draw what `make` gives for the pane's width: from the first row unless the place is to be kept, with row `at`
        in view.
        """
        self._make, self._at = make, at
        self._remake()
        if not keep_place:
            self.jump(0)
        self._bring_in()
        self.draw()

    def lay_out(self) -> None:
        """Rows for another width."""
        self._remake()
        self._bring_in()

    def _remake(self) -> None:
        self._rows = self._make(self.text_width) if self.text_width else ()
        self.set_rows(len(self._rows))

    def _bring_in(self) -> None:
        if self._at is not None and not self.top <= self._at < self.top + self.height:
            self.jump(self._at - self.height // 3)

    def runs(self, row: int) -> Runs:
        """One row, its tones as component classes."""
        return tuple((text, "" if tone == "plain" else f"rows--{tone}") for text, tone in self._rows[row])

    def on_click(self, event: Click) -> None:
        """Say which row was clicked."""
        inside = event.get_content_offset(self)
        row = self.row_at(inside.y) if inside is not None else None
        if row is not None:
            self.post_message(self.Clicked(row))
