"""What was recognised and stands in no fact, one by one; a fact is added from the text around it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.screen import Screen
from textual.widgets import Static

from workbench.escape import one_line
from workbench.language import _
from workbench.review.article import ArticlePane
from workbench.review.dialogs import ChoiceScreen
from workbench.review.edit import EditScreen, Form
from workbench.review.lines import Runs, VirtualPane
from workbench.review.missed import Selection, missed_row, missed_title, selection_page
from workbench.review.navigation import Notice
from workbench.review.ports import Missed
from workbench.review.state import ReviewState
from workbench.review.wording import kind_name
from workbench.review.words import KINDS
from workbench.review.wrap import cut

_KINDS = tuple(kind for kind in KINDS if kind != "assessment")


class MissedPane(VirtualPane):
    """The list of mentions."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"rows--focus"}
    at = 0

    def __init__(self, state: ReviewState, missed: tuple[Missed, ...]) -> None:
        super().__init__(id="missed-list")
        self._state = state
        self._missed = missed

    def show(self, at: int) -> None:
        """Draw the list with the cursor on a mention."""
        self.at = at
        self.set_rows(len(self._missed))
        if not self.top <= at < self.top + self.height:
            self.jump(at - self.height // 3)
        self.draw()

    def runs(self, row: int) -> Runs:
        """One mention."""
        missed = self._missed[row]
        cells = missed_row(missed, self._state.document(missed.document), self.text_width, on=row == self.at)
        return tuple((text, "rows--focus" if tone == "focus" else "") for text, tone in cells)


class MissedScreen(Screen[None]):
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

    def __init__(self, state: ReviewState) -> None:
        super().__init__()
        self._state = state
        self._missed = state.missed
        self._at = 0
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
        """What never changes."""
        self._list.border_title = missed_title(len(self._missed))

    def on_resize(self) -> None:
        """Draw for the new size."""
        self.call_after_refresh(self.sync)

    def sync(self) -> None:
        """Draw everything."""
        page = selection_page(self._selection, self._missed)
        self._list.show(self._at)
        self._article.border_title = page.title.replace("[", r"\[")
        self._article.show(page, 0)
        notice = self._state.notice
        self._notice.update(("! " if notice.bad else "") + one_line(notice.text), layout=False)
        self._notice.set_class(notice.bad, "bad")
        keys = _("↵ add a fact from ▶…◀  h l its end  H L its beginning  s sentence  w these words  j k next  esc back")
        self._footer.update(cut(keys, max(0, self.size.width - 2)), layout=False)

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
        choices = [(kind, kind_name(kind)) for kind in _KINDS]
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
        return Selection.sentence(self._state.document(missed.document), missed)
