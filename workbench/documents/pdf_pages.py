"""The pages of a PDF, read by pypdf: runs in a separate process (`confined`)."""

from __future__ import annotations

import io
import logging
import math
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from pypdf import PageObject, PasswordType, PdfReader, apply_configuration
from pypdf.errors import DependencyError, LimitReachedError, PyPdfError

from workbench.documents.confined import Unreadable
from workbench.documents.page_pieces import Piece
from workbench.documents.page_text import text_of_pages

_MOST_PAGES = 2_000
_MOST_UNPACKED = 30_000_000
"""Bytes that one stream may unpack to: a page of text has some tens of thousands."""
_FEWEST_LETTERS = 10
"""A page with fewer letters is a picture, whatever number or stamp is printed on it."""
_UNREADABLE_SHARE = 0.1


def read_pages(data: bytes, most_characters: int) -> tuple[str, dict[str, list[int]]]:
    """Text of a PDF, and which of its pages, from 1, are pictures without text (`no_text`).

    Raises `Unreadable`: password · no_text_layer · no_characters · too_long · damaged.
    """
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    with apply_configuration(
        zlib_maximum_output_length=_MOST_UNPACKED,
        lzw_maximum_output_length=_MOST_UNPACKED,
        run_length_maximum_output_length=_MOST_UNPACKED,
        brotli_maximum_output_length=_MOST_UNPACKED,
        array_based_stream_maximum_output_length=_MOST_UNPACKED,
        jbig2dec_binary=None,
    ):
        pages = _pieces_of_pages(data, most_characters)
    letters = [sum(char.isalnum() for piece in page for char in piece.text) for page in pages]
    if max(letters, default=0) < _FEWEST_LETTERS:
        raise Unreadable("no_text_layer")
    text = text_of_pages(pages)
    if sum(map(_is_unreadable, text)) > _UNREADABLE_SHARE * len(text):
        raise Unreadable("no_characters")
    empty = [number for number, count in enumerate(letters, start=1) if count < _FEWEST_LETTERS]
    return text, {"no_text": empty} if empty else {}


def _pieces_of_pages(data: bytes, most_characters: int) -> list[list[Piece]]:
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and reader.decrypt("") is PasswordType.NOT_DECRYPTED:
            raise Unreadable("password")
        if len(reader.pages) > _MOST_PAGES:
            raise Unreadable("too_long")
        pages: list[list[Piece]] = []
        for page in reader.pages:
            pages.append(_pieces(page))
            most_characters -= sum(len(piece.text) for piece in pages[-1])
            if most_characters < 0:
                raise Unreadable("too_long")
    except DependencyError:
        raise Unreadable("password") from None
    except LimitReachedError:
        raise Unreadable("bounds") from None
    except PyPdfError:
        raise Unreadable("damaged") from None
    return pages


def _pieces(page: PageObject) -> list[Piece]:
    """The strings of a page; those written in another direction than most of them come below all others."""
    by_direction: dict[tuple[int, int], list[Piece]] = defaultdict(list)

    def take(text: str, cm: Sequence[float], tm: Sequence[float], _font: Any, size: float) -> None:
        if text.strip():
            direction, piece = _placed(text, cm, tm, size)
            by_direction[direction].append(piece)

    page.extract_text(visitor_text=take)
    directions = sorted(by_direction.values(), key=lambda pieces: -sum(len(piece.text) for piece in pieces))
    placed: list[Piece] = []
    for pieces in directions:
        foot = min((piece.y for piece in placed), default=0.0)
        top = max(piece.y + 3 * piece.size for piece in pieces)
        drop = top - foot if placed else 0.0
        placed += [Piece(piece.x, piece.y - drop, piece.size, piece.text) for piece in pieces]
    return placed


def _placed(text: str, cm: Sequence[float], tm: Sequence[float], size: float) -> tuple[tuple[int, int], Piece]:
    """A string in a frame in which it is written from left to right, and the direction that this turned."""
    along = (tm[0] * cm[0] + tm[1] * cm[2], tm[0] * cm[1] + tm[1] * cm[3])
    upright = (tm[2] * cm[0] + tm[3] * cm[2], tm[2] * cm[1] + tm[3] * cm[3])
    x, y = tm[4] * cm[0] + tm[5] * cm[2] + cm[4], tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
    height = abs(size) * math.hypot(*upright)
    if abs(along[1]) > abs(along[0]):
        sign = 1 if along[1] > 0 else -1
        return (0, sign), Piece(sign * y, -sign * x, height, text)
    sign = 1 if along[0] >= 0 else -1
    return (sign, 0), Piece(sign * x, sign * y if sign < 0 else y, height, text)


def _is_unreadable(char: str) -> bool:
    """Whether a character stands for none that a reader knows: the font does not say which it draws."""
    return char == "\ufffd" or (unicodedata.category(char) in ("Co", "Cn", "Cc") and char not in "\n\t\f")
