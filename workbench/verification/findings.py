"""What a check finds: one statement of a report, what is wrong with it, what the facts say, and how grave it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, zip_longest
from typing import Any, Literal

from workbench.facts.document import tier_rank
from workbench.facts.fact import Evidence
from workbench.resolution import Statement

Verdict = Literal["contradicted", "unsupported", "stale", "omission", "internal", "format"]
Field = Literal[
    "publish_date", "effective_date", "status", "count", "list", "issuer", "name", "number", "threshold",
    "reference", "scope", "title", "claim", "structure",
]  # fmt: skip
Severity = Literal["high", "medium", "low"]
SEVERITIES: tuple[Severity, ...] = ("high", "medium", "low")

_SEVERITY: dict[tuple[Verdict, Field | None], Severity] = {
    ("contradicted", None): "high",
    ("contradicted", "issuer"): "medium",
    ("contradicted", "title"): "medium",
    ("contradicted", "scope"): "medium",
    ("stale", None): "medium",
    ("omission", None): "medium",
    ("omission", "reference"): "high",
    ("unsupported", None): "medium",
    ("unsupported", "publish_date"): "low",
    ("unsupported", "effective_date"): "low",
    ("internal", None): "medium",
    ("format", None): "low",
}
_WEIGHTY = tier_rank("law_firm")
_MOST_EVIDENCE = 8


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. `line` is None where it concerns the report as a whole."""

    line: int | None
    quote: str
    verdict: Verdict
    field: Field
    says: str
    """What the report says, in a few words or as a value."""
    facts_say: str
    """What the facts say instead; for `unsupported`, how far they go."""
    severity: Severity
    evidence: tuple[tuple[str, Evidence], ...] = ()
    """Document id and span."""
    undecided: bool = False
    """Whether it rests on facts alone that nobody has decided on yet."""

    def json(self) -> dict[str, Any]:
        """The contract's JSON of a finding."""
        return {
            "line": self.line,
            "quote": self.quote,
            "verdict": self.verdict,
            "field": self.field,
            "says": self.says,
            "facts_say": self.facts_say,
            "severity": self.severity,
            "undecided": self.undecided,
            "evidence": [{"document": document, **span.json()} for document, span in self.evidence],
        }


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a check found."""

    as_of: date
    checked: int
    """How many statements of the report were checked: units that say something of policy, each line counted once."""
    findings: tuple[Finding, ...]

    @property
    def supported(self) -> int:
        """Statements about which nothing was found."""
        return self.checked - len({finding.line for finding in self.findings if finding.line is not None})

    @property
    def grave(self) -> bool:
        """Whether any finding is of severity high."""
        return any(finding.severity == "high" for finding in self.findings)

    def json(self, file: str) -> dict[str, Any]:
        """The contract's JSON of a check."""
        return {
            "file": file,
            "as_of": self.as_of.isoformat(),
            "checked": self.checked,
            "supported": self.supported,
            "findings": [finding.json() for finding in self.findings],
        }


def make_finding(
    verdict: Verdict,
    field: Field,
    *,
    line: int | None,
    quote: str,
    says: str,
    facts_say: str,
    statements: Iterable[Statement] = (),
    decided: bool = True,
    severity: Severity | None = None,
) -> Finding:
    """A finding, its severity by rule, its evidence the quotes that bear out what the facts say, the nearest first.

    What rests on facts that nobody decided on weighs a step less, unless an official text or a law firm says so: a
    report that calls a suspended measure in force is to be stopped before the review is finished, too.
    """
    behind = tuple(dict.fromkeys(statements))
    grave = severity or _SEVERITY.get((verdict, field)) or _SEVERITY[verdict, None]
    if not decided and behind and min(statement.rank for statement in behind) > _WEIGHTY:
        grave = SEVERITIES[min(SEVERITIES.index(grave) + 1, len(SEVERITIES) - 1)]
    evidence = _evidence(behind, facts_say, says, field) if behind else ()
    return Finding(line, quote, verdict, field, says, facts_say, grave, evidence, not decided and bool(behind))


def _evidence(
    statements: Iterable[Statement], facts_say: str, says: str, field: Field
) -> tuple[tuple[str, Evidence], ...]:
    from workbench.verification import bearing  # here: a report of which nothing is found needs it not

    value = bearing.disputed_value(facts_say, says)
    nearest_first = bearing.in_order_of_bearing(statements, value, field)
    foremost = bearing.one_of_each_act(nearest_first, value)
    taken = {statement.fact for statement in foremost}
    rest = (statement for statement in nearest_first if statement.fact not in taken)
    quotes = [
        tuple((s.document, span) for span in bearing.quotes_in_order(s, value))
        for s in (*foremost, *rest)
        if s.evidence
    ]
    spans = dict.fromkeys((*_in_turn(quotes[: len(foremost)]), *chain.from_iterable(quotes)))
    addresses_last = sorted(spans, key=lambda cited: "://" in cited[1].quote)  # an address tells a reader nothing
    return tuple(addresses_last[:_MOST_EVIDENCE])


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings by line, gravest first; those about the whole report last. Of the same statement and cause, one."""
    kept: dict[tuple[object, ...], Finding] = {}
    quotes: dict[tuple[object, ...], list[tuple[tuple[str, Evidence], ...]]] = {}
    for finding in findings:
        key = (
            finding.line,
            finding.verdict,
            finding.field,
            finding.facts_say if finding.line is None else finding.quote,
        )
        other = kept.get(key)
        if other is None:
            kept[key], quotes[key] = finding, [finding.evidence]
        elif finding.facts_say not in other.facts_say:
            quotes[key].append(finding.evidence)
            kept[key] = replace(
                other,
                facts_say=f"{other.facts_say}; {finding.facts_say}",
                severity=min(other.severity, finding.severity, key=SEVERITIES.index),
                evidence=_in_turn(quotes[key]),
            )
    return tuple(
        sorted(
            kept.values(),
            key=lambda finding: (finding.line is None, finding.line or 0, SEVERITIES.index(finding.severity)),
        )
    )


def _in_turn(quotes: Iterable[tuple[tuple[str, Evidence], ...]]) -> tuple[tuple[str, Evidence], ...]:
    """The first quote of each finding, then the second of each: what one act says does not crowd out the next."""
    turns = (quote for turn in zip_longest(*quotes) for quote in turn if quote is not None)
    return tuple(dict.fromkeys(turns))[:_MOST_EVIDENCE]
