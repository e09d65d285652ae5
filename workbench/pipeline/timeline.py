"""Status over the store: which facts count, and what resolution makes of them."""

from __future__ import annotations

from datetime import date
from typing import Any

from workbench.errors import WorkbenchError
from workbench.language import _
from workbench.recognition import parse_reference
from workbench.resolution import Instruments, events_of, known_by, resolve, statements_of, status_on
from workbench.store import Store


def usable_instruments(store: Store, known_at: date | None = None) -> Instruments:
    """The instruments that the approved facts speak of; with `known_at`, those of documents published by that day."""
    documents = {document.id: document for document in store.documents()}
    usable = statements_of((record for record in store.records() if record.usable), documents)
    return resolve(known_by(usable, known_at) if known_at is not None else usable)


def status_of(store: Store, reference: str, as_of: date, known_at: date | None) -> dict[str, Any]:
    """The contract's JSON of a status, for a reference in any written form."""
    if parse_reference(reference) is None:
        raise WorkbenchError(
            _("this is no reference to an instrument"),
            where=reference,
            way_out=_("Write it as 公告2025年第58號, or as a key such as MOFCOM/announcement/2025/58"),
        )
    instruments = usable_instruments(store, known_at)
    key = the_one_act(instruments, reference)
    return status_on(key, as_of, events_of(instruments)).json()


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
