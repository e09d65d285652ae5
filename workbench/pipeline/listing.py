"""The contents of the store as the rows that commands print: documents, facts, runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, get_args

from workbench.facts.document import Document
from workbench.facts.fact import STATES, Record, State
from workbench.facts.kinds import KINDS, ListName
from workbench.pipeline.statistics import cost_of, usage_of
from workbench.text import same_texts

if TYPE_CHECKING:
    from workbench.store import Run, Store


def document_rows(store: Store, *, with_text: bool = False) -> list[dict[str, Any]]:
    """The contract's JSON of every document."""
    by_document: dict[str, Counter[str]] = {}
    for record in store.records():
        by_document.setdefault(record.fact.document, Counter())[record.state] += 1
    rows = []
    documents = store.documents()
    firsts = first_copies(documents)
    for document in documents:
        row: dict[str, Any] = {
            "id": document.id,
            "title": document.title,
            "name": document.name,
            "publisher": document.publisher,
            "published": document.published.isoformat() if document.published else None,
            "author": document.author,
            "url": document.url,
            "tier": document.tier,
            "tier_reason": document.tier_reason,
            "script": document.script,
            "characters": len(document.text),
            "copy_of": firsts.get(document.id),
            "facts": dict(sorted(by_document.get(document.id, Counter()).items())),
        }
        if with_text:
            row["text"] = document.text
        rows.append(row)
    return rows


def first_copies(documents: Sequence[Document]) -> dict[str, str]:
    """Id of each re-post, copy in the other script and the like → id of the document of the same text that came first."""
    leaders = same_texts((document.id, document.text) for document in documents)
    return {id_: first for id_, first in leaders.items() if id_ != first}


def fact_rows(
    store: Store, *, documents: Sequence[str] | None = None, kind: str | None = None, state: State | None = None
) -> Iterator[dict[str, Any]]:
    """The contract's JSON of facts; the evidence of an assessment is that of the facts it rests on."""
    for row in store.each_as_json(documents=documents, kind=kind, state=state, superseded=state == "superseded"):
        if row["kind"] == "assessment":
            row["evidence"] = _evidence_of(store, row["fields"]["facts"], superseded=state == "superseded")
        yield row


def _evidence_of(store: Store, cited: Sequence[str], *, superseded: bool) -> list[dict[str, Any]]:
    """The spans of the facts that an assessment rests on, in its order; of those that are superseded only where asked for."""
    found = {record.id: record for record in store.records_of(cited)}
    known = [found[id_] for id_ in cited if id_ in found and (superseded or found[id_].state != "superseded")]
    return [{"document": one.fact.document, **span.json()} for one in known for span in one.evidence]


def run_rows(runs: Iterable[Run]) -> Iterator[dict[str, Any]]:
    """What is kept of each extraction and writing, one JSON object per run."""
    for run in runs:
        resolved = dict.fromkeys(attempt.get("model_resolved") for attempt in run.attempts)
        covering = [attempt for attempt in run.attempts if attempt.get("task") == "cover"]
        yield {
            "document": run.document,
            "at": run.at,
            "engine": run.engine,
            "outcome": run.outcome,
            "detail": run.detail,
            "basis": run.basis,
            "model": run.basis.get("model"),
            "model_resolved": [name for name in resolved if name],
            "prompt": run.basis.get("prompt"),
            "schema": run.basis.get("schema"),
            "requests": [{**attempt, "usage": usage_of([attempt])} for attempt in run.attempts],
            "cost": cost_of(run.attempts),
            "coverage": run.coverage and {**run.coverage, "requests": len(covering), "usage": usage_of(covering)},
            "rejected": list(run.rejections),
            "sent_back": list(run.sent_back),
        }


Filter = Callable[[Record], bool]


def matching(terms: Sequence[tuple[str, str]], key_of: Callable[[str], str]) -> Filter:
    """A filter from FIELD=VALUE terms: kind, state, document, instrument, list, reason; all must match."""

    def matches(record: Record) -> bool:
        return all(_holds(record, name, value, key_of) for name, value in terms)

    return matches


def _holds(record: Record, name: str, value: str, key_of: Callable[[str], str]) -> bool:
    from workbench.facts.fact import instruments_of

    if name == "kind":
        return record.fact.kind == value
    if name == "state":
        return record.state == value
    if name == "document":
        return record.fact.document.startswith(value)
    if name == "instrument":
        return key_of(value) in {key_of(key) for key in instruments_of(record.content)}
    if name == "reason":
        return any(reason.split(":")[0] == value for reason in record.route.reasons)
    return bool(getattr(record.content, "list", None) == value)


MATCH_FIELDS = ("kind", "state", "instrument", "document", "list", "reason")
MATCH_WORDS: dict[str, tuple[str, ...]] = {
    "kind": tuple(KINDS),
    "state": tuple(state for state in STATES if state != "superseded"),
    "list": get_args(ListName),
}
"""Fields that take one of a few words: a misspelt one would match nothing without a word."""
