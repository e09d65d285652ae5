"""Long documents cut at paragraph ends, each piece with what the model must know of the rest."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from workbench.facts.document import Document
from workbench.facts.references import label
from workbench.recognition.reading import Reading

_PARAGRAPH_END = re.compile(r"\n+")
_SENTENCE_END = re.compile(r"[。！？；!?;]+[」』”\")）]*|\n+")
_HEADING = re.compile(
    r"^[ \t　]*(?:第?[一二三四五六七八九十]+[、章節节條条]|[（(][一二三四五六七八九十]+[)）]|附件|附錄|附录)[^\n]{0,40}",
    re.M,
)
_TITLE_LENGTH = 200


@dataclass(frozen=True)
class Chunk:
    """A piece [start, end) of a document's text; offsets are code points."""

    number: int
    of: int
    start: int
    end: int
    text: str
    instrument: str | None
    """Key of the instrument that is in force where the piece begins; None in the first piece or where none is known."""
    heading: str | None
    """The last heading before the piece."""


def cut(document: Document, longest: int) -> tuple[Chunk, ...]:
    """The pieces of a document, none longer than `longest` characters, in order and without overlap."""
    spans = list(_spans(document.text, 0, len(document.text), longest))
    reading = Reading.of(document) if len(spans) > 1 else None
    return tuple(_chunk(document, number, len(spans), span, reading) for number, span in enumerate(spans, 1))


def halves(document: Document, chunk: Chunk) -> tuple[Chunk, ...]:
    """A piece cut in two, for when the answer to the whole of it was too long."""
    spans = list(_spans(document.text, chunk.start, chunk.end, (chunk.end - chunk.start) // 2 + 1))
    reading = Reading.of(document)
    return tuple(_chunk(document, number, len(spans), span, reading) for number, span in enumerate(spans, 1))


def context_lines(document: Document, chunk: Chunk) -> list[str]:
    """What the model must know to read the piece: the document, which piece it is, and the context where it begins."""
    piece = [f"部分：全文共 {chunk.of} 部分，這是第 {chunk.number} 部分"] if chunk.of > 1 else []
    return [*document_lines(document), *piece, *standing_lines(chunk.instrument, chunk.heading)]


def document_lines(document: Document) -> list[str]:
    """What is known of a document: title, publisher, date, the year of dates without one."""
    return _named(
        ("標題", document.title and " ".join(document.title.split())[:_TITLE_LENGTH]),
        ("發布者", document.publisher and " ".join(document.publisher.split())[:_TITLE_LENGTH]),
        ("發布日期", document.published.isoformat() if document.published else None),
        ("日期未寫年份時的年份", str(document.year) if document.year else None),
    )


def standing_lines(instrument: str | None, heading: str | None) -> list[str]:
    """What the text goes on about at a place, from `standing_at`."""
    return _named(("承接前文的文件", label(instrument) if instrument else None), ("承接前文的小標題", heading))


def standing_at(reading: Reading, start: int) -> tuple[str | None, str | None]:
    """Key of the instrument that is in force at a place of the source text, and the last heading before it."""
    if not start:
        return None, None
    headings = _HEADING.findall(reading.document.text, 0, start)
    return reading.instrument_at(reading.normal.offset(start)), headings[-1].strip() if headings else None


def _named(*known: tuple[str, str | None]) -> list[str]:
    return [f"{name}：{value}" for name, value in known if value]


def _chunk(document: Document, number: int, of: int, span: tuple[int, int], reading: Reading | None) -> Chunk:
    start, end = span
    instrument, heading = standing_at(reading, start) if reading is not None else (None, None)
    return Chunk(number, of, start, end, document.text[start:end], instrument, heading)


def _spans(text: str, start: int, end: int, longest: int) -> Iterator[tuple[int, int]]:
    """Pieces of [start, end): cut after the last paragraph that fits, else the last sentence, else where it is full."""
    if end - start <= longest:
        if text[start:end].strip():
            yield start, end
        return
    paragraphs = [match.end() for match in _PARAGRAPH_END.finditer(text, start, end)]
    sentences = [match.end() for match in _SENTENCE_END.finditer(text, start, end)]
    while end - start > longest:
        limit = start + longest
        after = _last_within(paragraphs, start, limit) or _last_within(sentences, start, limit) or limit
        yield start, after
        start = after
    if text[start:end].strip():
        yield start, end


def _last_within(ends: list[int], start: int, limit: int) -> int | None:
    index = bisect_right(ends, limit) - 1
    return ends[index] if index >= 0 and ends[index] > start else None
