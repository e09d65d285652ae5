"""Which acts a verb of status change is about: what stands behind it, or in front of it, in its sentence or row."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, takewhile

from workbench.recognition.reading import Reading, Span
from workbench.text import han_pattern, normalize

_FORWARD_GAP, _BACKWARD_GAP = 60, 40
_LONGEST_BASIS = 300
_LAW_NEAR = 160
"""Characters back to the law that a pronoun stands for."""
_FARTHEST = 2_000
"""Characters between a verb and its act, titles and brackets that do not count among them: where a sentence goes on
without end, it is not read from one end to the other for each verb."""


@dataclass(frozen=True, slots=True)
class ChangedAct:
    """An act that a unit names, with the clause of it that is meant; offsets of the normal text."""

    start: int
    end: int
    key: str
    clause: tuple[int, int] | None
    numbered: bool
    """Known by its number, not by a title."""

    @property
    def is_law(self) -> bool:
        """Whether it is a law, regulation or list."""
        return self.key.startswith("law/")


@lru_cache(maxsize=1)
def _clause_behind() -> re.Pattern[str]:
    number = "[0-9一二三四五六七八九十]+"
    return han_pattern(
        rf"(?:[(][^()]*[)]|《[^《》]*》)?(?:中的?|的)?"
        rf"(?P<clause>(?:第[(]?{number}[)]?[款条项部分]+)(?:[、和]?第[(]?{number}[)]?[款条项])*)"
    )


@lru_cache(maxsize=1)
def _that_act() -> re.Pattern[str]:
    """The act or acts last mentioned: 該公告中第二款內容, 暫停上述措施90天."""
    return han_pattern("(?:该|前述)(?:份|项)?公告|上述(?:[两三四五六七八九十0-9]+[份项个则])?(?:公告|措施)")


@lru_cache(maxsize=1)
def _that_law() -> re.Pattern[str]:
    """The regulation that was named last: 这一办法于2025年被废止."""
    return han_pattern("(?:该|这一|这部|上述)(?P<kind>办法|条例|规定|细则)(?=[^,。;]{0,14}(?:废止|失效|修订|修改))")


@lru_cache(maxsize=1)
def _cited() -> re.Pattern[str]:
    return han_pattern(r"(?:依据|依照|根据|按照|参照|遵照|违反)[^,。;\n\t]{0,24}$")


@lru_cache(maxsize=1)
def _issued() -> re.Pattern[str]:
    """Before a number: it is what is published, so it makes the change and does not suffer it."""
    return han_pattern(r"(?:发布|发佈|公布|出台|印发)了?(?:关于[^,。;]{0,30}的)?$|(?:以|通过)$")


@lru_cache(maxsize=1)
def _issuing_behind() -> re.Pattern[str]:
    return han_pattern(r"[)》]*(?:,?决定|,?宣布|规定(?!的)|明确|(?:已)?(?:于[^,。;]{3,14})(?:发布|公布))")


@lru_cache(maxsize=1)
def _new_clause() -> re.Pattern[str]:
    return han_pattern("[。;]|,(?:[^,]{0,6})(?:对|将|自|则|并|同时|也|把|从)|,.*,")


@lru_cache(maxsize=1)
def _other_subject() -> re.Pattern[str]:
    """Between an act and a verb behind it: somebody else who is the subject of the verb."""
    return han_pattern(
        "[,、](?:[^,]{0,8})(?:企业|公司|客户|厂商|出口商|经营者|活动|美方|美国|欧盟|双方)(?!实体)"
        "|发布后|实施后|生效后|将许可|扩大"
    )


def named_acts(reading: Reading, unit: Span) -> tuple[ChangedAct, ...]:
    """Every act that a unit names by number or title, in order."""
    return tuple(sorted(_acts(reading, unit), key=lambda act: act.start))


def _acts(reading: Reading, unit: Span) -> Iterator[ChangedAct]:
    for mention in reading.references_in(unit.start, unit.end):
        yield ChangedAct(mention.start, mention.end, mention.key, _clause_of(reading, mention.end), True)
    for title in reading.act_titles_in(unit.start, unit.end):
        if title.number is None:
            yield ChangedAct(title.start, title.end, title.key, _clause_of(reading, title.end), False)
    for law in reading.titles_in(unit.start, unit.end):
        key = reading.law_named(law)
        if key is not None and not _office_behind().match(reading.text, law.end):
            yield ChangedAct(law.start, law.end, key, _clause_of(reading, law.end), False)
    for pronoun in _that_law().finditer(reading.text, unit.start, unit.end):
        before = reading.titles_in(max(0, pronoun.start() - _LAW_NEAR), pronoun.start())[-1:]
        key = reading.law_named(before[0]) if before else None
        if key is not None and normalize(before[0].title).text.endswith(pronoun["kind"]):
            yield ChangedAct(pronoun.start(), pronoun.end(), key, None, False)
    for pronoun in _that_act().finditer(reading.text, unit.start, unit.end):
        for key in reading.instruments_before(pronoun.start()):
            yield ChangedAct(pronoun.start(), pronoun.end(), key, _clause_of(reading, pronoun.end()), True)


@lru_cache(maxsize=1)
def _office_behind() -> re.Pattern[str]:
    """Behind a title that is part of an office's name: 《…公约》工作办公室."""
    return han_pattern("(?:工作|秘书|协调|实施|履约|履行|执行){0,2}(?:领导小组)?(?:办公室|秘书处|委员会)")


