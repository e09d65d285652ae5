"""The review on a terminal: keys go to the state, then every pane is drawn from it in one go."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, ClassVar

from textual.app import App, ComposeResult, SuspendNotSupported
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.events import Key
from textual.screen import Screen
from textual.widgets import Static

from workbench.errors import WorkbenchError
from workbench.escape import one_line
from workbench.facts.editing import edit_content
from workbench.facts.fact import Record
from workbench.language import _
from workbench.review.article import ArticlePane
from workbench.review.batch_screen import BatchScreen
from workbench.review.conflict_screen import ConflictScreen
from workbench.review.dialogs import ChoiceScreen, HelpScreen, LineScreen
from workbench.review.edit import EditScreen, Form
from workbench.review.filtering import STATE_CHOICES
from workbench.review.header import header_line
from workbench.review.history import Act
from workbench.review.keys import ACTIONS, action_of_wide, footer
from workbench.review.lines import RowsPane
from workbench.review.missed_screen import MissedScreen
from workbench.review.navigation import Notice
from workbench.review.panel_rows import panel_rows
from workbench.review.ports import Describe, EditText, Follower, ReviewStore
from workbench.review.queue import QueuePane
from workbench.review.state import ReviewState, Summary
from workbench.review.whole_fact import changes_in_yaml, fact_as_yaml
from workbench.review.wording import kind_name, reason_text, rejection_text, state_name
from workbench.review.words import REJECTIONS

_PAGE = 10
_ROOMY_HEIGHT = 30
_ALL_KINDS = "all"
_FREE = "free"
_LOOK_SECONDS = 0.25
"""How often the store and the follower are asked for news."""
_ZOOMS = ("", "zoom-article", "zoom-panel", "zoom-queue")


class ReviewScreen(Screen[None]):
    """Queue, article and panel; holds no state but what is on the screen."""

    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (60, "-narrow"), (100, "-wide")]  # noqa: RUF012  # Textual's own attribute
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (18, "-tall")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(",".join(action.keys), f"do('{action.id}')", show=False) for action in ACTIONS),
        *(Binding(str(number), f"select({number})", show=False) for number in range(1, 10)),
    ]

    def __init__(self, state: ReviewState, edit_text: EditText) -> None:
        super().__init__()
        self._state = state
        self._edit_text = edit_text
        self._unfinished: dict[str, str] = {}
        """Fact -> what was written of it in an editor and could not be understood."""
        self._zoom = 0
        self._handlers = self._handlers_by_action()

    def compose(self) -> ComposeResult:
        """The panes once; afterwards only their contents change."""
        self._header = Static("", id="header", markup=False)
        self._queue = QueuePane(id="queue")
        self._article = ArticlePane(id="article")
        self._panel = RowsPane(id="panel")
        self._notice = Static("", id="notice", markup=False)
        self._footer = Static("", id="footer", markup=False)
        yield Static(_("This window is too small: make it at least 60 by 18."), id="too-small", markup=False)
        yield self._header
        with Container(id="body"):
            yield self._queue
            yield self._article
            yield self._panel
        yield self._notice
        yield self._footer

    def on_mount(self) -> None:
        """Titles that never change."""
        self._queue.border_title = _("Queue")
        self._panel.border_title = _("Fact")

    def on_resize(self) -> None:
        """Draw for the new size, once the panes have theirs."""
        self.call_after_refresh(self.sync)

    def sync(self) -> None:
        """Draw everything from the state, so that one key makes one frame."""
        state = self._state
        page = state.page()
        self._queue.show(state)
        self._article.border_title = page.title.replace("[", r"\[") if page is not None else ""
        self._article.border_subtitle = self._quote_line(page.lost if page is not None else 0)
        self._article.show(page, state.quote)
        width = self._panel.text_width
        self._panel.show_rows(panel_rows(state, width, roomy=self.size.height >= _ROOMY_HEIGHT))
        self._write(self._header, header_line(state, self.size.width - 2))
        self._write(self._notice, ("! " if state.notice.bad else "") + one_line(state.notice.text))
        self._notice.set_class(state.notice.bad, "bad")
        self._write(self._footer, footer(self.size.width - 2, state.unavailable))

    def _write(self, line: Static, text: str) -> None:
        """Fill one of the fixed lines, if it does not say so already."""
        if line.content != text:
            line.update(text, layout=False)

    def _quote_line(self, lost: int) -> str:
        focused = self._state.focused
        if lost:
            return _("! {count} quote not in the text").format(count=lost)
        if focused is None or len(focused.fact.evidence) < 2:
            return ""
        return _("quote {number}/{total}").format(number=self._state.quote + 1, total=len(focused.fact.evidence))

    # keys

    def action_do(self, action_id: str) -> None:
        """The one handler of every key."""
        reason = self._state.unavailable(action_id)
        if reason is not None:
            self._state.notice = Notice(reason)
        else:
            self._handlers[action_id]()
        self.sync()

    def action_select(self, number: int) -> None:
        """Focus a fact of the group by its number."""
        self._state.select_fact(number - 1)
        self.sync()

    def on_key(self, event: Key) -> None:
        """Keys that an input method turned into something else."""
        if event.character is None or event.character.isascii() or not event.is_printable:
            return
        event.stop()
        action = action_of_wide(event.character)
        if action is not None:
            self.action_do(action.id)
            return
        self._state.notice = Notice(_("An input method is on: press Shift, or use F1 to F6"))
        self.sync()

    def on_queue_pane_chosen(self, message: QueuePane.Chosen) -> None:
        """A click in the queue."""
        self._state.go_to(message.place)
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
            "defer_why": self._ask_note,
            "conflicts": self._open_conflicts,
            "missed": lambda: self._ask(MissedScreen(state), lambda _nothing: None),
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
            "first": lambda: state.go_to(0),
            "last": lambda: state.go_to(len(state.queue) - 1),
            "text_down": lambda: self._article.scroll_rows(self._article.size.height - 1),
            "text_up": lambda: self._article.scroll_rows(1 - self._article.size.height),
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
            "finish": state.finish,
            "sort": state.next_sort,
            "zoom": self._next_zoom,
            "copy": self._copy,
            "help": lambda: self.app.push_screen(HelpScreen()),
            "quit": self._leave,
        }

    def _leave(self) -> None:
        self._state.remember()
        self.app.exit(self._state.summary())

    def _to_quote(self, by: int) -> None:
        self._state.move_quote(by)
        self._article.recentre()

    def _next_zoom(self) -> None:
        self.remove_class(*[zoom for zoom in _ZOOMS if zoom])
        self._zoom = (self._zoom + 1) % len(_ZOOMS)
        if _ZOOMS[self._zoom]:
            self.add_class(_ZOOMS[self._zoom])
        self.call_after_refresh(self.sync)

    def _copy(self) -> None:
        page, focused = self._state.page(), self._state.focused
        if page is None or focused is None:
            return
        quotes = " … ".join(one_line(span.quote) for span in focused.fact.evidence) or one_line(page.text)
        self.app.copy_to_clipboard(f"「{quotes}」（{page.title}）")
        self._state.notice = Notice(_("Quote and source copied"))

    # smaller screens

    def _edit(self) -> None:
        focused = self._state.focused
        if focused is not None:
            self._ask(EditScreen(Form.of(focused)), self._state.edit)

    def _edit_whole(self) -> None:
        focused, edit_text = self._state.focused, self._edit_text
        if focused is None:
            return
        try:
            with self.app.suspend():
                text = edit_text(self._unfinished.get(focused.id) or fact_as_yaml(focused))
        except SuspendNotSupported:
            self._edit()  # a terminal in a browser, say: the form is at hand everywhere
            return
        self._take_edited(focused, text)

    def _take_edited(self, record: Record, text: str | None) -> None:
        """Decide as the text says; what cannot be understood is kept for the next try."""
        self._unfinished.pop(record.id, None)
        try:
            changes = changes_in_yaml(record, text) if text is not None else {}
            if not changes:
                self._state.notice = Notice(_("Nothing was changed"))
                return
            edit_content(record.content, changes)
        except WorkbenchError as error:
            self._unfinished[record.id] = text or ""
            self._state.notice = Notice(str(error), bad=True)
            return
        self._state.edit(changes)

    def _decide(self, act: Act, one: Callable[[], None], reason: str | None = None) -> None:
        """On what is in focus, or on all that is marked, once the reviewer has seen what that is."""
        if not self._state.marked:
            one()
            return
        batch = self._state.batch(act)
        self._ask(BatchScreen(batch), lambda sure: self._state.carry_out(batch, reason) if sure else None)

    def _open_conflicts(self) -> None:
        focused = self._state.focused
        self._ask(ConflictScreen(self._state, focused.id if focused is not None else None), self._show_fact)

    def _show_fact(self, fact_id: str) -> None:
        if fact_id:
            self._state.show_anyway(fact_id)

    def _ask_reason(self) -> None:
        choices = [*((code, rejection_text(code)) for code in REJECTIONS), (_FREE, _("other: in your own words …"))]
        self._ask(ChoiceScreen(_("Why is it rejected?"), choices, ""), self._reject_for)

    def _reject_for(self, reason: str | None) -> None:
        if reason == _FREE:
            self._ask(LineScreen(_("Why is it rejected?")), lambda typed: self._reject_for(typed or None))
            return
        self._decide("reject", lambda: self._state.reject(reason), reason)

    def _ask_note(self) -> None:
        self._ask(LineScreen(_("What is unsure about it?")), self._defer_with)

    def _defer_with(self, note: str) -> None:
        self._decide("defer", lambda: self._state.defer(note or None), note or None)

    def _ask_words(self) -> None:
        screen = LineScreen(_("Show facts that hold these words"), self._state.filter.words)
        self._ask(screen, lambda words: self._state.set_filter(words=words))

    def _choose_state(self) -> None:
        counts = self._state.states()
        choices = [(name, f"{state_name(name)}  {counts[name]}") for name in STATE_CHOICES]
        screen = ChoiceScreen(_("Show facts that are"), choices, self._state.filter.state)
        self._ask(screen, lambda chosen: self._state.set_filter(state=chosen))

    def _choose_kind(self) -> None:
        counts = self._state.kinds()
        choices = [(_ALL_KINDS, _("all kinds") + f"  {sum(counts.values())}")]
        choices += [(kind, f"{kind_name(kind)}  {count}") for kind, count in counts.items() if count]
        screen = ChoiceScreen(_("Show facts of this kind"), choices, self._state.filter.kind or _ALL_KINDS)
        self._ask(screen, lambda chosen: self._state.set_filter(kind=None if chosen == _ALL_KINDS else chosen))

    def _choose_reason(self) -> None:
        counts = self._state.reasons()
        choices = [(_ALL_KINDS, _("all reasons"))]
        choices += [(code, f"{reason_text(code)}  {count}") for code, count in counts.items()]
        screen = ChoiceScreen(_("Show facts that wait because"), choices, self._state.filter.reason or _ALL_KINDS)
        self._ask(screen, lambda chosen: self._state.set_filter(reason=None if chosen == _ALL_KINDS else chosen))

    def _ask(self, screen: Screen[Any], then: Callable[[Any], None]) -> None:
        def answered(answer: Any) -> None:
            if answer is not None:
                then(answer)
                self.sync()

        self.app.push_screen(screen, answered)


class ReviewApp(App[Summary]):
    """The review of one store by one reviewer; ends with what was decided in the session."""

    CSS_PATH = Path(__file__).with_name("review.tcss")
    ENABLE_COMMAND_PALETTE = False
    TITLE = "workbench review"

    def __init__(
        self,
        store: ReviewStore,
        reviewer: str,
        describe: Describe,
        follower: Follower | None = None,
        *,
        on_ready: Callable[[], None] = lambda: None,
        edit_text: EditText = lambda _text: None,
    ) -> None:
        super().__init__()
        self._edit_text = edit_text
        self._on_ready = on_ready
        self.animation_level = "none"
        self._state = ReviewState(store, reviewer, describe, follower)

    def get_default_screen(self) -> ReviewScreen:
        """The one main screen."""
        return ReviewScreen(self._state, self._edit_text)

    def on_mount(self) -> None:
        """What was loaded lives as long as the app: the collector need not look at it again."""
        gc.collect()
        gc.freeze()
        # What would compete for the processor begins when the first screen is there.
        self.call_after_refresh(self._on_ready)
        self.set_interval(_LOOK_SECONDS, self._look_around)

    def _look_around(self) -> None:
        """Show what others decided and what the follower told; where nothing is new, nothing is drawn."""
        if self._state.catch_up():
            for screen in self.screen_stack:
                if isinstance(screen, ReviewScreen | ConflictScreen):
                    screen.sync()

    async def action_quit(self) -> None:
        """Leave from anywhere, the smaller screens too."""
        self._state.remember()
        self.exit(self._state.summary())
