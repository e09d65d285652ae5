"""The article on a screen of its own, to select words in it with keys or the mouse."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from workbench.language import _
from workbench.review.article import ArticlePane
from workbench.review.framing import WholeScreen
from workbench.review.lines import fill
from workbench.review.marks import hint
from workbench.review.selection import Selection, selection_page
from workbench.review.wrap import cut, cut_within


@dataclass(frozen=True, slots=True)
class Chosen:
    """How choosing words ended."""

    words: Selection | None
    """None where the reviewer goes on without any."""


class SelectionScreen(WholeScreen[Chosen | None]):
    """Gives the words chosen, None if left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("l,right", "end(1)", show=False),
        Binding("h,left", "end(-1)", show=False),
        Binding("L,shift+right", "start(1)", show=False),
        Binding("H,shift+left", "start(-1)", show=False),
        Binding("j,down,space", "sentence(1)", show=False),
        Binding("k,up", "sentence(-1)", show=False),
        Binding("J,right_curly_bracket", "grow", show=False),
        Binding("pagedown", "scroll_by(10)", show=False),
        Binding("pageup", "scroll_by(-10)", show=False),
        Binding("enter,a,f2", "take", show=False),
        Binding("n", "without", show=False),
        Binding("escape,q", "leave", show=False),
    ]

    def __init__(
        self,
        question: str,
        selection: Selection,
        *,
        marked: Sequence[tuple[int, int]] = (),
        fault: Callable[[Selection], str] = lambda _selection: "",
        optional: bool = False,
    ) -> None:
        """`fault` says what is wrong with words, empty where nothing is; `optional` lets the reviewer go on without any."""
        super().__init__()
        self._question = question
        self._selection = selection
        self._marked = marked
        self._fault = fault
        self._optional = optional

    def compose(self) -> ComposeResult:
        """What is asked, the article, one line for what is wrong, one for the keys."""
        self._head = Static("", id="header", markup=False)
        self._article = ArticlePane(id="selection")
        self._notice = Static("", id="notice", markup=False)
        self._footer = Static("", id="footer", markup=False)
        yield self._head
        yield self._article
        yield self._notice
        yield self._footer
        self._article.show(selection_page(self._selection, self._marked), 0)

    def on_mount(self) -> None:
        """What does not change."""
        self._article.entitle(selection_page(self._selection, ()).title)
        self._fit()

    def on_resize(self) -> None:
        """The lines for the new width."""
        self._fit()

    def _fit(self) -> None:
        width = max(0, self.app.size.width - 2)
        fill(self._head, cut(self._question, width))
        keys = _("↵ these words  j k sentence  h l their end  H L their beginning  J one sentence more")
        if self._optional:
            keys += "  " + _("n without any")
        fill(self._footer, cut_within(hint(keys + "  " + _("esc back")), width))

    def _choose(self, selection: Selection) -> None:
        self._selection = selection
        self._say("")
        self._article.show(selection_page(selection, self._marked), 0)

    def _say(self, text: str) -> None:
        fill(self._notice, text)

    def on_article_pane_dragged(self, message: ArticlePane.Dragged) -> None:
        """Words drawn over with the mouse."""
        self._choose(Selection(self._selection.document, message.start, message.end))

    def on_article_pane_pointed(self, message: ArticlePane.Pointed) -> None:
        """A click takes the sentence under it."""
        self._choose(Selection.sentence(self._selection.document, message.offset, message.offset + 1))

    def action_end(self, by: int) -> None:
        """More or less at the end."""
        self._choose(self._selection.move_end(by))

    def action_start(self, by: int) -> None:
        """Less or more at the beginning."""
        self._choose(self._selection.move_start(by))

    def action_sentence(self, by: int) -> None:
        """The next or previous sentence in its place."""
        self._choose(self._selection.next_sentence() if by > 0 else self._selection.previous_sentence())

    def action_grow(self) -> None:
        """The next sentence as well."""
        self._choose(Selection(self._selection.document, self._selection.start, self._selection.next_sentence().end))

    def action_scroll_by(self, by: int) -> None:
        """So many rows on or back."""
        self._article.scroll_rows(by)

    def action_take(self) -> None:
        """These words, unless something is wrong with them."""
        fault = self._fault(self._selection)
        if fault:
            self._say(f"! {fault}")
        else:
            self.dismiss(Chosen(self._selection))

    def action_without(self) -> None:
        """No words at all."""
        if self._optional:
            self.dismiss(Chosen(None))

    def action_leave(self) -> None:
        """Back, with nothing decided."""
        self.dismiss(None)