def _clause_of(reading: Reading, end: int) -> tuple[int, int] | None:
    found = _clause_behind().match(reading.text, end)
    return found.span("clause") if found else None


def deciding_acts(text: str, unit: Span, named: tuple[ChangedAct, ...]) -> tuple[ChangedAct, ...]:
    """Of the named acts those that decide: 發布第7號部令, 以第7號令, 第7號令決定."""
    return tuple(
        act
        for act in named
        if _issued().search(text, max(unit.start, act.start - 50), act.start) or _issuing_behind().match(text, act.end)
    )


def changeable_acts(text: str, unit: Span, named: tuple[ChangedAct, ...]) -> tuple[ChangedAct, ...]:
    """The named acts that can be changed: neither the act that decides nor one cited as its basis."""
    deciding = frozenset(deciding_acts(text, unit, named))
    return tuple(act for act in named if act not in deciding and not _is_basis(text, unit, act))


def _is_basis(text: str, unit: Span, act: ChangedAct) -> bool:
    """根据《A》《B》和《C》有关规定: however many titles stand before it."""
    return _cited().search(_plain(text[max(unit.start, act.start - _LONGEST_BASIS) : act.start])) is not None


def acts_behind(text: str, position: int, free: tuple[ChangedAct, ...], limit: int) -> tuple[ChangedAct, ...]:
    """The acts behind a verb that ends at `position`: the first, if near, and those listed with it before `limit`."""
    first = bisect_left(free, position, key=lambda act: act.start)
    if first == len(free) or free[first].start >= limit or not _is_near(text, position, free[first].start):
        return ()
    return _one_list(text, takewhile(lambda act: act.start < limit, islice(free, first, None)))


def _is_near(text: str, start: int, end: int) -> bool:
    if end - start > _FARTHEST:
        return False
    plain = re.sub(r"[(][^()]*[)]?", "", _plain(text[start:end]))
    return len(plain) <= _FORWARD_GAP and not re.search("[,。;:]", plain)


def acts_before(text: str, position: int, free: tuple[ChangedAct, ...], edge: int) -> tuple[ChangedAct, ...]:
    """The acts in front of a verb that starts at `position`, back to `edge`; in a table row the act of the row."""
    last = next(_back_from(free, position, edge), None)
    if last is None:
        return ()
    between = text[last.end : position]
    if "\t" in between or "|" in between:
        return (last,)
    if len(between) > _FARTHEST or len(_plain(between)) > _BACKWARD_GAP or _other_subject().search(_plain(between)):
        return ()
    numbered = (act for act in _back_from(free, position, edge) if act.numbered)
    listed = _one_list(text, numbered) or _one_list(text, _back_from(free, position, edge))
    return tuple(reversed(listed))


def _back_from(free: tuple[ChangedAct, ...], position: int, edge: int) -> Iterator[ChangedAct]:
    """The acts that stand between `edge` and a position, the last first."""
    for index in range(bisect_left(free, position, key=lambda act: act.start) - 1, -1, -1):
        if free[index].start < edge:
            return
        if free[index].end <= position:
            yield free[index]


def _one_list(text: str, acts: Iterator[ChangedAct]) -> tuple[ChangedAct, ...]:
    """The first act and those that stand in one list with it."""
    chosen = list(islice(acts, 1))
    for act in acts:
        first, second = sorted((chosen[-1], act), key=lambda one: one.start)
        if first.is_law != second.is_law or not _listed_together(text, first, second):
            break
        chosen.append(act)
    return tuple(chosen)


def _listed_together(text: str, first: ChangedAct, second: ChangedAct) -> bool:
    between = _plain(text[first.end : second.start])
    return len(between) <= _FORWARD_GAP and not _new_clause().search(between)


def _plain(text: str) -> str:
    return re.sub(r"[(][^()]*[)]|《[^《》]*》", "", text)
