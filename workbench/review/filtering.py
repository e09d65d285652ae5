"""Which groups the queue shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from workbench.facts.fact import STATES, Record
from workbench.review.groups import Group, awaits
from workbench.review.wording import field_values

STATE_CHOICES: tuple[str, ...] = ("waiting", "all", *(state for state in STATES if state != "superseded"))


@dataclass(frozen=True)
class Filter:
    """A group is shown if one of its facts is of the state and the kind and holds the words."""

    state: str = "waiting"
    """One of STATE_CHOICES."""
    kind: str | None = None
    words: str = ""
    """Must all stand in the fact's quotes or fields."""

    def admits(self, group: Group, records: Mapping[str, Record]) -> bool:
        """Whether the group is shown."""
        return any(self.admits_record(records[id_]) for id_ in group.facts)

    def admits_record(self, record: Record) -> bool:
        """Whether one fact is what was asked for."""
        if self.kind is not None and record.fact.kind != self.kind:
            return False
        return self._admits_state(record) and self._holds_words(record)

    def _admits_state(self, record: Record) -> bool:
        if self.state == "waiting":
            return awaits(record)
        return self.state in ("all", record.state)

    def _holds_words(self, record: Record) -> bool:
        if not self.words.strip():
            return True
        values = field_values(record.content).values()
        text = "\n".join((*values, *(span.quote for span in record.fact.evidence))).casefold()
        return all(word in text for word in self.words.casefold().split())
