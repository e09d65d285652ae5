"""Items and technologies under control, excluded from it, or only referred to (管制物项)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import chain
from typing import Literal

from workbench.facts.fact import Evidence, Fact, make_fact
from workbench.facts.kinds import ControlledItem
from workbench.recognition.codes import CodeMention
from workbench.recognition.counts import item_count_facts
from workbench.recognition.items_coded import excluded_at_code, name_at_code
from workbench.recognition.items_lists import ListedItem, find_listed_items
from workbench.recognition.items_names import is_element, is_generic
from workbench.recognition.items_prose import find_prose_items
from workbench.recognition.reading import Reading, Span
from workbench.text import fold_script, han_pattern

Role = Literal["controlled", "excluded", "referenced"]

_EXCLUDED = han_pattern(r"不管制|不属于|不适用|不在[^。]{0,12}(?:管制|之列|范围)|除外|无需|非[0-9][A-E][0-9]{3}")
# 不属于…项下的物项: the entry is under control, and what the sentence is about is something else.
_OUTSIDE_ENTRY = han_pattern(r"不属于[^。;]{2,200}?项下的?[^,。;]{0,6}(?:物项|产品|商品)")
_ENFORCED = han_pattern(r"当事人|申报的|品名|查获|走私|案|罚款|申报出口|违规")
_SEIZED = han_pattern(r"查获|走私|当事人|申报(?:为|出口)|案例")
_RELATED = han_pattern("(?P<name>.+)相关(?:两用)?物项")
# (SAR)(参考海关商品编号:…): what stands in brackets alone specifies nothing.
_GLOSSES = re.compile(r"(?:\((?:[^()]|\([^()]*\))*\)\s?)+")
_CLOSED = re.compile(r"。\s?" + _GLOSSES.pattern)
"""The end of an item, its codes behind the full stop: what follows is no specification of it, but the next sentence."""
_LONGEST_SPECIFICATION = 240
_BESIDE_NAME = 60
"""Characters between the code that leads a row and the name, a description among them, that are quoted with both."""
_PUTS = han_pattern(r"(?:将|把|对于?)$")
_UNDER_CONTROL = han_pattern(
    r"[^,。;将把对]{0,16}?(?:(?:增?列入|纳入)[^,。;]{0,12}(?:管制|管控|许可|目录|清单)(?![^,。;]{0,4}名单)|(?:实施|进行|实行)[^,。;]{0,8}(?:管制|管控))"
)
_NOT_YET = han_pattern(r"是否|研究|拟|考虑|建议|可能|呼吁|未|计划")
_OTHERS_ENTRY = han_pattern(r"ECCN(?:编码|编号)?s?:? ?(?:[0-9][A-E][0-9]{3}[.a-z0-9]*[、,和及与/ ]*)*$")
_LONGEST_RUN_OF_CODES = 120


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    evidence_end: int
    name: str
    role: Role
    control_codes: tuple[str, ...] = ()
    hs_codes: tuple[str, ...] = ()
    group: str | None = None
    specification: str | None = None
    destinations: tuple[str, ...] = ()
    repaired: bool = False
    code_places: tuple[tuple[int, int], ...] = ()
    """Where its own codes stand that lead its row: before the name, or before that of another item of the row."""


def item_facts(reading: Reading) -> Iterable[Fact]:
    """An item for every name under control and for every code, and a count for every number of items."""
    return chain(_facts(reading, _unique(_found(reading))), item_count_facts(reading))


def _found(reading: Reading) -> Iterator[_Found]:
    listed = find_listed_items(reading)
    used: set[int] = set()
    for item in listed:
        yield _of_list(reading, item)
        used.update(code.start for code in item.own_codes)
        for code in item.other_codes:
            if item.part.start <= code.start < item.part.end and code.start not in used:
                used.add(code.start)
                yield _named_within(reading, code)
    outside = (code for code in reading.codes if code.start not in used and _is_of_china(reading, code))
    yield from _together(_of_code(reading, code) for code in outside)
    segments = [item.segment for item in listed]
    listed_names = {reading.text[item.part.start : item.part.end] for item in listed}
    for start, end, role, destinations in find_prose_items(reading, listed=bool(listed)):
        if not any(segment.start <= start < segment.end for segment in segments):
            name = reading.normal.quote(start, end)
            words = reading.text[start:end]
            named_in_list = is_element(words) and any(words in one for one in listed_names)
            sure: Role = "referenced" if role == "controlled" and (is_generic(words) or named_in_list) else role
            yield _Found(start, end, end, name, sure, destinations=destinations)


def _is_of_china(reading: Reading, code: CodeMention) -> bool:
    """Whether a code stands in what China controls: other sides' lists number their entries likewise (ECCN 3A090)."""
    if reading.is_caption(code.start):
        return False
    around = reading.sentence_at(code.start)
    named = _OTHERS_ENTRY.search(reading.text, max(around.start, code.start - _LONGEST_RUN_OF_CODES), code.start)
    return named is None and not (code.scheme == "control" and reading.actor_at(code.start) != "CN")


