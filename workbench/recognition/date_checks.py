"""How a day in a field is borne out by the date that gives it."""

from __future__ import annotations

from workbench.facts.fact import Check
from workbench.recognition.dates import DateMention


def check_date(field: str, mention: DateMention | None) -> tuple[Check, ...]:
    """The check of a field that a date fills: verified if the date is fully written, else derived; () without a date."""
    if mention is None or mention.value is None:
        return ()
    if mention.resolved == "explicit":
        return (Check(field=field, verdict="verified"),)
    return (Check(field=field, verdict="derived", rule=mention.resolved),)
