"""Items that running text puts under control: 对锑等物项实施出口管制, 「人造金剛石微粉」, 将…纳入管制."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from workbench.recognition.items_names import (
    ELEMENTS,
    ends_as_item,
    is_element,
    is_generic,
    is_item,
    is_nameable,
    part_of,
    trimmed,
    unspecified,
)
from workbench.recognition.reading import Reading
from workbench.text import find_where, han_pattern

Role = Literal["controlled", "excluded", "referenced"]
ProseItem = tuple[int, int, Role, tuple[str, ...]]

_IMPOSED = han_pattern(
    r"(?:对|将|把|就)(?P<items>[^。;:!?\n对将把《》]{1,120}?)(?:[从自][^,。;]{2,12}起)?(?:全面)?(?:实施|进行|采取|施行|启动|加强|实行)"
    r"(?:了|更严格的?|全面|新的?|为期[^,。;]{1,4}的)*(?:临时)?(?:出口)?(?:管制|管控|管束|控制|许可证?管理|许可制度|限制)"
)
_INCLUDED = han_pattern(
    r"(?:将|把|对)(?P<items>[^。;:!?\n将把《》]{1,160}?)(?:一并|也|均|都|全部|分别|正式)*(?:纳入|增?列入|加入|增列为?|列为)了?(?:到|至|进)?"
    r"(?:中国|我国)?(?:出口)?(?:管制|管控|许可|禁止出口|限制出口|两用物项)(?![^,。;]{0,4}名单)"
)
# 新增限制出口X技术 of a catalogue; 调整X的管制标准.
_RESTRICTED = han_pattern(
    r"(?:新增|增加|增列)了?(?:限制|禁止)出口的?(?P<items>[^。;:!?\n《》]{2,60}?技术)(?=[,。;\n以]|和[0-9]|及[0-9])"
)
# 新增1项限制类技术条目,即X,包括:新增A、B等3条控制要点: the entries of a catalogue, and what they hold.
_NEW_ENTRY = han_pattern(
    r"(?:新增|增加|修改|调整)了?[0-9一二两三四五六七八九十]{1,3}[项条](?:限制|禁止)(?:出口)?类?技术条目,?(?:即|为|分别为):?(?P<items>[^。;:!?\n《》,]{2,60}?技术)(?=[,。;\n])"
)
_POINTS = han_pattern(
    r"(?:新增|增加):?(?P<items>[^。;:!?\n《》,项条]{2,200}?技术)等?[0-9一二两三四五六七八九十]{1,3}[项条]控制要点"
)
# 设备,如A、B等,也被纳入管制清单: instances of what is put under control.
_INSTANCES = han_pattern(
    r"(?:设备|材料|物项|技术|产品|零部件),?(?:例)?如(?P<items>[^。;:!?\n《》]{4,120}?)等?,?(?:也|均|都|全部)?(?:一并)?被?(?:纳入|列入)(?:了)?[^,。;名]{0,8}(?:管制|清单)"
)
# 用于制造…的设备(包括A、B、C): what the kind of thing comprises.
_OF_KIND = han_pattern(r"(?:设备|物项|材料|技术|产品)\((?:主要|具体)?包括:?(?P<items>[^()。;\n]{4,160})\)")
_ADJUSTED = han_pattern(
    r"调整了?(?P<items>[^。;:!?\n《》调]{2,80}?)(?:等[^,。;\n]{0,16})?的?(?:出口)?(?:管制|管控)(?:标准|参数|指标|要求)"
)
_REFUSED = han_pattern(
    r"(?:原则上)?(?:不予许可|禁止)(?P<items>[^。;:!?\n禁“”]{1,60}?)(?:相关)?(?:两用物项)?(?:对|向)(?P<to>[\u4e00-\u9fff]{2,6}?)出口"
)
_REFUSED_BEFORE = han_pattern(
    r"(?:涉及|将|把|的)(?P<items>[^,。;:!?\n]{1,60}?)等?[“「]?(?:相关)?(?:两用)?物项[”」]?(?:的出口申请)?,?原则上(?:均|将|也)?不予许可"
)
_COUNTED = han_pattern(
    r"[0-9一二两三四五六七八九十](?<![0-9].)[0-9一二两三四五六七八九十]{0,3}种(?P<items>[\u4e00-\u9fff]{2,12}?(?:化学品|物项|材料|产品))"
)
_RELATED = han_pattern(r"(?P<items>[\u4e00-\u9fff]{1,14}?)相关(?:两用)?物项")
_MADE_ABROAD = han_pattern(r"境外(?:制造|生产)的(?P<items>[^,。;:「」\n附]{2,40})")
_COMPRISING = han_pattern(
    r"(?=[”」\",主具分包涵物元品范])(?:(?<=[\u4e00-\u9fff]{2})[”」\"]?,?(?:主要|具体|分别)?(?:包括了?|包含了?|涵盖了?)|"
    r"(?<=[\u4e00-\u9fff])(?:物项|元素|品种|范围)[”」\"]?(?:主要|具体|分别)?(?:(?:有(?!关)|为|涉及):?|:))(?!但不限于):?(?P<items>[^。;!?\n]{4,900})"
)
_PARAGRAPH_OF = han_pattern(r"(?<=[\n。])[一二三四五六七八九]是(?:将|对)?[^。\n]{2,20}(?:物项|材料|设备|技术|产品)。")
# 具有下述任一特性的X,未经许可,不得出口: the clause that opens a list of properties names the item itself.
_NOT_WITHOUT = han_pattern(
    r"(?:特性|特征|条件|指标)的(?P<items>[^,。;:!?\n]{2,60}),?未经(?:许可|批准|审批),?(?:均|一律)?不得出口"
)
# 将X和Y列入易制毒化学品管理: chemicals are known by where they are put, their names end as they like.
_CHEMICALS = han_pattern(
    r"(?:将|把)(?P<items>[^。;:!?\n将把《》]{2,160}?)(?:增?列入|增?列为|纳入)《?(?:[\u4e00-\u9fff]{0,8})(?:易制毒|监控|管制|受控)化学品"
)
# 对…含量低于60%的A、B,免于办理进口许可: what a limit takes out of the requirement.
_EXEMPT = han_pattern(
    r"[。;\n](?:\(?[0-9一二三四五六七八九十]{1,3}[)、.])?(?:对于?)?(?P<items>[^。;:!?\n《》,]{4,120}?)(?:的?(?:进出口|出口|进口))?,?(?:均|一律|都|可)?(?:免于|免予|无需|无须|毋须|不需要?)(?:再)?"
    r"(?:办理|申请|申领|取得)[^,。;\n]{0,12}(?:许可|审批|备案)"
)
# 已进入公共领域的技术不受本公告管辖: what an act says that it does not reach, in its own words.
_OUTSIDE = han_pattern(
    r"[。;\n](?:\(?[0-9一二三四五六七八九十]{1,3}[)、.])?(?:对于?)?(?P<items>[^。;:!?\n《》,]{4,120}?),?(?:均|都|也)?"
    r"不(?:受|适用|属于)本(?:公告|决定|办法|规定|条例|令)(?:的?(?:管辖|管制|管控|约束|规范|限制|调整|范围))*(?=[,。;\n])"
)
_SEGMENT = re.compile(r"[^;。\n]+")
_QUOTED = re.compile("「([^「」\n]{2,90})」|“([^“”\n]{2,90})”|『([^『』\n]{2,90})』")
_ELEMENTS_NAMED = han_pattern(
    rf"(?:稀土|石墨|超硬材料|[{ELEMENTS}])(?:[、和及与](?:稀土|石墨|超硬材料|[{ELEMENTS}](?![\u4e00-\u9fff]|$)|[{ELEMENTS}](?=等|之)))+"
)
_RULE_BEHIND = han_pattern(r"(?:的)?(?:规则|原则|清单|名单|规定|机制|禁令|条款|政策|概念|行动|计划|法案)")
_ABOUT_CONTROL = han_pattern(r"管制|管控|列管|出口许可|许可证|出口管理|物项|战略矿产|走私|(?:限制|禁止)出口")
_STRICT_CONTROL = han_pattern(r"管制|管控|列管|许可")
_CLAUSE_START = han_pattern(
    r"[,。;:!?\n、对将把和及与(「」“”]|包括|实施|以及|属于|加强|关于|注意到|生产|出口|涉及|[0-9一二三四五六七八九十]+[种类个项]"
)
_CLASSIFIER = han_pattern("[种类个项]")
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
# What enumerations beside items hold and is none: 等形态, 以及相关方面.
_NO_ITEM = han_pattern(
    r"^[零部组元配]件$|管制|实施|许可|形态|形状|方面|领域|行业|情形|环节|国家|地区|等(?:产品|物项|商品|货物|材料)?中?$|[0-9]{2}|[的了在于是将]"
)
_CHEMICAL = han_pattern(
    "[\u4e00-\u9fff](?:[酮胺醇酸酯醛醚酐苯烷烯炔酚腈肼啶嗪唑啉盐胍肟脲磷砜钠钾钙氯溴碘氟]|内酯|及其盐)$"
)
_LONGEST_PART = 16
_TECHNOLOGY = han_pattern(r"(?:技术|载体|工艺|设备|数据|零部件|组件|升级等技术)(?:\([^()]*\))?$")


def find_prose_items(reading: Reading, *, listed: bool) -> Iterator[ProseItem]:
    """Names of items outside lists: span, role and the destinations that the control is limited to.

    Within a title, and in an act whose list says what is under control, a name only refers.
    """
    for start, end, role, to in _candidates(reading):
        if reading.is_caption(start) or (role != "referenced" and reading.actor_at(start) != "CN"):
            continue
        titled = reading.is_in_title(start)
        only_named = role == "controlled" and (titled or (listed and reading.is_act))
        yield start, end, "referenced" if only_named else role, to


def _candidates(reading: Reading) -> Iterator[ProseItem]:
    text = reading.text
    for pattern in (_IMPOSED, _INCLUDED):
        for match in pattern.finditer(text):
            for start, end in _names(text, *match.span("items")):
                yield start, end, "controlled", ()
    for pattern, words in (
        (_RESTRICTED, ("限制出口", "禁止出口")),
        (_NEW_ENTRY, ("技术条目",)),
        (_POINTS, ("控制要点",)),
        (_ADJUSTED, ("调整",)),
        (_INSTANCES, ("如",)),
    ):
        for match in find_where(pattern, text, *words):
            if reading.actor_at(match.start()) == "CN":
                yield from ((start, end, "controlled", ()) for start, end in _names(text, *match.span("items")))
    for match in find_where(_REFUSED_BEFORE, text, "不予许可"):
        for start, end in _names(text, *match.span("items")):
            yield start, end, "controlled", ()
    for match in find_where(_REFUSED, text, "不予许可", "禁止"):
        for start, end in _names(text, *match.span("items")):
            yield start, end, "controlled", (reading.normal.quote(*match.span("to")),)
    for match in find_where(_EXEMPT, text, "免于", "免予", "无需", "无须", "毋须", "不需"):
        yield from ((start, end, "excluded", ()) for start, end in _exempted(text, *match.span("items")))
    for match in find_where(_OUTSIDE, text, "不受本", "不适用本", "不属于本"):
        yield *match.span("items"), "excluded", ()
    for match in find_where(_NOT_WITHOUT, text, "不得出口"):
        yield from ((start, end, "controlled", ()) for start, end in _names(text, *match.span("items")))
    for match in find_where(_CHEMICALS, text, "化学品"):
        yield from ((start, end, "controlled", ()) for start, end in _chemicals(text, *match.span("items")))
    yield from _related(text)
    for match in find_where(_COUNTED, text, "种"):
        if _class_behind(text, match.start()):
            continue
        if _in_control(reading, match.start(), _STRICT_CONTROL) or "易制毒" in match[0]:
            yield from ((start, end, "controlled", ()) for start, end in _names(text, *match.span("items")))
    for pattern in (_MADE_ABROAD, _COMPRISING):
        for match in pattern.finditer(text):
            if _in_control(reading, match.start(), _ABOUT_CONTROL):
                yield from ((start, end, "controlled", ()) for start, end in _sure_names(text, *match.span("items")))
    yield from _quoted(reading)
    yield from _told_one_by_one(reading)
    for match in _ELEMENTS_NAMED.finditer(text):
        if _in_control(reading, match.start(), _ABOUT_CONTROL):
            yield from ((start, end, "referenced", ()) for start, end in _names(text, *match.span()))


def _names(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The items of an enumeration; one phrase where its parts are no items by themselves (开采、冶炼分离…技术)."""
    start, end = trimmed(text, start, end)
    pieces = [trimmed(text, *piece) for piece in _pieces(text, start, end) if not _class_behind(text, piece[0])]
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


