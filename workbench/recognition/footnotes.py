"""Addresses of official texts: in a footnote whose mark stands behind an act, or in brackets right behind it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
ADDRESS = r"https?://[^\s<>()（）\[\]「」《》“”。，；、]+"
MARK = rf"(?:[{_SUPERSCRIPTS}]{{1,3}}|[①-⑳]|\[\^?[0-9]{{1,3}}\]|［[0-9]{{1,3}}］|【[0-9]{{1,3}}】)"
# A figure without brackets counts as a mark only where such a figure heads a footnote.
_PLAIN = r"[0-9]{1,2}"
_NOTE = re.compile(
    rf"^[ \t\u3000>]*(?P<mark>{MARK}|{_PLAIN}(?=[.．、]?[ \u3000]))[.．、:：]?[ \t\u3000]*(?P<words>[^\n]{{0,80}}?)<?"
    rf"(?P<url>{ADDRESS})",
    re.MULTILINE,
)
_TAIL = r"[》〉」』”)）号號公告部令\s]{0,8}?"
_BEHIND = re.compile(rf"{_TAIL}(?P<mark>{MARK}|(?<=[\s)）》」]){_PLAIN}(?=[，。；、,;\s]))")
_BESIDE = re.compile(rf"{_TAIL}\s?[(（\[]\s?(?:[^()（）\n]{{0,12}}?[:：]\s?)?<?(?P<url>{ADDRESS})>?\s?[)）\]]")


@dataclass(frozen=True, slots=True)
class Address:
    """An address that a text gives; offsets of the source."""

    start: int
    end: int
    url: str


@lru_cache(maxsize=16)
def find_footnotes(source: str) -> dict[str, Address]:
    """Mark (¹ and [1] are both `1`) -> the address in its footnote. A mark that heads two different notes is left out."""
    notes: dict[str, Address] = {}
    unclear: set[str] = set()
    for note in _NOTE.finditer(source):
        mark, url = plain_mark(note["mark"]), note["url"].rstrip(".,;:")
        address = Address(note.start("url"), note.start("url") + len(url), url)
        if mark in notes and notes[mark].url != url:
            unclear.add(mark)
        notes.setdefault(mark, address)
    return {mark: address for mark, address in notes.items() if mark not in unclear}


def address_behind(source: str, end: int) -> Address | None:
    """The address that belongs to what ends at `end` of the source: in brackets behind it, or in its footnote."""
    beside = _BESIDE.match(source, end)
    if beside is not None:
        url = beside["url"].rstrip(".,;:")
        return Address(beside.start("url"), beside.start("url") + len(url), url)
    mark = _BEHIND.match(source, end)
    return find_footnotes(source).get(plain_mark(mark["mark"])) if mark is not None else None


def plain_mark(mark: str) -> str:
    """¹⁷, [17] and 17 are one mark."""
    return unicodedata.normalize("NFKC", mark).strip("[]【】^")
