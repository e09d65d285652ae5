"""Printing: JSON lines for programs, tables and plain lines for people, errors as one paragraph on stderr."""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from workbench.errors import WorkbenchError
from workbench.language import _

if TYPE_CHECKING:
    from rich.text import Text

_KEPT_CONTROLS = "\n\t"
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
# What JSON leaves as it is and a terminal may act on: C1 controls, marks of direction, what has no width.
_ACTS_IN_JSON = re.compile("[\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]")


def print_json(value: Any) -> None:
    """One JSON value on one line of stdout; characters that a terminal may act on are written as JSON escapes."""
    written = json.dumps(value, ensure_ascii=False)
    sys.stdout.write(_ACTS_IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", written) + "\n")


def say(text: str = "") -> None:
    """One line for people on stdout."""
    sys.stdout.write(printable(text) + "\n")


def warn(error: WorkbenchError | str) -> None:
    """One line on stderr, whatever names or causes the message holds."""
    message = printable(" ".join(str(error).split("\n")))
    sys.stderr.write(_("Error: {message}").format(message=message) + "\n")


def note(text: str) -> None:
    """One line on stderr that is no error: progress, choices made."""
    sys.stderr.write(printable(text) + "\n")


def printable(text: str) -> str:
    """`text` with control, bidi and other invisible characters shown as escapes: what a source says cannot act."""
    return "".join(
        char if char in _KEPT_CONTROLS or unicodedata.category(char) not in _INVISIBLE else _escape(char)
        for char in text
    )


def print_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A table for people, as wide as the terminal."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(title=title or None, title_justify="left", show_edge=False, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(printable("" if cell is None else str(cell))) for cell in row))
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


def _escape(char: str) -> str:
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
