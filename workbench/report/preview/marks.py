"""Marks at the end of a line, and what they open: the sources behind it, and the numbers of what was found in it.

They stand on every line of a report. A template would be rendered ten thousand times; each source is made into HTML once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from markupsafe import Markup

from workbench.escape import visible
from workbench.report.preview.sources import Behind, Source, Sources, Span

_FOUND = Markup('<a class="ref {severity}" id="r{number}" href="#n{number}" aria-label="{label}">{number}</a>')
_BUTTON = Markup(
    '&#8288;<button type="button" class="mark{marked}" popovertarget="s{line}" aria-label="{label}">※</button>'
    '<span class="source" popover id="s{line}"><span class="head">{label}</span>'
)
_CHANGED = Markup('<span class="warning">{}</span>')
_COMPUTED = Markup('<span class="computed">{}: {}</span>')
_ONE = Markup(
    '<span class="one{waiting}"><span class="what"><b>{kind}</b> <span class="state">{state}</span></span>'
    '{spans}<span class="where"><bdi>{title}</bdi>{told}{original}</span></span>'
)
_QUOTE = Markup("<q>{}<mark>{}</mark>{}</q>")
_AROUND = Markup("<i>{}</i>")
_TOLD = Markup(" · <bdi>{}</bdi>")
_ORIGINAL = Markup(' · <a href="{}" rel="noopener noreferrer nofollow">{}</a>')
_MORE = Markup('<span class="more">{}</span>')
_END = Markup("</span>")
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
        self._made: dict[str, Markup] = {}

    def of(self, line: int, found: Iterable[Found]) -> Markup:
        """What follows the last word of a line."""
        marks = [self._finding(each) for each in found]
        behind = self._sources.get(line)
        if behind is not None:
            marks += self._behind(line, behind)
        return Markup("").join(marks)

    def _finding(self, found: Found) -> Markup:
        label = self._words["finding"].format(number=found.number)
        return _FOUND.format(severity=found.severity, number=found.number, label=label)

    def _behind(self, line: int, behind: Behind) -> list[Markup]:
        words = self._words
        marked = (_WAITING if behind.waiting else "") + (" changed" if behind.changed else "")
        parts = [_BUTTON.format(line=line, label=words["sources_of"].format(line=line), marked=marked)]
        if behind.changed:
            parts.append(_CHANGED.format(words["changed"]))
        if behind.computed:
            figures = {figure.lower(): figure for figure in reversed(behind.computed)}
            told = "、".join(visible(figures[each]) for each in dict.fromkeys(map(str.lower, behind.computed)))
            parts.append(_COMPUTED.format(words["computed"], told))
        parts += map(self._source, behind.sources)
        if behind.more:
            parts.append(_MORE.format(words["more"].format(count=behind.more, line=line)))
        return [*parts, _END]

    def _source(self, source: Source) -> Markup:
        if source.fact not in self._made:
            self._made[source.fact] = _ONE.format(
                waiting=_WAITING if source.waiting else "",
                kind=source.kind,
                state=source.state,
                spans=Markup("").join(map(_quote, source.spans)),
                title=source.title,
                told=_TOLD.format(source.told) if source.told else "",
                original=_ORIGINAL.format(source.url, self._words["original"]) if source.url else "",
            )
        return self._made[source.fact]


def _quote(span: Span) -> Markup:
    before, after = (_AROUND.format(words) if words else "" for words in (span.before, span.after))
    return _QUOTE.format(before, span.quote, after)
