"""Lines that belong to the page and not to what is written on it: footnotes, page numbers, running heads."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

from workbench.recognition.cut_rows import is_row
from workbench.recognition.footnotes import ADDRESS, MARK, plain_mark

_NOTE = re.compile(rf"[ \t\u3000>]*(?P<mark>{MARK})[.．、:：]?[ \t\u3000]*\S")
_NUMBERED_ADDRESS = re.compile(rf"[ \t\u3000]*[0-9]{{1,3}}[.．、]?[ \t\u3000]+<?{ADDRESS}>?[。.]?[ \t\u3000]*$")
_NOTE_ENDS = re.compile(rf"(?:[。.！!？?；;][”」』）)]*|<?{ADDRESS}>?[。.]?)[ \t\u3000]*$")
_PAGE_NUMBER = re.compile(
    r"[ \t\u3000\f]*(?:[-—–－·][ ]?[0-9]{1,4}[ ]?[-—–－·]|第[ ]?[0-9]{1,4}[ ]?[页頁](?:[ ，,/]*[共总總][ ]?[0-9]{1,4}[ ]?[页頁])?|"
    r"[0-9]{1,4}[ ]?/[ ]?[0-9]{1,4}|Page [0-9]{1,4}(?: of [0-9]{1,4})?)[ \t\u3000]*$",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(r"[ \t\u3000\f]*([0-9]{1,4})[ \t\u3000]*$")
_MAY_STAND = re.compile(
    rf"^(?:{_NOTE.pattern}|{_NUMBERED_ADDRESS.pattern}|{_PAGE_NUMBER.pattern}|{_BARE_NUMBER.pattern})|\f",
    re.MULTILINE | re.IGNORECASE,
)
_MARKS = re.compile(MARK)
_RUNNING_HEAD_LENGTH = 60
_RUNNING_HEAD_TIMES = 3


class Furniture:
    """The lines of a text that are certainly the page's, and those that are where others of them stand beside."""

    def __init__(self, source: str, lines: Sequence[str], starts: Sequence[int]) -> None:
        # Most lines are none and are not looked at one by one.
        candidates = {bisect_right(starts, match.end()) - 1 for match in _MAY_STAND.finditer(source)}
        self._lines = lines
        self._notes = _footnotes(source, candidates, lines, starts)
        numbers = {index for index in candidates if _PAGE_NUMBER.match(lines[index])}
        feeds = {index for index in candidates if "\f" in lines[index] and not lines[index].strip()}
        self._certain = self._notes | numbers | feeds | _bare_numbers(candidates, lines)

    @property
    def certain(self) -> list[int]:
        """Lines that are footnotes or page numbers, whatever stands beside them."""
        return sorted(self._certain)

    def is_certain(self, index: int) -> bool:
        """Whether a line is a footnote or a page number, whatever stands beside it."""
        return index in self._certain

    def may_be(self, index: int) -> bool:
        """Whether a line is the page's if a neighbour is: blank, or a head that is repeated page by page."""
        return index in self._certain or not self._lines[index].strip() or self._is_running_head(index)

    def ends_well(self, index: int) -> bool:
        """Whether a line is not a footnote that may go on in the next line."""
        if index not in self._notes or _NOTE_ENDS.search(self._lines[index]):
            return True
        return index + 1 >= len(self._lines) or not self._lines[index + 1].strip()

    def _is_running_head(self, index: int) -> bool:
        line = self._lines[index]
        if len(line) > _RUNNING_HEAD_LENGTH or is_row(line):
            return False
        return self._times[_head_key(line)] >= _RUNNING_HEAD_TIMES

    @cached_property
    def _times(self) -> Counter[str]:
        return Counter(_head_key(line) for line in self._lines if len(line) <= _RUNNING_HEAD_LENGTH)


def may_have_furniture(source: str) -> bool:
    """Whether a text has a line that may be a footnote or a page number, or a form feed: a cheap test."""
    return _MAY_STAND.search(source) is not None


def _footnotes(source: str, candidates: set[int], lines: Sequence[str], starts: Sequence[int]) -> set[int]:
    """Lines that begin with a mark which stands in the text before, or with a number and then an address alone."""
    heads = {index: note for index in candidates if (note := _NOTE.match(lines[index]))}
    beginnings = {starts[index] + note.start("mark") for index, note in heads.items()}
    first: dict[str, int] = {}
    for mark in _MARKS.finditer(source) if heads else ():
        if mark.start() not in beginnings:
            first.setdefault(plain_mark(mark[0]), mark.start())
    marked = {
        index for index, note in heads.items() if first.get(plain_mark(note["mark"]), len(source)) < starts[index]
    }
    return marked | {index for index in candidates if _NUMBERED_ADDRESS.match(lines[index])}


def _bare_numbers(candidates: set[int], lines: Sequence[str]) -> set[int]:
    """Lines of nothing but a number, if all of them count the pages: two or more, each one more than the last."""
    found = {index: int(match[1]) for index in sorted(candidates) if (match := _BARE_NUMBER.match(lines[index]))}
    counts = all(later == earlier + 1 for earlier, later in pairwise(found.values()))
    return set(found) if len(found) > 1 and counts else set()


def _head_key(line: str) -> str:
    """A running head without the number of its page."""
    return re.sub(r"[0-9\s]+", "", line)
