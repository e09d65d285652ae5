"""Sentences and table rows that suspend, extend, resume, stop, repeal or amend acts → status_change facts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from workbench.facts.dates import last_day
from workbench.facts.fact import Check, Fact
from workbench.facts.kinds import StatusAction, StatusChange, Target
from workbench.facts.references import law_key, title_key
from workbench.recognition.dates import DateMention
from workbench.recognition.reading import Reading, Span
from workbench.recognition.references import is_law_title
from workbench.recognition.subjects import is_act_title
from workbench.text import han_pattern

_VERBS: tuple[tuple[StatusAction, str], ...] = (
    ("extend", "(?:继续|再次|再度|延长|延续)(?:实施)?(?:暂停|中止)|延长[^,。;]{0,12}暂停期?"),
    ("suspend", "(?:暂停|中止|暂缓)(?:实施|执行|施行|适用|采取)?"),
    ("resume", "恢复(?:实施|执行|施行|适用|采取)"),
    ("stop", "(?:停止|终止)(?:实施|执行|施行|适用|采取)?|取消|撤销|解除|不再(?:实施|执行|适用|采取)"),
    ("repeal", "(?:同时)?(?:废止|失效)"),
    ("amend", "(?:优化)?调整|修订|修改|修正"),
)
_FORWARD_GAP, _BACKWARD_GAP, _LONGEST_SPAN = 60, 40, 260


@lru_cache(maxsize=1)
def _verb() -> re.Pattern[str]:
    return han_pattern("|".join(f"(?P<{action}>{words})" for action, words in _VERBS))


@lru_cache(maxsize=1)
def _unreal() -> re.Pattern[str]:
    """Before a verb: it is asked for, feared or denied, not done."""
    return han_pattern(
        "(?:可能|或将|是否|若|如果|一旦|要求|呼吁|敦促|希望|应当|应当立即|应立即|不得|尚未|没有|不会|拟|考虑|预计|建议|有望|阶段性)[^,。;]{0,3}$"
    )


@lru_cache(maxsize=1)
def _cited() -> re.Pattern[str]:
    return han_pattern(r"(?:依据|依照|根据|按照|参照|遵照|违反)[^,。;\n\t]{0,24}$")


@lru_cache(maxsize=1)
def _issued() -> re.Pattern[str]:
    """Before a number: it is what is published, so it makes the change and does not suffer it."""
    return han_pattern(r"(?:发布|发佈|公布|出台|印发)了?(?:关于[^,。;]{0,30}的)?$")


@lru_cache(maxsize=1)
def _clause_behind() -> re.Pattern[str]:
    number = "[0-9一二三四五六七八九十]+"
    return han_pattern(
        rf"(?:[(][^()]*[)]|《[^《》]*》)?(?:中的?|的)?(?P<clause>(?:第{number}[款条项部分]+)(?:[、和]第{number}[款条项])*)"
    )


@lru_cache(maxsize=1)
def _term() -> re.Pattern[str]:
    count = "(?:[0-9]{1,3}|[一二两三四五六七八九十百]{1,3})"
    return han_pattern(
        rf"(?:措施|实施|执行|为期|期限为?|暂停|公告|部令|令|规定|[款项条)》号]|延长|再|管制|调查)\s?(?P<term>{count}(?:个月|天|年))(?![0-9第度])"
    )


@lru_cache(maxsize=1)
def _occasion() -> re.Pattern[str]:
    return han_pattern(
        r"(?:为落实|根据|在)?(?P<what>[^,。;:\t\n为在]{2,24}?(?:磋商|会谈|会晤|联合声明))(?=后|共识|达成|相关|成果|,)"
    )


@dataclass(frozen=True, slots=True)
class _Object:
    """An act that a unit names, with the clause of it that is meant."""

    start: int
    end: int
    key: str
    clause: tuple[int, int] | None
    number: bool


@dataclass(frozen=True, slots=True)
class _Change:
    """One verb with what it changes; `region` is the stretch of the unit that speaks of it."""

    verb: re.Match[str]
    objects: tuple[_Object, ...]
    by: str | None
    region: Span


def status_change_facts(reading: Reading) -> Iterator[Fact]:
    """Every change of status of an act of China's that a sentence or a table row tells of."""
    for unit in _units(reading):
        if _verb().search(reading.text, unit.start, unit.end):
            for change in _changes(reading, unit):
                yield _fact(reading, unit, change)


def find_status_verbs(reading: Reading) -> Iterator[tuple[int, int, StatusAction]]:
    """Verbs of status change that are meant as done, in sentences that name or date an act: (start, end, action)."""
    for unit in _units(reading):
        if reading.references_in(unit.start, unit.end):
            for verb in _verb().finditer(reading.text, unit.start, unit.end):
                if _is_real(reading, unit, verb):
                    yield verb.start(), verb.end(), _action(verb)


