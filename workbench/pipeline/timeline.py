"""Status over the store: which facts count, and what resolution makes of them."""

from __future__ import annotations

from datetime import date
from typing import Any

from workbench.errors import WorkbenchError
from workbench.language import _
from workbench.pipeline.conflicts import statements
from workbench.recognition import parse_reference
from workbench.resolution import Instruments, events_of, resolve, status_on
from workbench.store import Store


def usable_instruments(store: Store) -> Instruments:
    """The instruments that the approved facts speak of."""
    documents = {document.id: document for document in store.documents()}
    return resolve(statements((record for record in store.records() if record.usable), documents))


def status_of(store: Store, reference: str, as_of: date, known_at: date | None) -> dict[str, Any]:
    """The contract's JSON of a status, for a reference in any written form."""
    written_key = parse_reference(reference)
    if written_key is None:
        raise WorkbenchError(
            _("this is no reference to an instrument"),
            where=reference,
            way_out=_("Write it as 公告2025年第58號, or as a key such as MOFCOM/announcement/2025/58"),
        )
    instruments = usable_instruments(store)
    answer = status_on(instruments.key(written_key), as_of, events_of(instruments), known_at=known_at)
    return answer.json()
