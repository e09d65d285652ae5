"""The day from which a listing applies: that on which the act that lists or delists takes effect."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from workbench.facts.fact import Evidence, Fact, make_fact
from workbench.facts.kinds import EffectiveDate, Listing
from workbench.recognition.reading import Reading


def with_days_of_effect(reading: Reading, facts: Sequence[Fact]) -> Iterator[Fact]:
    """The facts of a document; its listings get the day of their act where the document states exactly one.

    The words that state the day become a further quote of the listing.
    """
    days = _days_of_acts(facts)
    for fact in facts:
        content = fact.content
        if not isinstance(content, Listing) or content.list == "foreign" or content.effective is not None:
            yield fact
            continue
        key = content.instrument or content.by
        # An article may speak of several acts without naming them; a decision without number speaks of itself.
        effects = days.get(key, []) if key is not None or reading.is_act or reading.is_statement else []
        yield _dated(fact, content, effects[0]) if len({_day(one) for one in effects}) == 1 else fact


def _days_of_acts(facts: Sequence[Fact]) -> dict[str | None, list[Fact]]:
    """Act -> the facts that state when it takes effect, one for each clause that has its own day."""
    days: dict[str | None, list[Fact]] = defaultdict(list)
    for fact in facts:
        content = fact.content
        if isinstance(content, EffectiveDate) and content.actor == "CN":
            days[content.instrument].append(fact)
    return {key: effects for key, effects in days.items() if all(_day(one) is not None for one in effects)}


def _day(fact: Fact) -> object:
    return vars(fact.content)["date"]


def _dated(listing: Fact, content: Listing, effect: Fact) -> Fact:
    checks = [check.model_copy(update={"field": "effective"}) for check in effect.checks if check.field == "date"]
    quotes = [one for one in effect.evidence if not any(_within(one, other) for other in listing.evidence)]
    return make_fact(
        listing.document,
        content.model_copy(update={"effective": _day(effect)}),
        (*listing.evidence, *quotes),
        "rules",
        checks=(*listing.checks, *checks),
        notes=listing.notes,
    )


def _within(one: Evidence, other: Evidence) -> bool:
    return other.start <= one.start and one.end <= other.end
