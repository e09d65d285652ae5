"""`list`: who is on a list of entities on a day, or on which lists an entity is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date as Day
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.app import app, example, open_store
from workbench.cli.options import JsonLinesOption, KnownAtOption
from workbench.cli.output import print_json, print_table, say
from workbench.errors import WorkbenchError
from workbench.language import _

if TYPE_CHECKING:
    from workbench.resolution import Member, Membership, Roster


@app.command(
    "list",
    help=_("Who is on a list of entities on a day, by which notice and in which status; or where one entity stands."),
    epilog=example("workbench list 不可靠實體清單 --as-of 2026-02-19", "workbench list 斯凱迪奧公司 --json"),
)
def list_entities(
    name: Annotated[
        str | None,
        typer.Argument(help=_("A list or an entity, in any script; every list if not given."), show_default=False),
    ] = None,
    as_of: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help=_("The day that is asked about; today if not given."))
    ] = None,
    known_at: KnownAtOption = None,
    as_json: JsonLinesOption = False,
) -> None:
    """Who is on a list of entities on a day."""
    from workbench.pipeline.enlisting import members, roster_named, rosters

    found = rosters(open_store(), as_of.date() if as_of else Day.today(), known_at.date() if known_at else None)
    chosen = roster_named(name, found) if name else None
    asked = members(name, found) if name and chosen is None else ()
    if name and chosen is None and not asked:
        raise WorkbenchError(
            _("no usable fact puts this on a list, or names such a list"),
            where=name,
            way_out=_(
                "`workbench list` shows the lists; `workbench facts --kind listing` shows what waits for a person"
            ),
        )
    shown = [chosen] if chosen else list(found.values())
    if as_json:
        for each in asked or shown:
            print_json(each.json())
    elif asked:
        _print_members("", asked)
    elif chosen:
        _print_roster(chosen)
    else:
        _print_overview(shown)


def _print_overview(rosters: Iterable[Roster]) -> None:
    """Each list with its own numbers; they are of different measures and are never added."""
    from workbench.review.wording import value_text

    print_table(
        "",
        [_("list"), _("named, standing"), _("by the notices"), _("totals stated")],
        [[value_text("list", roster.list), roster.named, roster.counted, _stated_totals(roster)] for roster in rosters],
    )


def _print_roster(roster: Roster) -> None:
    from workbench.facts.references import label
    from workbench.review.wording import value_text

    say(_("{list} on {day}: {named} named and standing, {counted} by the notices").format(
        list=value_text("list", roster.list), day=roster.as_of.isoformat(), named=roster.named, counted=roster.counted
    ))  # fmt: skip
    if roster.totals:
        say(_("totals stated: {totals}").format(totals=_stated_totals(roster)))
    print_table(
        _("Notices"),
        [_("notice"), _("status"), _("stated"), _("named"), _("standing")],
        [
            [
                label(notice.notice) if notice.notice else _("not named"),
                _status(notice.status),
                " / ".join(map(str, notice.stated)),
                notice.named,
                notice.standing,
            ]
            for notice in roster.notices
        ],
    )
    _print_members(_("Entities"), roster.members)


def _print_members(title: str, members: Iterable[Member]) -> None:
    from workbench.facts.references import label
    from workbench.review.wording import value_text

    print_table(
        title,
        [_("name"), _("original name"), _("list"), _("notice"), _("status"), _("from"), _("until")],
        [
            [
                member.name_zh,
                member.name_original,
                value_text("list", member.list),
                label(membership.notice) if membership.notice else _("not named"),
                _status(membership.status),
                *_days(membership),
            ]
            for member in members
            for membership in member.memberships
        ],
    )


def _status(status: str) -> str:
    from workbench.review.wording import status_name

    return _("taken off") if status == "removed" else status_name(status)


def _days(membership: Membership) -> tuple[str, str]:
    return (
        membership.since.isoformat() if membership.since else "",
        membership.until.isoformat() if membership.until else "",
    )


def _stated_totals(roster: Roster) -> str:
    return ", ".join(f"{total.count} ({total.as_of.isoformat() if total.as_of else '?'})" for total in roster.totals)
