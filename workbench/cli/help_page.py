"""The help pages: Typer's own words in the language in force, and Chinese text wrapped where Chinese may be broken.

Rich takes a run of Chinese for one word: a run longer than its column would be cut off with an ellipsis.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.containers import Lines
from rich.text import Text

from workbench.language import _
from workbench.review.wrap import wrap

if TYPE_CHECKING:
    from rich.console import Console


class FlowingText(Text):
    """Text whose rows end between any two wide characters, but for what punctuation forbids."""

    def wrap(self, console: Console, width: int, **_options: Any) -> Lines:  # noqa: ARG002  # Rich's own signature
        """Rows of at most `width` cells; nothing is left out, whatever the options ask for."""
        rows = Lines()
        for line in self.split("\n", allow_blank=True):
            rows.extend(line.divide(wrap(line.plain, width)[1:]))
        for row in rows:
            row.rstrip()
        return rows


def adapt_help() -> None:
    """Make the pages of help that Typer prints in this process readable; needed before the first of them."""
    from typer import rich_utils

    rich_utils.OPTIONS_PANEL_TITLE = _("Options")
    rich_utils.ARGUMENTS_PANEL_TITLE = _("Arguments")
    rich_utils.COMMANDS_PANEL_TITLE = _("Commands")
    rich_utils.DEFAULT_STRING = _("[default: {}]")
    rich_utils.REQUIRED_LONG_STRING = _("[required]")
    typers_own = rich_utils._make_rich_text
    words = {"Show this message and exit.": _("Show this message and exit.")}

    def flowing(*, text: str, **styling: Any) -> Any:
        made = typers_own(text=words.get(text, text), **styling)
        return FlowingText(made.plain, style=made.style, spans=made.spans) if isinstance(made, Text) else made

    rich_utils._make_rich_text = flowing
