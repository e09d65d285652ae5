"""What the review room needs of the rooms around it; it knows no file and no SQL."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Literal, Protocol

from workbench.facts.document import Document
from workbench.facts.fact import Record

PersonAction = Literal["approve", "reject", "edit", "defer", "undo"]

Describe = Callable[[Record], str]
"""The line of the report that a record would become; Markdown, 繁體中文."""


class ReviewStore(Protocol):
    """Where facts and decisions are kept. What `decide` returned for is on disk."""

    def records(self) -> Sequence[Record]:
        """All facts as they stand, in the order of their documents."""
        ...

    def document(self, id_or_prefix: str, /) -> Document:
        """The document of an id; raises `WorkbenchError` where there is none."""
        ...

    def decide(
        self,
        fact_id: str,
        action: PersonAction,
        *,
        reviewer: str,
        revision: int | None,
        changes: Mapping[str, str] | None = None,
        reason: str | None = None,
    ) -> Record:
        """Append one decision and give the record as it stands then.

        `revision` is the one that the reviewer saw; raises `WorkbenchError` where the record has changed since.
        """
        ...

    def position(self, reviewer: str) -> str | None:
        """The fact at which a reviewer stopped."""
        ...

    def remember_position(self, reviewer: str, fact_id: str) -> None:
        """Note the fact at which a reviewer is."""
        ...
