"""A Markdown report, this program's or another's, as units with the lines that they stand on.

markdown-it-py tells tables, lists and paragraphs apart; what kramdown and HTML add (attribute lists, `div`, `span`) is
taken out first, line by line, so that every unit keeps the number of its line. Tables that stand alone are read without it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Literal, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

from workbench.text import NormalText, fold_script
from workbench.verification.columns import Column, column_of
from workbench.verification.forms import normal_form
from workbench.verification.tables import Table, tables_alone

UnitKind = Literal["front", "heading", "row", "item", "text"]

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TAG = re.compile(r"</?[A-Za-z][^<>\n]*>")
_ATTRIBUTES = re.compile(r"^\s*\{:[^{}]*\}\s*$|\s*\{:[^{}]*\}\s*$")
_FRONT_VALUE = re.compile(r"^(?P<key>[A-Za-z_][\w-]*):\s*(?P<value>.*)$")
_IMAGE_OR_LINK = re.compile(r"!?\[(?P<shown>[^\[\]]*)\]\([^()\s]*(?:\s\"[^\"]*\")?\)")
_MARKED = re.compile(r"[*~`\[\\]")
_MARKS = re.compile(r"\*{1,3}|~~|`+|^\[[ xX]\]\s+|\\(?=[!-/:-@\[-`{-~])")
_MARKS_BETWEEN = r"(?:<[^<>]*>|\*{1,3}|~~|`+|\\|!?\[|\]\([^()\s]*\))*"
_BOLD_START = re.compile(r"^\s*\*\*")
_LONGEST_LEAD = 80


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
    cells: tuple[Cell, ...] = field(default=())
    label: str = ""
    """Key of a front-matter value."""

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
        """What is said on its lines; read when it is first asked for, since a draft that nobody changed is known without."""
        front, body_start = _front_matter(self.lines)
        body = ["" if number < body_start else line for number, line in enumerate(self.lines)]
        named = [Unit(number, "front", value, label=key) for number, (key, value) in front.items()]
        return (*named, *_body_units(_without_markup(body)))

    @cached_property
    def folded_prose(self) -> str:
        """What is not in its tables, with the script folded, mark-up included."""
        return fold_script("\n".join(line for line in self.lines if not line.startswith("|")))

    def quote(self, line: int, said: str) -> str:
        """`said` as the line has it, mark-up included; the whole line where it does not stand there in one piece."""
        raw = self.lines[line - 1]
        if said and said in raw:
            return said
        if said:
            found = re.search(_MARKS_BETWEEN.join(re.escape(char) for char in said), raw)
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
    untagged = (_TAG.sub("", line) if "<" in line else line for line in whole.split("\n"))
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

    def unit(self, line: int, kind: UnitKind, text: str, cells: tuple[Cell, ...] = ()) -> Unit:
        parents = tuple(item for item in self.items[:-1] if item is not None) if kind == "item" else ()
        return Unit(line, kind, text, self.titles, self.lead, parents, cells)

    def enter_heading(self, level: int, text: str) -> None:
        self.path = [(other, title) for other, title in self.path if other < level] + [(level, text)]
        self.titles = tuple(title for _, title in self.path)
        self.lead = ""


def _body_units(lines: list[str]) -> Iterator[Unit]:
    tables = tables_alone(lines)
    # What stands within a line is read by `plain`: only the blocks are asked for.
    tokens = MarkdownIt("commonmark").enable("table").disable("inline").parse("\n".join(_with_marks(lines, tables)))
    body, position = _Body(), 0
    while position < len(tokens):
        token = tokens[position]
        if token.type == "heading_open":
            yield from _heading(body, token, tokens[position + 1])
        elif token.type == "table_open":
            end = next(i for i in range(position, len(tokens)) if tokens[i].type == "table_close")
            yield from _rows(body, tokens[position:end])
            position = end
        elif token.type == "list_item_open":
            body.items.append(None)
        elif token.type == "list_item_close":
            body.items.pop()
        elif token.type == "inline" and tokens[position - 1].type == "paragraph_open":
            table = tables.get((token.map or [0])[0])
            yield from _paragraph(body, token) if table is None else _rows_alone(body, table, lines)
        position += 1


def _with_marks(lines: list[str], tables: Mapping[int, Table]) -> list[str]:
    """The lines with a word in the place of each table, so that the parser tells what stands before and after it."""
    marked = list(lines)
    for table in tables.values():
        marked[table.start : table.end] = ["table", *[""] * (table.end - table.start - 1)]
    return marked


def _heading(body: _Body, opening: Token, inline: Token) -> Iterator[Unit]:
    text = plain(inline.content)
    line = (opening.map or [0])[0] + 1
    level = int(opening.tag[1:])
    yield Unit(line, "heading", text, tuple(title for other, title in body.path if other < level))
    body.enter_heading(level, text)


def _rows(body: _Body, tokens: list[Token]) -> Iterator[Unit]:
    columns: _Columns = ()
    cells: list[str] = []
    for token in tokens:
        if token.type == "tr_open":
            cells, line = [], (token.map or [0])[0] + 1
        elif token.type == "inline":
            cells.append(plain(token.content))
        elif token.type == "tr_close":
            if not columns:
                columns = _columns(cells)
            else:
                yield from _row(body, line, columns, cells)


def _rows_alone(body: _Body, table: Table, lines: list[str]) -> Iterator[Unit]:
    columns = _columns(map(plain, table.head))
    for index, cells in table.rows(lines):
        yield from _row(body, index + 1, columns, list(map(plain, cells)))


_Columns = Sequence[tuple[Column | None, str]]
"""What each column of a table means, and its header."""


def _columns(headers: Iterable[str]) -> _Columns:
    return [(column_of(header), header) for header in headers]


def _row(body: _Body, line: int, columns: _Columns, cells: list[str]) -> Iterator[Unit]:
    if any(cells):
        named = tuple(Cell(column, header, text) for (column, header), text in zip(columns, cells, strict=False))
        yield body.unit(line, "row", " | ".join(cells), named)


def _paragraph(body: _Body, inline: Token) -> Iterator[Unit]:
    first = (inline.map or [0])[0] + 1
    kind: UnitKind = "item" if body.items else "text"
    for offset, raw in enumerate(inline.content.split("\n")):
        text = plain(raw)
        if not text:
            continue
        if kind == "text":
            body.lead = text if _is_lead(raw, text) else body.lead if body.lead and not _starts_anew(raw) else ""
        unit = body.unit(first + offset, kind, text)
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
