"""Status over the store: which facts count, and what resolution makes of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from workbench.errors import WorkbenchError
from workbench.facts.fact import WAITING, Record, instruments_of
from workbench.facts.kinds import AnyContent, EffectiveDate, StatusChange
from workbench.language import _
from workbench.recognition import parse_reference
from workbench.resolution import Instruments, Statement, events_of, known_by, resolve, statements_of, status_on
from workbench.store import Store


def usable_instruments(store: Store, known_at: date | None = None) -> Instruments:
    """The instruments that the approved facts speak of; with `known_at`, those of documents published by that day."""
    return resolve(_said(store, (record for record in store.records() if record.usable), known_at))


def _said(store: Store, records: Iterable[Record], known_at: date | None) -> tuple[Statement, ...]:
    documents = {document.id: document for document in store.documents()}
    said = statements_of(records, documents)
    return tuple(said if known_at is None else known_by(said, known_at))


def status_of(store: Store, reference: str, as_of: date, known_at: date | None) -> dict[str, Any]:
    """The contract's JSON of a status, for a reference in any written form.

    Beside it `awaiting`: ids of the facts about its status or day of effect that a person has not decided on yet. They
    count for nothing, and the answer may be another once they do.
    """
    if parse_reference(reference) is None:
        raise WorkbenchError(
            _("this is no reference to an instrument"),
            where=reference,
            way_out=_("Write it as 公告2025年第58號, or as a key such as MOFCOM/announcement/2025/58"),
        )
    records = store.records()
    instruments = resolve(_said(store, (record for record in records if record.usable), known_at))
    key = the_one_act(instruments, reference)
    waiting = _said(store, (record for record in records if record.state in WAITING), known_at)
    return {
        **status_on(key, as_of, events_of(instruments)).json(),
        "awaiting": [each.fact for each in waiting if key in moved_by(each.content, instruments)],
    }


def moved_by(content: AnyContent, instruments: Instruments) -> frozenset[str]:
    """Keys of the instruments whose status or day of effect a content tells."""
    if not isinstance(content, (StatusChange, EffectiveDate)):
        return frozenset()
    return frozenset(map(instruments.key, instruments_of(content)))


def the_one_act(instruments: Instruments, written: str) -> str:
    """The canonical key of a reference; an error that names the candidates where it could mean several acts."""
    key = instruments.key(written)
    candidates = instruments.candidates(written)
    if key not in instruments.statements:
        candidates = candidates or instruments.acts_of_day(written)
        if len(candidates) == 1:
            return candidates[0]
    if candidates:
        raise WorkbenchError(
            _("this could mean several acts"),
            where=written,
            way_out=_("Name one of them: {candidates}").format(candidates=", ".join(candidates)),
        )
    return key
