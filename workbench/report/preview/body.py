"""The body of a report as HTML, with an anchor on every line and room for what stands beside a line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, MutableMapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markupsafe import Markup, escape

from workbench.escape import escape_url, shown
from workbench.report.preview.grammar import make_parser
from workbench.report.preview.rows import ROWS, Rows

_LINES = frozenset({"heading_open", "paragraph_open", "list_item_open", "fence", "code_block", "hr"})
"""Tokens that begin a line which can be pointed at."""
_BREAKS = frozenset({"softbreak", "hardbreak"})
_DEEPEST_IN_CONTENTS = 3
_MARKED = re.compile(r"[\\`*_~\[\]!<&\n]")
"""Characters by which a cell may hold more than text."""
_DAY = re.compile(r"(?<![\w-])\d{4}-\d{2}-\d{2}(?![\w-])", re.ASCII)
"""Days are not broken between two lines."""


@dataclass(frozen=True, slots=True)
class Heading:
    """One entry of the contents."""

    level: int
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Body:
    """The rendered report."""

    html: Iterator[Markup]
    """Piece by piece, made as they are asked for."""
    headings: tuple[Heading, ...]


@dataclass(frozen=True, slots=True)
class Margin:
    """What stands beside the lines of a report, as HTML."""

    at_end: Callable[[int], str]
    """Of a line: marks that follow its last word."""
    beside: Callable[[int, int], str]
    """Of the lines from the first to the last of a block: what stands in the margin where the block begins."""


def render_body(lines: Sequence[str], first: int, margin: Margin) -> Body:
    """Lines of a report as HTML; what comes before line `first` (from 1) is front matter, and left out.

    Nothing in the lines reaches the page but as text: tags, addresses other than http(s), pictures, classes that the
    form does not know.
    """
    parser, env = make_parser(), dict[str, Any]()
    source = "\n".join([""] * (first - 1) + [line.replace("\0", "") for line in lines[first - 1 :]])
    tokens = parser.parse(source, env)
    _anchor_lines(tokens)
    headings = tuple(_headings(tokens))
    placed = list(_with_margin(tokens, margin, first))
    return Body(
        map(Markup, _Renderer(parser, margin).render_pieces(placed, env)), headings
    )  # the renderer escapes all text


class _Renderer(RendererHTML):
    """Renders text without what is not seen, links that leave the page as such, and pictures as their words."""

    def __init__(self, parser: MarkdownIt, margin: Margin) -> None:
        super().__init__(parser)
        self._parser = parser
        self._margin = margin
        self._cells: dict[str, str] = {}

    def render_pieces(self, tokens: Sequence[Token], env: MutableMapping[str, Any]) -> Iterator[str]:
        """What `render` gives, piece by piece, a row of a table at a time."""
        options = self._parser.options
        for place, token in enumerate(tokens):
            if token.type == ROWS:
                yield from self._rows(token.meta[ROWS], env)
            elif token.type == "inline":
                yield self.renderInline(token.children or [], options, env)
            elif token.type in self.rules:
                yield self.rules[token.type](tokens, place, options, env)
            else:
                yield self.renderToken(tokens, place, options, env)

    def text(self, tokens: Sequence[Token], idx: int, _options: Any, _env: MutableMapping[str, Any]) -> str:
        return _text(tokens[idx].content)

    def code_inline(self, tokens: Sequence[Token], idx: int, _options: Any, _env: MutableMapping[str, Any]) -> str:
        return f"<code>{_plain(tokens[idx].content)}</code>"

    def code_block(self, tokens: Sequence[Token], idx: int, _options: Any, _env: MutableMapping[str, Any]) -> str:
        token = tokens[idx]
        kept = "\n".join(_plain(line) for line in token.content.split("\n"))
        return f"<pre{self.renderAttrs(token)}><code>{kept}</code></pre>\n"

    def fence(self, tokens: Sequence[Token], idx: int, options: Any, env: MutableMapping[str, Any]) -> str:
        return self.code_block(tokens, idx, options, env)

    def image(self, tokens: Sequence[Token], idx: int, options: Any, env: MutableMapping[str, Any]) -> str:
        shown = self.renderInlineAsText(tokens[idx].children, options, env)
        return f'<span class="picture">▨ {_plain(shown)}</span>'

    def link_open(self, tokens: Sequence[Token], idx: int, _options: Any, _env: MutableMapping[str, Any]) -> str:
        address = escape_url(str(tokens[idx].attrGet("href") or ""))
        return f'<a href="{escape(address)}" rel="noopener noreferrer nofollow">' if address else "<a>"

    def table_open(self, tokens: Sequence[Token], idx: int, _options: Any, _env: MutableMapping[str, Any]) -> str:
        return f'<div class="table"><table{self.renderAttrs(tokens[idx])}>\n'

    def table_close(self, _tokens: Sequence[Token], _idx: int, _options: Any, _env: MutableMapping[str, Any]) -> str:
        return "</table></div>\n"

    def _rows(self, rows: Rows, env: MutableMapping[str, Any]) -> Iterator[str]:
        styles = [f' style="text-align:{side}"' if side else "" for side in rows.aligned]
        line, cells = rows.head
        # Each cell has the heading of its column, for a narrow screen on which rows are stacked.
        labels = [escapeHtml(_words(self._inline(cell, env))) for cell in cells]
        named = [f'<td{style} data-label="{label}">' for style, label in zip(styles, labels, strict=True)]
        yield "<thead>\n"
        yield self._row([f"<th{style}>" for style in styles], "</th>", rows, line, cells, env)
        yield "</thead>\n"
        if rows.body:
            yield "<tbody>\n"
            for line, cells in rows.body:
                yield self._row(named, "</td>", rows, line, cells, env)
            yield "</tbody>\n"

    def _row(
        self, opened: list[str], closed: str, rows: Rows, line: int, cells: list[str], env: MutableMapping[str, Any]
    ) -> str:
        inner = f"{closed}\n".join([tag + self._cell(cell, env) for tag, cell in zip(opened, cells, strict=True)])
        anchor = f' id="L{line}"' if line in rows.anchored else ""
        return f"<tr{anchor}>\n{inner}{self._margin.at_end(line)}{closed}\n</tr>\n"

    def _cell(self, content: str, env: MutableMapping[str, Any]) -> str:
        """The words of a cell; most have no mark-up, and thousands are alike."""
        if content not in self._cells:
            plain = not _MARKED.search(content)
            self._cells[content] = (
                _text(content)
                if plain
                else self.renderInline(self._inline(content, env).children or [], self._parser.options, env)
            )
        return self._cells[content]

    def _inline(self, content: str, env: MutableMapping[str, Any]) -> Token:
        (inline,) = self._parser.parseInline(content, env)
        return inline

    def placed(self, tokens: Sequence[Token], idx: int, _options: Any, _env: MutableMapping[str, Any]) -> str:
        return tokens[idx].content


def _text(content: str) -> str:
    return _DAY.sub(r"<time>\g<0></time>", _plain(content))


def _plain(text: str) -> str:
    return str(escape(shown(text)))


def _anchor_lines(tokens: Sequence[Token]) -> None:
    """Give the first block of every line the id of the line; a list item rather than the paragraph within it."""
    anchored: set[int] = set()
    for token in tokens:
        if token.type == ROWS:
            lines = token.meta[ROWS].lines
            token.meta[ROWS].anchored.update(line for line in lines if line not in anchored)
            anchored.update(lines)
        if token.type in _LINES and token.map is not None and not token.hidden:
            line = token.map[0] + 1
            if line not in anchored:
                anchored.add(line)
                token.attrSet("id", f"L{line}")


def _headings(tokens: Sequence[Token]) -> Iterator[Heading]:
    for token, inline in pairwise(tokens):
        if token.type == "heading_open" and token.map is not None and int(token.tag[1:]) <= _DEEPEST_IN_CONTENTS:
            yield Heading(int(token.tag[1:]), _words(inline), token.map[0] + 1)


def _words(inline: Token) -> str:
    return shown("".join(child.content for child in inline.children or () if child.type in {"text", "code_inline"}))


def _with_margin(tokens: Sequence[Token], margin: Margin, first: int) -> Iterator[Token]:
    """The tokens, with marks at the ends of lines (those of rows are set where they are rendered), and before each block what stands in the margin beside it."""
    shown = first - 1
    for token in tokens:
        if token.level == 0 and token.nesting >= 0 and token.map is not None and token.map[1] > shown:
            yield _placed(margin.beside(shown + 1, token.map[1]))
            shown = token.map[1]
        if token.type == "inline" and token.children is not None and token.map is not None:
            token.children = list(_marked(token, margin))
        yield token
    yield _placed(margin.beside(shown + 1, max(shown + 1, 10**9)))


def _marked(inline: Token, margin: Margin) -> Iterator[Token]:
    line = (inline.map or [0])[0] + 1
    for child in inline.children or ():
        if child.type in _BREAKS:
            yield _placed(margin.at_end(line))
            yield child
            line += 1
            yield _placed(f'<span class="anchor" id="L{line}"></span>')
        else:
            yield child
    yield _placed(margin.at_end(line))


def _placed(html: str) -> Token:
    return Token("placed", "", 0, content=html)
