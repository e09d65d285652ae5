"""A report on disk against the facts of the store."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from workbench.errors import WorkbenchError
from workbench.facts.fact import Record, is_assessment
from workbench.language import _
from workbench.resolution import Statement
from workbench.store import Store
from workbench.verification import Outcome, Report, check_report, produced_on, read_report

_LARGEST = 5_000_000


@dataclass(frozen=True, slots=True)
class Checked:
    """A report as read, and what the check found."""

    report: Report
    outcome: Outcome
    dated: bool
    """Whether the day came from the caller or the report; else it is today."""


def check_file(store: Store, path: Path, as_of: date | None) -> Checked:
    """Hold a Markdown report against the facts as of a day: the one given, else the report's own, else today."""
    report = read_report(read_markdown(path))
    records = [record for record in store.records() if record.state not in {"rejected", "superseded"}]
    if not any(not is_assessment(record.fact) for record in records):
        raise WorkbenchError(
            _("the store holds no facts to hold a report against"),
            way_out=_("Add articles with `workbench add`, then `workbench extract`"),
        )
    day = as_of or produced_on(report)
    outcome = check_report(
        report, statements_of(store, records), frozenset(r.id for r in records if r.usable), day or date.today()
    )
    return Checked(report, outcome, day is not None)


def statements_of(store: Store, records: list[Record]) -> list[Statement]:
    """The records as statements of their documents; an assessment has none of its own and is left out."""
    documents = {document.id: document for document in store.documents()}
    return [Statement.of(record, documents[record.fact.document]) for record in records if record.fact.document in documents]


def read_markdown(path: Path) -> str:
    """The text of a report; a clear error for what is no readable text."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise WorkbenchError(
            _("the report cannot be read: {cause}").format(cause=error.strerror or error),
            where=str(path),
            way_out=_("Give the path of a Markdown file"),
        ) from None
    if b"\0" in data[:4096] or len(data) > _LARGEST:
        raise _no_markdown(path)
    for encoding in ("utf-8-sig", "gb18030", "big5"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if text.strip():
            return text
        break
    raise _no_markdown(path)


def _no_markdown(path: Path) -> WorkbenchError:
    return WorkbenchError(
        _("this is no Markdown text"), where=str(path), way_out=_("Give a report as a text file, such as report.md")
    )
