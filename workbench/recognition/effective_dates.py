"""When acts take effect → effective_date facts: a written date, the day of publication, each clause its own."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from workbench.facts.fact import Check, Fact
from workbench.facts.kinds import EffectiveDate
from workbench.recognition.act_titles import ActTitle
from workbench.recognition.date_checks import check_date
from workbench.recognition.dates import DateMention
from workbench.recognition.publication import dated_publications
from workbench.recognition.publication_days import publication_day
from workbench.recognition.reading import REPOSTED_DAYS, Reading, Span
from workbench.text import han_pattern, normalize

_TAKES_EFFECT = "(?:正式|开始|全面|同步|即|便)?(?:施行|实施|生效|执行|适用|实行|上路)"


@lru_cache(maxsize=1)
def _begins() -> re.Pattern[str]:
    """What follows a date on which something takes effect: 12時01分起正式實施, 起，暫停…, 生效."""
    time = r"(?P<hour>[0-9]{1,2})(?:时|:|点)(?:(?P<minute>[0-9]{1,2})分?)?"
    changes = "暂停|停止|恢复|取消|优化|调整|禁止|不再|终止|加强|强化|将[^,。;]{2,60}(?:列[入为]|移出|移除)"
    # What begins on the day: the act itself, or what it does or demands.
    measures = (
        rf"{changes}|被?冻结|被?禁止|对[^,。;]{{2,60}}(?:实施|采取|实行|进行)|对于?[^。;]{{2,60}}?(?:{changes})"
        r"|对[^。\n]{2,300}?(?:收取|征收)"
    )
    # …未经许可,不得出口, …应当申请, …无法取得许可, 纳入管制: what exporters may or have to do from then on.
    duties = (
        r"[^。;]{2,120}?未经(?:许可|批准),?不得出口"
        r"|[^。;]{2,50}?(?:必须|必需|应当?|须|需)[^,。;]{0,12}(?:申请|办理|取得|获得|凭|持|提交)|申请许可|办理许可"
        r"|[^。;]{2,50}?(?:无法|不能|难以)[^,。;]{0,4}(?:获批|获得|取得)[^,。;]{0,6}许可"
        r"|纳入[^,。;]{0,12}(?:管制|许可|管理)"
    )
    begins = rf"(?:起|开始|始)[,]?(?:{_TAKES_EFFECT}|(?:继续|决定|将|正式|被)?(?:{measures}|{duties}))"
    # 5月1日实施: the verb right behind the day, without 起.
    at_once = "(?:正式)?(?:生效|施行|上路)|(?<=日)(?:正式|开始)?(?:实施|执行)"
    bracket = r"(?:\([^()\n]{1,30}\))?"
    # 起《甲条例》与《乙办法》同时施行: a law named behind the day, perhaps with a second one.
    law = (
        rf"[,]?起?(?P<title>《[^《》\n]{{3,60}}》){bracket}(?:[与和及、]《[^《》\n]{{3,60}}》{bracket})?"
        r"(?:同时|同步|将|已|即将)?(?:正式|开始|全面)?(?:施行|实施|生效)"
    )
    return han_pattern(rf"\)?\s?(?:{time})?{begins}|{at_once}|起,?至|{law}")


@lru_cache(maxsize=1)
def _on_publication() -> re.Pattern[str]:
    """自公布之日起施行, 即日起实施, 于同日起生效: an act, or what it does (`act`), begins when it is published."""
    publication = "(?:公布|公佈|发布|印发|公告|下发)(?:之)?日(?:起)?"
    begins = rf"{_TAKES_EFFECT}|对[^,。;]{{2,60}}?(?:实施|采取|实行)"
    return han_pattern(
        rf"(?=[自本公发印下即于从])(?:自?(?:本[^,。;]{{2,6}})?{publication}[,]?(?P<act>{begins})"
        rf"|即日起[,]?{_TAKES_EFFECT}|[于自从][当同][日天]起[,]?{_TAKES_EFFECT})"
    )


@lru_cache(maxsize=1)
def _publication_day() -> re.Pattern[str]:
    """What `_on_publication` needs; few texts have it."""
    return han_pattern("布日|布之日|佈日|佈之日|发日|发之日|告日|告之日|即日起|[当同][日天]起")


@lru_cache(maxsize=1)
def _attributive() -> re.Pattern[str]:
    """Behind the date, words by which it belongs to what is only described: 起针对美国的…措施."""
    return han_pattern(r"起?(?:针对|对)[^,。;]{1,24}的(?![^,。;]{0,60}(?:实施|采取|实行|进行))")


@lru_cache(maxsize=1)
def _clause() -> re.Pattern[str]:
    number = "[0-9一二两三四五六七八九十]+"
    piece = rf"(?:(?:第{number}|[(]{number}[)]|第[(]{number}[)]|前{number})(?:条|款|项|部分|点)|第?[(]{number}[)]|{number}(?=、[(]))"
    return han_pattern(rf"(?P<clause>{piece}(?:[、和及与至的]?{piece})*)[^,。;]{{0,8}}$")


_LONGEST_NAME = 120
"""Characters of a title or number behind which a bracket is looked for."""

_BESIDE = 3
"""Characters between a title and the day that is said of it: its mark and a comma."""


def effective_date_facts(reading: Reading) -> Iterator[Fact]:
    """Every day on which an act of China's, or a clause of one, takes effect."""
    seen: set[tuple[object, ...]] = set()
    for fact in (*_written(reading), *_by_publication(reading)):
        content = fact.content
        assert isinstance(content, EffectiveDate)  # noqa: S101 - narrows the union
        mark = (content.instrument, content.clause, content.date, content.basis)
        if mark not in seen:
            seen.add(mark)
            yield fact


