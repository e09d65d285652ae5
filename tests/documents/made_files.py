"""PDF, Word and mail files that the tests make for themselves."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

from docx import Document
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

SIMPLIFIED, TRADITIONAL = "STSong-Light", "MSung-Light"
WIDTH, HEIGHT = 595, 842
_LINE = 16.0


def made_pdf(*pages: Callable[[Canvas], None], password: str | None = None) -> bytes:
    """A PDF whose pages are painted by functions."""
    for font in (SIMPLIFIED, TRADITIONAL):
        pdfmetrics.registerFont(UnicodeCIDFont(font))
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(WIDTH, HEIGHT), encrypt=password, invariant=True)
    for paint in pages:
        paint(canvas)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def wrapped(text: str, width: float, font: str, size: float, indent: float = 0.0) -> list[str]:
    """The lines of a paragraph as a typesetter breaks it: by width, never inside a number or a Latin word."""
    lines, line, room = [], "", width - indent
    for word in _words(text):
        if pdfmetrics.stringWidth(line + word, font, size) > room:
            lines.append(line)
            line, room = "", width
        line += word
    return [*lines, line]


def column(
    canvas: Canvas, paragraphs: Sequence[str], x: float, top: float, width: float, *, font: str = SIMPLIFIED,
    size: float = 10.5, indent: float = 21.0,
) -> float:  # fmt: skip
    """Paint paragraphs below each other; gives where the next line would stand."""
    canvas.setFont(font, size)
    y = top
    for paragraph in paragraphs:
        for number, line in enumerate(wrapped(paragraph, width, font, size, indent)):
            canvas.drawString(x + (0 if number else indent), y, line)
            y -= _LINE * size / 10.5
    return y


def made_word(*parts: str | list[list[str]]) -> bytes:
    """A Word file of paragraphs and tables."""
    word = Document()
    for part in parts:
        if isinstance(part, str):
            word.add_paragraph(part)
            continue
        table = word.add_table(rows=0, cols=len(part[0]))
        for cells in part:
            for cell, words in zip(table.add_row().cells, cells, strict=True):
                cell.text = words
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


def _words(text: str) -> list[str]:
    """What no line end divides: figures and Latin words, and a mark with what stands before it."""
    words: list[str] = []
    for char in text:
        goes_on = words and words[-1][-1].isascii() and char.isascii() and words[-1][-1] != " "
        if goes_on or (words and char in "，。、；：）》"):
            words[-1] += char
        else:
            words.append(char)
    return words
