"""The page: one self-contained file that runs no script and sends no request."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from workbench.causes import system_cause
from workbench.errors import WorkbenchError
from workbench.escape import visible
from workbench.language import _, current_language, plural
from workbench.report.drafts.writing import write_whole
from workbench.report.preview.body import Margin, render_body
from workbench.report.preview.front import Front, read_front
from workbench.report.preview.marks import Marks
from workbench.report.preview.remarks import Remark
from workbench.report.preview.sources import Sources

_TEMPLATES = Path(__file__).parent / "templates"
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_REPORT_LANGUAGE = "zh-Hant"


@dataclass(frozen=True, slots=True)
class Picture:
    """The statuses over time, drawn."""

    svg: str
    """Made by the program's own chart, which escapes what sources wrote."""
    caption: str


@dataclass(frozen=True, slots=True)
class Page:
    """All that a page shows."""

    text: str
    """The report, Markdown."""
    name: str
    """Its file name."""
    sources: Sources | None
    """None where the report has no provenance."""
    remarks: tuple[Remark, ...] | None
    """What a check found, by line; None where none was made."""
    notices: tuple[str, ...] = ()
    """What the reader is to know about the page: what is missing, what may have moved."""
    picture: Picture | None = None


def write_page(page: Page, path: Path) -> None:
    """Write a page as HTML; the same page gives the same bytes."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, map(str.encode, page_pieces(page)))
    except OSError as error:
        raise WorkbenchError(
            _("the page could not be written: {reason}").format(reason=system_cause(error)),
            where=str(path),
            way_out=_("Name another file with --out, or make room there."),
        ) from None


def page_pieces(page: Page) -> Iterator[str]:
    """The HTML of a page, piece by piece: a large one is never in memory as a whole."""
    lines = page.text.removesuffix("\n").split("\n")
    front = read_front(lines)
    notes = _Notes(page.remarks or (), front.first)
    marks = Marks(page.sources, _words())
    margin = Margin(
        at_end=lambda line: marks.of(line, notes.of(line)),
        beside=lambda first, last: _notes_beside(notes.between(first, last)),
    )
    body = render_body(lines, front.first, margin)
    return _environment().get_template("page.html.j2").generate(
        language=current_language(),
        report_language=_language_of(front),
        title=_title(front, page.name),
        name=page.name,
        front=front,
        notices=(*_notices(front), *page.notices),
        body=body.html,
        headings=body.headings,
        general=notes.general,
        facts=_figures(page),
        picture=page.picture and Markup(page.picture.svg),  # noqa: S704 - made by the program's own chart
        caption=page.picture and page.picture.caption,
        style=Markup(_style()),  # noqa: S704 - the page's own stylesheet
        words=_words(),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A remark with the number by which its line and its note find each other."""

    number: int
    remark: Remark

    @property
    def severity(self) -> str:
        """How grave it is."""
        return self.remark.severity


class _Notes:
    """The remarks, numbered as they come in the report; those about no line of the body are general."""

    def __init__(self, remarks: Iterable[Remark], first: int) -> None:
        ordered = sorted(remarks, key=lambda remark: remark.line or 0)
        numbered = [_Numbered(number, remark) for number, remark in enumerate(ordered, start=1)]
        self.general = [each for each in numbered if (each.remark.line or 0) < first]
        self._of_line = defaultdict[int, list[_Numbered]](list)
        for each in numbered[len(self.general) :]:
            self._of_line[each.remark.line or 0].append(each)
        self._lines = list(self._of_line)  # rising, as the remarks are

    def of(self, line: int) -> list[_Numbered]:
        return self._of_line.get(line, [])

    def between(self, first: int, last: int) -> list[_Numbered]:
        begin, end = bisect_left(self._lines, first), bisect_right(self._lines, last)
        return [each for line in self._lines[begin:end] for each in self._of_line[line]]


def _notices(front: Front) -> tuple[str, ...]:
    return (_("The front matter is no valid YAML: a site would not show this page."),) if front.broken else ()


def _figures(page: Page) -> list[str]:
    """Counts of what the page contains, for its head."""
    figures = []
    if page.sources:
        count = len(page.sources)
        figures.append(
            plural("{count} line with its sources", "{count} lines with their sources", count).format(count=count)
        )
        waiting = sum(behind.waiting for behind in page.sources.values())
        figures.append(_("{count} of them with something that waits").format(count=waiting))
    if page.remarks is not None:
        count = len(page.remarks)
        found = plural("{count} finding", "{count} findings", count).format(count=count)
        high = Counter(remark.severity for remark in page.remarks)["high"]
        figures.append(found + (" " + _("({count} high)").format(count=high) if high else ""))
    return figures


def _title(front: Front, name: str) -> str:
    parts = [front.values.get("title", ""), front.values.get("parent", "")]
    return " — ".join(part for part in parts if part) or visible(name)


def _language_of(front: Front) -> str:
    given = front.values.get("lang", "")
    return given if _LANGUAGE.fullmatch(given) else _REPORT_LANGUAGE


def _words() -> Mapping[str, str]:
    """The page's own words in the reader's language; kept for the language, for they are looked up on every line."""
    return _words_in(current_language())


@cache
def _words_in(_language: str) -> Mapping[str, str]:
    return {
        "preview": _("Preview"),
        "contents": _("Contents"),
        "front": _("Front matter"),
        "timeline": _("Statuses over time"),
        "general": _("About the report as a whole"),
        "line": _("line {line}"),
        "finding": _("finding {number}"),
        "report": _("report"),
        "facts": _("facts"),
        "source": _("source"),
        "sources_of": _("Sources of line {line}"),
        "computed": _("computed from facts"),
        "changed": _("This line was changed by hand after the draft was made."),
        "more": _("and {count} more facts; all of them: workbench trace FILE:{line}"),
        "original": _("original"),
        "hint": _("Point at ※ to see what a line rests on; press it to keep it open."),
    }


def _notes_beside(notes: list[_Numbered]) -> str:
    return _notes_macro()(notes=notes, words=_words())


@cache
def _notes_macro() -> Callable[..., str]:
    template: Any = _environment().get_template("pieces.html.j2").module
    macro: Callable[..., str] = template.notes
    return macro


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        finalize=_seen,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _seen(value: object) -> object:
    """Text without what is not seen; mark-up of the page's own is left as it is."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def _style() -> str:
    return (_TEMPLATES / "page.css").read_text(encoding="utf-8")
