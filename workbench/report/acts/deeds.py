"""What one act does to others, by the changes that sources say it makes."""

from __future__ import annotations

from workbench.report import phrasing
from workbench.report import wording as w
from workbench.report.acts.ledger import Ledger, read_title
from workbench.report.acts.naming import named_together
from workbench.report.cited import Cited, cited, citing, fixed, joined

_OVERTAKEN = frozenset({"amend", "stop"})


def deeds_of(ledger: Ledger, key: str) -> list[Cited]:
    """What an act does to others: 暫停實施商務部公告2025年第55號、第56號."""
    changed: dict[str, list[tuple[str, Cited]]] = {}
    for record, change in ledger.changes_by(key):
        for target in change.targets:
            other = ledger.timeline.key(target.instrument) if target.instrument else ""
            if other and other != key:
                clause = phrasing.words(target.clause)
                label = cited(_label(ledger, other) + clause, [record.id])
                changed.setdefault(change.action, []).append((other, label))
    repealed = {other for other, _ in changed.get("repeal", ())}
    for action in _OVERTAKEN & changed.keys():  # what an act repeals, it did not merely change or stop a part of
        changed[action] = [(other, label) for other, label in changed[action] if other not in repealed]
    return [
        joined("", [fixed(w.STATUS_ACTIONS[action]), named_together(_once(named))])
        for action, named in sorted(changed.items())
        if named
    ]


def _label(ledger: Ledger, key: str) -> str:
    """What an act is called: its number, else its title as sources write it."""
    title = ledger.settle(key, read_title).value if key.startswith(("title/", "law/")) else None
    return phrasing.title(title) if title else phrasing.instrument_label(key)


def _once(named: list[tuple[str, Cited]]) -> list[tuple[str, Cited]]:
    """Each act once, resting on all that name it."""
    merged: dict[str, Cited] = {}
    for key, label in named:
        merged[key] = citing(merged.get(key, label), label.facts)
    return list(merged.items())
