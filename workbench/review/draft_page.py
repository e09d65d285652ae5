"""The draft in the middle pane: the lines that rest on the fact in focus, in their place."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate

from workbench.escape import neutral
from workbench.facts.fact import Record
from workbench.language import _
from workbench.review.pages import Page
from workbench.review.ports import Outlook


class DraftText:
    """A draft as one neutral text, and where the lines of each fact stand in it."""

    def __init__(self, outlook: Outlook) -> None:
        self.title = _("Draft {period} as of {day}").format(period=outlook.period, day=outlook.as_of.isoformat())
        shown = [neutral(line.text) for line in outlook.lines]
        self.text = "\n".join(shown)
        self._starts = [0, *accumulate(len(text) + 1 for text in shown)]
        self._lines_of: dict[str, list[int]] = {}
        # A line that states one fact comes before sums and counts that rest on many.
        for place in sorted(range(len(shown)), key=lambda place: len(outlook.lines[place].facts)):
            if shown[place]:
                for id_ in outlook.lines[place].facts:
                    self._lines_of.setdefault(id_, []).append(place)

    def lines_of(self, fact_id: str) -> tuple[tuple[int, int], ...]:
        """Start and end of every line that rests on a fact or waits for it; lines that rest on it alone first."""
        return tuple((self._starts[place], self._starts[place + 1] - 1) for place in self._lines_of.get(fact_id, ()))


def draft_page(draft: DraftText, focused: str, group: Iterable[Record], *, outdated: bool) -> Page:
    """The page of a draft with the lines of the focused fact as its quotes."""
    mine = draft.lines_of(focused)
    others = {span for record in group if record.id != focused for span in draft.lines_of(record.id)}
    title = draft.title
    if outdated:
        title += " · " + _("being derived anew …")
    if not mine:
        title += " · " + _("this fact stands in no line")
    return Page(key=f"draft/{id(draft)}", title=title, text=draft.text, quotes=mine, others=tuple(sorted(others)))
