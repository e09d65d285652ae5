"""Turns a proposed fact into a grounded one, or rejects it with reasons.

Each quote is checked against the text, and each value against the quotes. A value that neither stands in a quote nor follows by
a named rule makes the fact fail.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from workbench.facts.base import Content
from workbench.facts.document import Document
from workbench.facts.fact import Check, Evidence, Fact, Grounding, Origin, canonical_fields, make_fact
from workbench.facts.kinds import AnyContent
from workbench.facts.refusals import told_model
from workbench.grounding.alignment import Aligner, Alignment
from workbench.grounding.fields import Finding, findings
from workbench.grounding.source import Passage, Source, source_of
from workbench.text import fold_script

RejectionReason = Literal["no_quote", "quote_not_found", "value_not_in_quote"]

_ELISION = re.compile(r"…+|⋯+|\.{3,}|。{3,}")
_SHORTEST_PIECE = 4
_NEGATIONS = frozenset("不未非无没勿莫")
# 不同, 未来, 非常, 无线: here the character before the quote denies nothing.
_UNDENYING = frozenset(("不同", "不仅", "不但", "不断", "未来", "非常", "非洲", "无人", "无线", "无论", "不过", "不可"))
_SHOWN = 60


class Rejection(BaseModel):
    """A proposed fact that the text does not support."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    content: dict[str, Any] = Field(description="The proposed content as JSON values, kind included.")
    quotes: tuple[str, ...]
    reason: RejectionReason
    field: str | None = Field(None, description="The field of the first value that was not found, or quotes[0].")
    detail: str = Field("", description="What was not found, in English.")
    suspect: Evidence | None = Field(None, description="The likeliest place of a quote that is not in the text.")
    reasons: tuple[str, ...] = Field((), description="Every fault, in Chinese, as the model is told when asked again.")


@dataclass(frozen=True, slots=True)
class _Placed:
    """A quote and where it stands; None: nowhere."""

    label: str
    quote: str
    alignment: Alignment | None

    @property
    def found(self) -> bool:
        return self.alignment is not None and self.alignment.tier != "suspect"


def ground(
    content: AnyContent,
    quotes: Sequence[str],
    document: Document,
    origin: Origin,
    *,
    aligner: Aligner | None = None,
    context_keys: Container[str] = (),
    near: int | None = None,
) -> Fact | Rejection:
    """Check a proposed content and its quotes against a document.

    `context_keys` are instruments that the passage is known to be about; where a quote occurs several times, the place
    nearest to offset `near` is meant. References in `content` are canonical keys already.
    """
    source = source_of(document, aligner)
    placed = _place(quotes, source, near)
    lost = [each for each in placed if not each.found]
    if lost or not placed:
        return _quote_rejection(content, quotes, document, lost)
    evidence = _evidence(placed, document)
    passage = source.passage(evidence)
    found = findings(content, passage, context_keys)
    refused = [finding for finding in found if finding.refuses]
    if refused:
        return _value_rejection(content, quotes, refused, passage)
    checks = [finding.check for finding in found]
    if not any(finding.anchors for finding in found):
        checks.append(Check(field="quote", verdict="missing", rule="says_none_of_it"))
    if any(_is_denied(document.text, span.start) for span in evidence):
        checks.append(Check(field="quote", verdict="missing", rule="follows_negation"))
    if any(each.alignment and each.alignment.cuts_word for each in placed):
        checks.append(Check(field="quote", verdict="missing", rule="cuts_word"))
    return make_fact(
        document.id,
        content,
        evidence,
        origin,
        grounding=_tier(placed),
        checks=checks,
        notes=_notes(content, checks, passage),
    )


def failures(
    content: AnyContent,
    quotes: Sequence[str],
    document: Document,
    aligner: Aligner | None = None,
    *,
    context_keys: Container[str] = (),
    near: int | None = None,
) -> list[str]:
    """What is wrong with a proposed fact, in Chinese, for the model that is asked again; empty where nothing is."""
    outcome = ground(content, quotes, document, "model", aligner=aligner, context_keys=context_keys, near=near)
    return list(outcome.reasons) if isinstance(outcome, Rejection) else []


def unsupported_fields(content: AnyContent, spans: Sequence[Evidence], document: Document) -> tuple[str, ...]:
    """The fields of a content, in its order, whose value neither stands in the spans nor follows from them by a rule."""
    found = findings(content, source_of(document).passage(tuple(spans)))
    missing = [re.split(r"[\[.]", each.check.field)[0] for each in found if each.check.verdict == "missing"]
    return tuple(dict.fromkeys(missing))


