"""Sentences and table rows that suspend, extend, resume, stop, repeal or amend acts → status_change facts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from workbench.facts.fact import Fact
from workbench.facts.kinds import StatusAction, StatusChange, Target
from workbench.recognition.hedges import is_only_talked_of
from workbench.recognition.reading import Reading, Span
from workbench.recognition.status_by_day import acts_by_day, concerns_measures
from workbench.recognition.status_joined import join_halves
from workbench.recognition.status_objects import (
    ChangedAct,
    acts_before,
    acts_behind,
    changeable_acts,
    deciding_acts,
    named_acts,
)
from workbench.recognition.status_repeated import fullest_changes
from workbench.recognition.status_terms import Term, find_term
from workbench.text import fold_script, han_pattern

_VERBS: tuple[tuple[StatusAction, str], ...] = (
    (
        "extend",
        "(?:继续|再次|再度|延长|延续)(?:实施)?(?:暂停|中止)|延长[^,。;]{0,12}暂停期?|暂停(?:实施)?的?(?:期限?|措施)(?:再|继续|进一步|再次|获)*(?:延长|延续)",
    ),
    ("suspend", "(?:暂停|中止|暂缓|延后|推迟)(?:实施|执行|施行|适用|采取)?"),
    ("resume", "恢复(?:实施|执行|施行|适用|采取)"),
    ("stop", "(?:停止|终止)(?:实施|执行|施行|适用|采取)?|取消|撤销|解除|不再(?:实施|执行|适用|采取)"),
    ("repeal", "(?:同时)?(?:废止|失效)"),
    ("amend", "(?:优化)?调整|修订|修改|修正"),
)
_INITIALS = "(?=[继再延暂中推恢停终取撤解不同废失优调修])"
_LONGEST_SPAN = 260
_ENTRY_LEAD = 8


@lru_cache(maxsize=1)
def _verb() -> re.Pattern[str]:
    return han_pattern(_INITIALS + "(?:" + "|".join(f"(?P<{action}>{words})" for action, words in _VERBS) + ")")


@lru_cache(maxsize=1)
def _unreal() -> re.Pattern[str]:
    """Before a verb: it is asked for, feared or denied, not done."""
    return han_pattern(
        "(?:可能|或将|是否|若|如果|一旦|要求|呼吁|敦促|希望|应当|应立即|不得|尚未|没有|不会|拟|考虑|预计|建议|有望|"
        "阶段性|一直|不断|持续|正在|制定[、和及并]|制订[、和及并]|不在|未被|并未|按下|两次|此次|本次|并非|不是)[^,。;]{0,3}$|"
        # 可以暂停、变更或者取消, 申请暂停, 采取、暂停或者取消…的决定: what a statute provides for.
        "(?:可以|申请|有权(?:决定)?|采取、)[^,。;]{0,9}$|[不未的新]$"
    )


@lru_cache(maxsize=1)
def _denied() -> re.Pattern[str]:
    """Farther before a verb, in its clause: 新许可证并不代表4月实施的管制措施已经取消."""
    return han_pattern(
        "(?:不代表|不意味着?|不等于|不表示)[^,。;]{0,48}$|"
        # 将视评估结果决定延长、取消或者列入: which of several it will be is open.
        "视[^,。;]{1,20}(?:决定|确定|研究)[^。;]{0,40}$"
    )


@lru_cache(maxsize=1)
def _entries() -> re.Pattern[str]:
    """Behind 修改: entries of a list that the act changes, not the act."""
    return han_pattern("了?[0-9一二两三四五六七八九十]+(?:项|条|处)(?!公告|措施|规定|法)")


@lru_cache(maxsize=1)
def _as_noun() -> re.Pattern[str]:
    """Behind a verb: it is used as a noun (the suspension), and nothing is suspended by it."""
    return han_pattern(
        "键|之列|期间|期满|期限(?!为)|以后|之后|之前|不是|不等于|是|的最后|到期|名单|清单|范围|令|与否|的截止|没有"
    )


@dataclass(frozen=True, slots=True)
class _Change:
    """One verb with what it changes; `region` is the part of the unit about it."""

    verb: re.Match[str]
    acts: tuple[ChangedAct, ...]
    by: str | None
    region: Span

    @property
    def action(self) -> StatusAction:
        return _action(self.verb)


def status_change_facts(reading: Reading) -> Iterator[Fact]:
    """Every change of status of an act of China's that a sentence or table row reports."""
    if not _speaks_of_change(reading.text):
        return
    facts = [fact for unit in _units(reading) for fact in _facts_of(reading, unit)]
    facts += _listed_later(reading)
    yield from fullest_changes(join_halves(reading, facts))


