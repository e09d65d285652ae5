"""Makes source text harmless wherever it leaves the program: Markdown, links, HTML, terminal, JSON.

Every string of a source passes through one of these functions on its way out, and no other module escapes. Which characters
act, or are invisible, is defined once, in `is_unseen`.

In Markdown, characters that Liquid, HTML or a table would interpret become entities, since a backslash does not hide them from
all three; plain Markdown marks get a backslash, which keeps the file readable.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import Any
from urllib.parse import quote, urlsplit

SUBSTITUTE = "␚"
"""Stands on screen for what has no shape of its own, where one character must stay one."""

_SPACES = re.compile(r"\s+")
_ENTITIES = {
    "{": "&#123;",
    "}": "&#125;",
    "|": "&#124;",
    "<": "&lt;",
    ">": "&gt;",
    "~": "&#126;",
    "^": "&#94;",
}
_MARKS = re.compile(r"[\\`*_\[\]$]")
_ENTITY_LIKE = re.compile(r"&(?=#?\w+;)")
_AUTOLINK = re.compile(r"(?<=[a-zA-Z]):(?=//)|(?<=\bwww)\.|@", re.IGNORECASE)
_AUTOLINK_ENTITIES = {":": "&#58;", ".": "&#46;", "@": "&#64;"}
# What would open a heading, list, definition, rule or numbered list if it came first on a line.
_BLOCK_OPENING = re.compile(r"^(?:[#+\-=:]+|\d+[.)])(?=\s|$)")
_ACTIVE = re.compile(r"[&\\`*_\[\]$:.@{}|<>~^]|^[#+\-=\d]")
"""What any of the rules above may change."""
_URL_SAFE = "/:?&=%#.,+-!"

_UNSEEN = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"})
_BLANK_LETTERS = frozenset({0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0})
_VARIATIONS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0), range(0x180B, 0x180E))
_PRINTABLE_UNSEEN = re.compile(
    f"[{''.join(map(chr, sorted(_BLANK_LETTERS)))}{''.join(f'{chr(each[0])}-{chr(each[-1])}' for each in _VARIATIONS)}]"
)
"""What is not seen although Python calls it printable."""
_NEWER_HAN = range(0x20000, 0x3FFFE)
"""Han of Unicode versions newer than this Python's, which it takes for unassigned."""

_KEPT_ON_SCREEN = "\n\t"
_CONTROL_PICTURES = 0x2400
_REGIONAL_A, _REGIONAL_Z = 0x1F1E6, 0x1F1FF
_SKIN_TONES = range(0x1F3FB, 0x1F400)


def is_unseen(char: str) -> bool:
    """Whether a character acts or hides instead of showing: controls, marks of direction, zero width, blank letters."""
    code = ord(char)
    if code in _NEWER_HAN and unicodedata.category(char) == "Cn":
        return False
    return (
        unicodedata.category(char) in _UNSEEN
        or code in _BLANK_LETTERS
        or any(code in variations for variations in _VARIATIONS)
    )


def shown(text: str) -> str:
    """`text` without what is not seen; each space, tab or end of a line is one space, none is lost."""
    if text.isprintable() and not _PRINTABLE_UNSEEN.search(text):
        return text  # as nearly all is, and to look each character up would take ten times as long
    return text.translate(_SHOWN)


def visible(text: str) -> str:
    """`text` on one line, without what is not seen, and with one space where it had several."""
    seen = shown(text)
    return (_SPACES.sub(" ", seen) if "  " in seen else seen).strip()


@lru_cache(maxsize=32768)
def escape(text: str) -> str:
    """`text` as one line of Markdown that shows these characters and does nothing."""
    seen = visible(text)
    if not _ACTIVE.search(seen):
        return seen
    plain = _ENTITY_LIKE.sub("&amp;", seen)
    marked = _MARKS.sub(lambda mark: "\\" + mark[0], plain)
    linked = _AUTOLINK.sub(lambda mark: _AUTOLINK_ENTITIES[mark[0]], marked)
    harmless = "".join(_ENTITIES.get(mark, mark) for mark in linked)
    return _BLOCK_OPENING.sub(_shown_opening, harmless)


def escape_url(url: str) -> str | None:
    """`url` as a link's destination, or None where it is no plain http(s) address."""
    seen = visible(url)
    try:
        parts = urlsplit(seen)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host or "@" in parts.netloc:
        return None
    return quote(seen, safe=_URL_SAFE)


def printable(text: str) -> str:
    """`text` for a terminal, with what is not seen written as escapes; ends of lines and tabs are kept."""
    return text.translate(_PRINTABLE)


def printable_line(text: str) -> str:
    """`text` for one line of a terminal: an end of a line within it is written as an escape too."""
    return printable(text).replace("\n", "\\n")


def json_line(value: Any) -> str:
    """A JSON value on one line; what a terminal may act on is written as JSON escapes."""
    line = json.dumps(value, ensure_ascii=False)
    return line if _PLAIN.fullmatch(line) else line.translate(_JSON)


def neutral(text: str) -> str:
    """`text` with nothing in it that a terminal obeys or hides; of the same length, line feeds kept."""
    return text.translate(_NEUTRAL)


def one_line(text: str) -> str:
    """`neutral` text on one line, of the same length."""
    return neutral(text).replace("\n", " ")


def _shown_opening(match: re.Match[str]) -> str:
    opening = match[0]
    return opening[:-1] + "\\" + opening[-1]


class _Shapes(dict[int, str]):
    """What each code point is shown as, found once; for `str.translate`."""

    def __init__(self, shape: Callable[[str], str]) -> None:
        self._shape = shape

    def __missing__(self, code: int) -> str:
        self[code] = shape = self._shape(chr(code))
        return shape


def _seen(char: str) -> str:
    return " " if char.isspace() else "" if is_unseen(char) else char


def _written(char: str) -> str:
    if char in _KEPT_ON_SCREEN or not is_unseen(char):
        return char
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _in_json(char: str) -> str:
    return (
        json.dumps(char)[1:-1]
        if char > "\x7f" and is_unseen(char)
        else f"\\u{ord(char):04x}"
        if char == "\x7f"
        else char
    )


def _of_one_cell(char: str) -> str:
    code = ord(char)
    if char == "\n":
        return char
    if char in "\t\r":
        return " "
    if code < 0x20:
        return chr(_CONTROL_PICTURES + code)
    if code == 0x7F:
        return "␡"
    if _REGIONAL_A <= code <= _REGIONAL_Z:
        # Flags are pairs whose width terminals disagree on; their letters say the same.
        return chr(ord("A") + code - _REGIONAL_A)
    return SUBSTITUTE if is_unseen(char) or code in _SKIN_TONES else char


_PLAIN = re.compile(r"[ -~\u4e00-\u9fa5、。，：；！？（）「」『』《》〈〉【】“”％·—…０-９Ａ-Ｚａ-ｚ①-⑳≥≤～]*")
"""Text of characters that are shown as they are; to look each of them up would take ten times as long."""
_SHOWN = _Shapes(_seen)
_PRINTABLE = _Shapes(_written)
_JSON = _Shapes(_in_json)
_NEUTRAL = _Shapes(_of_one_cell)