def _units(reading: Reading) -> Iterator[Span]:
    """Table rows whole, since a remark in one cell is about another; running text by sentence."""
    for line in reading.lines:
        if reading.is_caption(line.start):
            continue
        if "\t" in reading.text[line.start : line.end].strip():
            yield line
        else:
            yield from (span for span in reading.sentences if line.start <= span.start < line.end)


def _changes(reading: Reading, unit: Span) -> Iterator[_Change]:
    text = reading.text
    if text[unit.end - 1 : unit.end] == "?":
        return
    verbs = [verb for verb in _verb().finditer(text, unit.start, unit.end) if _is_real(reading, unit, verb)]
    named = tuple(_objects(reading, unit))
    issuing = [thing for thing in named if _issued().search(text, max(unit.start, thing.start - 50), thing.start)]
    free = [thing for thing in named if thing not in issuing and not _is_cited(reading, unit, thing)]
    taken: set[_Object] = set()
    edge = unit.start
    for index, verb in enumerate(verbs):
        limit = verbs[index + 1].start() if index + 1 < len(verbs) else unit.end
        objects = _forward(text, verb, free, limit) or _backward(text, verb, free, edge, taken)
        objects = tuple(thing for thing in objects if _fits(thing, verb) and thing.key != reading.own_key)
        if not objects:
            continue
        taken.update(objects)
        by = [thing.key for thing in issuing if thing.end <= verb.start()]
        yield _Change(verb, objects, by[-1] if by else reading.speaking_key, Span(edge, limit))
        edge = max(verb.end(), objects[-1].end)


def _is_real(reading: Reading, unit: Span, verb: re.Match[str]) -> bool:
    if reading.actor_at(verb.start()) != "CN":
        return False
    inside_title = any(title.start < verb.start() < title.end for title in reading.titles)
    return not inside_title and not _unreal().search(reading.text, max(unit.start, verb.start() - 12), verb.start())


def _objects(reading: Reading, unit: Span) -> Iterator[_Object]:
    for mention in reading.references_in(unit.start, unit.end):
        yield _Object(mention.start, mention.end, mention.key, _clause_of(reading, mention.end), True)
    for title in reading.titles:
        if not unit.start <= title.start < unit.end:
            continue
        law = is_law_title(title.title)
        if law or is_act_title(title.title):
            key = law_key(title.title) if law else title_key(title.title)
            yield _Object(title.start, title.end, key, _clause_of(reading, title.end), False)


def _clause_of(reading: Reading, end: int) -> tuple[int, int] | None:
    found = _clause_behind().match(reading.text, end)
    return found.span("clause") if found else None


def _is_cited(reading: Reading, unit: Span, thing: _Object) -> bool:
    return bool(_cited().search(reading.text, max(unit.start, thing.start - 60), thing.start))


def _fits(thing: _Object, verb: re.Match[str]) -> bool:
    """A law is amended or repealed; what 暫停 or 停止 has as object beside a law is something else."""
    return not thing.key.startswith("law/") or verb.lastgroup in {"amend", "repeal"}


def _forward(text: str, verb: re.Match[str], free: list[_Object], limit: int) -> tuple[_Object, ...]:
    """The objects behind a verb, from the first that is near on to the last before the next verb."""
    behind = sorted((thing for thing in free if verb.end() <= thing.start < limit), key=lambda thing: thing.start)
    if not behind or not _is_near(text[verb.end() : behind[0].start], _FORWARD_GAP):
        return ()
    chosen = [behind[0]]
    for thing in behind[1:]:
        if thing.number == chosen[-1].number or thing.key.startswith("law/") == chosen[-1].key.startswith("law/"):
            if re.search("[。;]", text[chosen[-1].end : thing.start]) or thing.start - chosen[-1].end > _FORWARD_GAP:
                break
            if not _names_same(text, chosen[-1], thing):
                chosen.append(thing)
    return tuple(chosen)


def _names_same(text: str, first: _Object, second: _Object) -> bool:
    """第46號（《…的公告》）: a title in brackets right behind a number is that number's."""
    return (
        first.number and not second.number and re.fullmatch(r"[()\s]{0,2}", text[first.end : second.start]) is not None
    )


def _is_near(between: str, longest: int) -> bool:
    return len(between) <= longest and not re.search("[,。;:]", re.sub(r"[(][^()]*[)]?", "", between))


def _backward(
    text: str, verb: re.Match[str], free: list[_Object], edge: int, taken: set[_Object]
) -> tuple[_Object, ...]:
    """The objects before a verb that no other verb has taken: 第50號同時廢止, and in a row the act of the row."""
    before = [thing for thing in free if edge <= thing.start and thing.end <= verb.start() and thing not in taken]
    before = [thing for i, thing in enumerate(before) if not i or not _names_same(text, before[i - 1], thing)]
    if not before:
        return ()
    between = text[before[-1].end : verb.start()]
    row = "\t" in between
    if not row and (len(_plain(between)) > _BACKWARD_GAP or _foreign_subject().search(_plain(between))):
        return ()
    if row:
        return (before[-1],)
    numbers = [thing for thing in before if thing.number] or before
    first = len(numbers) - 1
    while first and not re.search("[。;]", text[numbers[first - 1].end : numbers[first].start]):
        first -= 1
    return tuple(numbers[first:])


