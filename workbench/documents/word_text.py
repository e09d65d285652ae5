"""The text of a Word file (.docx), read by python-docx: runs in a separate process (`confined`)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from docx import Document as open_word
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from workbench.documents.confined import Unreadable

_MOST_UNPACKED = 60_000_000
"""Bytes that all parts of a file may unpack to, its pictures included."""
_MOST_MARKUP = 20_000_000
"""Bytes of one part of text: an article of fifty pages has half a million."""
_MARKUP = (".xml", ".rels")


def read_word(data: bytes, most_characters: int) -> str:
    """Paragraphs, and tables with a tab between cells, in their order; then the footnotes, each behind its mark.

    Raises `Unreadable`: bounds · too_long · damaged.
    """
    _refuse_bombs(data)
    try:
        word = open_word(io.BytesIO(data))
    except (PackageNotFoundError, KeyError, ValueError):
        raise Unreadable("damaged") from None
    text = "\n".join((*_body(word), *_footnotes(word)))
    if len(text) > most_characters:
        raise Unreadable("too_long")
    return text


def _refuse_bombs(data: bytes) -> None:
    """Whoever unpacks a part gets no more bytes than its entry declares, so what is declared is what counts."""
    try:
        entries = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except zipfile.BadZipFile:
        raise Unreadable("damaged") from None
    markup = (entry.file_size for entry in entries if entry.filename.endswith(_MARKUP))
    if sum(entry.file_size for entry in entries) > _MOST_UNPACKED or max(markup, default=0) > _MOST_MARKUP:
        raise Unreadable("bounds")


def _body(word: WordDocument) -> Iterator[str]:
    for part in word.iter_inner_content():
        if isinstance(part, Table):
            yield from _rows(part)
        else:
            yield _with_marks(part)


def _rows(table: Table) -> Iterator[str]:
    for row in table.rows:
        cells: dict[int, str] = {}  # a cell that spans columns is given once for each of them
        for cell in row.cells:
            cells.setdefault(id(cell._tc), " ".join(map(_with_marks, cell.paragraphs)).replace("\n", " "))
        yield "\t".join(cells.values())


def _with_marks(paragraph: Paragraph) -> str:
    """The words of a paragraph, with [1] where a footnote is referred to."""
    words = []
    for run in paragraph._p.iter(qn("w:t"), qn("w:tab"), qn("w:br"), qn("w:cr"), qn("w:footnoteReference")):
        if run.tag == qn("w:t"):
            words.append(run.text or "")
        elif run.tag == qn("w:footnoteReference"):
            words.append(f"[{run.get(qn('w:id'))}]")
        elif run.tag == qn("w:tab") and run.getparent().tag == qn("w:r"):
            words.append("\t")
        elif run.tag in (qn("w:br"), qn("w:cr")):
            words.append("\n")
    return "".join(words)


def _footnotes(word: WordDocument) -> Iterator[str]:
    for related in word.part.rels.values():
        if related.reltype != RELATIONSHIP_TYPE.FOOTNOTES or related.is_external:
            continue
        for note in parse_xml(related.target_part.blob).iter(qn("w:footnote")):
            words = "".join(text.text or "" for text in note.iter(qn("w:t"))).strip()
            if words:
                yield f"[{note.get(qn('w:id'))}] {words}"
