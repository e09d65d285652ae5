"""What was changed by hand in a draft of this program's own, as findings on its lines.

Every line of a draft follows from the facts, so nothing that was changed in it escapes: not a digit of a count that is
computed, nor a character of a name. The words of an assessment are its author's; of those only figures, days, numbers
of acts and words of status are compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from workbench.facts.kinds import Listing
from workbench.recognition.entities_lists import LIST_NAME
from workbench.resolution import Statement
from workbench.text import fold_script, han_pattern
from workbench.verification.bearing import bearing_out, disputed_value
from workbench.verification.changed_fields import GivenLine, field_of_line, label_of
from workbench.verification.differences import Difference, differences
from workbench.verification.drafts import DraftLine
from workbench.verification.findings import Field, Finding, Severity, Verdict, in_order, make_finding
from workbench.verification.forms import normal_form
from workbench.verification.line_acts import LineActs
from workbench.verification.markdown import Report, Unit
from workbench.verification.pairing import Pair, Pairing
from workbench.verification.parts import parts_of
from workbench.verification.treatments import treatments_in
from workbench.verification.wording import claimed_statuses

_WAITING, _UNWRITTEN = fold_script("待審"), fold_script("待撰寫")
_LISTS = han_pattern(LIST_NAME)
_FIGURES = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_MARKUP = re.compile(r"^\s*(?:\{:.*\}|</?[a-z][^>]*>|[-|: ]*)\s*$")
"""Lines of marks: attributes of what stands above, HTML, the rule below the headers of a table."""


def changed_lines(
    report: Report, lines: Sequence[DraftLine], statements: Mapping[str, Statement], assessments: frozenset[str]
) -> tuple[Finding, ...]:
    """A finding for every line of the report, and every cell of a row, that differs from the draft.

    `lines` are the draft as the facts give it, `statements` the facts by id, `assessments` the ids of approved prose.
    """
    return in_order(_Changes(report, lines, statements, assessments).findings())


class _Changes:
    """A report beside the draft that the facts give."""

    def __init__(
        self,
        report: Report,
        lines: Sequence[DraftLine],
        statements: Mapping[str, Statement],
        assessments: frozenset[str],
    ) -> None:
        self.report, self.lines, self.assessments = report, lines, assessments
        self.own = list(report.lines)
        self.given = [line.text for line in lines] + ([""] if self.own and not self.own[-1] else [])
        self.units = {unit.line: unit for unit in report.units}
        self.given_units = {unit.line: unit for unit in Report(tuple(self.given), {}).units}
        self.line_acts = LineActs(statements)

    def findings(self) -> Iterator[Finding]:
        for pair in Pairing(self.own, self.given, self.units, self.given_units).differing():
            yield from self._finding(pair)

    def _finding(self, pair: Pair) -> Iterator[Finding]:
        expected = self.lines[pair.given] if pair.given is not None and pair.given < len(self.lines) else None
        if pair.own is None:
            if expected is not None and expected.text.strip() and pair.given is not None:
                yield self._missing(expected, pair.given, pair.before)
            return
        reported = self.own[pair.own]
        if pair.same == "astray":
            yield self._astray(reported, pair)
        elif pair.same == "moved":
            yield make_finding(
                "format", "structure", line=pair.own + 1, quote=reported.strip(), says="the line was moved here",
                facts_say="the line stands elsewhere in this list or table",
            )  # fmt: skip
        elif expected is None or pair.given is None:
            if reported.strip():
                yield self._added(reported, pair.own)
        elif not (
            expected.facts & self.assessments and _says_the_same(reported, expected.text, self.line_acts.statements)
        ):
            yield from self._changed(reported, pair.own, expected, pair.given)

    def _astray(self, reported: str, pair: Pair) -> Finding:
        """A line that reads as given but under another item, and so is said of another act."""
        own, given = pair.own or 0, pair.given or 0
        unit, given_unit, expected = self.units[own + 1], self.given_units[given + 1], self.lines[given]
        there = unit.parents[-1].text if unit.parents else "no item"
        meant = given_unit.parents[-1].text if given_unit.parents else "no item"
        return make_finding(
            "contradicted", self._field_of_line(expected, given_unit), line=own + 1, quote=reported.strip(),
            says=f"under: {there}", facts_say=f"the facts put it under: {meant}", severity="high",
            statements=self.line_acts.among(expected.facts, expected.text),
        )  # fmt: skip

    def _missing(self, expected: DraftLine, given: int, before: int) -> Finding:
        line = min(max(before, 1), len(self.own))
        behind = self.line_acts.among(expected.facts, expected.text)
        unit = self.given_units.get(given + 1)
        severity: Severity = _weight_of_form(expected.text, unit) if expected.fixed else "high"
        return make_finding(
            "format" if expected.fixed else "omission",
            "structure" if expected.fixed else self._field_of_line(expected, unit),
            line=line, quote=self.own[line - 1].strip(), says="a line is missing here", facts_say=expected.text.strip(),
            statements=behind, severity=severity,
        )  # fmt: skip

    def _field_of_line(self, expected: DraftLine, unit: Unit | None) -> Field:
        if expected.facts & self.assessments:
            return "claim"
        return field_of_line(expected.text, unit, self._behind(expected))

    def _behind(self, expected: DraftLine) -> tuple[Statement, ...]:
        statements = self.line_acts.statements
        return tuple(statements[fact] for fact in sorted(expected.facts) if fact in statements)

    def _added(self, reported: str, own: int) -> Finding:
        unit = self.units.get(own + 1)
        field = field_of_line(reported, unit, self._behind_neighbours(unit))
        return make_finding(
            "unsupported", field, line=own + 1, quote=reported.strip(), says=reported.strip(),
            facts_say="the facts give no such line", severity="medium" if field in {"claim", "structure"} else "high",
        )  # fmt: skip

    def _behind_neighbours(self, unit: Unit | None) -> tuple[Statement, ...]:
        """The statements behind the other items of the list that an item was put in; none for anything but an item."""
        if unit is None or unit.kind != "item":
            return ()
        beside = {self.own[line - 1] for line, other in self.units.items() if other.context == unit.context}
        return tuple(
            statement for line in self.lines if line.text in beside and line.facts for statement in self._behind(line)
        )

    def _changed(self, reported: str, own: int, expected: DraftLine, given: int) -> Iterator[Finding]:
        unit, given_unit = self.units.get(own + 1), self.given_units.get(given + 1)
        for difference in differences(reported, expected.text, unit, given_unit):
            if expected.fixed:
                yield from self._changed_form(reported, own, expected, given_unit, difference)
                continue
            behind = self.line_acts.about(expected.facts, expected.text, difference.place, difference.subject)
            field = GivenLine(expected.text, given_unit, behind).field(difference, reported)
            behind = bearing_out(behind, disputed_value(difference.instead, difference.reported), field)
            yield _of_difference(difference, field, own + 1, behind, self._gravity(reported, expected, field))

    def _gravity(self, reported: str, expected: DraftLine, field: Field) -> Severity | None:
        """High where a treatment became another, such as exempt for refused, which misleads more than other words of scope;
        else None, and verdict and field decide.
        """
        licences = any(statement.content.kind == "licensing_rule" for statement in self._behind(expected))
        flipped = field == "scope" and licences and treatments_in(reported) != treatments_in(expected.text)
        return "high" if flipped else None

    def _changed_form(
        self, reported: str, own: int, expected: DraftLine, unit: Unit | None, difference: Difference
    ) -> Iterator[Finding]:
        """What was changed in the form's own words: a figure or a day of theirs, a label's value, else how they read."""
        field = GivenLine(expected.text, unit, ()).field(difference, reported)
        if _lost(_UNWRITTEN, difference):
            yield _of_difference(difference, "claim", own + 1)
        elif _compared_words(reported) != _compared_words(expected.text):
            days = [part for part in parts_of(expected.text) if part.kind == "day"]
            yield _of_difference(difference, field, own + 1, severity=None if days or field == "scope" else "medium")
        elif label_of(expected.text, unit):
            yield _of_difference(difference, field, own + 1)
        elif not self._goes_with_its_header(own):
            yield make_finding(
                "format", "structure", line=own + 1, quote=difference.reported, says=difference.reported,
                facts_say=difference.instead or "(nothing)", severity=_weight_of_form(expected.text, unit),
            )  # fmt: skip

    def _goes_with_its_header(self, own: int) -> bool:
        """Whether a line is the rule below headers that were changed themselves."""
        return (
            own > 0 and self.own[own].startswith("|") and bool(_MARKUP.match(self.own[own]))
            and self.own[own - 1] not in self.given
        )  # fmt: skip


def _of_difference(
    difference: Difference,
    field: Field,
    line: int,
    behind: Sequence[Statement] = (),
    severity: Severity | None = None,
) -> Finding:
    """The finding on what differs: another value, none, or one where the facts give none yet."""
    reported, instead = difference.reported, difference.instead
    verdict: Verdict = "contradicted"
    if _lost(_WAITING, difference):
        verdict, severity, instead = "unsupported", "high", f"{instead} (waits for a decision)"
    elif _lost(_UNWRITTEN, difference):
        verdict, severity = "unsupported", "medium"
    elif difference.in_cell and not reported:
        verdict, severity = "omission", "high"
    return make_finding(
        verdict, field, line=line, quote=reported, says=reported, facts_say=instead or "(nothing)", statements=behind,
        severity=severity,
    )  # fmt: skip


def _lost(mark: str, difference: Difference) -> bool:
    """Whether a mark by which the draft leaves a place open (待審, 待撰寫) is gone from the report."""
    return mark in fold_script(difference.instead) and mark not in fold_script(difference.reported)


def _weight_of_form(text: str, unit: Unit | None) -> Severity:
    """The severity of changing or removing words of the form: low for marks and headings, medium for sentences, which tell
    the reader what to bear in mind.
    """
    return "low" if _MARKUP.match(text) or (unit is not None and unit.kind in {"heading", "front"}) else "medium"


def _says_the_same(reported: str, expected: str, statements: Mapping[str, Statement]) -> bool:
    """Whether two wordings of an assessment have the same figures, days, words of status, lists and names of entities."""
    names = {s.content.name_zh for s in statements.values() if isinstance(s.content, Listing) and s.content.name_zh}
    named = {fold_script(name) for name in names}
    own, given = fold_script(reported), fold_script(expected)
    return _compared_words(reported) == _compared_words(expected) and {n for n in named if n in own} == {
        n for n in named if n in given
    }


def _compared_words(text: str) -> tuple[object, ...]:
    return _figures(text), _status_words(text), [found[0] for found in _LISTS.finditer(normal_form(text).text)]


def _figures(text: str) -> list[str]:
    return _FIGURES.findall(text)


def _status_words(text: str) -> list[str]:
    return [claim for claim, _ in claimed_statuses(normal_form(text).text)]
