"""The picture in one HTML page, with its rows as a table for readers who cannot see it; no script, no request."""

from __future__ import annotations

from collections.abc import Sequence

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from workbench.chart.rows import Row
from workbench.escape import shown

_PAGE = """<!doctype html>
<html lang="{{ language }}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ heading }}</title>
<style>
body { font-family: 'Noto Sans CJK TC', 'Noto Sans TC', 'PingFang TC', 'Microsoft JhengHei', sans-serif; margin: 1.5rem; }
figure { margin: 0; overflow-x: auto; }
table { border-collapse: collapse; font-size: 0.85rem; margin-top: 1.5rem; }
th, td { border-bottom: 1px solid #ccc; padding: 0.25rem 0.75rem 0.25rem 0; text-align: left; vertical-align: top; }
</style>
</head>
<body>
<h1>{{ heading }}</h1>
<figure>
{{ picture }}</figure>
<table>
<thead><tr>{% for column in columns %}<th>{{ column }}</th>{% endfor %}</tr></thead>
<tbody>
{%- for row in rows %}{% for bar in row.bars %}
<tr><td>{{ row.label }}</td><td>{{ bar.name }}</td><td>{{ bar.first }}</td><td>{{ bar.last or "" }}</td><td>{{ bar.source }}</td></tr>
{%- endfor %}{% endfor %}
</tbody>
</table>
</body>
</html>
"""


def html_page(rows: Sequence[Row], picture: str, heading: str, columns: Sequence[str], language: str) -> str:
    """The page; `columns` are the five headings of the table, `picture` is the SVG, all else is escaped."""
    environment = Environment(autoescape=True, undefined=StrictUndefined, finalize=_plain)
    return environment.from_string(_PAGE).render(
        rows=rows,
        picture=Markup(picture),  # noqa: S704 - made by svg_picture, which escapes what sources wrote
        heading=heading,
        columns=columns,
        language=language,
    )


def _plain(value: object) -> object:
    """Text without what is not seen; mark-up of our own is left as it is."""
    return shown(value) if isinstance(value, str) and not isinstance(value, Markup) else value
