"""The article in the middle, its quote in brackets and in view."""

from __future__ import annotations

from typing import Any, ClassVar

from rich.segment import Segment
from textual.strip import Strip

from workbench.review.article_rows import ArticleRows
from workbench.review.lines import VirtualPane
from workbench.review.pages import Page


class ArticlePane(VirtualPane):
    """Draws a page; on a new quote it scrolls so that the quote begins a third from the top."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "article--active",
        "article--quote",
        "article--other",
        "article--waiting",
        "article--decided",
        "article--rejected",
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._page: Page | None = None
        self._active = 0
        self._rows: ArticleRows | None = None

    def show(self, page: Page | None, active: int) -> None:
        """Draw a page with the quote of this number in focus; the place is kept where nothing is new."""
        if page == self._page and active == self._active and self._rows is not None:
            return
        self._page, self._active = page, active
        self._lay_out()
        self._scroll_to_quote()
        self.refresh()

    def recentre(self) -> None:
        """Scroll back to the quote."""
        self._scroll_to_quote()
        self.refresh()

    def on_resize(self) -> None:
        """Break the rows anew and keep the quote in view."""
        self._lay_out()
        self._scroll_to_quote()

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width
        self._rows = ArticleRows(self._page, width, self._active) if self._page is not None and width > 0 else None
        self.set_rows(len(self._rows) if self._rows is not None else 0)

    def _scroll_to_quote(self) -> None:
        if self._rows is None:
            return
        height = max(1, self.scrollable_content_region.height)
        first, last = self._rows.active_rows
        # A quote that would run out below is moved up until it fits, or begins at the top.
        self.jump(min(first, max(first - height // 3, last - height + 1)))

    def render_line(self, y: int) -> Strip:
        """One visible row."""
        row = y + self.scroll_offset.y
        width = self.scrollable_content_region.width
        if self._rows is None or row >= len(self._rows):
            return Strip.blank(width, self.rich_style)
        segments = [
            Segment(
                text,
                self.rich_style
                if part == "text"
                else self.rich_style + self.get_component_rich_style(f"article--{part}"),
            )
            for text, part in self._rows.runs(row)
        ]
        return Strip(segments).adjust_cell_length(width, self.rich_style)
