"""Which field of which fact is behind a stretch of a draft's line: the one that holds the value given there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from workbench.facts.kinds import AnyContent, StatusChange
from workbench.recognition.jurisdictions import place_of
from workbench.resolution import Statement
from workbench.verification.bearing import words_of
from workbench.verification.findings import Field
from workbench.verification.forms import normal_form
from workbench.verification.parts import Place

FIELD_OF_KIND: Mapping[str, Field] = {
    "announcement": "reference", "legal_instrument": "title", "effective_date": "effective_date",
    "status_change": "status", "controlled_item": "scope", "threshold": "threshold", "listing": "name", "count": "count",
    "licensing_rule": "scope", "requirement": "scope", "penalty": "scope", "position": "claim", "claim": "claim",
}  # fmt: skip
"""Kind of fact -> what a finding on it is about, where its field is unknown."""
_FIELD_OF: Mapping[str, Field] = {
    "instrument": "reference", "by": "reference", "number_text": "reference", "number": "reference",
    "case_number": "reference", "articles": "reference", "breached": "reference", "cited_by": "reference",
    "source_url": "reference", "clause": "scope", "title": "title", "issuers": "issuer", "authority": "issuer",
    "published": "publish_date", "effective": "effective_date", "from_": "status", "until": "status",
    "term_text": "status", "list": "list", "name_zh": "name", "name_original": "name", "parent": "name",
    "party": "name", "first_named": "name", "counterpart": "name", "control_codes": "number", "hs_codes": "number",
    "quantity": "number", "value": "number", "fine": "number", "occasion": "claim", "grounds": "claim",
    "measures": "scope", "end_use": "scope", "end_user": "scope", "applies_to": "scope", "destinations": "scope",
}  # fmt: skip
"""Field of a fact -> what a finding on it is about; where the kind says it, that of the kind."""
_OF_ONE_MATTER = frozenset({"threshold", "claim", "count"})
_DATE_OF_KIND: Mapping[str, Field] = {
    "effective_date": "effective_date", "penalty": "publish_date", "position": "publish_date"
}  # fmt: skip
_SHORTEST = 4
_MARKS = re.compile(r"[\s,;:。、()「」《》|—]")
_LONGEST_PLACE = 4


def field_of(content: AnyContent, name: str) -> Field:
    """What a finding on a field of a fact is about."""
    kind = content.kind
    if name == "date":
        return _DATE_OF_KIND[kind]
    if kind in _OF_ONE_MATTER and name not in {"instrument", "clause", "first_named", "list"}:
        return FIELD_OF_KIND[kind]
    if kind == "position" and name != "issuers":
        return "claim"
    return _FIELD_OF.get(name) or FIELD_OF_KIND[kind]


def fields_of_day(day: date, statements: Iterable[Statement]) -> frozenset[Field]:
    """What a day is, by the facts that give it."""
    return frozenset(
        field_of(statement.content, name)
        for statement in statements
        for name, value in vars(statement.content).items()
        if value == day
    )


def field_of_figure(figure: str, statements: Iterable[Statement]) -> Field | None:
    """What a figure is, by the facts that give it; None where none gives it, or several as different things."""
    if figure.count(".") > 1:
        return None  # of an outline: 2.5.1
    number = Decimal(figure.replace(",", ""))
    fields = {
        field_of(statement.content, name)
        for statement in statements
        for name, value in vars(statement.content).items()
        if isinstance(value, int | Decimal) and not isinstance(value, bool) and value == number
    }
    return fields.pop() if len(fields) == 1 else None


def field_of_words(line: str, place: Place, statements: Iterable[Statement]) -> Field | None:
    """What the words at a place are about, by the value that holds most of them and of what stands around; None if none
    holds them with more than a word or two. A value that stands there whole tells most.

    Words of a title that stand apart from it tell what its act is about.
    """
    normal = normal_form(line)
    start, end = normal.offset(place.start), normal.offset(place.end)
    word = len(_word_around(normal.text, start, end))
    best: tuple[tuple[bool, int, int], Field] | None = None
    for statement in statements:
        if (field := _field_of_place(normal.text[start:end], statement.content)) is not None:
            return field
        for name, words in _values(statement.content):
            shared = _shared_length(normal.text, start, end, words)
            whole, apart = shared == len(words) > 0, name == "title" and shared < len(words)
            enough = whole or shared >= word or (shared >= _SHORTEST and not apart)
            if shared and enough and (best is None or (whole, shared, -len(words)) > best[0]):
                best = (whole, shared, -len(words)), "scope" if apart else field_of(statement.content, name)
    return None if best is None else best[1]


def _word_around(text: str, start: int, end: int) -> str:
    """What stands around a stretch between two marks."""
    before, behind = _MARKS.split(text[:start]), _MARKS.split(text[end:])
    return before[-1] + text[start:end] + behind[0]


def _field_of_place(words: str, content: AnyContent) -> Field | None:
    """What the name of a country is: of who took the measure, or of where the entities are from."""
    place = place_of(words) if len(words.strip()) <= _LONGEST_PLACE else None
    if place is None:
        return None
    if getattr(content, "jurisdiction", None) == place:
        return FIELD_OF_KIND[content.kind]
    return "issuer" if place != "CN" and getattr(content, "actor", None) == place else None


def _shared_length(text: str, start: int, end: int, words: str) -> int:
    """How many characters of a text around the stretch [start, end), with it, are found in `words` in one piece; 0 if none."""
    if not text[start:end].strip():  # nothing was given here: the words on both sides decide
        start, end = max(0, start - 1), min(len(text), end + 1)
    if text[start:end] not in words:
        return 0
    while end < len(text) and text[start : end + 1] in words:
        end += 1
    while start > 0 and text[start - 1 : end] in words:
        start -= 1
    return end - start


def _values(content: AnyContent) -> Iterator[tuple[str, str]]:
    """The fields of a fact that hold words, and those words in normal form; clauses of targets among them."""
    yield from words_of(content)
    if isinstance(content, StatusChange):
        yield from (("clause", normal_form(t.clause).text.strip()) for t in content.targets if t.clause)
