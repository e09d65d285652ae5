"""Which acts a stretch of a draft's line is about: those named next to it, and the facts behind the line that concern them.

A line may name many acts: 公告第46號部分有效（…）；公告第79號有效（自 2026-01-01 起）. What is said of one of them follows from
the facts of that one alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from workbench.facts.base import CATEGORIES, Category
from workbench.facts.kinds import Listing, StatusChange
from workbench.facts.references import parse_key
from workbench.recognition import find_references, find_titles
from workbench.resolution import Instruments, Statement, resolve
from workbench.resolution.events import clause_key
from workbench.text import NormalText, fold_script, han_pattern
from workbench.verification.forms import normal_form
from workbench.verification.parts import Place

_BREATH = re.compile("[；;。|]")
_AS_OF = han_pattern(r"(?:截至|基準日)[:\s]*[0-9-]*$")
# What may stand between two acts of which one thing is said: a title, a remark in brackets, and a mark that joins.
_JOINED = re.compile(r"(?:《[^》]*》)?\s*(?:[（(][^（）()]*[）)])?\s*[、及和与與]\s*")
_BRACKET = re.compile(r"(?:《[^》]*》)?\s*[（(][^（）()]*(?:[（(][^（）()]*[）)][^（）()]*)*[）)]")

_CATEGORY_NAMES: Mapping[Category, str] = dict(
    zip(CATEGORIES, map(fold_script, ("法規更新", "執法行動", "管制物項變更", "政策指導", "國際合作")), strict=True)
)
"""Category -> what a draft calls it."""
_KINDS_TALLIED: Mapping[str, str] = {
    fold_script(word): kind
    for word, kind in (
        ("物項", "controlled_item"), ("數值門檻", "threshold"), ("許可規則", "licensing_rule"), ("義務", "requirement"),
        ("列名", "listing"), ("處罰", "penalty"), ("立場或對話", "position"),
    )
}  # fmt: skip
"""Word by which a draft counts facts -> their kind."""
_TALLIED = re.compile(rf"(?P<word>{'|'.join(_KINDS_TALLIED)})\s?[0-9]*$")


class _Named(NamedTuple):
    """An act that a line names, and where."""

    key: str
    at: Place


class LineActs:
    """The acts that the facts of a store concern; asked line by line."""

    def __init__(self, statements: Mapping[str, Statement]) -> None:
        self.statements = statements

    def about(
        self, facts: Iterable[str], line: str, changed: Place, subject: Place | None = None
    ) -> tuple[Statement, ...]:
        """Those of a line's facts that concern the acts, and the clause, named next to what was changed in it.

        `subject` is the cell that says what a row is about, empty where that is no act. Where no act is named, those of the
        category named, else all; where none concerns the acts named, those that name no act.
        """
        behind = self._behind(facts)
        if len(behind) < 2:
            return behind
        acts = self._acts_at(line, changed, subject, behind) or self._acts_of_category(line, changed, behind)
        return _of_kind(_of_clause(self._of_acts(behind, acts), line, changed), line, changed)

    def among(self, facts: Iterable[str], line: str) -> tuple[Statement, ...]:
        """Those of a line's facts that concern any act that the line names; all where it names none."""
        behind = self._behind(facts)
        return self._of_acts(behind, frozenset(one.key for one in self._named(line, behind)))

    def _behind(self, facts: Iterable[str]) -> tuple[Statement, ...]:
        return tuple(self.statements[fact] for fact in sorted(facts) if fact in self.statements)

    def _of_acts(self, behind: tuple[Statement, ...], acts: frozenset[str]) -> tuple[Statement, ...]:
        own = tuple(statement for statement in behind if not acts.isdisjoint(self._keys[statement.fact]))
        return own or tuple(statement for statement in behind if not acts or not self._keys[statement.fact])

    @cached_property
    def _instruments(self) -> Instruments:
        return resolve(self.statements.values())

    @cached_property
    def _keys(self) -> Mapping[str, frozenset[str]]:
        """Fact -> the acts that it concerns: that it is about, changes, or that makes the change."""
        keys: dict[str, set[str]] = defaultdict(set)
        for key, group in self._instruments.statements.items():
            for statement in group:
                keys[statement.fact].add(key)
                if isinstance(content := statement.content, StatusChange | Listing) and content.by:
                    keys[statement.fact].add(self._instruments.key(content.by))
        return defaultdict(frozenset, {fact: frozenset(found) for fact, found in keys.items()})

    def _acts_at(self, line: str, changed: Place, subject: Place | None, behind: Sequence[Statement]) -> frozenset[str]:
        named = self._named(line, behind)
        if _AS_OF.search(normal_form(line[: changed.start]).text):
            return frozenset()  # the day of the draft, which is said of no act
        touched = frozenset(one.key for one in named if one.at.meets(changed))
        if touched and not _BREATH.search(line, changed.start, changed.end):
            return touched
        breath = _breath(line, changed)
        near = _beside(line, [one for one in named if breath.holds(one.at)], changed)
        if touched or near:
            return touched | near
        if subject is not None:
            return frozenset(one.key for one in named if subject.holds(one.at))
        return _beside(line, [one for one in named if one.at.end <= changed.start], changed)

    def _acts_of_category(self, line: str, changed: Place, behind: Sequence[Statement]) -> frozenset[str]:
        """The acts behind a line of the category that it names last before a stretch: 法規更新 3 件."""
        text = normal_form(line[: changed.start]).text
        last = max(_CATEGORY_NAMES, key=lambda category: text.rfind(_CATEGORY_NAMES[category]))
        if _CATEGORY_NAMES[last] not in text:
            return frozenset()
        keys = frozenset[str]().union(*(self._keys[statement.fact] for statement in behind))
        return frozenset(key for key in keys if self._instruments.category(key) == last)

    def _named(self, line: str, behind: Sequence[Statement]) -> list[_Named]:
        """The acts that a line names: by number, or as the draft labels those that have none. What a title names is not."""
        normal = normal_form(line)
        titles = [_source(normal, title.start, title.end) for title in find_titles(normal)]
        found = [
            (mention.key, _source(normal, mention.start, mention.end)) for mention in find_references(normal, year=None)
        ]
        numbers = [
            _Named(self._instruments.key(key), at) for key, at in found if not any(title.holds(at) for title in titles)
        ]
        keys = {key for statement in behind for key in self._keys[statement.fact] if parse_key(key) is None}
        labelled = [
            _Named(key, _source(normal, *match.span()))
            for key in sorted(keys)
            for match in re.finditer(re.escape(normal_form(self._instruments.label(key)).text), normal.text)
        ]
        ends = {number.at.end for number in numbers}  # what begins there is the title of a number
        labelled = [one for one in labelled if one.at.start not in ends]
        return sorted([*numbers, *labelled], key=lambda one: one.at)


