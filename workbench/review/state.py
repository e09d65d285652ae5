"""The state of a review, without a screen: what every pane shows of the fact in focus, and what came from elsewhere."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from workbench.errors import WorkbenchError
from workbench.escape import one_line
from workbench.facts.document import Document
from workbench.facts.editing import new_content
from workbench.facts.fact import Evidence
from workbench.facts.standing import Standing
from workbench.language import _
from workbench.review.deciding import ACT_OF
from workbench.review.looking import Looking
from workbench.review.navigation import Notice
from workbench.review.ports import Dispute, Ended, Finished, Follower, Idle, Outlook, Phrasing, ReviewStore
from workbench.review.steps import Step
from workbench.review.wording import kind_name, state_name
from workbench.triage import SampleRate, sample_rate

_WELCOMED = 10
"""Decisions after which a new reviewer knows the keys."""

_NEEDS_FACT = frozenset(
    {
        "approve",
        "reject",
        "reject_why",
        "edit",
        "edit_whole",
        "defer",
        "defer_why",
        "mark",
        "mark_all",
        "next",
        "previous",
        "skip",
        "same_act",
        "only_act",
        "only_article",
        "fact_next",
        "fact_previous",
        "copy",
        "note",
        "witnesses",
        "scripts",
        "add",
        "jump",
    }
)


_NEEDS_OUTLOOK = frozenset({"draft", "conflicts", "missed"})


@dataclass(frozen=True)
class Summary:
    """What one session decided, and what still waits; counts facts."""

    approved: int
    edited: int
    rejected: int
    deferred: int
    ruled: int
    """Conflicts decided."""
    waiting: int
    seconds: float = field(default=0, compare=False)
    """How long it lasted."""

    @property
    def decided(self) -> int:
        """Facts decided, those put off left out."""
        return self.approved + self.edited + self.rejected


class ReviewState(Looking):
    """The state of a review, without a screen: `Navigation`, `Deciding` and `Looking`, and what comes from elsewhere.

    A method is one intention of the reviewer; what was decided is saved when it returns.
    """

    def __init__(self, store: ReviewStore, reviewer: str, phrasing: Phrasing, follower: Follower | None = None) -> None:
        super().__init__(store, reviewer, phrasing, follower or Idle())
        self._remembered: str | None = None
        self._rested_on: str | None = None
        """The fact in focus when news was last asked for."""
        self._began = time.monotonic()
        self._load()
        place = self._store.position(reviewer)
        self._new_here = place is None
        self.return_to(place)

    @property
    def welcoming(self) -> bool:
        """Whether the first lines of help are shown: to who is new to this store, until ten decisions or until dismissed."""
        return self._new_here and len(self.steps.done) < _WELCOMED

    def dismiss_welcome(self) -> None:
        """Show no first lines of help any more."""
        self._new_here = False

    def summary(self) -> Summary:
        """What this session decided so far."""
        count = self.steps.count
        return Summary(
            approved=count("approve"),
            edited=count("edit"),
            rejected=count("reject"),
            deferred=count("defer"),
            ruled=count("rule"),
            waiting=self.progress.waiting,
            seconds=time.monotonic() - self._began,
        )

    def why_empty(self) -> str:
        """Why nothing is in focus, and what to do then."""
        if not self.records.standing:
            return _("There is no fact yet: q leaves; then `workbench add FILES` and `workbench extract`")
        return _("The queue is empty; f shows other states, F all that waits")

    def unavailable(self, action_id: str) -> str | None:
        """Why an action of the table of keys can do nothing now; None if it can."""
        if action_id in _NEEDS_FACT and self.group is None:
            return self.why_empty()
        if action_id == "undo" and not self.steps.done and self.standing_step() is None:
            return _("Nothing to undo: no decision in this session, and none on this fact")
        if action_id == "redo" and not self.steps.undone:
            return _("Nothing was undone that could be done again")
        derived = self.derived
        if derived.alone and (action_id == "finish" or (action_id in _NEEDS_OUTLOOK and derived.outlook is None)):
            return derived.trouble
        if action_id in ("draft", "finish") and derived.outlook is None:
            return _not_derived()
        if action_id == "witnesses" and self.filter.blind:
            return _("The sample is judged by the source alone")
        if action_id == "welcome" and not self.welcoming:
            return ""
        if action_id == "missed" and not derived.missed:
            return _("Nothing is known to be missed") if derived.outlook is not None else _("Not derived yet")
        if action_id == "conflicts" and not derived.disputes:
            return _("No conflict is known") if derived.outlook is not None else _("Conflicts are not derived yet")
        return None

    def last_ruled(self) -> Dispute | None:
        """The conflict that was decided last in this session."""
        ruled = (step.facts[0] for step in reversed(self.steps.done) if step.act == "rule")
        last = next(ruled, None)
        return next((dispute for dispute in self.derived.disputes if dispute.id == last), None)

    def measured_sample(self) -> tuple[SampleRate, int]:
        """The error rate of what passed alone, as far as its sample was looked at, and how many are left to look at."""
        sampled = [one.state for one in self.records.standing.values() if one.sampled]
        seen = [state for state in sampled if state in ("approved", "edited", "rejected")]
        return sample_rate(len(seen), sum(state != "approved" for state in seen)), sampled.count("auto_approved")

    # what was missed

    def add(self, kind: str, given: Mapping[str, str], document: Document, start: int, end: int) -> None:
        """Add a fact whose quote is a stretch of a document; it is approved by who added it."""
        try:
            content = new_content(kind, given)
            span = Evidence.cut(document.text, start, end)
            record = self._store.add(document.id, content, span, reviewer=self._reviewer)
        except WorkbenchError as error:
            self.notice = Notice(str(error), bad=True)
            return
        self._reload()
        self.steps.add(Step("approve", (record.id,)))
        self.derived.ask()
        self.notice = Notice(_("Added and approved: {kind}").format(kind=kind_name(kind)))

    # what comes from elsewhere

    def catch_up(self) -> bool:
        """Take in what others decided and the follower's news; returns whether anything is new.

        Also saves the place of the reviewer, where it is the same as at the last call: not while one key follows another.
        """
        if self.focused_id == self._rested_on:
            self.remember()
        self._rested_on = self.focused_id
        changes = self._store.changes()
        moved = [standing for standing in changes.standings if self._take(standing)]
        known = self.records.standing
        grown = changes.grown or any(one.id not in known and one.state != "superseded" for one in changes.standings)
        if grown:
            self._reload()
            self._rebuild_queue()
        news = self._take_news()
        self._name_decider(moved)
        self.ask_ahead()
        return self.phrases.arrived() or bool(moved) or grown or news

    def _take(self, now: Standing) -> bool:
        before = self.records.standing.get(now.id)
        if before is None or not self.records.stand(now):
            return False
        self._recount(before, now)
        return True

    def _name_decider(self, moved: Sequence[Standing]) -> None:
        """Say who decided on the fact in focus, if somebody else just did."""
        focused = self.focused
        if focused is not None and any(one.id == focused.id and one.state in ACT_OF for one in moved):
            made = self._store.decisions_on(focused.id)
            if made and made[-1].by != self._reviewer:
                self.notice = Notice(
                    _("{who} decided on this fact: {state}").format(
                        who=one_line(made[-1].by), state=state_name(focused.state)
                    )
                )

    def _take_news(self) -> bool:
        """Take the follower's news; returns whether there was any."""
        any_came = False
        while True:
            trouble = self.derived.trouble
            news = self.derived.take_news()
            if news is None:
                return any_came
            any_came = True
            if isinstance(news, Ended):
                self.notice = Notice(self.derived.trouble, bad=True)
            elif isinstance(news, Finished):
                self._show_finished(news)
            else:
                if self.notice.text == trouble:
                    self.notice = Notice("")
                self._show_outlook(news)

    def _show_outlook(self, outlook: Outlook) -> None:
        self.needed = outlook.needed
        if self.notice.text == _not_derived():
            self.notice = Notice(_("The draft is derived: p shows it, W writes it"))
        focused, notice = self.focused, self.notice
        standing = self.records.standing
        # What the draft does not wait for goes; what is in focus, and what was decided meanwhile, stays.
        if self.filter.state == "needed":
            self.queue = [
                group
                for place, group in enumerate(self.queue)
                if place == self.at or any(not standing[id_].waits or id_ in outlook.needed for id_ in group.facts)
            ]
            if focused is not None:
                self.show(focused.id)
            self.notice = notice

    def _show_finished(self, finished: Finished) -> None:
        if finished.path is not None:
            path = Path(finished.path)
            message = _("The final draft is written: {name} in {folder}")
            self.notice = Notice(message.format(name=path.name, folder=path.parent))
        else:
            problems = ", ".join(finished.problems)
            self.notice = Notice(_("Not written, gates are red: {problems}").format(problems=problems), bad=True)

    def finish(self) -> None:
        """Have the final draft written, if every gate is green; the follower reports the outcome."""
        self.derived.finish()
        self.notice = Notice(_("Writing the final draft …"))

    # keeping the place

    def remember(self) -> None:
        """Save the place, for the next session; not with every key, for it is written to disk."""
        id_ = self.focused_id
        if id_ is None or id_ == self._remembered:
            return
        try:
            self._store.remember_position(self._reviewer, id_)
        except WorkbenchError as error:
            self.notice = Notice(str(error), bad=True)
            return
        self._remembered = id_


def _not_derived() -> str:
    return _("The draft is not derived yet; it takes some seconds")
