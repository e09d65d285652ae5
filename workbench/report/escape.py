"""What sources say, made harmless for Markdown, kramdown, HTML and Liquid. Every string of a source passes here.

Characters that Liquid, HTML or a table would see become entities, since a backslash does not hide them from all three;
plain Markdown marks get a backslash, which keeps the file readable.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from urllib.parse import quote, urlsplit

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
_INVISIBLE_CATEGORIES = frozenset({"Cc", "Cf", "Co", "Cs", "Cn"})
_URL_SAFE = "/:?&=%#.,+-!"


def visible(text: str) -> str:
    """`text` on one line, without control, bidi, zero-width, private-use characters and variation selectors."""
    spaced = _SPACES.sub(" ", text)
    return "".join(mark for mark in spaced if not _is_invisible(mark)).strip()


@lru_cache(maxsize=32768)
def escape(text: str) -> str:
    """`text` as one line of Markdown that shows these characters and does nothing."""
    plain = _ENTITY_LIKE.sub("&amp;", visible(text))
    marked = _MARKS.sub(lambda mark: "\\" + mark[0], plain)
    linked = _AUTOLINK.sub(lambda mark: _AUTOLINK_ENTITIES[mark[0]], marked)
    harmless = "".join(_ENTITIES.get(mark, mark) for mark in linked)
    return _BLOCK_OPENING.sub(_shown_opening, harmless)


def escape_url(url: str) -> str | None:
    """`url` as a link's destination, or None where it is no plain http(s) address."""
    shown = visible(url)
    try:
        parts = urlsplit(shown)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host or "@" in parts.netloc:
        return None
    return quote(shown, safe=_URL_SAFE)


def _shown_opening(match: re.Match[str]) -> str:
    opening = match[0]
    return opening[:-1] + "\\" + opening[-1]


def _is_invisible(mark: str) -> bool:
    if "\U00020000" <= mark <= "\U0003fffd":  # Han of Unicode versions newer than this Python's
        return False
    return unicodedata.category(mark) in _INVISIBLE_CATEGORIES or _selects_variation(mark)


def _selects_variation(mark: str) -> bool:
    return "\ufe00" <= mark <= "\ufe0f" or "\U000e0100" <= mark <= "\U000e01ef"
