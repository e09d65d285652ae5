"""The article in the middle, its quote in brackets and in view."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.events import MouseDown, MouseEvent, MouseMove, MouseUp
from textual.message import Message

from workbench.review.article_rows import CLOSE, OPEN, ArticleRows
from workbench.review.lines import Runs, VirtualPane
from workbench.review.marks import of_article, sign
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

    class Pointed(Message):
        """A character of the page was clicked."""

        def __init__(self, offset: int) -> None:
            self.offset = offset
            super().__init__()

    class Dragged(Message):
        """A stretch of the page was selected with the mouse; `done` when the button was released."""

        def __init__(self, start: int, end: int, *, done: bool) -> None:
            self.start, self.end, self.done = start, end, done
            super().__init__()

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._page: Page | None = None
        self._active = 0
        self._rows: ArticleRows | None = None
        self._settled_on = ""
        """Key of the page that is scrolled to a quote."""
        self._pressed_at: int | None = None
        """Character at which the mouse was pressed."""

    def show(self, page: Page | None, active: int) -> None:
        """Draw a page with the quote of this number in focus; the place is kept where nothing is new."""
        before, was_active = self._page, self._active
        if active == was_active and self._rows is not None and (page is before or page == before):
            return
        self._page, self._active = page, active
        self._break_rows()
        # Where only the state of some fact changed, the reviewer goes on reading where they are.
        if page is None or before is None or (page.key, page.quotes, active) != (before.key, before.quotes, was_active):
            self._scroll_to_quote()
        self.draw()

    def recentre(self) -> None:
        """Scroll so that the quote is in view again."""
        self._settled_on = ""
        self._scroll_to_quote()
        self.draw()

    def lay_out(self) -> None:
        """Wrap the rows anew and keep the quote in view."""
        self._settled_on = ""
        self._break_rows()
        self._scroll_to_quote()

    def drawn(self, text: str) -> str:
        """The source's characters stay, but for those that this terminal would draw too wide."""
        return of_article(text)

    def _break_rows(self) -> None:
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
        """One row of the page, its parts as component classes; the brackets of quotes as they are drawn."""
        if self._rows is None:
            return ()
        runs = self._rows.runs(row)
        return tuple((_bracketed(text), "" if part == "text" else f"article--{part}") for text, part in runs)

    # the mouse

    def on_mouse_down(self, event: MouseDown) -> None:
        """Begin a selection here."""
        self._pressed_at = self._offset_under(event)
        if self._pressed_at is not None:
            self.capture_mouse()

    def on_mouse_move(self, event: MouseMove) -> None:
        """The selection so far."""
        self._tell_stretch(event, done=False)

    def on_mouse_up(self, event: MouseUp) -> None:
        """The selection, or the one character that was clicked."""
        self.release_mouse()
        if not self._tell_stretch(event, done=True) and self._pressed_at is not None:
            self.post_message(self.Pointed(self._pressed_at))
        self._pressed_at = None

    def _tell_stretch(self, event: MouseEvent, *, done: bool) -> bool:
        here = self._offset_under(event)
        if self._pressed_at is None or here is None or here == self._pressed_at:
            return False
        first, last = sorted((self._pressed_at, here))
        self.post_message(self.Dragged(first, last + 1, done=done))
        return True

    def _offset_under(self, event: MouseEvent) -> int | None:
        inside = event.get_content_offset(self)
        row = self.row_at(inside.y) if inside is not None else None
        if inside is None or row is None or self._rows is None:
            return None
        return self._rows.offset_at(row, inside.x)


def _bracketed(text: str) -> str:
    return text.replace(OPEN, sign(OPEN)).replace(CLOSE, sign(CLOSE))
