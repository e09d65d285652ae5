"""Rows of text with named styles, made without a screen and drawn by any pane."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from workbench.review.wrap import pad, rows, text_width

Tone = Literal["plain", "label", "strong", "focus", "warn", "good", "dim"]

Row = list[tuple[str, Tone]]
"""Neutral text in runs of one tone each; no wider than the pane it was made for."""


def flowed(text: str, width: int, tone: Tone = "plain", *, lead: str = "", lead_tone: Tone = "label") -> list[Row]:
    """`text` wrapped to `width` cells behind `lead`, later rows indented under the first."""
    indent = text_width(lead)
    found = rows(text, max(8, width - indent)) or [""]
    return [
        [(lead if number == 0 else " " * indent, lead_tone), (row, tone)] if indent else [(row, tone)]
        for number, row in enumerate(found)
    ]


def labelled(label: str, text: str, label_width: int, width: int, tone: Tone = "plain") -> list[Row]:
    """A label in a column of its own, and its text wrapped beside it."""
    return flowed(text, width, tone, lead=pad(label, label_width) + " ")


def plain_text(lines: Iterable[Row]) -> str:
    """The rows without their tones."""
    return "\n".join("".join(text for text, _tone in row) for row in lines)
