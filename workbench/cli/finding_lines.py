"""Findings on screen: line by line, what the report says, what the facts say, and the source's own words beside it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from workbench.escape import printable
from workbench.language import _, plural

if TYPE_CHECKING:
    from rich.text import Text

    from workbench.facts.document import Document
    from workbench.verification import Finding, Outcome

_STYLES = {"high": "bold red", "medium": "yellow", "low": "dim"}
_KEY = re.compile(r"\b[A-Z]{2,6}/[a-z]+/\d{0,4}/[^\s,;:()]+|\b(?:law|title|case)/[^\s,;:()]+")
_STATUSES = ("partially_in_force", "in_force", "suspended", "stopped", "repealed", "announced", "expired", "unknown")
_MOST_QUOTES = 2
_LONGEST_QUOTE = 120


def severity_name(severity: str) -> str:
    """A severity in words."""
    return {"high": _("high"), "medium": _("medium"), "low": _("low")}[severity]


def verdict_name(verdict: str) -> str:
    """A verdict in words."""
    return {
        "contradicted": _("contradicted"),
        "unsupported": _("unsupported"),
        "stale": _("out of date"),
        "omission": _("left out"),
        "internal": _("at odds with itself"),
        "format": _("form"),
    }[verdict]


def field_name(field: str) -> str:
    """What a finding is about, in words."""
    return {
        "publish_date": _("day of publication"),
        "effective_date": _("day of effect"),
        "status": _("status"),
        "count": _("how many"),
        "list": _("list"),
        "issuer": _("issuer"),
        "name": _("name"),
        "number": _("figure or code"),
        "threshold": _("limit value"),
        "reference": _("reference"),
        "scope": _("scope"),
        "title": _("title"),
        "claim": _("claim"),
        "structure": _("structure"),
    }[field]


def print_findings(outcome: Outcome, file: str, documents: Mapping[str, Document]) -> None:
    """Print every finding under its line, gravest first within one, then how many there are."""
    from rich.console import Console

    console = Console(soft_wrap=True, highlight=False)
    if not console.is_terminal:
        console.width = max(console.width, 160)
    last: object = ...
    for finding in outcome.findings:
        if finding.line != last:
            last = finding.line
            console.print(_heading(finding, file))
        for line in _lines(finding, documents):
            console.print(line)
    for line in _summary(outcome, file):
        console.print(line)


def _heading(finding: Finding, file: str) -> Text:
    from rich.text import Text

    place = f"{file}:{finding.line}" if finding.line is not None else _("the report as a whole")
    return Text(printable(place), style="bold underline")


def _lines(finding: Finding, documents: Mapping[str, Document]) -> Iterable[Text]:
    from rich.text import Text

    what = f"{verdict_name(finding.verdict)}: {field_name(finding.field)}"
    undecided = " " + _("(by facts that wait for a decision)") if finding.undecided else ""
    yield Text.assemble(
        "  ",
        (f"[{severity_name(finding.severity)}]", _STYLES[finding.severity]),
        " ",
        (what, "bold"),
        (undecided, "dim"),
    )
    if finding.quote:
        yield _told(_("report"), finding.quote)
    yield _told(_("facts"), in_words(finding.facts_say))
    for document, span in finding.evidence[:_MOST_QUOTES]:
        source = documents.get(document)
        name = (source.title or source.name) if source is not None else document[:10]
        yield _told(_("source"), f"「{_shortened(span.quote)}」 {_shortened(name, 40)}", style="dim")


def _told(label: str, text: str, style: str = "") -> Text:
    from rich.text import Text

    return Text.assemble(f"    {printable(label)}  ", (printable(re.sub(r"\s+", " ", text)), style))


def _shortened(text: str, most: int = _LONGEST_QUOTE) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def in_words(facts_say: str) -> str:
    """What the facts say, with the names that people know instead of keys and codes."""
    from workbench.facts.references import label
    from workbench.review.wording import status_name

    named = _KEY.sub(lambda key: label(key[0]), facts_say)
    for phrase, translated in _phrases():
        named = named.replace(phrase, translated)
    named = re.sub(r"(?P<name>[^·;:]+?) · (?P=name)(?=$| ·|;)", r"\g<name>", named)
    for status in _STATUSES:
        named = re.sub(rf"\b{status}\b", status_name(status), named)
    return named


def _phrases() -> tuple[tuple[str, str], ...]:
    """What `facts_say` words in English, which JSON keeps, and how the reader's language words it; longer ones first."""
    return (
        (" (assumed)", _(" (assumed)")),
        ("the draft as made has no such line", _("the draft as made has no such line")),
        ("another line, resting on", _("another line, resting on")),
        ("the article's text in the store is another one now", _("the article's text in the store is another one now")),
        ("another version of the article came since", _("another version of the article came since")),
        ("the article is no longer in the store", _("the article is no longer in the store")),
        ("no longer in the store", _("no longer in the store")),
        ("the provenance was changed", _("the provenance was changed")),
        ("another digest", _("another digest")),
        ("no fact gives a number for this list", _("no fact gives a number for this list")),
        ("no fact gives this number of items", _("no fact gives this number of items")),
        ("no fact gives this number", _("no fact gives this number")),
        ("no fact gives this limit", _("no fact gives this limit")),
        ("no fact gives this day", _("no fact gives this day")),
        ("no fact dates these talks", _("no fact dates these talks")),
        ("no fact tells of an end", _("no fact tells of an end")),
        ("no source asserts this figure", _("no source asserts this figure")),
        ("a judgement that no source asserts", _("a judgement that no source asserts")),
        ("a folder, not a document", _("a folder, not a document")),
        ("the facts give no such line", _("the facts give no such line")),
        ("the facts put it under: ", _("the facts put it under: ")),
        ("the line stands elsewhere in this list or table", _("the line stands elsewhere in this list or table")),
        ("waits for a decision", _("waits for a decision")),
        ("the last day that the report tells of is", _("the last day that the report tells of is")),
        ("published in the period, by the facts", _("published in the period, by the facts")),
        ("an export control of China", _("an export control of China")),
        ("undated, first told", _("undated, first told")),
        ("never in force before", _("never in force before")),
        ("then also ends", _("then also ends")),
        ("suspended until", _("suspended until")),
        ("of another matter", _("of another matter")),
        ("in no source", _("in no source")),
        ("named in a range only", _("named in a range only")),
        ("; later: ", _("; later: ")),
        ("known: ", _("known: ")),
        ("is a number of the", _("is a number of the")),
        ("unreliable entity list", _("unreliable entity list")),
        ("export control list", _("export control list")),
        ("countermeasure list", _("countermeasure list")),
        ("watch list", _("watch list")),
        ("suspend of ", _("suspension of ")),
        ("extend of ", _("extension of ")),
        ("stop of ", _("stop of ")),
        ("repeal of ", _("repeal of ")),
        ("resume of ", _("resumption of ")),
        ("amend of ", _("amendment of ")),
        ("entities", _("entities")),
        ("published", _("published")),
    )


def _summary(outcome: Outcome, file: str) -> Iterable[Text]:
    from rich.text import Text

    count = len(outcome.findings)
    grave = Counter[str](finding.severity for finding in outcome.findings)
    if count:
        yield Text("")
    counted = ", ".join(f"{grave[severity]} {severity_name(severity)}" for severity in _STYLES if grave[severity])
    found = plural("{count} finding", "{count} findings", count).format(count=count)
    held = _("{supported} of {checked} lines hold, as of {day}").format(
        supported=outcome.supported, checked=outcome.checked, day=outcome.as_of.isoformat()
    )
    yield Text(f"{found}{f' ({counted})' if counted else ''}; {held}", style="bold")
    if count:
        yield Text(_("As JSON: workbench check {file} --json").format(file=printable(file)), style="dim")
