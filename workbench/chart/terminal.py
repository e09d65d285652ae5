"""The chart for a terminal: a label, a bar with one cell per stretch of days, and the status on the day asked about.

Each status has a sign of its own, so that the chart reads without colour; wide characters count two cells.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from rich.cells import cell_len, chop_cells, set_cell_size
from rich.text import Text

from workbench.chart.axis import Axis
from workbench.chart.rows import Bar, Look, Row

SIGNS: Mapping[Look, str] = {
    "announced": "·",
    "in_force": "█",
    "partially_in_force": "▓",
    "suspended": "╱",
    "assumed": "░",
    "ended": "×",
}
_STYLES: Mapping[Look, str] = {
    "announced": "cyan",
    "in_force": "green",
    "partially_in_force": "yellow",
    "suspended": "red",
    "assumed": "green",
    "ended": "bright_black",
}
_LABEL_SHARE, _LONGEST_LABEL = 0.32, 40
_NARROWEST_BAR = 12
_CUT = "◂"


def chart_lines(rows: Sequence[Row], axis: Axis, width: int, *, shown: Callable[[str], str]) -> list[Text]:
    """The lines of the chart, none wider than `width` cells; `shown` makes what a source wrote safe for a terminal."""
    columns = _Columns.of(rows, width, shown)
    lines = [columns.line("", _marks(axis, columns.bar), ""), columns.line("", _pointer(axis, columns.bar), "")]
    for row in rows:
        label = _wrapped(shown(row.label), columns.label)
        standing = _wrapped(shown(row.standing), columns.standing)
        for number in range(max(len(label), len(standing))):
            first = number == 0
            bar = _bar(row.bars, axis, columns.bar) if first else Text("")
            lines.append(columns.line(_at(label, number), bar, _at(standing, number)))
    return lines


def legend_line(names: Mapping[Look, str]) -> Text:
    """What the signs mean."""
    parts = [Text.assemble((SIGNS[look] * 2, _STYLES[look]), f" {name}") for look, name in names.items()]
    return Text("  ").join(parts)


class _Columns:
    """Widths of label, bar and standing, in cells."""

    def __init__(self, label: int, bar: int, standing: int) -> None:
        self.label, self.bar, self.standing = label, bar, standing

    @classmethod
    def of(cls, rows: Sequence[Row], width: int, shown: Callable[[str], str]) -> _Columns:
        longest = max((cell_len(shown(row.label)) for row in rows), default=0)
        label = min(longest, max(8, int(width * _LABEL_SHARE)), _LONGEST_LABEL)
        standing = min(max((cell_len(shown(row.standing)) for row in rows), default=0), max(8, width // 5))
        return cls(label, max(_NARROWEST_BAR, width - label - standing - 4), standing)

    def line(self, label: str, bar: str | Text, standing: str) -> Text:
        line = Text(f"{set_cell_size(label, self.label)}  ")
        line.append(bar if isinstance(bar, Text) else Text(bar))
        line.append(" " * (self.label + 2 + self.bar - line.cell_len))
        line.append(f"  {standing}")
        line.rstrip()
        return line


def _wrapped(text: str, cells: int) -> list[str]:
    """Lines of at most `cells`, broken at spaces where they are."""
    lines = [""]
    for word in text.split(" "):
        if lines[-1] and cell_len(lines[-1]) + 1 + cell_len(word) <= cells:
            lines[-1] += f" {word}"
        else:
            lines += chop_cells(word, cells)
    return [line for line in lines if line] or [""]


def _at(parts: Sequence[str], number: int) -> str:
    return parts[number] if number < len(parts) else ""


def _marks(axis: Axis, width: int) -> str:
    """`2025-04  2025-07 …`, each at its cell, none over another."""
    line = ""
    for day in axis.marks(max(1, width // 8)):
        place = int(axis.share(day) * width)
        written = f"{day:%Y-%m}"
        if place >= len(line) + (1 if line else 0) and place + len(written) <= width:
            line = line.ljust(place) + written
    return line


def _pointer(axis: Axis, width: int) -> str:
    """`▼ 2026-02-19`, the sign at the day's cell."""
    place = min(width - 1, int(axis.share(axis.as_of) * width))
    written = axis.as_of.isoformat()
    return f"{' ' * place}▼ {written}" if place + 2 + len(written) <= width else f"{written} ▼".rjust(place + 1)


def _bar(bars: Sequence[Bar], axis: Axis, width: int) -> Text:
    """One sign a cell: that of the bar which lasts on the cell's last day; an end is one sign, and then nothing."""
    line = Text()
    for cell in range(width):
        first = axis.first + timedelta(days=cell * axis.days // width)
        last = axis.first + timedelta(days=max((cell + 1) * axis.days // width - 1, cell * axis.days // width))
        if cell == 0 and any(bar.first < axis.first and bar.look != "ended" and bar.covers(axis.first) for bar in bars):
            line.append(_CUT)
            continue
        line.append(*_sign(bars, first, last))
    return line


def _sign(bars: Sequence[Bar], first: date, last: date) -> tuple[str, str]:
    bar = next((bar for bar in reversed(bars) if bar.first <= last and (bar.last is None or bar.last >= first)), None)
    if bar is None or (bar.look == "ended" and bar.first < first):
        return " ", ""
    return SIGNS[bar.look], _STYLES[bar.look]
