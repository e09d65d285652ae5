"""`decide` and `review`: a person's word on facts, with and without a screen."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.app import FAILED, app, example, known_word, open_store, reviewer_name, settings
from workbench.cli.output import say, warn
from workbench.cli.session import say_session
from workbench.errors import WorkbenchError
from workbench.language import _

if TYPE_CHECKING:
    from workbench.facts.fact import Record
    from workbench.pipeline.deciding import Decided
    from workbench.store import PersonAction, Store

ReviewerOption = Annotated[str | None, typer.Option(help=_("Who decides; the login name where it is not given."))]


@app.command(
    help=_("Decide on facts and conflicts without a screen: one by id, all that match, or a file of decisions."),
    epilog=example(
        "workbench decide 3f2a91c0 approve",
        "workbench decide 3f2a91c0 edit --set published=2025-10-09 --reason 公告原文",
        "workbench decide 9b1d44e7 approve --set side=0",
        "workbench decide --match state=pending,kind=listing approve",
        "workbench decide --from decisions.jsonl",
    ),
)
def decide(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="ID ACTION", help=_("approve, reject, edit, defer or undo."), show_default=False),
    ] = None,
    changes: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="FIELD=VALUE",
            help=_("With edit; for a conflict the side that holds: side=0, both or neither."),
        ),
    ] = None,
    match: Annotated[
        str | None,
        typer.Option(
            metavar="FIELD=VALUE,…", help=_("All facts that match: kind, state, instrument, document, list, reason.")
        ),
    ] = None,
    source: Annotated[
        Path | None, typer.Option("--from", help=_('A file of JSON lines: {"id", "action", "set", "reason"}.'))
    ] = None,
    reason: Annotated[str | None, typer.Option(help=_("Why."))] = None,
    reviewer: ReviewerOption = None,
) -> None:
    """Decide on facts."""
    from workbench.pipeline.deciding import SIDE, AskedDecision, carry_out
    from workbench.pipeline.reassessing import route_assessments

    fields = dict(_pair(change, "--set") for change in changes or [])
    if source is not None and (words or match is not None or fields):
        raise typer.BadParameter(_("--from stands alone: the file says what is decided"))
    store = open_store()
    name = reviewer_name(reviewer)
    if source is not None:
        decided, failures = _decide_from_file(store, source, name, reason)
    else:
        ids, action = _targets(store, words or [], match)
        on_conflict = match is None and SIDE in fields
        if not on_conflict and (action == "edit") != bool(fields):
            raise typer.BadParameter(_("edit takes at least one --set FIELD=VALUE, and edit alone does"))
        decided, failures = [], []
        for id_ in ids:
            try:
                asked = AskedDecision.model_validate({"id": id_, "action": action, "set": fields})
                made = carry_out(store, asked, reviewer=name, reason=reason)
                decided.append(made)
                if match is None:
                    say(f"{made.id[:10]} {made.state}")
            except WorkbenchError as error:
                failures.append(error)
    for failure in failures:
        warn(failure)
    if any(made.moves_routes for made in decided):
        _route_again(store)
    else:
        route_assessments(store)
    say(_("{done} decided, {failed} not").format(done=len(decided), failed=len(failures)))
    if failures:
        raise typer.Exit(FAILED)


@app.command(
    help=_("Review facts in the terminal: one key a decision, saved at once."),
    epilog=example("workbench review --reviewer 林", "workbench review --period 2026-02 --as-of 2026-02-28"),
)
def review(
    reviewer: ReviewerOption = None,
    period: Annotated[
        str | None, typer.Option(help=_("The report that is reviewed for; the one drafted last if not given."))
    ] = None,
    as_of: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help=_("The day as of which its statuses hold; that of the last draft.")),
    ] = None,
    out: Annotated[Path | None, typer.Option(help=_("Folder of its drafts; that of the last one."))] = None,
) -> None:
    """Open the terminal review."""
    from workbench.cli.following import FollowerProcess
    from workbench.cli.reviewing import Desk, ReportLines, draft_in_hand, edit_text
    from workbench.review.app import ReviewApp

    chosen = settings()
    store = open_store(chosen)
    name = reviewer_name(reviewer)
    hand = draft_in_hand(store, period, as_of.date() if as_of else None, out)
    follower = FollowerProcess(chosen.store_url, hand.period, hand.as_of, hand.folder)
    app = ReviewApp(Desk(store), name, ReportLines(), follower, on_ready=follower.start, edit_text=edit_text)
    try:
        summary = app.run()
    finally:
        follower.close()
    _route_again(store)
    if summary is not None:
        say_session(summary)


def _targets(store: Store, words: list[str], match: str | None) -> tuple[list[str], PersonAction]:
    if match is None:
        if len(words) != 2:
            raise typer.BadParameter(_("give an id and an action, or --match, or --from"))
        return [words[0]], _action(words[1])
    if len(words) != 1:
        raise typer.BadParameter(_("with --match give one action"))
    return [record.id for record in _matching(store, match)], _action(words[0])


def _matching(store: Store, match: str) -> list[Record]:
    from workbench.pipeline.listing import MATCH_FIELDS, MATCH_WORDS, matching
    from workbench.recognition import parse_reference

    terms = [_pair(term, "--match") for term in match.split(",") if term]
    if not terms:
        raise typer.BadParameter(_("write FIELD=VALUE, not {text}").format(text=match), param_hint="--match")
    for field, value in terms:
        known_word(field, MATCH_FIELDS, "--match")
        if field in MATCH_WORDS:
            known_word(value, MATCH_WORDS[field], f"--match {field}")
    holds = matching(terms, lambda written: parse_reference(written) or written)
    return [record for record in store.records() if holds(record)]


def _decide_from_file(
    store: Store, source: Path, reviewer: str, reason: str | None
) -> tuple[list[Decided], list[WorkbenchError]]:
    from workbench.pipeline.deciding import carry_out, read_decisions

    decided, failures = [], []
    for number, asked in read_decisions(source):
        try:
            if isinstance(asked, WorkbenchError):
                raise asked
            decided.append(carry_out(store, asked, reviewer=reviewer, reason=reason))
        except WorkbenchError as error:
            failures.append(WorkbenchError(error.what, where=f"{source}:{number}", way_out=error.way_out))
    return decided, failures


def _route_again(store: Store) -> None:
    """A decision can end a conflict or leave a statement without its second source: routes follow."""
    from workbench.pipeline import policy_of, route_all

    route_all(store, policy_of(settings().triage))


def _pair(text: str, option: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign:
        raise typer.BadParameter(_("write FIELD=VALUE, not {text}").format(text=text), param_hint=option)
    return name.strip(), value


def _action(word: str) -> PersonAction:
    from workbench.store import PERSON_ACTIONS

    known_word(word, PERSON_ACTIONS, "ACTION")
    return word  # type: ignore[return-value]