def _of_list(reading: Reading, item: ListedItem) -> _Found:
    part, normal = item.part, reading.normal
    rest = reading.text[part.end : item.segment.end].strip(",;:。 ")
    seized = _SEIZED.search(reading.text, item.segment.start, item.segment.end) is not None
    specification = None
    closed = _GLOSSES.fullmatch(rest) or _CLOSED.match(reading.text, part.end, item.segment.end)
    if rest and len(rest) <= _LONGEST_SPECIFICATION and not closed and not seized:
        specification = normal.quote(part.end, item.segment.end).strip(",;:。，；：. \n")
    return _Found(
        part.start,
        part.end,
        item.segment.end,
        normal.quote(part.start, part.end).strip(),
        "referenced" if seized else "controlled",
        tuple(dict.fromkeys(code.code for code in item.own_codes if code.scheme == "control")),
        tuple(dict.fromkeys(code.code for code in item.own_codes if code.scheme == "hs")),
        normal.quote(item.group.start, item.group.end).strip() if item.group else None,
        specification,
        repaired=any(code.repaired for code in item.own_codes),
        code_places=tuple((code.start, code.end) for code in item.own_codes if code.start < part.start),
    )


def _named_within(reading: Reading, code: CodeMention) -> _Found:
    """A code within the name of a listed item (生产6C902项的技术): it refers to its entry, and names nothing itself."""
    name = reading.normal.quote(code.start, code.end)
    codes = (code.code,)
    return _Found(
        code.start, code.end, code.end, name, "referenced",
        codes if code.scheme == "control" else (), codes if code.scheme == "hs" else (), repaired=code.repaired,
    )  # fmt: skip


class _Around:
    """What the sentence of a code says, whichever of its thousand codes is asked for."""

    def __init__(self, reading: Reading, sentence: Span) -> None:
        self._text, self._sentence = reading.text, sentence

    @cached_property
    def _outside_entries(self) -> list[tuple[int, int]]:
        return [entry.span() for entry in _OUTSIDE_ENTRY.finditer(self._text, self._sentence.start, self._sentence.end)]

    def in_exclusion(self, position: int) -> bool:
        """Whether a position lies in 不属于…项下的物项, where an entry stands only to delimit another one."""
        before = bisect_left(self._outside_entries, position, key=lambda entry: entry[0]) - 1
        return before >= 0 and position < self._outside_entries[before][1]

    @cached_property
    def enforced(self) -> bool:
        """Whether it reports an enforcement case."""
        return _ENFORCED.search(self._text, self._sentence.start, self._sentence.end) is not None


@lru_cache(maxsize=1)
def _around(reading: Reading, sentence: Span) -> _Around:
    return _Around(reading, sentence)


