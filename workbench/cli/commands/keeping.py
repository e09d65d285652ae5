"""`backup`, `restore` and `doctor`: the whole state in one file and back, and whether it is intact."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.app import FOUND, app, example, settings
from workbench.cli.options import JsonLinesOption
from workbench.cli.output import note, print_json, say
from workbench.language import _, current_language, spoken_in

if TYPE_CHECKING:
    from workbench.pipeline.examining import Diagnosis
    from workbench.pipeline.keeping import Kept

FileArgument = Annotated[Path, typer.Argument(metavar="FILE", help=_("The backup."), show_default=False)]


@app.command(
    help=_("Write the whole state into one file: documents, facts, decisions, drafts, paid answers."),
    epilog=example("workbench backup 2026-02.zip"),
)
def backup(path: FileArgument, as_json: JsonLinesOption = False) -> None:
    """Write the whole state into one file."""
    from workbench.pipeline.keeping import back_up

    kept = back_up(settings(), path)
    if as_json:
        print_json(kept.json())
    else:
        say(_("{file}: {what}").format(file=path, what=_contents(kept)))


@app.command(
    help=_("Replace the present state by that of a backup; the present one is backed up first."),
    epilog=example("workbench restore 2026-02.zip"),
)
def restore(path: FileArgument, as_json: JsonLinesOption = False) -> None:
    """Replace the present state by that of a backup."""
    from workbench.pipeline.keeping import restore as restore_state

    done = restore_state(settings(), path)
    for notice in done.notices:
        note(notice)
    if done.aside is not None:
        note(_("the store that was there could not be opened; it was set aside as {file}").format(file=done.aside))
    if done.before is not None:
        note(_("what was there before is in {file}").format(file=done.before))
    if as_json:
        print_json(
            done.kept.json()
            | {"before": str(done.before) if done.before else None, "aside": str(done.aside) if done.aside else None}
        )
    else:
        say(_("restored from {file} of {day}: {what}").format(
            file=path, day=done.kept.made_at[:10], what=_contents(done.kept)
        ))  # fmt: skip


@app.command(
    help=_("Check what is installed, configured and stored, and say how to mend what is wrong."),
    epilog=example("workbench doctor", "workbench doctor --online", "workbench doctor --json"),
)
def doctor(
    online: Annotated[
        bool,
        typer.Option(
            "--online", help=_("Also ask the API whether it answers and accepts the key; this costs nothing.")
        ),
    ] = False,
    as_json: JsonLinesOption = False,
) -> None:
    """Report what is wrong; exit code 3 where anything is."""
    from workbench.pipeline.examining import diagnose

    chosen, names, bad = settings(), _check_names(), False
    for found in _each(diagnose(chosen, online=online), spoken="en" if as_json else current_language()):
        bad = bad or found.state == "bad"
        if as_json:
            print_json(found.json())
            continue
        say(f"{_MARKS[found.state]} {names.get(found.check, found.check)}: {found.detail}")
        if found.way_out is not None:
            say(f"    {found.way_out}")
    if bad:
        raise typer.Exit(FOUND)


def _each(found: Iterator[Diagnosis], *, spoken: str) -> Iterator[Diagnosis]:
    """What is found, worded in one language: what people read follows theirs, JSON never does."""
    while True:
        with spoken_in(spoken):
            diagnosis = next(found, None)
        if diagnosis is None:
            return
        yield diagnosis


def _check_names() -> dict[str, str]:
    return {
        "program": _("program"),
        "settings": _("settings"),
        "key": _("key"),
        "folder": _("folder"),
        "disk": _("disk"),
        "store": _("store"),
        "integrity": _("integrity"),
        "digest": _("texts"),
        "evidence": _("evidence"),
        "content": _("facts"),
        "state": _("states"),
        "orphan": _("links"),
        "cache": _("cache"),
    }


_MARKS = {"ok": "✓", "note": "·", "bad": "✗"}


def _contents(kept: Kept) -> str:
    return _(
        "{documents} documents, {facts} facts, {decisions} decisions, {drafts} drafts, {responses} paid answers"
    ).format(**{name: kept.counts.get(name, 0) for name in ("documents", "facts", "decisions", "drafts", "responses")})
