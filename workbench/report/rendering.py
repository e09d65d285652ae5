"""Jinja2 templates → lines that carry the facts they rest on.

Templates contain the report's form and fixed words; every value they print is a `Cited`, and anything else is refused. Values
keep their identity through rendering (Jinja's native code generator does not turn them into text), so a line's facts are those
of the values printed on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.nativetypes import NativeEnvironment

from workbench.report.cited import Cited, facts_behind, table_row

_TEMPLATES = Path(__file__).parent / "templates"
_VALUE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")


class Line(NamedTuple):
    """One line of the draft, without its line break."""

    text: str
    facts: frozenset[str] = frozenset()
    computed: tuple[str, ...] = ()


def render(template: str, values: Mapping[str, Any]) -> tuple[Line, ...]:
    """The lines of one template; no two blank lines in a row, none at the end."""
    page = _ENVIRONMENT.get_template(template)
    return tuple(_tidy(_lines(page.root_render_func(page.new_context(dict(values))))))


def load_templates() -> None:
    """Load every template now, for whoever has time before there is anything to render."""
    for name in _ENVIRONMENT.list_templates():
        _ENVIRONMENT.get_template(name)


@cache
def form_wording() -> tuple[str, ...]:
    """What the templates themselves say: the stretches of their lines between values, longest first."""
    said = {
        stretch.strip()
        for path in sorted(_TEMPLATES.glob("*.j2"))
        for line in path.read_text(encoding="utf-8").splitlines()
        for stretch in _VALUE.split(line)
    }
    return tuple(sorted(said - {""}, key=lambda stretch: (-len(stretch), stretch)))


def _only_cited(value: object) -> Cited:
    if not isinstance(value, Cited):
        raise TypeError(f"a template printed {type(value).__name__}; only Cited values may reach the draft")
    return value


_ENVIRONMENT = NativeEnvironment(
    loader=FileSystemLoader(_TEMPLATES),
    finalize=_only_cited,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
    autoescape=False,
)
_ENVIRONMENT.filters["table_row"] = table_row


def _lines(chunks: Iterable[object]) -> Iterable[Line]:
    texts, cited = list[str](), list[Cited]()
    for chunk in chunks:
        if isinstance(chunk, Cited):
            texts.append(chunk.text)
            cited.append(chunk)
            continue
        said = str(chunk)
        if "\n" not in said:
            texts.append(said)
            continue
        first, *rest = said.split("\n")
        texts.append(first)
        for following in rest:
            yield _line(texts, cited)
            texts, cited = [following], []
    if any(texts):
        yield _line(texts, cited)


def _line(texts: list[str], cited: list[Cited]) -> Line:
    text = "".join(texts).rstrip()
    if not cited:
        return Line(text)
    return Line(text, facts_behind(cited), tuple([figure for part in cited for figure in part.computed]))


def _tidy(lines: Iterable[Line]) -> Iterable[Line]:
    blank = False
    for line in lines:
        if line.text:
            if blank:
                yield Line("")
            yield line
        blank = not line.text
