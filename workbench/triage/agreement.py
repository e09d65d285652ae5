"""When two facts agree, and when they contradict each other: rules beside model, one document beside another.

A content is taken apart into atoms: a slot (what it is about) and values (what it says of that). Atoms of one slot agree when
every value that the first gives stands in the second; they dissent when a value that both give differs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from workbench.facts.fact import Fact, canonical_fields
from workbench.facts.kinds import AnyContent, StatusChange
from workbench.facts.references import short_title
from workbench.text import fold_script

_NAME_NOISE = re.compile(r"[\W_]+")
_SLOTS: dict[str, tuple[str, ...]] = {
    "announcement": ("instrument",),
    "effective_date": ("instrument", "clause"),
    "controlled_item": ("name",),
    "threshold": ("value", "upper", "unit"),
    "listing": ("name", "list"),
    "count": ("instrument", "of", "list", "action", "first_named"),
    "legal_instrument": ("title",),
    "penalty": ("case_number",),
}
_VALUES: dict[str, tuple[str, ...]] = {
    "announcement": ("published",),
    "effective_date": ("date",),
    "controlled_item": ("control_codes", "hs_codes", "role"),
    "threshold": ("comparator",),
    "listing": ("action", "effective"),
    "count": ("count",),
    "legal_instrument": (),
    "penalty": ("value", "fine", "quantity", "date"),
}


@dataclass(frozen=True)
class Atom:
    """One thing said of one thing."""

    slot: tuple[Any, ...]
    values: Mapping[str, Any]

    def agrees_with(self, other: Atom) -> bool:
        """Whether `other` holds every value that this one gives."""
        return self.slot == other.slot and all(
            other.values.get(name) == value for name, value in self.values.items() if value not in (None, ())
        )

    def dissents_from(self, other: Atom) -> bool:
        """Whether both speak of the same and give one value differently."""
        return self.slot == other.slot and any(
            value not in (None, ()) and other.values.get(name) not in (None, (), value)
            for name, value in self.values.items()
        )


def atoms(content: AnyContent) -> tuple[Atom, ...]:
    """The atoms of a content; none for kinds that are prose (licensing rules, requirements, positions, claims)."""
    if isinstance(content, StatusChange):
        values = {"action": _step(content.action), "from": content.from_, "until": content.until}
        return tuple(Atom(("status", target.instrument, target.clause), values) for target in content.targets)
    if content.kind not in _SLOTS:
        return ()
    fields = dict(vars(content))
    fields["name"] = name_key(fields.get("name") or fields.get("name_zh") or fields.get("name_original") or "")
    if "title" in fields and content.kind == "legal_instrument":
        fields["title"] = short_title(fields["title"])
    if fields.get("first_named"):
        fields["first_named"] = name_key(fields["first_named"])
    slot = (content.kind, *(fields.get(name) for name in _SLOTS[content.kind]))
    return (Atom(slot, {name: _comparable(fields.get(name)) for name in _VALUES[content.kind]}),)


@lru_cache(maxsize=10_000)
def name_key(name: str) -> str:
    """A name without script, case, spaces or punctuation, for comparing."""
    return _NAME_NOISE.sub("", fold_script(name)).casefold()


def witnessed(fact: Fact, others: Iterable[Fact]) -> bool:
    """Whether the others, taken together, say all that the fact says: every atom, or its passage for prose."""
    others = list(others)
    own = atoms(fact.content)
    if not own:
        return any(other.kind == fact.kind and _same_sense(fact, other) and overlap(fact, other) for other in others)
    theirs = [atom for other in others for atom in atoms(other.content)]
    return all(any(atom.agrees_with(other) for other in theirs) for atom in own)


def dissents(fact: Fact, others: Iterable[Fact]) -> bool:
    """Whether one of the others gives a value of the same thing differently, and none agrees."""
    theirs = [atom for other in others for atom in atoms(other.content)]
    return any(
        any(atom.dissents_from(other) for other in theirs) and not any(atom.agrees_with(other) for other in theirs)
        for atom in atoms(fact.content)
    )


def agrees(content: AnyContent, other: AnyContent) -> bool:
    """Whether the other gives every value of one thing that this one says; of prose, whether it reads the same."""
    own, theirs = atoms(content), atoms(other)
    if not own:
        return content.kind == other.kind and canonical_fields(content) == canonical_fields(other)
    return any(atom.agrees_with(each) or each.agrees_with(atom) for atom in own for each in theirs)


def contradicts(content: AnyContent, other: AnyContent) -> bool:
    """Whether the other gives a value of the same thing differently."""
    return any(atom.dissents_from(each) for atom in atoms(content) for each in atoms(other))


def overlap(fact: Fact, other: Fact) -> bool:
    """Whether the evidence of two facts of one document shares a character."""
    return fact.document == other.document and any(
        a.start < b.end and b.start < a.end for a in fact.evidence for b in other.evidence
    )


def _same_sense(fact: Fact, other: Fact) -> bool:
    mine, theirs = canonical_fields(fact.content), canonical_fields(other.content)
    return all(mine.get(name) == theirs.get(name) for name in ("treatment", "type", "value", "date"))


def _step(action: str) -> str:
    """Extend prolongs a suspension: for comparing, both suspend."""
    return "suspend" if action == "extend" else action


def _comparable(value: Any) -> Any:
    return tuple(sorted(value)) if isinstance(value, tuple) else value
