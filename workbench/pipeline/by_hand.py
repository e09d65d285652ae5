"""A fact that a person adds: checked against the text like any other, and approved by that person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from workbench.errors import WorkbenchError
from workbench.facts.editing import edit_content
from workbench.facts.fact import Evidence, Record
from workbench.facts.kinds import AnyContent
from workbench.grounding import Rejection, ground, unsupported_fields
from workbench.language import _
from workbench.recognition import canonical_references
from workbench.store import Store


def add_fact_by_hand(store: Store, document_id: str, content: AnyContent, span: Evidence, *, reviewer: str) -> Record:
    """Store a fact with its quote; refused where a value does not stand in the quote."""
    document = store.document(document_id)
    found = ground(canonical_references(content, document), [span.quote], document, "person", near=span.start)
    if isinstance(found, Rejection):
        raise WorkbenchError(
            _("the quote does not bear it out: {detail}").format(detail=found.detail or found.reason),
            where=found.field,
            way_out=_("Choose more of the text, or correct the value"),
        )
    return store.add_fact(found, reviewer=reviewer)


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
