"""`status` and `conflicts`: what the facts add up to, and where they contradict each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date as Day
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from workbench.cli.app import app, example, open_store
from workbench.cli.options import JsonLinesOption, JsonOption, KnownAtOption
from workbench.cli.output import print_json, print_table, say
from workbench.language import _, plural

if TYPE_CHECKING:
    from workbench.pipeline.conflicts import KnownConflict

DateOption = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help=_("The day that is asked about."))]


@app.command(
    help=_("Status of an instrument on a day, with the events and evidence behind it."),
    epilog=example('workbench status "公告2025年第58號" --as-of 2026-02-19 --json'),
)
def status(
    reference: Annotated[str, typer.Argument(help=_("The instrument, in any written form."), show_default=False)],
    as_of: DateOption = None,
    known_at: KnownAtOption = None,
    as_json: JsonOption = False,
) -> None:
    """Status of an instrument on a day."""
    from workbench.facts.references import label
    from workbench.pipeline.timeline import status_of
    from workbench.review.wording import status_name

    answer = status_of(
        open_store(), reference, as_of.date() if as_of else Day.today(), known_at.date() if known_at else None
    )
    if as_json:
        print_json(answer)
        return
    say(_("{instrument} on {day}: {status}").format(
        instrument=label(answer["instrument"]), day=answer["as_of"], status=status_name(answer["status"])
    ))  # fmt: skip
    if answer["events"]:
        _say_course(answer)
    else:
        say(_("no usable fact speaks of this instrument"))
    _say_awaiting(answer["awaiting"])


def _say_course(answer: Mapping[str, Any]) -> None:
    from workbench.facts.references import label
    from workbench.review.wording import event_name, status_name

    if answer["since"]:
        told = _("since {since}, until {until}") if answer["until"] else _("since {since}")
        say(told.format(since=answer["since"], until=answer["until"]))
    if not answer["took_effect"]:
        say(_("no source says that it took effect up to that day"))
    if answer["assumed"]:
        say(_("an assumption: it rests on nothing having happened since"))
    for clause in answer["clauses"]:
        say(f"  {clause['clause']}: {status_name(clause['status'])} {clause['since'] or ''} … {clause['until'] or ''}")
    print_table(
        _("Events"),
        [_("type"), _("from"), _("until"), _("clause"), _("by"), _("facts")],
        [
            [
                event_name(event["type"]),
                event["from"],
                event["until"],
                event["clause"],
                label(event["by"]) if event["by"] else None,
                _short(event["facts"]),
            ]
            for event in answer["events"]
        ],
    )


def _say_awaiting(facts: Sequence[str]) -> None:
    """That the status may be another, once a person has decided on what is said of it."""
    if not facts:
        return
    told = plural(
        "! {count} fact about its status or day of effect awaits a person and is not counted: {facts}",
        "! {count} facts about its status or day of effect await a person and are not counted: {facts}",
        len(facts),
    )
    say(told.format(count=len(facts), facts=_short(facts)))


def _short(facts: Sequence[str]) -> str:
    return " ".join(fact[:10] for fact in facts)


@app.command(
    help=_("Open conflicts between sources, with both sides' evidence and a suggestion."),
    epilog=example("workbench conflicts --json", "workbench decide 3f2a91c0 approve --set side=0 --reason 公告原文"),
)
def conflicts(
    with_resolved: Annotated[
        bool, typer.Option("--all", help=_("Also those that were resolved: by whom, when and why."))
    ] = False,
    as_json: JsonLinesOption = False,
) -> None:
    """Open conflicts between sources."""
    from workbench.pipeline.conflicts import known_conflicts

    known = known_conflicts(open_store(), resolved=with_resolved)
    for each in known:
        if as_json:
            print_json(each.json())
        else:
            _say_conflict(each)
    if not as_json:
        say(_("{count} open conflicts").format(count=sum(each.resolution is None for each in known)))


def _say_conflict(known: KnownConflict) -> None:
    from workbench.review.wording import conflict_name, conflict_text, suggestion_text, tier_name

    conflict, resolution = known.conflict, known.resolution
    say(f"{conflict_name(conflict.instrument, conflict.attribute, conflict.subject)} ({conflict.id[:10]})")
    holding = (conflict.suggestion.side,) if resolution is None else resolution.sides
    mark = "→" if resolution is None else "✓"
    for number, side in enumerate(conflict.sides):
        quote = next((span.quote for statement in side.statements for span in statement.evidence), "")
        sign = mark if number in holding else " "
        say(f"  {sign} {number} {conflict_text(side.value)}  [{tier_name(side.tier)}]  {quote}")
    if resolution is None:
        say(f"    {suggestion_text(conflict.suggestion.reason)}")
    else:
        say("    " + _("resolved by {name}, {day}").format(name=resolution.by, day=resolution.at[:10]))
        if resolution.reason:
            say(f"    {resolution.reason}")
