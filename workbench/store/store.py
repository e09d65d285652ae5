"""The store: documents, facts with their state, runs and decisions."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from workbench.errors import WorkbenchError
from workbench.facts.document import Document, DocumentHead
from workbench.facts.editing import edit_content
from workbench.facts.fact import Evidence, Fact, Record, Route, State
from workbench.facts.kinds import AnyContent
from workbench.facts.written import WrittenFact, read_route
from workbench.language import _
from workbench.store.decisions import (
    Decision,
    Overtaken,
    PersonAction,
    moves_routes,
    standing_decisions,
)
from workbench.store.extractions import save_extractions
from workbench.store.fact_json import facts_as_json
from workbench.store.folding import refold, route_some
from workbench.store.holdings import Inventory, InventoryPiece, with_earlier
from workbench.store.inventory import read_inventory
from workbench.store.parts import StoreParts
from workbench.store.reading import AT_ONCE, reading
from workbench.store.rows import (
    append,
    chosen_facts,
    decisions_on,
    document_row,
    new_row,
    now,
    one_fact,
    ordered_facts,
    record_of,
    records_of,
)
from workbench.store.runs import Run
from workbench.store.succession import earlier_decisions, gone_decided
from workbench.store.tables import documents, facts, positions, runs
from workbench.store.turns import ask_for_routes


class Store(StoreParts):
    """One database of the workbench. Every method is one transaction; a change is on disk when its method returns."""

    # documents

    def add_document(self, document: Document) -> bool:
        """Store a document; False where one of the same bytes is there already, which then stays as it is."""
        return bool(self.add_documents([document]))

    def add_documents(self, given: Sequence[Document]) -> set[str]:
        """Store at most 500 documents; returns the ids of those that were new."""
        by_id = {document.id: document for document in given}
        with self._engine.begin() as connection:
            known = set(connection.scalars(select(documents.c.id).where(documents.c.id.in_(list(by_id)))))
            new = [document for id_, document in by_id.items() if id_ not in known]
            count = connection.scalar(select(func.count()).select_from(documents)) or 0
            if new:
                connection.execute(
                    insert(documents),
                    [document_row(document, place) for place, document in enumerate(new, start=count)],
                )
        return {document.id for document in new}

    def documents(self) -> list[Document]:
        """All documents, in the order in which they were added."""
        with reading(self._engine) as connection:
            rows = connection.execute(select(documents.c.body).order_by(documents.c.sequence))
            return [Document.model_validate_json(row.body) for row in rows]

    def document_heads(self) -> list[DocumentHead]:
        """The metadata of every document, in the order in which they were added."""
        with reading(self._engine) as connection:
            query = select(documents.c.body).order_by(documents.c.sequence)
            rows = connection.execute(query, execution_options={"yield_per": AT_ONCE})
            return [DocumentHead.model_validate_json(row.body) for row in rows]

    def documents_of(self, ids: Iterable[str]) -> dict[str, Document]:
        """Id -> the document of some ids, at most 500 at once; those that are not there are left out."""
        with reading(self._engine) as connection:
            rows = connection.execute(select(documents.c.body).where(documents.c.id.in_(list(ids))))
            found = (Document.model_validate_json(row.body) for row in rows)
            return {document.id: document for document in found}

    def count_documents(self) -> int:
        """How many documents there are."""
        with reading(self._engine) as connection:
            return connection.scalar(select(func.count()).select_from(documents)) or 0

    def each_text(self) -> Iterator[tuple[str, str]]:
        """Id and text of every document, in the order in which they were added, one at a time."""
        with reading(self._engine) as connection:
            query = select(documents.c.id, documents.c.body).order_by(documents.c.sequence)
            for row in connection.execute(query, execution_options={"yield_per": AT_ONCE}):
                yield row.id, json.loads(row.body)["text"]

    def document(self, id_or_prefix: str) -> Document:
        """The document of an id, or of a prefix that only one id has."""
        beginning = documents.c.id.startswith(id_or_prefix, autoescape=True)
        with reading(self._engine) as connection:
            rows = connection.execute(select(documents.c.body).where(documents.c.id == id_or_prefix)).all()
            if not rows:  # by the index first: a prefix has every document looked at
                rows = connection.execute(select(documents.c.body).where(beginning).limit(2)).all()
        if len(rows) == 1 and id_or_prefix:
            return Document.model_validate_json(rows[0].body)
        raise WorkbenchError(
            _("more than one document begins so") if rows else _("no such document"),
            where=id_or_prefix,
            way_out=_("`workbench documents` lists them with their ids"),
        )

    # facts

    def records(self, *, documents: Iterable[str] | None = None, superseded: bool = False) -> list[Record]:
        """The facts in their present state, in document and reading order; superseded ones only where asked for."""
        return list(self.each_record(documents=documents, superseded=superseded))

    def each_record(
        self,
        *,
        documents: Iterable[str] | None = None,
        kind: str | None = None,
        state: State | None = None,
        superseded: bool = False,
    ) -> Iterator[Record]:
        """`records`, a few hundred at a time, so that the caller decides how many stay in memory."""
        query = chosen_facts(documents, kind, state, superseded=superseded)
        with reading(self._engine) as connection:
            earlier = earlier_decisions(connection)
            for rows in connection.execute(query, execution_options={"yield_per": AT_ONCE}).partitions():
                for record in records_of(rows):
                    yield with_earlier(record, earlier)

    def inventory(self) -> Inventory:
        """A snapshot of all documents and all facts that are not superseded."""
        return Inventory.of(self.inventory_pieces())

    def inventory_pieces(self) -> Iterator[InventoryPiece]:
        """The pieces of `inventory`, some hundred facts at a time."""
        with reading(self._engine) as connection:
            yield from read_inventory(connection)

    def each_as_json(
        self,
        *,
        documents: Iterable[str] | None = None,
        kind: str | None = None,
        state: State | None = None,
        superseded: bool = False,
    ) -> Iterator[dict[str, Any]]:
        """`each_record` as the contract's JSON, faster; an assessment is given without the evidence of its facts."""
        with reading(self._engine) as connection:
            yield from facts_as_json(connection, chosen_facts(documents, kind, state, superseded=superseded))

    def gone_decided(self) -> list[Record]:
        """Superseded facts with a person's decision that could be carried to no other fact."""
        with reading(self._engine) as connection:
            return [record for record, _decided in gone_decided(connection)]

    def record(self, id_or_prefix: str) -> Record:
        """The fact of an id, or of a prefix that only one id has."""
        with reading(self._engine) as connection:
            return record_of(one_fact(connection, id_or_prefix))

    def records_of(self, ids: Iterable[str]) -> list[Record]:
        """The facts of some ids in their present state, at most 500 at once; those that are not there are left out."""
        with reading(self._engine) as connection:
            query = ordered_facts().where(facts.c.id.in_(list(ids)))
            records = records_of(connection.execute(query).all())
            replacing = any("decided_before" in one.route.reasons for one in records)
            earlier = earlier_decisions(connection) if replacing else {}
        return [with_earlier(record, earlier) for record in records]

    def assessments(self) -> list[Record]:
        """The assessments in their present state, without looking at the facts."""
        query = ordered_facts().where(facts.c.kind == "assessment", facts.c.superseded.is_(False))
        with reading(self._engine) as connection:
            return records_of(connection.execute(query).all())

    def save_extraction(self, document: str, found: Sequence[Fact], run: Run) -> None:
        """Store the facts of one extraction; those of earlier ones that it no longer finds are superseded.

        A person's decision on a superseded fact is carried to one of the same kind and content, and to no other; where
        there is none, `records` shows it beside the facts that stand in its place.
        """
        self.save_extractions([(document, found, run)])

    def save_extractions(self, made: Iterable[tuple[str, Sequence[Fact | WrittenFact], Run]]) -> None:
        """Store several extractions (document, facts, run) as `save_extraction` does, all of them or none."""
        with self._engine.begin() as connection:
            refold(connection, save_extractions(connection, ((of, _written(found), run) for of, found, run in made)))

    def add_fact(self, fact: Fact, *, reviewer: str) -> Record:
        """Store a fact that a person added, approved by that person; refused where it is there already."""
        with self._engine.begin() as connection:
            if connection.scalar(select(facts.c.id).where(facts.c.id == fact.id)) is not None:
                raise WorkbenchError(
                    _("the same fact is there already"), where=fact.id, way_out=_("Decide on that one instead")
                )
            connection.execute(insert(facts), [new_row(WrittenFact.of(fact))])
            append(connection, [Decision(fact=fact.id, action="approve", by=reviewer, at=now())])
            refold(connection, [fact.id])
            ask_for_routes(connection)
            return record_of(one_fact(connection, fact.id))

    def set_routes(self, routes: Iterable[tuple[str, Route]]) -> int:
        """Append triage's decision for each fact whose route changed; returns how many did."""
        waiting, changed = iter(routes), 0
        with self._engine.begin() as connection:
            while some := dict(islice(waiting, AT_ONCE)):
                changed += route_some(connection, some)
        return changed

    def count_standing(self) -> list[tuple[State, Route, int]]:
        """How many facts that are not superseded have each state and route."""
        standing = facts.c.state, facts.c.route
        query = select(*standing, func.count()).where(facts.c.superseded.is_(False)).group_by(*standing)
        with reading(self._engine) as connection:
            return [(state, read_route(route), count) for state, route, count in connection.execute(query).all()]

    # decisions

    def decide(
        self,
        fact_id: str,
        action: PersonAction,
        *,
        reviewer: str,
        revision: int | None = None,
        holds: Callable[[Record], bool] | None = None,
        changes: Mapping[str, str] | None = None,
        added: Sequence[Evidence] = (),
        reason: str | None = None,
    ) -> Record:
        """Append one decision of a person, or a note, and return the resulting fact.

        `revision` is the revision that the reviewer saw, `holds` a condition that the decision rests on: where the fact has
        another revision, or the condition is not true of it, `Overtaken` is raised and nothing is kept. `changes` (FIELD →
        text), and spans `added` that support them, go with `edit` alone. The text of a `note` is its `reason`; it replaces
        the reviewer's own last note, and an empty one removes it. Raises `WorkbenchError` for what cannot be decided.
        """
        with self._engine.begin() as connection:
            row = one_fact(connection, fact_id)
            before = record_of(row)
            if row.superseded:
                raise WorkbenchError(
                    _("this fact was superseded by a later extraction"),
                    where=before.id,
                    way_out=_("Decide on the fact that replaced it"),
                )
            if (revision is not None and revision != before.revision) or (holds is not None and not holds(before)):
                raise Overtaken(before, decisions_on(connection, before.id))
            content = _edited(before, action, changes)
            _hold_spans(connection, before, action, added)
            _require_decision_to_undo(connection, before, action)
            decision = Decision(
                fact=before.id,
                action=action,
                by=reviewer,
                at=now(),
                reason=reason or None,
                content=content,
                added=tuple(added),
            )
            append(connection, [decision])
            refold(connection, [before.id])
            after = record_of(one_fact(connection, before.id))
            if moves_routes(before, after):
                ask_for_routes(connection)
            return after

    def decisions(self, fact: str | None = None, *, of_people: bool = False) -> list[Decision]:
        """All decisions, or those on one fact, or those that people made, in their order."""
        with reading(self._engine) as connection:
            return decisions_on(connection, fact, of_people=of_people)

    def position(self, reviewer: str) -> str | None:
        """The fact at which a reviewer stopped."""
        with reading(self._engine) as connection:
            found: str | None = connection.scalar(select(positions.c.fact).where(positions.c.reviewer == reviewer))
            return found

    def remember_position(self, reviewer: str, fact_id: str) -> None:
        """Record the fact at which a reviewer is."""
        with self._engine.begin() as connection:
            known = connection.scalar(select(positions.c.fact).where(positions.c.reviewer == reviewer))
            if known is None:
                connection.execute(insert(positions).values(reviewer=reviewer, fact=fact_id))
            else:
                connection.execute(update(positions).where(positions.c.reviewer == reviewer).values(fact=fact_id))

    # runs

    def runs(self, document: str | None = None) -> list[Run]:
        """Extractions and writings, in their order."""
        query = select(runs).order_by(runs.c.number)
        if document is not None:
            query = query.where(runs.c.document == document)
        with reading(self._engine) as connection:
            return [Run.of_row(row) for row in connection.execute(query)]

    def documents_read(self) -> set[str]:
        """Ids of the documents that have been extracted from."""
        with reading(self._engine) as connection:
            return set(connection.scalars(select(runs.c.document).distinct()))