def _class_behind(text: str, start: int) -> bool:
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


def _sure_names(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The items of an enumeration in which at least every other part is one; what a bracket glosses is no part."""
    if text.count("(", text.rfind("\n", 0, start) + 1, start) != text.count(")", text.rfind("\n", 0, start) + 1, start):
        return
    pieces = [trimmed(text, *piece) for piece in _pieces(text, start, end) if not _class_behind(text, piece[0])]
    parts = [part for piece in pieces if (part := part_of(text, *piece)) is not None]
    parts = [replace(part, end=_without_gloss(text, part.start, part.end)) for part in parts]
    endings = [part for part in parts if ends_as_item(text[part.start : part.end])]
    named = [
        part for part in parts if is_item(text[part.start : part.end]) and not is_element(text[part.start : part.end])
    ]
    elements = [part for part in parts if is_element(text[part.start : part.end])]
    if len(parts) > 1 and len(elements) * 2 > len(parts) and all(part.end - part.start == 1 for part in parts):
        yield from ((part.start, part.end) for part in elements)
    if named and len(endings) * 2 >= len(parts):
        yield from ((part.start, part.end) for part in parts if part in named or _is_sound(text[part.start : part.end]))


def _exempted(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The things of an enumeration behind a limit that takes them out of control; none where no limit does."""
    pieces = [trimmed(text, *piece) for piece in _pieces(text, start, end)]
    limited = False
    for first, last in pieces:
        part = part_of(text, first, last)
        if part is None:
            return
        limited = limited or part.start > first
        name = text[part.start : part.end]
        if limited and (is_item(name) or _is_sound(name)):
            yield part.start, part.end


def _chemicals(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The names of an enumeration of chemicals; a place in the chain (1-叔丁氧羰基-4-) may begin with a figure."""
    for first, last in _pieces(text, start, end):
        part = part_of(text, *trimmed(text, first, last))
        if part is not None and is_nameable(name := text[part.start : part.end]) and _CHEMICAL.search(name):
            yield part.start, part.end


def _is_sound(name: str) -> bool:
    """Whether words beside items of one enumeration name an item too, though they end as none that is known."""
    return 2 <= len(name) <= _LONGEST_PART and is_nameable(name) and not is_generic(name) and not _NO_ITEM.search(name)


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    first = start
    for mark in _SEPARATOR.finditer(text, start, end):
        if text.count("(", first, mark.start()) == text.count(")", first, mark.start()):
            yield first, mark.start()
            first = mark.end()
    if first < end:
        yield first, end


def _related(text: str) -> Iterator[ProseItem]:
    """銩相關物項, 锂电池和人造石墨负极材料相关物项."""
    for match in find_where(_RELATED, text, "相关"):
        start = match.start()
        for mark in _CLAUSE_START.finditer(text, match.start(), match.end("items")):
            start = mark.end()
        if text[start - 1 : start].isdigit() and _CLASSIFIER.match(text, start):
            start += 1
        start, _ = trimmed(text, start, match.end())
        words = text[start : match.end("items")]
        if words and (is_item(words) or is_element(words)):
            yield start, match.end(), "referenced", ()


def _quoted(reading: Reading) -> Iterator[ProseItem]:
    """Items that a text about control sets in quotation marks, alone or enumerated within them."""
    text = reading.text
    for match in _QUOTED.finditer(text):
        index = match.lastindex or 1
        if _RULE_BEHIND.match(text, match.end()):
            continue
        if not _in_control(reading, match.start(), _ABOUT_CONTROL, whole_line=True):
            continue
        part = part_of(text, *match.span(index))
        if part is None or part.end != match.end(index):
            continue
        pieces = [trimmed(text, *piece) for piece in _pieces(text, part.start, part.end)]
        if all(is_item(text[first:last]) for first, last in pieces):
            yield from ((first, last, "controlled", ()) for first, last in pieces)


def _told_one_by_one(reading: Reading) -> Iterator[ProseItem]:
    """一是锂电池相关物项。能量密度…的电池;…的设备。: the parts of a paragraph that says what a heading comprises."""
    text = reading.text
    for heading in _PARAGRAPH_OF.finditer(text):
        line = reading.line_at(heading.start() + 1)
        if not _ABOUT_CONTROL.search(text, max(0, line.start - 400), line.end):
            continue
        for segment in _SEGMENT.finditer(text, heading.end(), line.end):
            part = part_of(text, *segment.span())
            if part is not None and is_item(text[part.start : part.end].split("(")[0]):
                start, end = trimmed(text, part.start, part.end)
                yield start, end, "controlled", ()
            for comprised in _OF_KIND.finditer(text, *segment.span()):
                yield from ((start, end, "controlled", ()) for start, end in _names(text, *comprised.span("items")))


def _in_control(reading: Reading, position: int, words: re.Pattern[str], *, whole_line: bool = False) -> bool:
    span = reading.line_at(position) if whole_line else reading.sentence_at(position)
    return bool(words.search(reading.text, span.start, span.end))
