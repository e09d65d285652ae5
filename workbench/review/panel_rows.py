"""The right pane on the group in focus: its facts, the focused one's fields, why it waits, its report line."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.escape import one_line
from workbench.facts.fact import WAITING, Record
from workbench.language import _
from workbench.review.state import ReviewState
from workbench.review.styled import Row, Tone, flowed, labelled
from workbench.review.wording import (
    act_name,
    field_name,
    grounding_text,
    kind_name,
    origin_name,
    reason_text,
    rejection_text,
    shown_values,
    state_name,
    summary,
)
from workbench.review.words import MARKS
from workbench.review.wrap import pad, text_width

_LABEL_WIDTH = 15
_ON_THE_PAGE = {"assessment": ("text", "facts")}
"""Fields that the middle pane shows in full."""


def panel_rows(state: ReviewState, width: int, *, roomy: bool) -> list[Row]:
    """Rows of at most `width` cells; where it is not `roomy`, what is needed to decide comes first and is packed."""
    focused = state.focused
    if focused is None:
        return flowed(state.why_empty(), width, "dim")
    facts, fields = _fact_rows(state, focused, width), _fields(state, focused)
    reasons, report, origin = (
        _why_rows(state, focused, width, roomy=roomy),
        _report_rows(state, width),
        _origin_rows(focused, width),
    )
    if state.filter.blind:
        invitation = flowed(_("From the sample: judge by the source alone."), width, "dim")
        reasons, origin = note_rows(state, width) + invitation, []
    if not roomy:
        return [row for part in (facts, reasons, report, _packed_fields(fields, width), origin) for row in part]
    parts = [facts, _field_rows(fields, width) + _unknown_rows(focused, width), reasons, report, origin]
    blank: Row = [("", "plain")]
    return [row for part in parts if part for row in [*part, blank]][:-1]


def _why_rows(state: ReviewState, focused: Record, width: int, *, roomy: bool) -> list[Row]:
    """Why it waits, what was decided before, and by whom."""
    reasons = _reason_rows(focused, width) if roomy else _packed_reasons(focused, width)
    return (
        note_rows(state, width)
        + reasons
        + _earlier_rows(focused, width)
        + _past_rows(state, width, most=4 if roomy else 1)
    )


def note_rows(state: ReviewState, width: int) -> list[Row]:
    """What reviewers noted on the fact."""
    rows: list[Row] = []
    for made in state.notes():
        rows += flowed(
            one_line(made.reason or ""), width, "strong", lead=f"✎ {one_line(made.by)}: ", lead_tone="strong"
        )
    return rows


def _past_rows(state: ReviewState, width: int, *, most: int) -> list[Row]:
    rows: list[Row] = []
    for made in list(state.past())[-most:]:
        line = f"{made.at[:16].replace('T', ' ')} {one_line(made.by)}: {act_name(made.action)}"
        line += f" – {rejection_text(made.reason)}" if made.reason else ""
        rows += flowed(line, width, "dim")
    return rows


def _fact_rows(state: ReviewState, focused: Record, width: int) -> list[Row]:
    rows: list[Row] = []
    standing = state.records.standing
    for number, record in enumerate(state.members, 1):
        on = record.id == focused.id
        waits = state.is_open(record.id) or record.state in WAITING
        mark = MARKS["pending" if state.filter.blind and record.state == "auto_approved" else record.state]
        conflict = "≠" if standing[record.id].in_conflict and not state.filter.blind else " "
        head = f"{'❯' if on else ' '}{number} {mark}{conflict}{kind_name(record.fact.kind)}"
        what = f"  {state_name(record.state)}" if on and not waits else f"  {summary(record.content)}"
        tone: Tone = "focus" if on else ("plain" if waits else "dim")
        rows.append([(pad(head + what, width), tone)])
    return rows


@dataclass(frozen=True)
class _Field:
    name: str
    text: str
    tone: Tone


def _fields(state: ReviewState, record: Record) -> list[_Field]:
    """The fields that are known, or were before an edit."""
    before = shown_values(record.fact.content)
    missing = {check.field for check in record.fact.checks if check.verdict == "missing"}
    fields = []
    for name, value in shown_values(record.content).items():
        if not (value or before[name]) or name in _ON_THE_PAGE.get(record.fact.kind, ()):
            continue
        text = value or _("(unknown)")
        if before[name] != value:
            was = _("{now}  (was: {before})").format(now=text, before=before[name] or _("(unknown)"))
            fields.append(_Field("✎" + field_name(name), was, "strong"))
        elif name in missing:
            fields.append(_Field("!" + field_name(name), _("{value}  ! not in the quote").format(value=text), "warn"))
        else:
            other = state.other_script(name) if state.both_scripts else ""
            beside = f" ⇄ {other}" if other else _category_reason(record, name)
            fields.append(_Field(" " + field_name(name), text + beside, "plain"))
    return fields


def _category_reason(record: Record, name: str) -> str:
    """The words of the source on which the machine's category rests."""
    rules = (check.rule for check in record.fact.checks if check.field == name == "category" and check.rule)
    words = next((rule.partition(":")[2] for rule in rules), "")
    return "  " + _("(by its words: {words})").format(words=one_line(words)) if words else ""


