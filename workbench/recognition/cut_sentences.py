"""Whether the last line before a page break continues in the line behind it; only certain cases count."""

from __future__ import annotations

import re

from workbench.recognition.footnotes import MARK

_MARKS = re.compile(rf"(?:{MARK}|\*)+$")
_SPACE = " \t\u3000\f"
_ENDED = '。！？；：…!?;:.」』”"’）)】》>〉|]'
_GOES_ON = "，、,"
_HEADING = re.compile(
    r"(?:#|[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十0-9]{1,3}[）)]|第[一二三四五六七八九十百零〇0-9]{1,5}[章节節条條编編部款]|"
    r"[0-9]{1,2}(?:[.．][0-9]{1,2})*[、)）]|[0-9]{1,2}(?:[.．][0-9]{1,2})*[.．](?![0-9])"
    r"|[0-9]{1,2}(?:[.．][0-9]{1,2})+[ \t\u3000]|"
    r"[①-⑳]|附[件录錄表註注]|[图圖表][0-9 ]|[注註][:：]|[资資]料?[来來]源|[来來]源[:：]|(?:Annex|Appendix|Article|Figure|Table|Note)\b)",
    re.IGNORECASE,
)
_BULLET = re.compile(r"(?:[-–—*•■●▪◆◇□○·]|[oO])[ \t\u3000]|[■●▪◆◇□▲△【]")
_PAUSE = re.compile(r"[。，；、！？]|, |\. |; ")
_SENTENCE_END = re.compile(r"[。！？；]|[.;!?](?:\s|$)")
_ADDRESS_END = re.compile(r"https?://\S+$")
# 于2024年12月 … 31日发布: nothing else can stand between.
_DATE_BEGUN = re.compile(r"(?:[0-9〇零一二三四五六七八九]{4}\s*年|[0-9一二三四五六七八九十]\s*月)$")
_DATE_ENDS = re.compile(r"(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})\s*[月日号號]")
_LATIN = re.compile(r"[A-Za-z0-9,;%)\]-]")
_FEWEST = 12
"""A sentence cut after fewer characters cannot be distinguished from a heading, a signature or a cell."""
_INDENT = re.compile(r"\u3000{2}| {4}")


def goes_on(before: str, behind: str) -> bool:
    """Whether the sentence that breaks off at the end of the line `before` goes on with the line `behind`.

    Uncertain, and so answered with no, where `before` may have ended or may be a heading, where `behind` may be a heading, an
    item of a list, or a paragraph of its own, and where a number may have been cut in two.
    """
    if _INDENT.match(behind) or "\t" in before.strip() or "\t" in behind.strip() or "|" in before or "|" in behind:
        return False
    head, tail = _MARKS.sub("", before.strip(_SPACE)).rstrip(_SPACE), behind.strip(_SPACE)
    if not head or not tail or head[-1] in _ENDED or _ADDRESS_END.search(head):
        return False
    if _HEADING.match(tail) or _BULLET.match(tail) or (head[-1].isdigit() and tail[0].isdigit()):
        return False
    if _DATE_BEGUN.search(head) and _DATE_ENDS.match(tail):
        return True
    return _is_prose(head) and _continues(head[-1], tail)


def _is_prose(head: str) -> bool:
    """Whether a line is running text and no heading, signature or caption."""
    if len(head) < _FEWEST or (_HEADING.match(head) and not _SENTENCE_END.search(head)):
        return False
    return _PAUSE.search(head) is not None


def _continues(last: str, tail: str) -> bool:
    """Whether a line can be the rest of a sentence whose first part ends with `last`."""
    if not _SENTENCE_END.search(tail):
        return False
    if last in _GOES_ON or not last.isascii():
        return not tail[0].isascii() or last in _GOES_ON or tail[0].isalnum() or tail[0] in ",%("
    return tail[0].islower() or tail[0].isdigit() or not tail[0].isascii()


def space_between(before: str, behind: str) -> str:
    """What a line break stood for: a space between Latin words, nothing in Chinese."""
    last, first = before.rstrip(_SPACE)[-1:], behind.lstrip(_SPACE)[:1]
    return " " if last != "-" and _LATIN.match(last) and _LATIN.match(first) else ""
