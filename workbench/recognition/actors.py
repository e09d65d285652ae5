"""Whose measure a sentence reports: China's, unless a foreign government or body is its subject."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from workbench.text import han_pattern

_FOREIGN = {
    "US": "美国|美方|华府|五角大厦|五角大楼|美利坚合众国|美|白宫|华盛顿|拜登政府|特朗普政府|特朗普|川普政府|川普|BIS|OFAC|USTR",
    "EU": "欧盟|欧方|欧洲联盟|布鲁塞尔",
    "GB": "英国|英方|英",
    "JP": "日本|日方|日",
    "KR": "韩国|韩方",
    "CA": "加拿大|加方",
    "NL": "荷兰|荷方",
    "AU": "澳大利亚|澳方",
    "DE": "德国|德方",
    "IN": "印度|印方",
    "MX": "墨西哥|墨方",
    "CH": "瑞士|瑞方",
    "NZ": "新西兰",
    "FR": "法国|法方",
    "IT": "意大利",
    "ES": "西班牙",
    "SE": "瑞典",
    "NO": "挪威",
    "FI": "芬兰",
    "IE": "爱尔兰",
    "SG": "新加坡",
    "RU": "俄罗斯|俄方",
    "TW": "台湾当局|(?:台湾)?经济部(?:国际)?(?:贸易[署局])?|(?:国际)?贸易署|国贸署",
    "UN": "联合国|安理会|(?:联合国)?安理会第[0-9、,和及]+号决议(?:有关)?",
}
FOREIGN_NAMES = "|".join(
    name
    for side, names in _FOREIGN.items()
    if side not in {"TW", "UN"}
    for name in names.split("|")
    if len(name) > 1 and not name.endswith("方")
)
"""Regular expression of the names of other countries and their governments, without single characters (美, 日)."""
_AUTHORITIES = (
    "(?:(?:昨|今|同)[天日]|随后)?(?:大陆|中国)?(?:商务部|外交部|海关总署)|中方|我方|陆方"
    # 中国 by itself, where Chinese firms and 中国与… are not the side that acts.
    "|中国(?![0-9与和及、等含(]|上榜|企业|公司|实体|厂商|进口商|客户)|我国|北京当局"
)
# 大陆 is the side only where it acts, at once or behind a day or a reason (大陆昨以…为由,宣布).
_MAINLAND_ACTS = (
    "大陆(?=(?:昨天?|今天?|[0-9]{1,2}日|随[即后]|[也已则]|官方|当局)*"
    "(?:以[^,。;\n]{2,40}为由|[^,。;\n]{0,6}(?:反制|回应|宣布|决定|公布|发布|祭出|[做作]出|采取)))"
)
_HOME = f"{_AUTHORITIES}|{_MAINLAND_ACTS}|(?:中华人民共和国)?(?:商务部|外交部|海关总署|国务院|不可靠实体清单工作机制)"
# A post with who holds it: 总统川普, 贸易代表某某(Jamieson Roe).
_POST_HOLDER = (
    "(?:总统|国务卿|贸易代表|财政部长|财长|商务部长|商务部长官|首相|(?:内阁)?官房副?长官|外相|经济大臣)"
    r"[\u4e00-\u9fff·]{2,5}?(?:\([A-Za-z. ]{3,30}\))?"
)
_BODIES = (
    f"(?:{_POST_HOLDER}|(?:联邦)?(?:政府|商务部|财政部|国务院|国会|众议院|参议院|总统|国防部|司法部|外交部|经济部|经济产业省|经产省|首相|"
    "理事会|委员会|欧委会|议会|贸易代表办公室|贸易代表|(?:工业|产业)(?:与|和|暨)?安全局|外国资产控制办公室|海关(?:与边境保护局)?|"
    "安全理事会|安理会|方面|当局|两党|大使馆|白宫)){0,2}"
)
# 工业与安全局(BIS): what a body is called in Latin letters.
_GLOSS = r"\([A-Za-z][A-Za-z. ,]{1,60}\)"
# A foreign name is the subject only where a verb of acting follows; before 企业 or 实体 it is what is acted upon.
# 随后, 不顾…, 多次: when and how it acts.
_WHEN_AND_HOW = (
    "(?:本|上)?(?:周|星期)[一二三四五六日天]|正在|(?:官网|网站)|则|亦|均|都|却|同样|相应|不得不|被迫|已|曾经?|多次|屡次|一再|也|还|又"
    "|再次|再度|近日|日前|随后|此前|正式|同时|同步|持续|不断|长期以来?|(?:不顾|无视)[^,。;]{1,16},?|执意|坚持|公然|继续|仍然?"
    "|依然|强行|一意孤行,?"
)
# 以…为由, 依据…, 于…, 自…起, 10月9日: on what grounds, where, from which day.
_ON_WHAT_GROUNDS = (
    "以[^,。;]{1,24},?|(?:依据|根据|依照|按照|援引)[^,。;]{1,30},?|借口[^,。;]{1,24},?|(?:在|于)[^,。;]{1,24},?|当地时间"
    "|自[^,。;]{1,16}起|[今昨]天|[0-9一二三四五六七八九十年月日()]{2,14}[,]?"
)
_ACTS = (
    "宣布|宣称|决定|发布|颁布|公布|公告(?=[,:])|将|把|对|实施|采取|暂停|暂缓|搁置|取消|恢复|启动|推出|出台|新增|修订|修正|调整|更新|列入"
    "|制裁|加征|升级|扩大|通过|承诺|同意|批准|延长|修改|召开|提醒|重申|强调|反击|威胁|针对|(?:新闻)?发言人|下令|祭出|证实|透露|限制"
    "|禁止|非法|单方面|悍然|滥用|泛化|强化|收紧|放宽|要求|表示|称|指(?=[,:出称控责])|可能|计划|拟|会|应|要|向"
)
_VERBS = f"(?:{_WHEN_AND_HOW}|{_ON_WHAT_GROUNDS})*(?:{_ACTS})"
# What the names of either side begin with, and what ends a sentence: few places need more than this look.
_INITIALS = "(?=[美白华五拜特BOU欧布英日韩加荷澳德印墨瑞新法意西挪芬爱俄台联安昨今同随大中商外海我北不经贸。!?;\n])"
_LONGEST_CLAUSE = 2_000
"""Characters: a list that never ends is not read from its start for each country in it."""
_LONGEST_MENTION = 120
# A clause begins behind a mark, 日 or 称, a dash or bullet of a list, words that lead to a side (鉴于, 回应), or 10-09.
_CLAUSE_START = (
    r"(?:^|(?<=[\n。,;:!?(—、「“因而就指称日天])|(?<=[\u4e00-\u9fff\])]-)|(?<=[•·])"
    r"|(?<=由于|鉴于|随着|针对|回应|批评|过去|此前|对于|随后|随即|目前|如今|之后)|(?<=注意到)|(?<=-[0-9][0-9]))"
)


@dataclass(frozen=True, slots=True)
class ActorMark:
    """From this position of the normal text to the end of its sentence, `actor` acts."""

    position: int
    actor: str


@lru_cache(maxsize=1)
def _marks() -> re.Pattern[str]:
    foreign = "|".join(
        rf"(?P<{code}>(?:{names}){_BODIES}(?:{_GLOSS})?(?!\))(?={_VERBS}))" for code, names in _FOREIGN.items()
    )
    return han_pattern(
        rf"{_INITIALS}(?:(?P<stop>[。!?;\n])|{_CLAUSE_START}(?:{foreign}|(?<!针对)(?<!批评)(?<!回应)(?P<CN>{_HOME})))"
    )


@lru_cache(maxsize=1)
def _own_law() -> re.Pattern[str]:
    """A title that begins with a foreign side's own law: 爱尔兰出口管制法生效."""
    foreign = "|".join(f"(?P<{code}>(?:{names}))" for code, names in _FOREIGN.items())
    return han_pattern(
        f"(?:{foreign})(?:[0-9]{{4}}年)?(?:出口管制|两用物项|战略)[^,。]{{0,10}}(?:法|条例|清单|令|政策|制度)"
    )


