"""How a day in a field is borne out by the date that gives it."""

from __future__ import annotations

from workbench.facts.fact import Check
from workbench.recognition.dates import DateMention


def check_date(field: str, mention: DateMention | None) -> tuple[Check, ...]:
    """The check of a value that a date gives: verified where all of it is written, else derived by its rule; none without one."""
    if mention is None or mention.value is None:
        return ()
    if mention.resolved == "explicit":
        return (Check(field=field, verdict="verified"),)
    return (Check(field=field, verdict="derived", rule=mention.resolved),)
