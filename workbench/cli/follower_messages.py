"""Messages between the review and the process that follows it, pickled, through two pipes.

`follower` is the review's end, `follower_process` the other one.
"""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Literal, overload

from workbench.facts.kinds import AnyContent
from workbench.review.ports import DraftLine

Phrased = AnyContent | str
"""What is put into words: what a fact says, or a name."""
Phrase = str | tuple[str, str]
"""The words for it: the fact's line of the report, or the name in traditional and in simplified characters."""

ReportWanted = tuple[str | None, date | None, Path | None]
"""Period, day of its statuses and folder of the report that is reviewed for; None where the process is to find out."""

Request = tuple[Literal["derive", "finish"], int] | tuple[Literal["phrase"], Phrased]
"""To the process: derive anew after the reviewer's decision of this number, write the final draft, or find words."""
Reply = (
    tuple[Literal["report"], ReportWanted]
    | tuple[Literal["outlook", "finished"], bytes]
    | tuple[Literal["phrases"], Sequence[Phrase]]
    | tuple[Literal["failed"], str]
)
"""From the process: which report it follows; news, pickled once more; words, in the order of the requests; why it ends."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """The first message to a new process: what to follow, and what an earlier process left undone."""

    store_url: str
    report: ReportWanted
    number: int
    """Number of the reviewer's last decision; the first outlook takes account of it."""
    finishing: bool
    """Whether the final draft was asked for and is not written yet."""


class PackedLines(Sequence[DraftLine]):
    """The lines of a draft, thousands of them, kept pickled until the review looks at one."""

    def __init__(self, lines: Sequence[DraftLine]) -> None:
        self._packed = pickle.dumps(lines)

    @cached_property
    def _lines(self) -> Sequence[DraftLine]:
        lines: Sequence[DraftLine] = pickle.loads(self._packed)  # noqa: S301  # packed above
        return lines

    def __len__(self) -> int:
        return len(self._lines)

    @overload
    def __getitem__(self, place: int) -> DraftLine: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[DraftLine]: ...
    def __getitem__(self, place: int | slice) -> DraftLine | Sequence[DraftLine]:
        return self._lines[place]
