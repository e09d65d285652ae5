"""Phrases by which a text says that entities are put on a list, taken off it, or that its measures pause for them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from workbench.facts.kinds import ListName
from workbench.recognition.entities_lists import LIST_NAME, list_of
from workbench.text import NormalText, find_where, han_pattern, parse_integer

ListingAction = Literal["add", "remove", "suspend", "stop", "resume"]

_PUT = "增列入|增列至|列入|纳入|加入|列进|列为|添加至|添加到|新增至|增列"
_TAKEN_OFF = "移出|移除出?|剔除出|撤出"
_SENTENCE_START = re.compile(r"[。!?;\n\t]")
_PUT_ON = han_pattern(
    rf"(?P<put>(?:{_PUT})|(?P<off>{_TAKEN_OFF}))了?(?:到|至|进)?"
    rf"(?P<list>[^。,;、\n\t]{{0,14}}?(?:{LIST_NAME}|(?:清单|名单)(?=[,。;、)]|$)))"
)
_TAKEN_FROM = han_pattern(
    rf"(?:将|把)(?P<names>[^。;\n]{{2,300}}?)从(?P<list>[^。,;\n]{{0,14}}?(?:{LIST_NAME}))(?:中|上)?(?:移除|移出|删除|剔除|除名)"
)
_GOODS_LIST = han_pattern("出口管制清单$|管制名单$")
_ENTITIES = han_pattern("[0-9一二两三四五六七八九十]+[家间][\u4e00-\u9fff]{0,8}(?:实体|企业|公司|机构)")
_OBJECT_MARK = han_pattern("将|把")
_TOWARDS = han_pattern("(?<!反)对(?!外|台)")
_PASSIVE = han_pattern(
    r"(?:,?[也亦均都]?因[^,、。]{2,24}?[而,]?)?(?:已经|已|均|都|也|曾|正式|先后|分别|一并|日前|近日|昨日|今日)*[被遭][\u4e00-\u9fff]{0,12}$"
)
_MEASURES = han_pattern(
    r"(?P<lift>暂停|停止|取消|终止|解除)?(?:对|就)(?P<names>(?:(?!对(?!台|外|华))[^。;\n]){2,300}?)(?<!所)"
    r"(?:采取|实施|施加|启动)(?:的|了|相关|以下|有关|如下)*"
    rf"(?P<list>反(?:外国)?制(?:裁)?措施|(?:{LIST_NAME})(?:的|相关|处理|处置)*措施)"
)
_SANCTIONS = han_pattern(
    r"(?P<lift>暂停|停止|取消|终止|解除)?(?<![针反面绝])对(?P<names>(?:(?!对(?!台|外|华))[^。;\n]){2,400}?)"
    r"(?:实施|采取|施加)(?:了|的)?(?:个人|相应|必要)?制裁(?!清单|名单|案)"
)
# 针对 leads to a cause as often as to an object; to an object where a number closes what it enumerates.
_SANCTIONS_AGAINST = han_pattern(
    r"针对(?P<names>(?:(?!对(?!台|外|华))[^。;\n]){2,400}?等[0-9一二两三四五六七八九十]+(?:家|个|名|人)[^。;,\n]{0,10}?)(?:实施|采取|施加)(?:了|的)?制裁"
)
# 对A等1家机构;对B、C等2人采取反制措施: the verb stands behind the last of several.
_MEASURES_SHARED = han_pattern(
    r"对(?P<names>(?:(?!对(?!台|外|华))[^。;\n]){2,300}?等[0-9一二两三四五六七八九十]+(?:家|个|名|人)[^。;,\n]{0,10}?);"
    r"(?=(?:以及|和|并)?对[^。;\n]{2,300}?(?:采取|实施)(?:[^。;,\n]{0,6})(?:反(?:外国)?制(?:裁)?措施|制裁))"
)
_SANCTION_OF = han_pattern(
    r"(?:发布|宣布|公布|出台)了?对(?P<names>[^。;,\n对]{2,60}?)的(?:制裁|反制)(?:措施|决定)?(?!清单|名单|案)"
)
_ANOTHER_SIDE = (
    "美方|英方|欧方|日方|加方|"
    "(?:美国?|英国?|日本?|欧盟?|加拿大|澳大利亚|荷兰|韩国)(?:政府|商务部|财政部|国务院|国防部|外交部|国会|议会|当局|联邦)"
)
# China decides; a side that China objects to does not.
_CHINA_DECIDES = han_pattern(
    rf"反外国制裁法[^。;\n]*$|(?:中方|我方|中国|(?<![国大英美日欧])外交部|大陆|北京|中共)(?:(?!{_ANOTHER_SIDE}|反对|谴责|敦促|注意到|关注到)[^。;\n])*$|^$"
)
# 有权决定将…列入反制清单: a statute provides for it, and nobody does it.
_PROVIDED_FOR = han_pattern("(?:有权|可以)(?:依法)?(?:决定)?[将把]$")
_INVOKED = han_pattern(rf"(?:启用|动用|运用)了?[“「《]?(?P<list>{LIST_NAME})")
# 对半导体、生物科技等领域多家实体: what is enumerated is no name.
_FIELDS = han_pattern("等(?:多个|各个?|重点|关键)?(?:领域|行业|产业|部门)")
# What stands where names would: 3家美国企业 alone.
_ONLY_COUNTED = han_pattern("(?P<number>[0-9一二两三四五六七八九十]+)[家个][^、,。;:(]{0,12}$")
_NAMED_AND_COUNTED = han_pattern(
    r"(?<=[,:。;\n])(?P<names>[^,:。;\n、]{3,24}(?:、[^,:。;\n、]{3,24}){1,30})等(?P<number>[0-9一二两三四五六七八九十]+)[家个]"
    r"[\u4e00-\u9fff]{0,4}(?:公司|企业|实体|机构)"
)
_NAMED_IN_ANNEX = han_pattern(
    rf"对(?P<names>[^。;\n]{{2,600}}?)(?P<verb>后附《?(?P<list>{LIST_NAME})》?(?:所?列明?的)[\u4e00-\u9fff]{{0,12}})"
)
_SO_MANY = "(?:[0-9一二两三四五六七八九十廿]+[家间个名])?"
_ARE = "(?:分别|主要|共计|还|,?则)?(?:包括了?(?:但不限于)?|包含了?|涵盖了?|为|是|有|如下|:)+[:,]?"
_ARE_THESE = "(?:(?:,?(?:这些企业)?分别(?:为|是|有)|,?名单(?:如下|包括|为))[:,]?|" + _ARE + ")"
# A ; goes on only behind the gloss of a name: A(A Inc.);B(B Ltd.).
_ENUMERATED = r"(?:[^。;\n]|(?<=\));){2,900}"
_FOLLOWING = han_pattern(
    rf"(?:{_PUT})了?(?P<list>[^。,;、\n]{{0,14}}?(?:{LIST_NAME}|出口管制名单))[」”》]?的?[「“]?{_SO_MANY}"
    rf"[\u4e00-\u9fff]{{0,6}}?(?:实体|企业|公司|机构|个人|名单)?者?[」”]?,?{_ARE_THESE}(?P<names>{_ENUMERATED})"
)
# Words by which a later statement goes back to those whom an earlier one only counted.
# 该5家公司, 上述机构, 被列入管控名单的3家企业, 其中的个人
_THOSE_ENTITIES = (
    r"他们|(?:该|上述|这|至于|(?:被|受到?|遭到?)(?:列入|制裁|反制|限制|管制|管控)(?:[^。,;、\n]{0,8}(?:名单|清单))?的?|其中)"
    r"(?:的|[0-9一二两三四五六七八九十廿]+[家间个名])*"
    r"[\u4e00-\u9fff]{0,6}(?:实体|企业|公司|机构|银行|人士|人员|个人|者)(?:名单)?"
)
# 清单中的企业, 反制名单, 制裁对象企业
_ON_THE_LIST = (
    r"(?:反制|制裁|管控|实体)?(?:清单|名单)[上中内](?:的[\u4e00-\u9fff]{0,4}(?:实体|企业|公司|机构|个人))?"
    r"|(?:反制|制裁|管控|实体)(?:清单|名单)|(?:反制|制裁)对象(?:企业|实体)?"
)
# 被制裁的10人中, 被列入…的包括
_THOSE_LISTED = (
    r"被(?:制裁|反制|列入)的[0-9]+[人名](?:中|当中)?"
    r"|被(?:制裁|反制|列入[^。,;、\n]{0,10})[的者](?=(?:分别|主要)?(?:包括|包含|有|是|为))"
)
# ,其中 and ,对象 behind a comma, 榜上有名的, 制裁范围扩大至…企业,
_AMONG_THEM = r"(?<=,)(?:其中|对象)|榜上有名的?|制裁(?:范围|对象)?(?:扩及|扩大至|扩大到|还?涉及)[^,。;\n]{0,14},"
# ,以军工企业为主,共计10家,其中: what may stand before the names.
_SUMMED_UP = r"(?:,?以[^,。;\n]{2,14}为主,)?(?:,?共计?\s?[0-9一二两三四五六七八九十廿]+\s?[家间个名])?,?(?:其中)?"
_RESUMED = han_pattern(
    rf"(?:{_THOSE_ENTITIES}|{_ON_THE_LIST}|{_THOSE_LISTED}|{_AMONG_THEM})"
    rf"{_SUMMED_UP}{_ARE}(?:将|把)?\s{{0,3}}[“「]?(?P<names>{_ENUMERATED})"
)
# …28名人员实施制裁,包括A、B、C等: so many names between 、 are names, though nothing marks one.
_PEOPLE_INCLUDED = han_pattern(
    r"[0-9一二两三四五六七八九十]+[名人位](?P<people>[^。,;、\n0-9]{0,8}?)(?:和[0-9]+[家个][^。,;、\n0-9]{2,6}?)?"
    r"(?:实施|采取)(?:了|的)?(?:制裁|反制措施)(?::|,(?:其中)?(?:包括了?|分别[为是])):?"
    r"(?P<names>[^。;\n,]{4,300}?)(?:等(?:人|[0-9]+人)?)?(?=[。,;\n]|$)"
)
_NEAR = 700
_QUOTES = {"「": "」", "“": "”", "『": "』"}
# A、B等5家: where the enumeration is closed by a number all its parts are names.
_CLOSED = han_pattern("等(?:共)?[0-9一二三四五六七八九十]+(?:家|个|名)[\u4e00-\u9fff]{0,8}$")
_TWO_GROUPS = han_pattern(
    r"等(?:共)?[0-9一二两三四五六七八九十廿]+(?:家|个|间)[\u4e00-\u9fff]{0,8}(?P<and>,?(?:以及|和|及|与|还有))"
    r"(?=[^。;\n]{2,200}?等[0-9一二两三四五六七八九十廿]+[名人位])"
)
_DECIDES_TO = han_pattern(
    r"(?:宣布|决定)(?:(?:将)?制裁(?P<named>[^。;,\n]{2,300})|对(?P<group>[^。;,\n对]{2,60}?)(?<![施行加取])制裁(?!清单|名单|案))"
)
_FROZEN = han_pattern(
    r"(?<![针反面绝])对(?P<names>(?:(?!对(?!台|外|华))[^。;\n]){2,400}?)(?P<verb>,?(?:依法)?冻结)[^。;\n]{0,12}(?:境内|财产)"
)
# 一、对A、B等2家机构: and below it what is done to them.
_GROUP_LED = han_pattern(
    r"(?<![针反面绝])对(?P<names>(?:(?!对(?!台|外|华))[^。;\n:]){2,400}?等[0-9一二两三四五六七八九十]+(?:家|个|名|人)[^。;,、\n:]{0,10})"
    r"(?P<verb>:)(?=\s*\n)"
)
_COUNTERS = han_pattern("反制")
_SANCTION = han_pattern("制裁")
# 被制裁的中国人员包括…: those whom another side sanctions.
_OUR_PEOPLE = han_pattern("(?:中国|中方|我国)(?:籍)?(?:官员|人员|企业|实体|机构|公司|个人)")
_PEOPLE_LED = han_pattern("他们|人士|人员|个人")
_MEN = han_pattern("人|官员|议员|^$")
_ANNEXED = han_pattern("见附件|后附|附件|列明|详见")
_PAUSE = han_pattern("暂停")


@dataclass(frozen=True, slots=True)
class ListingPhrase:
    """A statement about a list: [start, end) is the clause, [names_start, names_end) where the entities are named.

    `verb_start` is where the words of the act begin (列入…清单), which the evidence shows beside a name.
    `strict`: the stretch of the names is a guess, so that only certain names count.
    """

    start: int
    end: int
    names_start: int
    names_end: int
    verb_start: int
    list: ListName | None
    action: ListingAction
    strict: bool
    annexed: bool
    people: bool = False
    """Whether the statement speaks of people, so that a bare name is one's."""