def _plain(text: str) -> str:
    return re.sub(r"[(][^()]*[)]|《[^《》]*》", "", text)


@lru_cache(maxsize=1)
def _foreign_subject() -> re.Pattern[str]:
    """Between an act and a verb: somebody else who is the subject of the verb."""
    return han_pattern("企业|公司|客户|厂商|出口商|经营者|活动|美方|美国|欧盟|双方|发布后|实施后|生效后|将许可|扩大")


def _fact(reading: Reading, unit: Span, change: _Change) -> Fact:
    begins = _from(reading, unit, change)
    until, ends, term = (
        _until(reading, unit, change),
        None,
        _term().search(reading.text, change.verb.start(), change.region.end),
    )
    checks = [_check("from", begins)] if begins else []
    if until is not None and until.value:
        ends = until.value
        checks.append(_check("until", until))
    elif term and begins and begins.value:
        ends = last_day(begins.value, term["term"])
        checks.append(Check(field="until", verdict="derived", rule="last_day_of_term"))
    occasion = _occasion().search(reading.text, unit.start, unit.end)
    content = StatusChange(
        action=_action(change.verb),
        targets=tuple(
            Target(instrument=thing.key, clause=reading.normal.quote(*thing.clause) if thing.clause else None)
            for thing in change.objects
        ),
        by=change.by,
        from_=begins.value if begins else None,
        until=ends,
        term_text=reading.normal.quote(*term.span("term")) if term else None,
        occasion=reading.normal.quote(*occasion.span("what")) if occasion else None,
    )
    parts = [change.verb.span(), *((thing.start, (thing.clause or (0, thing.end))[1]) for thing in change.objects)]
    parts += [(mention.start, mention.end) for mention in (begins, until) if mention]
    parts += [found.span(name) for found, name in ((term, "term"), (occasion, "what")) if found]
    return reading.fact(content, _evidence_spans(parts), checks=checks)


def _action(verb: re.Match[str]) -> StatusAction:
    return next(action for action, _ in _VERBS if action == verb.lastgroup)


def _evidence_spans(parts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The stretch from the first part to the last; in a long unit, one stretch for each cluster of parts."""
    parts = sorted(parts)
    if parts[-1][1] - parts[0][0] <= _LONGEST_SPAN:
        return [(parts[0][0], max(end for _, end in parts))]
    clusters = [parts[0]]
    for start, end in parts[1:]:
        if start - clusters[-1][1] <= 30:
            clusters[-1] = (clusters[-1][0], max(end, clusters[-1][1]))
        else:
            clusters.append((start, end))
    return clusters


def _check(field: str, mention: DateMention) -> Check:
    if mention.resolved == "explicit":
        return Check(field=field, verdict="verified")
    return Check(field=field, verdict="derived", rule=mention.resolved)


@lru_cache(maxsize=1)
def _starts() -> re.Pattern[str]:
    return han_pattern(r"\s?(?:[0-9]{1,2}[时:点](?:[0-9]{1,2}分?)?)?(?:起|开始|至|到)")


def _from(reading: Reading, unit: Span, change: _Change) -> DateMention | None:
    """自X起 in what speaks of the change, else before it in the unit; else a day on which an authority did it."""
    dates = [mention for mention in reading.dates_in(unit.start, change.region.end) if mention.value]
    starts = [
        mention
        for mention in dates
        if _starts().match(reading.text, mention.end)
        and reading.text[mention.start - 1 : mention.start] not in {"至", "到"}
    ]
    own = [mention for mention in starts if mention.start >= change.region.start]
    if own or starts:
        return (own or starts)[-1 if not own else 0]
    before = [mention for mention in dates if mention.end <= change.verb.start()]
    if before and _acted().fullmatch(reading.text, before[-1].end, change.verb.start()):
        return before[-1]
    return None


@lru_cache(maxsize=1)
def _acted() -> re.Pattern[str]:
    """11月10日，商務部等部門調整…: nothing but the authorities between the day and the verb."""
    return han_pattern(r"[,]?(?:[^,。;]{0,20}(?:部|署|局|委|机制|部门))?(?:决定|宣布)?")


def _until(reading: Reading, unit: Span, change: _Change) -> DateMention | None:
    ends = [
        mention
        for mention in reading.dates_in(unit.start, change.region.end)
        if mention.value and reading.text[mention.start - 1 : mention.start] in {"至", "到"}
    ]
    own = [mention for mention in ends if mention.start >= change.region.start]
    return (own or ends)[-1] if ends else None
