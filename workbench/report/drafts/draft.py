"""A draft and its provenance: values, and the two files they are written to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from workbench.causes import system_cause
from workbench.errors import WorkbenchError
from workbench.facts.document import Document
from workbench.facts.fact import Record
from workbench.language import _
from workbench.report.drafts.figures import Figures
from workbench.report.drafts.provenance import (
    PROVENANCE_SUFFIX,
    DecidedOn,
    EntryWritten,
    make_provenance,
    nobody,
    sealed,
    sealed_json,
)
from workbench.report.drafts.writing import write_whole
from workbench.report.period import Period
from workbench.report.rendering import Line


@dataclass(frozen=True)
class Draft:
    """The report of a period as lines, each with the facts behind it, and the provenance as JSON values."""

    period: Period
    lines: tuple[Line, ...]
    drawn: Mapping[str, Any] | Callable[[], Mapping[str, Any]]
    """The provenance, sealed or not, or what draws it up: whoever only compares lines never asks."""
    edition: str = ""
    """What the names of its files end with, for an edition beside the draft itself."""
    inputs: str | None = None
    """Digest of all that it was composed from, where its maker gives one: the same need not be composed again."""

    @cached_property
    def provenance(self) -> Mapping[str, Any]:
        """What stands behind each line, with digests."""
        return sealed(self._drawn)

    @cached_property
    def _drawn(self) -> Mapping[str, Any]:
        return self.drawn() if callable(self.drawn) else self.drawn

    def provenance_json(self) -> Iterator[bytes]:
        """Its provenance file, piece by piece."""
        return sealed_json(self._drawn)

    @cached_property
    def markdown(self) -> str:
        """The text of the draft, every line ended."""
        return _text_of(self.lines)


def make_draft(
    period: Period,
    as_of: str,
    lines: tuple[Line, ...],
    records: Iterable[Record],
    documents: Mapping[str, Document],
    *,
    published: Mapping[str, Mapping[str, int]],
    compared_with: Iterable[Figures] = (),
    decided: DecidedOn = nobody,
    written: Iterable[EntryWritten] = (),
) -> Draft:
    """A draft with its provenance: what each line rests on, where it stands in its source, and digests of all.

    `published` are its counts by month and category, for later drafts; `compared_with` the drafts that this one is
    compared with; `decided` finds what people decided on facts, `written` is what `facts_written` gives, where it is
    made elsewhere.
    """
    figures = {"published": {month: dict(counts) for month, counts in published.items()}}
    compared = [
        {"period": earlier.period, "as_of": earlier.as_of.isoformat(), "sha256": earlier.digest}
        for earlier in compared_with
    ]

    def draw() -> Mapping[str, Any]:
        provenance = make_provenance(str(period), as_of, lines, records, documents, decided, written)
        return provenance | {"figures": figures, "compared_with": compared}

    return Draft(period, lines, draw)


def write_draft(draft: Draft, out_dir: Path) -> tuple[Path, Path]:
    """Write the Markdown and its provenance into a folder, each whole or not at all; their paths in that order.

    The provenance goes first: a draft is never there without what its lines rest on.
    """
    stem = f"{draft.period}-policy-tracker{draft.edition}"
    markdown, provenance = out_dir / f"{stem}.md", out_dir / f"{stem}{PROVENANCE_SUFFIX}"
    provenance_text = draft.provenance_json()
    try:
        out_dir.mkdir(parents=True, exist_ok=True)
        write_whole(provenance, provenance_text)
        write_whole(markdown, [draft.markdown.encode()])
    except OSError as error:
        raise WorkbenchError(
            _("the draft could not be written: {reason}").format(reason=system_cause(error)),
            where=str(out_dir),
            way_out=_("Name another folder with --out, or make room in this one."),
        ) from None
    return markdown, provenance


def _text_of(lines: Iterable[Line]) -> str:
    return "".join(line.text + "\n" for line in lines)
