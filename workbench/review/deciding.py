"""Decisions of the reviewer: each is saved when its method returns, and each can be taken back and done again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from workbench.errors import WorkbenchError
from workbench.facts.fact import Evidence, Record, State
from workbench.facts.standing import Standing
from workbench.language import _, plural
from workbench.review.batches import Batch, collect_batch
from workbench.review.derived import Derived
from workbench.review.groups import group_facts
from workbench.review.navigation import Navigation, Notice
from workbench.review.ports import Dispute, Follower, Made, PersonAction, ReviewStore
from workbench.review.steps import Act, Step, Steps

ACT_OF: dict[State, Act] = {"approved": "approve", "edited": "edit", "rejected": "reject", "deferred": "defer"}
"""The states that a person's decision leads to, and by which."""


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


class Deciding(Navigation):
    """The review state, second layer: decisions, notes, batches and rulings, each saved, undone and redone."""

    def __init__(self, store: ReviewStore, reviewer: str, follower: Follower) -> None:
        super().__init__(store)
        self._reviewer = reviewer
        self.derived = Derived(follower)
        self.steps = Steps()
        self.marked: set[str] = set()
        """Facts that the next decision is for, all at once."""
        self._counts: Counter[str] = Counter()
        self._made_on = ("", 0)
        self._made_there: Sequence[Made] = ()

    @property
    def progress(self) -> Progress:
        """Over all facts, whatever the filter shows; those that the machine passed do not count."""
        return Progress(decided=self._counts["decided"], waiting=self._counts["waiting"])

    # one by one

    def approve(self) -> None:
        """Approve what waits in the group, except facts that were taken out; then go to the next group."""
        if self.group is None:
            return
        ids = self.member_ids(self.group)
        chosen = [id_ for id_ in ids if self.is_open(id_)]
        if not chosen:
            # Taken out before, or passed by machine: naming it again is meant.
            stand = [self.records.standing[id_] for id_ in ids]
            chosen = [one.id for one in stand if one.waits or one.state == "auto_approved"]
        if not chosen:
            self.next_waiting()
            return
        self._decide(Step("approve", tuple(chosen)))

    def reject(self, reason: str | None = None) -> None:
        """Reject the focused fact."""
        self._decide_focused("reject", reason=reason)

    def defer(self, reason: str | None = None) -> None:
        """Leave the focused fact for later; the reason is a note for whoever looks at it then."""
        self._decide_focused("defer", reason=reason)

    def edit(self, changes: Mapping[str, str], added: Sequence[Evidence] = ()) -> None:
        """Correct fields of the focused fact, with further words that support it; it is approved as corrected."""
        if self.focused is not None:
            self._decide(Step("edit", (self.focused.id,), changes, tuple(added)))

    def _decide_focused(self, act: Act, *, reason: str | None = None) -> None:
        if self.focused is not None:
            self._decide(Step(act, (self.focused.id,), reason=reason))

    # notes

    def notes(self) -> Sequence[Made]:
        """The last note of each reviewer on the focused fact; in the sample only this reviewer's own."""
        last: dict[str, Made] = {}
        for made in self._made():
            if made.action == "note":
                last.pop(made.by, None)
                last[made.by] = made
        return [made for made in last.values() if made.reason and (made.by == self._reviewer or not self.filter.blind)]

    def own_note(self) -> str:
        """The reviewer's own note on the focused fact; empty where there is none."""
        return next((made.reason or "" for made in self.notes() if made.by == self._reviewer), "")

    def write_note(self, text: str) -> None:
        """Note something on the focused fact; it replaces the reviewer's own last note, and an empty text removes that."""
        before = self.own_note()
        if self.focused is None or text == before:
            return
        step = Step("note", (self.focused.id,), reason=text, before=before)
        if self._save(step):
            self.steps.add(step)
            self.notice = Notice(_what(step))

    def _made(self) -> Sequence[Made]:
        """What people did to the focused fact, in their order; read once for each of its revisions."""
        focused = self.focused
        if focused is None or focused.revision == 0:
            return ()
        if self._made_on != (focused.id, focused.revision):
            self._made_on, self._made_there = (focused.id, focused.revision), self._store.decisions_on(focused.id)
        return self._made_there

    # many at once

    def toggle_mark(self) -> None:
        """Mark what waits in the group for one decision on many facts, or unmark it; then go to the next group."""
        if self.group is None:
            return
        ids = {id_ for id_ in self.member_ids(self.group) if self.is_open(id_)}
        if ids and ids <= self.marked:
            self.marked -= ids
        else:
            self.marked |= ids
        self.move(1)
        self._tell_marked()

    def mark_all(self) -> None:
        """Mark everything in the filter that waits; if all of it is marked, unmark it."""
        ids = {id_ for id_ in self.admitted() if self.is_open(id_)}
        self.marked = set() if ids <= self.marked else self.marked | ids
        self._tell_marked()

    def _tell_marked(self) -> None:
        count = len(self.marked)
        message = plural("{count} fact marked: the next decision is for it", "{count} facts marked: the next decision is for all of them", count)  # fmt: skip
        self.notice = Notice(message.format(count=count) if count else _("Nothing is marked"))

    def batch(self, act: Act) -> Batch:
        """What one decision on all that is marked would do, for the reviewer to see first."""
        ids = [id_ for group in self.groups for id_ in group.facts if id_ in self.marked]
        self.records.fetch(ids)
        return collect_batch(act, [self.records[id_] for id_ in ids if self.records.standing[id_].waits])

    def carry_out(self, batch: Batch, reason: str | None = None) -> None:
        """Decide on all of a batch as one step; what it leaves out keeps its mark."""
        self.marked -= {record.id for record in batch.taken}
        if batch.taken:
            self._decide(Step(batch.act, tuple(record.id for record in batch.taken), reason=reason))

    # conflicts

    def rule(self, dispute: Dispute, sides: Sequence[int]) -> bool:
        """Rule which sides of a conflict hold: one, several or none; False where the store refused."""
        keys = tuple(dispute.sides[number].key for number in sides)
        step = Step("rule", (dispute.id,), sides=keys)
        if not self._save(step):
            return False
        self.steps.add(step)
        self.notice = Notice(_what(step))
        return True

    def undo_rule(self, dispute: Dispute) -> None:
        """Take back the ruling that stands on a conflict, whoever made it."""
        step = Step("rule", (dispute.id,))
        if self._save(step, undo=True):
            mine = [made for made in self.steps.done if made.facts == step.facts]
            if mine:
                self.steps.done.remove(mine[-1])
            self.notice = Notice(_("Undone: {what}").format(what=_what(step)))

    # back and forth

    def undo(self) -> None:
        """Take back the last step of this session, else the decision of an earlier one on the focused fact."""
        from_history = bool(self.steps.done)
        step = self.steps.done.pop() if from_history else self.standing_step()
        if step is None:
            return
        if self._save(replace(step, facts=step.facts[::-1]), undo=True):
            if from_history:
                self.steps.undone.append(step)
            self.taken.difference_update(step.facts)
            self._show_step(step)
            self.notice = Notice(_("Undone: {what}").format(what=_what(step)))

    def redo(self) -> None:
        """Do again what was undone last."""
        if not self.steps.undone:
            return
        step = self.steps.undone.pop()
        if self._save(step):
            self.steps.done.append(step)
            self._show_step(step)
            if step.act not in ("rule", "note"):
                self._advance()
            self.notice = Notice(_("Done again: {what}").format(what=_what(step)))

    def standing_step(self) -> Step | None:
        """The decision of an earlier session on the focused fact; without its changes, so it cannot be done again."""
        focused = self.focused
        act = ACT_OF.get(focused.state) if focused is not None else None
        return Step(act, (focused.id,)) if focused is not None and act is not None else None

    def _show_step(self, step: Step) -> None:
        if step.act != "rule":
            self.show_anyway(step.facts[0])

    # saving

    def _decide(self, step: Step) -> None:
        if self._save(step):
            self.steps.add(step)
            self._advance()
            if not self.notice.text:
                self.notice = Notice(_what(step))

    def _save(self, step: Step, *, undo: bool = False) -> bool:
        """Save a step fact by fact; on a refusal say why, and show what is in the store now."""
        saved: list[str] = []
        for id_ in step.facts:
            try:
                self._save_one(step, id_, undo=undo)
            except WorkbenchError as error:
                if saved and not undo:
                    self.steps.add(replace(step, facts=tuple(saved)))
                self._reload()
                self.notice = Notice(str(error), bad=True)
                return False
            saved.append(id_)
        if step.act != "note":
            self.derived.ask()
        return True

    def _save_one(self, step: Step, id_: str, *, undo: bool) -> None:
        if step.act == "rule":
            if undo:
                self._store.undo_rule(id_, reviewer=self._reviewer)
            else:
                self._store.rule(id_, step.sides, reviewer=self._reviewer)
            self.derived.rule(id_, None if undo else step.sides, self._reviewer)
            return
        before = self.records.standing[id_]
        try:
            record = self._decide_in_store(step, id_, undo=undo)
        except WorkbenchError:
            if not self._only_routed(id_):
                raise
            record = self._decide_in_store(step, id_, undo=undo)
        self.records.put(record)
        self._recount(before, self.records.standing[id_])
        if step.act == "defer" and not undo:
            self.taken.add(id_)

    def _decide_in_store(self, step: Step, id_: str, *, undo: bool) -> Record:
        if step.act == "note":  # each reviewer's own: nobody's word is touched, whatever was decided meanwhile
            text = step.before if undo else step.reason
            return self._store.decide(id_, "note", reviewer=self._reviewer, revision=None, reason=text)
        action: PersonAction = "undo" if undo or step.act == "rule" else step.act
        return self._store.decide(
            id_,
            action,
            reviewer=self._reviewer,
            revision=self.records.standing[id_].revision,
            changes=step.changes if action == "edit" else None,
            added=step.added if action == "edit" else (),
            reason=None if action == "undo" else step.reason,
        )

    def _only_routed(self, id_: str) -> bool:
        """Whether only triage changed a waiting fact since it was shown, and found no new conflict.

        Then the reviewer's decision still applies, and the new route counts as seen.
        """
        known = self.records.standing[id_]
        for now in self._store.standings_of([id_]):
            alike = now.state == known.state and now.state in ("pending", "auto_approved")
            if alike and not (now.in_conflict and not known.in_conflict):
                return self.records.stand(now)
        return False

    def _recount(self, before: Standing, after: Standing) -> None:
        self._counts[_share_of(before)] -= 1
        self._counts[_share_of(after)] += 1

    # keeping the place

    def _advance(self) -> None:
        self.notice = Notice("")
        if self.group is not None and self._any_open(self.member_ids(self.group)):
            self._focus_open_fact(after=self.fact)
            return
        place = self._place_after(self.at, lambda group: self._any_open(self.member_ids(group)))
        if place is None:
            self.notice = Notice(_("All of this queue is decided; f shows other states, p the draft, q leaves"))
            return
        self.go_to(place)

    def _load(self) -> None:
        self.records.load(self._store.standings())
        self._of_instrument.clear()
        self._counts = Counter(map(_share_of, self.records.standing.values()))
        self.groups = group_facts(self.records.standing.values(), self._store.texts())

    def _reload(self) -> None:
        """Read the store anew. The queue keeps its order; only facts that are gone leave it."""
        focused = self.focused_id
        self._load()
        group_of = {id_: group for group in self.groups for id_ in group.facts}
        found = [next((group_of[id_] for id_ in group.facts if id_ in group_of), None) for group in self.queue]
        self.queue = list(dict.fromkeys(group for group in found if group is not None))
        self.at = min(self.at, max(0, len(self.queue) - 1))
        if focused is not None:
            self.show(focused)


def _share_of(one: Standing) -> str:
    if one.waits:
        return "waiting"
    return "decided" if one.state in ACT_OF and not one.sampled else "passed"


def _what(step: Step) -> str:
    count = len(step.facts)
    if step.act == "approve":
        message = plural("{count} fact approved", "{count} facts approved", count)
    elif step.act == "reject":
        message = plural("{count} fact rejected", "{count} facts rejected", count)
    elif step.act == "defer":
        message = plural("{count} fact deferred", "{count} facts deferred", count)
    elif step.act == "rule":
        return _("conflict decided")
    elif step.act == "note":
        return _("noted") if step.reason else _("note taken off")
    else:
        message = plural("{count} fact corrected and approved", "{count} facts corrected and approved", count)
    return message.format(count=count)
