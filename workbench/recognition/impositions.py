"""Acts that impose control or open an investigation → status_change facts with action impose or investigate."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from workbench.facts.fact import Check, Fact
from workbench.facts.kinds import EffectiveDate, StatusChange, Target
from workbench.recognition.effective_dates import effective_date_facts
from workbench.recognition.reading import Reading, Span
from workbench.text import han_pattern, normalize

# The ways in which a text says that exports come under control, one pattern each.
# 实施临时出口管制
_APPLIES_CONTROL = "(?:实施|施行|实行)(?:临时)?[^,。;]{0,10}(?:出口)?(?:管制|管控|管束|出口控制|列管)"
# 收紧…出口管制, 强化管制…销往
_TIGHTENS_CONTROL = "(?:加强|强化|收紧)[^,。;]{0,30}(?:出口管制|管制出口|管制[^,。;]{0,16}(?:出口|销往|输往))"
_TAKES_MEASURES = "采取[^,。;]{0,24}措施"
# 列入…清单, but not 被列入 or 列入清单的, which describe who or what was listed before.
_PUTS_ON_LIST = "(?<!被)列[入为][^,。;\t]{0,24}(?:名单|清单)(?!的)"
# 出口许可证管理, but not the title of a catalogue or of rules about it.
_REQUIRES_LICENCE = "(?:出口|实行|实施)许可证?管理(?!目录|办法|规定)"
_PUTS_UNDER = "(?:纳入|列入)了?[^,。;名]{0,12}(?:管制|许可|管理(?!办法|条例|规定))(?!名单|[^,。;]{0,4}清单)"
# 禁止…出口, but not the catalogue of technology whose export is prohibited or restricted.
_BANS_EXPORT = "禁止(?!出口限制出口)[^,。;]{0,40}出口(?!的[^,。;]{0,8}(?:目录|清单|名录))"
_BANS_WITHOUT_LICENCE = "未经(?:许可|批准),?不得出口"
_CONTROLS = (
    f"(?:{_APPLIES_CONTROL}|{_TIGHTENS_CONTROL}|{_TAKES_MEASURES}|{_PUTS_ON_LIST}"
    f"|{_REQUIRES_LICENCE}|{_PUTS_UNDER}|{_BANS_EXPORT}|{_BANS_WITHOUT_LICENCE})"
)
# What stands right before a ministry's name where it is another country's: 美国商务部.
_NOT_ANOTHER_SIDE = "(?<![国美英韩俄盟本大兰])"


@lru_cache(maxsize=1)
def _decides() -> re.Pattern[str]:
    return han_pattern(rf"(?=[决现])(?:决[定议择](?!于)|现公布)(?:(?!暂停|停止|取消)[^。;\n]){{0,240}}?{_CONTROLS}")


@lru_cache(maxsize=1)
def _puts_under_control() -> re.Pattern[str]:
    return han_pattern(
        r"(?=[把将对采一全禁出未])(?:"
        rf"(?:把|将|对|采取)(?:(?!暂停|停止|取消|恢复)[^。;\n]){{0,120}}?{_CONTROLS}"
        rf"|{_TAKES_MEASURES}"
        "|(?:一律|全面)?禁止[^。;\n]{0,40}出口(?!的[^,。;]{0,8}(?:目录|清单|名录))"
        "|出口[^。;\n]{0,12}一律禁止"
        r"|未经许可,?不得出口)"
    )


@lru_cache(maxsize=1)
def _title_imposes() -> re.Pattern[str]:
    return han_pattern(rf"^(?!.*(?:暂停|停止|取消|解除)).*{_CONTROLS}|^(?!.*(?:暂停|停止|取消)).*采取[^。]{{0,20}}措施")


@lru_cache(maxsize=1)
def _imposes_behind_number() -> re.Pattern[str]:
    """Behind a number in an article: the act with that number imposes control."""
    return han_pattern(rf"[)》]*(?:(?!暂停|停止|取消|恢复)[^。;\n]){{0,260}}?{_CONTROLS}")


@lru_cache(maxsize=1)
def _announced() -> re.Pattern[str]:
    """An authority of China's is reported to have announced, introduced or applied control."""
    authority = (
        rf"(?:{_NOT_ANOTHER_SIDE}商务部|海关总署|中国政府|中国|中方|大陆|外交部|不可靠实体清单工作机制"
        r"|经(?:大陆|中国)?国务院[^。;,\n]{0,16}(?:批准|同意))"
    )
    # Between authority and verb nothing may say that it did so before, or merely may.
    now = r"(?:(?!曾|此前|(?<!稍)早|可以|可通过|有权)[^。;\n]){0,40}?"
    announces = "(?:宣布|决[定议择]|发布|连发|公告|公布)"
    # Between verb and control nothing may undo control or begin the title of an act.
    still = r"(?:(?!暂停|停止|取消|暂缓|调整|《关于|「关于|“关于|《公布|征求意见)[^。;\n]){0,160}?"
    # 中国此前对X实施出口管制, 中国于2023年起,陆续对X实施出口管制: done, and not announced here.
    side = "(?<![在与对向和由若果])(?:中国|中方|北京|大陆)(?:政府|官方)?"
    when_or_why = (
        r"(?:此前|先前|早前|去年|今年|已|也|再|又|陆续|相继"
        "|[自于从][^,。;\n]{4,12}?(?:起|开始)|(?:以|基于)[^,。;\n]{2,30},|,)+"
    )
    applied = "针?对[^。;\n]{1,60}?实施了?(?:临时|全面|严格|更严格|[而的和])*(?:出口管[制控]|管[制控]措施)"
    introduced = (
        rf"{_NOT_ANOTHER_SIDE}(?:商务部|中国政府|中方)[^。;\n]{{0,12}}?"
        r"(?:祭出|推出|出台)了?[^,。;\n]{0,30}?出口管制(?:措施|新规)"
    )
    applies = (
        rf"{_NOT_ANOTHER_SIDE}(?:中国|大陆)?(?:商务部|海关总署)(?:联合)?"
        r"对[^。;,\n]{2,60}?实施[^。;,\n]{0,8}管制(?!不?是|的)"
    )
    return han_pattern(
        rf"{authority}{now}{announces}{still}(?:{_CONTROLS}|实施(?:出口)?限制)"
        rf"|{side}{when_or_why}{applied}|{introduced}|{applies}"
    )


