"""Printing: JSON lines for programs, tables and plain lines for people, errors as one paragraph on stderr."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from workbench.errors import WorkbenchError
from workbench.escape import json_line, printable, printable_line
from workbench.language import _

if TYPE_CHECKING:
    from rich.text import Text


STOPPED = 130
"""Exit code after Ctrl-C, as shells expect it."""


def stopped_told() -> str:
    """What is told after Ctrl-C."""
    return _("stopped; what was done is kept, and the same command goes on from there")


def print_json(value: Any) -> None:
    """One JSON value on one line of stdout; characters that a terminal may act on are written as JSON escapes."""
    sys.stdout.write(json_line(value) + "\n")


def say(text: str = "") -> None:
    """One line for people on stdout."""
    sys.stdout.write(printable_line(text) + "\n")


def warn(error: WorkbenchError | str) -> None:
    """One line on stderr, whatever names or causes the message contains."""
    message = printable(" ".join(str(error).split("\n")))
    sys.stderr.write(_("Error: {message}").format(message=message) + "\n")


def note(text: str) -> None:
    """One line on stderr that is no error: progress, choices made."""
    sys.stderr.write(printable_line(text) + "\n")


def print_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A table for people, as wide as the terminal."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(title=title or None, title_justify="left", show_edge=False, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(printable_line("" if cell is None else str(cell))) for cell in row))
    console = Console(soft_wrap=False, highlight=False)
    if not console.is_terminal:
        console.width = max(console.width, 160)
    console.print(table)


def print_lines(drawn: Callable[[int], Iterable[Text]]) -> None:
    """Styled lines that fit the terminal; `drawn` gives them for its width in cells. Colour only where it is one."""
    from rich.console import Console

    console = Console(soft_wrap=True, highlight=False)
    for line in drawn(console.width):
        console.print(line, no_wrap=True, overflow="ignore", crop=False)
