"""The review as it stands: queue, place in it, filter, decisions and undo. It knows no screen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from workbench.errors import WorkbenchError
from workbench.facts.document import Document
from workbench.facts.fact import WAITING, Record, State
from workbench.facts.kinds import Assessment
from workbench.language import _, plural
from workbench.review.groups import awaits, group_records
from workbench.review.history import Act, History, Step
from workbench.review.navigation import Navigation, Notice
from workbench.review.pages import Page, article_page, assessment_page
from workbench.review.ports import Describe, PersonAction, ReviewStore

_ACT_OF: dict[State, Act] = {"approved": "approve", "edited": "edit", "rejected": "reject", "deferred": "defer"}

_NEEDS_FACT = frozenset(
    {
        "approve",
        "reject",
        "reject_why",
        "edit",
        "defer",
        "next",
        "previous",
        "skip",
        "fact_next",
        "fact_previous",
        "copy",
    }
)


@dataclass(frozen=True)
class Progress:
    """How much of what a person must decide is decided; counts facts."""

    decided: int
    waiting: int

    @property
    def share(self) -> float:
        """Between 0 and 1; 1 where there was nothing to decide."""
        total = self.decided + self.waiting
        return self.decided / total if total else 1.0


@dataclass(frozen=True)
class Summary:
    """What one session decided, and what still waits; counts facts."""

    approved: int
    edited: int
    rejected: int
    deferred: int
    waiting: int


class ReviewState(Navigation):
    """Every method is one intention of the reviewer; what it decided is saved when it returns."""

    def __init__(self, store: ReviewStore, reviewer: str, describe: Describe) -> None:
        super().__init__()
        self._store = store
        self._reviewer = reviewer
        self._describe = describe
        self._documents: dict[str, Document] = {}
        self._remembered: str | None = None
        self.quote = 0
        """Place among the quotes of the focused fact."""
        self.history = History()
        self._counts: Counter[str] = Counter()
        self._load()
        self.return_to(self._store.position(reviewer))

    # what is shown

    @property
    def progress(self) -> Progress:
        """Over all facts, whatever the filter shows; those that the machine passed do not count."""
        return Progress(decided=self._counts["decided"], waiting=self._counts["waiting"])

    def summary(self) -> Summary:
        """What this session decided so far."""
        count = self.history.count
        return Summary(
            approved=count("approve"),
            edited=count("edit"),
            rejected=count("reject"),
            deferred=count("defer"),
            waiting=self.progress.waiting,
        )

    def unavailable(self, action_id: str) -> str | None:
        """Why an action of the table of keys can do nothing now; None if it can."""
        if action_id in _NEEDS_FACT and self.focused is None:
            return _("The queue is empty; f and t change the filter")
        if action_id == "undo" and not self.history.done and self._standing_step() is None:
            return _("Nothing to undo: no decision in this session, and none on this fact")
        if action_id == "redo" and not self.history.undone:
            return _("Nothing was undone that could be done again")
        return None

    def page(self) -> Page | None:
        """What the middle pane shows."""
        focused = self.focused
        if focused is None:
            return None
        content = focused.content
        try:
            if isinstance(content, Assessment):
                return assessment_page(focused, [self._cited(id_) for id_ in content.facts])
            return article_page(self._document(focused.fact.document), focused, self.members)
        except WorkbenchError as error:
            return Page(key="", title=_("no article"), text=str(error))

    def report_line(self) -> str:
        """The line of the report that the focused fact would become, or why it cannot be told."""
        if self.focused is None:
            return ""
        try:
            return self._describe(self.focused)
        except WorkbenchError as error:
            return str(error)

    def _document(self, id_: str) -> Document:
        if id_ not in self._documents:
            self._documents[id_] = self._store.document(id_)
        return self._documents[id_]

    def _cited(self, id_: str) -> tuple[str, Record | None, Document | None]:
        source = self.records.get(id_)
        if source is None or isinstance(source.content, Assessment):
            return id_, source, None
        return id_, source, self._document(source.fact.document)

    def move_quote(self, by: int) -> None:
        """To the next or previous quote of the focused fact."""
        page = self.page()
        if page is not None and page.quotes:
            self.quote = (self.quote + by) % len(page.quotes)
            self.notice = Notice(
                _("Quote {number} of {total}").format(number=self.quote + 1, total=len(page.quotes))
                if len(page.quotes) > 1
                else _("This fact has one quote")
            )

    # deciding

    def approve(self) -> None:
        """Approve what waits in the group, but for what was taken out; then on to the next."""
        members = self.members
        waiting = [record.id for record in members if self.is_open(record)]
        if not waiting:
            # Taken out before, or passed by machine: naming it again is meant.
            waiting = [record.id for record in members if record.state in WAITING or record.state == "auto_approved"]
        if not waiting:
            self.next_waiting()
            return
        self._decide(Step("approve", tuple(waiting)))

    def reject(self, reason: str | None = None) -> None:
        """Reject the focused fact."""
        self._decide_focused("reject", reason=reason)

    def defer(self) -> None:
        """Leave the focused fact for later."""
        self._decide_focused("defer")

    def edit(self, changes: Mapping[str, str]) -> None:
        """Correct fields of the focused fact; it is approved as corrected."""
        self._decide_focused("edit", changes=changes)

    def undo(self) -> None:
        """Take back the last step of this session, else the decision of an earlier one on the focused fact."""
        from_history = bool(self.history.done)
        step = self.history.done.pop() if from_history else self._standing_step()
        if step is None:
            return
        if self._apply(replace(step, facts=step.facts[::-1]), "undo"):
            if from_history:
                self.history.undone.append(step)
            self.taken.difference_update(step.facts)
            self.show(step.facts[0])
            self.notice = Notice(_("Undone: {what}").format(what=_what(step)))

    def _standing_step(self) -> Step | None:
        """The decision of an earlier session on the focused fact; without its changes, so it cannot be done again."""
        focused = self.focused
        act = _ACT_OF.get(focused.state) if focused is not None else None
        return Step(act, (focused.id,)) if focused is not None and act is not None else None

    def redo(self) -> None:
        """Do again what was undone last."""
        if not self.history.undone:
            return
        step = self.history.undone.pop()
        if self._apply(step, step.act):
            self.history.done.append(step)
            self.show(step.facts[0])
            self._advance()
            self.notice = Notice(_("Done again: {what}").format(what=_what(step)))

    def _decide_focused(self, act: Act, *, changes: Mapping[str, str] | None = None, reason: str | None = None) -> None:
        if self.focused is not None:
            self._decide(Step(act, (self.focused.id,), changes, reason))

    def _decide(self, step: Step) -> None:
        if self._apply(step, step.act):
            self.history.add(step)
            self._advance()
            if not self.notice.text:
                self.notice = Notice(_what(step))

    def _apply(self, step: Step, action: PersonAction) -> bool:
        """Save the step fact by fact; on a refusal say why, and show what is in the store now."""
        saved: list[str] = []
        for id_ in step.facts:
            try:
                self._put(
                    self._store.decide(
                        id_,
                        action,
                        reviewer=self._reviewer,
                        revision=self.records[id_].revision,
                        changes=step.changes if action == "edit" else None,
                        reason=step.reason if action == "reject" else None,
                    )
                )
            except WorkbenchError as error:
                if saved and action != "undo":
                    self.history.add(replace(step, facts=tuple(saved)))
                self._reload()
                self.notice = Notice(str(error), bad=True)
                return False
            saved.append(id_)
            if action == "defer":
                self.taken.add(id_)
        return True

    # keeping the place

    def _advance(self) -> None:
        self.notice = Notice("")
        if any(self.is_open(record) for record in self.members):
            self._focus_open_fact(after=self.fact)
            return
        place = self._open_place(self.at + 1)
        if place is None:
            self.notice = Notice(_("All of this queue is decided; f shows other states, q leaves"))
            return
        self.go_to(place)

    def _settled(self) -> None:
        self.quote = 0
        focused = self.focused
        if focused is None or focused.id == self._remembered:
            return
        try:
            self._store.remember_position(self._reviewer, focused.id)
        except WorkbenchError as error:
            self.notice = Notice(str(error), bad=True)
            return
        self._remembered = focused.id

    def _load(self) -> None:
        self.records = {record.id: record for record in self._store.records() if record.state != "superseded"}
        self._counts = Counter(map(_standing, self.records.values()))
        self.groups = group_records(self.records.values(), lambda id_: self._document(id_).text)

    def _put(self, record: Record) -> None:
        self._counts[_standing(self.records[record.id])] -= 1
        self._counts[_standing(record)] += 1
        self.records[record.id] = record

    def _reload(self) -> None:
        """Read the store anew, keeping the order under the reviewer's eyes; only what is gone goes."""
        focused = self.focused
        self._load()
        group_of = {id_: group for group in self.groups for id_ in group.facts}
        found = [next((group_of[id_] for id_ in group.facts if id_ in group_of), None) for group in self.queue]
        self.queue = list(dict.fromkeys(group for group in found if group is not None))
        self.at = min(self.at, max(0, len(self.queue) - 1))
        if focused is not None:
            self.show(focused.id)


def _standing(record: Record) -> str:
    if awaits(record):
        return "waiting"
    return "decided" if record.state in _ACT_OF else "passed"


def _what(step: Step) -> str:
    count = len(step.facts)
    if step.act == "approve":
        return plural("{count} fact approved", "{count} facts approved", count).format(count=count)
    if step.act == "reject":
        return _("1 fact rejected")
    if step.act == "defer":
        return _("1 fact deferred")
    return _("1 fact corrected and approved")
