"""Counts by kind, state and route; the share decided by machine; the sampled error rate; what the model cost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from workbench.extraction.prices import TOKEN_KINDS, price_of
from workbench.facts.fact import Record
from workbench.triage import SampleRate, sample_rate

if TYPE_CHECKING:
    from workbench.store import Run, Store


def statistics(store: Store) -> dict[str, Any]:
    """The contract's JSON of `stats`."""
    records = store.records(superseded=True)
    facts: dict[str, Counter[str]] = {}
    for record in records:
        facts.setdefault(record.fact.kind, Counter())[record.state] += 1
    return {
        "documents": store.count_documents(),
        "facts": {kind: dict(sorted(states.items())) for kind, states in sorted(facts.items())},
        "routes": dict(Counter(record.route.to for record in records if record.state != "superseded")),
        "machine_share": machine_share(records),
        "sample": asdict(measured_sample(records)),
        "cost": cost(store.runs()),
    }


def machine_share(records: Iterable[Record]) -> float | None:
    """Share of the live facts that passed without a person, rounded to four places; None where there are none."""
    states = Counter(record.state for record in records if record.state != "superseded")
    total = sum(states.values())
    return round(states["auto_approved"] / total, 4) if total else None


def measured_sample(records: Iterable[Record]) -> SampleRate:
    """Error rate of automatic approval, from the sampled facts that a person has decided on since."""
    decided = [
        record
        for record in records
        if "sampled" in record.route.reasons and record.state in {"approved", "edited", "rejected"}
    ]
    return sample_rate(len(decided), sum(record.state != "approved" for record in decided))


PAID = {"api": False, "batch": True}
"""Sources of answers that were paid for, and whether at the price of a batch."""


def cost(runs: Iterable[Run]) -> dict[str, Any]:
    """Requests, tokens and price of what was asked, live or in batches; answers from cache or recordings cost nothing again."""
    return cost_of(attempt for run in runs for attempt in run.attempts)


def cost_of(attempts: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Requests, tokens and price of what was paid among some attempts; `usd` is None where a model's price is unknown."""
    return Paid().add(attempts).cost


@dataclass
class Paid:
    """What was paid for, summed up; requests, tokens by kind, USD."""

    requests: int = 0
    tokens: Counter[str] = field(default_factory=Counter)
    usd: float | None = 0.0
    """None where the price list does not know a model."""

    def add(self, attempts: Iterable[Mapping[str, Any]]) -> Paid:
        """Count those of the attempts that were paid for."""
        live = [attempt for attempt in attempts if attempt.get("source") in PAID]
        if live:
            self.take(Paid(len(live), Counter(usage_of(live)), _total([_price(attempt) for attempt in live])))
        return self

    def take(self, other: Paid) -> None:
        """Count what was paid elsewhere as well."""
        self.requests += other.requests
        self.tokens.update(other.tokens)
        self.usd = _total([self.usd, other.usd])

    @property
    def cost(self) -> dict[str, Any]:
        """As JSON."""
        tokens = {kind: self.tokens[kind] for kind in TOKEN_KINDS}
        return {"requests": self.requests, **tokens, "usd": None if self.usd is None else round(self.usd, 4)}


def _total(prices: Sequence[float | None]) -> float | None:
    known = [price for price in prices if price is not None]
    return sum(known) if len(known) == len(prices) else None


def usage_of(attempts: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """Tokens of the four kinds, wherever the answers came from."""
    stated = [attempt.get("usage") or {} for attempt in attempts]
    return {kind: sum(int(each.get(kind) or 0) for each in stated) for kind in TOKEN_KINDS}


def _price(attempt: Mapping[str, Any]) -> float | None:
    """Price of one answer in USD; None where the price list does not know the model."""
    model = str(attempt.get("model_resolved") or attempt.get("model_asked"))
    return price_of(attempt.get("usage") or {}, model, batch=PAID[str(attempt["source"])])