def find_phrases(normal: NormalText) -> tuple[ListingPhrase, ...]:
    """All statements about lists of entities, in order."""
    text = normal.text
    found = [*_taken_from(text), *_put_on(text), *_measures(text), *_sanctions(text), *_named_in_annex(text)]
    found.extend((*_frozen(text), *_following(text), *_people_included(text)))
    found.extend(_resumed(text, found))
    found.extend(_named_apart(text, found))
    found = [part for phrase in found for part in _by_group(text, phrase)]
    return tuple(sorted(found, key=lambda phrase: (phrase.start, phrase.end)))


def _by_group(text: str, phrase: ListingPhrase) -> tuple[ListingPhrase, ...]:
    """包括A、B等20家企业,以及C公司创办人D等10名主管: firms and people, each closed by its own number."""
    groups = _TWO_GROUPS.search(text, phrase.names_start, phrase.names_end)
    if groups is None or phrase.end != phrase.names_end:
        return (phrase,)
    firms = replace(phrase, end=groups.start("and"), names_end=groups.start("and"), strict=False)
    return firms, replace(phrase, start=groups.end("and"), names_start=groups.end("and"), people=True)


def _named_apart(text: str, found: Sequence[ListingPhrase]) -> Iterator[ListingPhrase]:
    """将3家企业列入…清单, and in another sentence A、B、C等3家公司: who were listed, where one list took so many."""
    listed: dict[int, list[ListingPhrase]] = {}
    for phrase in found:
        counted = _ONLY_COUNTED.match(text, phrase.names_start, phrase.names_end)
        if counted is not None and phrase.action == "add" and phrase.list not in {None, "foreign"}:
            listed.setdefault(parse_integer(counted["number"]) or 0, []).append(phrase)
    for match in _NAMED_AND_COUNTED.finditer(text) if listed else ():
        same_count = listed.get(parse_integer(match["number"]) or 0, ())
        inside = any(phrase.start < match.end() and match.start() < phrase.end for phrase in found)
        as_many = match["names"].count("、") + 1 == parse_integer(match["number"])
        if same_count and as_many and not inside and len({phrase.list for phrase in same_count}) == 1:
            yield replace(same_count[0], names_start=match.start("names"), names_end=match.end("names"), strict=True)


