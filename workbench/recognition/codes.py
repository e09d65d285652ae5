"""Control codes (管制编码) and tariff codes (海关商品编号, 税则号列) in a normal text.

A tariff code is known by the heading that it stands behind, never by its digits alone: telephone numbers, dates,
customs declarations and CAS numbers have the same length. A code with foreign matter inside it is refused, not mended.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from workbench.text import NormalText, han_pattern

_CONTROL = re.compile(
    r"[0-9](?<![A-Za-z0-9].)(?<![A-Za-z]\..)[A-E][0-9]{3}(?:[.。][a-z](?:[.。][0-9a-z]{1,2})*(?![A-Za-z0-9]))?"
)
_LETTER_BEHIND = re.compile(r"[A-Za-z0-9]")
_HEADING = han_pattern(
    r"(?=[海商税归HhCcTt])"
    r"(?:(?:海关)?商品(?:编号|编码|代码)|海关(?:编号|编码)|税则(?:号列|号|编号)|税号|归入(?:税号)?|"
    r"(?:HS|H\.S\.|hs)(?:编码|编号|代码|[ ]?[Cc]odes?)?|(?:[Cc]ommodity|[Tt]ariff) [Cc]odes?(?: [Nn]umbers?)?|"
    r"(?:[Cc]ustoms (?:[Pp]roduct|[Cc]ommodity|[Gg]oods)"
    r"|(?:[Tt]ariff|[Tt]ax)(?: (?:[Ii]tem|[Ll]ine|[Cc]olumn|[Nn]umber))?) (?:[Nn]umber|[Cc]ode|[Ll]ine|[Cc]olumn)s?"
    r"(?: [Nn]umbers?)?)"
)
_TARIFF = re.compile(r"[0-9]{4}\.?[0-9]{2}\.?[0-9]{2}(?:\.?[0-9]{2})?(?![0-9.]*[0-9])")
_BETWEEN = han_pattern(r"(?:调整|变更|修改|更改|改)?[:为成是(\[「\"]*[、,;/和及与或 \n]*")
_SOUND_END = han_pattern(r"[、,;:()\]」\"。./\s和及与或等项的前后调变修改更都均也已须应]|$")
# 2853中職 總冠軍909029、: an entry that foreign matter broke; the list goes on behind it.
_DAMAGED = re.compile(r"[0-9]{2,7}[^0-9、,()\n]{2,16}[0-9]{2,8}[、,]")
# 820590010 among ten-figure codes: it has lost a figure; the list goes on behind it.
_WRONG_LENGTH = re.compile(r"[0-9]{5,9}(?=[、,;] ?[0-9]{8})")
# 2617.10.1000: points where tariff codes have them; a code wherever the text has spoken of such codes.
_POINTED = re.compile(r"[0-9](?<![0-9.].)[0-9]{3}\.[0-9]{2}\.(?:[0-9]{4}|[0-9]{2}(?:\.[0-9]{2})?)(?![0-9.]*[0-9])")
_TABLE_ROW = re.compile(r"[^\n]*\t[^\n]*")
_TARIFF_CELL = re.compile(r"(?:^|[\t、,;/ ])(?P<code>[0-9]{10}|[0-9]{8})(?=$|[\t、,;/ \n])", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class CodeMention:
    """A code at [start, end) of the normal text; `code` is its canonical form (1E902.a, 3801100030)."""

    start: int
    end: int
    scheme: Literal["control", "hs"]
    code: str
    repaired: bool = False
    """Whether the source writes 。 where the code has a full stop."""


def find_codes(normal: NormalText) -> tuple[CodeMention, ...]:
    """All control and tariff codes of a text, in order."""
    found = {mention.start: mention for mention in (*_control_codes(normal.text), *_tariff_codes(normal.text))}
    return tuple(found[start] for start in sorted(found))


def _control_codes(text: str) -> Iterator[CodeMention]:
    for match in _CONTROL.finditer(text):
        if _LETTER_BEHIND.match(text, match.end()):
            continue
        yield CodeMention(match.start(), match.end(), "control", match[0].replace("。", "."), "。" in match[0])


def _tariff_codes(text: str) -> Iterator[CodeMention]:
    for heading in _HEADING.finditer(text):
        yield from _codes_behind(text, heading.end())
        if _in_table(text, heading.start()):
            yield from _codes_below(text, heading.end())
    first = _HEADING.search(text)
    if first is not None:
        for match in _POINTED.finditer(text, first.end()):
            if _is_chapter(match[0]):
                yield CodeMention(match.start(), match.end(), "hs", match[0].replace(".", ""))


def _wrong_length(text: str, position: int) -> re.Match[str] | None:
    match = _WRONG_LENGTH.match(text, position)
    return match if match and len(match[0]) != 8 else None


def _codes_behind(text: str, position: int) -> Iterator[CodeMention]:
    """Codes of the list that follows a heading; it ends at the first thing that is neither code nor separator."""
    while True:
        separator = _BETWEEN.match(text, position)
        start = separator.end() if separator else position
        match = _TARIFF.match(text, start)
        if match is None and (damaged := _DAMAGED.match(text, start) or _wrong_length(text, start)):
            separator = _BETWEEN.match(text, damaged.end())
            match = _TARIFF.match(text, separator.end() if separator else damaged.end())
        if match is None:
            return
        if _SOUND_END.match(text, match.end()) and _is_chapter(match[0]):
            yield CodeMention(match.start(), match.end(), "hs", match[0].replace(".", ""))
        position = match.end()


def _in_table(text: str, position: int) -> bool:
    line_start, line_end = text.rfind("\n", 0, position) + 1, text.find("\n", position)
    return "\t" in text[line_start : line_end if line_end >= 0 else len(text)]


def _codes_below(text: str, position: int) -> Iterator[CodeMention]:
    """Codes in the rows of the table whose head holds the heading."""
    row_start = text.find("\n", position) + 1
    while row_start > 0:
        row = _TABLE_ROW.match(text, row_start)
        if row is None:
            return
        for cell in _TARIFF_CELL.finditer(text, row.start(), row.end()):
            if _is_chapter(cell["code"]):
                yield CodeMention(cell.start("code"), cell.end("code"), "hs", cell["code"])
        row_start = row.end() + 1 if row.end() < len(text) else 0


def _is_chapter(code: str) -> bool:
    """Whether the first two figures are a chapter of the tariff (01 to 98)."""
    return 1 <= int(code[:2]) <= 98
