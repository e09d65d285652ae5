"""A report on disk against the facts of the store."""

from __future__ import annotations

from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from workbench.causes import system_cause
from workbench.errors import WorkbenchError
from workbench.facts.document import Document
from workbench.facts.fact import Record, is_assessment
from workbench.facts.kinds import Assessment
from workbench.language import _
from workbench.resolution import statements_of
from workbench.verification import (
    DraftLine,
    Outcome,
    Report,
    is_own_form,
    is_this_draft,
    is_unchanged,
    produced_on,
    read_report,
    stated_terms,
)

if TYPE_CHECKING:
    from workbench.verification import Finding

_MOST_MB = 50
"""The draft of ten thousand acts has five."""
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Checked:
    """A report that was read, and what the check found."""

    report: Report
    outcome: Outcome
    dated: bool
    """Whether the day came from the caller or the report; else it is today."""


Redraft = Callable[[str, date], Sequence[DraftLine]]
"""Period and day -> the lines of their draft, composed from the facts in their present state."""
Kept = Callable[[str, date], Sequence[str] | None]
"""Period and day -> the text of those lines, where it is known without composing; else None."""


def nothing_kept(_period: str, _day: date) -> None:
    """For callers that compose every draft anew."""


def check_against(
    known: Iterable[Record],
    documents: Mapping[str, Document],
    markdown: str,
    as_of: date | None,
    redraft: Redraft,
    kept: Kept = nothing_kept,
) -> Checked:
    """Check a Markdown report against the facts as of a day: the one given, else the report's own, else today.

    A draft that the program made from these very facts is compared with what they give, line by line: that finds every
    change made by hand. `kept` saves composing it anew where its words are known. Any other report, and a draft of other
    facts, is read statement by statement. Raises `WorkbenchError` where there are no facts.
    """
    report = read_report(markdown)
    records = [r for r in known if r.state not in {"rejected", "superseded"} and not r.lost]
    if not any(not is_assessment(record.fact) for record in records):
        raise WorkbenchError(
            _("the store has no facts to check a report against"),
            way_out=_("Add articles with `workbench add`, then `workbench extract`"),
        )
    drafted = _as_own_draft(report, records, documents, as_of, redraft, kept)
    if drafted is not None:
        return Checked(report, drafted, dated=True)
    from workbench.verification import check_report  # here: a draft of this program's own needs none of its rules

    statements = statements_of(records, documents)
    day = as_of or produced_on(report)
    usable = frozenset(record.id for record in records if record.usable)
    outcome = check_report(report, statements, usable, day or date.today(), _approved_prose(records))
    return Checked(report, outcome, dated=day is not None)


def _as_own_draft(
    report: Report,
    records: Sequence[Record],
    documents: Mapping[str, Document],
    as_of: date | None,
    redraft: Redraft,
    kept: Kept,
) -> Outcome | None:
    """The changes in a draft of these facts; None where the report is no such draft."""
    if not is_own_form(report):
        return None
    for period, day in stated_terms(report):
        if as_of is not None and day != as_of:
            continue
        words = _of_terms(kept, period, day)
        if words and is_unchanged(report, words):
            return Outcome(day, _count_telling(words), ())
        lines = _of_terms(redraft, period, day) or ()
        words = [line.text for line in lines]
        if is_this_draft(report, words):
            findings = () if is_unchanged(report, words) else _changes(report, lines, records, documents)
            return Outcome(day, _count_telling(words), findings)
    return None


def _count_telling(lines: Iterable[str]) -> int:
    return sum(bool(line.strip()) for line in lines)


def _changes(
    report: Report, lines: Sequence[DraftLine], records: Sequence[Record], documents: Mapping[str, Document]
) -> tuple[Finding, ...]:
    from workbench.verification import changed_lines

    assessed = frozenset(record.id for record in records if is_assessment(record.fact) and record.usable)
    return changed_lines(report, lines, {s.fact: s for s in statements_of(records, documents)}, assessed)


def _of_terms(draft: Callable[[str, date], Value | None], period: str, day: date) -> Value | None:
    try:
        return draft(period, day)
    except WorkbenchError:  # a period that a changed line misstates
        return None


def _approved_prose(records: Sequence[Record]) -> frozenset[str]:
    return frozenset(
        content.text for record in records if record.usable and isinstance(content := record.content, Assessment)
    )


def read_markdown(path: Path) -> str:
    """The text of a report; raises `WorkbenchError` where it is no readable text."""
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= _MOST_MB * 1_000_000 else None
    except OSError as error:
        raise WorkbenchError(
            _("the report cannot be read: {cause}").format(cause=system_cause(error)),
            where=str(path),
            way_out=_("Give the path of a Markdown file"),
        ) from None
    if data is None:
        raise WorkbenchError(
            _("{size} MB of text is more than a report has (at most {most} MB)").format(
                size=size // 1_000_000, most=_MOST_MB
            ),
            where=str(path),
            way_out=_("Give a report as a text file, such as report.md"),
        )
    if not data.strip():
        raise WorkbenchError(
            _("this file is empty"), where=str(path), way_out=_("Give a report as a text file, such as report.md")
        )
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    if b"\0" in data[:4096] or data.startswith(b"%PDF"):
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
