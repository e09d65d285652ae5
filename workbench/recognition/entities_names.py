"""Names of entities and people in a stretch of text that enumerates them.

`X公司（X Inc.）、Y集团和Z LLC等3家美国企业` is taken apart at the marks that separate names, and at no other: brackets
hold one name together, and so does a 、 or 与 inside a name whose first part does not end as a name does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from workbench.recognition.jurisdictions import PLACE
from workbench.text import NormalText, fold_script, han_pattern

ORGANIZATION_END = (
    "公司|集团|企业|银行|大学|学校|学院|研究院|研究所|研究中心|中心|实验室|委员会|分委会|基金会|协会|学会|联盟|株式会社|会社|"
    "机构|工厂|造船厂|船厂|厂|商社|事务所|办公室|智库|论坛|项目|组织|防卫省|自卫队|工业|重工|造船|科技|航空|航天|系统|动力|控股|合伙"
)
_ENDS_AS_NAME = han_pattern(rf"(?:{ORGANIZATION_END}|[)”」』A-Za-z.])$")
_ENDS_AS_ORGANIZATION = han_pattern(rf"(?:{ORGANIZATION_END})$")
_CONJUNCTION = han_pattern("以及|和|及|与")
_PARTING = frozenset(fold_script("及 以及").split())
_OPEN, _CLOSE = "([“「『《〈", ")]”」』》〉"
_SEPARATOR = "、;\n"
_NUMBER = "(?:[0-9]+|[一二两三四五六七八九十百廿卅]+)(?:多|余)?"
COUNTED = rf"{_NUMBER}(?:家|个|名|间|所|人|位)"
# 及其董事长某·某(A. B.): a man behind his post, where 及其子公司 names nobody.
_MAN_AT_POST = r"[\u4e00-\u9fff]{0,8}(?:官|长|裁|经理|席|人|代表)[\u4e00-\u9fff]{1,8}[·•・‧(]"
# Behind 等: a number, where they are from, what they are.
_BEHIND_AND_OTHERS = (
    rf"$|[,，]|共|在内|知名|{COUNTED}|外国|境外|后附|相关|有关|多家|{PLACE}"
    r"|实体|企业|公司|机构|学校|院校|高校|个人|人员|军工|国防"
)
# What ends the names: 等, 也包括, 及其子公司 (but not 及其董事长A), 旗下, a number.
_TAIL = han_pattern(
    rf"(?:(?<![高初同均平])等(?={_BEHIND_AND_OTHERS})|[也都均](?:包[含括]|在[内列])|"
    rf"(?<!以)及其(?!他|{_MAN_AT_POST})|(?:及其?)?旗下|(?<!第)(?:共计?)?{COUNTED}(?![^、]{{0,14}}[A-Z]))"
)
# A、B等参与…的20家日本实体: behind 等 the group is only described.
_AND_SO_MANY = han_pattern(
    rf"等(?=[^()。;、A-Za-z]{{0,60}}(?:、[^()。;、]{{0,20}})?的?(?:另外|其他)?{COUNTED}|(?:多|数|若干)家)"
)
# …等企业,这些公司在…: the clause behind it describes them and names nobody.
_CLAUSE_BEHIND = han_pattern("[,](?:这些|上述|该等|以上|均(?!衡)|它们|他们)")
# 以及A、B等企业的多位高管: unnamed people of these firms are meant, not the firms.
_EMPLOYERS = han_pattern(
    rf"(?:,|以及|和|及|与)(?:[^,。;()以]|\([^()]*\))*等(?:企业|公司|实体|机构)的(?:多|数|若干|{_NUMBER})?(?:位|名|个)?"
    r"[\u4e00-\u9fff]{0,6}(?:高管|官|主管|人员|董事长|总裁|总经理|负责人|CEO)"
)
_LEAD = han_pattern(
    rf"(?:.*的|以及|.*?{COUNTED}[\u4e00-\u9fff]{{0,10}}?(?=[A-Z“「])|其中(?:包括)?|例如|比如|如(?=[^、]{3, 20}(?:公司|集团))"
    rf"|(?:分别|主要)?(?:包括|为|是|有(?!关))|:|对|向|参与|上述|"
    r"(?:[(][一二三四五六七八九十0-9]{1,3}[)]|[0-9]{1,2}[.、)]|[一二三四五六七八九十]{1,3}、))"
)
# A country before a name is no part of it; 日本, 韩国 and the like often are (日本制铁), so they stay.
_PLACE_LEAD = han_pattern(r"(?:美国|欧盟|加拿大|英国|中国台湾地区|台湾地区|中国台湾)(?=[“「『A-Z\u4e00-\u9fff])")
# … unless the other name of the firm begins with it too: 美国光子公司 (American Photonics).
_NAMED_FOR_PLACE = re.compile(r"\((?:the )?(?:America|United States|U\.S\. |Europe|Canad|Brit|Taiwan)", re.IGNORECASE)
_PARENT_ONLY = han_pattern(rf"的?(?:{COUNTED})?[\u4e00-\u9fff]{{0,4}}(?:相关)?(?:(?<!电)子公司|附属公司|分支机构)$")
_GROUP_LEAD = han_pattern(r"(?:军工|国防|科技)?(?:企业|公司|实体|机构)(?=[A-Z“「]|[\u4e00-\u9fff]{3})")
_TRADE_LEAD = han_pattern(
    r"(?!中山|国家)[\u4e00-\u9fff]{0,14}?(?:制造商|开发商|供应商|承包商|运营商|厂商|军火商|巨头|(?:研究|研调|情报|调研|数据|咨询)(?:机构|公司))"
    r"(?=[A-Z\u4e00-\u9fff][^(,。]|[\u4e00-\u9fff]{2})"
)
_POST = han_pattern(
    r".*(?:主任|代表|董事长|主席|总裁|首席[\u4e00-\u9fff]{2,4}官|总经理|经理|顾问|董事|秘书长|会长|所长|院长|议长|议员|部长|局长|"
    r"创始人|创办人|执行长|负责人|研究员|幕僚长|大使|司令|指挥官|司令官|学者|教授|律师|发言人|主管|总监|高管|CEO|前[\u4e00-\u9fff]{2,8}长)(?=[\u4e00-\u9fffA-Z]{2})"
)
# A post alone is no name: 董事长 between two 、, X公司总裁 where the name of the man follows behind the next 、.
_POST_ALONE = han_pattern(
    r"(?:董事长|主席|总裁|首席[\u4e00-\u9fff]{2,4}官|总经理|经理|董事|创始人|主管|高管|高层|(?:实体|公司|企业)?[和及与]?(?:高级|高阶)[\u4e00-\u9fff]{2,4})$"
)
_BRACKET = re.compile(r"\((?P<inside>[^()]*(?:\([^()]*\)[^()]*)*)\)?$")
_QUOTED = re.compile(r"[“「『](?P<inside>[^”」』]+)[”」』]")
# “人权观察”中国部主任索菲·理查: the quotation is the employer of the one named behind it, with or without a post.
_EMPLOYER = han_pattern(
    rf"(?:[\u4e00-\u9fff]{{0,10}})[“「『][^”」』]+[”」』](?:\([^()]*\))?(?=[^”」』()]{{2,40}}$)"
    rf"(?![^()]*(?:{ORGANIZATION_END}|实体|人员|者)$)"
)
_FULL_LATIN = re.compile(r"[A-Za-z]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_LATIN_ORGANIZATION = re.compile(
    r"\b(?:Inc|LLC|L\.L\.C|Ltd|Limited|Corp|Corporation|Company|Co|Group|Holdings?|Systems?|Technolog(?:y|ies)"
    r"|Aerospace|"
    r"Defen[cs]e|Institute|University|Committee|Project|Bank|Bankas|Center|Centre|Foundation|Lab|Laborator(?:y|ies)|"
    r"Services?|Solutions?|International|Industries|Ventures|Dynamics|Robotics|GmbH|AG|SA|PLC|LP|KK|UAB|AB)\b",
    re.IGNORECASE,
)
_NOT_A_NAME = han_pattern(
    # what points at a list or a group, and what it is about
    r"以下|上述|下列|有关|相关|部分|多家|其他|该等|本公告|附件|措施|清单|名单|公告|出口|进口|物项|技术转让|"
    # what is forbidden to them or said of them
    r"禁止|不得|不予|不准|处以|签证|亲属|家属|利益|主权|谎言|虚假信息|^[0-9]+[名个家]|议员$|"
    # verbs and particles of a clause
    r"冻结|批准|其本人|要求|采取|实施|列入|宣布|决定|表示|认为|以及|暂停|取消|根据|依据|继续|国家和地区|用户|进口商|高级管理人员|"
    # ends of descriptions, times, sides, posts without a man
    r"的$|官员|近年|年|月|因为|由于|我国|中方|美方|双方|问题|行为$|负责人$|"
    # numbers and kinds of organisation, marks
    r"(?:[上数]|[一二两三四五六七八九])[十百千万]余?家|^(?:中国|国内)?(?:科研|研究|教育)机构$|[。!?:《》]"
)
_GROUP_ONLY = han_pattern(
    rf"(?:{PLACE}|[美日欧英加台外]|欧洲|外国|境外|非|军工|军火|国防|科技|造船|无人机|芯片|参与|涉台|知名|总计|合计|共计?|另外|其他|一批|一些|几家|{COUNTED}|等)*"
    r"(?:实体|企业|公司|机构|个人|人员|高管|组织|银行|金融机构|子公司|分支机构|集团|大学|军火商|承包商|厂商|制造商|供应商|单位|者|"
    r"[美外台日欧]?企|(?:高级|高阶|高层)?(?:管理)?(?:人员|主管)|和|与|及)*$"
)
_PLAIN_WORD = re.compile(r"[\u4e00-\u9fffA-Za-z0-9·•・&.,\-'\n ]{2,80}$")
_FUNCTION_WORD = han_pattern(r"[了在对被是将于后前这那还也都就我你他她它们吗呢着向从把使并]|[0-9]{3}")
_WITHIN_NAME = han_pattern("、[^、]*(?:与|和|及)")
_DOT = re.compile(r"[·•・‧]")
_ENDS_AS_PERSON = re.compile(r"[\u4e00-\u9fff][·•・‧][\u4e00-\u9fff]{1,8}$")
# 某协会金度允(Doyun Kim): behind his organisation, without a post.
# 创新卫星技术公司爱尔康(Aerkomm): what a firm is, right before its name.
_DESCRIBED_FIRM = han_pattern(
    r"[\u4e00-\u9fff]{2,14}?(?:技术|研究|工程|制造|软件|卫星|无人机|半导体|生物|航天|航空|造船|电子|安全|咨询|科技)公司"
    r"(?=(?![\u4e00-\u9fff]*(?:部|公司|集团|中心|室|系统|所|机构|工厂)$)[\u4e00-\u9fff]{2,8}$)"
)
_ORGANIZATION_BEFORE = han_pattern(
    r".*(?:协会|学会|委员会|基金会|研究所|研究院|智库|论坛)(?=[\u4e00-\u9fff·•・‧]{2,10}$)"
)
_CLOSES_ATTRIBUTE = han_pattern("[^“「『(的]{2,}(?:[“「『][^”」』]*[”」』])?[^“「『(]*的")
_ITS = han_pattern(rf"其(?!他|{_MAN_AT_POST})")
_SHORT_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}")


@dataclass(frozen=True, slots=True)
class NameMention:
    """A name at [start, end) of the normal text, gloss in brackets included; both forms as the source writes them."""

    start: int
    end: int
    name_zh: str | None
    name_original: str | None
    individual: bool
    certain: bool
    """Whether its own form shows that it is a name: an ending, a gloss in Latin letters, Latin letters, a · in it."""


def find_names(normal: NormalText, start: int, end: int) -> tuple[NameMention, ...]:
    """The names that a stretch of normal text enumerates, in order; group words and counts are none."""
    employers = _EMPLOYERS.search(normal.text, start, end)
    end = employers.start() if employers else end
    behind = _CLAUSE_BEHIND.search(normal.text, start, end)
    end = behind.start() if behind else end
    closed = _AND_SO_MANY.search(normal.text, start + 2, end)
    pieces = _rejoined(normal.text, list(_pieces(normal.text, start, closed.start() if closed else end)))
    found: list[NameMention] = []
    for first, last in pieces:
        mention = read_name(normal, first, last)
        if mention is None:
            continue
        # 对搜集信息、提供依据的X: what stands before 的 belongs to the attribute of X.
        if _CLOSES_ATTRIBUTE.match(normal.text, first, mention.start):
            found = [earlier for earlier in found if earlier.certain]
        found.append(mention)
    return tuple(found)


def read_name(normal: NormalText, start: int, end: int) -> NameMention | None:
    """The one name in a stretch: leading attributes, posts, places and trailing counts are left out."""
    text = normal.text
    start, end = _stripped(text, start, end)
    if _PARENT_ONLY.search(text, start, end):
        return None
    start, end = _without_tail(text, start, end)
    start, end = _stripped(text, *_without_lead(text, start, end))
    if end - start < 2:
        return None
    bracket = _BRACKET.search(text, start, end)
    name_end, original = end, None
    if bracket is not None and bracket.start() > start:
        name_end = bracket.start()
        original = _span_of(text, bracket.start("inside"), bracket.end("inside"))
    employer = _EMPLOYER.match(text, start, name_end)
    if employer is not None:
        start = employer.end()
    quoted = _QUOTED.match(text, start, name_end)
    name_start, name_end = quoted.span("inside") if quoted else _stripped(text, start, name_end)
    described = _DESCRIBED_FIRM.match(text, name_start, name_end) if original else None
    if described is not None:
        name_start, start = described.end(), described.end()
    if ")" in text[name_start:name_end] and (post := _POST.match(text, name_start, name_end)):
        name_start, start = post.end(), post.end()
    name = text[name_start:name_end]
    gloss = text[original[0] : original[1]] if original else ""
    if _HAN.search(gloss):  # a post or a remark, no name
        gloss, original = "", None
    posted = _person_behind_post(name) if not gloss else None
    posted = posted or (name if employer and not gloss and _SHORT_NAME.fullmatch(name) else None)
    behind_post = _POST.match(name) if _DOT.search(name) else None
    if not _is_name(posted or (name[behind_post.end() :] if behind_post else name), gloss, quoted is not None):
        return None
    person = posted is not None or _is_person(name, gloss)
    before = _POST.match(text, name_start, name_end) or _ORGANIZATION_BEFORE.match(text, name_start, name_end)
    if person and before is not None:
        name_start, start = before.end(), before.end()
        name = text[name_start:name_end]
    latin = not _HAN.search(name)
    own = normal.quote(name_start, name_end)
    other = normal.quote(*original) if original and _FULL_LATIN.search(gloss) else None
    return NameMention(
        start,
        end,
        None if latin else _one_line(own),
        _one_line(other or own) if latin or other else None,
        person,
        quoted is not None
        or posted is not None
        or other is not None
        or latin
        or bool(_DOT.search(name) or _ENDS_AS_ORGANIZATION.search(name)),
    )


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Stretches between separators that stand outside brackets."""
    depth, first = 0, start
    for position in range(start, end):
        char = text[position]
        if char in _OPEN:
            depth += 1
        elif char in _CLOSE:
            depth = max(0, depth - 1)
        elif depth == 0 and _separates(text, position, start, end):
            yield from _conjoined(text, first, position)
            first = position + 1
    yield from _conjoined(text, first, end)


