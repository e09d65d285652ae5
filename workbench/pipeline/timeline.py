"""Status and conflicts over the store: which facts count, and what resolution makes of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from workbench.errors import WorkbenchError
from workbench.facts.fact import Record, is_assessment
from workbench.language import _
from workbench.recognition import parse_reference
from workbench.resolution import Conflict, Instruments, Statement, events_of, open_conflicts, resolve, status_on
from workbench.store import Store


def statements(store: Store, records: Sequence[Record]) -> list[Statement]:
    """The records as resolution reads them, assessments left out."""
    documents = {document.id: document for document in store.documents()}
    return [
        Statement.of(record, documents[record.fact.document]) for record in records if not is_assessment(record.fact)
    ]


def usable_instruments(store: Store) -> Instruments:
    """The instruments that the approved facts speak of."""
    return resolve(statements(store, [record for record in store.records() if record.usable]))


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


def live_conflicts(store: Store) -> tuple[Conflict, ...]:
    """Conflicts between facts that nobody rejected."""
    live = [record for record in store.records() if record.state not in {"rejected", "superseded"}]
    return open_conflicts(resolve(statements(store, live)))


def conflict_rows(store: Store) -> list[dict[str, Any]]:
    """The contract's JSON of every open conflict."""
    return [conflict.json() for conflict in live_conflicts(store)]
