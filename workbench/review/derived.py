"""What follows from all facts together (draft, conflicts, missed mentions), as the follower last derived it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from workbench.escape import one_line
from workbench.language import _
from workbench.review.draft_page import DraftText
from workbench.review.ports import Dispute, Ended, Follower, Missed, News, Outlook


class Derived:
    """The follower as the review sees it: what it is asked, and the last that it sent."""

    def __init__(self, follower: Follower) -> None:
        self._follower = follower
        self.outlook: Outlook | None = None
        """The last outlook; None until the first has come."""
        self.broken_off: Ended | None = None
        """How the follower ended unbidden; None while it works."""
        self._asked = 0
        """How often it was asked to derive anew."""
        self._draft: DraftText | None = None

    @property
    def alone(self) -> bool:
        """Whether the follower has ended for good, so that nothing it would send is worth waiting for."""
        return self.broken_off is not None and not self.broken_off.again

    @property
    def outdated(self) -> bool:
        """Whether something was decided since the outlook was derived."""
        return self.outlook is None or self.outlook.answers < self._asked

    @property
    def disputes(self) -> Sequence[Dispute]:
        """The conflicts, open ones first, with what was ruled since they were derived."""
        return self.outlook.disputes if self.outlook is not None else ()

    @property
    def missed(self) -> tuple[Missed, ...]:
        """What was recognised in the articles and stands in no fact."""
        return self.outlook.missed if self.outlook is not None else ()

    @property
    def trouble(self) -> str:
        """Why nothing is derived at present, and what to do; empty while the follower works."""
        end = self.broken_off
        if end is None:
            return ""
        if end.again:
            return _("What derives the draft broke off; it is starting again. All is saved")
        if end.killed:
            return _("What derives the draft is killed each time: free memory, q, then start again")
        if end.cause:
            return _("What derives the draft keeps ending: {why}").format(why=one_line(end.cause))
        return _("What derives the draft keeps ending. All is saved: q, then start again")

    def open_disputes(self) -> int:
        """How many conflicts nobody ruled on."""
        return sum(dispute.chosen is None for dispute in self.disputes)

    def draft(self) -> DraftText | None:
        """The draft as one text; None where nothing is derived yet.

        Made when it is first looked at: for a large store that takes longer than a key press may.
        """
        if self._draft is None and self.outlook is not None:
            self._draft = DraftText(self.outlook)
            self.outlook = replace(self.outlook, lines=())  # the text that is made of them is enough
        return self._draft

    def ask(self) -> None:
        """Have all derived anew: something was decided."""
        self._asked += 1
        self._follower.ask(self._asked)

    def finish(self) -> None:
        """Have the final draft written, if every gate is green."""
        self._follower.finish()

    def take_news(self) -> News | None:
        """The oldest news not taken yet, which holds from then on; None where there is none."""
        news = self._follower.news()
        if isinstance(news, Ended):
            self.broken_off = news
        elif isinstance(news, Outlook):
            self.outlook, self._draft, self.broken_off = news, None, None
        return news

    def rule(self, conflict_id: str, keys: Sequence[str] | None, by: str) -> None:
        """Show a ruling in the outlook: the keys of the sides that hold, or None where one was taken back."""
        if self.outlook is not None:
            disputes = tuple(
                _ruled(dispute, keys, by) if dispute.id == conflict_id else dispute for dispute in self.outlook.disputes
            )
            self.outlook = replace(self.outlook, disputes=disputes)


def _ruled(dispute: Dispute, keys: Sequence[str] | None, by: str) -> Dispute:
    if keys is None:
        return replace(dispute, chosen=None, by=None)
    chosen = tuple(number for number, side in enumerate(dispute.sides) if side.key in keys)
    return replace(dispute, chosen=chosen, by=by)
