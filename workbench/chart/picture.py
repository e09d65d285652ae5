"""The chart as a picture: one SVG with its text as text, alone or in one HTML page; no script, no request.

The same rows give the same bytes on every machine: nothing is measured with a font that may be there or not. Text is
laid out by the font that comes with matplotlib, and the names of fonts with Han characters are written in afterwards.
"""

from __future__ import annotations

import io
import logging
import warnings
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from rich.cells import cell_len

from workbench.chart.axis import Axis
from workbench.chart.rows import LOOKS, Bar, Look, Row
from workbench.escape import shown

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_FONTS = (
    "'Noto Sans CJK TC', 'Noto Sans TC', 'Source Han Sans TC', 'PingFang TC', 'Microsoft JhengHei', "
    "'Noto Sans CJK SC', 'Microsoft YaHei', sans-serif"
)
_DRAWN_WITH = "DejaVu Sans"
_SVG = "http://www.w3.org/2000/svg"
_LOOKS: Mapping[Look, Mapping[str, Any]] = {
    "announced": {"facecolor": "#ffffff", "edgecolor": "#4477aa", "linestyle": ":"},
    "in_force": {"facecolor": "#4477aa", "edgecolor": "#22446b"},
    "partially_in_force": {"facecolor": "#a8c4e0", "edgecolor": "#22446b", "hatch": "|||"},
    "suspended": {"facecolor": "#ffffff", "edgecolor": "#aa3344", "hatch": "////"},
    "assumed": {"facecolor": "#dce6f1", "edgecolor": "#4477aa", "linestyle": "--", "hatch": ".."},
    "ended": {"facecolor": "#bbbbbb", "edgecolor": "#777777"},
}
_POINTS = 72
_CELL, _ROW, _PLOT, _TOP, _BOTTOM, _EDGE = 5.2, 22.0, 760.0, 52.0, 34.0, 10.0
"""In points: a cell of text, a row, the width of the bars, what stands above and below them, the margin."""
_BAR_HEIGHT, _END_HEIGHT = 0.62, 0.2
_LONGEST_LABEL = 56


