"""Composes drafts of a store anew, to check a report that may be one of them."""

from __future__ import annotations

from datetime import date as Day
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.cli.drafting import Snapshot
    from workbench.report import Figures
    from workbench.verification import DraftLine


class StoreDrafts:
    """Composes drafts of a store anew, for a check to compare one with; a `Redraft`.

    `folder` holds earlier drafts, with which each is compared; without one there are none. A `final` draft says who
    reviewed it.
    """

    def __init__(
        self, snapshot: Snapshot, folder: Path | None, *, final: bool = False, simplified: bool = False
    ) -> None:
        self._snapshot, self._folder = snapshot, folder
        self._final, self._simplified = final, simplified

    def __call__(self, period: str, day: Day, /) -> list[DraftLine]:
        """The lines of the draft of a period as of a day, composed now."""
        from workbench.cli.drafting import as_draft_lines
        from workbench.report import simplify

        made = self._snapshot.draft(period, day, self._earlier, final=self._final)
        return as_draft_lines(simplify(made) if self._simplified else made)

    def kept(self, period: str, day: Day, /) -> list[str] | None:
        """The lines of the draft of a period as text, where the store keeps one composed from the same inputs; else None."""
        from workbench.report import in_mainland

        text = self._snapshot.kept(period, day, self._earlier, final=self._final)
        if text is None:
            return None
        lines = text.removesuffix("\n").split("\n")
        return list(map(in_mainland, lines)) if self._simplified else lines

    @cached_property
    def _earlier(self) -> list[Figures]:
        from workbench.report import read_earlier

        return read_earlier(self._folder)[0] if self._folder else []


def redraft_like(snapshot: Snapshot, markdown: str, folder: Path) -> StoreDrafts:
    """Composes drafts in the edition (final or not, script) of the one given, which lies in `folder`."""
    from workbench.verification import is_simplified, read_report

    report = read_report(markdown)
    return StoreDrafts(snapshot, folder, final="lastReviewed" in report.front, simplified=is_simplified(report))
