"""The rows of a chart over the store: instruments with their stretches, and the sources of each."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date

from workbench.chart import Bar, Look, Row
from workbench.errors import WorkbenchError
from workbench.facts.document import Document
from workbench.facts.fact import Record
from workbench.language import _
from workbench.pipeline.timeline import moved_by, the_one_act, usable_instruments
from workbench.resolution import (
    Event,
    Instruments,
    Stretch,
    events_by_instrument,
    events_of,
    has_stretches,
    status_on,
    stretches_of,
)
from workbench.store import Store

_LOOKS: Mapping[str, Look] = {"stopped": "ended", "repealed": "ended", "expired": "ended"}
_MOST_SOURCES = 3


def chart_rows(
    store: Store,
    reference: str | None,
    as_of: date,
    known_at: date | None,
    status_name: Callable[[str], str],
) -> list[Row]:
    """One row per instrument that has events, in the order of their first day; `status_name` gives the words for a status.

    With `reference`: that instrument, what changes it, and what it changes.
    """
    instruments = usable_instruments(store, known_at)
    events = dated_events(events_of(instruments))
    keys: Collection[str] = events.keys()
    if reference is not None:
        keys = _around(the_one_act(instruments, reference), events)
        if not keys:
            raise WorkbenchError(
                _("no usable fact dates anything of this instrument"),
                where=instruments.key(reference),
                way_out=_("`workbench facts --state pending` shows what waits for a person"),
            )
    documents = {document.id: document for document in store.documents()}
    return rows_of({key: events[key] for key in keys}, instruments, documents, as_of, status_name)


def dated_events(events: Iterable[Event]) -> Mapping[str, tuple[Event, ...]]:
    """Instrument -> its events, where any of them dates a status."""
    return {key: mine for key, mine in events_by_instrument(events).items() if has_stretches(key, mine)}


def rows_of(
    events: Mapping[str, Sequence[Event]],
    instruments: Instruments,
    documents: Mapping[str, Document],
    as_of: date,
    status_name: Callable[[str], str],
) -> list[Row]:
    """One row per instrument with its events, in the order of their first day."""
    rows = [_row(key, mine, instruments, documents, as_of, status_name) for key, mine in events.items()]
    return sorted(rows, key=lambda row: (row.bars[0].first, row.key))


def unsettled(instruments: Instruments, waiting: Iterable[Record]) -> frozenset[str]:
    """Keys of instruments with a waiting fact about their status or day of effect: a picture of them would not be certain."""
    return frozenset(key for record in waiting for key in moved_by(record.content, instruments))


def _around(key: str, events: Mapping[str, Sequence[Event]]) -> list[str]:
    """An instrument with the acts that change it and those that it changes."""
    by = {event.by for event in events.get(key, ()) if event.by}
    changed = {event.target for mine in events.values() for event in mine if event.by == key}
    return [other for other in events if other == key or other in by or other in changed]


def _row(
    key: str,
    events: Sequence[Event],
    instruments: Instruments,
    documents: Mapping[str, Document],
    as_of: date,
    status_name: Callable[[str], str],
) -> Row:
    status = status_on(key, as_of, events)
    standing = status_name(status.status)
    if status.until is not None:
        standing = _("{status} until {day}").format(status=standing, day=status.until.isoformat())
    if status.assumed:
        standing = _("{status} (assumed)").format(status=standing)
    bars = [
        Bar(
            look="assumed" if stretch.assumed else _LOOKS.get(stretch.status, stretch.status),  # type: ignore[arg-type]
            name=_("{status} (assumed)").format(status=status_name(stretch.status))
            if stretch.assumed
            else status_name(stretch.status),
            first=stretch.first,
            last=stretch.last,
            source=_source(stretch, instruments, documents),
        )
        for stretch in stretches_of(key, events)
    ]
    return Row(key, instruments.label(key), instruments.title(key), tuple(bars), standing)


def _source(stretch: Stretch, instruments: Instruments, documents: Mapping[str, Document]) -> str:
    """The documents behind a stretch, the heaviest first: title or publisher, and day."""
    statements = sorted(map(instruments.statement, stretch.facts), key=lambda statement: statement.rank)
    ids = dict.fromkeys(statement.document for statement in statements)
    named = [_named(documents[id_]) for id_ in ids if id_ in documents]
    more = len(named) - _MOST_SOURCES
    return "; ".join(named[:_MOST_SOURCES]) + (f" (+{more})" if more > 0 else "")


def _named(document: Document) -> str:
    parts = [document.title or document.name, document.publisher, document.published and document.published.isoformat()]
    return ", ".join(part for part in parts if part)
