"""When acts were published according to an article, and acts of which it reports nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from workbench.recognition.dates import DateMention
from workbench.recognition.issuers import IssuerGroup
from workbench.recognition.reading import Reading
from workbench.text import fold_script, han_pattern

MEASURES = "管制|管控|管束|出口控制|清单|名单|反制|制裁|暂停|禁止|暂缓|禁令|许可|进口资格|输华"
"""Alternatives, in ordinary Chinese, of what an authority imposes or lifts."""

LONGEST_GAP = 60
"""Characters between a day, or an authority, and the act that it belongs to, without the titles of other acts."""
FARTHEST = 2_000
"""Characters between a day, or an authority, and an act that it belongs to: however many titles of others stand
between, a sentence that names acts without end is not read from its start for each of them."""

_LONGEST_LEAD = 24
_LONGEST_DECISION = 400


@dataclass(frozen=True, slots=True)
class Publication:
    """An authority publishes something, on a day if the text gives one; offsets of the normal text."""

    start: int
    end: int
    group: IssuerGroup
    dated: DateMention | None


@lru_cache(maxsize=1)
def other_event() -> re.Pattern[str]:
    """Between a date and an act: words by which the date is not that of publication."""
    return han_pattern(
        "起|至|(?<![0-9])日前|近日|暂停|停止|取消|恢复|实施|施行|生效|废止|截至|以来|之后|之前|此前|成稿|执行|依据|根据|按照|(?<!相)继"
    )


@lru_cache(maxsize=1)
def publishing_words() -> re.Pattern[str]:
    """Words for publishing."""
    return han_pattern("发布|发佈|公布|公佈|出台|印发|连发|再发|刊发|颁布|下发|对外发|发出|推出|挂出|连推|官宣")


@lru_cache(maxsize=1)
def _unnumbered() -> re.Pattern[str]:
    """Behind an authority (and a date): it publishes or announces a measure that the text does not number."""
    measure = f"(?:{MEASURES})"
    return han_pattern(
        r"(?![^,。;\n]{0,12}(?:(?:未|没有|尚未)(?:发布|公布|出台|宣布)|可以?通过))(?:等(?:多)?部门|等)?(?:网站|官网)?"
        r"(?:上午|下午|晚间?|中午|一早|今早|也|又|再(?:次|度)?|随后|正式|联合|已|在官网|于官网|网站|"
        r"陆续|相继|连续|接连|[0-9]{1,2}[时点:][0-9]{0,2}分?|[^,。;\n]{0,6}?){0,3}"
        r"(?:(?:发布|发佈|连发|再发|挂出|连推|公布|公佈|出台|宣布)了?(?:(?!号)[^,。;\n《》「」]){0,24}?"
        r"(?P<what>公告|决定|部令|通知|通告|(?<=[份个项则])文件)(?![0-9第〔(])"
        r"|(?:调整|修订|更新)了?(?=《[^《》\n]{2,40}(?:目录|清单|名录)》)"
        r"|(?:祭出|推出)了?(?=[^,。;\n]{0,30}?(?:管制|反制|制裁)(?:措施|新规))"
        r"|(?:发布|发表|刊出)了?(?:新闻稿|声明)(?:称|指出|表示|宣布)?,?(?:中方)?(?:将|决定)(?=[^。;\n]{0,40}?(?:暂停|禁止|实施|采取|列入))"
        rf"|(?:宣布|公告(?![0-9〔])|公布|公佈|通报)(?:称|说|,|:)?(?!《)(?=(?:《[^《》\n]*》|(?!号)[^。;\n]){{0,160}}?{measure}))"
    )


def dated_publications(reading: Reading) -> Iterator[tuple[Publication, DateMention]]:
    """Those publications without number or title of which the text gives the day."""
    for publication in unnumbered_publications(reading):
        if publication.dated is not None and publication.dated.value:
            yield publication, publication.dated


def without_titles(text: str) -> str:
    """`text` without what stands in 《》, 「」 or brackets."""
    return re.sub("《[^《》]*》|「[^「」]*」|[(][^()]*[)]", "", text)


def publishing_group(reading: Reading, phrase_start: int, start: int, end: int) -> IssuerGroup | None:
    """The authorities in the number itself, else the last ones before it in its sentence that publish it."""
    inside = (group for group in reading.issuers_in(phrase_start, end) if not _of_another_type(reading, group, start))
    first = next(inside, None)
    if first is not None:
        return first
    sentence = reading.sentence_at(start)
    before = (
        group
        for group in reversed(reading.issuers_in(max(sentence.start, start - FARTHEST), start))
        if not reading.is_in_number(group.start)
        and (
            publishing_words().search(reading.text, group.end, start) or _by().fullmatch(reading.text, group.end, start)
        )
        and len(without_titles(reading.text[group.end : start])) <= LONGEST_GAP
    )
    return next(before, None)


@lru_cache(maxsize=1)
def _by() -> re.Pattern[str]:
    """Between authorities and a number: what they do by that announcement, they publish."""
    return han_pattern("(?:又|再|也|还|联合)*(?:以|通过)")


def _of_another_type(reading: Reading, group: IssuerGroup, start: int) -> bool:
    """Whether an authority belongs to the number of another type of act than the one at `start` (国务院令第792号)."""
    own = {mention.number.type for mention in reading.references_in(start, start + 1)}
    numbers = reading.references_in(max(0, group.start - _LONGEST_LEAD), group.start + 1)
    return any(number.number.type not in own for number in numbers if own and group.start < number.end)


@lru_cache(maxsize=1)
def unnumbered_publications(reading: Reading) -> tuple[Publication, ...]:
    """10月9日商務部連發多個公告, 商務部昨天宣布…, 外交部…決定…實施制裁: published without number or title."""
    return tuple(_unnumbered_publications(reading))


def _unnumbered_publications(reading: Reading) -> Iterator[Publication]:
    for group in reading.issuers:
        if reading.is_caption(group.start) or reading.actor_at(group.start) != "CN":
            continue
        if reading.is_in_number(group.start):
            continue
        if _approves().match(reading.text, group.end):
            continue
        headline = _heads_line().match(reading.text, group.end)
        if headline is not None and reading.line_at(group.start).start == group.start:
            yield Publication(group.start, headline.end(), group, None)
            continue
        dated = _lead_date(reading, group) or _date_behind(reading, group)
        behind = group.end if dated is None else max(group.end, dated.end)
        act = _unnumbered().match(reading.text, behind)
        if act is not None:
            yield Publication(min(group.start, dated.start if dated else group.start), act.end(), group, dated)
            continue
        # 发言人12日表示,…。中方决定对…: the spokesperson stands before the day.
        starts = dict.fromkeys((behind, group.end))
        decisions = (_decides_on().match(reading.text, start, start + _LONGEST_DECISION) for start in starts)
        measure = next((match for match in decisions if match is not None), None)
        if measure is not None and reading.actor_at(measure.start(_decision_group(measure))) == "CN":
            # 商务部24日将…列入名单, 10日,商务部将…: what it did on that day it made known on it.
            day = dated if measure["publicly"] or measure["lists"] else None
            start, end = min(group.start, day.start if day else group.start), measure.end(_decision_group(measure))
            yield Publication(start, end, group, day)


@lru_cache(maxsize=1)
def _heads_line() -> re.Pattern[str]:
    """Behind authorities that open a headline: what they put under control (商务部、海关总署:9月15日起对锑等物项实施出口管制)."""
    return han_pattern(r":[^。;,\n:]{0,16}?对[^。;,\n]{1,40}(?:实施|采取)[^。;,\n]{0,10}(?:管制|管控)(?:措施)?(?=\n|$)")


@lru_cache(maxsize=1)
def _approves() -> re.Pattern[str]:
    """經國務院批准, 國務院、中央軍委同意: it approves what another publishes."""
    return han_pattern("(?:[、和及与]?(?:中共)?中央军委)?(?:批准|同意)")


def _decision_group(measure: re.Match[str]) -> str:
    return next(name for name in ("decides", "speaks", "lists", "passive") if measure[name])


@lru_cache(maxsize=1)
def _decides_on() -> re.Pattern[str]:
    """Behind an authority or its spokesperson, within the sentence: a measure is reported as decided."""
    lists = (
        "(?:将|把)[^。;\n]{2,120}?(?:(?:列入|纳入|列为)[^。;\n]{0,8}(?:清单|名单)|(?:指定|列)为(?:制裁|反制)对象)"
        r"|(?:联合|依法|正式)?对[^。;,\n]{2,60}?实施[^。;,\n]{0,8}管制(?!不?是|的)"
    )
    # What stands up to the verb, or up to the measure: titles whole, whatever they hold.
    words_or_titles = r"(?:《[^《》\n]*》|[^。;\n《])"
    publicly = "(?<![未有])(?:宣布|宣告|公布|(?<!号)公告)"
    decides = rf"(?P<decides>(?P<publicly>{publicly})|(?:中方|依法|商务部)?(?:将|已)?(?:决定|决议)|将(?=对))"
    speaks = rf"(?:新闻)?发言人[^\n]{{0,360}}?(?P<speaks>中方决定)(?=[^。\n]{{0,200}}?(?:{MEASURES}))"
    return han_pattern(
        r"(?!号|[^,。;\n]{0,6}可以?通过)"
        rf"(?:{words_or_titles}*?{decides}(?={words_or_titles}{{0,200}}?(?:{MEASURES}))"
        rf"|{speaks}|(?:(?!可以?|曾)[^。;,\n]){{0,14}}?(?P<lists>{lists}))"
    )


@lru_cache(maxsize=1)
def _side_announces() -> re.Pattern[str]:
    """Behind a day: 大陸21日宣佈對…採取反制措施, 10月9日公布的有關出口管制措施."""
    several = r"[^,。;\n]{0,12}?连发[^,。;\n]{0,4}公告"
    # 宣布 before a measure, or 公布的…管制措施.
    measure = (
        rf"(?=[^。;\n]{{0,120}}?(?:{MEASURES}))|的[^,。;]{{0,16}}(?:管制|反制|管控)[^,。;]{{0,6}}(?:措施|公告|决定)"
    )
    return han_pattern(rf"(?:{several})|(?:接连|陆续|相继|再度|再次)?(?:宣布|公布|公告|发布)(?:{measure})")


@lru_cache(maxsize=1)
def _side() -> re.Pattern[str]:
    return han_pattern("(?:大陆|中国|中方|北京|陆方|中共)(?:官方|当局|政府)?(?:随即|随后|[也已又则再])?[在于]?$")


@lru_cache(maxsize=1)
def _government_announces() -> re.Pattern[str]:
    """Behind a day: 中國政府出臺了…管制政策."""
    government = "(?:政府|官方|当局)"
    announces = rf"{government}(?:依法)?(?:宣布|公布|公告|发布|出台)|宣布"
    # 政府基于…,对X实施
    applies = rf"{government}(?:(?:基于|以)[^,。;\n]{{2,30}},)?对(?=[^。;\n]{{1,60}}?实施)"
    return han_pattern(rf"[,]?(?:中国|大陆)(?:{announces}|{applies})了?(?=[^。;\n]{{0,60}}?(?:{MEASURES}))")


def published_without_authority(reading: Reading) -> Iterator[tuple[int, int, DateMention]]:
    """Measures of China's that a text dates without naming an authority: where it says so, and the day."""
    for mention in reading.dates:
        if mention.value is None or reading.is_caption(mention.start):
            continue
        government = _government_announces().match(reading.text, mention.end)
        if government is not None and reading.actor_at(mention.start) == "CN":
            yield mention.start, government.end(), mention
            continue
        announced = _side_announces().match(reading.text, mention.end)
        if announced is None:
            continue
        described = fold_script("的") in announced[0]
        if reading.actor_at(mention.start) == "CN" and (
            described or _side().search(reading.text, max(0, mention.start - 10), mention.start)
        ):
            yield mention.start, announced.end(), mention


def _lead_date(reading: Reading, group: IssuerGroup) -> DateMention | None:
    """The date right before the authority: 10月9日，商務部…; not if another date follows it at once."""
    if _date_behind(reading, group) is not None:
        return None
    sentence = reading.sentence_at(group.start)
    before = [mention for mention in reading.dates_in(sentence.start, group.start) if mention.value]
    if not before:
        return None
    between = reading.text[before[-1].end : group.start]
    return before[-1] if len(between) <= _LONGEST_LEAD and not other_event().search(between) else None


@lru_cache(maxsize=1)
def _in_between() -> re.Pattern[str]:
    return han_pattern(
        r"(?:的?安全与管制局|等(?:多)?部门|网站|官网|(?:新闻)?发言人[^,。;\s0-9]{0,6}?)?(?:在川?习会后[^,。;]{0,10}的)?(?:在|于)?(?:当地时间)?"
    )


def _date_behind(reading: Reading, group: IssuerGroup) -> DateMention | None:
    """The date right behind the authority: 商務部9日…, 商務部於11月7日…."""
    first = next(iter(reading.dates_in(group.end, group.end + 20)), None)
    if first is None or not first.value or not _in_between().fullmatch(reading.text, group.end, first.start):
        return None
    return first