def _written(reading: Reading) -> Iterator[Fact]:
    for mention in reading.dates:
        if reading.is_caption(mention.start) or reading.actor_at(mention.start) != "CN":
            continue
        labelled = _label().search(reading.text, max(0, mention.start - 10), mention.start)
        begins = _begins().match(reading.text, mention.end)
        if labelled is not None:
            content = EffectiveDate(
                instrument=reading.instrument_at(mention.start), date=mention.value, basis="explicit"
            )
            yield reading.fact(content, [(labelled.start(), mention.end)], checks=check_date("date", mention))
            continue
        if begins is not None and _needs_on().fullmatch(begins[0]) and reading.text[mention.start - 1] != "于":
            continue
        since = _since_in_brackets(reading, mention) if begins is None else None
        if since is not None:
            content = EffectiveDate(instrument=since, date=mention.value, basis="explicit")
            yield reading.fact(content, [(mention.start, mention.end + 1)], checks=check_date("date", mention))
        if begins is None or _attributive().match(reading.text, mention.end):
            continue
        sentence = reading.sentence_at(mention.start)
        if reading.is_row(mention.start) and _ends_something().search(begins[0]):
            continue
        clause = _clause_before(reading, sentence.start, mention.start)
        start = clause[0] if clause else _opening(reading.text, mention.start)
        content = EffectiveDate(
            instrument=_what_takes_effect(reading, mention, begins),
            clause=reading.normal.quote(*clause) if clause else None,
            date=mention.value,
            time=_time(begins),
            basis="explicit" if mention.resolved != "relative" else "relative",
        )
        spans = [(start, begins.end())]
        notes = [mention.unresolved] if mention.unresolved else []
        for key in _titles_together(reading, mention) or _laws_together(reading, begins) or (content.instrument,):
            of_act = content.model_copy(update={"instrument": key})
            yield reading.fact(of_act, spans, checks=check_date("date", mention), notes=notes)


def _laws_together(reading: Reading, begins: re.Match[str]) -> tuple[str, ...]:
    """The laws that are said to take effect together behind a day: 12月1日《…条例》(下称…)与《…清单》同步实施."""
    if not begins["title"]:
        return ()
    named = (reading.law_named(title) for title in reading.titles_in(begins.start(), begins.end()))
    return tuple(dict.fromkeys(key for key in named if key is not None))


def _since_in_brackets(reading: Reading, mention: DateMention) -> str | None:
    """The act whose day of effect stands in a bracket right behind its number or title: 《…的决定》（2031年4月4日起）."""
    opening = mention.start - 1
    if reading.text[opening : opening + 1] != "(" or not _since().match(reading.text, mention.end):
        return None
    near = max(0, opening - _LONGEST_NAME)
    titles = [act.key for act in reading.act_titles_in(near, opening) if 0 <= opening - act.end <= 1]
    numbers = [number.key for number in reading.references_in(near, opening) if 0 <= opening - number.end <= 1]
    return next(iter((*titles, *numbers)), None)


@lru_cache(maxsize=1)
def _since() -> re.Pattern[str]:
    return han_pattern(r"起[)]")


def _titles_together(reading: Reading, mention: DateMention) -> tuple[str, ...]:
    """The acts whose titles are listed together right before a day (《…公告》和《…公告》,自…起实施): it is each one's day."""
    leads = [act.key for act in _unnumbered_before(reading, mention.start)]
    together = reading.instruments_before(mention.start) if leads and not reading.is_act else ()
    return together if len(together) > 1 and leads[0] in together else ()


@lru_cache(maxsize=1)
def _label() -> re.Pattern[str]:
    """【實施日期】 in the head of a page."""
    return han_pattern("(?:实施|施行|生效|执行)日期[】\\]:\\s]{1,3}$")


