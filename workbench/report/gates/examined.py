"""The input of gates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import Literal

from workbench.facts.document import Document
from workbench.facts.fact import Record
from workbench.report.drafts.draft import Draft
from workbench.report.gates.fact_index import FactIndex
from workbench.report.rendering import Line, form_wording
from workbench.report.sections.method import OpenConflict, Reviewers
from workbench.verification import Finding, Report, Unit, read_report

LineKind = Literal["blank", "front", "heading", "attributes", "markup", "table_head", "row", "item", "quote", "text"]
_ATTRIBUTES = re.compile(r"\{:[^{}]*\}")
_MARKUP = re.compile(r"</?div[^<>]*>")
_RULE = re.compile(r"\|?[\s:|-]*-[\s:|-]*\|?|-{3,}")
_ITEM = re.compile(r"(?:[-*+]|\d+[.)])\s")


@dataclass(frozen=True)
class Examined:
    """A draft with all that it was made of."""

    draft: Draft
    records: Mapping[str, Record]
    """Fact id -> the record; those that the draft was composed from."""
    documents: Mapping[str, Document]
    as_of: date
    conflicts: Sequence[OpenConflict] = ()
    findings: Sequence[Finding] = ()
    """What `check` found in the draft."""
    reviewers: Reviewers | None = None
    """Who decided on facts, and when last, by the log; None where nobody has."""
    present: frozenset[str] = frozenset()
    """Targets of relative links that are files beside the draft."""
    wording: tuple[str, ...] = field(default_factory=form_wording)
    """The form's own wording, whose figures need no source: 各項 0 至 5 分."""
    days: frozenset[str] = field(default=frozenset())
    """Days that the report's head gives beside period and day of statuses: the day of production."""
    prepared: FactIndex | None = None
    """The index of these records and documents, if it was made before."""

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines of the draft."""
        return self.draft.lines

    @cached_property
    def fact_index(self) -> FactIndex:
        """What gates look up about the records and documents, whatever the lines say."""
        return self.prepared or FactIndex(self.records, self.documents)

    @cached_property
    def report(self) -> Report:
        """The draft as a reader sees it: units with headings, cells and columns."""
        return read_report(self.draft.markdown)

    @cached_property
    def units(self) -> Mapping[int, Unit]:
        """Line -> the unit that stands on it."""
        return {unit.line: unit for unit in self.report.units}

    @cached_property
    def kinds(self) -> tuple[LineKind, ...]:
        """What each line is, by its place and first characters."""
        return tuple(_kinds([line.text for line in self.lines]))

    @cached_property
    def cited(self) -> frozenset[str]:
        """Ids of the facts that lines rest on."""
        return frozenset[str]().union(*(line.facts for line in self.lines))

    def numbered(self) -> Iterator[tuple[int, Line, LineKind]]:
        """Every line with its number, from 1, and its kind."""
        return zip(range(1, len(self.lines) + 1), self.lines, self.kinds, strict=True)

    def under(self, *words: str) -> Iterator[Unit]:
        """Units below a heading that holds one of these words."""
        for path, units in self._sections:
            if any(word in title for title in path for word in words):
                yield from units

    @cached_property
    def _sections(self) -> tuple[tuple[tuple[str, ...], tuple[Unit, ...]], ...]:
        """Headings -> the units that stand below them, in the order of their lines."""
        return tuple((path, tuple(units)) for path, units in groupby(self.report.units, key=attrgetter("path")))


def _kinds(lines: Sequence[str]) -> Iterator[LineKind]:
    front = bool(lines) and lines[0] == "---"
    bare = [line.strip() for line in lines]
    rules = [_RULE.fullmatch(line) is not None for line in bare]
    for place, stripped in enumerate(bare):
        if front:
            yield "front"
            front = place == 0 or stripped != "---"
        elif not stripped:
            yield "blank"
        elif stripped.startswith("|"):
            yield "table_head" if any(rules[place : place + 2]) else "row"
        elif stripped.startswith("#"):
            yield "heading"
        elif _ATTRIBUTES.fullmatch(stripped):
            yield "attributes"
        elif _MARKUP.fullmatch(stripped):
            yield "markup"
        elif rules[place]:
            yield "table_head"
        elif _ITEM.match(stripped):
            yield "item"
        else:
            yield "quote" if stripped.startswith(">") else "text"