def _of_code(reading: Reading, code: CodeMention) -> _Found:
    """A code outside the lists, with the words that it stands for."""
    not_covered = excluded_at_code(reading.text, code)
    start, end = not_covered or name_at_code(reading.text, code)
    sentence = reading.sentence_at(code.start)
    excluded = not_covered or _EXCLUDED.search(
        reading.text, max(sentence.start, start - 24), min(sentence.end, code.end + 24)
    )
    around = _around(reading, sentence)
    put = end > code.end and _is_put_under_control(reading, sentence, start, end)
    referenced = (end > code.start and not put) or around.enforced
    role: Role = "excluded" if excluded else ("referenced" if referenced else "controlled")
    role = "referenced" if around.in_exclusion(code.start) else role
    codes = (code.code,)
    return _Found(
        min(start, code.start), max(end, code.end), max(end, code.end), reading.normal.quote(start, end).strip(), role,
        codes if code.scheme == "control" else (), codes if code.scheme == "hs" else (), repaired=code.repaired,
    )  # fmt: skip


def _is_put_under_control(reading: Reading, sentence: Span, start: int, end: int) -> bool:
    """Whether the sentence puts what is named at [start, end) under control: 将1C912项材料列入管制清单."""
    puts = _PUTS.search(reading.text, sentence.start, start)
    if puts is None or not _UNDER_CONTROL.match(reading.text, end, sentence.end):
        return False
    not_yet = _NOT_YET.search(reading.text, sentence.start, puts.start())
    return not_yet is None and reading.actor_at(start) == "CN" and not reading.is_in_title(start)


def _together(found: Iterable[_Found]) -> Iterator[_Found]:
    """Codes that stand behind one name, X(海关商品编号:A、B), are of one item."""
    last: _Found | None = None
    for one in found:
        if last is not None and (one.start, one.name, one.role) == (last.start, last.name, last.role):
            last = replace(
                last,
                end=one.end,
                evidence_end=one.evidence_end,
                control_codes=tuple(dict.fromkeys((*last.control_codes, *one.control_codes))),
                hs_codes=tuple(dict.fromkeys((*last.hs_codes, *one.hs_codes))),
                repaired=last.repaired or one.repaired,
            )
            continue
        if last is not None:
            yield last
        last = one
    if last is not None:
        yield last


def _unique(found: Iterable[_Found]) -> Iterator[_Found]:
    """Each name once: where it is controlled rather than only named, with its codes rather than without.

    What is related to an item (铟相关物项) is no further item beside it.
    """
    best: dict[tuple[str, tuple[str, ...], tuple[str, ...]], _Found] = {}
    for one in found:
        key = (fold_script(one.name).replace(" ", ""), one.control_codes, one.hs_codes)
        known = best.get(key)
        if known is None or (known.role == "referenced" and one.role == "controlled"):
            best[key] = one
    coded = {key[0] for key in best if key[1] or key[2]}
    names = {key[0] for key in best}
    # 对1C912项技术实施管制: the code alone refers to its entry, the sentence puts that under control.
    controlled = {key[0] for key, one in best.items() if one.role == "controlled" and not (key[1] or key[2])}
    for key, one in sorted(best.items(), key=lambda pair: pair[1].start):
        if one.role == "referenced" and key[1] and key[0] in controlled:
            one = replace(one, role="controlled")
        related = _RELATED.fullmatch(key[0])
        if one.role == "referenced" and related is not None and related["name"] in names:
            continue
        if one.control_codes or one.hs_codes or key[0] not in coded:
            yield one


def _facts(reading: Reading, found: Iterable[_Found]) -> Iterator[Fact]:
    for one in found:
        content = ControlledItem(
            instrument=reading.instrument_at(one.start),
            name=one.name,
            control_codes=one.control_codes,
            hs_codes=one.hs_codes,
            role=one.role,
            group=one.group,
            specification=one.specification,
            destinations=one.destinations,
        )
        notes = ("repaired",) if one.repaired else ()
        yield make_fact(reading.document.id, content, _evidence(reading, one), "rules", notes=notes)


def _evidence(reading: Reading, one: _Found) -> tuple[Evidence, ...]:
    end = one.evidence_end if one.evidence_end - one.start <= 300 else one.end
    places = one.code_places
    if places and one.start - places[0][0] <= _BESIDE_NAME:
        return reading.evidence((places[0][0], end))
    return reading.evidence(*places, (one.start, end))
