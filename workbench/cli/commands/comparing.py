"""`diff`: two drafts in terms of facts."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from workbench.cli.app import app, example
from workbench.cli.options import JsonOption
from workbench.cli.output import print_json, say, warn
from workbench.language import _, plural

if TYPE_CHECKING:
    from workbench.report import Change, Difference, InstrumentChange

DraftArgument = Annotated[
    Path, typer.Argument(metavar="DRAFT", help=_("A draft with its provenance beside it."), show_default=False)
]


@app.command(
    help=_("Compare two drafts in terms of facts: what is new, what changed and what was withdrawn."),
    epilog=example(
        "workbench diff drafts/2026-01-policy-tracker.md drafts/2026-02-policy-tracker.md",
        "workbench diff before.md after.md --json",
    ),
)
def diff(
    old: DraftArgument,
    new: DraftArgument,
    as_json: JsonOption = False,
) -> None:
    """Compare two drafts."""
    from workbench.report import compare_drafts

    compared = compare_drafts(_provenance_of(old), _provenance_of(new))
    if as_json:
        print_json({"files": [str(old), str(new)], **compared.json()})
        return
    counts = [len(compared.that_became(each)) for each in ("new", "changed", "withdrawn")]
    say(
        _("{old} → {new}: {added} new, {changed} changed, {withdrawn} withdrawn").format(
            old=_side(*compared.old), new=_side(*compared.new), added=counts[0], changed=counts[1], withdrawn=counts[2]
        )
    )
    for each in compared.instruments:
        _print_instrument(each)


def _provenance_of(file: Path) -> dict[str, Any]:
    """The provenance beside a draft; a warning where the draft was edited since, for only its facts are compared."""
    from workbench.report import load_provenance, provenance_path
    from workbench.report.drafts.provenance import digest, read_text

    text = read_text(file, _("Name a draft that `workbench draft` wrote."))
    provenance = load_provenance(provenance_path(file))
    if digest(text) != provenance["draft"]["sha256"]:
        warn(
            _("{file} was changed after it was made; what is compared are the facts it was made from").format(file=file)
        )
    return provenance


def _side(period: str, day: object) -> str:
    return _("{period} as of {day}").format(period=period, day=day)


def _print_instrument(each: InstrumentChange) -> None:
    became = {"new": _("new"), "changed": _("changed"), "withdrawn": _("withdrawn")}[each.became]
    say("")
    say(f"{_plain(each.label) or _('without an instrument')} · {became}")
    for change in each.changes:
        say(f"  {_attribute(change)}: {_value(change.attribute, change.old)} → {_value(change.attribute, change.new)}")
    for mark, told in (("+", each.added), ("-", each.withdrawn)):
        for one in told:
            say(f"  {mark} {_difference(one)}")


def _attribute(change: Change) -> str:
    from workbench.review.wording import value_text

    named = {
        "status": _("status"),
        "publish_date": _("day of publication"),
        "effective_date": _("day of effect"),
        "title": _("title"),
        "issuers": _("issuer"),
        "category": _("category"),
    }
    if change.attribute in named:
        return named[change.attribute]
    words = change.attribute.split(" ")
    fields = ("action", "list", "of") if len(words) == 4 else ("action", "of")
    return " ".join([_("how many"), *(value_text(*pair) for pair in zip(fields, words[1:], strict=True))])


def _value(attribute: str, value: str | None) -> str:
    from workbench.cli.finding_lines import in_words

    if value is None:
        return "—"
    return in_words(value) if attribute == "status" else _plain(value)


def _difference(difference: Difference) -> str:
    from workbench.review.wording import kind_name

    many = len(difference.facts)
    sources = plural("{count} fact", "{count} facts", many).format(count=many)
    waits = _(" (waits for a decision)") if difference.waiting else ""
    return f"{kind_name(difference.kind)}: {_plain(difference.text)} [{difference.facts[0][:10]}, {sources}]{waits}"


def _plain(markdown: str) -> str:
    """Markdown of one line as it is read, on one line."""
    return " ".join(html.unescape(re.sub(r"\\(?=[!-/:-@\[-`{-~])", "", markdown)).split())
