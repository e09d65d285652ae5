"""The items of an enumeration: where its parts stand, which of them name items, and what closes it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from workbench.recognition.actors import FOREIGN_NAMES
from workbench.recognition.items_names import (
    ends_as_item,
    is_element,
    is_generic,
    is_item,
    is_kind_alone,
    is_nameable,
    part_of,
    trimmed,
    unspecified,
)
from workbench.text import han_pattern, parse_integer

# 铑粉、铱坩埚以及铂铑热电偶丝三种物项, 锆海绵、铪条等物项: words that close an enumeration say what its parts are.
_CLOSED_AS_ITEMS = han_pattern(
    r"等?(?:这)?(?P<count>[0-9一二两三四五六七八九十]{1,3})[种类项个][\u4e00-\u9fff]{0,8}$|等(?:相关|关键|两用|特定)?(?:物项|材料|产品|设备|技术|矿产)$"
)
_CLASS = han_pattern(
    "[0-9一二两三四五六七八九十]{1,3}[余多]?[种类个项条]|(?:相关|关键|稀有|战略)*(?:物项|元素|金属|矿产)(?![\u4e00-\u9fff])"
)
# What is under control with a thing beside it: 石墨负极材料及其生产技术和设备.
_BESIDE = han_pattern("(?:及|和|与)(?:其|相关|有关)[^、,]{0,10}(?:技术|设备|工艺|软件)$")
_LATIN_GLOSS = re.compile(r"\s?\([A-Za-z ,]{1,24}\)$")
_COMPRISED = han_pattern(r"\((?:包[含括]|例如|如|即)[^()]*\)(?:等[\u4e00-\u9fff]{2,10})?$")
_RELATED_END = han_pattern(r"相关(?:两用)?物项$")
_SEPARATOR = han_pattern(
    r"[、,]|等(?=[0-9一二三四五六七八九十]+[种类个项条]|相关|物项|技术|与|战略|关键|两用|中重)|"
    r"以及|(?<=[\u4e00-\u9fff)])(?:和|及(?!其)|与)(?=[\u4e00-\u9fff]|[0-9](?:,[0-9])?-[\u4e00-\u9fff])"
    r"(?!(?:相关)?(?:技术|软件|设备|工艺|装置|零部件|组件)(?:$|[,、。;:(]))"
)
# 含铽、镝的烧结磁体: what a thing contains describes it.
_CONTAINING = han_pattern(r"含有?[^,。;的]{1,24}的(?=[\u4e00-\u9fff]{2})")
# What enumerations beside items hold and is none: 等形态, 以及相关方面.
_NO_ITEM = han_pattern(
    r"^[零部组元配]件$|管制|实施|许可|形态|形状|方面|领域|行业|情形|环节|国家|地区|等(?:产品|物项|商品|货物|材料)?中?$|[0-9]{2}|[的了在于是将]"
)
_CHEMICAL = han_pattern(
    "[\u4e00-\u9fff](?:[酮胺醇酸酯醛醚酐苯烷烯炔酚腈肼啶嗪唑啉盐胍肟脲磷砜钠钾钙氯溴碘氟]|内酯|及其盐)$"
)
# Who and where, beside things that are under control.
_NO_THING = han_pattern(
    rf"{FOREIGN_NAMES}|台湾|组织|个人|主体|用户|实体|机构|军方|人员|人才|服务|活动|行为|业务|贸易|投资|资金|份额|进口|出口"
)
_LONGEST_PART = 16
_SHORTEST_BESIDE = 3
_SHORTEST_CLOSED = 2
_TECHNOLOGY = han_pattern(r"(?:技术|载体|工艺|设备|数据|零部件|组件|升级等技术)(?:\([^()]*\))?$")


def item_names(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The items of an enumeration; one phrase where its parts are no items by themselves (开采、冶炼分离…技术)."""
    start, end = trimmed(text, start, end)
    pieces = [trimmed(text, *piece) for piece in pieces_of(text, start, end) if not class_behind(text, piece[0])]
    pieces = [(unspecified(text, *piece), _without_beside(text, *piece)) for piece in pieces]
    pieces = [(first, _without_gloss(text, first, last)) for first, last in pieces]
    named = [piece for piece in pieces if is_item(text[piece[0] : piece[1]])]
    if len(pieces) > 1 and len(named) < len(pieces) / 2 and _TECHNOLOGY.search(text, start, end):
        if is_item(text[start:end].split("(")[0]):
            yield start, start + len(text[start:end].split("(")[0])
        return
    if all(is_element(text[first:last]) for first, last in named[:-1]):
        named = [(first, _without_related(text, first, last)) for first, last in named]
    yield from named


