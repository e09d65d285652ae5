"""A draft and its provenance: values, and the two files they are written to."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.errors import WorkbenchError
from workbench.facts.document import Document
from workbench.facts.fact import Record
from workbench.language import _
from workbench.report.figures import Figures
from workbench.report.period import Period
from workbench.report.rendering import Line

PROVENANCE_SUFFIX = ".provenance.json"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Draft:
    """The report of a period as lines, each with the facts behind it, and the provenance as JSON values."""

    period: Period
    lines: tuple[Line, ...]
    provenance: Mapping[str, Any]
    edition: str = ""
    """What the names of its files end with, for an edition beside the draft itself."""

    @property
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
) -> Draft:
    """A draft with its provenance: what each line rests on, where it stands in its source, and digests of both.

    `published` are its counts by month and category, for later drafts; `compared_with` the drafts that this one is
    compared with.
    """
    cited = frozenset[str]().union(*(line.facts for line in lines))
    behind = {record.id: record for record in records if record.id in cited}
    used = sorted({record.fact.document for record in behind.values()} & documents.keys())
    provenance = {
        "format": FORMAT,
        "period": str(period),
        "as_of": as_of,
        "draft": {"sha256": digest(_text_of(lines)), "lines": len(lines)},
        "lines": {
            str(number): _behind_line(line, behind)
            for number, line in enumerate(lines, start=1)
            if line.facts or line.computed
        },
        "facts": {id: _behind_fact(behind[id]) for id in sorted(behind)},
        "figures": {"published": {month: dict(counts) for month, counts in published.items()}},
        "compared_with": [
            {"period": earlier.period, "as_of": earlier.as_of.isoformat(), "sha256": earlier.digest}
            for earlier in compared_with
        ],
        "documents": {id: _source(documents[id]) for id in used},
    }
    return Draft(period, lines, provenance)


def write_draft(draft: Draft, out_dir: Path) -> tuple[Path, Path]:
    """Write the Markdown and its provenance into a folder, each whole or not at all; their paths in that order.

    The provenance goes first: a draft is never there without what its lines rest on.
    """
    stem = f"{draft.period}-policy-tracker{draft.edition}"
    markdown, provenance = out_dir / f"{stem}.md", out_dir / f"{stem}{PROVENANCE_SUFFIX}"
    written = json.dumps(draft.provenance, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    try:
        out_dir.mkdir(parents=True, exist_ok=True)
        _replace(provenance, written)
        _replace(markdown, draft.markdown)
    except OSError as error:
        raise WorkbenchError(
            _("the draft could not be written: {reason}").format(reason=error.strerror or error),
            where=str(out_dir),
            way_out=_("Name another folder with --out, or make room in this one."),
        ) from None
    return markdown, provenance


def digest(text: str) -> str:
    """SHA-256 of a text as UTF-8, hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def _text_of(lines: Iterable[Line]) -> str:
    return "".join(line.text + "\n" for line in lines)


def _behind_line(line: Line, behind: Mapping[str, Record]) -> dict[str, Any]:
    known = [behind[id] for id in sorted(line.facts) if id in behind]
    return {
        "facts": [record.id for record in known if record.usable],
        "waiting": [record.id for record in known if not record.usable],
        "computed": list(line.computed),
        "documents": sorted({record.fact.document for record in known if record.fact.evidence}),
    }


def _behind_fact(record: Record) -> dict[str, Any]:
    return {
        "kind": record.fact.kind,
        "state": record.state,
        "revision": record.revision,
        "document": record.fact.document,
        "evidence": [span.model_dump() for span in record.fact.evidence],
    }


def _source(document: Document) -> dict[str, Any]:
    return {
        "title": document.title,
        "publisher": document.publisher,
        "published": document.published.isoformat() if document.published else None,
        "url": document.url,
        "name": document.name,
        "tier": document.tier,
        "text_sha256": digest(document.text),
    }


def _replace(path: Path, text: str) -> None:
    handle, unfinished = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(unfinished).chmod(0o644)
        Path(unfinished).replace(path)
    except BaseException:
        Path(unfinished).unlink(missing_ok=True)
        raise
