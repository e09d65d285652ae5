"""The review on a terminal: one store, one reviewer, one main screen."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path

from textual.events import CursorPosition, Event, InputEvent
from textual.reactive import Reactive

from workbench.language import _
from workbench.review.framing import WholeApp, WholeScreen
from workbench.review.marks import PROBE, marks_in_force
from workbench.review.navigation import Notice
from workbench.review.ports import EditText, Follower, Phrasing, ReviewStore
from workbench.review.review_screen import ReviewScreen
from workbench.review.state import ReviewState, Summary
from workbench.review.tidying import begin_tidying, tidy

THEMES = {"terminal": "ansi-dark", "dark": "textual-dark", "light": "textual-light"}
"""Names of the themes -> Textual's; the first uses the colours that the terminal itself is set to."""

_LOOK_SECONDS = 0.25
"""How often the store and the follower are asked for news."""


class ReviewApp(WholeApp[Summary]):
    """The review of one store by one reviewer; ends with what was decided in the session."""

    theme = Reactive(THEMES["terminal"])  # set later, it would have every style computed twice
    CSS_PATH = Path(__file__).with_name("review.tcss")
    ENABLE_COMMAND_PALETTE = False
    TITLE = "workbench review"

    def __init__(
        self,
        store: ReviewStore,
        reviewer: str,
        phrasing: Phrasing,
        follower: Follower | None = None,
        *,
        on_ready: Callable[[], None] = lambda: None,
        edit_text: EditText = lambda _text: None,
        theme: str = "terminal",
    ) -> None:
        super().__init__()
        self._edit_text = edit_text
        self._on_ready = on_ready
        if theme != "terminal":
            self.theme = THEMES[theme]
        self.animation_level = "none"
        gc.disable()  # until the first screen is there
        self._looks_at_rest = 0
        self._phrasing = phrasing
        self.state = ReviewState(store, reviewer, phrasing, follower)

    def get_default_screen(self) -> ReviewScreen:
        """The one main screen."""
        return ReviewScreen(self.state, self._edit_text)

    def on_mount(self) -> None:
        """After the first frame, start everything that need not come before it."""
        self.set_class(marks_in_force() != "", "-ascii")
        self.call_after_refresh(self._settle)
        self.set_interval(_LOOK_SECONDS, self._look_around)
        self._phrasing.on_known(lambda: self.call_later(self._show_phrases))

    def on_unmount(self) -> None:
        """The screen is gone: ask for no more redraws."""
        self._phrasing.on_known(lambda: None)

    def _settle(self) -> None:
        begin_tidying()
        self._probe_width()
        self._on_ready()

    def _probe_width(self) -> None:
        """Draw a character of ambiguous width in the first cell and ask the terminal where its cursor is then."""
        if self._driver is not None and not self.is_headless:
            self._driver.write(f"\x1b7\x1b[1;1H{PROBE}\x1b[6n\x1b8")
            self._driver.flush()
            for first in ("#header", "#too-small"):  # the one that is shown has that cell
                self.screen.query_one(first).refresh()

    def on_cursor_position(self, event: CursorPosition) -> None:
        """The terminal's answer to `_probe_width`."""
        if event.x > 1 and marks_in_force() != "narrow":
            message = _(
                "This terminal draws {char} two cells wide: start with --narrow, or make such characters narrow"
            )
            self.state.notice = Notice(message.format(char=PROBE), bad=True)
            self._show_news()

    def _look_around(self) -> None:
        """Redraw if others decided something or the follower has news; collect garbage while the reviewer is idle."""
        if self.state.catch_up():
            self._show_news()
        tidy(self._looks_at_rest)
        self._looks_at_rest += 1

    def _show_phrases(self) -> None:
        """Draw words that were missing in a pane; words requested in advance are not on screen yet."""
        if self.state.phrases.arrived():
            self._show_news()

    async def on_event(self, event: Event) -> None:
        """Note that the reviewer is at work where the event is a key or the mouse."""
        if isinstance(event, InputEvent):
            self._looks_at_rest = 0
        await super().on_event(event)

    def _show_news(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, WholeScreen):
                screen.sync()

    def action_help_quit(self) -> None:
        """Tell a reviewer who pressed the usual key to quit how to leave here."""
        self.state.notice = Notice(_("To leave press ^q, or q here; nothing is lost"))
        self._show_news()

    async def action_quit(self) -> None:
        """Leave, from any screen."""
        self.state.remember()
        self.exit(self.state.summary())
