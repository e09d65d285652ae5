"""The process beside the review: routes what was decided on, derives the draft and the conflicts anew, writes the final
draft, and finds the report's words. It has a process of its own because a busy thread within the review would make every
key wait, and because what it loads for that, dictionaries above all, is more than the review itself is.
"""

from __future__ import annotations

import os
import pickle
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Literal, overload

from workbench.errors import WorkbenchError
from workbench.review.ports import Dispute, DisputedValue, DraftLine, Finished, Missed, Outlook, Stage, Told

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from workbench.cli.beside import Asked, Beginning, Heard, Phrase, Said
    from workbench.facts.document import Document
    from workbench.pipeline.by_hand import Mentions
    from workbench.pipeline.conflicts import KnownConflict
    from workbench.resolution import Conflict, Instruments
    from workbench.store import Store

Task = tuple[Literal["derive", "finish"], int]
Work = SimpleQueue[Task | None]
"""What takes its time, and None at the end."""

_QUIET_SECONDS = 0.4
"""A reviewer who goes on deciding is not followed key by key, but when he pauses so long …"""
_MOST_ASKED = 50
"""… or has asked so often."""
_NICE = 10
_TURN_SECONDS = 0.001
"""How long one thread goes on while the other waits: words are asked for while the draft is derived."""
_MOST_TOLD = 100
"""Facts of a line that the review is told of: a total over thousands is no line to find one of them in."""


class PackedLines(Sequence[DraftLine]):
    """Lines of a draft on their way to the review: thousands of them, which nobody unpacks who does not look at the draft."""

    def __init__(self, lines: Sequence[DraftLine]) -> None:
        self._packed = pickle.dumps(lines)

    @cached_property
    def _lines(self) -> Sequence[DraftLine]:
        lines: Sequence[DraftLine] = pickle.loads(self._packed)  # noqa: S301  # packed above
        return lines

    def __len__(self) -> int:
        return len(self._lines)

    @overload
    def __getitem__(self, place: int) -> DraftLine: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[DraftLine]: ...
    def __getitem__(self, place: int | slice) -> DraftLine | Sequence[DraftLine]:
        return self._lines[place]


