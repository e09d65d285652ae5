"""Items that running text puts under control: 对锑等物项实施出口管制, 「人造金剛石微粉」, 将…纳入管制."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from workbench.recognition.hedges import is_only_talked_of
from workbench.recognition.items_enumerated import (
    as_many_as_counted,
    chemicals,
    class_behind,
    enumerated_items,
    exempted_items,
    item_names,
    pieces_of,
    sure_names,
)
from workbench.recognition.items_names import (
    ELEMENTS,
    is_element,
    is_item,
    part_of,
    trimmed,
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
    r"(?:中国|我国)?(?:出口)?(?:管制|管控|许可|禁止出口|限制出口|两用物项|(?:许可)?管理(?!办法|条例|规定|目录))(?![^,。;]{0,4}名单)"
)
# 新增限制出口X技术 of a catalogue; 调整X的管制标准.
_RESTRICTED = han_pattern(
    r"(?:新增|增加|增列)了?(?:限制|禁止)出口的?(?P<items>[^。;:!?\n《》]{2,60}?技术)(?=[,。;\n以]|和[0-9]|及[0-9])"
)
# 新增1项限制类技术条目,即X,包括:新增A、B等3条控制要点: the entries of a catalogue, and what they hold.
_NEW_ENTRY = han_pattern(
    r"(?:新增|增加|修改|调整)了?[0-9一二两三四五六七八九十]{1,3}[项条](?:限制|禁止)(?:出口)?类?技术条目,?(?:即|为|分别为):?"
    r"(?P<items>[^。;:!?\n《》,]{2,60}?技术)(?=[,。;\n])"
)
_POINTS = han_pattern(
    r"(?:新增|增加):?(?P<items>[^。;:!?\n《》,项条]{2,200}?技术)等?[0-9一二两三四五六七八九十]{1,3}[项条]控制要点"
)
# 设备,如A、B等,也被纳入管制清单: instances of what is put under control.
_INSTANCES = han_pattern(
    r"(?:设备|材料|物项|技术|产品|零部件),?(?:例)?如(?P<items>[^。;:!?\n《》]{4,120}?)等?,?(?:也|均|都|全部)?(?:一并)?被?(?:纳入|列入)"
    r"(?:了)?[^,。;名]{0,8}(?:管制|清单)"
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
# ,主要包括; 物项:, 公告涉及: verbs and colons behind which items are enumerated.
_COMPRISES = r"(?<=[\u4e00-\u9fff]{2})[”」\"]?,?(?:主要|具体|分别)?(?:包括了?|包含了?|涵盖了?)"
_ARE = (
    r"(?<=[\u4e00-\u9fff])(?:(?:物项|元素|品种|范围)[”」\"]?(?:主要|具体|分别)?|(?:管制|公告)(?:主要|具体)?(?=涉及))"
    r"(?:(?:有(?!关)|为|涉及):?|:)"
)
_COMPRISING = han_pattern(
    rf"(?=[”」\",主具分包涵物元品范管公])(?:{_COMPRISES}|{_ARE})(?!但不限于):?(?P<items>[^。;!?\n]{{4,900}})"
)
# 答:主要涉及A、B以及C三种物项: the subject stands in the sentence before.
_CONCERNS = han_pattern(r"(?<=[:。;\n])(?:主要|具体)?涉及(?P<items>[^。;!?\n]{4,200})")
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
    r"[。;\n](?:\(?[0-9一二三四五六七八九十]{1,3}[)、.])?(?:对于?)?(?P<items>[^。;:!?\n《》,]{4,120}?)(?:的?(?:进出口|出口|进口))?,?"
    r"(?:均|一律|都|可)?(?:免于|免予|无需|无须|毋须|不需要?)(?:再)?"
    r"(?:办理|申请|申领|取得)[^,。;\n]{0,12}(?:许可|审批|备案)"
)
# 已进入公共领域的技术不受本公告管辖: what an act says that it does not reach, in its own words.
_OUTSIDE = han_pattern(
    r"[。;\n](?:\(?[0-9一二三四五六七八九十]{1,3}[)、.])?(?:对于?)?(?P<items>[^。;:!?\n《》,]{4,120}?),?(?:均|都|也)?"
    r"不(?:受|适用|属于)本(?:公告|决定|办法|规定|条例|令)(?:的?(?:管辖|管制|管控|约束|规范|限制|调整|范围))*(?=[,。;\n])"
)
# X出口须取得许可证, X须凭许可证出口, 要求X在出口前申领许可证: what may not leave without a licence.
_MUST = r"(?<![无毋不])(?:均|都|也|一律)?(?:必须|必需|应当?|须|需)(?!不)"
_LICENCE = r"(?:取得|获得|申领|申请|办理|凭|持|提交)[^,。;\n]{0,12}许可证?件?"
_OBTAINED = rf"{_MUST}(?:先|事先|依法)?{_LICENCE}"
_LICENSED = han_pattern(
    rf"(?:^|[,。;:\n、])(?:对于?)?(?P<items>[^,。;:!?\n《》]{{1,60}}?)(?:\([^()\n]{{4,60}}\))?"
    rf"(?:的?出口{_OBTAINED}|{_OBTAINED}(?:后?方?可)?出口)"
    rf"|要求(?P<asked>[^,。;:!?\n《》]{{2,60}}?)在?出口(?:前|时|之前)?(?:必须|须|需|应)?{_LICENCE}"
)
# 镓、锗相关物项具有明显的军民两用属性: how the ministry gives its reason.
_DUAL_USE = han_pattern(
    r"(?:^|[。;:\n,])(?P<items>[^。;:!?\n《》,]{2,120}?等?(?:相关)?物项)(?:具有|具备)[^,。;]{0,8}(?:军民|两用)"
)
# 第35号公告覆盖X, 第34号公告则针对X: what a commentary says an act is about.
_COVERED = han_pattern(
    r"号公告(?:则|又|主要|也|只)?(?:覆盖|针对|涵盖|瞄准|锁定|管住)了?(?P<items>[^。;:!?\n《》,]{2,60})(?=[,。;\n])"
)
_SEGMENT = re.compile(r"[^;。\n]+")
_DELETES = han_pattern(r"(?:删除|删去|剔除|移除|取消)[^,。;]{0,40}$")
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
            if is_only_talked_of(text, reading.sentence_at(match.start()), match.span()):
                continue
            for start, end in enumerated_items(text, *match.span("items")):
                yield start, end, "controlled", ()
    for match in find_where(_DUAL_USE, text, "两用", "军民"):
        yield from ((start, end, "controlled", ()) for start, end in enumerated_items(text, *match.span("items")))
    for match in find_where(_LICENSED, text, "许可"):
        group = "items" if match["items"] else "asked"
        if not is_only_talked_of(text, reading.sentence_at(match.start(group)), match.span()):
            yield from ((start, end, "controlled", ()) for start, end in item_names(text, *match.span(group)))
    for pattern, words in (
        (_RESTRICTED, ("限制出口", "禁止出口")),
        (_NEW_ENTRY, ("技术条目",)),
        (_POINTS, ("控制要点",)),
        (_ADJUSTED, ("调整",)),
        (_INSTANCES, ("如",)),
        (_COVERED, ("号公告",)),
    ):
        for match in find_where(pattern, text, *words):
            if reading.actor_at(match.start()) == "CN":
                yield from ((start, end, "controlled", ()) for start, end in item_names(text, *match.span("items")))
    for match in find_where(_REFUSED_BEFORE, text, "不予许可"):
        for start, end in item_names(text, *match.span("items")):
            yield start, end, "controlled", ()
    for match in find_where(_REFUSED, text, "不予许可", "禁止"):
        for start, end in item_names(text, *match.span("items")):
            yield start, end, "controlled", (reading.normal.quote(*match.span("to")),)
    for match in find_where(_EXEMPT, text, "免于", "免予", "无需", "无须", "毋须", "不需"):
        yield from ((start, end, "excluded", ()) for start, end in exempted_items(text, *match.span("items")))
    for match in find_where(_OUTSIDE, text, "不受本", "不适用本", "不属于本"):
        yield *match.span("items"), "excluded", ()
    for match in find_where(_NOT_WITHOUT, text, "不得出口"):
        yield from ((start, end, "controlled", ()) for start, end in item_names(text, *match.span("items")))
    for match in find_where(_CHEMICALS, text, "化学品"):
        yield from ((start, end, "controlled", ()) for start, end in chemicals(text, *match.span("items")))
    yield from _related(text)
    for match in find_where(_COUNTED, text, "种"):
        if class_behind(text, match.start()):
            continue
        if _in_control(reading, match.start(), _STRICT_CONTROL) or "易制毒" in match[0]:
            yield from ((start, end, "controlled", ()) for start, end in item_names(text, *match.span("items")))
    for pattern in (_MADE_ABROAD, _COMPRISING):
        for match in pattern.finditer(text):
            if _in_control(reading, match.start(), _ABOUT_CONTROL):
                yield from ((start, end, "controlled", ()) for start, end in sure_names(text, *match.span("items")))
    for match in find_where(_CONCERNS, text, "涉及"):
        if as_many_as_counted(text, *match.span("items")):
            yield from ((start, end, "controlled", ()) for start, end in sure_names(text, *match.span("items")))
    yield from _quoted(reading)
    yield from _comprised(reading)
    for match in _ELEMENTS_NAMED.finditer(text):
        if _in_control(reading, match.start(), _ABOUT_CONTROL):
            yield from ((start, end, "referenced", ()) for start, end in item_names(text, *match.span()))


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
        if _RULE_BEHIND.match(text, match.end()) or _taken_out(reading, match.start()):
            continue
        if not _in_control(reading, match.start(), _ABOUT_CONTROL, whole_line=True):
            continue
        part = part_of(text, *match.span(index))
        if part is None or part.end != match.end(index):
            continue
        pieces = [trimmed(text, *piece) for piece in pieces_of(text, part.start, part.end)]
        if all(is_item(text[first:last]) for first, last in pieces):
            yield from ((first, last, "controlled", ()) for first, last in pieces)


def _taken_out(reading: Reading, position: int) -> bool:
    """Whether the sentence says before a position that an entry is deleted: 删除第8条“…技术”."""
    return _DELETES.search(reading.text, reading.sentence_at(position).start, position) is not None


def _comprised(reading: Reading) -> Iterator[ProseItem]:
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
                yield from ((start, end, "controlled", ()) for start, end in item_names(text, *comprised.span("items")))


def _in_control(reading: Reading, position: int, words: re.Pattern[str], *, whole_line: bool = False) -> bool:
    span = reading.line_at(position) if whole_line else reading.sentence_at(position)
    return bool(words.search(reading.text, span.start, span.end))
