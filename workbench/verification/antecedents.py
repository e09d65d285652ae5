"""The acts that a sentence means where it names none: those of the sentence before, or of the question that it answers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.text import han_pattern
from workbench.verification.forms import normal_form
from workbench.verification.markdown import Unit
from workbench.verification.subjects import Subjects

_POINTS_BACK = han_pattern(
    "|".join(
        (
            r"上述|前述|该",
            r"暂停期|第[一二三四五六七八九十]+[款条]",  # what only an act has
            r"[这此其](?!次|外|中)|二者|两者",  # but 此次, 此外, 其中
            r"\b(?:it|they|this|these|those|both|its|their|the (?:measures?|announcements?|order))\b",
        )
    ),
    re.IGNORECASE,
)
_ASKS = re.compile(r"[?]\W*$")
_ENDED = re.compile(r"[。.;:!?,)]\s*$")
_WITHIN = 14
_FARTHEST = 3


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence of a normal text, without the mark that ends it."""
    start = 0
    for position, char in enumerate(text):
        if char in "。;!?":
            if position > start:
                yield start, position
            start = position + 1
    if start < len(text):
        yield start, len(text)


def meant_in(subjects: Subjects, unit: Unit, start: int, end: int) -> tuple[str, ...]:
    """Keys of the acts that the sentence at [start, end) of a unit names; else those of the line above, whose
    sentence it continues, of the sentence that it points back to, or of the question that the unit answers.
    """
    named = subjects.keys_in(unit.normal.quote(start, end), unit)
    return (
        named
        or _begun_above(subjects, unit, start)
        or pointed_back_to(subjects, unit, start)
        or asked_about(subjects, unit)
    )


def _begun_above(subjects: Subjects, unit: Unit, start: int) -> tuple[str, ...]:
    """The acts of the line above, where a line of text of fixed width continues its sentence."""
    above = subjects.units_before(unit, 1)
    if start or unit.kind != "text" or not above or (above[0].kind, above[0].line) != ("text", unit.line - 1):
        return ()
    text = above[0].normal.text
    if _ENDED.search(text):
        return ()
    first, last = list(sentences(text))[-1]
    return subjects.numbered_in(above[0].normal.quote(first, last), above[0])


def pointed_back_to(subjects: Subjects, unit: Unit, start: int) -> tuple[str, ...]:
    """Keys of the acts that a sentence beginning with 上述, 該公告, these … points back to."""
    if not _POINTS_BACK.search(unit.normal.text, start, start + _WITHIN):
        return ()
    for other, last in _before(subjects, unit, start):
        for first, behind in reversed(list(sentences(other.normal.text[:last]))):
            quote = other.normal.quote(first, behind)
            keys = subjects.numbered_in(quote, other) or subjects.by_entity(quote)
            if keys:
                return keys
    return ()


def asked_about(subjects: Subjects, unit: Unit) -> tuple[str, ...]:
    """Keys of the acts in the question, in bold, that a unit stands under."""
    return subjects.numbered_in(unit.lead, unit) if _ASKS.search(normal_form(unit.lead).text) else ()


def _before(subjects: Subjects, unit: Unit, start: int) -> Iterator[tuple[Unit, int]]:
    yield unit, start
    for other in subjects.units_before(unit, _FARTHEST):
        if other.path == unit.path and other.kind not in {"heading", "front"}:
            yield other, len(other.normal.text)
