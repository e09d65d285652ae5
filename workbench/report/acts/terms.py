"""How long a suspension is to last, as sources word it, and whether they state its last day or a term alone."""

from __future__ import annotations

from datetime import timedelta

from workbench.facts.fact import Record
from workbench.facts.kinds import StatusChange
from workbench.recognition import find_dates
from workbench.report import phrasing
from workbench.report.acts.ledger import Ledger
from workbench.text import normalize

_ONE_DAY = timedelta(days=1)
_SUSPENDS = frozenset({"suspend", "extend"})


def term_of(ledger: Ledger, key: str) -> str:
    """How long the suspension of an instrument is to last, in a source's words; empty where none says."""
    terms = [change.term_text for _, change in ledger.of(key, StatusChange) if change.action == "suspend"]
    return next((phrasing.words(term) for term in terms if term), "")


def last_day_is_reckoned(ledger: Ledger, key: str) -> bool:
    """Whether no source states the last day of an instrument's suspension: it is reckoned from a first day and a term.

    The suspension is the present one, or that which ran out where it is taken to be in force again.
    """
    status = ledger.status(key)
    ends = {status.until, *(clause.until for clause in status.clauses)}
    if status.assumed and status.since:
        ends.add(status.since - _ONE_DAY)
    giving = [
        (record, change)
        for record, change in ledger.of(key, StatusChange)
        if change.action in _SUSPENDS and change.until and change.until in ends
    ]
    return bool(giving) and all(is_reckoned(record, change) for record, change in giving)


def is_reckoned(record: Record, change: StatusChange) -> bool:
    """Whether the last day that a record gives is reckoned from a term that its source states."""
    return bool(change.until and change.term_text) and not _states_last_day(record, change)


def _states_last_day(record: Record, change: StatusChange) -> bool:
    """Whether a quote names the last day; of a day without its year, that which lies in the year of the last day."""
    if change.until is None:
        return False
    return any(
        mention.value == change.until
        for span in record.evidence
        for mention in find_dates(normalize(span.quote), year=change.until.year, published=None)
    )