def _place(quotes: Sequence[str], source: Source, near: int | None) -> list[_Placed]:
    """Each quote where it stands; a repeated one nearest to one that stands at a single place."""
    first = [placed for index, quote in enumerate(quotes) for placed in _align(f"quotes[{index}]", quote, source, near)]
    single = [each.alignment.start for each in first if each.alignment and each.found and each.alignment.count == 1]
    if not single:
        return first
    return [
        _Placed(each.label, each.quote, source.aligner.align(each.quote, hint=single[0]))
        if each.alignment and each.alignment.count > 1
        else each
        for each in first
    ]


def _align(label: str, quote: str, source: Source, near: int | None) -> Iterator[_Placed]:
    """The quote; where it is not in the text as a whole, its parts around a page break, or the pieces that … joins."""
    aligner = source.aligner
    whole = _Placed(label, quote, aligner.align(quote, hint=near))
    over_cuts = () if whole.found else source.align_over_cuts(quote, near)
    if over_cuts:
        yield from (_Placed(label, source.document.text[part.start : part.end], part) for part in over_cuts)
        return
    pieces = [piece for piece in _ELISION.split(quote) if piece.strip()]
    if whole.found or len(pieces) < 2 or min(map(len, pieces)) < _SHORTEST_PIECE:
        yield whole
        return
    for piece in pieces:
        found = aligner.align(piece, hint=near)
        near = near if found is None else found.end
        yield _Placed(label, piece, found)


def _evidence(placed: Sequence[_Placed], document: Document) -> tuple[Evidence, ...]:
    """The spans in the order of the text, none inside another."""
    spans = sorted({(each.alignment.start, each.alignment.end) for each in placed if each.alignment})
    outer = [
        span
        for span in spans
        if not any(other != span and other[0] <= span[0] and span[1] <= other[1] for other in spans)
    ]
    return tuple(Evidence.cut(document.text, start, end) for start, end in outer)


def _tier(placed: Sequence[_Placed]) -> Grounding:
    return "exact" if all(each.alignment and each.alignment.tier == "exact" for each in placed) else "near"


def _is_denied(text: str, start: int) -> bool:
    """Whether a negation stands directly before the quote, which it leaves out."""
    before = fold_script(text[start - 1 : start + 1]) if start else ""
    return before[:1] in _NEGATIONS and bool(before) and before not in _UNDENYING


def _notes(content: Content, checks: Sequence[Check], passage: Passage) -> Iterator[str]:
    actor = vars(content).get("actor")
    if actor is not None and actor not in passage.actors:
        yield "actor_doubtful"
    if any(check.rule == "repaired" for check in checks):
        yield "repaired"


def _quote_rejection(content: Content, quotes: Sequence[str], document: Document, lost: Sequence[_Placed]) -> Rejection:
    suspects = [
        Evidence.cut(document.text, each.alignment.start, each.alignment.end) if each.alignment else None
        for each in lost
    ]
    reasons = [
        told_model("quote_near", field=each.label, near=suspect.quote[:_SHOWN])
        if suspect
        else told_model("quote_missing", field=each.label)
        for each, suspect in zip(lost, suspects, strict=True)
    ]
    return Rejection(
        content=_json(content),
        quotes=tuple(quotes),
        reason="quote_not_found" if lost else "no_quote",
        field=lost[0].label if lost else "quotes",
        detail=f"not in the text: {lost[0].quote[:_SHOWN]}" if lost else "the fact gives no quote",
        suspect=next((suspect for suspect in suspects if suspect), None),
        reasons=tuple(reasons) or (told_model("no_quotes"),),
    )


def _value_rejection(
    content: Content, quotes: Sequence[str], refused: Sequence[Finding], passage: Passage
) -> Rejection:
    first = refused[0]
    elsewhere = passage.source.aligner.align(first.written)
    stands = elsewhere is not None and elsewhere.tier == "exact"
    return Rejection(
        content=_json(content),
        quotes=tuple(quotes),
        reason="value_not_in_quote",
        field=first.check.field,
        detail=f"{first.written} is not in the quotes" + ("; it stands elsewhere in the text" if stands else ""),
        suspect=Evidence.cut(passage.source.document.text, elsewhere.start, elsewhere.end)
        if elsewhere is not None and stands
        else None,
        reasons=tuple(
            told_model("value_missing", field=finding.check.field, value=finding.written) for finding in refused
        ),
    )


def _json(content: Content) -> dict[str, Any]:
    return {"kind": getattr(content, "kind", ""), **canonical_fields(content)}
