"""Mentions that no fact covers, one by one; a fact is added from the text around one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.events import Click
from textual.message import Message
from textual.widgets import Static

from workbench.language import _
from workbench.review.article import ArticlePane
from workbench.review.dialogs import ChoiceScreen
from workbench.review.edit import EditScreen, Form
from workbench.review.framing import WholeScreen
from workbench.review.lines import Runs, VirtualPane, fill, fill_notice
from workbench.review.marks import hint
from workbench.review.missed import missed_row, missed_title, nearest_missed
from workbench.review.navigation import Notice
from workbench.review.ports import Missed
from workbench.review.selection import Selection, selection_page
from workbench.review.state import ReviewState
from workbench.review.wording import kind_name
from workbench.review.words import ADDED_KINDS
from workbench.review.wrap import cut_within


class MissedPane(VirtualPane):
    """The list of mentions."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"rows--focus"}
    at = 0

    class Clicked(Message):
        """A mention was clicked."""

        def __init__(self, place: int) -> None:
            self.place = place
            super().__init__()

    def __init__(self, state: ReviewState, missed: tuple[Missed, ...]) -> None:
        super().__init__(id="missed-list")
        self._state = state
        self._missed = missed

    def show(self, at: int) -> None:
        """Draw the list with the cursor on a mention."""
        self.at = at
        self.lay_out()
        self.draw()

    def lay_out(self) -> None:
        """Keep the cursor in view."""
        self.set_rows(len(self._missed))
        if not self.top <= self.at < self.top + self.height:
            self.jump(self.at - self.height // 3)

    def on_click(self, event: Click) -> None:
        """Say which mention was clicked."""
        inside = event.get_content_offset(self)
        row = self.row_at(inside.y) if inside is not None else None
        if row is not None:
            self.post_message(self.Clicked(row))

    def runs(self, row: int) -> Runs:
        """One mention."""
        missed = self._missed[row]
        cells = missed_row(missed, self._state.document(missed.document), self.text_width, on=row == self.at)
        return tuple((text, "rows--focus" if tone == "focus" else "") for text, tone in cells)


class MissedScreen(WholeScreen[None]):
    """The list beside the article; the words that bear a new fact out are chosen with the keys."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down,space", "move(1)", show=False),
        Binding("k,up", "move(-1)", show=False),
        Binding("J,pagedown", "move(10)", show=False),
        Binding("K,pageup", "move(-10)", show=False),
        Binding("l,right", "end(1)", show=False),
        Binding("h,left", "end(-1)", show=False),
        Binding("L,shift+right", "start(1)", show=False),
        Binding("H,shift+left", "start(-1)", show=False),
        Binding("w", "words", show=False),
        Binding("s", "sentence", show=False),
        Binding("enter,a", "add", show=False),
        Binding("escape,q,m", "leave", show=False),
    ]

    def __init__(self, state: ReviewState, document: str | None = None, start: int = 0) -> None:
        """Begins at the mention nearest to a character of an article, the one that the reviewer looks at."""
        super().__init__()
        self._state = state
        self._missed = state.derived.missed
        self._at = nearest_missed(self._missed, document, start)
        self._selection = self._sentence()

    def compose(self) -> ComposeResult:
        """List and article, one line for what just happened, one for the keys."""
        self._list = MissedPane(self._state, self._missed)
        self._article = ArticlePane(id="missed-article")
        self._notice = Static("", id="notice", markup=False)
        self._footer = Static("", id="footer", markup=False)
        with Container(id="missed"):
            yield self._list
            yield self._article
        yield self._notice
        yield self._footer

    def on_mount(self) -> None:
        """What never changes, then the rest, before the first frame."""
        self._list.entitle(missed_title(len(self._missed)))
        self.sync()

    def on_resize(self) -> None:
        """Draw for the new size."""
        self.sync()

    def on_missed_pane_clicked(self, message: MissedPane.Clicked) -> None:
        """To the mention under the mouse."""
        self.action_move(message.place - self._at)

    def on_article_pane_dragged(self, message: ArticlePane.Dragged) -> None:
        """Words drawn over with the mouse."""
        self._selection = Selection(self._selection.document, message.start, message.end)
        self.sync()

    def sync(self) -> None:
        """Draw everything."""
        document = self._selection.document.id
        marked = [(each.start, each.end) for each in self._missed if each.document == document]
        page = selection_page(self._selection, marked)
        self._list.show(self._at)
        self._article.entitle(page.title)
        self._article.show(page, 0)
        notice = self._state.notice
        fill_notice(self._notice, notice, self.app.size.width - 2)
        keys = _("↵ add ▶…◀  h l end  H L start  s sentence  w words  j k next  esc back")
        fill(self._footer, cut_within(hint(keys), max(0, self.app.size.width - 2)))

    def action_move(self, by: int) -> None:
        """To another mention, its sentence selected."""
        self._state.notice = Notice("")
        self._at = max(0, min(self._at + by, len(self._missed) - 1))
        self._selection = self._sentence()
        self.sync()

    def action_end(self, by: int) -> None:
        """Select more or less at the end."""
        self._selection = self._selection.move_end(by)
        self.sync()

    def action_start(self, by: int) -> None:
        """Select more or less at the beginning."""
        self._selection = self._selection.move_start(by)
        self.sync()

    def action_words(self) -> None:
        """Select the mention alone."""
        missed = self._missed[self._at]
        self._selection = Selection(self._selection.document, missed.start, missed.end)
        self.sync()

    def action_sentence(self) -> None:
        """Select the whole sentence again."""
        self._selection = self._sentence()
        self.sync()

    def action_add(self) -> None:
        """Choose a kind, fill in its fields."""
        choices = [(kind, kind_name(kind)) for kind in ADDED_KINDS]
        self.app.push_screen(ChoiceScreen(_("What does it say?"), choices, ""), self._fill_in)

    def _fill_in(self, kind: str | None) -> None:
        if kind is not None:
            form = Form.blank(kind, self._selection.quote)
            self.app.push_screen(EditScreen(form), lambda given: self._add(kind, given))

    def _add(self, kind: str, given: Mapping[str, str] | None) -> None:
        if given is not None:
            chosen = self._selection
            self._state.add(kind, given, chosen.document, chosen.start, chosen.end)
        self.sync()

    def action_leave(self) -> None:
        """Back to the queue."""
        self.dismiss(None)

    def _sentence(self) -> Selection:
        missed = self._missed[self._at]
        return Selection.sentence(self._state.document(missed.document), missed.start, missed.end)
