"""What the review shows beside its queue: the draft in its present state, what it waits for, the conflicts with the timelines
they lead to, and the mentions that no fact covers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.cli.follower_messages import PackedLines
from workbench.review.ports import Dispute, DisputedValue, DraftLine, Missed, Outlook, SideSource, Stage

if TYPE_CHECKING:
    from workbench.facts.document import Document
    from workbench.pipeline.conflicts import KnownConflict
    from workbench.pipeline.coverage import Mentions
    from workbench.resolution import Conflict, Instruments
    from workbench.store import Store

_MOST_NAMED = 100
"""Most facts of a line that the review gets: a line with more is a total, and no place to find one fact."""


@dataclass(frozen=True, slots=True)
class ReportInHand:
    """The report that is reviewed for."""

    period: str
    as_of: date
    folder: Path


def report_in_hand(store: Store, period: str | None, as_of: date | None, folder: Path | None) -> ReportInHand:
    """The report asked for; what is left open is taken from the draft written last, else from the sources."""
    drafts = store.drafts.all()
    last = drafts[-1] if drafts else None
    if last is not None and period in (None, last.period):
        return ReportInHand(last.period, as_of or last.as_of, folder or Path(last.path).parent)
    return ReportInHand(period or _months_of(store), as_of or date.today(), folder or Path("drafts"))


def _months_of(store: Store) -> str:
    """The months from the oldest source to the newest; this month where no source is dated."""
    days = [document.published for document in store.documents() if document.published is not None] or [date.today()]
    first, last = f"{min(days):%Y-%m}", f"{max(days):%Y-%m}"
    return first if first == last else f"{first}..{last}"


def derive_outlook(store: Store, hand: ReportInHand, *, answers: int = 0, mentions: Mentions | None = None) -> Outlook:
    """Derive the outlook from the facts of a store in their present state.

    `answers` is the number of the reviewer's decision that it takes account of. `mentions` is filled with what was
    recognised in the articles; given again, it saves recognising them again.
    """
    from workbench.cli.drafting import Snapshot, earlier_drafts
    from workbench.facts.fact import WAITING
    from workbench.pipeline.coverage import missed_mentions

    snapshot = Snapshot(lambda: store)
    draft = snapshot.draft(hand.period, hand.as_of, earlier_drafts(hand.folder), final=False)
    waiting = {record.id for record in snapshot.records if record.state in WAITING}
    cited = frozenset[str]().union(*(line.facts for line in draft.lines))
    lines = tuple(
        DraftLine(line.text, line.facts if len(line.facts) <= _MOST_NAMED else frozenset()) for line in draft.lines
    )
    known = {} if mentions is None else mentions
    missed = missed_mentions(snapshot.documents, snapshot.everything, known)
    return Outlook(
        hand.period,
        hand.as_of,
        PackedLines(lines),
        cited & waiting,
        tuple(_disputes(store, snapshot.documents)),
        tuple(Missed(id_, each.start, each.end, each.kind) for id_, each in missed),
        answers,
    )


def _disputes(store: Store, documents: Mapping[str, Document]) -> Iterator[Dispute]:
    from workbench.pipeline.conflicts import ruled_conflicts
    from workbench.resolution import resolve, statements_of

    ruled = sorted(ruled_conflicts(store), key=lambda known: known.resolution is not None)
    if not ruled:
        return
    live = [record for record in store.records() if record.state != "rejected"]
    instruments = resolve(statements_of(live, documents))
    for known in ruled:
        yield _dispute(known, instruments)


def _dispute(known: KnownConflict, instruments: Instruments) -> Dispute:
    conflict, resolution = known.conflict, known.resolution
    suggestion = conflict.suggestion
    sides = tuple(
        DisputedValue(
            value=side.value,
            key=side.key,
            tier=side.tier,
            documents=len(side.documents),
            facts=side.facts,
            sources=tuple(SideSource(each.document, each.evidence) for each in side.statements),
            computed=side.computed,
        )
        for side in conflict.sides
    )
    return Dispute(
        id=conflict.id,
        instrument=conflict.instrument,
        attribute=conflict.attribute,
        clause=conflict.clause,
        subject=conflict.subject,
        sides=sides,
        suggested=suggestion.side,
        why=suggestion.reason,
        courses=_courses(conflict, instruments),
        chosen=resolution.sides if resolution is not None else None,
        by=resolution.by if resolution is not None else None,
    )


def _courses(conflict: Conflict, instruments: Instruments) -> tuple[tuple[Stage, ...], ...]:
    """The instrument's timeline for each side, without the facts of the other sides; none where all are the same."""
    from workbench.resolution import events_of, resolve, stretches_of

    if conflict.instrument is None:
        return ()
    statements = instruments.facts_of(conflict.instrument)
    courses = []
    for chosen in conflict.sides:
        others = {fact for side in conflict.sides if side is not chosen and not side.computed for fact in side.facts}
        alone = resolve(each for each in statements if each.fact not in others - set(chosen.facts))
        stretches = stretches_of(alone.key(conflict.instrument), events_of(alone))
        courses.append(tuple(Stage(each.status, each.first, each.last, each.assumed) for each in stretches))
    return tuple(courses) if len(set(courses)) > 1 else ()
