"""Witnesses of the focused fact in rows: source, words, and field by field where they differ."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from workbench.errors import WorkbenchError
from workbench.escape import one_line
from workbench.facts.document import Document
from workbench.facts.fact import Record
from workbench.language import _
from workbench.review.pages import document_title
from workbench.review.styled import Row, Tone, blank, flowed
from workbench.review.witnesses import Relation, Witness
from workbench.review.wording import field_name, kind_name, origin_name, state_name, summary
from workbench.review.words import MARKS
from workbench.review.wrap import cut, pad, text_width

_MARK: dict[Relation, str] = {"same": "=", "otherwise": "≠", "read_otherwise": "≠"}
_LABEL_WIDTH = 16


def witness_rows(
    mine: Record, witnesses: Sequence[Witness], document_of: Callable[[str], Document], width: int, at: int
) -> tuple[list[Row], int]:
    """Rows of at most `width` cells, and the row at which the witness of number `at` begins."""
    rows = [
        *flowed(f"{kind_name(mine.fact.kind)} · {summary(mine.content)}", width, "strong"),
        *_source_rows(mine, document_of, width),
    ]
    if not witnesses:
        rows += [blank(), *flowed(_("Nobody else says it, and nobody says otherwise."), width, "dim")]
    begins = 0
    for number, witness in enumerate(witnesses):
        rows.append(blank())
        begins = len(rows) if number == at else begins
        rows += _witness_rows(mine, witness, document_of, width, on=number == at)
    return rows, begins


def _witness_rows(
    mine: Record, witness: Witness, document_of: Callable[[str], Document], width: int, *, on: bool
) -> list[Row]:
    record = witness.record
    tone: Tone = "focus" if on else "strong"
    head = f"{'❯' if on else ' '}{_MARK[witness.relation]} {_relation_text(witness.relation)} · "
    head += f"{MARKS[record.state]} {state_name(record.state)}"
    rows: list[Row] = [[(pad(head, width), tone)], *_source_rows(record, document_of, width)]
    return rows + _table(mine, witness, width) if witness.fields else rows


def _source_rows(record: Record, document_of: Callable[[str], Document], width: int) -> list[Row]:
    try:
        source = document_title(document_of(record.fact.document))
    except WorkbenchError:
        source = _("no article")
    found = " + ".join(origin_name(origin) for origin in record.fact.witnesses)
    rows = flowed(f"{source} · {_('found by {whom}').format(whom=found)}", width, "dim", lead="   ")
    for span in record.evidence:
        rows += flowed(f"「{one_line(span.quote)}」", width, lead="   ")
    return rows


def _table(mine: Record, witness: Witness, width: int) -> list[Row]:
    """The fields that differ: the fact in focus on the left, the other on the right."""
    label_width = min(_LABEL_WIDTH, 1 + max(text_width(field_name(name)) for name, _own, _their in witness.fields))
    each = max(8, (width - label_width - 8) // 2)
    own, their = (_column_name(record) for record in (mine, witness.record))
    rows: list[Row] = [
        [(" " * (label_width + 4), "label"), (pad(own, each), "dim"), ("   ", "dim"), (cut(their, each), "dim")]
    ]
    for name, left, right in witness.fields:
        rows += _field_rows(pad(field_name(name), label_width), left, right, each)
    return rows


def _field_rows(label: str, left: str, right: str, each: int) -> list[Row]:
    unknown = _("(unknown)")
    lefts, rights = flowed(left or unknown, each), flowed(right or unknown, each)
    rows: list[Row] = []
    for number in range(max(len(lefts), len(rights))):
        own = lefts[number][0][0] if number < len(lefts) else ""
        their = rights[number][0][0] if number < len(rights) else ""
        lead = label if number == 0 else " " * text_width(label)
        sign = " ≠ " if number == 0 else "   "
        rows.append([(f"    {lead}", "label"), (pad(own, each), "plain"), (sign, "warn"), (their, "plain")])
    return rows


def _column_name(record: Record) -> str:
    return " + ".join(origin_name(origin) for origin in record.fact.witnesses)


def _relation_text(relation: Relation) -> str:
    return {
        "same": _("says the same"),
        "otherwise": _("says otherwise"),
        "read_otherwise": _("the same words, read otherwise"),
    }[relation]
