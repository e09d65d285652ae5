"""Which act each passage of an article speaks of: the numbers and titles that it last named."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from workbench.facts.references import title_key
from workbench.recognition.numbered import ReferenceMention
from workbench.recognition.titles import TitleMention
from workbench.text import han_pattern, normalize


@dataclass(frozen=True, slots=True)
class Subject:
    """From `position` on, the text speaks of `keys`; several keys are named together, so none is the subject alone."""

    position: int
    keys: tuple[str, ...]


@lru_cache(maxsize=1)
def _act_title() -> re.Pattern[str]:
    return han_pattern(r"(?:公告|决定|通告|通知)$|^(?:公布|关于)(?!.*(?:法|条例|办法|规定|目录|清单)$)")


@lru_cache(maxsize=1)
def _only_cited() -> re.Pattern[str]:
    """Words before a number or title that is leant on rather than spoken of."""
    return han_pattern(r"(?:依据|依照|根据|按照|继|执行|参照|遵照|除|违反|对标)[^,。;\n]{0,24}$")


@lru_cache(maxsize=1)
def _together() -> re.Pattern[str]:
    return han_pattern(
        r"[号)(公告部令\s]*(?:、|,|和|及|与|以及|或|暨)(?:(?!暂停|停止|实施|决定|发布|取消|废止|将|对)[^,。;\n]){0,16}$|\s*$"
    )


def is_act_title(title: str) -> bool:
    """Whether a title in 《》 names an announcement or decision, not a law, a list or a form."""
    return bool(_act_title().search(normalize(title).text))


def find_subjects(
    text: str, references: Iterable[ReferenceMention], titles: Iterable[TitleMention]
) -> tuple[Subject, ...]:
    """Where the subject changes; acts named in one breath (55號、56號) form one subject of several."""
    named = sorted([*_from_references(text, references), *_from_titles(text, titles)])
    subjects: list[Subject] = []
    last_end = -1
    for start, end, key in named:
        joined = subjects and "\n" not in text[last_end:start] and _together().fullmatch(text, last_end, start)
        if joined:
            keys = tuple(dict.fromkeys((*subjects[-1].keys, key)))
            subjects[-1] = Subject(subjects[-1].position, keys)
        else:
            subjects.append(Subject(start, (key,)))
        last_end = end
    return tuple(subjects)


def _from_references(text: str, references: Iterable[ReferenceMention]) -> Iterator[tuple[int, int, str]]:
    for reference in references:
        if not _only_cited().search(text, max(0, reference.start - 40), reference.start):
            yield reference.start, reference.end, reference.key


def _from_titles(text: str, titles: Iterable[TitleMention]) -> Iterator[tuple[int, int, str]]:
    for title in titles:
        if not is_act_title(title.title) or _only_cited().search(text, max(0, title.start - 40), title.start):
            continue
        # 《…的公告》（商務部公告2025年第60號）: the number that follows or precedes stands for it.
        if has_number_beside(text, title):
            continue
        yield title.start, title.end, title_key(title.title)


def has_number_beside(text: str, title: TitleMention) -> bool:
    """Whether the number of the act that a title names stands right before or behind it."""
    behind = han_pattern(r"\([^()]{0,30}号\)").match(text, title.end)
    before = han_pattern(r"号[(]?$").search(text, max(0, title.start - 4), title.start)
    return bool(behind or before)


def subject_at(subjects: tuple[Subject, ...], position: int) -> str | None:
    """The one act that is spoken of at a position, or None where there is none or are several."""
    index = bisect_right(subjects, position, key=lambda subject: subject.position)
    if not index:
        return None
    keys = subjects[index - 1].keys
    return keys[0] if len(keys) == 1 else None
