"""`decide` and `review`: decisions of people on facts, with and without a screen."""

from __future__ import annotations

import gc
import signal
import sys
import unicodedata
from collections.abc import Callable
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from workbench.cli.app import FAILED, app, example, known_word, open_store, reviewer_name, settings
from workbench.cli.output import note, say, warn
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
        "workbench decide 3f2a91c0 edit --set until=2026-11-10 --quote 至2026年11月10日",
        "workbench decide 3f2a91c0 approve --if-version 5b0c11d2e7aa",
        "workbench decide 3f2a91c0 note --reason 待問商務部",
        "workbench decide 9b1d44e7 approve --set side=0",
        "workbench decide --match state=pending,kind=listing approve",
        "workbench decide --from decisions.jsonl",
    ),
)
def decide(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="ID ACTION", help=_("approve, reject, edit, defer, undo or note."), show_default=False),
    ] = None,
    changes: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="FIELD=VALUE",
            help=_("With edit; for a conflict the side that holds: side=0, both or neither."),
        ),
    ] = None,
    quote: Annotated[
        str | None,
        typer.Option(
            metavar="WORDS", help=_("With edit: words of the article that say what is corrected, kept with the fact.")
        ),
    ] = None,
    match: Annotated[
        str | None,
        typer.Option(
            metavar="FIELD=VALUE,…", help=_("All facts that match: kind, state, instrument, document, list, reason.")
        ),
    ] = None,
    source: Annotated[
        Path | None, typer.Option("--from", help=_('A file of JSON lines: {"id", "action", "set", "quote", "reason"}.'))
    ] = None,
    reason: Annotated[str | None, typer.Option(help=_("Why; the text of a note, which decides nothing."))] = None,
    reviewer: ReviewerOption = None,
    version: Annotated[
        str | None,
        typer.Option(
            "--if-version",
            metavar="VERSION",
            help=_(
                "Only if the fact is still as you saw it: `version` in its JSON. Else it is refused and shown anew."
            ),
        ),
    ] = None,
) -> None:
    """Decide on facts."""
    fields = dict(_pair(change, "--set") for change in changes or [])
    if source is not None and (words or match is not None or fields or version or quote):
        raise typer.BadParameter(_("--from stands alone: the file says what is decided"))
    if match is not None and version is not None:
        raise typer.BadParameter(_("a version is that of one fact"), param_hint="--if-version")
    store = open_store()
    name = reviewer_name(reviewer)
    if source is not None:
        decided, failures = _decide_from_file(store, source, name, reason)
    else:
        given = _Given(fields, quote, version)
        decided, failures = _decide_as_asked(store, words or [], match, given, name, reason)
    for failure in failures:
        warn(failure)
        _show_anew(failure)
    if decided or store.routing.due:  # due perhaps by decisions whose process was killed before it routed
        _follow(store)
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
        str | None, typer.Option(help=_("The report that the review is for; the one drafted last if not given."))
    ] = None,
    as_of: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help=_("The day as of which it gives statuses; that of the last draft.")),
    ] = None,
    out: Annotated[Path | None, typer.Option(help=_("Folder of its drafts; that of the last one."))] = None,
    theme: Annotated[
        str, typer.Option(help=_("Colours: terminal, those that it is set to; dark; light."), metavar="THEME")
    ] = "terminal",
    ascii_marks: Annotated[bool, typer.Option("--ascii", help=_("Draw marks and frames in ASCII."))] = False,
    narrow: Annotated[
        bool,
        typer.Option("--narrow", help=_("As --ascii, and “ ” — … too: for a terminal that draws them two cells wide.")),
    ] = False,
) -> None:
    """Open the terminal review."""
    gc.disable()  # what is loaded for the first screen stays; the app looks for garbage once that is there
    from workbench.cli.follower import FollowerProcess
    from workbench.cli.reviewing import StoreAdapter, edit_text
    from workbench.review.app import THEMES, ReviewApp
    from workbench.review.marks import use_marks

    known_word(theme, THEMES, "--theme")
    if period is not None:
        from workbench.report import Period

        period = str(Period.parse(period))
    if not (sys.stdin and sys.stdin.isatty() and sys.__stderr__ and sys.__stderr__.isatty()):
        raise WorkbenchError(
            _("the review needs a terminal to read keys from and to draw on"),
            way_out=_(
                "Start it in one; without a screen there are `workbench facts --state pending` and `workbench decide`"
            ),
        )
    if ascii_marks or narrow:
        use_marks("narrow" if narrow else "ascii")
    chosen = settings()
    store = open_store(chosen)
    name = reviewer_name(reviewer)
    follower = FollowerProcess(chosen.store_url, period, as_of.date() if as_of else None, out)
    app = ReviewApp(
        StoreAdapter(store), name, follower.phrases, follower, on_ready=follower.start, edit_text=edit_text, theme=theme
    )
    _leave_on_termination()
    try:
        summary = app.run()
    finally:
        follower.close()
    _follow(store)
    if summary is not None:
        say_session(summary)


def _leave_on_termination() -> None:
    """Who ends the process from outside gets the terminal back as after Ctrl-C: it draws on another page and reports the mouse."""
    signal.signal(signal.SIGTERM, lambda _number, _frame: signal.raise_signal(signal.SIGINT))


