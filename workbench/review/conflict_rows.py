"""A conflict as rows: what it is on, every side with its quotes and sources, and what the timeline would become."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from workbench.escape import neutral, one_line
from workbench.facts.document import Document
from workbench.facts.fact import Evidence
from workbench.language import _, plural
from workbench.review.article_rows import CLOSE, OPEN
from workbench.review.ports import Dispute, SideSource, Stage
from workbench.review.styled import Row, Tone, blank, flowed, side_by_side
from workbench.review.wording import conflict_name, conflict_text, status_name, suggestion_text, tier_name

_BESIDE = 100
"""Cells from which sides stand beside each other."""
_MOST_BESIDE = 3
_GAP = " │ "
_AROUND = 24
"""Characters of the text before and behind a quote."""
_SOURCES = 3
"""Sources quoted for one side; the number of further ones is shown."""

DocumentOf = Callable[[str], Document]


def conflict_rows(dispute: Dispute, document_of: DocumentOf, width: int) -> list[Row]:
    """All of a conflict in rows of at most `width` cells."""
    sides = dispute.sides
    beside = width >= _BESIDE and len(sides) <= _MOST_BESIDE
    each = (width - len(_GAP) * (len(sides) - 1)) // len(sides) if beside else width
    blocks = [_side_rows(dispute, number, document_of, each) for number in range(len(sides))]
    rows = _head_rows(dispute, width)
    if beside:
        return rows + side_by_side(blocks, each, _GAP, "dim")
    return rows + [row for block in blocks for row in [*block, blank()]][:-1]


def _head_rows(dispute: Dispute, width: int) -> list[Row]:
    on = dispute_name(dispute)
    values = " ≠ ".join(
        f"{number} {conflict_text(side.value)} ×{side.documents} [{tier_name(side.tier)}]"
        for number, side in enumerate(dispute.sides, 1)
    )
    rows = flowed(on, width, "strong") + flowed(values, width)
    suggestion = suggestion_text(dispute.why)
    if dispute.why not in ("keep_both", "undecided"):
        suggestion += f": {dispute.suggested + 1}"
    rows += flowed(suggestion, width, "dim")
    if dispute.chosen is not None:
        rows += flowed("✓ " + ruling_text(dispute), width, "good")
    return [*rows, blank()]


def dispute_name(dispute: Dispute) -> str:
    """What the sources differ on."""
    on = conflict_name(dispute.instrument, dispute.attribute, dispute.subject)
    return f"{on} · {one_line(dispute.clause)}" if dispute.clause else on


def ruling_text(dispute: Dispute) -> str:
    """Which sides hold, and who ruled so."""
    chosen = dispute.chosen or ()
    if not chosen:
        what = _("neither holds")
    elif len(chosen) == len(dispute.sides):
        what = _("all hold, each with its source")
    else:
        what = _("{sides} holds").format(sides="、".join(str(number + 1) for number in chosen))
    return f"{what} ({one_line(dispute.by)})" if dispute.by else what


def _side_rows(dispute: Dispute, number: int, document_of: DocumentOf, width: int) -> list[Row]:
    side = dispute.sides[number]
    chosen = dispute.chosen is not None and number in dispute.chosen
    tone: Tone = "focus" if chosen else "strong"
    lead = f"{'✓' if chosen else ' '}{number + 1} "
    rows = flowed(conflict_text(side.value), width, tone, lead=lead, lead_tone=tone)
    for source in side.sources[:_SOURCES]:
        rows += _source_rows(source, document_of, width)
    more = len(side.sources) - _SOURCES
    if more > 0:
        words = plural("and {count} more statement", "and {count} more statements", more)
        rows += flowed(words.format(count=more), width, "dim", lead="   ")
    if number < len(dispute.courses):
        rows += _course_rows(dispute.courses[number], width)
    elif side.computed:
        rows += flowed(_("Follows from these together; none of them says it alone."), width, "dim", lead="   ")
    return rows


def _source_rows(side_source: SideSource, document_of: DocumentOf, width: int) -> list[Row]:
    document = document_of(side_source.document)
    day = document.published.isoformat() if document.published is not None else None
    source = (document.title or document.name or document.id[:12], document.publisher, day, tier_name(document.tier))
    rows = flowed(" · ".join(one_line(part) for part in source if part), width, "dim", lead="   ")
    for span in side_source.evidence:
        rows += flowed(_quoted(document, span), width, lead="   ")
    return rows


def _quoted(document: Document, span: Evidence) -> str:
    """A quote with the text around it, on one line; only where it stands in the text."""
    if document.text[span.start : span.end] != span.quote:
        return _("! quote not in the text")
    first, last = max(0, span.start - _AROUND), min(len(document.text), span.end + _AROUND)
    before = neutral(document.text[first : span.start]).rpartition("\n")[2]
    after = neutral(document.text[span.end : last]).partition("\n")[0]
    return f"…{before}{OPEN}{one_line(span.quote)}{CLOSE}{after}…"


def _course_rows(course: Sequence[Stage], width: int) -> list[Row]:
    stages = " → ".join(_stage(stage) for stage in course) or status_name("unknown")
    return flowed(stages, width, "label", lead="   " + _("then:") + " ")


def _stage(stage: Stage) -> str:
    last = stage.last.isoformat() if stage.last is not None else ""
    assumed = _(" (assumed)") if stage.assumed else ""
    return f"{status_name(stage.status)}{assumed} {stage.first.isoformat()}…{last}"
