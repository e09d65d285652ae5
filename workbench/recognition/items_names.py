"""Which of the words that describe a controlled item are its name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from workbench.text import fold_script, han_pattern

ELEMENTS = fold_script(
    "镓锗锑钨碲铋钼铟钐钆铽镝镥钪钇钬铒铥铕镱钕镨铈镧钷铍钴锂钛锆铪钽铌钒铼铂钯铑钌铱铯铷锶钡镁铝镍铬锰铀钍硒砷硼硅铁"
)
_NOUNS = (
    "物项|材料|合金|靶材?|微粉|粉末|粉|单晶|多晶|晶体|线锯|砂轮|设备|装置|仪器?|系统|零?部件|组件|技术(?:[及和与]?资料)?|工艺|软件|化合物|"
    "氧化物|氢化物|氯化物|氟化物|硫化物|酸|盐|石墨|电池组?|电芯|金属|矿石?|矿产|原料|原辅料|制品|产品|混合物|磁体|磁铁|磁材|永磁|"
    "薄膜|衬底|外延片|沉积|化学品|前驱体|纤维|树脂|无人机|发动机|雷达|激光器|传感器|芯片|晶片|半导体|机床|焙烧窑|窑|炉|压机|"
    "载体|稀土|元素|金刚石|立方氮化硼|碳化钨|晶圆|机器人|浮空器|推进剂|炸药|喷丸|探测器|红外|相机|陶瓷|光纤|玻璃|"
    "两用品|萃取剂|沉淀剂|锂|数据|图纸|载荷|飞行器|固态钨|轮|泵|阀|模块|整机|附件|锭|箔|棒材|板材|线材|釜|分容柜|砖|轴承|飞艇|"
    "坩埚|海绵|基板|基片|托盘|机组|催化剂|电解[质液]|隔膜|正极|负极|喷嘴|转子|磁钢|陀螺仪?|透镜|反射镜|天线|(?<![条萝粉])丝|(?<![武凶容机])器|"
    "(?<![时契动危手飞军商司投乘有转生良])机"
)
_ITEM = han_pattern(rf"(?:{_NOUNS}|[{ELEMENTS}]|仲钨酸铵|砷化镓|磷化铟|锑化铟|锗酸铋|石榴石)(?:\([A-Za-z0-9\- ]+\))?$")
_ELEMENT = han_pattern(rf"[{ELEMENTS}]")
# Kinds of thing, which name an item only with something before them.
_KIND_ALONE = han_pattern(
    rf"(?:{_NOUNS})(?<!稀土|石墨)$|(?:稀土|两用|战略|矿产|军工)*(?:相关)?(?:物项|产品|资源|矿产|元素)$|直接产品|芯片|半导体|数据"
)
_BARE_KIND = han_pattern(rf"[^{ELEMENTS}核](?:技术|产品|设备|装置|系统|资料|软件|物项|零部件)")
# 上述两用物项, 附件1所列设备: words that only point at items or say in general what they are, before a kind of thing.
_POINTING = (
    r"部分|有关|相关|上述|下列|以下|所列|其他|该等?|这些|此类|所有|全部|本公告|列管|管制|受控|受管制|敏感|特定|若干|技术|资料|等"
    r"|多[种项]|[0-9一二两三四五六七八九十]+[种项类]|军民|两用|生产|加工|制造|检测|出口|进口|涉案|非管制的?|管控|物项"
    r"|附件[0-9一二]*|清单|和|的|中国|境外|外国|美国|日本|对日|关键"
)
_GENERAL = han_pattern(
    rf"(?:(?:{_POINTING})+)"
    r"(?:物项|产品|商品|货物|技术|服务|设备|材料|资源|原材料|系统|数据|装置|芯片|半导体|矿产|制品)*$"
)
# 物项、材料、设备和技术: a heading that names kinds of thing alone.
_KINDS = han_pattern("(?:物项|材料|设备|装置|物品|货物|商品|产品|技术|软件|服务|资料|[、和及与])+$")
# Who does what, and under which rule: words of a clause, which no name of an item has.
_PROCEDURE = (
    r"应当|不得|混有|等在|^含有$|出口经营者|按照|依照|依据|根据|申请|商务部|海关|本公告|附件|合同|协议|文件|证明|法定|填写|承诺|报告"
    r"|提供|规定|措施|保留|[。!?「」《》]|公司|企业|集团|许可|政策|宣布|表示|我们|他们|国家和地区|进行|已经|可以|如果"
)
# 含有40%: a share. 生产…, 包括…: a verb first, unless a technology, equipment or software is named by what it does.
_BEGINS_A_CLAUSE = (
    r"^含有?[约逾]?[0-9.]+%"
    r"|^(?:禁止|任何|生产|制造|研发|包括)(?!.*(?:技术(?:[及和与]?其?(?:资料|载体))?|设备|工艺|软件|装置)$)"
    r"|等[\u4e00-\u9fff]{0,6}重要"
)
# Talk about trade and politics, and questions.
_TALK = (
    r"需要|目的|用途|武器|没有|不是|就是|还是|什么|哪些|哪[种类个]|怎么|这个|那个|的话|属于|垄断|优势|市场|竞争|战争|谈判|关税"
    r"|博弈|产业链|供应链"
)
_CLAUSE = han_pattern(
    rf"{_PROCEDURE}|{_BEGINS_A_CLAUSE}|{_TALK}|(?<!第)[一二两三四五六七八九十][种类](?=[\u4e00-\u9fff])"
)
_SPECIFIC = han_pattern(
    r"(?<![A-E0-9.])[0-9]+(?![A-E0-9])(?![0-9、和及与至.()]{0,12}(?:所[列述]|[项款条]))|特定参数|指定|大于|小于|高于|低于|不超过|具有|满足|符合"
    r"|(?:以下|下列|下述|上述)(?:所有|全部|任[一何]|各项)?(?:特性|特征|条件|要求|指标)|"
    r"(?:以下|下列|下述)(?:任[一何]一?|各|所有)[种类项个]$"
)
_NOT_UNDER = han_pattern(
    r"非(?:[0-9][A-E][0-9]{3}[.a-z0-9]*[、和及])*[0-9][A-E][0-9]{3}[.a-z0-9]*项?(?:下|所)?(?:管制|控制)?的"
)
# 出口货物发货人申报X, 企业采购的X: who does what with an item is no part of its name.
_ACTING = (
    r"[\u4e00-\u9fff]{0,6}(?:发货人|收货人|经营者|申报人|当事人|企业|单位|公司)"
    r"(?:在|拟)?(?:申报|出口|进口|采购|购买|销售|使用){1,2}的?"
)
_ACTS = han_pattern(_ACTING)
# 向美国出口的, 一是, 此前已被列管的, 用于芯片的关键金属: what describes an item before its name.
_DESCRIBED = (
    r"(?:向|对)(?:境外|国外|海外|[\u4e00-\u9fff]国)出口的?(?=[\u4e00-\u9fff]{3})|[一二三四五六七八九]是"
    r"|日?(?:此前|已|曾)*(?:被|所)?列管的|(?:此前|之前|已|曾)*(?:已|被)?实施(?:临时)?(?:出口)?管制的"
    r"|[^,。、的]{0,24}的(?:关键|重要|稀有)?(?:金属|元素)(?=[\u4e00-\u9fff](?:[、和]|$))"
)
# 包括, 将, 以及, 例如: verbs and particles that lead to a name.
_LEADING = (
    r"(?:其中)?(?:主要)?(?:包括|涉及|涵盖|包含)了?|严控|严管|严格管[制控]|对于?|将|把|就|向|以及|及其?|和|与|或者?|即|如|例如"
    r"|有关|部分|一部分|更多|新增"
)
# 3种, 约, 原产于中国的, 企业出口: how much of it, whence, by whom.
_MEASURED_OR_PLACED = (
    r"[0-9一二两三四五六七八九十]+(?:余|多)?[种项类个]|约|重点|聚焦|上述|原产(?:于|自)?中国的?|在?境外制造的|中国的?|我国的?"
    r"|相关的|这里的|(?:中国)?(?:组织|个人|企业)[\u4e00-\u9fff]{0,4}?出口"
)
_PREFIX = han_pattern(rf"(?:{_DESCRIBED}|{_LEADING}|{_MEASURED_OR_PLACED}|{_ACTING})")
# 锗两项关键金属: what is enumerated, counted behind.
_COUNTED_TAIL = han_pattern(
    r"等?(?:这)?[0-9一二两三四五六七八九十]+[种类项个](?:关键|重要|稀有|战略|中重|重|低敏感|高敏感)*(?:稀土)?(?:金属|元素|物项|材料|矿产)$"
)
_GLOSS = han_pattern(
    r"\((?:[^(),。;]{0,4},包[括含]|参考|管制编码|海关|税则|商品编|HS|包含|包括|含(?!氟|\)|本数)|如|不包|不含|不适用|详见|见|即|以下|简称|但|除|无论|CAS)"
)
# 软质叠层(不经加压)在面密度…的情况下: under what circumstances a thing is measured.
_CIRCUMSTANCES = han_pattern(r"(?<![可能于够])在[^,。;:\n]{1,40}(?:情况|条件|状态|环境)下$")
_GLOSSED_END = han_pattern(r"\([^()]{1,40}\)$")
_END = han_pattern(r"[,;:。\n]")
_STOP = han_pattern(r"[,;:。\n(]")
_BRACKET = han_pattern(r"\([^()]*\)")
# Equipment used for … : the kind of thing alone is no name.
_LATIN_KIND = re.compile(r"(?:equipment|technolog(?:y|ies)|software|apparatus|devices?|materials?)", re.IGNORECASE)
# Antimony-related items: the heading of a group.
_LATIN_GROUP = re.compile(r"[- ]related items$|^items related to\b", re.IGNORECASE)
LONGEST = 80
LONGEST_LATIN = 140
# In English a name holds commas; what specifies it begins with one of these words.
_LATIN = re.compile(r"[A-Za-z0-9][^\u4e00-\u9fff]{0,40}")
_LATIN_END = re.compile(
    r",?\s(?:including|such as|excluding|with (?:a|an|all|any|one|the following|purity)|having|has|have|containing"
    r"|whose|that|which|of which|"
    r"greater|specifically|specially|used|capable)\b|,\s(?:the\s)?purity\b|\s?\(|[;:]|\.(?:\s|$)|\n",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class NamedPart:
    """The name of an item at [start, end) of the normal text, and where its specification ends."""

    start: int
    end: int
    described_to: int


def is_item(name: str) -> bool:
    """Whether words of normal text name a specific item: they end as one does and are no clause."""
    if is_element(name):
        return True
    return ends_as_item(name) and not is_kind_alone(name) and is_nameable(name)


def is_kind_alone(name: str) -> bool:
    """Whether words name but a kind of thing (原辅料, 设备), or one with a single character before it (新技术)."""
    return _KIND_ALONE.fullmatch(name) is not None or _BARE_KIND.fullmatch(name) is not None


def ends_as_item(name: str) -> bool:
    """Whether words end as the name of an item does, the bare kind of thing (单晶, 砂轮) included."""
    return 2 <= len(name) <= LONGEST and _ITEM.search(name) is not None


def is_element(name: str) -> bool:
    """Whether it is the one character of a chemical element that is under control."""
    return bool(_ELEMENT.fullmatch(name))


_GENERIC = han_pattern(
    r"(?:以|这些|部分|特定|境外|相关|有关|中国|含|战略|关键|重要|稀有|[0-9一二三四五六七八九十]+[种类])*(?:中重|重|轻|中)?(?:稀土|矿产|战略矿产)(?:相关)?"
    r"(?:元素|物项|资源|产品|原料|材料)?"
)


def is_generic(name: str) -> bool:
    """Whether words name a whole class (中重稀土, 境外相关稀土物项), which no list of items holds under that name."""
    return bool(_GENERIC.fullmatch(name))


def is_nameable(name: str) -> bool:
    """Whether words may be a name at all: no clause and more than a general word (部分物项, 相关技术)."""
    if _LATIN_GROUP.search(name):
        return False
    return not _CLAUSE.search(name) and not _GENERAL.match(name) and not _KINDS.match(name)


def part_of(text: str, start: int, end: int) -> NamedPart | None:
    """The name within one segment of a list: up to the first mark outside brackets, without what specifies it."""
    name_end = _name_end(text, start, end)
    if (under := _CIRCUMSTANCES.search(text, start + 1, name_end)) is not None:
        name_end = under.start()
        glossed = _GLOSSED_END.search(text, start + 1, name_end)
        name_end = glossed.start() if glossed else name_end
    first = _name_start(text, start, name_end)
    acting = _ACTS.match(text, first, name_end)
    first = acting.end() if acting is not None and acting.end() < name_end else first
    while name_end > first and text[name_end - 1] in " \t、.":
        name_end -= 1
    return NamedPart(first, name_end, end) if name_end - first >= 1 else None


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A piece of prose without the words that lead to a name (对, 包括, 7种) and those behind it (等)."""
    while start < end and text[start] in ' \t、,「」“”"':
        start += 1
    while lead := _PREFIX.match(text, start, end):
        if lead.end() >= end:
            break
        start = lead.end()
    if (counted := _COUNTED_TAIL.search(text, start, end)) and counted.start() > start:
        end = counted.start()
    while end > start and text[end - 1] in ' \t、,「」“”"等也均都':
        end -= 1
    return start, end


