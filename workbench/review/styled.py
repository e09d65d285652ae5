"""Rows of text with named styles, made without a screen and drawn by any pane."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import Literal

from workbench.review.wrap import pad, text_width
from workbench.review.wrap import rows as wrapped

Tone = Literal["plain", "label", "strong", "focus", "warn", "good", "dim"]

Row = list[tuple[str, Tone]]
"""Neutral text in runs of one tone each; no wider than the pane it was made for."""


def flowed(text: str, width: int, tone: Tone = "plain", *, lead: str = "", lead_tone: Tone = "label") -> list[Row]:
    """`text` wrapped to `width` cells behind `lead`, later rows indented under the first."""
    indent = text_width(lead)
    found = wrapped(text, max(8, width - indent)) or [""]
    return [
        [(lead if number == 0 else " " * indent, lead_tone), (row, tone)] if indent else [(row, tone)]
        for number, row in enumerate(found)
    ]


def labelled(label: str, text: str, label_width: int, width: int, tone: Tone = "plain") -> list[Row]:
    """A label in a column of its own, and its text wrapped beside it."""
    return flowed(text, width, tone, lead=pad(label, label_width) + " ")


def blank() -> Row:
    """An empty row."""
    return [("", "plain")]


def side_by_side(blocks: Sequence[Sequence[Row]], each: int, gap: str, gap_tone: Tone) -> list[Row]:
    """Blocks of rows as columns of `each` cells, with `gap` between them; short columns end in blank rows."""
    rows: list[Row] = []
    for parts in zip_longest(*blocks, fillvalue=blank()):
        row: Row = []
        for number, part in enumerate(parts):
            row += part
            if number < len(parts) - 1:
                fill = each - sum(text_width(text) for text, _tone in part)
                row.append((" " * max(0, fill) + gap, gap_tone))
        rows.append(row)
    return rows