@lru_cache(maxsize=1)
def _carries_on() -> re.Pattern[str]:
    """A sentence that goes on about the act before: 該措施將…"""
    return han_pattern(
        "(?:报[导道](?:提到|指出|指|称|说),?)?(?:该|其|这|此)(?:项|些|次|一)?(?:措施|规则|规定|决定|清单|名单|制裁|暂停|新规|法案)|(?:相关|有关|上述)(?:规则|新规|禁令)"
        "|如果|倘若|假如|(?:比|例)如"
    )


@lru_cache(maxsize=1)
def _rule_of() -> re.Pattern[str]:
    """The end of a sentence that only mentions a foreign side's rule: 美国商务部…于…发布的50%规则."""
    foreign = "|".join(f"(?P<{code}>(?:{names})(?:{_BODIES}))" for code, names in _FOREIGN.items() if code != "UN")
    return han_pattern(
        rf"(?:{foreign})(?:[(][^()]{{1,12}}[)])?[^,。;\n]{{0,30}}(?:发布|公布|出台|推出|实施|采取)的[^,。;\n]{{0,20}}"
        rf"(?:规[则定]|措施|清单|名单|禁令|新规)$"
    )


def _side_of_rule(text: str, end: int) -> str | None:
    """Whose rule a sentence that ends at `end` mentions last."""
    found = _rule_of().search(text, max(0, text.rfind("\n", 0, end) + 1, end - _LONGEST_MENTION), end)
    return found.lastgroup if found is not None else None


