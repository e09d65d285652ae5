"""Instruments over time as charts: a compact one for the terminal, and a picture that needs nothing else."""

from workbench.chart.axis import Axis, axis_of
from workbench.chart.page import html_page
from workbench.chart.picture import svg_picture
from workbench.chart.rows import LOOKS, Bar, Look, Row
from workbench.chart.terminal import chart_lines, legend_line

__all__ = ["LOOKS", "Axis", "Bar", "Look", "Row", "axis_of", "chart_lines", "html_page", "legend_line", "svg_picture"]