def _put_on(text: str) -> Iterator[ListingPhrase]:
    covered_to = 0
    for match in find_where(_PUT_ON, text, "清单", "名单", "列表", "SDN"):
        floor = max(covered_to, _sentence_start(text, match.start()))
        covered_to = match.end()
        names_start, strict = _names_before(text, floor, match.start())
        if names_start is None or _PROVIDED_FOR.search(text, floor, names_start):
            continue
        start = max(floor, names_start - 1)
        action: ListingAction = "remove" if match["off"] else "add"
        names_end = match.start()
        passive = _PASSIVE.search(text, floor, names_end) if strict else _PASSIVE.search(text, names_start, names_end)
        if strict and passive is not None and passive.start() <= names_start:
            names_start = max(floor, text.rfind(",", floor, passive.start()) + 1)
        yield ListingPhrase(
            start,
            match.end(),
            names_start,
            passive.start() if passive else names_end,
            match.start(),
            list_of(match["list"]) or list_of(text[floor : match.start()]) or _list_of_entities(match, names_start),
            action,
            strict,
            bool(_ANNEXED.search(text, floor, min(len(text), match.end() + 8))),
        )


def _list_of_entities(match: re.Match[str], names_start: int) -> ListName | None:
    """出口管制清單 is the list of goods, except where entities are counted before it."""
    counted = _GOODS_LIST.search(match["list"]) and _ENTITIES.search(match.string, names_start, match.start())
    return "export_control" if counted else None


