"""A fact that a person adds: checked against the text like any other, and approved by that person."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from workbench.errors import WorkbenchError
from workbench.facts.editing import edit_content
from workbench.facts.fact import Evidence, Record
from workbench.facts.kinds import AnyContent
from workbench.facts.refusals import told_people
from workbench.grounding import Aligner, Rejection, ground, unsupported_fields
from workbench.language import _
from workbench.recognition import canonical_references
from workbench.store import Store


def add_fact_by_hand(
    store: Store,
    document_id: str,
    content: AnyContent,
    span: Evidence,
    *,
    reviewer: str,
    field_name: Callable[[str], str] = str,
) -> Record:
    """Store a fact with its quote; refused where a value does not stand in the quote, which `field_name` names."""
    document = store.document(document_id)
    found = ground(canonical_references(content, document), [span.quote], document, "person", near=span.start)
    if isinstance(found, Rejection):
        raise WorkbenchError(
            _("the quote does not bear it out: {detail}").format(
                detail="; ".join(told_people(reason, field_name) for reason in found.reasons)
            ),
            way_out=_("Choose more of the text, or correct the value"),
        )
    return store.add_fact(found, reviewer=reviewer)


def words_of(store: Store, record: Record, quote: str) -> Evidence:
    """The place of words that somebody gives for a correction: in the fact's article, nearest to what it rests on."""
    document = store.document(record.fact.document)
    here = record.evidence[0].start if record.evidence else None
    found = Aligner(document.text).align(quote, hint=here)
    if found is None or found.tier != "exact":
        raise WorkbenchError(
            _("these words do not stand in the fact's article"),
            where=record.id,
            way_out=_("Copy them from `workbench documents --with-text`"),
        )
    return Evidence.cut(document.text, found.start, found.end)


def unsupported_changes(
    store: Store, record: Record, changes: Mapping[str, str], added: Iterable[Evidence] = ()
) -> tuple[str, ...]:
    """The fields that a correction changes to a value which stands neither in the fact's quotes nor in the spans `added`.

    None of an assessment, which no quote supports.
    """
    if record.fact.kind == "assessment":
        return ()
    document = store.document(record.fact.document)
    content = canonical_references(edit_content(record.content, changes), document)
    missing = unsupported_fields(content, (*record.evidence, *added), document)
    return tuple(name for name in changes if name in missing)
