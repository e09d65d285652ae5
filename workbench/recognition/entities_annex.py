"""Entities of an annex: numbered lines under the name of a list, and people named in prose in such a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from workbench.facts.kinds import ListName
from workbench.recognition.entities_lists import LIST_NAME, list_of, names_a_list
from workbench.recognition.entities_names import NameMention, find_names, read_name
from workbench.recognition.reading import Reading, Span
from workbench.text import han_pattern

_HEADING = han_pattern(
    rf"^[(]?(?:附件?[一二三四五六七八九十0-9]*[:.、]?)?[\"“《]?(?:[\u4e00-\u9fff]{{0,8}})(?:{LIST_NAME})[\"”》]?(?:名单)?"
    r"(?:\([^()]{1,30}\))?[:;]?[)]?$"
)
# Who is put on the list, where the heading says so: 被列入…清单的5家实体.
_HEADING_OF_LISTED = han_pattern(
    rf"^[(]?(?:附件?[一二三四五六七八九十0-9]*[:.、]?)?被?(?:列入|纳入|增列入)[\"“《]?(?:{LIST_NAME})[\"”》]?的"
    r"[\u4e00-\u9fff0-9]{0,12}(?:实体|企业|公司|机构|组织|个人|人员)(?:和个人)?(?:名单)?(?:\([^()]{1,30}\))?[:;]?[)]?$"
)
_INTRODUCTION = han_pattern(
    rf"(?:{LIST_NAME}).{{0,40}}(?<!措施)(?::|如下。?|包括)$|^(?:具体)?(?:实体|企业|公司|被列入者)?名单(?:如下)?:?$"
)
_NUMBERED = han_pattern(
    r"(?:(?<=\n)|^|(?<=[ \t;)]))(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十0-9]{1,3}\)|[0-9]{1,3}[.、)]|[■●•▪◆-] ?)"
    r" ?(?=[\u4e00-\u9fffA-Za-z“「『])"
)
_INLINE_NUMBER = re.compile(r"(?<![0-9A-Za-z.])[0-9]{1,2}[.、)] ?(?=[\u4e00-\u9fffA-Z])")
_PEOPLE = han_pattern(r"人员|个人|高管")
_GENDER = han_pattern(r"[,，] ?(?:男|女)(?:[,，。;]|$)")
_WITHIN = han_pattern(r"包括|分别(?:为|是)|[:]")
_LONG = 90
_NEW_PARAGRAPH_END = "。"


@dataclass(frozen=True, slots=True)
class AnnexEntry:
    """A name in an annex, and the list whose heading it stands under (None where the heading does not say)."""

    name: NameMention
    individual: bool
    list: ListName | None


def find_annex_entries(reading: Reading) -> tuple[AnnexEntry, ...]:
    """All names in annexes, in order."""
    return tuple(_entries(reading))


def _entries(reading: Reading) -> Iterator[AnnexEntry]:
    text = reading.text
    current: ListName | None = None
    open_list = people = False
    for line in reading.lines if names_a_list(text) else ():
        words = text[line.start : line.end].strip()
        if _HEADING.match(words) or _HEADING_OF_LISTED.match(words) or _INTRODUCTION.search(words):
            current, open_list, people = list_of(words) or current, True, False
            continue
        if not open_list:
            continue
        numbered = _NUMBERED.match(text, line.start)
        body = Span(numbered.end() if numbered else line.start, line.end)
        found = tuple(_line_entries(reading, body, numbered is not None))
        for name in found:
            individual = people or name.individual or bool(_GENDER.match(text, name.end))
            yield AnnexEntry(name, individual, current)
        if numbered and not found and len(words) < 30:
            people = bool(_PEOPLE.search(words))
        elif not found and len(words) > _LONG and words.endswith(_NEW_PARAGRAPH_END):
            open_list = False


def _line_entries(reading: Reading, body: Span, numbered: bool) -> Iterator[NameMention]:
    """The names of one line: one name, several numbered ones, or those that a sentence enumerates."""
    text = reading.text
    starts = [match.end() for match in _INLINE_NUMBER.finditer(text, body.start, body.end)]
    if starts:
        ends = [match.start() for match in _INLINE_NUMBER.finditer(text, body.start, body.end)]
        yield from _one_each(reading, [body.start, *starts], [*ends, body.end])
        return
    within = _WITHIN.search(text, body.start, body.end)
    if within is not None and body.end - within.end() > 12:
        yield from (name for name in find_names(reading.normal, within.end(), body.end) if name.name_original)
        return
    end = _name_end(text, body)
    name = read_name(reading.normal, body.start, end)
    if name is not None and (numbered or (name.certain and name.name_original and name.name_zh)):
        yield name


def _one_each(reading: Reading, starts: list[int], ends: list[int]) -> Iterator[NameMention]:
    for start, end in zip(starts, ends, strict=True):
        name = read_name(reading.normal, start, end) if end - start > 1 else None
        if name is not None and name.certain:
            yield name


def _name_end(text: str, body: Span) -> int:
    """Where the name ends: at the first comma or full stop outside brackets that Chinese follows."""
    depth = 0
    for position in range(body.start, body.end):
        char = text[position]
        depth += (char in "([“「") - (char in ")]”」")
        if depth <= 0 and (
            char in "。;\t" or (char == "," and re.match(r" ?[\u4e00-\u9fff]", text[position + 1 : position + 3]))
        ):
            return position
    return body.end
