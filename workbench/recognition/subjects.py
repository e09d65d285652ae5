"""The act that each passage of an article is about: the numbers and titles named last."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from workbench.recognition.act_titles import ActTitle
from workbench.recognition.numbered_context import ReferenceMention
from workbench.text import han_pattern


@dataclass(frozen=True, slots=True)
class Subject:
    """From `position` on, `keys` are under discussion; several were named together, so none is the subject alone."""

    position: int
    keys: tuple[str, ...]


@lru_cache(maxsize=1)
def _only_cited() -> re.Pattern[str]:
    """Words before a number or title that is cited as a basis and not under discussion."""
    return han_pattern(r"(?:依据|依照|根据|按照|(?<!相)继|执行|参照|遵照|除|违反|对标)[^,。;\n]{0,24}$")


@lru_cache(maxsize=1)
def _lays_down() -> re.Pattern[str]:
    """Behind a number cited as a basis: its clause says what follows, unless something new is decided on that basis."""
    clause = "[(]?第[(]?[0-9一二三四五六七八九十]+[)]?[款条项点]"
    holds = r"(?:[(][^()\n]{1,20}[)])?,?自[^,。;]{4,14}起"
    stated = rf"(?:{clause})+(?:的|之)?(?:相关|有关)?(?:要求|规定)"
    return han_pattern(rf"[)》]*(?:公告)?(?:{stated}|{holds})(?![^。;\n]*(?:决定|宣布|现公布))")


@lru_cache(maxsize=1)
def _together() -> re.Pattern[str]:
    return han_pattern(
        r"[号)(公告部令》\s]*(?:、|,|和|及|与|以及|或|暨|and\b|or\b)(?:(?!暂停|停止|实施|决定|发布|取消|废止|将|对)[^,。;\n]){0,16}$|》?\s*《?$"
    )


@lru_cache(maxsize=1)
def _headings() -> re.Pattern[str]:
    """A numbered heading: what follows is about something else."""
    number = "[0-9一二三四五六七八九十]{1,3}"
    return han_pattern(rf"^(?:{number}[、.]|[(]{number}[)])[^。;,\n]{{2,40}}$", re.MULTILINE)


@lru_cache(maxsize=1)
def _speaks_on_a_day() -> re.Pattern[str]:
    """A paragraph that opens with what an authority said on a day, and so with an occasion of its own."""
    return han_pattern(
        r"(?<=\n)(?:中国|大陆)?(?:商务部|外交部|海关总署)(?:[0-9]{1,2}月)?[0-9]{1,2}日(?:指出?|表示|称)(?!,?(?:该|上述|此|本))"
    )


@lru_cache(maxsize=1)
def _turns_to_title() -> re.Pattern[str]:
    """An authority that issues or changes a catalogue or a measure known by its title alone."""
    return han_pattern(r"(?:调整|修订|(?<![号告令][,、])公布|发布|印发|制定|出台)了?《(?P<title>[^》\n]{3,80})》")


def find_subjects(text: str, references: Iterable[ReferenceMention], titles: Iterable[ActTitle]) -> tuple[Subject, ...]:
    """Where the subject changes; acts named in one breath (55號、56號) form one subject of several.

    Behind a numbered heading there is no subject until an act is named again, nor where the text turns to a title that
    is no act's (商务部等部门调整《…目录》): what follows is not about the act before it.
    """
    titles = tuple(titles)
    subjects: list[Subject] = []
    last_end = -1
    breaks = [(heading.start(), heading.end(), "") for heading in _headings().finditer(text)]
    breaks += [(spoken.start(), spoken.end(), "") for spoken in _speaks_on_a_day().finditer(text)]
    titled = {title.start for title in titles}
    for turn in _turns_to_title().finditer(text):
        if not any(turn.start() <= start < turn.end() for start in titled):
            breaks.append((turn.start(), turn.end(), ""))
    for start, end, key in sorted((*_named(text, references, titles), *breaks)):
        if not key:
            subjects.append(Subject(start, ()))
            continue
        joined = subjects and "\n" not in text[last_end:start] and _together().fullmatch(text, last_end, start)
        if joined:
            keys = tuple(dict.fromkeys((*subjects[-1].keys, key)))
            subjects[-1] = Subject(subjects[-1].position, keys)
        else:
            subjects.append(Subject(start, (key,)))
        last_end = end
    return tuple(subjects)


def _named(
    text: str, references: Iterable[ReferenceMention], titles: Iterable[ActTitle]
) -> Iterator[tuple[int, int, str]]:
    spoken = [(reference.start, reference.end, reference.key) for reference in references]
    spoken += [(title.start, title.end, title.key) for title in titles if title.number is None]
    for start, end, key in spoken:
        if _lays_down().match(text, end) or not _only_cited().search(text, max(0, start - 40), start):
            yield start, end, key


def last_subject(subjects: tuple[Subject, ...], position: int) -> Subject | None:
    """What the text last turned to at a position; None where it has named nothing yet."""
    index = bisect_right(subjects, position, key=lambda subject: subject.position)
    return subjects[index - 1] if index else None
