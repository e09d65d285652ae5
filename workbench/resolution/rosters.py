"""Lists of entities (清單) on a day: who is on a list, by which notice, under which measures, in which status.

A company may stand on one list by several notices and on several lists; each is its own membership. What stops one notice
touches no other: who is listed by notice 4 stays when notice 6 is stopped. Nothing is added across lists.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Literal

from workbench.facts.kinds import ListName
from workbench.resolution.course import StatusName

MemberStatus = StatusName | Literal["removed"]
GONE = frozenset({"stopped", "repealed", "expired", "removed"})
"""States in which the measures of the list no longer apply to a member."""


@dataclass(frozen=True, slots=True)
class Membership:
    """An entity on a list by one notice."""

    notice: str | None
    """Canonical key of the notice that lists; None where no source names it."""
    status: MemberStatus
    since: date | None
    until: date | None
    measures: tuple[str, ...]
    facts: tuple[str, ...]
    """Ids of the listings that name it, and of what changed its own status."""

    @property
    def stands(self) -> bool:
        """Whether it is on the list: a suspended listing is, one that was stopped or removed is not."""
        return self.status not in GONE

    def json(self) -> dict[str, Any]:
        """As JSON: notice, status, since, until, measures, facts."""
        return {
            "notice": self.notice,
            "status": self.status,
            "since": self.since.isoformat() if self.since else None,
            "until": self.until.isoformat() if self.until else None,
            "measures": list(self.measures),
            "facts": list(self.facts),
        }


@dataclass(frozen=True, slots=True)
class Member:
    """An entity of a list, however sources spell it."""

    list: ListName
    name_zh: str | None
    name_original: str | None
    other_names: tuple[str, ...]
    entity_type: str
    jurisdiction: str | None
    memberships: tuple[Membership, ...]

    @property
    def status(self) -> MemberStatus:
        """The strongest of its memberships: in force by one notice is in force, whatever became of another."""
        order = ("in_force", "partially_in_force", "suspended", "announced", "unknown", *sorted(GONE))
        return min((membership.status for membership in self.memberships), key=order.index)

    @property
    def stands(self) -> bool:
        """Whether it is on the list by any notice."""
        return any(membership.stands for membership in self.memberships)

    def json(self) -> dict[str, Any]:
        """As JSON, with its memberships."""
        return {
            "list": self.list,
            "name_zh": self.name_zh,
            "name_original": self.name_original,
            "other_names": list(self.other_names),
            "entity_type": self.entity_type,
            "jurisdiction": self.jurisdiction,
            "status": self.status,
            "memberships": [membership.json() for membership in self.memberships],
        }


@dataclass(frozen=True, slots=True)
class NoticeCount:
    """How many entities one notice puts on a list: as stated, and as named."""

    notice: str | None
    status: MemberStatus
    stated: tuple[int, ...]
    """What sources state, the heaviest first; several where they differ."""
    named: int
    """Entities named that still stand."""
    gone: int
    """Entities named that were taken off or stopped while the notice stands."""

    @property
    def standing(self) -> int:
        """How many stand by this notice: what it states less who is gone, or all that are named where those are more."""
        if self.status in GONE:
            return 0
        return max((self.stated[0] if self.stated else 0) - self.gone, self.named)

    def json(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "notice": self.notice,
            "status": self.status,
            "stated": list(self.stated),
            "named": self.named,
            "standing": self.standing,
        }


@dataclass(frozen=True, slots=True)
class StatedTotal:
    """How many a source says stand on the list, on which day."""

    count: int
    as_of: date | None
    document: str
    fact: str

    def json(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "count": self.count,
            "as_of": self.as_of.isoformat() if self.as_of else None,
            "document": self.document,
            "fact": self.fact,
        }


@dataclass(frozen=True)
class Roster:
    """A list on a day."""

    list: ListName
    as_of: date
    members: tuple[Member, ...]
    """Who was put on it up to the day, also who no longer stands; by name."""
    notices: tuple[NoticeCount, ...]
    totals: tuple[StatedTotal, ...]

    @cached_property
    def by_status(self) -> Mapping[str, int]:
        """Status -> how many named entities have it."""
        return dict(sorted(Counter(member.status for member in self.members).items()))

    @property
    def named(self) -> int:
        """Entities that are named and stand, each once."""
        return sum(member.stands for member in self.members)

    @property
    def counted(self) -> int:
        """The numbers of the notices that stand together, stated or named, an entity of two notices once."""
        by_two = (sum(m.stands and m.notice is not None for m in member.memberships) - 1 for member in self.members)
        return sum(notice.standing for notice in self.notices) - sum(max(0, more) for more in by_two)

    def json(self) -> dict[str, Any]:
        """As JSON: computed numbers, stated totals beside them, notices and members."""
        return {
            "list": self.list,
            "as_of": self.as_of.isoformat(),
            "named": self.named,
            "counted": self.counted,
            "by_status": dict(self.by_status),
            "stated_totals": [total.json() for total in self.totals],
            "notices": [notice.json() for notice in self.notices],
            "members": [member.json() for member in self.members],
        }