class Mouth:
    """What the review hears; both threads speak through it, one at a time."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._lock = threading.Lock()

    def follows(self, hand: DraftInHand) -> None:
        """Say which report is followed: another process that takes the place of this one goes on with it."""
        self._send(("report", (hand.period, hand.as_of, hand.folder)))

    def tell(self, news: Outlook | Finished) -> None:
        """Tell something new, packed: the review unpacks it when it has a moment."""
        self._send(("finished" if isinstance(news, Finished) else "outlook", pickle.dumps(news)))

    def phrase(self, said: Sequence[Said]) -> None:
        """Give the words for what was asked, in its order."""
        self._send(("phrases", [phrase_of(each) for each in said]))

    @contextmanager
    def failing(self) -> Iterator[None]:
        """Tell why, where what is done in the block fails; its process is to end then."""
        try:
            yield
        except (EOFError, ConnectionError):
            raise  # the review ended: nobody hears
        except WorkbenchError as error:
            self._send(("failed", str(error)))
        except Exception as error:
            self._send(("failed", f"{type(error).__name__}: {error}"))

    def _send(self, heard: Heard) -> None:
        with self._lock:
            self._connection.send(heard)


def phrase_of(said: Said) -> Phrase:
    """The line of the report for what a fact says; a name in both scripts."""
    from workbench.report import in_both_scripts, tell

    return in_both_scripts(said) if isinstance(said, str) else tell(said)


def serve() -> None:
    """The process itself: hears on its standard input what it is to follow, tells on its standard output."""
    from multiprocessing.connection import Connection

    ear, mouth = Connection(os.dup(0), writable=False), Mouth(Connection(os.dup(1), readable=False))
    os.dup2(2, 1)  # what a library prints is no news
    work: Work = SimpleQueue()
    with suppress(EOFError, ConnectionError, KeyboardInterrupt), mouth.failing():  # unless the review ended
        beginning = ear.recv()
        phrase_of("")  # before there are two threads: what it loads, the other thread needs too
        sys.setswitchinterval(_TURN_SECONDS)
        threading.Thread(target=hear, args=(ear, mouth, work), daemon=True).start()
        os.nice(_NICE)  # this thread alone, where the system knows threads apart: words are waited for
        follow(work, mouth, beginning)


def hear(ear: Connection, mouth: Mouth, work: Work) -> None:
    """Find words as soon as they are asked for, and pass on what takes its time."""
    try:
        with suppress(EOFError, ConnectionError), mouth.failing():  # unless the review ended
            while True:
                asked: Sequence[Asked] = ear.recv()
                said = [each[1] for each in asked if each[0] == "phrase"]
                if said:
                    mouth.phrase(said)
                for each in asked:
                    if each[0] != "phrase":
                        work.put(each)
    finally:
        work.put(None)


def follow(work: Work, mouth: Mouth, beginning: Beginning) -> None:
    """Do what is due when it begins, then whenever something was decided; until nothing else is to be done."""
    from workbench.store import Store

    store = Store(beginning.store_url)
    hand = draft_in_hand(store, *beginning.report)
    mouth.follows(hand)
    mentions: Mentions = {}
    due = (beginning.number, beginning.finishing)
    for number, finishing in chain([due], _askings(work, beginning.number)):
        if number or finishing:  # something was decided in this sitting
            _route(store)
        if finishing:
            mouth.tell(_finished(store, hand))
        mouth.tell(derive_outlook(store, hand, answers=number, mentions=mentions))


@dataclass(frozen=True, slots=True)
class DraftInHand:
    """Which report is reviewed for."""

    period: str
    as_of: date
    folder: Path


def draft_in_hand(store: Store, period: str | None, as_of: date | None, folder: Path | None) -> DraftInHand:
    """The report that is asked for; what is not said of it is taken from the draft written last, else from the sources."""
    drafts = store.drafts.all()
    last = drafts[-1] if drafts else None
    if last is not None and period in (None, last.period):
        return DraftInHand(last.period, as_of or last.as_of, folder or Path(last.path).parent)
    return DraftInHand(period or _months_of(store), as_of or date.today(), folder or Path("drafts"))


def _months_of(store: Store) -> str:
    """From the month of the oldest source to that of the newest; this month where none says when it was published."""
    days = [document.published for document in store.documents() if document.published is not None] or [date.today()]
    first, last = f"{min(days):%Y-%m}", f"{max(days):%Y-%m}"
    return first if first == last else f"{first}..{last}"


def _askings(work: Work, number: int) -> Iterator[tuple[int, bool]]:
    """Number of the last asking, which was `number` before, and whether the final draft is asked for; what comes in quick
    succession is one.
    """
    while (first := work.get()) is not None:
        asked = [first]
        with suppress(Empty):
            while len(asked) < _MOST_ASKED and asked[-1][0] != "finish":
                another = work.get(timeout=_QUIET_SECONDS)
                if another is None:
                    return
                asked.append(another)
        number = max(number, *(each for _what, each in asked))
        yield number, any(what == "finish" for what, _each in asked)


def derive_outlook(store: Store, hand: DraftInHand, *, answers: int = 0, mentions: Mentions | None = None) -> Outlook:
    """What follows from the facts of a store as they stand: the draft of a period, what it waits for, the conflicts, what
    was missed. `mentions` keeps what was recognised for the next time.
    """
    from workbench.cli.drafting import Ground, earlier_drafts
    from workbench.facts.fact import WAITING
    from workbench.pipeline.by_hand import missed_mentions
    from workbench.pipeline.listing import MOST_RECOGNIZED

    ground = Ground(lambda: store)
    draft = ground.draft(hand.period, hand.as_of, earlier_drafts(hand.folder), final=False)
    waiting = {record.id for record in ground.records if record.state in WAITING}
    cited = frozenset[str]().union(*(line.facts for line in draft.lines))
    lines = tuple(
        DraftLine(line.text, line.facts if len(line.facts) <= _MOST_TOLD else frozenset()) for line in draft.lines
    )
    known = {} if mentions is None else mentions
    missed = missed_mentions(ground.documents, ground.records, known, most_characters=MOST_RECOGNIZED)
    return Outlook(
        hand.period,
        hand.as_of,
        PackedLines(lines),
        cited & waiting,
        tuple(_disputes(store, ground.documents)),
        tuple(Missed(id_, each.start, each.end, each.kind) for id_, each in missed),
        answers,
    )


def _disputes(store: Store, documents: Mapping[str, Document]) -> Iterator[Dispute]:
    from workbench.pipeline.conflicts import ruled_conflicts, statements
    from workbench.resolution import resolve

    ruled = sorted(ruled_conflicts(store), key=lambda known: known.resolution is not None)
    if not ruled:
        return
    live = [record for record in store.records() if record.state != "rejected"]
    instruments = resolve(statements(live, documents))
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
            told=tuple(Told(each.document, each.evidence) for each in side.statements),
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
    """The instrument's timeline for each side, as if nobody gave the others' values; none where it makes no difference."""
    from workbench.resolution import events_of, resolve, stretches_of

    if conflict.instrument is None:
        return ()
    told = instruments.facts_of(conflict.instrument)
    courses = []
    for chosen in conflict.sides:
        others = {fact for side in conflict.sides if side is not chosen and not side.computed for fact in side.facts}
        alone = resolve(each for each in told if each.fact not in others - set(chosen.facts))
        stretches = stretches_of(alone.key(conflict.instrument), events_of(alone))
        courses.append(tuple(Stage(each.status, each.first, each.last, each.assumed) for each in stretches))
    return tuple(courses) if len(set(courses)) > 1 else ()


def _route(store: Store) -> None:
    from workbench.cli.app import settings
    from workbench.pipeline import policy_of, route_all
    from workbench.pipeline.reassessing import route_assessments

    if store.routing.due:
        route_all(store, policy_of(settings().triage))
    else:
        route_assessments(store)  # an approval alone moves no other fact's route


def _finished(store: Store, hand: DraftInHand) -> Finished:
    from workbench.cli.drafting import draft_with_gates
    from workbench.cli.gate_lines import gate_name

    try:
        made = draft_with_gates(lambda: store, hand.period, hand.as_of, hand.folder, final=True)
        if not made.green:
            red = [f"{gate_name(gate.name)} ({len(gate.problems)})" for gate in made.gates if not gate.green]
            return Finished(None, tuple(red))
        return Finished(str(made.write(hand.folder)[0]))
    except WorkbenchError as error:
        return Finished(None, (str(error),))
