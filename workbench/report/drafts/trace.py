"""From a line of a draft back to the facts and the characters of the sources behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.errors import WorkbenchError
from workbench.facts.fact import Evidence
from workbench.language import _
from workbench.report.drafts.provenance import digest, in_order_of_weight, load_provenance, provenance_path, read_text


@dataclass(frozen=True, slots=True)
class TracedFact:
    """One fact behind a line, as it stood when the draft was made."""

    id: str
    kind: str
    state: str
    document: str
    document_title: str | None
    evidence: tuple[Evidence, ...]
    decisions: tuple[Mapping[str, Any], ...] = ()
    """What people had decided on it by then: number, action, by, at, reason."""
    basis: tuple[TracedFact, ...] = ()
    """For an assessment, the facts that it rests on."""

    @property
    def waiting(self) -> bool:
        """Whether the line says 待審 because of it."""
        return self.state in {"pending", "deferred"}


@dataclass(frozen=True, slots=True)
class LineTrace:
    """Everything behind one line of a draft."""

    path: Path
    line: int
    text: str
    facts: tuple[TracedFact, ...]
    computed: tuple[str, ...]
    """Figures of the line that the program computed from these facts."""
    warnings: tuple[str, ...] = ()
    nearest: tuple[int, ...] = ()
    """Where no fact is behind the line: the last line before it and the first after it that have one."""


def trace_line(markdown_path: Path, line: int) -> LineTrace:
    """The facts and source spans behind line `line` (from 1) of a draft, read from the provenance beside it.

    A draft that was edited since is traced all the same, with a warning: its lines may have moved.
    """
    text = read_text(markdown_path, _("Name a draft that `workbench draft` wrote."))
    lines = text.removesuffix("\n").split("\n")
    if not 1 <= line <= len(lines):
        raise WorkbenchError(
            _("there is no line {line}; the draft has {count}").format(line=line, count=len(lines)),
            where=str(markdown_path),
            way_out=_("Name a line from 1 to {count}.").format(count=len(lines)),
        )
    provenance = load_provenance(provenance_path(markdown_path))
    edited = provenance["draft"]["sha256"] != digest(text)
    entry = provenance["lines"].get(str(line), {})
    behind = in_order_of_weight((*entry.get("facts", ()), *entry.get("waiting", ())), provenance)
    facts = tuple(_traced(id, provenance) for id in behind)
    # What an assessment of the line rests on is shown under it, and not a second time beside it.
    beneath = {each.id for fact in facts for each in fact.basis}
    facts = tuple(fact for fact in facts if fact.id not in beneath)
    return LineTrace(
        path=markdown_path,
        line=line,
        text=lines[line - 1],
        facts=facts,
        computed=tuple(entry.get("computed", ())),
        warnings=(_edited_warning(),) if edited else (),
        nearest=() if facts else _nearest(line, provenance["lines"]),
    )


def _nearest(line: int, entries: Mapping[str, Mapping[str, Any]]) -> tuple[int, ...]:
    traced = sorted(int(number) for number, entry in entries.items() if entry.get("facts") or entry.get("waiting"))
    before, after = [number for number in traced if number < line], [number for number in traced if number > line]
    return (*before[-1:], *after[:1])


def _edited_warning() -> str:
    return _("The draft was changed after it was made, so this line may not be the one that the facts stand behind.")


def _traced(id: str, provenance: Mapping[str, Any]) -> TracedFact:
    fact = provenance["facts"][id]
    return TracedFact(
        id=id,
        kind=fact["kind"],
        state=fact["state"],
        document=fact["document"],
        document_title=provenance["documents"].get(fact["document"], {}).get("title"),
        evidence=tuple(Evidence(**span) for span in fact["evidence"]),
        decisions=tuple(fact["decisions"]),
        basis=tuple(_traced(each, provenance) for each in in_order_of_weight(_basis(fact), provenance)),
    )


def _basis(fact: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(fact["fields"]["facts"]) if fact["kind"] == "assessment" else ()