def find_status_verbs(reading: Reading) -> Iterator[tuple[int, int, StatusAction]]:
    """Verbs of status change that are meant as done, in sentences that name an act by number: (start, end, action)."""
    for unit in _units(reading) if _speaks_of_change(reading.text) else ():
        if reading.references_in(unit.start, unit.end):
            for verb in _verb().finditer(reading.text, unit.start, unit.end):
                if _is_real(reading, unit, verb):
                    yield verb.start(), verb.end(), _action(verb)


@lru_cache(maxsize=4)
def _speaks_of_change(text: str) -> bool:
    return _verb().search(text) is not None


def _action(verb: re.Match[str]) -> StatusAction:
    return next(action for action, _ in _VERBS if action == verb.lastgroup)


def _units(reading: Reading) -> Iterator[Span]:
    """Table rows whole, since a remark in one cell is about another; running text by sentence."""
    for line in reading.lines:
        if reading.is_caption(line.start):
            continue
        if reading.is_row(line.start):
            yield line
        else:
            yield from reading.sentences_in(line.start, line.end)


@lru_cache(maxsize=1)
def _collective() -> re.Pattern[str]:
    """Behind a verb: acts that are counted, not named."""
    return han_pattern("(?:(?:上述|这|有关|相关)?[两三四五六七八九十0-9]+(?:项|份|个|则)|以下|下列)[^,。;]{0,20}?公告")


@lru_cache(maxsize=1)
def _names_them() -> re.Pattern[str]:
    """這些暫停實施的公告…分別是：第55號…."""
    return han_pattern("(?P<verb>暂停|停止)(?:实施|执行)?的[^,。;]{0,8}公告[^。;]{0,40}?(?:分别是|分别为|包括|即):?")


@lru_cache(maxsize=1)
def _list_entry() -> re.Pattern[str]:
    number = "[0-9一二三四五六七八九十]{1,2}"
    return han_pattern(rf"(?:{number}[、.]|[(]{number}[)])(?![^\n]*(?:暂停|停止))")


def _listed_later(reading: Reading) -> Iterator[Fact]:
    """A change of acts that are first counted (暫停實施6項公告) and then named in another sentence."""
    units = tuple(_units(reading))
    counted: tuple[Span, re.Match[str], Term] | None = None
    for unit in units:
        for verb in _verb().finditer(reading.text, unit.start, unit.end):
            if _is_real(reading, unit, verb) and _collective().match(reading.text, verb.end(), unit.end):
                term = find_term(reading, unit, unit, verb.span())
                if counted is None or (term.first and not counted[2].first):
                    counted = unit, verb, term
        naming = _names_them().search(reading.text, unit.start, unit.end)
        line = reading.line_at(unit.start)
        entry = unit.start == line.start and _list_entry().match(reading.text, line.start)
        if counted is None or not (naming or entry) or unit.start <= counted[0].start:
            continue
        span, verb, term = counted
        named = named_acts(reading, line)
        acts = tuple(act for act in named if act.numbered and act.start >= (naming.end() if naming else line.start))
        if acts and (naming or acts[0].start - line.start <= _ENTRY_LEAD):
            change = _Change(verb, acts, reading.speaking_key, span)
            yield _fact(reading, span, change, term)


def _facts_of(reading: Reading, unit: Span) -> Iterator[Fact]:
    if _verb().search(reading.text, unit.start, unit.end) is None:
        return
    for change in _changes(reading, unit):
        yield _fact(reading, unit, change, find_term(reading, unit, change.region, change.verb.span()))