def _source(normal: NormalText, start: int, end: int) -> Place:
    return Place(*normal.span(start, end))


def _breath(line: str, changed: Place) -> Place:
    """The clause around a stretch: between semicolons, full stops or the edges of a cell."""
    before = [match.end() for match in _BREATH.finditer(line, 0, changed.start)]
    behind = _BREATH.search(line, changed.end)
    return Place(before[-1] if before else 0, behind.start() if behind else len(line))


def _beside(line: str, named: Sequence[_Named], changed: Place) -> frozenset[str]:
    """The acts that a stretch is about: those before it, up to what is no longer joined to them; else those behind it."""
    before = [one for one in named if one.at.end <= changed.start]
    if before:
        last = before[-1]
        bracket = _BRACKET.match(line, last.at.end)
        if bracket and Place(*bracket.span()).holds(changed):
            return frozenset({last.key})
        return frozenset(one.key for one in _run(line, before[::-1]))
    return frozenset(one.key for one in _run(line, [one for one in named if one.at.start >= changed.end]))


def _run(line: str, named: Sequence[_Named]) -> list[_Named]:
    """The first of some acts and those that are joined to it, one after the other."""
    run = list(named[:1])
    for one in named[1:]:
        first, second = sorted((run[-1].at, one.at))
        if not _JOINED.fullmatch(line, first.end, second.start):
            break
        run.append(one)
    return run


def _of_clause(statements: tuple[Statement, ...], line: str, changed: Place) -> tuple[Statement, ...]:
    """Without what is said of other clauses than the one named last up to a stretch, where one is."""
    breath = _breath(line, changed)
    text = clause_key(line[breath.start : breath.end]) or ""
    end = len(clause_key(line[breath.start : changed.end]) or "")
    clauses = {clause for statement in statements for clause in _clauses(statement)}
    places = {clause: text.rfind(clause, 0, max(0, end + len(clause) - 1)) for clause in clauses}
    named = max(places, key=lambda clause: (places[clause] + len(clause), len(clause)), default="")
    if not named or places[named] < 0:
        return statements
    return tuple(s for s in statements if named in (its := _clauses(s)) or not its)


def _of_kind(statements: tuple[Statement, ...], line: str, changed: Place) -> tuple[Statement, ...]:
    """Those of the kind that a changed number counts, where the word for it stands right before: 許可規則 4 項."""
    tallied = _TALLIED.search(normal_form(line[: changed.start]).text)
    kind = _KINDS_TALLIED[tallied["word"]] if tallied else None
    return tuple(statement for statement in statements if statement.content.kind == kind) or statements


def _clauses(statement: Statement) -> frozenset[str]:
    content = statement.content
    targets = content.targets if isinstance(content, StatusChange) else (content,)
    return frozenset(key for target in targets if (key := clause_key(vars(target).get("clause"))))
