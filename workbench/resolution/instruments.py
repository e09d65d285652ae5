"""Instruments (政策文件): every act that facts speak of, under one key, with what they say of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TypeVar

from workbench.facts.base import Category
from workbench.facts.fact import instruments_of
from workbench.facts.references import AUTHORITY_NAMES, label
from workbench.recognition import find_dates
from workbench.recognition.issuers import issuer_codes
from workbench.resolution.acts_by_day import complete
from workbench.resolution.aliases import Aliases, find_aliases, key_of
from workbench.resolution.notices_by_names import complete_by_names
from workbench.resolution.statement import Statement, known_days
from workbench.text import normalize

Value = TypeVar("Value", bound=Hashable)


def resolve(facts: Iterable[Statement]) -> Instruments:
    """The instruments that the statements speak of, with aliases resolved; assessments among the facts are left out."""
    statements = tuple(statement for statement in facts if statement.content.kind != "assessment")
    subjects = list(map(_subjects, statements))
    aliases = find_aliases(statements, subjects)
    completed = complete_by_names(complete(statements, aliases), aliases)
    for place, (given, statement) in enumerate(zip(statements, completed, strict=True)):
        if statement is not given:
            subjects[place] = _subjects(statement)
    return _grouped(completed, subjects, aliases)


def _subjects(statement: Statement) -> tuple[str, ...]:
    """The keys that a statement is about, as it writes them."""
    return tuple(map(key_of, instruments_of(statement.content)))


def _grouped(statements: Sequence[Statement], subjects: Sequence[tuple[str, ...]], aliases: Aliases) -> Instruments:
    groups: dict[str, list[Statement]] = defaultdict(list)
    unassigned = []
    for statement, keys in zip(statements, subjects, strict=True):
        if not keys:
            unassigned.append(statement)
        for canonical in dict.fromkeys([aliases.meant_in(key, statement) for key in keys]):
            groups[canonical].append(statement)
    return Instruments(
        {key: tuple(group) for key, group in sorted(groups.items())}, aliases, known_days(statements), tuple(unassigned)
    )


@dataclass(frozen=True)
class Instruments:
    """Instruments by canonical key."""

    statements: Mapping[str, tuple[Statement, ...]]
    aliases: Aliases
    known_days: Mapping[str, date]
    """Document id -> its publication day; where that is unknown, the day of the latest publication that it reports."""
    unassigned: tuple[Statement, ...] = ()
    """Statements that name no instrument: figures of the market, totals of a list, what is said of 本公告 alone."""

    def with_more(self, more: Sequence[Statement]) -> Instruments:
        """These instruments with more statements, by documents and of acts that are known already."""
        added = _grouped(more, list(map(_subjects, more)), self.aliases)
        groups = {key: (*group, *added.statements.get(key, ())) for key, group in self.statements.items()}
        return replace(self, statements=groups, unassigned=(*self.unassigned, *added.unassigned))

    @property
    def keys(self) -> tuple[str, ...]:
        """Canonical keys, sorted."""
        return tuple(self.statements)

    def key(self, written: str) -> str:
        """The canonical key of a key or of a reference in any written form; of an unknown one, what it parses to."""
        return self.aliases.canonical(key_of(written))

    def key_in(self, written: str, published: date | None) -> str:
        """The canonical key of what a document of some day calls an act: of several of one title the one just published."""
        return self.aliases.meant_on(key_of(written), published)

    def candidates(self, written: str) -> tuple[str, ...]:
        """The acts that a reference could mean, sorted, where it could mean more than one; else none."""
        return self.aliases.candidates(key_of(written))

    def acts_of_day(self, written: str) -> tuple[str, ...]:
        """The acts that an authority and a day in words mean (商務部2025年11月7日公告), sorted; none without both."""
        normal = normalize(written)
        codes = issuer_codes(normal.text)
        days = {mention.value for mention in find_dates(normal, year=None, published=None)} - {None}
        if not codes or len(days) != 1:
            return ()
        (day,) = days
        return tuple(
            key
            for key in self.keys
            if key.startswith(f"{codes[0]}/")
            and (day in self.aliases.days.get(key, ()) or key.split("/")[2:3] == [str(day)])
        )

    def facts_of(self, written: str) -> tuple[Statement, ...]:
        """What is said of an instrument, in the order in which it was given."""
        return self.statements.get(self.key(written), ())

    @cached_property
    def stated(self) -> Mapping[str, tuple[Statement, ...]]:
        """Canonical key -> what is said of the instrument, for whoever goes through all of them."""
        return {key: self.facts_of(key) for key in self.keys}

    def statement(self, fact: str) -> Statement:
        """The statement of a fact's id; KeyError where it speaks of no instrument."""
        return self._by_fact[fact]

    def find_statement(self, fact: str) -> Statement | None:
        """The statement of a fact's id; None where it speaks of no instrument."""
        return self._by_fact.get(fact)

    def title(self, written: str) -> str | None:
        """The title that the heaviest sources give most often, as they write it."""
        return _weightiest((statement, vars(statement.content).get("title")) for statement in self.facts_of(written))

    def category(self, written: str) -> Category | None:
        """The category that the heaviest sources give most often."""
        return _weightiest((statement, vars(statement.content).get("category")) for statement in self.facts_of(written))

    def actor(self, written: str) -> str:
        """Jurisdiction whose act it is: that of its authority, else what the heaviest sources say; CN if nothing is said."""
        key = self.key(written)
        if key not in self._actors:
            self._actors[key] = self._find_actor(key)
        return self._actors[key]

    @cached_property
    def _actors(self) -> dict[str, str]:
        return {}

    def _find_actor(self, key: str) -> str:
        authority = key.split("/", 1)[0]
        if authority in AUTHORITY_NAMES or authority in {"law", "case"}:
            return "CN"
        if authority.isupper():
            return authority
        return _weightiest((statement, statement.actor) for statement in self.facts_of(key)) or "CN"

    def label(self, written: str) -> str:
        """What people call it: its number, else its title as sources write it, else what its key says."""
        key = self.key(written)
        title = self.title(key) if key.startswith(("title/", "law/")) else None
        return f"《{title.strip('《》')}》" if title else label(key)

    @cached_property
    def by_kind(self) -> Mapping[str, tuple[tuple[str | None, Statement], ...]]:
        """Kind -> its statements, each with the instrument it is of (None where it names none).

        Measures of another jurisdiction than the instrument's own are left out.
        """
        kinds: dict[str, list[tuple[str | None, Statement]]] = defaultdict(list)
        for key, group in self.statements.items():
            actor = self.actor(key)
            for statement in group:
                if statement.actor in {None, actor}:
                    kinds[statement.content.kind].append((key, statement))
        for statement in self.unassigned:
            if statement.actor in {None, "CN"}:
                kinds[statement.content.kind].append((None, statement))
        return {kind: tuple(stated) for kind, stated in kinds.items()}

    @cached_property
    def _by_fact(self) -> dict[str, Statement]:
        return {statement.fact: statement for group in self.statements.values() for statement in group}


def _weightiest(stated: Iterable[tuple[Statement, Value | None]]) -> Value | None:
    """The value of the heaviest tier that gives one; of several, the one that most documents give, then the first."""
    documents: dict[int, dict[Value, set[str]]] = defaultdict(lambda: defaultdict(set))
    for statement, value in stated:
        if value is not None:
            documents[statement.rank][value].add(statement.document)
    if not documents:
        return None
    heaviest = documents[min(documents)]
    return max(heaviest, key=lambda value: len(heaviest[value]))
