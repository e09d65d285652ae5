"""What another jurisdiction suspends, resumes, stops or lays on Chinese firms → status_change facts that carry its actor.

A report shows them beside China's measures, whose status they never change: they name no act of China's as a target.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from workbench.facts.fact import Fact
from workbench.facts.kinds import StatusAction, StatusChange
from workbench.recognition.reading import Reading
from workbench.recognition.status_terms import find_term
from workbench.text import han_pattern

_ACTIONS: tuple[tuple[StatusAction, str], ...] = (("suspend", "暂停"), ("resume", "恢复"), ("stop", "停止|取消|终止"))


@lru_cache(maxsize=1)
def _announces() -> re.Pattern[str]:
    verbs = "|".join(f"(?P<{action}>{words})" for action, words in _ACTIONS)
    return han_pattern(rf"(?:宣布|决定|同意)[^。;]{{0,40}}?(?:{verbs})(?:实施|执行|征收|适用)?[^,。;]{{2,60}}")


@lru_cache(maxsize=1)
def _announces_sanctions() -> re.Pattern[str]:
    return han_pattern(
        r"(?:宣布|公布|发布)了?(?:[^,。;\n暂停取消解除]{0,24}?)(?:制裁|出口管制|出口限制|实体清单)(?![^,。;\n]{0,12}(?:暂停|取消|解除))"
    )


@lru_cache(maxsize=1)
def _hits_china() -> re.Pattern[str]:
    return han_pattern(r"中国(?:籍|大陆)?(?:企业|公司|实体|机构|个人|银行|金融机构)|对华|涉华")


def foreign_measure_facts(reading: Reading) -> Iterator[Fact]:
    """Announced changes of foreign measures that give a day or a term, and sanctions announced against Chinese firms."""
    yield from _changes(reading)
    yield from _sanctions(reading)


def _sanctions(reading: Reading) -> Iterator[Fact]:
    """Sanctions and controls that another side announces on a day, with the Chinese firms they hit.

    The day is that of the announcement; when they begin is not stated.
    """
    for match in _announces_sanctions().finditer(reading.text):
        actor = reading.actor_at(match.start())
        sentence = reading.sentence_at(match.start())
        if actor == "CN" or reading.is_caption(match.start()):
            continue
        dated = [mention for mention in reading.dates_in(sentence.start, match.start()) if mention.value]
        if dated and _hits_china().search(reading.text, sentence.start, sentence.end):
            content = StatusChange(action="impose", actor=actor)
            yield reading.fact(content, [(dated[-1].start, sentence.end)])


def _changes(reading: Reading) -> Iterator[Fact]:
    for match in _announces().finditer(reading.text):
        actor = reading.actor_at(match.start())
        if actor == "CN" or reading.is_caption(match.start()):
            continue
        sentence = reading.sentence_at(match.start())
        verb = match.span(match.lastgroup or 0)
        term = find_term(reading, sentence, sentence, verb)
        if term.first is None and term.duration is None:
            continue
        content = StatusChange(
            action=next(action for action, _ in _ACTIONS if action == match.lastgroup),
            from_=term.first,
            until=term.last,
            term_text=reading.normal.quote(*term.duration) if term.duration else None,
            actor=actor,
        )
        first = min([match.start(), *(start for start, _ in term.spans)])
        last = max([match.end(), *(end for _, end in term.spans)])
        yield reading.fact(content, [(first, last)], checks=term.checks)