def _sentence_start(text: str, position: int) -> int:
    """Where the sentence begins; a line break between Latin letters does not end it."""
    floor = 0
    for end in _SENTENCE_START.finditer(text, max(0, position - 900), position):
        around = text[max(0, end.start() - 1) : end.start()] + text[end.end() : end.end() + 1]
        if end[0] != "\n" or not (len(around) == 2 and around.isascii() and around.isalpha()):
            floor = end.end()
    return floor


def _names_before(text: str, floor: int, end: int) -> tuple[int | None, bool]:
    """Where the names begin: behind the last 将 or 把 of the sentence, else at the last comma."""
    marks = list(_OBJECT_MARK.finditer(text, floor, end)) or list(_TOWARDS.finditer(text, floor, end))
    if marks:
        start = marks[-1].end()
        # 针对「A等20家列入…名单」: the quotation holds the whole statement, not the name alone.
        opens = text[start : start + 1] in _QUOTES and not any(mark in text[start:end] for mark in _QUOTES.values())
        return start + opens, False
    quoted = max(text.rfind(mark, floor, end) for mark in "「“")
    if quoted >= 0 and not any(mark in text[quoted:end] for mark in "」”"):
        return quoted + 1, True
    comma = max(text.rfind(",", floor, end), text.rfind(":", floor, end), floor - 1)
    return (comma + 1, True) if end - comma > 3 else (None, True)


