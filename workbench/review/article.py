"""The article in the middle, its quote in brackets and in view."""

from __future__ import annotations

from typing import Any, ClassVar

from workbench.review.article_rows import ArticleRows
from workbench.review.lines import Runs, VirtualPane
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
        self._settled_on = ""
        """Key of the page that is scrolled to a quote."""

    def show(self, page: Page | None, active: int) -> None:
        """Draw a page with the quote of this number in focus; the place is kept where nothing is new."""
        before, was_active = self._page, self._active
        if page == before and active == was_active and self._rows is not None:
            return
        self._page, self._active = page, active
        self._lay_out()
        # Where only the state of some fact changed, the reviewer goes on reading where they are.
        if page is None or before is None or (page.key, page.quotes, active) != (before.key, before.quotes, was_active):
            self._scroll_to_quote()
        self.draw()

    def recentre(self) -> None:
        """Scroll back to the quote."""
        self._settled_on = ""
        self._scroll_to_quote()
        self.draw()

    def on_resize(self) -> None:
        """Break the rows anew and keep the quote in view."""
        self._settled_on = ""
        self._lay_out()
        self._scroll_to_quote()
        super().on_resize()

    def _lay_out(self) -> None:
        width = self.text_width
        self._rows = ArticleRows(self._page, width, self._active) if self._page is not None and width > 0 else None
        self.set_rows(len(self._rows) if self._rows is not None else 0)

    def _scroll_to_quote(self) -> None:
        if self._rows is None:
            return
        first, last = self._rows.active_rows
        page_key = self._page.key if self._page is not None else ""
        if (
            self._settled_on == page_key
            and first - self.top >= self.height // 6
            and last - self.top <= self.height * 2 // 3
        ):
            return  # in the middle of what is in view already: the text stays where the eye has it
        self._settled_on = page_key
        # A quote that would run out below is moved up until it fits, or begins at the top.
        self.jump(min(first, max(first - self.height // 3, last - self.height + 1)))

    def runs(self, row: int) -> Runs:
        """One row of the page, its parts as component classes."""
        if self._rows is None:
            return ()
        return tuple((text, "" if part == "text" else f"article--{part}") for text, part in self._rows.runs(row))