def _show_anew(failure: WorkbenchError) -> None:
    """A fact that changed while somebody decided on it, as it is now: what the next decision should rest on."""
    from workbench.store import Overtaken

    if not isinstance(failure, Overtaken):
        return
    from workbench.facts.fact import version_of
    from workbench.report import describe
    from workbench.review.wording import state_name

    now = failure.record
    note(f"  {now.id[:10]} {state_name(now.state)} ({version_of(now)}): {describe(now)}")


class _Given(NamedTuple):
    """What a decision of the command line says beside its action."""

    fields: dict[str, str]
    quote: str | None
    version: str | None


def _targets(
    store: Store, words: list[str], match: str | None
) -> tuple[list[str], PersonAction, Callable[[Record], bool] | None]:
    """What is decided on, how, and what must still be true of each fact when its turn comes."""
    if match is None:
        if len(words) != 2:
            raise typer.BadParameter(_("give an id and an action, or --match, or --from"))
        return [words[0]], _action(words[1]), None
    if len(words) != 1:
        raise typer.BadParameter(_("with --match give one action"))
    action = _action(words[0])
    holds, found = _matching(store, match)
    return [record.id for record in found], action, holds


def _matching(store: Store, match: str) -> tuple[Callable[[Record], bool], list[Record]]:
    from workbench.pipeline.listing import MATCH_FIELDS, MATCH_WORDS, matching

    terms = [_pair(term, "--match") for term in match.split(",") if term]
    if not terms:
        raise typer.BadParameter(_("write FIELD=VALUE, not {text}").format(text=match), param_hint="--match")
    for field, value in terms:
        known_word(field, MATCH_FIELDS, "--match")
        if field in MATCH_WORDS:
            known_word(value, MATCH_WORDS[field], f"--match {field}")
    named = dict(terms)
    holds = matching(terms, _key_of)
    among = store.each_record(kind=named.get("kind"), state=named.get("state"))  # type: ignore[arg-type]
    return holds, [record for record in among if holds(record)]


@cache
def _key_of(written: str) -> str:
    from workbench.facts.references import is_key

    as_key = unicodedata.normalize("NFKC", written).strip()
    if "/" in as_key and is_key(as_key):
        return as_key
    from workbench.recognition import parse_reference  # here: the rules take longer to load than all else

    return parse_reference(written) or written


def _decide_as_asked(
    store: Store,
    words: list[str],
    match: str | None,
    given: _Given,
    reviewer: str,
    reason: str | None,
) -> tuple[list[Decided], list[WorkbenchError]]:
    """One action on each of the facts that the words of the command line or --match name, or on one conflict."""
    from workbench.pipeline.deciding import SIDE, AskedDecision, carry_out

    ids, action, holds = _targets(store, words, match)
    on_conflict = match is None and SIDE in given.fields
    if not on_conflict and (action == "edit") != bool(given.fields):
        raise typer.BadParameter(_("edit takes at least one --set FIELD=VALUE, and edit alone does"))
    if action == "note" and reason is None:
        raise typer.BadParameter(_("a note is given as --reason TEXT; an empty one takes it off"))
    if given.quote is not None and action != "edit":
        raise typer.BadParameter(_("it goes with edit"), param_hint="--quote")
    if not ids:
        note(_("No fact matches {terms}").format(terms=match))
    decided, failures = [], []
    for id_ in ids:
        try:
            asked = AskedDecision.model_validate(
                {"id": id_, "action": action, "set": given.fields, "quote": given.quote, "version": given.version}
            )
            made = carry_out(store, asked, reviewer=reviewer, reason=reason, holds=holds)
        except WorkbenchError as error:
            failures.append(error)
            continue
        decided.append(made)
        if match is None:
            say(f"{made.id[:10]} {_outcome(made.state)}")
        _tell_unsupported(made)
    return decided, failures


def _tell_unsupported(made: Decided) -> None:
    """The machine's word on a correction that no quote of the fact bears out; the reviewer's stands all the same."""
    from workbench.review.wording import field_name

    if made.unsupported:
        told = _(
            "{id}: not in the quote: {fields}; it stands on your word alone. Give the words that say so with --quote"
        )
        note(told.format(id=made.id[:10], fields="、".join(map(field_name, made.unsupported))))


def _outcome(state: str) -> str:
    """How a fact or a conflict stands after a decision, in words."""
    from workbench.review.wording import state_name

    return {"resolved": _("resolved"), "open": _("open")}.get(state) or state_name(state)


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
            _tell_unsupported(decided[-1])
        except WorkbenchError as error:
            error.where = f"{source}:{number}"
            failures.append(error)
    return decided, failures


def _follow(store: Store) -> None:
    from workbench.pipeline.reassessing import follow_decisions

    follow_decisions(store, settings().triage)


def _pair(text: str, option: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign:
        raise typer.BadParameter(_("write FIELD=VALUE, not {text}").format(text=text), param_hint=option)
    return name.strip(), value


def _action(word: str) -> PersonAction:
    from workbench.store import PERSON_ACTIONS

    known_word(word, PERSON_ACTIONS, "ACTION")
    return word  # type: ignore[return-value]