def _taken_from(text: str) -> Iterator[ListingPhrase]:
    for match in find_where(_TAKEN_FROM, text, "移除", "移出", "删除", "剔除", "除名"):
        yield ListingPhrase(
            match.start(), match.end(), match.start("names"), match.end("names"), match.end("names"),
            list_of(match["list"]), "remove", False, bool(_ANNEXED.search(match[0])),
        )  # fmt: skip


def _measures(text: str) -> Iterator[ListingPhrase]:
    for match in (*find_where(_MEASURES, text, "措施"), *find_where(_MEASURES_SHARED, text, "措施", "制裁")):
        names_start = match.start("names")
        action: ListingAction = "add"
        shared = match.re is _MEASURES_SHARED
        if not shared and match["lift"]:
            action = "suspend" if _PAUSE.match(match["lift"]) else "stop"
        yield ListingPhrase(
            match.start(), match.end(), names_start, match.end("names"), match.end("names"),
            (None if shared else list_of(match["list"])) or "countermeasure", action, False, bool(_ANNEXED.search(match["names"])),
        )  # fmt: skip


def _sanctions(text: str) -> Iterator[ListingPhrase]:
    """中方决定对A、B等5家企业实施制裁: measures under the law against foreign sanctions, whose list is that of 反制."""
    patterns = (_SANCTIONS, _SANCTIONS_AGAINST, _DECIDES_TO, _SANCTION_OF) if _SANCTION.search(text) else ()
    for match in (match for pattern in patterns for match in pattern.finditer(text)):
        floor = _sentence_start(text, match.start())
        if (
            not match.groupdict().get("lift")
            and floor < match.start()
            and _CHINA_DECIDES.search(text[floor : match.start()])
        ):
            names = "names" if match.re is not _DECIDES_TO else "named" if match["named"] else "group"
            if _FIELDS.search(match[names]):
                continue
            invoked = _INVOKED.search(text, floor, match.start())
            yield ListingPhrase(
                match.start(), match.end(), match.start(names), match.end(names), match.end(names),
                (list_of(invoked["list"]) if invoked else None) or "countermeasure", "add", False, bool(_ANNEXED.search(match[names])),
            )  # fmt: skip


