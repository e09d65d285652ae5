"""What the review room needs of the rooms around it, as protocols and values; it knows no file and no SQL."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

from workbench.facts.document import Document, Tier
from workbench.facts.fact import Evidence, Record
from workbench.facts.kinds import AnyContent
from workbench.facts.standing import Standing

PersonAction = Literal["approve", "reject", "edit", "defer", "undo", "note"]

EditText = Callable[[str], str | None]
"""Lets the reviewer edit a text in an editor of their own; None where they left it without saving, or it failed."""


@dataclass(frozen=True, slots=True)
class Made:
    """One decision that somebody made on a fact, or a note."""

    action: str
    by: str
    at: str
    """UTC, ISO 8601."""
    reason: str | None
    """Of a note, its text; None where it was taken off."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What happened in the store since it was looked at last."""

    standings: Sequence[Standing] = ()
    """The facts decided on by anybody, this reviewer included, or routed anew."""
    grown: bool = False
    """Whether articles were read since: there may be facts that nobody has seen."""


@dataclass(frozen=True, slots=True)
class DraftLine:
    """One line of the draft, and the facts that it rests on or waits for; none where those are too many to name."""

    text: str
    facts: frozenset[str]


@dataclass(frozen=True, slots=True)
class Missed:
    """Something recognised that no fact accounts for; offsets in the document's text."""

    document: str
    start: int
    end: int
    mention: str
    """What it is: reference, date, code, quantity, title, entity, status_verb."""


@dataclass(frozen=True, slots=True)
class SideSource:
    """What one document says for a side of a conflict."""

    document: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class DisputedValue:
    """One side of a conflict."""

    value: str
    key: str
    """The value in its normal form, by which a ruling names it."""
    tier: Tier
    """Of its heaviest source."""
    documents: int
    """How many documents give it."""
    facts: tuple[str, ...]
    sources: tuple[SideSource, ...]
    """Heaviest source first."""
    computed: bool = False
    """Whether it follows from its facts together, so that none of them gives it alone."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A stretch of days with one status in the timeline of an instrument."""

    status: str
    first: date
    last: date | None
    assumed: bool


@dataclass(frozen=True, slots=True)
class Dispute:
    """A conflict, how it stands, and what the timeline would become."""

    id: str
    instrument: str | None
    attribute: str
    clause: str | None
    subject: str | None
    sides: tuple[DisputedValue, ...]
    suggested: int
    """Number of the side that weighs more."""
    why: str
    """Code of the reason for that."""
    courses: tuple[tuple[Stage, ...], ...] = ()
    """For each side, the timeline of the instrument if it alone held; empty where all are the same."""
    chosen: tuple[int, ...] | None = None
    """Numbers of the sides that hold by a person's ruling; None while it is open."""
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Outlook:
    """What follows from all facts together: the draft, what it still waits for, the conflicts."""

    period: str
    as_of: date
    lines: Sequence[DraftLine] = ()
    needed: frozenset[str] = frozenset()
    """Facts on which a line of the draft waits."""
    disputes: tuple[Dispute, ...] = ()
    """Open conflicts, then those that were ruled on."""
    missed: tuple[Missed, ...] = ()
    """What was recognised in the articles and stands in no fact, in reading order."""
    answers: int = 0
    """Number of the reviewer's last decision that it takes account of."""


@dataclass(frozen=True, slots=True)
class Finished:
    """How writing the final draft ended."""

    path: str | None
    """Path of the draft; None where a gate kept it from being written."""
    problems: tuple[str, ...] = ()
    """The gates that are not green, each with its number of problems, in the reader's words."""


@dataclass(frozen=True, slots=True)
class Ended:
    """The follower ended unbidden. Unless it is started again, no other news comes."""

    again: bool = False
    """Whether it is started again; it then does what is due."""
    killed: bool = False
    """Whether it was killed from outside."""
    cause: str = ""
    """Why, as far as it could say before it ended."""


News = Outlook | Finished | Ended


