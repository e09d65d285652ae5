"""What the right pane says of the group in focus: its facts, the focused one's fields, why it waits, its report line."""

from __future__ import annotations

from workbench.facts.fact import WAITING, Record
from workbench.language import _
from workbench.review.display import one_line
from workbench.review.state import ReviewState
from workbench.review.styled import Row, Tone, flowed, labelled
from workbench.review.wording import (
    field_name,
    field_values,
    grounding_text,
    kind_name,
    origin_name,
    reason_text,
    state_name,
    summary,
)
from workbench.review.words import MARKS
from workbench.review.wrap import cut, pad, text_width

_LABEL_WIDTH = 14


def panel_rows(state: ReviewState, width: int, *, roomy: bool) -> list[Row]:
    """Rows of at most `width` cells; `roomy` parts them with blank ones."""
    focused = state.focused
    if focused is None:
        return flowed(_("The queue is empty."), width, "dim")
    parts = [
        _fact_rows(state, focused, width),
        _field_rows(focused, width),
        _reason_rows(focused, width),
        _report_rows(state, width),
        _origin_rows(focused, width),
    ]
    if not roomy:
        return [row for part in parts for row in part]
    blank: Row = [("", "plain")]
    return [row for part in parts if part for row in [*part, blank]][:-1]


def _fact_rows(state: ReviewState, focused: Record, width: int) -> list[Row]:
    rows: list[Row] = []
    for number, record in enumerate(state.members, 1):
        on = record.id == focused.id
        head = f"{'❯' if on else ' '}{number} {MARKS[record.state]} {kind_name(record.fact.kind)}"
        what = f"  {state_name(record.state)}" if on and record.state not in WAITING else f"  {summary(record.content)}"
        tone: Tone = "focus" if on else ("plain" if record.state in WAITING else "dim")
        rows.append([(pad(head + what, width), tone)])
    return rows


def _field_rows(record: Record, width: int) -> list[Row]:
    values = field_values(record.content)
    before = field_values(record.fact.content)
    missing = {check.field for check in record.fact.checks if check.verdict == "missing"}
    known = {name: value for name, value in values.items() if value or before[name]}
    label_width = min(_LABEL_WIDTH, max((text_width(field_name(name)) for name in known), default=0))
    rows: list[Row] = []
    for name, value in known.items():
        text = value or _("(unknown)")
        if before[name] != value:
            text = _("{now}  (was: {before})").format(now=text, before=before[name] or _("(unknown)"))
            rows += labelled("✎" + cut(field_name(name), label_width), text, label_width + 1, width, "strong")
            continue
        tone: Tone = "warn" if name in missing else "plain"
        if name in missing:
            text = _("{value}  ! not in the quote").format(value=text)
        rows += labelled(" " + cut(field_name(name), label_width), text, label_width + 1, width, tone)
    empty = [field_name(name) for name in values if name not in known]
    if empty:
        rows += flowed("、".join(empty), width, "dim", lead=" " + _("unknown:") + " ", lead_tone="dim")
    return rows


def _reason_rows(record: Record, width: int) -> list[Row]:
    codes = dict.fromkeys((*record.route.reasons, *record.fact.notes))
    return [row for code in codes for row in flowed(reason_text(code), width, "warn", lead="! ", lead_tone="warn")]


def _report_rows(state: ReviewState, width: int) -> list[Row]:
    line = one_line(state.report_line())
    return flowed(line, width, "strong", lead=_("Report:") + " ") if line else []


def _origin_rows(record: Record, width: int) -> list[Row]:
    found_by = " + ".join(origin_name(origin) for origin in record.fact.witnesses)
    text = f"{grounding_text(record.fact.grounding)} · {_('found by {whom}').format(whom=found_by)}"
    return flowed(text, width, "dim")
