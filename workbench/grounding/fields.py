"""Checks of every value of a fact against its passage: which fields there are, how each is checked, what a miss means."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from workbench.facts.base import Content
from workbench.facts.fact import Check
from workbench.grounding.coded import (
    action_support,
    actor_support,
    issuer_support,
    jurisdiction_support,
    list_action_support,
    list_support,
    role_support,
    treatment_support,
)
from workbench.grounding.limits import comparator_support, inclusive_support
from workbench.grounding.source import Passage
from workbench.grounding.support import MISSING, VERIFIED, Support, derived
from workbench.grounding.values import (
    control_code_support,
    date_support,
    last_day_support,
    name_support,
    number_support,
    past_day_support,
    reference_support,
    tariff_code_support,
    total_day_support,
    words_support,
)
from workbench.grounding.wording import APPROXIMATE, PERCENT, states_contrary
from workbench.recognition.references import parse_reference
from workbench.text import han_pattern, normalize

_REFERENCES = frozenset({"instrument", "by", "cited_by"})
_CODES = {"control_codes": control_code_support, "hs_codes": tariff_code_support}
# Judgements about the passage, which no single word decides: triage and people look after them.
_JUDGED = frozenset({"kind", "category", "of", "type", "entity_type", "basis", "value_basis"})
_ENDS = frozenset({"lower_inclusive", "upper_inclusive"})
_NAMES = frozenset({"name", "name_zh", "name_original"})
"""Names that must stand in the quotes themselves."""
_IDENTITIES = frozenset({"title", "number", "number_text", "case_number", "party", "first_named", "authority"})
"""Words that must at least stand in the document."""
_COMMON = frozenset({"actor", "list", "jurisdiction", "unit", "issuers", "role", "currency", "comparator"})
"""Fields whose words stand in any such text: alone they tie no quote to a fact."""
_FROM_AFAR = frozenset(
    {"instrument_in_force", "default", "elsewhere_in_document", "document_title", "document_date", "unnumbered_act"}
)
"""Rules by which a value follows from outside the passage."""
_PAST_DAYS = frozenset({("announcement", "published"), ("position", "date"), ("penalty", "date")})
_CURRENCY = {"CNY": han_pattern("元|人民币|CNY|RMB"), "USD": han_pattern("美元|美金|USD|\\$")}
_CLOCK = re.compile(r"(?<![0-9])([0-9]{1,2})(?:时|点|:)([0-9]{1,2})?(?:分|整)?(?![0-9])")
_JOINS = re.compile(r"[;；…]+|\.{3,}|\n")


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found about one field; a fact with a missing value that is `key` is refused."""

    check: Check
    key: bool
    written: str
    """The value as the fact gives it, for messages."""

    @property
    def refuses(self) -> bool:
        """Whether the fact cannot stand; a value that is only doubtful waits for a person."""
        return self.key and self.check.verdict == "missing" and self.check.rule is None

    @property
    def anchors(self) -> bool:
        """Whether the passage itself says something of this fact in particular."""
        name = self.check.field.partition("[")[0] if not self.check.field.startswith("targets") else "instrument"
        return self.check.verdict != "missing" and name not in _COMMON and self.check.rule not in _FROM_AFAR


def findings(content: Content, passage: Passage, context_keys: Container[str] = ()) -> tuple[Finding, ...]:
    """One finding for every value that the content gives; absent values and judgements have none."""
    return tuple(_FieldChecks(content, passage, context_keys).all())


