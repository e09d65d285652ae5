"""Suspensions as English pages report them: which announcements, suspended by which act, until when."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from workbench.facts.fact import Fact
from workbench.facts.kinds import StatusChange
from workbench.recognition.date_checks import check_date
from workbench.recognition.dates import DateMention
from workbench.recognition.english_sentences import english_sentence, is_not_done
from workbench.recognition.numbered_context import ReferenceMention
from workbench.recognition.reading import Reading, Span

_BETWEEN_NUMBERS = 12
"""Characters between the numbers of one enumeration: No. 70 and No. 72."""
_FARTHEST_END = 3
"""Sentences behind a suspension in which its last day may still be stated."""


@lru_cache(maxsize=1)
def _suspends() -> re.Pattern[str]:
    what = (
        r"(?:ban|bans|exports?|controls?|curbs|restrictions?|announcements?|items|measures?|clause|section"
        r"|declaration|package|implementation)"
    )
    # What halts is the ban, never the exports: halted exports under its controls suspends nothing.
    ban = (
        r"(?:(?:its|a|an|the|all|some|certain|these|those)\s)?"
        r"(?:(?!exports?\s(?!controls?|bans?|restrictions?|curbs))[a-z-]+\s){0,2}?"
        r"(?:bans?|restrictions?|controls|curbs)\b"
    )
    return re.compile(
        # A comma may only hold a term: the suspension of flights, bans on seafood, suspends no ban.
        rf"\bsuspen(?:d(?:s|ed|ing)?|sion)\b(?:[^.,;\n]"
        rf"|,(?=\s(?:until|till|for|from|effective|starting|through|with)\b)|(?<=\d),"
        rf"|(?<=[a-z]),(?=\s(?:the|its|certain|all|some|export)\b)){{0,60}}?\b{what}\b"
        rf"|\b(?:halt|paus)(?:s|es|ed|ing|e)?\s{ban}|\btemporarily\s(?:lift|eas|remov|waiv)(?:s|es|ed|ing|e)?\s{ban}"
        rf"|\bhalt(?:s|ed|ing)?\s(?:the\s)?(?:enforcement|implementation)\s(?:of\s)?[^.;\n]{{0,40}}?\b{what}\b"
        rf"|(?P<passive>\b{what}\b(?:No\.|Nos\.|[^.;\n]){{0,120}}?\b"
        rf"(?:(?:is|are|was|were|be|been)\s(?:\w+ly\s)?(?:suspended|paused)|is\son\shold|are\son\shold))",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _till() -> re.Pattern[str]:
    return re.compile(r"(?:\buntil|\bthrough|\btill|\bto)\s$", re.IGNORECASE)


@lru_cache(maxsize=1)
def _suspended_before() -> re.Pattern[str]:
    """The suspended announcements, six suspended measures: the objects of a suspension reported earlier."""
    return re.compile(
        r"suspended\s(?:[a-z-]+\s){0,3}?(?:announcements?|measures?|restrictions?|controls?)", re.IGNORECASE
    )


@lru_cache(maxsize=1)
def _acts_itself() -> re.Pattern[str]:
    """Between a number and the verb: the announcement is what suspends."""
    return re.compile(
        r"\)?,?\s?(?:(?:which|that)\s)?(?:(?:also|partially|temporarily|will|has)\s?){0,2}"
        r"|\)?(?:,|\s(?:went|goes)\s[a-z ]{3,20}\sby)\s(?:(?:announcing|deciding|declaring)\s(?:the\s|to\s)?)?"
        r"|\)?,\s(?:China|Beijing|MOFCOM|the (?:commerce )?ministry|it)\s(?:has\s|have\s)?"
    )


def english_suspensions(reading: Reading) -> Iterator[Fact]:
    """Every suspension whose announcements are named; on a page that names none, the first suspension it reports."""
    found = list(_suspensions(reading))
    targeted = [fact for fact, targets in found if targets]
    yield from targeted or [fact for fact, _ in found[:1]]


def _suspensions(reading: Reading) -> Iterator[tuple[Fact, bool]]:
    acts = [mention for mention in reading.references if mention.number.type == "announcement"]
    found = list(_done(reading))
    suspending = {match.start(): _suspending(reading, _named(reading, acts, match), match) for match in found}
    by_keys = {act.key for each in suspending.values() for act in each}
    others = [act for act in acts if act.key not in by_keys]
    only = others[:1] if len({act.key for act in others}) == 1 else []
    changes: dict[tuple[str, ...], Fact] = {}
    day_without_act: DateMention | None = None
    for match in found:
        by = suspending[match.start()]
        targets = [act for act in _named(reading, acts, match) if act.key not in by_keys] or ([] if by else only)
        keys = tuple(dict.fromkeys(act.key for act in targets))
        until = _last_day(reading, english_sentence(reading, match.start()))
        if keys and until is None and _refers_back(reading.text, match.start()):
            until = day_without_act
        day_without_act = until if not keys and until is not None else day_without_act
        if keys not in changes or (until is not None and _until(changes[keys]) is None):
            changes[keys] = _fact(reading, match, by[0] if len(by) == 1 else None, targets, until)
    yield from ((fact, bool(keys)) for keys, fact in changes.items())


def _done(reading: Reading) -> Iterator[re.Match[str]]:
    for match in _suspends().finditer(reading.text):
        if not is_not_done(reading.text, match.start()) and not reading.is_caption(match.start()):
            yield match


@lru_cache(maxsize=1)
def _somebody() -> re.Pattern[str]:
    """Right before `suspended`: a subject or auxiliary, so that it is a verb and no attribute of the announcements."""
    return re.compile(r"\b(?:has|have|had|also|it|China|Beijing|MOFCOM|[Mm]inistry)\s$")


def _refers_back(text: str, position: int) -> bool:
    """Whether words refer back to announcements whose suspension was reported earlier."""
    if _suspended_before().match(text, position) is None:
        return False
    return _somebody().search(text, max(0, position - 12), position) is None


def _named(reading: Reading, acts: list[ReferenceMention], match: re.Match[str]) -> list[ReferenceMention]:
    sentence = english_sentence(reading, match.start())
    first = bisect_left(acts, sentence.start, key=lambda act: act.start)
    return acts[first : bisect_left(acts, sentence.end, key=lambda act: act.start)]


def _until(fact: Fact) -> date | None:
    return fact.content.until if isinstance(fact.content, StatusChange) else None


def _suspending(reading: Reading, named: list[ReferenceMention], match: re.Match[str]) -> tuple[ReferenceMention, ...]:
    """The announcements that suspend: right before the verb, as its subject or as what was issued to that end."""
    before = [act for act in named if act.end <= match.start()]
    if match["passive"] or not before or _refers_back(reading.text, match.start()):
        return ()
    if not _acts_itself().fullmatch(reading.text, before[-1].end, match.start()):
        return ()
    together = [before[-1]]
    for act in reversed(before[:-1]):
        if together[0].start - act.end > _BETWEEN_NUMBERS:
            break
        together.insert(0, act)
    return tuple(together)


def _last_day(reading: Reading, sentence: Span) -> DateMention | None:
    """The day after `until` in the sentence, else in the next ones before another suspension of a named act."""
    end = sentence.end
    for step in range(_FARTHEST_END + 1):
        for mention in reading.dates_in(sentence.start, end):
            if mention.value and _till().search(reading.text, max(0, mention.start - 9), mention.start):
                return mention
        if end >= len(reading.text) - 1 or step == _FARTHEST_END:
            break
        following = english_sentence(reading, min(end + 1, len(reading.text) - 1))
        if following.end <= end or (reading.references_in(following.start, following.end)):
            break
        end = following.end
    return None


def _fact(
    reading: Reading,
    match: re.Match[str],
    by: ReferenceMention | None,
    targets: list[ReferenceMention],
    until: DateMention | None,
) -> Fact:
    content = StatusChange.model_validate(
        {
            "action": "suspend",
            "targets": [{"instrument": key} for key in dict.fromkeys(act.key for act in targets)],
            "by": by.key if by else None,
            "until": until.value if until else None,
        }
    )
    acts = [*targets, *([by] if by else [])]
    spans = [match.span(), *((act.start, act.end) for act in acts)]
    spans += [(until.start, until.end)] if until else []
    return reading.fact(content, spans, checks=check_date("until", until))
