"""What a spokesperson answered and what talks agreed on → position facts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from workbench.facts.fact import Check, Fact
from workbench.facts.kinds import Position
from workbench.recognition.date_checks import check_date
from workbench.recognition.dates import DateMention
from workbench.recognition.reading import Reading, Span
from workbench.text import fold_script, han_pattern

_LONGEST_STANCE = 160
_SHORTEST_STANCE = 8
_AFTERWARDS = fold_script("后")


@lru_cache(maxsize=1)
def _changes_status() -> re.Pattern[str]:
    """From where a statement says that measures are suspended, stopped or taken up again."""
    return han_pattern(
        r"(?:决定)?(?:自[^,。;]{2,16}起,?)?(?:对于?[^。;]{2,60},)?(?:继续)?(?:暂停|停止|恢复|取消)(?:实施|执行)?[^,。;\n]{0,60}(?:措施|公告|部令|号)"
    )


@lru_cache(maxsize=1)
def _speaks() -> re.Pattern[str]:
    return han_pattern(
        r"(?P<who>(?:中国)?(?:商务部|外交部|海关总署)?(?:新闻)?发言人)(?P<name>[^,。;:\s]{0,8}?)"
        r"(?:在[^,。;]{2,24})?[^,。;]{0,12}?(?:表示|指出|强调|回应|答复|说明)?(?:表示|指出|强调|回应|称|说|重申)[,:]?(?P<stance>[^。\n]{8,})"
    )


@lru_cache(maxsize=1)
def _introduced() -> re.Pattern[str]:
    """A spokesperson by name, as who goes on to speak by it alone."""
    return han_pattern(
        r"(?:商务部|外交部|海关总署)(?:例行)?(?:新闻)?发言人(?P<name>[\u4e00-\u9fff]{2,3}?)"
        r"(?=[0-9昨今同,]|在|就|主持|表示|指出|强调|回应|应询|称|说|重申|周|下午|上午)"
    )


@lru_cache(maxsize=8)
def _goes_on(name: str) -> re.Pattern[str]:
    """His name alone at the head of a sentence: 何某指出,…."""
    return han_pattern(
        rf"(?:(?<=[。\n」”?])|^)(?:对此,)?(?P<who>{re.escape(name)})(?:[^,。;:\n]{{0,10}}?)(?:表示|指出|强调|批评|回应|重申|说|称)"
        rf"(?:称|说|道|指)?[,:]?(?P<stance>[^。\n]{{8,}})",
        re.MULTILINE,
    )


@lru_cache(maxsize=1)
def _spokesperson() -> re.Pattern[str]:
    return han_pattern(r"发言人[^。;\n]{0,60}(?:答记者问|消息|谈话|表示)|(?:答记者问|消息)[^。;\n]{0,40}发言人")


@lru_cache(maxsize=1)
def _answers() -> re.Pattern[str]:
    return han_pattern(
        r"(?:^|(?<=\n)|(?<=\s)|(?<=[。?]))(?:发言人)?答(?:复)?:\s?(?P<stance>[^。\n]{8,}。?)", re.MULTILINE
    )


@lru_cache(maxsize=1)
def _topic() -> re.Pattern[str]:
    return han_pattern(r"就(?P<topic>.{2,60}?)(?:有关问题|问题|事)?(?:应询)?(?:答记者问|发表谈话|答问)")


@lru_cache(maxsize=1)
def _agreed() -> re.Pattern[str]:
    return han_pattern(
        r"(?P<talks>(?:中(?P<other>[美欧日韩荷英德加澳])|双方|两国)[^,。;:\n《》]{0,12}(?:会谈|磋商|会晤|对话))[^。;\n]{0,30}?"
        r"(?P<stance>(?:达成|形成|同意|商定|一致|宣布)[^,。;\n]{2,60})"
    )


def position_facts(reading: Reading) -> Iterator[Fact]:
    """The answer that a document is, what it reports a spokesperson to have said, and what talks agreed on."""
    if reading.is_statement:
        # An answer that is reported rather than printed (发言人说,…) is what the spokesperson said.
        yield from tuple(_answer(reading)) or _reported_positions(reading)
    elif not reading.is_act:
        yield from _reported_positions(reading)
    if not reading.is_act:
        yield from _talks(reading)
        yield from _briefings(reading)


@lru_cache(maxsize=1)
def _briefing() -> re.Pattern[str]:
    """Behind a day: a briefing, an answer that was published, a campaign that began."""
    return han_pattern(
        r"(?![电讯])[,]?起?,?(?P<stance>[^,。;\n]{0,24}?(?:例行(?:新闻)?发布会[^。;\n]*|发言人[^。;\n]{0,40}答记者问"
        r"|[^。;\n]{0,60}(?P<campaign>(?:开展|组织|启动|部署)[^。;\n]{0,24}专项行动)))"
    )


def _briefings(reading: Reading) -> Iterator[Fact]:
    if reading.is_statement:
        return
    for mention in reading.dates:
        match = _briefing().match(reading.text, mention.end) if mention.value else None
        if match is None or reading.is_caption(mention.start) or reading.actor_at(match.start("stance")) != "CN":
            continue
        groups = [group for group in reading.issuers if match.start() <= group.start < match.end()]
        content = Position(
            category="enforcement_action" if match["campaign"] else "policy_guidance",
            issuers=tuple(reading.normal.quote(*span) for span in groups[0].spans) if groups else (),
            date=mention.value,
            topic=_written(reading, match, "campaign") if match["campaign"] else None,
            stance=reading.normal.quote(match.start("stance"), _end_of_stance(match)),
        )
        yield reading.fact(content, [(mention.start, _end_of_stance(match))], checks=check_date("date", mention))


def _answer(reading: Reading) -> Iterator[Fact]:
    answer = _answers().search(reading.text)
    if answer is None or _end_of_stance(answer) - answer.start("stance") < _SHORTEST_STANCE:
        return
    topic = _topic().search(reading.text, 0, 300)
    stated = reading.own_date
    day = stated.value if stated else reading.document.published
    group = next((group for group in reading.issuers if group.end <= 200), None)
    spans = [(answer.start("stance"), _end_of_stance(answer))]
    spans += [topic.span("topic")] if topic else []
    spans += [(part.start, part.end) for part in (stated, group) if part is not None]
    content = Position(
        instrument=reading.speaking_key,
        category="policy_guidance",
        issuers=(reading.normal.quote(*group.spans[0]),) if group else (),
        date=day,
        topic=reading.normal.quote(*topic.span("topic")) if topic else None,
        stance=reading.normal.quote(answer.start("stance"), _end_of_stance(answer)),
    )
    stored = [Check(field="date", verdict="derived", rule="published")] if stated is None and day else []
    yield reading.fact(content, spans, checks=[*check_date("date", stated), *stored])


def _end_of_stance(match: re.Match[str]) -> int:
    """Where the statement ends: before a change of status, which is a fact of its own; at a comma where it is long."""
    start, end = match.span("stance")
    changed = _changes_status().search(match.string, start, end)
    if changed is not None:
        end = max(start, match.string.rfind(",", start, changed.start()))
    if end - start <= _LONGEST_STANCE:
        return end
    comma = match.string.rfind(",", start, start + _LONGEST_STANCE)
    return comma if comma > start + 8 else start + _LONGEST_STANCE


def _sayings(reading: Reading) -> Iterator[re.Match[str]]:
    """What a spokesperson said, whether called 发言人 or, once introduced by name, by the name alone."""
    yield from _speaks().finditer(reading.text)
    named = {one["name"]: one.end() for one in reversed(list(_introduced().finditer(reading.text)))}
    for name, known in named.items():
        yield from _goes_on(name).finditer(reading.text, known)


def _reported_positions(reading: Reading) -> Iterator[Fact]:
    for match in _sayings(reading):
        if reading.is_caption(match.start()) or reading.actor_at(match.start()) != "CN":
            continue
        end = _end_of_stance(match)
        if end - match.start("stance") < _SHORTEST_STANCE:
            continue
        within = [day for day in reading.dates_in(match.start(), match.start("stance")) if day.value]
        dated = within[0] if within else _day_before(reading, reading.sentence_at(match.start()), match.start())
        spans = [(match.start(), end)]
        spans += [(dated.start, dated.end)] if dated else []
        content = Position(
            instrument=_named_here(reading, match.start("stance")),
            category="policy_guidance",
            issuers=(reading.normal.quote(*match.span("who")),),
            date=dated.value if dated else None,
            stance=reading.normal.quote(match.start("stance"), end),
        )
        yield reading.fact(content, spans, checks=check_date("date", dated))


def _named_here(reading: Reading, position: int) -> str | None:
    """The act under discussion, if the same line names it."""
    line = reading.line_at(position)
    key = reading.instrument_at(position)
    return key if any(mention.key == key for mention in reading.references_in(line.start, line.end)) else None


def _day_before(reading: Reading, sentence: Span, position: int) -> DateMention | None:
    """The day in the sentence before a position, else in the sentence right before, if that mentions the spokesperson."""
    before = [mention for mention in reading.dates_in(sentence.start, position) if mention.value]
    if before:
        return before[-1]
    earlier = reading.sentence_at(max(0, sentence.start - 2))
    if earlier == sentence or _spokesperson().search(reading.text, earlier.start, earlier.end) is None:
        return None
    dated = [mention for mention in reading.dates_in(earlier.start, earlier.end) if mention.value]
    return dated[0] if len(dated) == 1 else None


def _talks(reading: Reading) -> Iterator[Fact]:
    for match in _agreed().finditer(reading.text):
        if reading.is_caption(match.start()) or reading.actor_at(match.start()) != "CN":
            continue
        if _changes_status().search(match["stance"]) or match["stance"].endswith(_AFTERWARDS):
            continue
        dated = _day_before(reading, reading.sentence_at(match.start()), match.start() + 1)
        spans = [match.span()] + ([(dated.start, dated.end)] if dated else [])
        content = Position(
            category="international_cooperation",
            counterpart=match["other"] and _written(reading, match, "other"),
            date=dated.value if dated else None,
            topic=_written(reading, match, "talks"),
            stance=_written(reading, match, "stance"),
        )
        yield reading.fact(content, spans, checks=check_date("date", dated))


def _written(reading: Reading, match: re.Match[str], name: str) -> str:
    return reading.normal.quote(*match.span(name))
