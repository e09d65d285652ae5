"""Decisions: appended, never changed; the state of a fact is the fold of its decisions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from workbench.errors import WorkbenchError
from workbench.facts.fact import BASIS_CHANGED, LOST, USABLE, Evidence, Record, Route, State
from workbench.facts.kinds import AnyContent
from workbench.facts.state_words import STATE_WORDS
from workbench.language import _

PersonAction = Literal["approve", "reject", "edit", "defer", "undo", "note"]
PERSON_ACTIONS: tuple[PersonAction, ...] = ("approve", "reject", "edit", "defer", "undo", "note")
MACHINE = "machine"

_STATE_OF: dict[str, State] = {"approve": "approved", "reject": "rejected", "edit": "edited", "defer": "deferred"}


class Decision(BaseModel):
    """One act of a reviewer, or of triage, on a fact. A note decides nothing: its text is the reason."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    number: int = Field(0, description="Order of the decisions in the store.")
    fact: str
    action: Literal["approve", "reject", "edit", "defer", "undo", "note", "route"]
    by: str = Field(description="The reviewer's name, or `machine`.")
    at: str = Field(description="When, UTC, ISO 8601.")
    reason: str | None = None
    content: AnyContent | None = Field(None, description="Content after an edit.")
    added: tuple[Evidence, ...] = Field((), description="Spans that bear out what an edit changed.")
    route: Route | None = Field(None, description="The route given by triage.")
    carried_from: str | None = Field(None, description="Fact of the same content that this was decided on.")


class Ruling(BaseModel):
    """One act of a reviewer on a conflict: the sides that hold, or that the last ruling is taken back."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    number: int = Field(0, description="Order of the rulings in the store.")
    conflict: str = Field(description="Id of the conflict.")
    action: Literal["settle", "undo"]
    sides: tuple[str, ...] = Field(
        (), description="Keys of the sides that hold: one, several (both are right) or none."
    )
    by: str = Field(description="The reviewer's name.")
    at: str = Field(description="When, UTC, ISO 8601.")
    reason: str | None = None


class Overtaken(WorkbenchError):
    """A decision was refused because the fact has changed since the reviewer saw it."""

    def __init__(self, record: Record, decisions: Sequence[Decision]) -> None:
        if decisions and decisions[-1].by != MACHINE:
            what = _("{name} decided on this fact meanwhile: it is {state} now").format(
                name=decisions[-1].by, state=STATE_WORDS[record.state]()
            )
        else:
            what = _("this fact was judged anew meanwhile: it is {state} now").format(state=STATE_WORDS[record.state]())
        super().__init__(what, where=record.id, way_out=_("Look at it again, then decide"))
        self.record = record
        """The fact as it is now."""


def moves_routes(before: Record, after: Record) -> bool:
    """Whether a decision on this fact may change the routes of others: it rejects it, takes a rejection back, or edits it.

    Nothing else can begin or end a conflict, or take a second source from another fact.
    """
    return (before.state == "rejected") != (after.state == "rejected") or before.content != after.content


class Folded(NamedTuple):
    """What the decisions on one fact add up to."""

    state: State
    route: Route
    edited: AnyContent | None
    added: tuple[Evidence, ...]
    """Spans that support what was edited."""


def fold(decisions: Iterable[Decision]) -> Folded:
    """State, route and edited content with its spans after the decisions on one fact, given in their order.

    A person's decision counts more than triage's; an undo takes back the last of a person's decisions in force. A ruling
    on a conflict that went against the fact is a person's decision too: it defers earlier ones. An approval of an assessment whose
    facts changed since has to be given again.
    """
    decisions = list(decisions)
    routes = [decision.route for decision in decisions if decision.action == "route" and decision.route]
    route = routes[-1] if routes else Route(to="review", reasons=("not_routed",))
    standing = standing_decisions(decisions)
    lost = _undecided_since(decisions, LOST)
    if not standing:
        passed: State = "auto_approved" if route.to == "machine" else "pending"
        return Folded("deferred" if lost else passed, route, None, ())
    last = standing[-1]
    edits = [decision for decision in standing if decision.action == "edit"]
    # An approval behind an edit confirms the edited content.
    edited = edits[-1].content if edits else None
    added = tuple(dict.fromkeys(span for edit in edits for span in edit.added))
    state: State = "edited" if edited is not None and last.action == "approve" else _STATE_OF[last.action]
    if state in USABLE and _undecided_since(decisions, BASIS_CHANGED):
        state = "pending"
    return Folded("deferred" if lost and state != "rejected" else state, route, edited, added)


def _undecided_since(decisions: Sequence[Decision], reason: str) -> bool:
    """Whether the present route has a reason with this prefix, and nobody has decided since the reason came up."""
    since = None
    for place, decision in enumerate(decisions):
        if decision.action == "route" and decision.route:
            given = any(each.startswith(reason) for each in decision.route.reasons)
            since = (place if since is None else since) if given else None
    return since is not None and not standing_decisions(decisions[since:])


def standing_decisions(decisions: Iterable[Decision]) -> list[Decision]:
    """A person's decisions that no undo took back, in their order; the last one is in force."""
    standing: list[Decision] = []
    for decision in decisions:
        if decision.action == "undo":
            if standing:
                standing.pop()
        elif decision.action not in ("route", "note"):
            standing.append(decision)
    return standing


def standing_by_fact(decisions: Iterable[Decision]) -> dict[str, list[Decision]]:
    """Fact -> its `standing_decisions`, from decisions on many facts in their order."""
    by_fact: dict[str, list[Decision]] = {}
    for decision in decisions:
        by_fact.setdefault(decision.fact, []).append(decision)
    return {fact: standing_decisions(made) for fact, made in by_fact.items()}


def standing_notes(decisions: Iterable[Decision]) -> list[Decision]:
    """The notes on a fact, oldest first: the last of each reviewer, unless it was removed."""
    last: dict[str, Decision] = {}
    for decision in decisions:
        if decision.action == "note":
            last.pop(decision.by, None)
            last[decision.by] = decision
    return [decision for decision in last.values() if decision.reason]


def standing_rulings(made: Iterable[Ruling]) -> dict[str, Ruling]:
    """Conflict -> the last ruling on it that no undo took back."""
    stacks: dict[str, list[Ruling]] = {}
    for ruling in made:
        stack = stacks.setdefault(ruling.conflict, [])
        if ruling.action == "settle":
            stack.append(ruling)
        elif stack:
            stack.pop()
    return {conflict: stack[-1] for conflict, stack in stacks.items() if stack}
