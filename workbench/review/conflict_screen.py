"""Conflicts one after another: the sources of each side next to each other, one key to rule, saved at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from workbench.language import _
from workbench.review.conflict_rows import conflict_rows, dispute_name, ruling_text
from workbench.review.framing import WholeScreen
from workbench.review.lines import RowsPane, fill, fill_notice
from workbench.review.marks import hint
from workbench.review.navigation import Notice
from workbench.review.ports import Dispute
from workbench.review.state import ReviewState
from workbench.review.wrap import cut_within


class ConflictScreen(WholeScreen[str]):
    """The conflicts of a state; returns the fact to go to, empty where there is none."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(number), f"choose({number})", show=False) for number in range(1, 10)),
        Binding("b,f2", "all", show=False),
        Binding("n,0", "neither", show=False),
        Binding("u,z,backspace,f6", "undo", show=False),
        Binding("j,down,space,right_curly_bracket", "move(1)", show=False),
        Binding("k,up,left_curly_bracket", "move(-1)", show=False),
        Binding("pagedown", "scroll_by(10)", show=False),
        Binding("pageup", "scroll_by(-10)", show=False),
        Binding("enter", "go", show=False),
        Binding("escape,q,c,f7", "leave", show=False),
    ]

    def __init__(self, state: ReviewState, fact_id: str | None) -> None:
        super().__init__()
        self._state = state
        self._at = self._first(fact_id)

    def compose(self) -> ComposeResult:
        """The conflict in a pane, one line for what just happened, one for the keys."""
        self._pane = RowsPane(id="conflict")
        self._notice = Static("", id="notice", markup=False)
        self._footer = Static("", id="footer", markup=False)
        yield self._pane
        yield self._notice
        yield self._footer

    def on_mount(self) -> None:
        """Draw for the first time, before the first frame."""
        self.sync()

    def on_resize(self) -> None:
        """Draw for the new size."""
        self.sync()

    def sync(self) -> None:
        """Draw everything from the state."""
        disputes, notice = self._state.derived.disputes, self._state.notice
        self._at = min(self._at, max(0, len(disputes) - 1))
        dispute = self._dispute
        self._pane.show_rows(
            lambda width: conflict_rows(dispute, self._state.document, width) if dispute is not None else []
        )
        self._entitle()
        width = self.app.size.width - 2
        fill_notice(self._notice, notice, width)
        fill(self._footer, cut_within(hint(self._keys()), max(0, width)))

    def _entitle(self) -> None:
        """Which conflict it is, and whether more of it stands below."""
        disputes = self._state.derived.disputes
        title = _("Conflict {number} of {total}, {open} open").format(
            number=self._at + 1 if disputes else 0, total=len(disputes), open=self._state.derived.open_disputes()
        )
        self._pane.entitle(title, hint(_("PgDn more")) if self._pane.top < self._pane.last_top else "")

    def _keys(self) -> str:
        dispute = self._dispute
        last = len(dispute.sides) if dispute is not None else 0
        message = _("1–{last} that side  b both  n neither  u undo  j k conflict  ↵ its fact  esc back")  # a range
        return message.format(last=last)

    @property
    def _dispute(self) -> Dispute | None:
        disputes = self._state.derived.disputes
        return disputes[self._at] if disputes else None

    def _first(self, fact_id: str | None) -> int:
        """The conflict that a fact is in, else the first that is open."""
        disputes = self._state.derived.disputes
        of_fact = (place for place, each in enumerate(disputes) if fact_id in _facts(each) and each.chosen is None)
        is_open = (place for place, each in enumerate(disputes) if each.chosen is None)
        return next(of_fact, next(is_open, 0))

    def action_choose(self, number: int) -> None:
        """Rule that one side holds."""
        dispute = self._dispute
        if dispute is not None and number <= len(dispute.sides):
            self._rule(dispute, [number - 1])

    def action_all(self) -> None:
        """Rule that all sides hold: each is right in its own scope or time."""
        dispute = self._dispute
        if dispute is not None:
            self._rule(dispute, range(len(dispute.sides)))

    def action_neither(self) -> None:
        """Rule that no side holds."""
        dispute = self._dispute
        if dispute is not None:
            self._rule(dispute, ())

    def _rule(self, dispute: Dispute, sides: Sequence[int]) -> None:
        if self._state.rule(dispute, sides):
            order = [*range(self._at + 1, len(self._state.derived.disputes)), *range(self._at)]
            self._at = next((place for place in order if self._state.derived.disputes[place].chosen is None), self._at)
            self._state.notice = Notice(
                f"{dispute_name(dispute)}: {ruling_text(replace(dispute, chosen=tuple(sides)))}"
            )
            if not self._state.derived.open_disputes():
                self._state.notice = Notice(_("Every conflict is decided"))
        self.sync()

    def action_undo(self) -> None:
        """Take back the ruling on this conflict, else the last one of this session."""
        here = self._dispute
        dispute = here if here is not None and here.chosen is not None else self._state.last_ruled()
        if dispute is None:
            self._state.notice = Notice(_("Nobody ruled on this conflict"))
        else:
            self._state.undo_rule(dispute)
            self._at = next(
                (at for at, each in enumerate(self._state.derived.disputes) if each.id == dispute.id), self._at
            )
        self.sync()

    def action_move(self, by: int) -> None:
        """To the next or previous conflict."""
        self._state.notice = Notice("")
        self._at = max(0, min(self._at + by, len(self._state.derived.disputes) - 1))
        self.sync()

    def action_scroll_by(self, by: int) -> None:
        """Scroll by so many rows."""
        self._pane.scroll_rows(by)
        self._entitle()

    def action_go(self) -> None:
        """To a fact of this conflict, in the queue."""
        dispute = self._dispute
        self.dismiss(next(iter(_facts(dispute)), "") if dispute is not None else "")

    def action_leave(self) -> None:
        """Back to the queue."""
        self.dismiss("")


def _facts(dispute: Dispute) -> list[str]:
    return [fact for side in dispute.sides for fact in side.facts]
