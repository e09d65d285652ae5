"""Which facts the queue shows."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from workbench.facts.fact import STATES, Record
from workbench.facts.standing import Standing
from workbench.review.wording import field_values

NEEDED, WAITING, SAMPLE, ALL = "needed", "waiting", "sample", "all"
STATE_CHOICES: tuple[str, ...] = (NEEDED, WAITING, SAMPLE, ALL, *(state for state in STATES if state != "superseded"))
"""What the draft waits for; what waits at all; the sample of what passed alone; all; one state."""


@dataclass(frozen=True)
class Filter:
    """Conditions for a fact to be shown; all that are given must be met."""

    state: str = NEEDED
    """One of STATE_CHOICES."""
    kind: str | None = None
    document: str | None = None
    """Id of its document."""
    reason: str | None = None
    """Code of a reason for which triage sent it to a person, without what follows a colon."""
    instrument: str | None = None
    """Key of an instrument that it names."""
    words: str = ""
    """Must all stand in the fact's quotes or fields."""

    @property
    def blind(self) -> bool:
        """Whether what the machine made of a fact is hidden: the sample measures the machine, so it is judged by the source."""
        return self.state == SAMPLE

    def admits(self, one: Standing, needed: Container[str] | None, found: Container[str] | None) -> bool:
        """Whether a fact is shown. `needed` are those that the draft waits for, None where nobody knows them yet;
        `found` those of the instrument and the words, None where neither is asked for.
        """
        return (
            self._admits_state(one, needed)
            and (found is None or one.id in found)
            and (self.kind is None or one.kind == self.kind)
            and (self.document is None or one.document == self.document)
            and (self.reason is None or self.reason in {reason.split(":")[0] for reason in one.route.reasons})
        )

    def _admits_state(self, one: Standing, needed: Container[str] | None) -> bool:
        if self.state == NEEDED:
            return one.waits and (needed is None or one.id in needed)
        if self.state == WAITING:
            return one.waits
        if self.state == SAMPLE:
            return one.sampled and one.state == "auto_approved"
        return self.state in (ALL, one.state)


def holds_words(record: Record, words: str) -> bool:
    """Whether all the words stand in a fact's quotes or fields."""
    values = field_values(record.content).values()
    text = "\n".join((*values, *(span.quote for span in record.evidence))).casefold()
    return all(word in text for word in words.casefold().split())
