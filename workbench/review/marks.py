"""The marks of the screen and their ASCII substitutes, for terminals whose font or width tables lack them.

`WORKBENCH_MARKS=ascii` draws marks and frames in ASCII; `narrow`, for a terminal that draws characters of ambiguous width in two
cells, also those of the articles. Every substitute takes one cell, so that nothing moves.
"""

from __future__ import annotations

import os

MARKS_VARIABLE = "WORKBENCH_MARKS"
PROBE = "“"
"""A character of ambiguous width: terminals give it one cell or two."""

_CELLS = str.maketrans(
    {
        "❯": ">", "≠": "=", "◐": "o", "✓": "+", "✎": "~", "✗": "x", "»": "?", "·": ".", "▶": "{", "◀": "}", "█": "#",
        "░": ".", "│": "|", "▐": "#", "→": ">", "←": "<", "↑": "^", "↓": "v", "–": "-", "…": "~", "␣": "_", "⌫": "<",
        "⇧": "^", "⇄": "=", "␛": "?", "␚": "?",
    }
)  # fmt: skip
_ARTICLE = str.maketrans(
    {
        "“": '"', "”": '"', "‘": "'", "’": "'", "—": "-", "–": "-", "…": ".", "·": ".", "×": "x", "÷": "/", "≥": ">",
        "≤": "<", "≠": "=", "±": "+", "°": "o", "℃": "C", "№": "N", "§": "S", "→": ">", "←": "<", "■": "#", "□": "#",
        "●": "*", "○": "o", "★": "*", "☆": "*", "◆": "*", "◇": "*", "▲": "^", "△": "^", "①": "1", "②": "2", "③": "3",
        "④": "4", "⑤": "5", "⑥": "6", "⑦": "7", "⑧": "8", "⑨": "9",
    }
)  # fmt: skip


def marks_in_force() -> str:
    """`ascii`, `narrow`, or empty."""
    chosen = os.environ.get(MARKS_VARIABLE, "")
    return chosen if chosen in ("ascii", "narrow") else ""


def use_marks(chosen: str) -> None:
    """Draw marks so from now on, in this process."""
    os.environ[MARKS_VARIABLE] = chosen


def sign(mark: str) -> str:
    """A mark, or a row of the program's own, as it is drawn; of as many cells."""
    return mark.translate(_CELLS) if marks_in_force() else mark


def hint(words: str) -> str:
    """A line about keys as it is drawn; it may become longer."""
    return words.replace("↵", "Enter").translate(_CELLS) if marks_in_force() else words


def of_article(text: str) -> str:
    """A stretch of an article as it is drawn; of as many characters."""
    return text.translate(_ARTICLE) if marks_in_force() == "narrow" else text
