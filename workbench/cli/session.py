"""The outcome of a review session, in a few lines at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.cli.output import say
from workbench.language import _

if TYPE_CHECKING:
    from workbench.review.state import Summary

_HOUR = 3600
_LEAST_SECONDS = 60
"""A shorter session says nothing of the speed."""


def say_session(summary: Summary) -> None:
    """What was decided, how fast, what is left, and how long that takes at this speed."""
    say(
        _(
            "{approved} approved, {edited} edited, {rejected} rejected, {deferred} deferred, {ruled} conflicts decided"
        ).format(
            approved=summary.approved,
            edited=summary.edited,
            rejected=summary.rejected,
            deferred=summary.deferred,
            ruled=summary.ruled,
        )
    )
    rate = summary.decided * _HOUR / summary.seconds if summary.seconds >= _LEAST_SECONDS else 0
    if rate and summary.waiting:
        minutes = round(summary.waiting / rate * 60)
        say(
            _("{rate} an hour; {waiting} still wait, about {minutes} minutes at this speed").format(
                rate=round(rate), waiting=summary.waiting, minutes=minutes
            )
        )
    else:
        say(_("{waiting} still wait").format(waiting=summary.waiting))
