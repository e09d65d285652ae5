"""Which field a change in a line of a draft concerns: by its column, by the part of the line that it touches, by the fact
that gave what stood there.

The narrowest of these decides first: a column that holds one thing, what is written there (an act, a title, a day, a
figure), the field of the facts behind the line that holds the words, the kind of those facts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from workbench.resolution import Statement
from workbench.text import han_pattern
from workbench.verification.columns import Column, column_of
from workbench.verification.differences import Difference
from workbench.verification.fact_fields import FIELD_OF_KIND, field_of_figure, field_of_words, fields_of_day
from workbench.verification.findings import Field
from workbench.verification.forms import normal_form
from workbench.verification.markdown import Unit
from workbench.verification.parts import Part, PartKind, Place, parts_of
from workbench.verification.wording import BROKEN_OFF, PUBLISHES, TAKES_EFFECT, claimed_statuses

_DECIDED: Mapping[Column, Field] = {
    "publish_date": "publish_date", "effective_date": "effective_date", "status": "status", "last_day": "status",
    "count": "count", "issuer": "issuer", "category": "scope", "condition": "threshold", "source": "reference",
    "risk": "claim", "level": "claim", "period": "scope", "score": "number",
}  # fmt: skip
"""Columns that hold one thing."""
_LEANING: Mapping[Column, Field] = {
    "list": "list", "name": "title", "reference": "reference", "scope": "scope", "item": "scope", "action": "claim",
}  # fmt: skip
"""Columns whose cells may hold other things too: the field of what is none of them."""
_OF_PART: Mapping[PartKind, Field] = {
    "address": "reference", "source": "reference", "reference": "reference", "title": "title", "code": "number",
    "list": "list", "status": "status", "count": "count", "limit": "threshold", "figure": "number", "term": "number",
    "clause": "scope",
}  # fmt: skip
_LABELS: Mapping[str, Field] = {
    "title": "scope", "keywords": "scope", "date": "publish_date",
    "报告期间": "scope", "产出时间": "publish_date", "状态基准日": "status",
}  # fmt: skip
"""What a draft's head says under a label, in front matter or before a colon: the days and the period of the draft itself."""
_LABEL = re.compile(r"^[->\s]*\**([^:*|()]{2,8})\**\s?:")
_QUOTED = re.compile("「[^」]*」")
_BRACKETS = re.compile(r"\([^()]*\)")
_AS_OF = han_pattern(r"(?:截至|基准日)[:\s]*$")
_ENDS = re.compile(r"[,;。|()]")
_SENTENCE = re.compile(r"[;。|]")
_MARKS = " *->#"
_TITLE = re.compile("《[^》]*》")
_ATTENDING = frozenset({"announcement", "legal_instrument"})
"""Kinds that are behind a line because it names an act."""


class GivenLine:
    """A line as the facts give it: its text, the unit that it is read as, and the facts behind it that concern a change."""

    def __init__(self, line: str, unit: Unit | None, behind: Sequence[Statement]) -> None:
        self.line, self.unit, self.behind = line, unit, behind

    def field(self, difference: Difference, reported: str) -> Field:
        """The field that a difference concerns; `reported` is the whole line as the report has it now."""
        decided = self._by_column(difference)
        if decided is not None:
            return decided
        if self._claims_alone and self._quotes(difference.first):
            return "claim"
        line, part = self._touched(difference, reported)
        return self._of_words(difference) if part is None else self._of_part(part, line)

    def _touched(self, difference: Difference, reported: str) -> tuple[str, Part | None]:
        """The line that the changed part stands in, and that part: the given line, but the reported one where the change put
        in a part, or made one of what was none. The part is None where the change touches none.
        """
        given, own = part_at(self.line, difference.first), part_at(reported, difference.own_first)
        put_in = difference.first.start == difference.first.end and not _within(given, difference.first)
        if own is not None and (given is None or put_in):
            return reported, own
        return self.line, given

    def _by_column(self, difference: Difference) -> Field | None:
        column = difference.column or self._label_column
        if column == "item" and self.unit is not None and self.unit.cell("condition") is not None:
            return "threshold"
        return _DECIDED.get(column) if column is not None else None

    @property
    def _label_column(self) -> Column | None:
        """What an item's label means, as the header of a column would: **狀態**：…, 來源 3：…"""
        if self.unit is None or self.unit.kind != "item":
            return None
        match = _LABEL.match(normal_form(self.line).text)
        return column_of(match[1].rstrip(" 0123456789")) if match else None

    @property
    def _claims_alone(self) -> bool:
        return bool(self.behind) and {s.content.kind for s in self.behind} <= {"claim"}

    def _quotes(self, place: Place) -> bool:
        return any(Place(*match.span()).holds(place) for match in _QUOTED.finditer(self.line))

    def _of_part(self, part: Part, line: str) -> Field:
        if part.kind == "day":
            return self._role_of_day(part, line)
        if part.kind in {"term", "clause"} and field_of_words(line, part.at, self.behind) == "status":
            return "status"  # 1年 of a suspension
        if part.kind == "clause" and self._cites_law:
            return "reference"
        if part.kind == "figure":
            figure = normal_form(line[part.at.start : part.at.end]).text.rstrip(" %")
            return label_of(line, self.unit) or field_of_figure(figure, self.behind) or _OF_PART[part.kind]
        return _OF_PART[part.kind]

    @property
    def _cites_law(self) -> bool:
        return any(statement.content.kind == "legal_instrument" for statement in self.behind)

    def _role_of_day(self, part: Part, line: str) -> Field:
        """What a day is: by the facts that give it, and of several by the words beside it."""
        by_verb = role_beside(line, part.at)
        by_facts = fields_of_day(part.day, self.behind) if part.day is not None else frozenset()
        if by_verb in by_facts or not by_facts:
            return by_verb or label_of(line, self.unit) or "publish_date"
        return next(iter(sorted(by_facts))) if len(by_facts) == 1 else by_verb or sorted(by_facts)[0]

    def _of_words(self, difference: Difference) -> Field:
        labelled = label_of(self.line, self.unit)
        if labelled is not None:
            return labelled
        by_facts = field_of_words(self.line, difference.first, self.behind)
        if by_facts is not None:
            return by_facts
        leaning = _LEANING.get(difference.column) if difference.column is not None else None
        return leaning or field_of_line(self.line, self.unit, self.behind)