def _written(found: Sequence[Fact | WrittenFact]) -> tuple[WrittenFact, ...]:
    return tuple(WrittenFact.of(fact) if isinstance(fact, Fact) else fact for fact in found)


def _edited(record: Record, action: PersonAction, changes: Mapping[str, str] | None) -> AnyContent | None:
    if action != "edit":
        if changes:
            raise WorkbenchError(_("fields can be set with `edit` alone"), where=record.id)
        return None
    if not changes:
        raise WorkbenchError(
            _("an edit needs at least one change"), where=record.id, way_out=_("Give --set FIELD=VALUE")
        )
    return edit_content(record.content, changes)


def _require_decision_to_undo(connection: Connection, record: Record, action: PersonAction) -> None:
    if action == "undo" and not standing_decisions(decisions_on(connection, record.id)):
        raise WorkbenchError(_("there is no decision to undo"), where=record.id, way_out=_("Nothing was changed"))


def _hold_spans(connection: Connection, record: Record, action: PersonAction, added: Sequence[Evidence]) -> None:
    """Refuse added spans without an edit, and a span whose quote does not stand there in the fact's document."""
    if not added:
        return
    body = connection.scalar(select(documents.c.body).where(documents.c.id == record.fact.document))
    text = json.loads(body)["text"] if body is not None and action == "edit" else ""
    for span in added:
        if text[span.start : span.end] != span.quote:
            raise WorkbenchError(_("these words do not stand in the fact's article"), where=record.id)