@lru_cache(maxsize=1)
def _new_rule() -> re.Pattern[str]:
    """A paragraph that goes on about the rule of the one before: 根據新規, …."""
    return han_pattern(
        "\\s*(?:报[导道](?:提到|指出|指|称|说),?)?(?:根据|按照|依照)?(?:该|这[一项]?|此)?新(?:规[则定]?|措施)(?!模)"
    )


@lru_cache(maxsize=1)
def _preposition() -> re.Pattern[str]:
    return han_pattern("对|向|往|将|把|给|至|到|出口|与|和|从")


def _is_object(text: str, position: int) -> bool:
    """Whether a country is the last of several that something is done to: 向美国、墨西哥、加拿大出口."""
    if text[position - 1 : position] != "、":
        return False
    floor = max(0, position - _LONGEST_CLAUSE)
    clause = max(floor, *(text.rfind(mark, floor, position) + 1 for mark in "。!?;:,\n"))
    return bool(_preposition().search(text, clause, position))


def side_of(title: str, text: str) -> str:
    """Whose measures a page is about: the foreign side that acts in its title, where China does nothing in its text."""
    first = _marks().match(title) or _own_law().match(title)
    if first is None or first.lastgroup in {None, "stop", "CN"}:
        return "CN"
    # In an enumeration (墨西哥、中国,) a country is named and does nothing.
    at_home = any(
        match.lastgroup == "CN" and text[match.start() - 1 : match.start()] != "、" for match in _marks().finditer(text)
    )
    return "CN" if at_home else str(first.lastgroup)


def find_actors(text: str, side: str = "CN") -> tuple[ActorMark, ...]:
    """Every place where the acting side changes, sentence ends included; `side` acts where nobody is named."""
    marks = [ActorMark(0, side)]
    acting = side
    for match in _marks().finditer(text):
        if match.lastgroup == "stop":
            if match[0] != "\n" and text[match.end() : match.end() + 1] == "\n":
                continue  # the end of the line decides
            carries_on = _new_rule() if match[0] == "\n" else _carries_on()
            if match[0] != ";" and not carries_on.match(text, match.end()):  # behind ; the same side goes on
                acting = side
            elif match[0] == "。" and acting == side:
                acting = _side_of_rule(text, match.start()) or acting
        elif not _is_object(text, match.start()):
            acting = match.lastgroup or "CN"
        if marks[-1].actor != acting:
            marks.append(ActorMark(match.start(), acting))
    return tuple(marks)


def actor_at(marks: tuple[ActorMark, ...], position: int) -> str:
    """The jurisdiction that acts at a position."""
    index = bisect_right(marks, position, key=lambda mark: mark.position)
    return marks[index - 1].actor if index else "CN"