def enumerated_items(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The items of an enumeration that a verb puts under control.

    Where one part is an item, or words behind say that all are (锆海绵、铪条等物项), the others are, however they end.
    """
    named = list(item_names(text, start, end))
    closing = _CLOSED_AS_ITEMS.search(text, start, end)
    pieces = pieces_of(text, start, closing.start() if closing is not None else end)
    parts = [trimmed(text, *piece) for piece in pieces if not class_behind(text, piece[0])]
    parts = [(unspecified(text, *part), part[1]) for part in parts]
    shortest = _SHORTEST_BESIDE if closing is None else _SHORTEST_CLOSED
    beside = [part for part in parts if not _touches(part, named) and _is_beside(text[slice(*part)], shortest)]
    if closing is not None and closing["count"] and not as_many_as_counted(text, start, end):
        closing = None
    yield from sorted((*named, *beside)) if closing is not None or (named and len(parts) > 1) else named


def _touches(part: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    return any(part[0] < last and first < part[1] for first, last in others)


def _is_beside(name: str, shortest: int) -> bool:
    """Whether words beside items may name one: no place, nobody, nothing general."""
    return len(name) >= shortest and _is_sound(name) and not is_kind_alone(name) and not _NO_THING.search(name)


def class_behind(text: str, start: int) -> bool:
    """Whether what begins here is the class that closes an enumeration: 仲钨酸铵等25种稀有金属产品."""
    return text[start - 1 : start] == "等" and _CLASS.match(text, start) is not None


def _without_beside(text: str, start: int, end: int) -> int:
    """X及其生产技术和设备 names X, if X names an item."""
    beside = _BESIDE.search(text, start, end)
    return beside.start() if beside is not None and is_item(text[start : beside.start()]) else end


def _without_gloss(text: str, start: int, end: int) -> int:
    """鈥(holmium) names 鈥, X(包含A、B) names X: other names and what a thing comprises are no part of its name."""
    comprised = _COMPRISED.search(text, start, end)
    if comprised is not None and is_item(text[start : comprised.start()]):
        return comprised.start()
    gloss = _LATIN_GLOSS.search(text, start, end)
    return gloss.start() if gloss is not None and is_element(text[start : gloss.start()]) else end


def _without_related(text: str, start: int, end: int) -> int:
    """铟相关物项 at the end of an enumeration of elements is the element."""
    related = _RELATED_END.search(text, start, end)
    return related.start() if related is not None and is_element(text[start : related.start()]) else end


def sure_names(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The items of an enumeration in which at least every other part is one; what a bracket glosses is no part."""
    if text.count("(", text.rfind("\n", 0, start) + 1, start) != text.count(")", text.rfind("\n", 0, start) + 1, start):
        return
    pieces = [trimmed(text, *piece) for piece in pieces_of(text, start, end) if not class_behind(text, piece[0])]
    parts = [part for piece in pieces if (part := part_of(text, *piece)) is not None]
    parts = [replace(part, end=_without_gloss(text, part.start, part.end)) for part in parts]
    if as_many_as_counted(text, start, end):
        yield from (
            (part.start, part.end) for part in parts if _is_beside(text[part.start : part.end], _SHORTEST_CLOSED)
        )
        return
    endings = [part for part in parts if ends_as_item(text[part.start : part.end])]
    named = [
        part for part in parts if is_item(text[part.start : part.end]) and not is_element(text[part.start : part.end])
    ]
    elements = [part for part in parts if is_element(text[part.start : part.end])]
    if len(parts) > 1 and len(elements) * 2 > len(parts) and all(part.end - part.start == 1 for part in parts):
        yield from ((part.start, part.end) for part in elements)
    if named and len(endings) * 2 >= len(parts):
        yield from ((part.start, part.end) for part in parts if part in named or _is_sound(text[part.start : part.end]))


def as_many_as_counted(text: str, start: int, end: int) -> bool:
    """Whether words that close an enumeration count as many items as it has parts: A、B以及C三种物项."""
    closing = _CLOSED_AS_ITEMS.search(text, start, end)
    if closing is None or not closing["count"]:
        return False
    parts = sum(1 for _ in pieces_of(text, start, closing.start()))
    return parse_integer(closing["count"]) == parts > 1


def exempted_items(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The things of an enumeration behind a limit that takes them out of control; none where no limit does."""
    pieces = [trimmed(text, *piece) for piece in pieces_of(text, start, end)]
    limited = False
    for first, last in pieces:
        part = part_of(text, first, last)
        if part is None:
            return
        limited = limited or part.start > first
        name = text[part.start : part.end]
        if limited and (is_item(name) or _is_sound(name)):
            yield part.start, part.end


def chemicals(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The names of an enumeration of chemicals; a place in the chain (1-叔丁氧羰基-4-) may begin with a figure."""
    for first, last in pieces_of(text, start, end):
        part = part_of(text, *trimmed(text, first, last))
        if part is not None and is_nameable(name := text[part.start : part.end]) and _CHEMICAL.search(name):
            yield part.start, part.end


def _is_sound(name: str) -> bool:
    """Whether words beside items of one enumeration name an item too, though they end as none that is known."""
    return 2 <= len(name) <= _LONGEST_PART and is_nameable(name) and not is_generic(name) and not _NO_ITEM.search(name)


def pieces_of(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of an enumeration between separators outside brackets and attributes."""
    first = start
    attributes = [attribute.span() for attribute in _CONTAINING.finditer(text, start, end)]
    for mark in _SEPARATOR.finditer(text, start, end):
        if any(low <= mark.start() < high for low, high in attributes):
            continue
        if text.count("(", first, mark.start()) == text.count(")", first, mark.start()):
            yield first, mark.start()
            first = mark.end()
    if first < end:
        yield first, end