class ReviewStore(Protocol):
    """Where facts and decisions are kept. What `decide`, `rule` or `undo_rule` returned for is on disk."""

    def standings(self) -> Sequence[Standing]:
        """How all facts stand, in the order of their documents and of reading."""
        ...

    def changes(self) -> Changes:
        """What happened since `standings` or `changes` was asked for last; costs next to nothing where nothing did."""
        ...

    def standings_of(self, ids: Collection[str], /) -> Sequence[Standing]:
        """How some facts stand now."""
        ...

    def records_of(self, ids: Collection[str], /) -> Sequence[Record]:
        """The facts of some ids in their present state."""
        ...

    def texts(self) -> Iterable[tuple[str, str]]:
        """Id and text of every document, one at a time."""
        ...

    def holding(self, words: Sequence[str], /) -> Collection[str]:
        """Ids of the facts that may hold every one of these words, in whatever field; no other fact does."""
        ...

    def document(self, id_or_prefix: str, /) -> Document:
        """The document of an id; raises `WorkbenchError` where there is none."""
        ...

    def decisions_on(self, fact_id: str, /) -> Sequence[Made]:
        """What people decided on a fact, in their order."""
        ...

    def decide(
        self,
        fact_id: str,
        action: PersonAction,
        *,
        reviewer: str,
        revision: int | None,
        changes: Mapping[str, str] | None = None,
        added: Sequence[Evidence] = (),
        reason: str | None = None,
    ) -> Record:
        """Append one decision, or a note, and return the resulting record.

        `revision` is the one that the reviewer saw; raises `WorkbenchError` where the record has changed since. `added` are
        further words of the article that support what an edit changes.
        """
        ...

    def unsupported(self, record: Record, changes: Mapping[str, str], added: Sequence[Evidence] = ()) -> Sequence[str]:
        """The fields that a correction changes to a value which stands neither in the fact's quotes nor in those `added`."""
        ...

    def add(self, document_id: str, content: AnyContent, span: Evidence, *, reviewer: str) -> Record:
        """Keep a fact that the reviewer added, approved; raises `WorkbenchError` where the quote does not support it."""
        ...

    def rule(self, conflict_id: str, keys: Sequence[str], *, reviewer: str) -> None:
        """Append which sides of a conflict hold, by their keys: one, several or none."""
        ...

    def undo_rule(self, conflict_id: str, *, reviewer: str) -> None:
        """Take back the last ruling on a conflict; raises `WorkbenchError` where none stands."""
        ...

    def position(self, reviewer: str) -> str | None:
        """The fact at which a reviewer stopped."""
        ...

    def remember_position(self, reviewer: str, fact_id: str) -> None:
        """Note the fact at which a reviewer is."""
        ...


class Follower(Protocol):
    """Follows the decisions of a review in the background: routes facts anew and derives draft and conflicts from them."""

    def ask(self, number: int, /) -> None:
        """Say that the reviewer's `number`th decision was made. Several before it gets to work are answered as one."""
        ...

    def finish(self) -> None:
        """Write the final draft, if every gate is green."""
        ...

    def news(self) -> News | None:
        """The oldest news not taken yet; None where there is none. Never waits."""
        ...


class Phrasing(Protocol):
    """The report's words for things, found in the background: None while they are not known yet. Nothing here waits."""

    def line(self, record: Record, /) -> str | None:
        """The line of the report that a record would become; Markdown, 繁體中文."""
        ...

    def both_scripts(self, text: str, /) -> tuple[str, str] | None:
        """A name in traditional and in simplified characters."""
        ...

    def on_known(self, tell: Callable[[], object], /) -> None:
        """Have `tell` called, from any thread, when requested words have been found."""
        ...


class Idle:
    """A follower that derives nothing."""

    def ask(self, number: int, /) -> None:
        """Nothing to do."""

    def finish(self) -> None:
        """Nothing to write."""

    def news(self) -> News | None:
        """Never any news."""
        return None
