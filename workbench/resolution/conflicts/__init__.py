"""Conflicts (矛盾): facts that give one attribute of one instrument values that cannot all be true; a module a family."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.resolution.conflicts.acts import find_issuer_conflicts, find_number_conflicts, find_title_conflicts
from workbench.resolution.conflicts.claims import find_claim_conflicts
from workbench.resolution.conflicts.counts import find_count_conflicts
from workbench.resolution.conflicts.dates import find_effect_conflicts, find_publication_conflicts
from workbench.resolution.conflicts.licences import find_licence_conflicts
from workbench.resolution.conflicts.meant import Acts
from workbench.resolution.conflicts.names import find_list_conflicts, find_name_conflicts
from workbench.resolution.conflicts.occasions import find_occasion_conflicts
from workbench.resolution.conflicts.sides import Attribute, Conflict, Reason, Side, Suggestion
from workbench.resolution.conflicts.statuses import find_status_conflicts
from workbench.resolution.conflicts.thresholds import find_threshold_conflicts
from workbench.resolution.conflicts.totals import find_total_conflicts
from workbench.resolution.events import Event, events_by_instrument, events_of
from workbench.resolution.instruments import Instruments

__all__ = ["Attribute", "Conflict", "Reason", "Side", "Suggestion", "open_conflicts"]


def open_conflicts(instruments: Instruments, events: Iterable[Event] | None = None) -> tuple[Conflict, ...]:
    """All conflicts, by instrument, those without one last; `events` are passed where they have been computed already.

    The same value from several sources is no conflict, nor is a source that says less than another, nor a measure of another
    jurisdiction. Each family documents its own exceptions.
    """
    by_key = events_by_instrument(events_of(instruments) if events is None else events)
    acts = Acts.of(instruments)
    found = (
        *find_publication_conflicts(instruments),
        *find_effect_conflicts(instruments, by_key),
        *find_status_conflicts(instruments, by_key),
        *find_issuer_conflicts(instruments),
        *find_title_conflicts(instruments),
        *find_number_conflicts(instruments, by_key),
        *find_count_conflicts(instruments),
        *find_total_conflicts(instruments),
        *find_threshold_conflicts(instruments, acts),
        *find_list_conflicts(instruments),
        *find_name_conflicts(instruments),
        *find_licence_conflicts(instruments, acts),
        *find_occasion_conflicts(instruments, by_key),
        *find_claim_conflicts(instruments),
    )
    return tuple(sorted(found, key=lambda conflict: (conflict.instrument is None, conflict.instrument or "")))