def unspecified(text: str, start: int, end: int) -> int:
    """Where a name of running text begins, behind what specifies it: 能量密度大于300Wh/kg的."""
    return _name_start(text, start, end)


def is_latin(text: str, start: int, end: int) -> bool:
    """Whether what begins at `start` is written in English."""
    head = _LATIN.match(text, start, end)
    return head is not None and (head.end() == end or head.end() - start > 40) and text[start:end].count(" ") > 0


def _name_end(text: str, start: int, end: int) -> int:
    if is_latin(text, start, end):
        latin = _LATIN_END.search(text, start + 2, end)
        if latin and _LATIN_KIND.fullmatch(text, start, latin.start()):
            latin = _LATIN_END.search(text, latin.end(), end)
        return latin.start() if latin else end
    position = start
    while stop := _STOP.search(text, position, end):
        position = stop.start()
        if stop[0] == "(":
            if _GLOSS.match(text, position, end):
                return position
            bracket = _BRACKET.match(text, position, end)
            if bracket is None:
                return position
            if bracket.end() >= end or _END.match(text, bracket.end()):
                return bracket.end() if bracket[0].isascii() else position
            position = bracket.end()
        else:
            return position
    return end


def _name_start(text: str, start: int, end: int) -> int:
    """Behind the last 的 that closes a specification (平均粒径小于等于50 μm的, 具有以下特性的, 非1C226项下管制的)."""
    while text[start : start + 1] in {" ", "."}:
        start += 1
    not_under = _NOT_UNDER.match(text, start, end)
    if not_under is not None:
        start = not_under.end()
    for position in range(start, end):
        closes = text[position] == "的" and end - position > 2 and _outside_brackets(text, start, position)
        if closes and _SPECIFIC.search(text, start, position):
            start = position + 1
    return start


def _outside_brackets(text: str, start: int, position: int) -> bool:
    return text.count("(", start, position) == text.count(")", start, position)