def _field_rows(fields: list[_Field], width: int) -> list[Row]:
    label_width = min(_LABEL_WIDTH, max((text_width(field.name) for field in fields), default=0))
    return [row for field in fields for row in labelled(field.name, field.text, label_width, width, field.tone)]


def _packed_fields(fields: list[_Field], width: int) -> list[Row]:
    """As many fields to a row as fit."""
    rows: list[Row] = []
    used = width
    for field in fields:
        size = text_width(field.name) + 1 + text_width(field.text) + 1
        if size > width:
            rows += flowed(field.text, width, field.tone, lead=field.name + " ")
            used = width
            continue
        if used + size > width:
            rows.append([])
            used = 0
        rows[-1] += [(field.name + " ", "label"), (field.text + " ", field.tone)]
        used += size
    return rows


def _unknown_rows(record: Record, width: int) -> list[Row]:
    empty = [field_name(name) for name, value in shown_values(record.content).items() if not value]
    return flowed("、".join(empty), width, "dim", lead=" " + _("unknown:") + " ", lead_tone="dim") if empty else []


def _reasons(record: Record) -> list[str]:
    return list(map(reason_text, dict.fromkeys((*record.route.reasons, *record.fact.notes))))


def _reason_rows(record: Record, width: int) -> list[Row]:
    return [row for reason in _reasons(record) for row in flowed(reason, width, "warn", lead="! ", lead_tone="warn")]


def _packed_reasons(record: Record, width: int) -> list[Row]:
    reasons = _reasons(record)
    return flowed(" · ".join(reasons), width, "warn", lead="! ", lead_tone="warn") if reasons else []


def _earlier_rows(record: Record, width: int) -> list[Row]:
    """What was decided on before, in the fields that differ now."""
    now = shown_values(record.content)
    rows: list[Row] = []
    for each in record.earlier:
        before = shown_values(each.content)
        other = [
            f"{field_name(name)} {before[name] or _('(unknown)')}" for name in before if before[name] != now.get(name)
        ]
        line = _("{who}, {state}: {fields}").format(who=each.by, state=state_name(each.state), fields=" · ".join(other))
        rows += flowed(line, width, "warn", lead=_("before:") + " ", lead_tone="warn")
    return rows


def _report_rows(state: ReviewState, width: int) -> list[Row]:
    line = one_line(state.report_line())
    return flowed(line, width, "strong", lead=_("Report:") + " ") if line else []


def _origin_rows(record: Record, width: int) -> list[Row]:
    found_by = " + ".join(origin_name(origin) for origin in record.fact.witnesses)
    origin = _("found by {whom}").format(whom=found_by)
    return flowed(f"{grounding_text(record.fact.grounding)} · {origin}", width, "dim")