class _FieldChecks:
    """A content beside its passage."""

    def __init__(self, content: Content, passage: Passage, context_keys: Container[str]) -> None:
        self.content, self.passage, self.context_keys = content, passage, context_keys
        self.kind: str = getattr(content, "kind", "")

    def all(self) -> Iterator[Finding]:
        """Every field in turn; lists give one finding for each of their parts."""
        for name, value in vars(self.content).items():
            if value is None or name in _JUDGED or value in ((), ""):
                continue
            label = name.rstrip("_")
            if name == "targets":
                yield from self._targets(value)
            elif isinstance(value, tuple):
                for position, part in enumerate(value):
                    yield self._finding(f"{label}[{position}]", name, part)
            elif value is not False or name in _ENDS:
                yield self._finding(label, name, value)

    def _given(self, name: str) -> Any:
        """The value of a field; None also where this kind has no such field."""
        return vars(self.content).get(name)

    def _targets(self, targets: tuple[Any, ...]) -> Iterator[Finding]:
        for position, target in enumerate(targets):
            for name in ("instrument", "clause"):
                value = getattr(target, name)
                if value is not None:
                    yield self._finding(f"targets[{position}].{name}", name, value)

    def _finding(self, label: str, name: str, value: Any) -> Finding:
        support, key = self._support(name, value)
        return Finding(Check(field=label, verdict=support.verdict, rule=support.rule), key, str(value))

    def _support(self, name: str, value: Any) -> tuple[Support, bool]:
        """How a value stands, and whether the fact falls with it."""
        if name in _REFERENCES:
            return reference_support(value, self.passage, self.context_keys), True
        if name in _CODES:
            return _CODES[name](value, self.passage), True
        if isinstance(value, date):
            return self._day(name, value), True
        if name in _ENDS:
            return inclusive_support(name, value, self.content, self.passage), False
        if isinstance(value, bool):
            return (VERIFIED if APPROXIMATE.search(self.passage.text) else MISSING), False
        if isinstance(value, Decimal | int):
            return self._number(name, Decimal(value)), True
        if name in _NAMES:
            return name_support(value, self.passage) if name == "name" else self._in_passage(value), True
        if name in _IDENTITIES:
            return self._identity(name, value), True
        return self._worded(name, value)

    def _day(self, name: str, day: date) -> Support:
        if name == "until":
            first, term = self._given("from_"), self._given("term_text")
            return last_day_support(day, first, term, self.passage)
        if name == "as_of":
            return total_day_support(day, self.passage)
        if (self.kind, name) in _PAST_DAYS:
            return past_day_support(day, self.passage)
        return date_support(day, self.passage)

    def _number(self, name: str, value: Decimal) -> Support:
        if name == "count":
            return number_support(value, self.passage, counted=True)
        unit = self._given("unit") if name in {"value", "upper"} else None
        return number_support(value, self.passage, unit=unit or "")

    def _in_passage(self, words: str) -> Support:
        return VERIFIED if self.passage.holds(words) else MISSING

    def _identity(self, name: str, words: str) -> Support:
        support = words_support(words, self.passage)
        if support or name != "number_text":
            return support
        key = parse_reference(words, year=self.passage.source.document.year)
        return derived("shared_prefix") if key and reference_support(key, self.passage) else MISSING

    def _worded(self, name: str, value: str) -> tuple[Support, bool]:
        """Values that a code or free text gives in words."""
        passage, instrument = self.passage, self._given("instrument")
        match self.kind, name:
            case "status_change", "action":
                contrary = states_contrary("status", value, passage.text)
                keys = [target.instrument for target in getattr(self.content, "targets", ()) if target.instrument]
                return action_support(value, keys, passage), value != "impose" or contrary
            case (("listing" | "count"), "action"):
                return list_action_support(value, passage, counted=self.kind == "count"), True
            case "licensing_rule", "treatment":
                return treatment_support(value, passage), states_contrary("treatment", value, passage.text)
            case _, "comparator":
                number, upper = self._given("value"), self._given("upper")
                return comparator_support(value, number, upper, passage), self.kind == "threshold"
            case "controlled_item", "role":
                return role_support(value, passage), False
            case _, "list":
                return list_support(value, instrument, passage), False
            case _, "issuers":
                return issuer_support(value, instrument, passage), False
            case _, "actor":
                return actor_support(value, passage), False
            case _, "jurisdiction":
                return jurisdiction_support(value, passage), False
            case _, "currency":
                sign = _CURRENCY.get(value)
                return (VERIFIED if sign and sign.search(passage.text) else MISSING), False
            case _, ("unit" | "quantity_unit"):
                return self._unit(value), False
            case _, "time":
                return self._clock(value), True
            case _, "source_url":
                document = self.passage.source.document
                known = value in document.text or value == document.url
                return (derived("elsewhere_in_document") if known else MISSING), False
            case _:
                return self._free_text(value), False

    def _clock(self, value: str) -> Support:
        hour, _, minute = value.partition(":")
        written = {(int(match[1]), int(match[2] or 0)) for match in _CLOCK.finditer(self.passage.text)}
        return VERIFIED if hour.isdigit() and (int(hour), int(minute or 0)) in written else MISSING

    def _unit(self, value: str) -> Support:
        if normalize(value).text.strip() in self.passage.text:
            return VERIFIED
        return derived("percent_in_words") if value == "%" and PERCENT.search(self.passage.text) else MISSING

    def _free_text(self, words: str) -> Support:
        """As written, or in pieces each as written."""
        support = words_support(words, self.passage)
        pieces = [piece for piece in _JOINS.split(words) if piece.strip()]
        if support or len(pieces) < 2:
            return support
        return derived("several_places") if all(words_support(piece, self.passage) for piece in pieces) else MISSING