@lru_cache(maxsize=1)
def _investigates() -> re.Pattern[str]:
    return han_pattern(
        r"(?=[决依对])(?<![国方盟])(?:(?:决定(?!是否))?(?:依法)?对[^。;\n]{2,160}?(?:启动|发起|立案)|"
        r"决定(?!是否)(?:依法)?对[^。;\n]{2,160}?(?:展开|进行))[^。;\n]{0,14}调查(?!期间)"
    )


def imposition_facts(reading: Reading) -> Iterator[Fact]:
    """What the document's own act imposes or investigates; for an article, what the acts it reports impose."""
    effects = tuple(effective_date_facts(reading))
    if reading.is_act:
        yield from _own(reading, effects)
        return
    stated: dict[object, Fact] = {}
    for fact in _of_acts(reading, effects):
        stated.setdefault(fact.content, fact)
    yield from stated.values()
    if not stated:
        yield from _without_act(reading)
    yield from _reported_investigation(reading)


@lru_cache(maxsize=1)
def _opens_investigation() -> re.Pattern[str]:
    """An authority of China's is reported to have opened an investigation."""
    return han_pattern(
        rf"(?:{_NOT_ANOTHER_SIDE}(?:中国|大陆)?商务部|不可靠实体清单工作机制|中方)"
        r"(?:(?!是否|如果|可能|视情)[^。;?\n]){0,24}?(?:宣布|通报|公告|决定)(?!是否)称?,?(?:依法)?"
        r"对[^。;?\n]{2,40}?(?:启动|发起|立案)[^。;?\n]{0,14}调查(?![^。\n]{0,30}[?]|期间)"
    )


def _reported_investigation(reading: Reading) -> Iterator[Fact]:
    for match in _opens_investigation().finditer(reading.text):
        if reading.actor_at(match.start()) == "CN" and not reading.is_caption(match.start()):
            key = reading.instrument_at(match.start())
            target = (Target(instrument=key),) if key is not None else ()
            yield reading.fact(StatusChange(action="investigate", targets=target), [match.span()])
            return


def _own(reading: Reading, effects: tuple[Fact, ...]) -> Iterator[Fact]:
    if reading.is_statute:
        return
    target = (Target(instrument=reading.own_key),) if reading.own_key else ()
    investigated = _investigates().search(reading.text)
    if investigated and reading.actor_at(investigated.start()) == "CN":
        content = StatusChange(action="investigate", targets=target, by=reading.own_key)
        yield reading.fact(content, [investigated.span()])
        return
    decided = None if _undoes(reading) else _decision(reading)
    if decided is None:
        return
    effect = _own_effect(reading, effects)
    day: date | None = None
    spans, checks = [decided.span()], []
    if effect is not None and isinstance(effect.content, EffectiveDate):
        day = effect.content.date
        spans += [place for span in effect.evidence for place in reading.normal.places(span.start, span.end)]
        rule = next((check.rule for check in effect.checks), None)
        checks = [Check(field="from", verdict="derived" if rule else "verified", rule=rule)]
    content = StatusChange(action="impose", targets=target, from_=day)
    yield reading.fact(content, spans, checks=checks)


def _undoes(reading: Reading) -> bool:
    """Whether the act's heading says that it suspends, stops or resumes."""
    heads = [reading.title.text, *(reading.text[line.start : line.end] for line in reading.lines[:2])]
    return any(_suspending_head().search(head) for head in heads)


@lru_cache(maxsize=1)
def _suspending_head() -> re.Pattern[str]:
    return han_pattern("暂停|停止|恢复|取消|延长|废止|^[^。]{0,40}(?:调整|修改|修订)《")


def _decision(reading: Reading) -> re.Match[str] | None:
    """Where the act decides on control; else a sentence of it that puts something under control, or its title."""
    for pattern in (_decides(), _puts_under_control()):
        for match in pattern.finditer(reading.text):
            quoted = any(title.start < match.start() < title.end for title in reading.titles)
            if reading.actor_at(match.start()) == "CN" and not quoted:
                return match
    return None


