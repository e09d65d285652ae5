"""Screens that open, close and change their layout in one frame each."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any, Generic, TypeVar

from textual.app import App
from textual.await_complete import AwaitComplete
from textual.geometry import Size
from textual.screen import ModalScreen, Screen

Answer = TypeVar("Answer")

_TURNS = 3
"""Turns of the event loop that widgets need to report their changes to the screen."""


class WholeScreen(Screen[Answer], Generic[Answer]):
    """A screen that Textual draws once after a change of layout.

    By itself Textual draws what the layout moved, then what else changed, then every widget that reports a change later:
    two to four frames, all of which are seen over ssh. Here a layout draws nothing, and the repaint after it everything.

    Textual offers no public way: `batch_update` delays the repaint after a layout, but does not join it with the next. So
    three private methods are overridden; `test_review_frames.py` fails where another version of Textual behaves otherwise.
    """

    _drawing = False
    _laying_out = False
    _held: ExitStack | None = None

    def _refresh_layout(self, size: Size | None = None, scroll: bool = False) -> None:  # as theirs
        self._laying_out = True
        try:
            super()._refresh_layout(size, scroll)
        finally:
            self._laying_out = False
        if self.app.screen is self:  # one that lies below is drawn with what is on top of it
            self.refresh()

    def _on_timer_update(self) -> None:
        self._drawing = True
        try:
            super()._on_timer_update()
        finally:
            self._drawing = False

    def _compositor_refresh(self) -> None:
        if self._drawing and not self._laying_out:
            super()._compositor_refresh()

    def sync(self) -> None:
        """Draw the review's state anew after a change; nothing to do for a screen that shows none of it."""

    def hold_frame(self) -> None:
        """Draw nothing until every widget has reported its changes, then everything in one frame."""
        if self._held is None:
            self._held = ExitStack()
            self._held.enter_context(self.app.batch_update())
            self.call_later(self._draw_whole)

    def rearrange(self, change: Callable[[], object]) -> None:
        """Make a `change` that moves widgets: lay out at once, so that all of it is one frame."""
        self.hold_frame()
        change()
        self.update_node_styles(animate=False)
        self._refresh_layout()

    async def _draw_whole(self) -> None:
        for _turn in range(_TURNS):
            await asyncio.sleep(0)
        self._let_go()
        self.check_idle()

    def _let_go(self) -> None:
        if self._held is not None:
            self._held.close()
            self._held = None

    def on_screen_resume(self) -> None:
        """The screen comes on top, for the first time or again."""
        self.hold_frame()

    def on_screen_suspend(self) -> None:
        """Another screen is on top, and draws."""
        self._let_go()

    def on_unmount(self) -> None:
        """The screen is removed."""
        self._let_go()


class WholeApp(App[Answer], Generic[Answer]):
    """An app that draws the screen below a closing one only when that is gone: Textual draws it before and after."""

    def __init__(self) -> None:
        super().__init__()
        self._until_gone = ExitStack()

    def pop_screen(self) -> AwaitComplete:
        """Close the screen on top."""
        if len(self.screen_stack) > 1:
            self._until_gone.enter_context(self.batch_update())
        return super().pop_screen()

    async def _replace_screen(self, screen: Screen[Any]) -> Screen[Any]:
        try:
            return await super()._replace_screen(screen)
        finally:
            if self.screen_stack and isinstance(self.screen, WholeScreen):
                self.screen.hold_frame()  # until it has learnt that it is on top again
            self._until_gone.close()
            if self.screen_stack:
                self.screen.check_idle()


class WholeModal(WholeScreen[Answer], ModalScreen[Answer], Generic[Answer]):
    """A `WholeScreen` over another screen, which stays in view around it."""
