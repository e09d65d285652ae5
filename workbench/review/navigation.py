"""The queue and the place in it: groups admitted by the filter, in their order, and what is in focus."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from workbench.facts.fact import Record
from workbench.language import _
from workbench.review.filtering import STATE_CHOICES, Filter
from workbench.review.groups import SORTS, Group, Sort, awaits, sort_groups


@dataclass(frozen=True)
class Notice:
    """One line for the reviewer about what just happened."""

    text: str
    bad: bool = False


class Navigation:
    """Where the reviewer is, over records held in memory; it saves nothing."""

    def __init__(self) -> None:
        self.records: dict[str, Record] = {}
        self.groups: list[Group] = []
        """All groups, in reading order."""
        self.queue: list[Group] = []
        """The groups that the filter admitted when it was set; decided ones stay until it is set anew."""
        self.at = 0
        """Place in the queue."""
        self.fact = 0
        """Place in the group."""
        self.filter = Filter()
        self.sort: Sort = SORTS[0]
        self.notice = Notice("")
        self.taken: set[str] = set()
        """Facts deferred in this session: the group's approval passes over them."""

    # what is in focus

    @property
    def group(self) -> Group | None:
        """The group in focus, None where the queue is empty."""
        return self.queue[self.at] if self.queue else None

    @property
    def members(self) -> list[Record]:
        """Records of the group in focus."""
        return self.members_of(self.group) if self.group is not None else []

    def members_of(self, group: Group) -> list[Record]:
        """Records of a group, in reading order."""
        return [self.records[id_] for id_ in group.facts]

    @property
    def focused(self) -> Record | None:
        """The fact in focus, None where the queue is empty."""
        members = self.members
        return members[min(self.fact, len(members) - 1)] if members else None

    # moving

    def move(self, by: int) -> None:
        """So many groups on or back."""
        self.go_to(self.at + by)

    def go_to(self, place: int) -> None:
        """To the group at a place of the queue, to its first fact that waits."""
        self.notice = Notice("")
        if not self.queue:
            return
        self.at = max(0, min(place, len(self.queue) - 1))
        self._focus_open_fact()

    def next_waiting(self) -> None:
        """To the next group with a fact that waits, leaving this one as it is."""
        place = self._open_place(self.at + 1)
        if place is None or place == self.at:
            self.notice = Notice(_("Nothing else waits in this queue"))
            return
        self.go_to(place)

    def move_document(self, by: int) -> None:
        """To the first group of the next or the previous article in the queue."""
        if self.group is None:
            return
        here = self.group.document
        step = 1 if by > 0 else -1
        place = self.at
        while 0 <= place < len(self.queue) and self.queue[place].document == here:
            place += step
        if not 0 <= place < len(self.queue):
            self.notice = Notice(_("There is no further article in this queue"))
            return
        if step < 0:
            there = self.queue[place].document
            while place > 0 and self.queue[place - 1].document == there:
                place -= 1
        self.go_to(place)

    def select_fact(self, place: int) -> None:
        """Focus a fact of the group by its place in it."""
        if 0 <= place < len(self.members):
            self.notice = Notice("")
            self.fact = place
            self._settled()

    def move_fact(self, by: int) -> None:
        """Focus the next or previous fact of the group, round and round."""
        if self.members:
            self.select_fact((self.fact + by) % len(self.members))

    # filter and order

    def set_filter(self, **changes: str | None) -> None:
        """Show what these of `state`, `kind` and `words` admit; stays at the same fact if it is among them."""
        self.notice = Notice("")
        self.filter = replace(self.filter, **changes)  # type: ignore[arg-type]  # the names are Filter's own
        self._rebuild_queue()
        if not self.queue:
            self.notice = Notice(_("Nothing matches; f and t change the filter"))

    def next_sort(self) -> None:
        """The next way of ordering the queue."""
        self.notice = Notice("")
        self.sort = SORTS[(SORTS.index(self.sort) + 1) % len(SORTS)]
        self._rebuild_queue()

    def states(self) -> dict[str, int]:
        """The choices of state, with how many facts each would admit under the rest of the filter."""
        found = {}
        for choice in STATE_CHOICES:
            admitted = replace(self.filter, state=choice)
            found[choice] = sum(map(admitted.admits_record, self.records.values()))
        return found

    def kinds(self) -> dict[str, int]:
        """Kinds present, with how many facts the filter's state admits of each."""
        admitted = replace(self.filter, kind=None)
        found = dict.fromkeys(sorted({record.fact.kind for record in self.records.values()}), 0)
        for record in self.records.values():
            found[record.fact.kind] += admitted.admits_record(record)
        return found

    # keeping the place

    def _open_place(self, start: int) -> int | None:
        places = [*range(start, len(self.queue)), *range(min(start, len(self.queue)))]
        return next((place for place in places if self._any_open(self.members_of(self.queue[place]))), None)

    def _any_open(self, records: Iterable[Record]) -> bool:
        return any(self.is_open(record) for record in records)

    def is_open(self, record: Record) -> bool:
        """Whether the fact waits and was not put off in this session."""
        return awaits(record) and record.id not in self.taken

    def _focus_open_fact(self, after: int = -1) -> None:
        open_places = [place for place, record in enumerate(self.members) if self.is_open(record)]
        later = [place for place in open_places if place > after]
        self.fact = (later or open_places or [0])[0]
        self._settled()

    def show(self, fact_id: str) -> None:
        """Put the focus on a fact, if the queue holds it."""
        for place, group in enumerate(self.queue):
            if fact_id in group.facts:
                self.go_to(place)
                self.select_fact(group.facts.index(fact_id))
                return

    def _rebuild_queue(self) -> None:
        focused = self.focused
        self.return_to(focused.id if focused is not None else None)

    def return_to(self, fact_id: str | None) -> None:
        """Build the queue and go to a fact, or to what comes after it where the filter leaves it out."""
        ordered = sort_groups(self.groups, self.records, self.sort)
        before = next((place for place, group in enumerate(ordered) if fact_id in group.facts), 0)
        self.queue = [group for group in ordered if self.filter.admits(group, self.records)]
        skipped = sum(self.filter.admits(group, self.records) for group in ordered[:before])
        self.at = min(skipped, max(0, len(self.queue) - 1))
        self.fact = 0
        group = self.group
        if group is not None and fact_id in group.facts:
            self.fact = group.facts.index(fact_id)
            self._settled()
        else:
            self._focus_open_fact()

    def _settled(self) -> None:
        """Called whenever a fact comes into focus."""