def _separates(text: str, position: int, start: int, end: int) -> bool:
    char = text[position]
    if char == "\n":
        # A name broken over lines goes on: Latin letters on both sides.
        around = text[max(start, position - 1) : position] + text[position + 1 : min(end, position + 2)]
        return not (around.isascii() and len(around) == 2)
    if char == ",":
        return text[max(start, position - 1)] in ")）”」" or bool(_HAN.match(text[position + 1 : position + 2]))
    return char in _SEPARATOR


def _conjoined(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The piece, cut at 和, 及, 与 where a name has ended before it and something that is no 其 follows."""
    first = start
    for match in _CONJUNCTION.finditer(text, start, end):
        before, after = text[first : match.start()].rstrip(), text[match.end() : end].lstrip()
        if before.count("(") > before.count(")") or len(before) < 2 or len(after) < 2 or _ITS.match(after):
            continue
        # 航天与安全公司: what a trade alone stands before begins a name and is none.
        if _ENDS_AS_ORGANIZATION.fullmatch(before):
            continue
        # 雷神和洛歇马丁: where nothing ends as a name, what 和 joins are short names.
        head = text[start:end].split("等")[0]
        short = len(head) <= 14 and not _ENDS_AS_NAME.search(head)
        # 及 hardly ever stands inside one name, as 和 and 与 do.
        parted = match[0] in _PARTING and bool(_ENDS_AS_ORGANIZATION.search(text[first:end].split("(")[0].rstrip()))
        if (short or parted or _ENDS_AS_NAME.search(before) or _two_people(before, after)) and (
            _HAN.match(after) or _FULL_LATIN.match(after) or after[0] in _OPEN
        ):
            yield first, match.start()
            first = match.end()
    yield first, end


def _two_people(before: str, after: str) -> bool:
    """Whether 和 joins a man's name to another's, or to a quoted one: 索菲·理查及“人权委员会”."""
    return bool(_ENDS_AS_PERSON.search(before)) and (after[0] in _OPEN or _DOT.search(after.split("(")[0]) is not None)


def _rejoined(text: str, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """波音防务、空间与安全集团 is one name: its gloss has the comma that the 、 stands for."""
    joined: list[tuple[int, int]] = []
    for start, end in pieces:
        previous = joined[-1] if joined else None
        gloss = _BRACKET.search(text, start, end)
        inner = gloss["inside"] if gloss else text[start:end]
        unquoted = _QUOTED.sub("", text[start:end].split("(")[0])
        belongs = ("," in inner and "&" in inner) or bool(_CONJUNCTION.search(unquoted))
        within = previous is not None and "、" in text[previous[1] : start + 1]
        man = previous is not None and _person_behind_post(text[previous[0] : previous[1]].strip()) is not None
        if (
            previous
            and belongs
            and within
            and not man
            and not _ENDS_AS_NAME.search(text[previous[0] : previous[1]].strip())
        ):
            joined[-1] = (previous[0], end)
        else:
            joined.append((start, end))
    return joined


def _without_tail(text: str, start: int, end: int) -> tuple[int, int]:
    for tail in _TAIL.finditer(text, start, end):
        inside = text[start : tail.start()]
        if tail.start() > start and inside.count("(") == inside.count(")"):
            return _stripped(text, start, tail.start())
    return start, end


def _without_lead(text: str, start: int, end: int) -> tuple[int, int]:
    bracket = text.find("(", start + 1, end)
    limit = bracket if bracket > 0 else end
    for _ in range(4):
        lead = _LEAD.match(text, start, limit) or _place_before(text, start, limit, end)
        lead = lead or _GROUP_LEAD.match(text, start, limit) or _TRADE_LEAD.match(text, start, limit)
        if lead is None or limit - lead.end() < 2 or (lead.re is _PLACE_LEAD and _is_bare(text[lead.end() : limit])):
            break
        start, limit = _stripped(text, lead.end(), limit)
    return start, end


def _place_before(text: str, start: int, limit: int, end: int) -> re.Match[str] | None:
    """The country before a name; none where the other name, at `limit`, begins with it too, unless a quote sets it off."""
    place = _PLACE_LEAD.match(text, start, limit)
    if place is not None and text[place.end()] not in "“「『" and _NAMED_FOR_PLACE.match(text, limit, end):
        return None
    return place


def _is_bare(rest: str) -> bool:
    """Whether nothing but a general word would be left of a name: 美国银行, 日本航空."""
    return len(rest) <= 2


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " \n\t,、;:.":
        start += 1
    while end > start and text[end - 1] in " \n\t,、;:。":
        end -= 1
    return start, end


def _span_of(text: str, start: int, end: int) -> tuple[int, int] | None:
    start, end = _stripped(text, start, end) if end > start else (start, start)
    if text[end : end + 1] == "." and _FULL_LATIN.search(text[start:end]):
        end += 1
    return (start, end) if end > start else None


def _is_name(name: str, gloss: str, quoted: bool) -> bool:
    # Only a gloss, or a 与 behind it, shows that a 、 stands inside one name.
    words = name.replace("、", "") if gloss or _WITHIN_NAME.search(name) else name
    if _GROUP_ONLY.match(name) or not _PLAIN_WORD.match(words) or name.isdigit():
        return False
    if _NOT_A_NAME.search(name) or _POST_ALONE.search(name):
        return False
    if quoted or (gloss and _FULL_LATIN.search(gloss)):
        return True
    return not _FUNCTION_WORD.search(name) and (len(name) <= 30 or not _HAN.search(name))


def _is_person(name: str, gloss: str) -> bool:
    if _ENDS_AS_ORGANIZATION.search(name) or _LATIN_ORGANIZATION.search(gloss):
        return False
    if gloss and _FULL_LATIN.search(gloss):
        words = gloss.split()
        return (
            2 <= len(words) <= 6
            and bool(_HAN.search(name))
            and not any(word.isupper() and len(word) > 9 for word in words)
        )
    return bool(_DOT.search(name)) and bool(_HAN.search(name))


def _person_behind_post(name: str) -> str | None:
    """石平 in 日本参议员石平: so short a rest behind a post, that is no word for a group, is a man's name."""
    post = _POST.match(name)
    rest = name[post.end() :] if post else ""
    known = not _GROUP_ONLY.match(rest) and not _ENDS_AS_ORGANIZATION.search(rest) and not _FUNCTION_WORD.search(rest)
    return rest if 2 <= len(rest) <= 6 and known and _HAN.search(rest) else None


def _one_line(name: str) -> str:
    return " ".join(name.split())