@lru_cache(maxsize=1)
def _needs_on() -> re.Pattern[str]:
    """實施 right behind a date says that something takes effect only where 於 stands before it."""
    return han_pattern("(?:正式|开始)?(?:实施|执行)")


def _opening(text: str, start: int) -> int:
    """Where the phrase of a date begins: at its 自 or 于."""
    return start - 1 if text[start - 1 : start] in {"自", "于", "从"} else start


def _time(begins: re.Match[str]) -> str | None:
    if not begins["hour"]:
        return None
    return f"{int(begins['hour']):02d}:{int(begins['minute'] or 0):02d}"


def _clause_before(reading: Reading, start: int, end: int) -> tuple[int, int] | None:
    """The clause named right before a date, back to the last comma."""
    begin = max(start, *(reading.text.rfind(mark, start, end) + 1 for mark in ",;。"))
    found = _clause().search(reading.text, begin, end)
    if found is None or (found.start("clause") == start and _of_itself().match(reading.text, found.end("clause"))):
        return None
    heading = _own_heading().match(reading.text, found.start("clause")) if found.start("clause") == start else None
    return (heading.end() if heading else found.start("clause")), found.end("clause")


@lru_cache(maxsize=1)
def _of_itself() -> re.Pattern[str]:
    """Behind the number of an article: it says when the whole takes effect (第十四条 本规定自公布之日起施行)."""
    return han_pattern(r"\s?(?:本|《|自)")


@lru_cache(maxsize=1)
def _own_heading() -> re.Pattern[str]:
    """The number of the article that makes the statement, before that of the article it is about: 第六條 第一條第（一）項."""
    return han_pattern("第[0-9一二三四五六七八九十]+条(?=[第前(])")


@lru_cache(maxsize=1)
def _ends_something() -> re.Pattern[str]:
    return han_pattern("暂停|停止|恢复|取消|终止|不再|至")


def _what_takes_effect(reading: Reading, mention: DateMention, begins: re.Match[str]) -> str | None:
    """The law that the words belong to (…起施行的《…》, 《…》自…), else the act under discussion.

    Where something is suspended or stopped from that day on, it is what suspends that takes effect.
    """
    if _ends_something().search(begins[0]):
        return reading.speaking_key or _suspending_act(reading, mention.start)
    behind = begins.end()
    first = bisect_left(reading.titles, mention.start - 6, key=lambda title: title.tail)
    for title in reading.titles[first : bisect_right(reading.titles, behind + 3, key=lambda title: title.start)]:
        follows = 0 <= title.start - behind <= 3 and "的" in reading.text[behind : title.start]
        named = reading.named_in_full(title).start
        numbered = _by_number().search(reading.text, max(0, named - 6), named)
        leads = not numbered and _leads(reading.text, title.tail, mention.start)
        key = reading.law_named(title) if follows or leads or title.end == begins.end("title") else None
        if key is not None:
            return key
    adopted = _adopted(reading, mention.start)
    if adopted is not None:
        return adopted
    if not reading.is_act:
        for act in _unnumbered_before(reading, mention.start):
            return act.key
    return _spoken_of(reading, mention.start)


def _leads(text: str, tail: int, start: int) -> bool:
    """Whether nothing but marks stands between a title and what is said of it."""
    return 0 <= start - tail <= 3 or _marks().fullmatch(text, tail, start) is not None


def _suspending_act(reading: Reading, position: int) -> str | None:
    """The act without a number that the sentence says to have been published, whose title says that it suspends."""
    sentence = reading.sentence_at(position)
    named = (act for act in reading.act_titles_in(sentence.start, position) if act.number is None)
    return next((act.key for act in named if _ends_something().search(normalize(act.title).text)), None)


def _adopted(reading: Reading, position: int) -> str | None:
    """The law that the sentence says to have been adopted before it says when it takes effect."""
    sentence = reading.sentence_at(position)
    before = reading.titles_in(sentence.start, position)[-1:]
    if reading.is_act or not before or not _adoption().fullmatch(reading.text, before[0].tail, position):
        return None
    return reading.law_named(before[0])


@lru_cache(maxsize=1)
def _adoption() -> re.Pattern[str]:
    """Between the title of a law and the day of its effect: 已于…由…会议通过,且将于."""
    return han_pattern(
        r"(?:\([^()\n]{1,30}\))?(?:已|业)?(?:由|于|经)[^。;《》\n]{2,80}通过,?(?:且|并)?(?:将|已)?(?:自|于|从)?"
    )


@lru_cache(maxsize=1)
def _by_number() -> re.Pattern[str]:
    """Before a title that a numbered act publishes: …第51号公告,公布《…清单》,自…起实施 is said of the announcement."""
    return han_pattern("[号告令],?公布了?$")


@lru_cache(maxsize=1)
def _marks() -> re.Pattern[str]:
    return han_pattern('[”」』")]{0,3},?[自于从]?')


