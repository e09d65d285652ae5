"""The main screen: keys go to the state, then every pane is drawn from it in one go."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.events import Key
from textual.geometry import Size
from textual.widgets import Static

from workbench.escape import one_line
from workbench.language import _
from workbench.review import smaller
from workbench.review.article import ArticlePane
from workbench.review.asking import AskingScreen
from workbench.review.header import header_line
from workbench.review.keys import ACTIONS, action_of_wide, footer
from workbench.review.lines import RowsPane, fill, fill_notice
from workbench.review.marks import hint
from workbench.review.navigation import Notice
from workbench.review.panel_rows import panel_rows
from workbench.review.ports import EditText
from workbench.review.queue import QueuePane
from workbench.review.selection import Selection
from workbench.review.state import ReviewState
from workbench.review.welcome import welcome_lines

_PAGE = 10
_ROOMY_HEIGHT = 30
_ZOOMS = ("", "zoom-article", "zoom-panel", "zoom-queue")


class ReviewScreen(AskingScreen):
    """Queue, article and panel; holds no state but what is on the screen."""

    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (60, "-narrow"), (100, "-wide"), (160, "-broad")]  # noqa: RUF012  # Textual's own attribute
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (18, "-tall")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(",".join(action.keys), f"do('{action.id}')", show=False) for action in ACTIONS),
        *(Binding(str(number), f"select({number})", show=False) for number in range(1, 10)),
    ]

    def __init__(self, state: ReviewState, edit_text: EditText) -> None:
        super().__init__(state, edit_text)
        self._zoom = 0
        self._lines_for = Size(0, 0)
        self._jumping = False
        """Whether the next letter names a row of the queue."""
        self._handlers = self._handlers_by_action()
        self.set_class(state.welcoming, "-welcoming", update=False)

    def compose(self) -> ComposeResult:
        """The panes once; afterwards only their contents change."""
        self._header = Static("", id="header", markup=False)
        self._queue = QueuePane(id="queue")
        self._article = ArticlePane(id="article")
        self._panel = RowsPane(id="panel")
        self._welcome = Static("", id="welcome", markup=False)
        self._notice = Static("", id="notice", markup=False)
        self._footer = Static("", id="footer", markup=False)
        yield Static(_("This window is too small: make it at least 60 by 18."), id="too-small", markup=False)
        yield self._header
        with Container(id="body"):
            yield self._queue
            yield self._article
            yield self._panel
        yield self._welcome
        yield self._notice
        yield self._footer

    def on_mount(self) -> None:
        """What never changes; the rest is drawn as soon as the screen has its size."""
        self._queue.border_title = _("Queue")
        self._panel.border_title = _("Fact")

    def on_resize(self) -> None:
        """The lines for the new width; the panes lay themselves out."""
        if self._lines_for == self.app.size:
            return  # called again for the classes that a size brings with it
        self._lines_for = self.app.size
        fill(self._welcome, "\n".join(welcome_lines(self.app.size.width - 2)))
        self.sync()

    def sync(self) -> None:
        """Draw everything from the state, so that one key makes one frame."""
        state, size = self._state, self.app.size
        page = state.page()
        self._queue.show(state)
        self._article.entitle(page.title if page is not None else "", self._quote_line(page.lost if page else 0))
        self._article.show(page, state.quote)
        roomy = size.height >= _ROOMY_HEIGHT
        self._panel.show_rows(lambda width: panel_rows(state, width, roomy=roomy))
        width = size.width - 2
        fill(self._header, header_line(state, width))
        fill_notice(self._notice, state.notice, width)
        fill(self._footer, footer(width, state.unavailable))
        if self.has_class("-welcoming") and not state.welcoming:
            self.rearrange(lambda: self.remove_class("-welcoming"))

    def _quote_line(self, lost: int) -> str:
        focused = self._state.focused
        if lost:
            return _("! {count} quote not in the text").format(count=lost)
        if focused is None or len(focused.evidence) < 2:
            return ""
        return _("quote {number}/{total}").format(number=self._state.quote + 1, total=len(focused.evidence))

    # keys

    def action_do(self, action_id: str) -> None:
        """The one handler of every key; nothing is decided on what a window that is too small doesn't show."""
        if (self.has_class("-tiny") or self.has_class("-flat")) and action_id != "quit":
            return
        reason = self._state.unavailable(action_id)
        if reason is not None:
            self._state.notice = Notice(reason)
        else:
            self._handlers[action_id]()
        if self.is_current:  # a smaller screen that was opened covers this one, and has it drawn when it is answered
            self.sync()

    def action_select(self, number: int) -> None:
        """Focus a fact of the group by its number."""
        self._state.select_fact(number - 1)
        self.sync()

    def on_key(self, event: Key) -> None:
        """A letter that names a row, or a key that an input method turned into something else."""
        if self._jumping:
            event.stop()
            self._jump_to(event.character or "")
            return
        if event.character is None or event.character.isascii() or not event.is_printable:
            return
        event.stop()
        action = action_of_wide(event.character)
        if action is not None:
            self.action_do(action.id)
            return
        self._state.notice = Notice(_("An input method is on: press Shift, or use F1 to F7"))
        self.sync()

    def _handlers_by_action(self) -> Mapping[str, Callable[[], Any]]:
        state = self._state
        return {
            "approve": lambda: self._decide("approve", state.approve),
            "reject": lambda: self._decide("reject", state.reject),
            "reject_why": self._ask_reason,
            "edit": self._edit,
            "edit_whole": self._edit_whole,
            "defer": lambda: self._decide("defer", state.defer),
            "defer_why": self._ask_doubt,
            "note": self._ask_note,
            "conflicts": self._open_conflicts,
            "missed": self._open_missed,
            "add": self._add,
            "mark": state.toggle_mark,
            "mark_all": state.mark_all,
            "undo": state.undo,
            "redo": state.redo,
            "next": lambda: state.move(1),
            "previous": lambda: state.move(-1),
            "skip": state.next_waiting,
            "same_act": state.next_of_instrument,
            "fact_next": lambda: state.move_fact(1),
            "fact_previous": lambda: state.move_fact(-1),
            "quote_next": lambda: self._to_quote(1),
            "quote_previous": lambda: self._to_quote(-1),
            "article_next": lambda: state.move_document(1),
            "article_previous": lambda: state.move_document(-1),
            "page_down": lambda: state.move(_PAGE),
            "page_up": lambda: state.move(-_PAGE),
            "jump": self._begin_jump,
            "first": lambda: state.go_to(0),
            "last": lambda: state.go_to(len(state.queue) - 1),
            "text_down": lambda: self._article.scroll_rows(self._article.height - 1),
            "text_up": lambda: self._article.scroll_rows(1 - self._article.height),
            "panel_down": lambda: self._panel.scroll_rows(1),
            "panel_up": lambda: self._panel.scroll_rows(-1),
            "filter_state": self._choose_state,
            "filter_kind": self._choose_kind,
            "filter_reason": self._choose_reason,
            "filter_words": self._ask_words,
            "only_act": state.toggle_instrument,
            "only_article": state.toggle_document,
            "filter_none": state.clear_filter,
            "draft": state.toggle_draft,
            "witnesses": self._open_witnesses,
            "scripts": state.toggle_scripts,
            "finish": state.finish,
            "sort": state.next_sort,
            "zoom": self._next_zoom,
            "copy": self._copy,
            "palette": lambda: self._ask(smaller.PaletteScreen(state.unavailable), self.action_do),
            "welcome": state.dismiss_welcome,
            "help": lambda: self.app.push_screen(smaller.HelpScreen()),
            "quit": self._leave,
        }

    def _leave(self) -> None:
        self._state.remember()
        self.app.exit(self._state.summary())

    def _to_quote(self, by: int) -> None:
        self._state.move_quote(by)
        self._article.recentre()

    def _next_zoom(self) -> None:
        before, self._zoom = _ZOOMS[self._zoom], (self._zoom + 1) % len(_ZOOMS)
        after = _ZOOMS[self._zoom]
        self.rearrange(lambda: self.set_class(False, before or after).set_class(bool(after), after or before))

    def _copy(self) -> None:
        page, focused = self._state.page(), self._state.focused
        if page is None or focused is None:
            return
        quotes = " … ".join(one_line(span.quote) for span in focused.evidence) or one_line(page.text)
        self.app.copy_to_clipboard(f"「{quotes}」（{page.title}）")
        self._state.notice = Notice(_("Quote and source copied"))

    def _begin_jump(self) -> None:
        self._jumping = True
        self._queue.label(on=True)
        self._state.notice = Notice(hint(_("Press the letter of a row; any other key leaves it")))

    def _jump_to(self, letter: str) -> None:
        self._jumping = False
        place = self._queue.labelled(letter)
        self._queue.label(on=False)
        self._state.notice = Notice("")
        if place is not None:
            self._state.go_to(place)
        self.sync()

    # the mouse

    def on_queue_pane_chosen(self, message: QueuePane.Chosen) -> None:
        """A click in the queue."""
        self._state.go_to(message.place)
        self.sync()

    def on_rows_pane_clicked(self, message: RowsPane.Clicked) -> None:
        """A click on one of the facts at the top of the panel."""
        self._state.select_fact(message.row)
        self.sync()

    def on_article_pane_pointed(self, message: ArticlePane.Pointed) -> None:
        """A click on a quote: to its fact."""
        fact_id = self._state.fact_at(message.offset)
        if fact_id is not None:
            self._state.show_anyway(fact_id)
            self.sync()

    def on_article_pane_dragged(self, message: ArticlePane.Dragged) -> None:
        """Words drawn over: a fact is added from them."""
        focused = self._state.focused
        if message.done and focused is not None and focused.evidence and self._state.view == "article":
            self._add(Selection(self._state.document(focused.fact.document), message.start, message.end))