def _own_effect(reading: Reading, effects: tuple[Fact, ...]) -> Fact | None:
    """The one effective date of the whole act; None where clauses differ or none is stated."""
    facts = [fact for fact in effects if fact.instrument == reading.own_key]
    days = {fact.content.date for fact in facts if isinstance(fact.content, EffectiveDate)}
    return facts[0] if len(days) == 1 and days != {None} else None


def _of_acts(reading: Reading, effects: tuple[Fact, ...]) -> Iterator[Fact]:
    for start, end, key, title in _acts(reading):
        sentence = reading.sentence_at(start)
        if reading.actor_at(start) != "CN" or reading.is_caption(start):
            continue
        if title is not None and _title_imposes().search(normalize(title).text):
            span = (start, end)
        else:
            imposing = (
                _imposes_behind_number().match(reading.text, end, sentence.end)
                or _decision_behind(reading, sentence)
                or _decision_before(reading, sentence, start)
            )
            if imposing is None:
                continue
            span = (min(start, imposing.start()), max(end, imposing.end()))
        effect = _effect_in(reading, sentence, effects)
        content = StatusChange(
            action="impose",
            targets=(Target(instrument=key),),
            from_=effect.content.date if effect and isinstance(effect.content, EffectiveDate) else None,
        )
        spans, checks = [span], []
        if effect is not None:
            spans += [place for part in effect.evidence for place in reading.normal.places(part.start, part.end)]
            rule = next((check.rule for check in effect.checks), None)
            checks = [Check(field="from", verdict="derived" if rule else "verified", rule=rule)]
        yield reading.fact(content, spans, checks=checks)


def _decision_behind(reading: Reading, sentence: Span) -> re.Match[str] | None:
    """The decision in the next sentence, where that names no other act: …第一號公告。根據…，決定…."""
    following = next(iter(reading.sentences_in(sentence.end, min(sentence.end + 4, len(reading.text)))), None)
    if following is None or reading.references_in(following.start, following.end):
        return None
    return _goes_on().match(reading.text, following.start, following.end)


def _decision_before(reading: Reading, sentence: Span, start: int) -> re.Match[str] | None:
    """The decision before a number that closes its sentence: 宣布对…实施出口管制,公告文号为2031年第6号."""
    named = _names_number().search(reading.text, sentence.start, start)
    return _announced().search(reading.text, sentence.start, named.start()) if named is not None else None


@lru_cache(maxsize=1)
def _names_number() -> re.Pattern[str]:
    return han_pattern(r"[,(](?:公告|文件|该公告)?(?:的)?(?:文号|编号)(?:为|是|系|:)$")


@lru_cache(maxsize=1)
def _goes_on() -> re.Pattern[str]:
    return han_pattern(
        rf"(?:根据|依据|依照|为|公告|该公告|经)(?:(?!暂停|停止|取消)[^。;\n]){{0,200}}?决定[^。;\n]{{0,60}}?{_CONTROLS}"
    )


def _acts(reading: Reading) -> Iterator[tuple[int, int, str, str | None]]:
    beside = {title.number: title for title in reading.act_titles if title.number is not None}
    for mention in reading.references:
        title = beside.get(mention)
        start = min(mention.start, title.start) if title is not None else mention.start
        as_basis = _cited_as_basis().search(reading.text, max(0, start - 4), start)
        if title is not None and not as_basis and _title_imposes().search(normalize(title.title).text):
            yield start, max(mention.end, title.end), mention.key, title.title
        else:
            yield mention.start, mention.end, mention.key, None
    for title in reading.act_titles:
        if title.number is None:
            yield title.start, title.end, title.key, title.title


@lru_cache(maxsize=1)
def _cited_as_basis() -> re.Pattern[str]:
    return han_pattern("(?:根据|依据|依照|按照|违反)$")


def _effect_in(reading: Reading, sentence: Span, effects: tuple[Fact, ...]) -> Fact | None:
    """The explicit effective date that the sentence gives."""
    for fact in effects:
        at = reading.normal.offset(fact.evidence[0].start)
        content = fact.content
        ends = _suspending_head().search(normalize(fact.evidence[-1].quote).text)
        if sentence.start <= at < sentence.end and isinstance(content, EffectiveDate) and not ends:
            return fact if content.basis == "explicit" and content.date is not None else None
    return None


def _without_act(reading: Reading) -> Iterator[Fact]:
    """The first report of control imposed, for an article that names no act."""
    for match in _announced().finditer(reading.text):
        asked = _asks().search(reading.text, match.end(), reading.line_at(match.start()).end)
        if reading.actor_at(match.start()) == "CN" and not reading.is_caption(match.start()) and not asked:
            yield reading.fact(StatusChange(action="impose"), [match.span()], notes=("no_instrument",))
            return


@lru_cache(maxsize=1)
def _asks() -> re.Pattern[str]:
    """Behind words that turn out to be a question: 请问中方有何考虑?"""
    return han_pattern("请问|[?]$")
