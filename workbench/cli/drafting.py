"""Composing a draft from a store and running its gates.

Rooms that must not import each other meet here: conflicts and checks of the pipeline, form and gates of the report, and the
store's log of decisions.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from workbench.cli.store_contents import MANY, StoreContents, WrittenDraft, background_of
from workbench.forking import Companion, return_memory
from workbench.language import _

if TYPE_CHECKING:
    from workbench.facts.document import Document
    from workbench.facts.fact import Record
    from workbench.report import Background, Doubts, Draft, Figures, Line, Resolved, Reviewers
    from workbench.report.gates import Gate
    from workbench.store import Decision, Ruling, Store
    from workbench.verification import DraftLine, Finding


class Gated(NamedTuple):
    """How the gates of a draft stand."""

    gates: tuple[Gate, ...]
    unwritten: tuple[int, ...]


class Drafted:
    """A draft and its gates. The gates may still be running in a copy of this process: whoever asks for them waits."""

    def __init__(self, snapshot: Snapshot, draft: Draft, as_of: date, gated: Callable[[], Gated]) -> None:
        self._snapshot = snapshot
        self.draft = draft
        self._as_of = as_of
        self._gated = gated

    def write(self, out: Path) -> tuple[Path, Path]:
        """Write the draft and its provenance into a folder, and keep it among the past ones; the paths in that order."""
        from workbench.report import write_draft

        paths, made = write_draft(self.draft, out), self.draft
        return_memory()  # the gates may be growing in the copy
        self._snapshot.keep(WrittenDraft(str(made.period), self._as_of, str(paths[0]), made.markdown, made.inputs))
        return paths

    @property
    def gates(self) -> tuple[Gate, ...]:
        """Its gates, in the order in which they are shown."""
        return self._gated().gates

    @property
    def unwritten(self) -> tuple[int, ...]:
        """Lines that say 待撰寫."""
        return self._gated().unwritten

    @property
    def green(self) -> bool:
        """Whether no gate stands in the way of publication."""
        return all(gate.green for gate in self.gates)

    @property
    def to_decide(self) -> tuple[str, ...]:
        """Ids of the facts that a person must decide on first."""
        from workbench.report.gates import facts_to_decide

        return facts_to_decide(self.gates)

    def json(self, paths: tuple[Path, Path] | None, *, final: bool) -> dict[str, Any]:
        """As `draft --json` prints it; paths are null where nothing was written."""
        return {
            "draft": str(paths[0]) if paths else None,
            "provenance": str(paths[1]) if paths else None,
            "final": final and paths is not None,
            "green": self.green,
            "gates": [gate.json() for gate in self.gates],
            "decide": list(self.to_decide),
            "unwritten": list(self.unwritten),
        }


class Snapshot:
    """What a store holds that drafts are made of, read once, and the drafts composed from it.

    `open_store` is called again where more is needed than was read. With `period`, what was searched for when its
    assessments were drafted is read as well.
    """

    def __init__(self, open_store: Callable[[], Store], period: str | None = None) -> None:
        self._open_store = open_store
        self._contents = StoreContents(open_store, period)
        inventory, log = self._contents.inventory, self._contents.log
        self._digest = inventory.digest
        self.everything: Sequence[Record] = inventory.records
        self.records: Sequence[Record] = [record for record in self.everything if not record.lost]
        """All facts but those that lost a ruling, which no draft states."""
        self.documents: Mapping[str, Document] = {document.id: document for document in inventory.documents}
        self._rulings, self._decisions = log.rulings, log.decisions
        self._backgrounds = {} if period is None or log.background is None else {period: log.background}

    @cached_property
    def resolved(self) -> Resolved:
        """The records as resolution reads them."""
        from workbench.report import Resolved

        return Resolved(self.records, self.documents)

    def companion(self) -> Companion:
        """A copy of this process to share the work on a draft; none for few facts, which take less time than the copying."""
        return Companion(wanted=len(self.everything) >= MANY)

    @cached_property
    def doubts(self) -> Doubts:
        """Open conflicts, and how many mentions no fact covers."""
        from workbench.pipeline.conflicts import conflicts_among, open_among
        from workbench.pipeline.coverage import count_uncovered
        from workbench.report import Doubts

        if len(self.records) < len(
            self.everything
        ):  # facts that lost a ruling are left out of `records`, but make up conflicts
            conflicts = conflicts_among(self.everything, self.documents, self._standing_rulings)
        else:
            reading = self.resolved.everything
            conflicts = open_among(reading.instruments, reading.events, self._standing_rulings)
        return Doubts(conflicts, count_uncovered(self.documents, self.everything))

    @cached_property
    def _standing_rulings(self) -> Mapping[str, Ruling]:
        """Conflict -> the ruling that stands on it."""
        from workbench.store import standing_rulings

        return standing_rulings(self._rulings)

    @cached_property
    def reviewers(self) -> Reviewers | None:
        """Who decided on facts and conflicts, and when last; None where nobody has."""
        from workbench.report import Reviewers

        people = {(decision.at, decision.by) for decision in self._decisions if decision.action != "note"}
        people |= {(ruling.at, ruling.by) for ruling in self._rulings}
        if not people:
            return None
        last, _name = max(people)
        return Reviewers(tuple(sorted({name for _at, name in people})), date.fromisoformat(last[:10]))

    def draft(
        self,
        period: str,
        as_of: date,
        earlier: Sequence[Figures],
        *,
        final: bool,
        companion: Companion | None = None,
    ) -> Draft:
        """The draft of a period, compared with earlier ones; a `final` one says who reviewed it and when.

        `companion` is one that other work was given to already.
        """
        from workbench.report import Period, Weights, compose

        companion = companion or self.companion()
        doubts = companion.begin(lambda: self.doubts)
        made = compose(
            Period.parse(period),
            as_of,
            self.records,
            self.documents,
            generated_on=as_of,
            decisions=self.reviewers if final else None,
            doubts=doubts,
            background=self._background(period),
            weights=Weights(**self._weights),
            earlier=earlier,
            resolved=self.resolved,
            decided=self.standing,
            companion=companion,
            written=self._contents.facts_written,
        )
        return replace(made, inputs=self._inputs(period, as_of, earlier, final=final))

    def kept(self, period: str, as_of: date, earlier: Sequence[Figures], *, final: bool) -> str | None:
        """The text that `draft` would compose, where the store keeps a draft composed from the same inputs; else None."""
        return self._open_store().drafts.composed_from(self._inputs(period, as_of, earlier, final=final))

    def _inputs(self, period: str, as_of: date, earlier: Sequence[Figures], *, final: bool) -> str:
        """Digest of everything that the text of a draft follows from, the program included.

        Single decisions are not part of it: the text follows from the states that they add up to, and only the provenance
        lists them.
        """
        from workbench.report import Period, months_before

        parsed = Period.parse(period)
        told = {
            "program": self._contents.program(),
            "store": self._digest,
            "period": str(parsed),
            "as_of": as_of.isoformat(),
            "reviewers": asdict(self.reviewers) if final and self.reviewers else None,
            "rulings": sorted((conflict, *ruling.sides) for conflict, ruling in self._standing_rulings.items()),
            "background": asdict(self._background(period)),
            "weights": self._weights,
            "earlier": {month: asdict(each) for month, each in months_before(parsed, as_of, earlier).items()},
        }
        return hashlib.sha256(json.dumps(told, sort_keys=True, default=str).encode()).hexdigest()

    def _background(self, period: str) -> Background:
        if period not in self._backgrounds:
            self._backgrounds[period] = background_of(self._open_store(), period)
        return self._backgrounds[period]

    @cached_property
    def _weights(self) -> dict[str, int]:
        from workbench.cli.app import settings

        return settings().ranking.model_dump()

    def standing(self, facts: Collection[str]) -> list[Decision]:
        """The decisions of people on these facts that no undo took back."""
        return [decision for fact, made in self._standing.items() if fact in facts for decision in made]

    @cached_property
    def _standing(self) -> Mapping[str, Sequence[Decision]]:
        from workbench.store import standing_by_fact

        return standing_by_fact(self._decisions)

    def keep(self, draft: WrittenDraft) -> None:
        """Keep a draft among the past ones, which searches and later drafts look into."""
        self._contents.keep(draft)


def earlier_drafts(folder: Path) -> list[Figures]:
    """The figures of the drafts in a folder; a warning for each whose provenance cannot be read."""
    from workbench.cli.output import warn
    from workbench.report import read_earlier

    earlier, damaged = read_earlier(folder)
    for unreadable in damaged:
        warn(_("{path} is no provenance that can be read; the draft is not compared with it").format(path=unreadable))
    return earlier


def draft_with_gates(
    open_store: Callable[[], Store], period: str, as_of: date, out: Path, *, final: bool = False
) -> Drafted:
    """Compose a draft from what a store holds and run its gates. `out` is the folder it would lie in, for relative links.

    The same store and the same earlier drafts give the same bytes on any day. Writes nothing.
    """
    snapshot = Snapshot(open_store, period)
    companion = snapshot.companion()
    reviewers = snapshot.reviewers  # read here: a copy of this process has no database
    gated = companion.answer(lambda: _gatekeeper(snapshot, period, as_of, out, reviewers, early=companion.will_fork))
    made = snapshot.draft(period, as_of, earlier_drafts(out), final=final, companion=companion)
    return Drafted(snapshot, made, as_of, gated(made.lines))


def _gatekeeper(
    snapshot: Snapshot, period: str, as_of: date, out: Path, reviewers: Reviewers | None, *, early: bool
) -> Callable[[tuple[Line, ...]], Gated]:
    """A function from the lines of a draft to its gates; with `early`, what needs no lines is looked up at once."""
    from workbench.report import Draft, Period
    from workbench.report.gates import Examined, FactIndex, relative_targets, run_gates, unwritten_lines

    records = {record.id: record for record in snapshot.records}
    facts = FactIndex(records, snapshot.documents)
    if early:
        facts.look_up()

    def gated(lines: tuple[Line, ...]) -> Gated:
        draft = Draft(Period.parse(period), lines, {})
        targets = relative_targets(draft.markdown)
        examined = Examined(
            draft,
            records,
            snapshot.documents,
            as_of,
            snapshot.doubts.conflicts,
            _findings(snapshot, draft, as_of),
            reviewers,
            frozenset(target for target in targets if (out / target.split("#")[0]).is_file()),
            prepared=facts,
        )
        return Gated(run_gates(examined), unwritten_lines(examined))

    return gated


def as_draft_lines(draft: Draft) -> list[DraftLine]:
    """The lines of a draft in the form that a check compares with a report."""
    from workbench.verification import DraftLine

    return [DraftLine(line.text, line.facts, not line.facts and not line.computed) for line in draft.lines]


def _findings(snapshot: Snapshot, draft: Draft, as_of: date) -> tuple[Finding, ...]:
    """What `check` finds in the draft just composed; nothing where there are no facts to check it against."""
    from workbench.facts.fact import is_assessment
    from workbench.pipeline.checking import check_against

    if not any(not is_assessment(record.fact) for record in snapshot.records if record.state != "rejected"):
        return ()
    checked = check_against(
        snapshot.records,
        snapshot.documents,
        draft.markdown,
        as_of,
        redraft=lambda _period, _day: as_draft_lines(draft),
        kept=lambda _period, _day: [line.text for line in draft.lines],
    )
    return checked.outcome.findings
