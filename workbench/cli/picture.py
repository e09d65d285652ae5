"""The timeline of instruments drawn as SVG, in the reader's language."""

from __future__ import annotations

from datetime import date as Day
from typing import TYPE_CHECKING

from workbench.language import _

if TYPE_CHECKING:
    from workbench.chart import Look, Row

_YEARS_SHOWN = 8


def draw(rows: list[Row], day: Day) -> str:
    """The picture of rows as SVG, with a line on the day."""
    from workbench.chart import axis_of, svg_picture

    axis = axis_of(rows, day, years=_YEARS_SHOWN)
    return svg_picture(rows, axis, looks(), _("as of {day}").format(day=day.isoformat()))


def looks() -> dict[Look, str]:
    """Look of a bar -> what it is called."""
    from workbench.review.wording import status_name

    return {
        "announced": status_name("announced"),
        "in_force": status_name("in_force"),
        "partially_in_force": status_name("partially_in_force"),
        "suspended": status_name("suspended"),
        "assumed": _("in force, assumed"),
        "ended": _("stopped, repealed or expired"),
    }
