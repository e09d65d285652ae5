"""Conflicts on the occasion of a change: one suspension or stop that sources put down to different talks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from workbench.facts.kinds import StatusChange
from workbench.resolution.conflicts.sides import Conflict, conflict_of, opposed, side_of
from workbench.resolution.conflicts.statuses import acts_of, statements_behind
from workbench.resolution.events import Event
from workbench.resolution.instruments import Instruments
from workbench.resolution.statement import Statement
from workbench.text import fold, han_pattern

_GENERIC = han_pattern(
    "中美|中方|美方|中国|美国|双方|两国|两军|元首|高层|经贸|贸易|经济|磋商|会谈|会晤|会见|会面|谈判|对话|达成|相关|重要|"
    "共识|成果|联合声明|联合|声明|安排|落实|为了|为|在|后|的|与|和|举行|期间|第[一二三四五六七八九十]+[轮次]"
)


def find_occasion_conflicts(instruments: Instruments, events: Mapping[str, Sequence[Event]]) -> Iterator[Conflict]:
    """Conflicts on what a change was made for; 中美經貿磋商 names no talks, so it is none beside 吉隆坡經貿磋商.

    A change of several instruments is one: its conflict stands with the first of them alone.
    """
    seen: set[frozenset[str]] = set()
    for key, own in events.items():
        for accounts in acts_of(own):
            for conflict in _at_odds(key, accounts, instruments):
                facts = frozenset(fact for side in conflict.sides for fact in side.facts)
                if facts not in seen:
                    seen.add(facts)
                    yield conflict


def _at_odds(key: str, accounts: Sequence[Event], instruments: Instruments) -> Iterator[Conflict]:
    stated: dict[str, list[Statement]] = defaultdict(list)
    written: dict[str, str] = {}
    for event in accounts:
        for statement in statements_behind(event, instruments):
            occasion = statement.content.occasion if isinstance(statement.content, StatusChange) else None
            named = _GENERIC.sub("", fold(occasion or "").text)
            if named:
                stated[named].append(statement)
                written.setdefault(named, occasion or "")
    documents = {named: {statement.document for statement in group} for named, group in stated.items()}
    sides = [side_of(named, group, written[named]) for named, group in stated.items()]
    at_odds = opposed(
        sides,
        lambda side, other: (
            side.key not in other.key and other.key not in side.key and not documents[side.key] & documents[other.key]
        ),
    )
    yield from conflict_of(key, "occasion", at_odds, clause=accounts[0].clause)
