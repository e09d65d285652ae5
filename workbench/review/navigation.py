"""The queue and the place in it: the groups that the filter admits, in their order, and the focus."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace

from workbench.facts.fact import Record, instruments_of
from workbench.facts.standing import Standing
from workbench.language import _
from workbench.review.filtering import ALL, STATE_CHOICES, Filter, holds_words
from workbench.review.groups import SORTS, Group, Sort, risk, sort_groups
from workbench.review.ports import ReviewStore
from workbench.review.records import Records


@dataclass(frozen=True)
class Notice:
    """One line for the reviewer about what just happened."""

    text: str
    bad: bool = False


class Navigation:
    """The review state, first layer: the queue, the filter and the fact in focus. It decides nothing."""

    def __init__(self, store: ReviewStore) -> None:
        self._store = store
        self.records = Records(store.records_of)
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
        self.needed: frozenset[str] | None = None
        """Facts that the draft waits for; None until it has been derived."""
        self._found: frozenset[str] | None = None
        self._of_instrument: dict[str, frozenset[str]] = {}

    # what is in focus

    @property
    def group(self) -> Group | None:
        """The group in focus, None where the queue is empty."""
        return self.queue[self.at] if self.queue else None

    @property
    def members(self) -> list[Record]:
        """Records of the group in focus."""
        return self.members_of(self.group) if self.group is not None else []

    def member_ids(self, group: Group) -> tuple[str, ...]:
        """Facts of a group that are decided together; of the sample, those that were drawn."""
        if not self.filter.blind:
            return group.facts
        return tuple(id_ for id_ in group.facts if self.records.standing[id_].sampled)

    def members_of(self, group: Group) -> list[Record]:
        """Records of a group, in reading order."""
        ids = self.member_ids(group)
        self.records.fetch(ids)
        return [self.records[id_] for id_ in ids]

    def standings_of(self, group: Group) -> list[Standing]:
        """How the facts of a group stand."""
        return [self.records.standing[id_] for id_ in self.member_ids(group)]

    def spokesman(self, group: Group) -> str:
        """The fact that speaks for a group: the riskiest of those that are asked for."""
        standings = self.standings_of(group)
        return min([one for one in standings if self.is_open(one.id)] or standings, key=risk).id

    @property
    def focused(self) -> Record | None:
        """The fact in focus, None where the queue is empty."""
        id_ = self.focused_id
        return self.records[id_] if id_ is not None else None

    @property
    def focused_id(self) -> str | None:
        """Id of the fact in focus."""
        ids = self.member_ids(self.group) if self.group is not None else ()
        return ids[min(self.fact, len(ids) - 1)] if ids else None

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
        self._to_next(lambda group: self._any_open(group.facts), _("Nothing else waits in this queue"))

    def next_of_instrument(self) -> None:
        """To the next group with a fact that waits about an instrument of this fact."""
        focused = self.focused
        named = instruments_of(focused.content) if focused is not None else ()
        if not named:
            self.notice = Notice(_("This fact names no act"))
            return
        same = frozenset().union(*map(self._about, named))
        self._to_next(
            lambda group: self._any_open(id_ for id_ in group.facts if id_ in same),
            _("Nothing else waits about this act in this queue"),
        )

    def _to_next(self, wanted: Callable[[Group], bool], none: str) -> None:
        place = self._place_after(self.at, wanted)
        if place is None or place == self.at:
            self.notice = Notice(none)
            return
        self.go_to(place)

    def move_document(self, by: int) -> None:
        """To the nearest group of another article, on or back in the queue."""
        if self.group is None:
            return
        here, step, place = self.group.document, (1 if by > 0 else -1), self.at
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
        if self.group is not None and 0 <= place < len(self.member_ids(self.group)):
            self.notice = Notice("")
            self.fact = place
            self._settled()

    def move_fact(self, by: int) -> None:
        """Focus the next or previous fact of the group, round and round."""
        if self.group is not None:
            self.select_fact((self.fact + by) % len(self.member_ids(self.group)))

    # filter and order

    def set_filter(self, **changes: str | None) -> None:
        """Show what the filter admits with these changes; stays at the same fact if it is among that."""
        self.notice = Notice("")
        focused = self.focused_id
        self.filter = replace(self.filter, **changes)  # type: ignore[arg-type]  # the names are Filter's own
        self._found = self._find()
        self.return_to(focused)
        if self.focused_id is not None and not self._admits(self.filter, self.focused_id):
            self._focus_open_fact()
        if not self.queue:
            self.notice = Notice(_("Nothing matches; F shows all that waits"))

    def clear_filter(self) -> None:
        """Show what the draft waits for, of whatever kind."""
        self.set_filter(**asdict(Filter()))

    def toggle_instrument(self) -> None:
        """Show the facts about this fact's act alone, or all again."""
        if self.filter.instrument is not None:
            self.set_filter(instrument=None)
            return
        named = instruments_of(self.focused.content) if self.focused is not None else ()
        if named:
            self.set_filter(instrument=named[0])
        else:
            self.notice = Notice(_("This fact names no act"))

    def toggle_document(self) -> None:
        """Show the facts of this article alone, or all again."""
        if self.group is not None and self.filter.document is None:
            self.set_filter(document=self.group.document)
        else:
            self.set_filter(document=None)

    def next_sort(self) -> None:
        """The next way of ordering the queue."""
        self.notice = Notice("")
        self.sort = SORTS[(SORTS.index(self.sort) + 1) % len(SORTS)]
        self._rebuild_queue()

    def admitted(self) -> list[str]:
        """Facts that the filter admits at present, in the order of the queue."""
        return [id_ for group in self.queue for id_ in group.facts if self._admits(self.filter, id_)]

    def states(self) -> dict[str, int]:
        """The choices of state, with how many facts each would admit under the rest of the filter."""
        return {choice: self._count(replace(self.filter, state=choice)) for choice in STATE_CHOICES}

    def kinds(self) -> dict[str, int]:
        """Kinds, with how many facts the rest of the filter admits of each; the commonest first."""
        admitted = replace(self.filter, kind=None)
        kinds = Counter(one.kind for one in self.records.standing.values() if self._admits(admitted, one.id))
        return dict(kinds.most_common())

    def reasons(self) -> dict[str, int]:
        """Codes of reasons, with how many facts the rest of the filter admits of each; the commonest first."""
        admitted = replace(self.filter, reason=None)
        reasons: Counter[str] = Counter()
        for one in self.records.standing.values():
            if self._admits(admitted, one.id):
                reasons.update({reason.split(":")[0] for reason in one.route.reasons})
        return dict(reasons.most_common())

    def _count(self, admitted: Filter) -> int:
        return sum(self._admits(admitted, id_) for id_ in self.records.standing)

    def _admits(self, admitted: Filter, id_: str) -> bool:
        return admitted.admits(self.records.standing[id_], self.needed, self._found)

    def _find(self) -> frozenset[str] | None:
        """The facts of the filter's instrument that hold its words; None where it asks for neither."""
        found: frozenset[str] | None = None
        if self.filter.instrument is not None:
            found = self._about(self.filter.instrument)
        words = self.filter.words.split()
        if words:
            may = [id_ for id_ in self._store.holding(words) if found is None or id_ in found]
            found = self._those(may, lambda record: holds_words(record, self.filter.words))
        return found

    def _about(self, key: str) -> frozenset[str]:
        if key not in self._of_instrument:
            may = self._store.holding([key])
            self._of_instrument[key] = self._those(may, lambda record: key in instruments_of(record.content))
        return self._of_instrument[key]

    def _those(self, ids: Iterable[str], are: Callable[[Record], bool]) -> frozenset[str]:
        ids = [id_ for id_ in ids if id_ in self.records]
        self.records.fetch(ids)
        return frozenset(id_ for id_ in ids if are(self.records[id_]))

    # keeping the place

    def _place_after(self, at: int, wanted: Callable[[Group], bool]) -> int | None:
        """The next place behind `at` with such a group, from the beginning again where there is none."""
        places = [*range(at + 1, len(self.queue)), *range(min(at + 1, len(self.queue)))]
        return next((place for place in places if wanted(self.queue[place])), None)

    def _any_open(self, ids: Iterable[str]) -> bool:
        return any(map(self.is_open, ids))

    def is_open(self, id_: str) -> bool:
        """Whether this queue still asks for a person's word on a fact: it waits, and was not put off in this session."""
        one = self.records.standing[id_]
        asked = one.sampled and one.state == "auto_approved" if self.filter.blind else one.waits
        return asked and id_ not in self.taken

    def _focus_open_fact(self, after: int = -1) -> None:
        """Focus the next fact that waits: of those that the filter is for, where it is for some of the group alone."""
        ids = self.member_ids(self.group) if self.group is not None else ()
        waiting = [place for place, id_ in enumerate(ids) if self.is_open(id_)]
        meant = [place for place, id_ in enumerate(ids) if self._admits(self.filter, id_)]
        both = [place for place in waiting if place in meant]
        later = [place for place in both or waiting if place > after]
        self.fact = (later or both or waiting or meant or [0])[0]
        self._settled()

    def show(self, fact_id: str) -> bool:
        """Put the focus on a fact; False where the queue does not contain it."""
        for place, group in enumerate(self.queue):
            if fact_id in group.facts:
                self.go_to(place)
                ids = self.member_ids(group)
                self.select_fact(ids.index(fact_id) if fact_id in ids else 0)
                return True
        return False

    def show_anyway(self, fact_id: str) -> None:
        """Put the focus on a fact, whatever the filter."""
        if not self.show(fact_id):
            self.set_filter(**asdict(Filter(state=ALL)))
            self.show(fact_id)

    def _rebuild_queue(self) -> None:
        self.return_to(self.focused_id)

    def return_to(self, fact_id: str | None) -> None:
        """Build the queue and go to a fact, or to what comes after it where the filter leaves it out."""
        admits, standing = self.filter.admits, self.records.standing
        admitted = {id_ for id_, one in standing.items() if admits(one, self.needed, self._found)}
        shown = [group for group in self.groups if not admitted.isdisjoint(group.facts)]
        here = next((group for group in self.groups if fact_id in group.facts), None)
        left_out = here is not None and here not in shown
        ordered = sort_groups([*shown, here] if here is not None and left_out else shown, standing, self.sort)
        before = ordered.index(here) if here is not None else 0
        self.queue = [group for group in ordered if group is not here] if left_out else ordered
        self.at = min(before, max(0, len(self.queue) - 1))
        self.fact = 0
        ids = self.member_ids(self.group) if self.group is not None else ()
        if fact_id in ids:
            self.fact = ids.index(fact_id)
            self._settled()
        else:
            self._focus_open_fact()

    def _settled(self) -> None:
        """Called whenever a fact comes into focus."""