def _changes(reading: Reading, unit: Span) -> Iterator[_Change]:
    text = reading.text
    if text[unit.end - 1] == "?":
        return
    verbs = [verb for verb in _verb().finditer(text, unit.start, unit.end) if _is_real(reading, unit, verb)]
    named = named_acts(reading, unit)
    free, deciding = changeable_acts(text, unit, named), deciding_acts(text, unit, named)
    edge = unit.start
    for index, verb in enumerate(verbs):
        limit = verbs[index + 1].start() if index + 1 < len(verbs) else unit.end
        acts = acts_behind(text, verb.end(), free, limit) or acts_before(text, verb.start(), free, edge)
        acts = tuple(act for act in acts if _fits(act, verb) and act.key != reading.own_key)
        acts = tuple(act for act in acts if not _changes_a_title().fullmatch(text, verb.end(), act.start))
        acts = acts or acts_by_day(reading, Span(edge, limit))
        if not acts and reading.is_statute:
            continue
        if not acts and not (_may_stand_alone(verb) and concerns_measures(reading, Span(edge, limit), verb)):
            continue
        by = [act.key for act in deciding if act.end <= verb.start()]
        yield _Change(verb, acts, by[-1] if by else reading.speaking_key, Span(edge, limit))
        edge = max([verb.end(), *(act.end for act in acts)])


@lru_cache(maxsize=1)
def _changes_a_title() -> re.Pattern[str]:
    """Between a verb and a number: 调整「…目录」的第28号公告 changes the catalogue, and is that announcement."""
    return han_pattern(r"了?[「“《][^「」“”《》\n]{3,60}[」”》](?:等[^,。;]{0,8})?的(?:商务部)?(?:公告)?")


def _may_stand_alone(verb: re.Match[str]) -> bool:
    """Whether a text may report the change without naming what changes; 修订 and 废止 always have an object.

    優化調整 is what the ministry calls it where some items go out of control and others come in.
    """
    return verb.lastgroup not in {"amend", "repeal"} or verb[0].startswith(fold_script("优化"))


def _is_real(reading: Reading, unit: Span, verb: re.Match[str]) -> bool:
    if reading.actor_at(verb.start()) != "CN":
        return False
    inside_title = reading.is_in_title(verb.start()) or _annotates(reading, verb)
    unreal = _unreal().search(reading.text, max(unit.start, verb.start() - 12), verb.start())
    if verb.lastgroup == "amend" and _entries().match(reading.text, verb.end()):
        return False
    clause = Span(max(unit.start, reading.text.rfind(";", unit.start, verb.start()) + 1), unit.end)
    if is_only_talked_of(reading.text, clause, verb.span()):
        return False
    denied = _denied().search(reading.text, max(unit.start, verb.start() - 60), verb.start())
    return not (inside_title or unreal or denied or _as_noun().match(reading.text, verb.end()))


@lru_cache(maxsize=1)
def _bracketed() -> re.Pattern[str]:
    return han_pattern(r"\((?:现|今|目前)?(?:已经?|被)?$")


def _annotates(reading: Reading, verb: re.Match[str]) -> bool:
    """《…條例》（現已失效）: says in passing what became of what is cited, and changes nothing behind the bracket."""
    closed = reading.text[verb.end() : verb.end() + 1] == ")"
    return closed and _bracketed().search(reading.text, max(0, verb.start() - 6), verb.start()) is not None


def _fits(act: ChangedAct, verb: re.Match[str]) -> bool:
    """A law is amended or repealed; what 暫停 or 停止 has as object beside a law is something else."""
    return not act.is_law or verb.lastgroup in {"amend", "repeal"}


def _fact(reading: Reading, unit: Span, change: _Change, term: Term) -> Fact:
    quote = reading.normal.quote
    content = StatusChange(
        action=change.action,
        targets=tuple(
            Target(instrument=act.key, clause=quote(*act.clause) if act.clause else None) for act in change.acts
        ),
        by=change.by,
        from_=term.first,
        until=term.last,
        term_text=quote(*term.duration) if term.duration else None,
        occasion=quote(*term.occasion) if term.occasion else None,
    )
    acts = [(act.start, act.clause[1] if act.clause else act.end) for act in change.acts]
    spans = [change.verb.span(), *acts, *term.spans]
    inside = [span for span in spans if unit.start <= span[0] < unit.end]
    elsewhere = [span for span in spans if span not in inside]
    return reading.fact(content, [*_clusters(inside), *elsewhere], checks=term.checks)


def _clusters(parts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The stretch from the first part to the last; in a long unit, one stretch for each cluster of parts."""
    parts = sorted(parts)
    first, last = parts[0][0], max(end for _, end in parts)
    if last - first <= _LONGEST_SPAN:
        return [(first, last)]
    clusters = [parts[0]]
    for start, end in parts[1:]:
        if start - clusters[-1][1] <= 30:
            clusters[-1] = (clusters[-1][0], max(end, clusters[-1][1]))
        else:
            clusters.append((start, end))
    return clusters
