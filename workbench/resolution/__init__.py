"""Facts → instruments, their timeline and status as of a day, and the conflicts among sources. Pure functions.

Names are loaded on first use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.loading import load_when_asked

if TYPE_CHECKING:
    from workbench.resolution.conflicts import Conflict, Side, Suggestion, open_conflicts
    from workbench.resolution.contested import LimitDigest
    from workbench.resolution.effects import unclear_effects
    from workbench.resolution.enlisting import members_named, rosters_on
    from workbench.resolution.events import Event, events_by_instrument, events_of
    from workbench.resolution.instruments import Instruments, resolve
    from workbench.resolution.rosters import Member, Membership, Roster
    from workbench.resolution.statement import Statement, informative, known_by, lead_before, statements_of
    from workbench.resolution.status import ClauseStatus, Courses, Status, status_on
    from workbench.resolution.stretches import Stretch, has_stretches, stretches_of

_OFFERED_BY = {
    "conflicts": (
        "Conflict",
        "Side",
        "Suggestion",
        "open_conflicts",
    ),
    "contested": ("LimitDigest",),
    "effects": ("unclear_effects",),
    "enlisting": (
        "members_named",
        "rosters_on",
    ),
    "events": (
        "Event",
        "events_by_instrument",
        "events_of",
    ),
    "instruments": (
        "Instruments",
        "resolve",
    ),
    "rosters": (
        "Member",
        "Membership",
        "Roster",
    ),
    "statement": (
        "Statement",
        "informative",
        "known_by",
        "lead_before",
        "statements_of",
    ),
    "status": (
        "ClauseStatus",
        "Courses",
        "Status",
        "status_on",
    ),
    "stretches": (
        "Stretch",
        "has_stretches",
        "stretches_of",
    ),
}

__all__ = [
    "ClauseStatus",
    "Conflict",
    "Courses",
    "Event",
    "Instruments",
    "LimitDigest",
    "Member",
    "Membership",
    "Roster",
    "Side",
    "Statement",
    "Status",
    "Stretch",
    "Suggestion",
    "events_by_instrument",
    "events_of",
    "has_stretches",
    "informative",
    "known_by",
    "lead_before",
    "members_named",
    "open_conflicts",
    "resolve",
    "rosters_on",
    "statements_of",
    "status_on",
    "stretches_of",
    "unclear_effects",
]

__getattr__ = load_when_asked(__name__, _OFFERED_BY)