def field_of_line(line: str, unit: Unit | None, behind: Iterable[Statement]) -> Field:
    """What a whole line is about: what its table lists, the kind of the facts behind it, what it begins with."""
    if unit is not None and unit.kind == "row":
        return _field_of_rows(unit)
    if unit is not None and unit.kind == "heading":
        return "structure"
    kinds = {statement.content.kind for statement in behind}
    kinds = kinds - _ATTENDING or kinds
    parts = parts_of(line)
    if parts and parts[0].kind == "day" and not line[: parts[0].at.start].strip(_MARKS):
        return role_beside(line, parts[0].at) or "publish_date"
    if len(kinds) == 1:
        return FIELD_OF_KIND[kinds.pop()]
    if label := label_of(line, unit):
        return label
    telling = [part for part in parts if part.kind not in {"source", "address", "clause"}] or parts
    if not telling:
        return "claim"
    first = telling[0]
    return role_beside(line, first.at) or "publish_date" if first.kind == "day" else _OF_PART[first.kind]


def _field_of_rows(unit: Unit) -> Field:
    columns = [column for column, _ in unit.columns if column is not None]
    if "condition" in columns:
        return "threshold"
    if columns[:1] == ["category"]:
        return "count"
    return "scope" if columns[:1] == ["item"] else "list" if columns[:1] == ["list"] else "reference"


def part_at(line: str, place: Place) -> Part | None:
    """The part of a line that a stretch lies in or meets, else that it borders on where it is empty."""
    parts = parts_of(line)
    met = next((part for part in parts if part.at.meets(place)), None)
    if met is None and place.start == place.end:
        met = next((part for part in parts if part.at.touches(place)), None)
    return met


def _within(part: Part | None, place: Place) -> bool:
    return part is not None and part.at.start < place.start and place.end < part.at.end


def label_of(line: str, unit: Unit | None) -> Field | None:
    """The field that a line of a draft's head concerns, by its label; None for any other line."""
    if unit is not None and unit.kind == "front":
        return _LABELS.get(unit.label)
    if unit is not None and unit.kind == "heading":
        return "scope" if not unit.path else None
    match = _LABEL.match(normal_form(line).text)
    return _LABELS.get(match[1].strip()) if match else None


def role_beside(line: str, day: Place) -> Field | None:
    """Whether a day is one of publication, of effect or of a change, by the verb that goes with it: behind it in its clause,
    else the last before it, else the next one of the sentence.
    """
    normal = normal_form(line)
    start, end = normal.offset(day.start), normal.offset(day.end)
    before, behind = _blank(_TITLE, normal.text[:start]), _blank(_TITLE, normal.text[end:])
    if _AS_OF.search(before):
        return "status"
    behind = _blank(_BRACKETS, behind)
    stop = _ENDS.search(behind)
    after = _verbs(behind[: stop.start() if stop else len(behind)])
    if after:
        return after[0]
    sentence = _SENTENCE.search(behind)
    later = _verbs(behind[: sentence.start() if sentence else len(behind)])
    starts = [match.end() for match in _SENTENCE.finditer(before)]
    earlier = _verbs(before[starts[-1] if starts else 0 :])
    return earlier[-1] if earlier else later[0] if later else None


def _verbs(text: str) -> list[Field]:
    """The fields that the verbs of a text concern, in order; 暫停實施 is a suspension."""
    broken = [match.span() for match in BROKEN_OFF.finditer(text)]
    found: list[tuple[int, Field]] = [(start, "status") for start, _ in broken]
    ends = {end for _, end in broken}
    found += [(match.start(), "publish_date") for match in PUBLISHES.finditer(text)]
    found += [(match.start(), "effective_date") for match in TAKES_EFFECT.finditer(text) if match.start() not in ends]
    found += [(match.start(), "effective_date") for status, match in claimed_statuses(text) if status == "in_force"]
    return [field for _, field in sorted(found)]


def _blank(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda match: " " * len(match[0]), text)
