"""Conflicts on counts: between the numbers stated for one notice, and between a number and the names given with it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from workbench.facts.kinds import Count, Listing
from workbench.resolution.conflicts.meant import statements_of_kind
from workbench.resolution.conflicts.names import distinct_entities
from workbench.resolution.conflicts.sides import Conflict, Side, conflict_of, opposed, side_of
from workbench.resolution.instruments import Instruments
from workbench.resolution.statement import Statement
from workbench.text import han_pattern, normalize

_BOUND = han_pattern("至少|不少于|不低于|超过|逾|多于|以上|多家|余家|不到|不足|近[0-9]")
_MEASURE_WORD = re.compile(r"[0-9]+\s?(?P<word>\D)")

Counts = list[tuple[Statement, Count]]


def find_count_conflicts(instruments: Instruments) -> Iterator[Conflict]:
    """Conflicts on how many entities or items one notice names.

    No conflict are `at least` and `about` figures, what one document counts by parts, a count of some (8 from the US)
    beside a count of all, other things counted (7 kinds, 12 items), or a standing total beside what a notice adds.
    """
    counts: dict[tuple[str, ...], Counts] = defaultdict(list)
    for key, statement, count in statements_of_kind(instruments, Count):
        if key is not None and count.action != "total" and is_exact(statement, count):
            counts[key, count.of, count.action, _measure_word(statement, count)].append((statement, count))
    names: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for key, statement, listing in statements_of_kind(instruments, Listing):
        if key is not None:
            names[key, listing.action].append(statement)
    for (key, of, action, _), group in counts.items():
        yield from _against_each_other(key, group)
        if of == "entities":
            yield from _against_names(key, group, names[key, action])


def is_exact(statement: Statement, count: Count) -> bool:
    """Whether a count says how many, and not about how many or how many at least."""
    quotes = [statement.lead[-6:] + statement.evidence[0].quote] if statement.evidence else []
    return not count.approximate and not any(_BOUND.search(normalize(quote).text) for quote in quotes)


def _measure_word(statement: Statement, count: Count) -> str:
    """What items are counted by (種, 項, 個): kinds and pieces are not compared. Entities are entities."""
    if count.of == "entities" or not statement.evidence:
        return ""
    found = _MEASURE_WORD.search(normalize(statement.evidence[0].quote).text)
    return found["word"] if found else ""


def _against_each_other(key: str, counts: Counts) -> Iterator[Conflict]:
    by_count: dict[int, Counts] = defaultdict(list)
    for statement, count in _of_wholes(counts):
        by_count[count.count].append((statement, count))
    sides = {number: side_of(str(number), [statement for statement, _ in group]) for number, group in by_count.items()}
    claimed = {side.key: [count for _, count in by_count[number]] for number, side in sides.items()}
    at_odds = opposed(
        list(sides.values()),
        lambda side, other: any(_contradict(one, two) for one in claimed[side.key] for two in claimed[other.key]),
    )
    yield from conflict_of(key, "count", at_odds)


def _of_wholes(counts: Counts) -> Counts:
    """Without the counts of documents that give several: they count parts."""
    numbers: dict[str, set[int]] = defaultdict(set)
    for statement, count in counts:
        numbers[statement.document].add(count.count)
    return [(statement, count) for statement, count in counts if len(numbers[statement.document]) == 1]


def _contradict(one: Count, other: Count) -> bool:
    if one.list != other.list and one.list and other.list:
        return False
    if one.count == other.count or one.jurisdiction == other.jurisdiction:
        return one.count != other.count
    if one.jurisdiction and other.jurisdiction:
        return False
    whole, part = (other, one) if one.jurisdiction else (one, other)
    return part.count > whole.count


def _against_names(key: str, counts: Counts, listings: Sequence[Statement]) -> Iterator[Conflict]:
    """One document's count against the names that it gives itself: names beyond the count, or an enumeration short of it.

    A document enumerates where it is official, names more than half and does not stop at 等; a branch goes with its
    head; a document that gives several counts is counting parts.
    """
    by_document: dict[str, list[Statement]] = defaultdict(list)
    for listing in listings:
        by_document[listing.document].append(listing)
    stated: dict[str, Counts] = defaultdict(list)
    for statement, count in counts:
        stated[statement.document].append((statement, count))
    sides: dict[str, list[Side]] = defaultdict(list)
    for document, own in stated.items():
        named, numbers = by_document.get(document, []), {count.count for _, count in own}
        if len(numbers) == 1 and (number := next(iter(numbers))) and _differs(number, own, named):
            listed = len(distinct_entities(named))
            sides[f"{number} {listed}"] += [
                side_of(str(number), [statement for statement, _ in own]),
                side_of(f"named {listed}", named, computed=True),
            ]
    for pair in sides.values():
        stated_sides, named_sides = pair[::2], pair[1::2]
        yield from conflict_of(key, "count", [_joined(stated_sides), _joined(named_sides)])


def _differs(number: int, own: Counts, named: Sequence[Statement]) -> bool:
    entities = distinct_entities(named)
    heads = [entity for entity in entities if not any(_parent(statement) for statement in entity)]
    counts_some = any(count.jurisdiction for _, count in own) and _of_several(named)
    if not entities or counts_some or number in {len(entities), len(heads)}:
        return False
    if len(entities) > number:
        return len(heads) > number or not heads
    enumerates = named[0].tier == "official" and not any(count.first_named for _, count in own)
    return enumerates and 2 * len(entities) > number


def _parent(statement: Statement) -> str | None:
    return statement.content.parent if isinstance(statement.content, Listing) else None


def _of_several(named: Iterable[Statement]) -> bool:
    """Whether the entities come from more than one country, so that a count of one country's is of some of them."""
    return len({s.content.jurisdiction for s in named if isinstance(s.content, Listing)}) > 1


def _joined(sides: Sequence[Side]) -> Side:
    first = sides[0]
    statements = [statement for side in sides for statement in side.statements]
    return side_of(first.key, statements, first.value, computed=first.computed)
