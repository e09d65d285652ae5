"""Which of the five categories an instrument belongs to, where facts give none: by what they are about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from workbench.facts.base import CATEGORIES
from workbench.facts.fact import Record
from workbench.facts.kinds import ControlledItem, Count, LegalInstrument, Listing, Penalty, StatusChange
from workbench.report.acts.ledger import Ledger, read_actor, read_category

SPOKEN_TYPES = frozenset({"statement", "dialogue"})
"""Types of unnumbered instruments that are words spoken."""
_SPOKEN_TITLE = ("答记者问", "发言人", "谈话")
_BY_SCHEME = {"case": "enforcement_action", "law": "regulation_update"}
_BY_TYPE = {"statement": "policy_guidance", "dialogue": "international_cooperation", "campaign": "enforcement_action"}


def category_of(ledger: Ledger, key: str) -> str:
    """One of the five: as a fact gives it, else by content, else that of the acts which the same act changes."""
    return _own_category(ledger, key) or _category_of_companions(ledger, key) or "regulation_update"


def _own_category(ledger: Ledger, key: str) -> str | None:
    given = ledger.settle(key, read_category).value or _waiting_category(ledger, key)
    if given in CATEGORIES:
        return given
    return _category_abroad(ledger, key) or _category_by_content(key, ledger.facts_of(key) or ledger.waiting_of(key))


def is_spoken_title(key: str) -> bool:
    """Whether an act known by its title is an answer or a talk."""
    return key.startswith("title/") and any(word in key for word in _SPOKEN_TITLE)


def _category_abroad(ledger: Ledger, key: str) -> str | None:
    """Measures of other jurisdictions belong to international coordination."""
    actors = {
        actor for record in (*ledger.facts_of(key), *ledger.waiting_of(key)) if (actor := read_actor(record.content))
    }
    return "international_cooperation" if actors and "CN" not in actors else None


def _waiting_category(ledger: Ledger, key: str) -> str | None:
    given = [category for record in ledger.waiting_of(key) if (category := read_category(record.content))]
    return min(given, default=None)


def _category_by_content(key: str, records: Iterable[Record]) -> str | None:
    scheme, _, rest = key.partition("/")
    if is_spoken_title(key):
        return "policy_guidance"
    named = _BY_SCHEME.get(scheme) or _BY_TYPE.get(rest.partition("/")[0])
    if named:
        return named
    contents = [record.content for record in records]
    if any(isinstance(content, ControlledItem) and content.role == "controlled" for content in contents):
        return "controlled_item_change"
    if any(isinstance(content, Listing | Penalty) or _counts_entities(content) for content in contents):
        return "enforcement_action"
    return "regulation_update" if any(isinstance(content, LegalInstrument) for content in contents) else None


def _counts_entities(content: object) -> bool:
    return isinstance(content, Count) and content.list is not None


def _category_of_companions(ledger: Ledger, key: str) -> str | None:
    """The category that most acts have which one status change treats together with this one."""
    companions = {
        companion
        for record in (*ledger.facts_of(key), *ledger.waiting_of(key))
        if isinstance(record.content, StatusChange)
        for companion in ledger.keys_of(record)
        if companion != key
    }
    votes = Counter(category for companion in companions if (category := _own_category(ledger, companion)))
    return min(votes, key=lambda category: (-votes[category], category), default=None)
