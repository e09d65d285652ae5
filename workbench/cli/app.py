"""The Typer app and what every command needs: settings, the store, the edge where errors are printed."""

from __future__ import annotations

import copy
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import typer
from typer.core import TyperGroup
from typer.main import get_command_name, get_group

from workbench.errors import WorkbenchError, WrongUsage
from workbench.language import _

if TYPE_CHECKING:
    from typer.models import CommandInfo

    from workbench.settings import Settings
    from workbench.store import Store

Word = TypeVar("Word", bound=str)

DONE, FAILED, USAGE, FOUND = 0, 1, 2, 3
"""Exit codes: done · failed, or part of the work failed · wrong usage · a check found something."""
STOPPED = 130
"""Exit code after Ctrl-C, as shells expect it."""

COMMANDS_IN_ORDER = (
    "demo", "run", "add", "documents", "extract", "facts", "coverage", "review", "decide",
    "status", "timeline", "list", "conflicts", "write", "draft", "check", "diff", "preview", "trace", "search",
    "stats", "recordings", "backup", "restore", "doctor", "schema",
)  # fmt: skip
"""As help shows them: the whole way first, then the steps in the order of the work."""


class _InOrder(TyperGroup):
    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002
        """The commands in the order of the work; one that is not named there comes last."""
        return sorted(self.commands, key=(*COMMANDS_IN_ORDER, *self.commands).index)


app = typer.Typer(
    name="workbench",
    cls=_InOrder,
    help=_("From raw Chinese articles to a reviewed, traceable report on Chinese export-control policy."),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)


def example(*lines: str) -> str:
    """The epilogue of a command's help: examples, one a line."""
    return _("Example:") + "\n\n" + "\n\n".join(lines)


def settings() -> Settings:
    """The settings in force."""
    from workbench.settings import load_settings

    return load_settings()


def open_store(chosen: Settings | None = None) -> Store:
    """The store of the settings."""
    from workbench.store import Store

    store = Store((chosen or settings()).store_url)
    _opened.append(store)
    return store


_opened: list[Store] = []
"""The stores that the running command opened; they are closed when it has ended."""


def reviewer_name(given: str | None) -> str:
    """Who decides: the option, the setting, else the login."""
    import getpass

    if given:
        return given
    configured = settings().reviewer
    if configured:
        return configured
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        raise WorkbenchError(_("nobody is named as reviewer"), way_out=_("Give --reviewer NAME")) from None


def known_word(given: str, allowed: Iterable[Word], option: str) -> Word:
    """`given`, if it is one of the allowed words; else a usage error that names them."""
    words = list(allowed)
    if given not in words:
        raise typer.BadParameter(
            _("{given} is not one of: {allowed}").format(given=given, allowed=", ".join(words)), param_hint=option
        )
    return words[words.index(given)]


def stopped_told() -> str:
    """The message after Ctrl-C."""
    return _("stopped; what was done is kept, and the same command goes on from there")


def command_line(words: Sequence[str]) -> TyperGroup:
    """The app as it is run: with the command alone that the first word names, with every command where it names none.

    To build them all out of their annotations takes some 50 ms of every command.
    """
    named = words[0] if words else ""
    commands = [each for each in app.registered_commands if _is_called(each, named)]
    groups = [each for each in app.registered_groups if each.name == named]
    if not commands and not groups:
        return get_group(app)
    alone = copy.copy(app)
    alone.registered_commands, alone.registered_groups = commands, groups
    return get_group(alone)


def _is_called(command: CommandInfo, name: str) -> bool:
    function = command.callback
    return name == (command.name or (get_command_name(function.__name__) if function else None))


def run_app() -> None:
    """Run the command line; a `WorkbenchError` becomes one paragraph on stderr and exit code 1, a `WrongUsage` 2."""
    from workbench.cli.output import warn

    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # it was closed by who started the program: what is said goes nowhere
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    _adapt_help_if_asked_for()
    try:
        command_line(sys.argv[1:])()
    except WorkbenchError as error:
        warn(error)
        sys.exit(USAGE if isinstance(error, WrongUsage) else FAILED)
    except KeyboardInterrupt:
        warn(stopped_told())
        sys.exit(STOPPED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(FAILED)
    except OSError as error:
        warn(_refusal_of_the_system(error))
        sys.exit(FAILED)
    finally:
        while _opened:
            _opened.pop().close()


def _refusal_of_the_system(error: OSError) -> WorkbenchError:
    return WorkbenchError(
        _("the system refused: {cause}").format(cause=error.strerror or error),
        where=str(error.filename) if error.filename else None,
        way_out=_("Check that the path can be read and written and that the disk has room; what was done is kept"),
    )


def _adapt_help_if_asked_for() -> None:
    # It takes a tenth of a second, so it is done only where help may follow: asked for, or a group without a command.
    if len(sys.argv) <= 2 or any(word in sys.argv for word in ("--help", "-h")):
        from workbench.cli.help_page import adapt_help

        adapt_help()