def _unnumbered_before(reading: Reading, position: int) -> Iterator[ActTitle]:
    """Acts known by title alone whose title ends right before a position."""
    ending = _titles_by_end(reading)
    for end in range(position - _BESIDE, position + 1):
        yield from ending.get(end, ())


@lru_cache(maxsize=1)
def _titles_by_end(reading: Reading) -> dict[int, list[ActTitle]]:
    ending: dict[int, list[ActTitle]] = defaultdict(list)
    for act in reading.act_titles:
        if act.number is None:
            ending[act.end].append(act)
    return ending


@lru_cache(maxsize=1)
def _several() -> re.Pattern[str]:
    return han_pattern("[两三四五六七八九十0-9]+(?:份|项|个|则)(?:公告|决定|文件)|上述(?:公告|决定)|这些|公告均|公告都")


def _spoken_of(reading: Reading, position: int) -> str | None:
    """The act under discussion; None where the sentence names several at once."""
    if not reading.is_act:
        several = _first_several(reading, reading.sentence_at(position))
        if several is not None and several <= position:
            return None
    return reading.instrument_at(position)


@lru_cache(maxsize=1)
def _first_several(reading: Reading, sentence: Span) -> int | None:
    """Where the first words of a sentence end that speak of several acts."""
    found = _several().search(reading.text, sentence.start, sentence.end)
    return found.end() if found is not None else None


def _by_publication(reading: Reading) -> Iterator[Fact]:
    for match in _on_publication().finditer(reading.text) if _publication_day().search(reading.text) else ():
        if reading.actor_at(match.start()) != "CN":
            continue
        if any(mention.value for mention in reading.dates_in(match.start(), match.end())):
            continue
        sentence = reading.sentence_at(match.start())
        if _until_follows(reading, match.end()):
            continue
        clause = _clause_before(reading, sentence.start, match.start())
        day, published = _publication(reading, match.start())
        content = EffectiveDate(
            instrument=_law_leading(reading, match.start()) or _spoken_of(reading, match.start()),
            clause=reading.normal.quote(*clause) if clause else None,
            date=day,
            basis="on_publication",
        )
        spans = [(clause[0] if clause else match.start(), match.end())]
        if published is not None:
            spans.append((published.start, published.end))
        checks = [Check(field="date", verdict="derived", rule="on_publication")] if day else []
        yield reading.fact(content, spans, checks=checks, notes=[] if day else ["no_document_date"])


def _law_leading(reading: Reading, position: int) -> str | None:
    """The law whose title stands right before a position in an article: 《条例》自公布之日起施行."""
    if reading.is_act:
        return None
    first = bisect_left(reading.titles, position - 1, key=lambda title: title.tail)
    leading = reading.titles[first : first + 1]
    return reading.law_named(leading[0]) if leading and leading[0].tail <= position else None


def _until_follows(reading: Reading, end: int) -> bool:
    return reading.text[end : end + 1] == "至"


def _publication(reading: Reading, position: int) -> tuple[date | None, DateMention | None]:
    """The day on which the act under discussion at `position` was published, and its mention in the text."""
    if reading.is_act:
        return _own_day(reading)
    key = reading.instrument_at(position)
    for stated_days in _days_of_act(reading, key):
        before = bisect_left(stated_days, position, key=lambda one: one[0]) - 1
        if before >= 0:
            return stated_days[before][1].value, stated_days[before][1]
    days = _publication_days(reading)
    if len(days) == 1:
        return next(iter(days.items()))
    return _own_day(reading) if reading.is_statement else (None, None)


@lru_cache(maxsize=16)
def _days_of_act(reading: Reading, key: str | None) -> tuple[list[tuple[int, DateMention]], ...]:
    """Where the text says on which day an act was published: beside its number, beside its title."""
    titles = (title for title in reading.act_titles if title.key == key)
    named = [(mention.start, mention.end) for mention in reading.references_to(key)]
    return tuple(
        [(start, dated) for start, end in spans if (dated := publication_day(reading, start, end)) is not None]
        for spans in (named, [(title.start, title.end) for title in titles])
    )


@lru_cache(maxsize=1)
def _publication_days(reading: Reading) -> dict[date | None, DateMention]:
    return {dated.value: dated for _, dated in dated_publications(reading)}


def _own_day(reading: Reading) -> tuple[date | None, DateMention | None]:
    """The document's own day, and where its text states it: a page that repeats an act some days later is not its day."""
    stated, stored = reading.own_date, reading.document.published
    day = stated.value if stated is not None else None
    if reading.is_act and day is not None and stored is not None and 0 < (stored - day).days <= REPOSTED_DAYS:
        return day, stated
    return reading.published, stated if stated is not None and stated.value == reading.published else None
