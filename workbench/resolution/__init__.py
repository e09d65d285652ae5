"""Facts → instruments, their timeline and status as of a day, and the conflicts among sources. Pure functions."""

from workbench.resolution.conflicts import Conflict, Side, Suggestion, open_conflicts
from workbench.resolution.events import Event, events_by_instrument, events_of
from workbench.resolution.instruments import Instruments, resolve
from workbench.resolution.statement import Statement, telling
from workbench.resolution.status import ClauseStatus, Status, status_on

__all__ = [
    "ClauseStatus",
    "Conflict",
    "Event",
    "Instruments",
    "Side",
    "Statement",
    "Status",
    "Suggestion",
    "events_by_instrument",
    "events_of",
    "open_conflicts",
    "resolve",
    "status_on",
    "telling",
]