def svg_picture(rows: Sequence[Row], axis: Axis, names: Mapping[Look, str], as_of_words: str) -> str:
    """The SVG; `names` words the looks for the legend, `as_of_words` the line of the day that is asked about."""
    # That it builds its cache of fonts, or finds no place for it, is nothing to the reader.
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    import matplotlib as mpl
    from matplotlib.figure import Figure

    left = _EDGE + _CELL * max((min(cell_len(row.label), _LONGEST_LABEL) for row in rows), default=0) + _EDGE
    width, height = left + _PLOT + _EDGE, _TOP + _ROW * max(1, len(rows)) + _BOTTOM
    tooltips: dict[str, str] = {}
    with mpl.rc_context(), warnings.catch_warnings():
        # Han characters are not in the font that lays the text out; that they are missing there does not matter.
        warnings.simplefilter("ignore", UserWarning)
        mpl.rcParams.update(
            {
                "svg.hashsalt": "timeline",
                "svg.fonttype": "none",
                "font.family": [_DRAWN_WITH],
                "hatch.linewidth": 0.7,
                "text.parse_math": False,
            }
        )
        figure = Figure(figsize=(width / _POINTS, height / _POINTS), dpi=_POINTS)
        axes = figure.add_axes((left / width, _BOTTOM / height, _PLOT / width, 1 - (_TOP + _BOTTOM) / height))
        _draw_axis(axes, axis, len(rows), as_of_words)
        for number, row in enumerate(rows):
            tooltips |= _draw_row(axes, row, number, axis, left)
        _draw_legend(axes, names)
        drawn = io.StringIO()
        figure.savefig(drawn, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    return _finished(drawn.getvalue(), tooltips)


def _draw_axis(axes: Axes, axis: Axis, rows: int, as_of_words: str) -> None:
    axes.set_xlim(0, axis.days)
    axes.set_ylim(max(1, rows) - 0.5, -0.5)
    marks = axis.marks(12)
    axes.set_xticks([(day - axis.first).days for day in marks], [f"{day:%Y-%m}" for day in marks], fontsize=8)
    axes.set_yticks([])
    axes.grid(axis="x", color="#dddddd", linewidth=0.6)
    axes.set_axisbelow(True)
    for side in ("left", "right", "top"):
        axes.spines[side].set_visible(False)
    place = (axis.as_of - axis.first).days
    axes.axvline(place, color="#000000", linestyle=(0, (4, 3)), linewidth=1.0, zorder=4)
    right = place > axis.days * 0.8
    axes.annotate(
        _plain(as_of_words),
        (place, 1),
        xycoords=("data", "axes fraction"),
        xytext=(-3 if right else 3, 4),
        textcoords="offset points",
        ha="right" if right else "left",
        va="bottom",
        fontsize=8,
    )


def _draw_row(axes: Axes, row: Row, number: int, axis: Axis, left: float) -> dict[str, str]:
    """Draw a row; the tooltips of its bars by their ids in the SVG."""
    label = axes.annotate(
        _plain(_shortened(row.label, _LONGEST_LABEL)),
        (0, number),
        xycoords=("axes fraction", "data"),
        xytext=(_EDGE - left, 0),
        textcoords="offset points",
        ha="left",
        va="center",
        fontsize=9,
    )
    label.set_gid(f"label-{number}")
    tooltips = {f"label-{number}": "\n".join(filter(None, (row.label, row.title, row.standing)))}
    for place, bar in enumerate(row.bars):
        id_ = f"bar-{number}-{place}"
        if _draw_bar(axes, bar, number, axis, id_):
            tooltips[id_] = f"{row.label}\n{bar.name} {_days(bar)}\n{bar.source}"
    return tooltips


def _draw_bar(axes: Axes, bar: Bar, number: int, axis: Axis, id_: str) -> bool:
    first, last = max(bar.first, axis.first), min(bar.last or axis.last, axis.last)
    if first > last:
        return False
    height = _END_HEIGHT if bar.look == "ended" else _BAR_HEIGHT
    start, length = (first - axis.first).days, (last - first).days + 1
    axes.broken_barh(
        [(start, length)], (number - height / 2, height), linewidth=0.8, gid=id_, zorder=2, **_LOOKS[bar.look]
    )
    if bar.look == "ended" and bar.first >= axis.first:
        axes.plot([start], [number], marker="x", color="#333333", markersize=6, zorder=3)
    if bar.first < axis.first:
        axes.plot([0], [number], marker="<", color="#000000", markersize=5, zorder=3, clip_on=False)
    return True


def _draw_legend(axes: Axes, names: Mapping[Look, str]) -> None:
    from matplotlib.patches import Patch

    patches = [Patch(label=_plain(names[look]), linewidth=0.8, **_LOOKS[look]) for look in LOOKS]
    axes.legend(
        handles=patches,
        loc="lower left",
        bbox_to_anchor=(0, 1 + 20 / (axes.bbox.height or 1)),
        ncols=len(patches),
        frameon=False,
        fontsize=8,
        borderaxespad=0,
        handlelength=2.4,
        columnspacing=1.6,
    )


def _days(bar: Bar) -> str:
    return f"{bar.first.isoformat()} … {bar.last.isoformat() if bar.last else ''}".rstrip()


def _plain(text: str) -> str:
    """Text that is valid in XML and shows all its characters; lines of a tooltip stay lines."""
    return "\n".join(shown(line) for line in text.split("\n"))


def _shortened(text: str, cells: int) -> str:
    if cell_len(text) <= cells:
        return text
    while cell_len(text) > cells - 1:
        text = text[:-1]
    return f"{text}…"


def _finished(svg: str, tooltips: Mapping[str, str]) -> str:
    """The SVG with tooltips, and with the names of fonts that have Han characters."""
    ElementTree.register_namespace("", _SVG)
    ElementTree.register_namespace("xlink", "http://www.w3.org/1999/xlink")
    root = ElementTree.fromstring(svg)  # noqa: S314 - made by matplotlib a moment ago
    for metadata in root.findall(f"{{{_SVG}}}metadata"):
        root.remove(metadata)
    for element in root.iter():
        told = tooltips.get(element.get("id", ""))
        if told is not None:
            title = ElementTree.Element(f"{{{_SVG}}}title")
            title.text = _plain(told)
            element.insert(0, title)
        if f"'{_DRAWN_WITH}'" in element.get("style", ""):
            element.set("style", element.get("style", "").replace(f"'{_DRAWN_WITH}'", _FONTS))
    return ElementTree.tostring(root, encoding="unicode") + "\n"
