"""What the middle pane shows: an article with its quotes marked, or an assessment above the facts it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from workbench.escape import neutral, one_line
from workbench.facts.document import Document
from workbench.facts.fact import USABLE, WAITING, Evidence, Record, State
from workbench.facts.kinds import Assessment
from workbench.language import _
from workbench.review.wording import kind_name, summary, tier_name, value_text


class Mark(NamedTuple):
    """A quote of some fact in an article, and how that fact stands."""

    span: Evidence
    state: State


@dataclass(frozen=True)
class Page:
    """Neutral text with the spans to mark in it; offsets count in `text`."""

    key: str
    """Two pages of one key have the same text."""
    title: str
    text: str
    quotes: tuple[tuple[int, int], ...] = ()
    """The focused fact's quotes, in its own order."""
    others: tuple[tuple[int, int], ...] = ()
    """Quotes of the other facts of the group."""
    waiting: tuple[tuple[int, int], ...] = ()
    """Quotes of further facts of the article that wait."""
    decided: tuple[tuple[int, int], ...] = ()
    """Quotes of further facts that may stand in a draft."""
    rejected: tuple[tuple[int, int], ...] = ()
    """Quotes of further facts that were rejected."""
    lost: int = 0
    """How many quotes of the focused fact are not in the text where they should be; those are never marked."""


def article_page(document: Document, focused: Record, group: Iterable[Record], marks: Iterable[Mark] = ()) -> Page:
    """The page of a fact that stands in a document, with the quotes of all its facts marked by how they stand."""
    by_look: dict[str, list[Evidence]] = {"waiting": [], "decided": [], "rejected": []}
    for span, state in marks:
        by_look[_look(state)].append(span)
    true = _true_spans(document, focused.evidence)
    others = [span for record in group if record.id != focused.id for span in record.evidence]
    return Page(
        key=document.id,
        title=document_title(document),
        text=_shown(document.text),
        quotes=true,
        others=_true_spans(document, others),
        waiting=_true_spans(document, by_look["waiting"]),
        decided=_true_spans(document, by_look["decided"]),
        rejected=_true_spans(document, by_look["rejected"]),
        lost=len(focused.evidence) - len(true),
    )


def assessment_page(record: Record, cited: Sequence[tuple[str, Record | None, Document | None]]) -> Page:
    """The page of an assessment: its text, then each fact cited (id, record, document), with quote and source."""
    content = record.content
    if not isinstance(content, Assessment):
        raise TypeError(f"a fact of kind {content.kind} has a page in its document")
    text = neutral(content.text)
    parts = [text, "", _("It rests on:") if cited else _("It names no fact that it rests on.")]
    for number, (id_, source, document) in enumerate(cited, 1):
        parts += ["", f"{number}. " + _cited_text(id_, source, document)]
    return Page(
        key=f"{record.id}/{record.revision}",
        title=f"{kind_name('assessment')} · {value_text('section', content.section)}",
        text="\n".join(parts),
        quotes=((0, len(text)),) if text else (),
    )


def _cited_text(id_: str, source: Record | None, document: Document | None) -> str:
    if source is None:
        return _("{id}: no such fact").format(id=one_line(id_))
    quotes = " … ".join(one_line(span.quote) for span in source.evidence)
    where = document_title(document) if document is not None else ""
    return f"{kind_name(source.fact.kind)} · {summary(source.content)}\n   「{quotes}」 {where}"


@lru_cache(maxsize=32)
def _shown(text: str) -> str:
    return neutral(text)


def _look(state: State) -> str:
    if state in WAITING:
        return "waiting"
    return "decided" if state in USABLE else "rejected"


def _true_spans(document: Document, evidence: Iterable[Evidence]) -> tuple[tuple[int, int], ...]:
    return tuple((span.start, span.end) for span in evidence if document.text[span.start : span.end] == span.quote)


def document_title(document: Document) -> str:
    """What an article is: title, publisher, day and weight."""
    day = document.published.isoformat() if document.published is not None else None
    parts = (document.title or document.name or document.id[:12], document.publisher, day, tier_name(document.tier))
    return " · ".join(one_line(part) for part in parts if part)
