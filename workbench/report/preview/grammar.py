"""Markdown as the report's site reads it: CommonMark and tables, and of kramdown and HTML what the report's form uses.

Attribute lists and the form's own `div` and `span` are understood and mapped to classes that are known; no tag, class,
address or picture of the text is ever passed through. What is not understood stays in the page as text.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.tasklists import tasklists_plugin

from workbench.escape import escape_url, visible
from workbench.report.preview.rows import table_of_rows

CLASSES = frozenset(
    {
        "actionable-steps",
        "article-summary",
        "comparison-table",
        "data-highlight",
        "key-answer",
        "key-takeaway",
        "speakable-content",
    }
)
"""Classes that the form gives; no other reaches the page."""

_ATTRIBUTE_LIST = re.compile(r"\{:(?P<list>(?![:/])[^{}]*)\}\s*$")
_CLASS = re.compile(r"(?<!\S)\.(?P<name>[A-Za-z][\w-]*)")
_QUESTION = re.compile(r"\bdata-question=\"(?P<text>[^\"]*)\"")
_DIV_OPEN = re.compile(r"<div class=\"(?P<names>[\w -]+)\"(?: data-question=\"[^\"]*\")? markdown=\"1\">\s*$")
_DIV_CLOSE = re.compile(r"</div>\s*$")
_SPAN_OPEN = re.compile(r"<span class=\"(?P<names>[\w -]+)\">")
_SPAN_CLOSE = "</span>"
_ENDS_A_PARAGRAPH: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}


def make_parser() -> MarkdownIt:
    """A parser of this grammar."""
    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"]).use(tasklists_plugin)
    parser.block.ruler.at("table", table_of_rows, {"alt": ["paragraph", "reference"]})
    parser.block.ruler.before("fence", "attribute_list", _attribute_list, _ENDS_A_PARAGRAPH)
    parser.block.ruler.before("fence", "form_div", _form_div, _ENDS_A_PARAGRAPH)
    parser.inline.ruler.before("html_inline", "form_span", _form_span)
    parser.validateLink = lambda url: escape_url(url) is not None  # type: ignore[method-assign]
    return parser


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def _attribute_list(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """`{: .class}` on the line after a block: its classes go on that block, as kramdown does it."""
    if state.is_code_block(start):
        return False
    found = _ATTRIBUTE_LIST.match(_line(state, start))
    if found is None:
        return False
    if not silent:
        meant = _block_before(state, start)
        if meant is not None:
            _give_classes(meant, [name["name"] for name in _CLASS.finditer(found["list"])])
            question = _QUESTION.search(found["list"])
            if question:
                meant.attrSet("data-question", visible(question["text"]))
        state.line = start + 1
    return True


def _block_before(state: StateBlock, start: int) -> Token | None:
    """The opening token of the block that ends on the line before, of this level."""
    for token in reversed(state.tokens):
        if token.level == state.level and token.nesting == 1 and token.map is not None:
            return token if token.map[1] == start else None
    return None


def _form_div(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`<div class="…" markdown="1">` … `</div>`, each on a line of its own."""
    if state.is_code_block(start):
        return False
    line = _line(state, start)
    opened = _DIV_OPEN.match(line)
    if silent:
        return opened is not None or _DIV_CLOSE.match(line) is not None
    if opened is None:
        return False
    close = next((number for number in range(start + 1, end) if _DIV_CLOSE.match(_line(state, number))), None)
    if close is None:
        return False
    opening = state.push("form_div_open", "div", 1)
    opening.block, opening.map = True, [start, close + 1]
    _give_classes(opening, opened["names"].split())
    outer = state.lineMax
    state.lineMax = close
    state.md.block.tokenize(state, start + 1, close)
    state.lineMax = outer
    state.push("form_div_close", "div", -1).block = True
    state.line = close + 1
    return True


def _form_span(state: StateInline, silent: bool) -> bool:
    """`<span class="…">` … `</span>` within one paragraph or cell."""
    if state.src[state.pos] != "<":
        return False
    opened = _SPAN_OPEN.match(state.src, state.pos, state.posMax)
    close = state.src.find(_SPAN_CLOSE, opened.end(), state.posMax) if opened else -1
    if opened is None or close < 0:
        return False
    if not silent:
        opening = state.push("form_span_open", "span", 1)
        _give_classes(opening, opened["names"].split())
        outer = state.posMax
        state.pos, state.posMax = opened.end(), close
        state.md.inline.tokenize(state)
        state.posMax = outer
        state.push("form_span_close", "span", -1)
    state.pos = close + len(_SPAN_CLOSE)
    return True


def _give_classes(token: Token, names: list[str]) -> None:
    for name in names:
        if name in CLASSES:
            token.attrJoin("class", name)