def _frozen(text: str) -> Iterator[ListingPhrase]:
    """对「A」、「B」等2家机构,冻结…财产: in a text about 反制, whose annex or clauses name who is meant."""
    led = _GROUP_LED.finditer(text) if _COUNTERS.search(text) else ()
    for match in (*find_where(_FROZEN, text, "冻结"), *led):
        if _COUNTERS.search(text, 0, match.start()) and not _ANNEXED.search(match["names"]):
            yield ListingPhrase(
                match.start(), match.end(), match.start("names"), match.end("names"), match.start("verb"),
                "countermeasure", "add", True, False,
            )  # fmt: skip


def _named_in_annex(text: str) -> Iterator[ListingPhrase]:
    """对A、B等20家后附《反制清单》列明的企业: names given in the clause that refers to the annex."""
    for match in find_where(_NAMED_IN_ANNEX, text, "后附"):
        yield ListingPhrase(
            match.start(), match.end(), match.start("names"), match.end("names"), match.start("verb"),
            list_of(match["list"]), "add", False, True,
        )  # fmt: skip


def _following(text: str) -> Iterator[ListingPhrase]:
    for match in _FOLLOWING.finditer(text):
        yield ListingPhrase(
            match.start(), match.end(), match.start("names"), match.end("names"), match.start(),
            list_of(match["list"]), "add", True, False,
        )  # fmt: skip


def _people_included(text: str) -> Iterator[ListingPhrase]:
    """對28名人員實施制裁，包括A、B、C等: surnames alone, which their number shows to be names."""
    for match in find_where(_PEOPLE_INCLUDED, text, "制裁", "反制"):
        floor = _sentence_start(text, match.start())
        if match["names"].count("、") >= 2 and _CHINA_DECIDES.search(text[floor : match.start()]):
            yield ListingPhrase(
                match.start(), match.end(), match.start("names"), match.end("names"), match.start(),
                "countermeasure", "add", False, False, _MEN.search(match["people"]) is not None,
            )  # fmt: skip


def _resumed(text: str, found: list[ListingPhrase]) -> Iterator[ListingPhrase]:
    """该5家公司为A、B和C: the names that a statement before it only counted."""
    for match in _RESUMED.finditer(text) if found else ():
        names_start = _first_named(match)
        # The name of the list may end the statement before and begin these words: 列入管控名单,其中包括A.
        before = [one for one in found if one.list and one.start < match.start() <= one.end + _NEAR]
        before = [one for one in before if names_start is not None and one.end <= names_start]
        if before and names_start is not None:
            last = max(before, key=lambda one: one.end)
            led = match.string[match.start() : names_start]
            if _OUR_PEOPLE.search(led):
                continue
            people = _PEOPLE_LED.search(led) is not None and match["names"].count("、") >= 2
            yield ListingPhrase(
                match.start(), match.end(), names_start, match.end("names"), match.start(),
                last.list, last.action, not people and _CLOSED.search(match["names"]) is None, False, people,
            )  # fmt: skip


@lru_cache(maxsize=1)
def _only_described() -> re.Pattern[str]:
    return han_pattern("(?:部分|一些|若干|多家|多个|众多|知名)")


@lru_cache(maxsize=1)
def _for_example() -> re.Pattern[str]:
    return han_pattern("[,(](?:例如|比如|诸如|如|像)")


def _first_named(match: re.Match[str]) -> int | None:
    """Where names begin: behind 如 where the group is only described (多家军工企业,如A、B); None where nobody is named."""
    if _only_described().match(match.string, match.start("names")) is None:
        return match.start("names")
    example = _for_example().search(match.string, *match.span("names"))
    return example.end() if example else None
