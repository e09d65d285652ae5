"""The review on a terminal: one store, one reviewer, one main screen."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path

from workbench.review.conflict_screen import ConflictScreen
from workbench.review.framing import WholeApp
from workbench.review.marks import marks_in_force
from workbench.review.ports import Describe, EditText, Follower, ReviewStore
from workbench.review.review_screen import ReviewScreen
from workbench.review.state import ReviewState, Summary

THEMES = {"terminal": "ansi-dark", "dark": "textual-dark", "light": "textual-light"}
"""Names of the themes, and Textual's: the first has the colours that the terminal itself is set to."""

_LOOK_SECONDS = 0.25
"""How often the store and the follower are asked for news."""


class ReviewApp(WholeApp[Summary]):
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
        theme: str = "terminal",
    ) -> None:
        super().__init__()
        self._edit_text = edit_text
        self._on_ready = on_ready
        self.theme = THEMES[theme]
        self.animation_level = "none"
        self._state = ReviewState(store, reviewer, describe, follower)

    def get_default_screen(self) -> ReviewScreen:
        """The one main screen."""
        return ReviewScreen(self._state, self._edit_text)

    def on_mount(self) -> None:
        """What was loaded lives as long as the app: the collector need not look at it again."""
        self.set_class(marks_in_force() != "", "-ascii")
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
