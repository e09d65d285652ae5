"""Marks at the end of a line, and what they open: the sources behind it, and the numbers of its findings.

They stand on every line of a report. A template would be rendered ten thousand times; each source is made into HTML once. What
sources say passes `escape` on its way into each mark.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Protocol

from markupsafe import escape

from workbench.escape import visible
from workbench.report.preview.sources import Behind, Source, Sources, Span

_WAITING = " waiting"


class Found(Protocol):
    """Something found in a line, by the number of its note."""

    @property
    def number(self) -> int: ...  # noqa: D102
    @property
    def severity(self) -> str: ...  # noqa: D102


class Marks:
    """The marks of a report's lines; `words` are the page's own in the reader's language."""

    def __init__(self, sources: Sources | None, words: Mapping[str, str]) -> None:
        self._sources = sources or {}
        self._words = words
        self._made: dict[str, str] = {}

    def of(self, line: int, found: Iterable[Found]) -> str:
        """What follows the last word of a line, as HTML."""
        marks = [self._finding(each) for each in found]
        behind = self._sources.get(line)
        if behind is not None:
            marks += self._behind(line, behind)
        return "".join(marks)

    def _finding(self, found: Found) -> str:
        number, label = found.number, _safe(self._words["finding"].format(number=found.number))
        return (
            f'<a class="ref {_safe(found.severity)}" id="r{number}" href="#n{number}" aria-label="{label}">{number}</a>'
        )

    def _behind(self, line: int, behind: Behind) -> Iterator[str]:
        words = self._words
        marked = (_WAITING if behind.waiting else "") + (" changed" if behind.changed else "")
        label = _escaped(words["sources_of"].format(line=line))
        yield (
            f'&#8288;<button type="button" class="mark{marked}" popovertarget="s{line}" aria-label="{label}">※</button>'
            f'<span class="source" popover id="s{line}"><span class="head">{label}</span>'
        )
        if behind.changed:
            yield f'<span class="warning">{_safe(words["changed"])}</span>'
        if behind.computed:
            figures = {figure.lower(): figure for figure in reversed(behind.computed)}
            byline = "、".join(visible(figures[each]) for each in dict.fromkeys(map(str.lower, behind.computed)))
            yield f'<span class="computed">{_safe(words["computed"])}: {_escaped(byline)}</span>'
        yield from map(self._source, behind.sources)
        if behind.more:
            yield f'<span class="more">{_escaped(words["more"].format(count=behind.more, line=line))}</span>'
        yield "</span>"

    def _source(self, source: Source) -> str:
        if source.fact not in self._made:
            self._made[source.fact] = (
                f'<span class="one{_WAITING if source.waiting else ""}"><span class="what"><b>{_safe(source.kind)}</b>'
                f' <span class="state">{_safe(source.state)}</span></span>{"".join(map(_quote, source.spans))}'
                f'<span class="where"><bdi>{_safe(source.title)}</bdi>{_told(source)}{self._original(source)}</span></span>'
            )
        return self._made[source.fact]

    def _original(self, source: Source) -> str:
        if not source.url:
            return ""
        return (
            f' · <a href="{_safe(source.url)}" rel="noopener noreferrer nofollow">{_safe(self._words["original"])}</a>'
        )


def _told(source: Source) -> str:
    return f" · <bdi>{_safe(source.byline)}</bdi>" if source.byline else ""


def _quote(span: Span) -> str:
    return f"<q>{_around(span.before)}<mark>{_escaped(span.quote)}</mark>{_around(span.after)}</q>"


def _around(words: str) -> str:
    return f"<i>{_escaped(words)}</i>" if words else ""


def _escaped(text: str) -> str:
    """A text as HTML, within an element or an attribute."""
    return str(escape(str(text)))


_safe = lru_cache(maxsize=4096)(_escaped)
"""The same for what thousands of marks have in common: words of the page, titles, kinds."""
