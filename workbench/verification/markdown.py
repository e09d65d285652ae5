"""A Markdown report, this program's or another's, as units with the lines that they stand on.

What kramdown and HTML add (attribute lists, `div`, `span`) is taken out first, line by line, so that every unit keeps the
number of its line. Blocks that can be read in one way only are read line by line; the rest is for markdown-it-py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from workbench.text import NormalText, fold_script
from workbench.verification.blocks import Block, blocks_alone
from workbench.verification.columns import Column, column_of
from workbench.verification.forms import normal_form
from workbench.verification.tables import cells_of

if TYPE_CHECKING:
    from markdown_it.token import Token

UnitKind = Literal["front", "heading", "row", "item", "text"]

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TAG = re.compile(r"</?[A-Za-z][^<>\n]*>")
_CELL_END = re.compile(r"</(?:td|th|li|p|div|h[1-6])>|<br\s*/?>", re.IGNORECASE)
_ATTRIBUTES = re.compile(r"^\s*\{:[^{}]*\}\s*$|\s*\{:[^{}]*\}\s*$")
_FRONT_VALUE = re.compile(r"^(?P<key>[A-Za-z_][\w-]*):\s*(?P<value>.*)$")
_IMAGE_OR_LINK = re.compile(r"!?\[(?P<shown>[^\[\]]*)\]\([^()\s]*(?:\s\"[^\"]*\")?\)")
_MARKED = re.compile(r"[*~`\[\\]")
_MARKS = re.compile(r"\*{1,3}|~~|`+|^\[[ xX]\]\s+|\\(?=[!-/:-@\[-`{-~])")
_MARKS_BETWEEN = r"(?:<[^<>]*>|\*{1,3}|~~|`+|\\|!?\[|\]\([^()\s]*\))*"
_BOLD_START = re.compile(r"^\s*\*\*")
_LONGEST_LEAD = 80


Columns = tuple[tuple[Column | None, str], ...]
"""What each column of a table means, and its header."""


class Cell(NamedTuple):
    """One cell of a table row, with what its column means where the header is known."""

    column: Column | None
    header: str
    text: str


@dataclass(frozen=True)
class Unit:
    """One line of a report that says something: a row, an item, a line of a paragraph, a heading, a front-matter value."""

    line: int
    kind: UnitKind
    text: str
    """What is read, without mark-up; cells of a row are joined by ` | `."""
    path: tuple[str, ...] = ()
    """Headings above it, outermost first."""
    lead: str = ""
    """The bold line that it stands under, which works as a heading: `**供應鏈影響**：`."""
    parents: tuple[Unit, ...] = ()
    """The list items that it is nested in, outermost first."""
    columns: Columns = ()
    """Those of its table, where it is a row."""
    values: tuple[str, ...] = ()
    """What a row has under them."""
    label: str = ""
    """Key of a front-matter value."""

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """The cells of a row, made when they are first asked for: most checks look at few rows so closely."""
        return tuple(
            Cell(column, header, text) for (column, header), text in zip(self.columns, self.values, strict=False)
        )

    @cached_property
    def normal(self) -> NormalText:
        """Its text in the form that recognition reads."""
        return normal_form(self.text)

    @property
    def context(self) -> tuple[str, ...]:
        """What it stands under, nearest first: outer items, the bold line, headings."""
        return (
            *(parent.text for parent in reversed(self.parents)),
            *([self.lead] if self.lead else []),
            *self.path[::-1],
        )

    def cell(self, *columns: Column) -> Cell | None:
        """The first cell under a column of one of these meanings."""
        return next((cell for column in columns for cell in self.cells if cell.column == column), None)


@dataclass(frozen=True)
class Report:
    """A report as read: its units in the order of their lines."""

    lines: tuple[str, ...]
    front: Mapping[str, str]

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """The units on its lines; read when it is first asked for, since a draft that nobody changed is known without."""
        front, body_start = _front_matter(self.lines)
        body = ["" if number < body_start else line for number, line in enumerate(self.lines)]
        named = [Unit(number, "front", value, label=key) for number, (key, value) in front.items()]
        return (*named, *_body_units(_without_markup(body)))

    @cached_property
    def folded_prose(self) -> str:
        """What is not in its tables, with the script folded, mark-up included."""
        return fold_script("\n".join(line for line in self.lines if not line.startswith("|")))

    def quote(self, line: int, words: str) -> str:
        """The words as the line has them, mark-up included; the whole line where it does not have them in one piece."""
        raw = self.lines[line - 1]
        if words and words in raw:
            return words
        if words:
            found = re.search(_MARKS_BETWEEN.join(re.escape(char) for char in words), raw)
            if found:
                return found[0]
        return raw.strip()


@lru_cache(maxsize=1)
def read_report(source: str) -> Report:
    """Read a Markdown report; any line ends are understood."""
    lines = source.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return Report(tuple(lines), dict(_front_matter(lines)[0].values()))


def _front_matter(lines: Sequence[str]) -> tuple[dict[int, tuple[str, str]], int]:
    """Line number -> key and value of each top-level scalar; and the index of the first line of the body."""
    if not lines or lines[0].strip() != "---":
        return {}, 0
    end = next((index for index, line in enumerate(lines[1:], start=1) if line.strip() in {"---", "..."}), None)
    if end is None:
        return {}, 0
    values = {}
    for index, line in enumerate(lines[1:end], start=1):
        match = _FRONT_VALUE.match(line)
        if match and match["value"].strip():
            values[index + 1] = match["key"], match["value"].strip().strip("\"'")
    return values, end + 1


def _without_markup(lines: list[str]) -> list[str]:
    """The lines without HTML and attribute lists; none is lost, so that numbers stay."""
    whole = _COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), "\n".join(lines))
    untagged = (_TAG.sub("", _CELL_END.sub(" ", line)) if "<" in line else line for line in whole.split("\n"))
    return [_ATTRIBUTES.sub("", line) if "{:" in line else line for line in untagged]


def plain(inline: str) -> str:
    """Inline Markdown as it is read: link texts, no marks of emphasis, code or escapes."""
    if not _MARKED.search(inline):
        return inline.strip()
    return _MARKS.sub("", _IMAGE_OR_LINK.sub(lambda link: link["shown"], inline)).strip()


class _Body:
    """Where the reader is in the document while it walks through the tokens."""

    def __init__(self) -> None:
        self.path: list[tuple[int, str]] = []
        self.titles: tuple[str, ...] = ()
        self.lead = ""
        self.items: list[Unit | None] = []

    def unit(self, line: int, kind: UnitKind, text: str) -> Unit:
        parents = tuple(item for item in self.items[:-1] if item is not None) if kind == "item" else ()
        return Unit(line, kind, text, self.titles, self.lead, parents)

    def row(self, line: int, columns: Columns, values: tuple[str, ...]) -> Unit:
        return Unit(line, "row", " | ".join(values), self.titles, self.lead, (), columns, values)

    def enter_heading(self, level: int, text: str) -> None:
        self.path = [(other, title) for other, title in self.path if other < level] + [(level, text)]
        self.titles = tuple(title for _, title in self.path)
        self.lead = ""


def _body_units(lines: list[str]) -> Iterator[Unit]:
    body, alone = _Body(), blocks_alone(lines)
    marked = _with_marks(lines, alone)
    if marked is None:
        for block in alone.values():
            yield from _block(body, block, lines)
    else:
        yield from _parsed(body, marked, alone, lines)


def _with_marks(lines: list[str], alone: Mapping[int, Block]) -> list[str] | None:
    """The lines with a word in the place of each block, so that a parser tells what stands before and after it; None
    where nothing is left for a parser.
    """
    marked = list(lines)
    for block in alone.values():
        marked[block.start : block.end] = [""] * (block.end - block.start)
    if not any(map(str.strip, marked)):
        return None
    for start in alone:
        marked[start] = "block"
    return marked


def _block(body: _Body, block: Block, lines: list[str]) -> Iterator[Unit]:
    line, own = block.start + 1, lines[block.start : block.end]
    if block.kind == "table":
        yield from _rows_alone(body, line, own)
    elif block.kind == "heading":
        marks, _, text = own[0].partition(" ")
        yield _heading(body, line, len(marks), text)
    elif block.kind == "items":
        for number, item in enumerate(own, start=line):
            body.items.append(None)
            yield from _prose(body, number, [item[1:]])
            body.items.pop()
    elif block.kind != "rule":
        yield from _prose(body, line, own if block.kind == "prose" else [quoted[1:] for quoted in own])


def _parsed(body: _Body, marked: list[str], alone: Mapping[int, Block], lines: list[str]) -> Iterator[Unit]:
    from markdown_it import MarkdownIt  # here: a draft that nobody changed has none but blocks that are alone

    # What stands within a line is read by `plain`: only the blocks are asked for.
    tokens = MarkdownIt("commonmark").enable("table").disable("inline").parse("\n".join(marked))
    position = 0
    while position < len(tokens):
        token = tokens[position]
        if token.type == "heading_open":
            yield _heading(body, _line(token), int(token.tag[1:]), tokens[position + 1].content)
        elif token.type == "table_open":
            end = next(i for i in range(position, len(tokens)) if tokens[i].type == "table_close")
            yield from _rows(body, tokens[position:end])
            position = end
        elif token.type == "list_item_open":
            body.items.append(None)
        elif token.type == "list_item_close":
            body.items.pop()
        elif token.type == "inline" and tokens[position - 1].type == "paragraph_open":
            block = alone.get(_line(token) - 1)
            if block is None:
                yield from _prose(body, _line(token), token.content.split("\n"))
            else:
                yield from _block(body, block, lines)
        position += 1


def _line(token: Token) -> int:
    return (token.map or [0])[0] + 1


def _heading(body: _Body, line: int, level: int, inline: str) -> Unit:
    text = plain(inline)
    above = tuple(title for other, title in body.path if other < level)
    body.enter_heading(level, text)
    return Unit(line, "heading", text, above)


def _rows(body: _Body, tokens: list[Token]) -> Iterator[Unit]:
    columns: Columns = ()
    cells: list[str] = []
    for token in tokens:
        if token.type == "tr_open":
            cells, line = [], _line(token)
        elif token.type == "inline":
            cells.append(plain(token.content))
        elif token.type == "tr_close":
            if not columns:
                columns = _columns(cells)
            elif any(cells):
                yield body.row(line, columns, tuple(cells))


def _rows_alone(body: _Body, line: int, table: list[str]) -> Iterator[Unit]:
    columns = _columns(map(plain, cells_of(table[0])))
    for number, row in enumerate(table[2:], start=line + 2):
        read = plain if _MARKED.search(row) else str.strip
        cells = tuple(map(read, cells_of(row)[: len(columns)]))
        if any(cells):
            yield body.row(number, columns, cells + ("",) * (len(columns) - len(cells)))


def _columns(headers: Iterable[str]) -> Columns:
    return tuple((column_of(header), header) for header in headers)


def _prose(body: _Body, first: int, lines: Sequence[str]) -> Iterator[Unit]:
    """Lines of prose, or of an item where the reader is in one."""
    kind: UnitKind = "item" if body.items else "text"
    for line, raw in enumerate(lines, start=first):
        text = plain(raw)
        if not text:
            continue
        if kind == "text":
            body.lead = text if _is_lead(raw, text) else body.lead if body.lead and not _starts_anew(raw) else ""
        unit = body.unit(line, kind, text)
        if kind == "item" and body.items[-1] is None:
            body.items[-1] = unit
        yield unit


def _is_lead(raw: str, text: str) -> bool:
    """Whether a line works as a heading: it begins in bold and ends with a colon, or is bold as a whole."""
    if not _BOLD_START.match(raw) or len(text) > _LONGEST_LEAD:
        return False
    return text.endswith(("：", ":")) or bool(re.fullmatch(r"\s*\*\*[^*]+\*\*\s*", raw))


def _starts_anew(raw: str) -> bool:
    """Whether a line of prose ends what the bold line before it opened."""
    return bool(_BOLD_START.match(raw))
