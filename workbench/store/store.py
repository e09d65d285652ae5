"""The store: documents, facts with their state, runs and decisions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, func, insert, select, update

from workbench.errors import WorkbenchError
from workbench.facts.document import Document
from workbench.facts.editing import edit_content, read_content
from workbench.facts.fact import Fact, Record, Route, State, canonical_fields
from workbench.facts.kinds import AnyContent
from workbench.language import _
from workbench.store.decisions import MACHINE, Decision, PersonAction, fold, standing_decisions
from workbench.store.engine import open_engine
from workbench.store.rulings import Rulings
from workbench.store.runs import Run
from workbench.store.tables import decisions, documents, facts, positions, runs

AT_ONCE = 500
"""Facts that one statement names at most: databases allow only so many parameters."""


class Store:
    """One database of the workbench. Every method is one transaction; what it returned for is on disk."""

    def __init__(self, url: str) -> None:
        self._engine = open_engine(url)
        self.rulings = Rulings(self._engine)

    # documents

    def add_document(self, document: Document) -> bool:
        """Keep a document; False where the same bytes are there already (what is stored then stays)."""
        return bool(self.add_documents([document]))

    def add_documents(self, given: Sequence[Document]) -> set[str]:
        """Keep some documents, at most 500 at once; gives the ids of those that were not there already."""
        by_id = {document.id: document for document in given}
        with self._engine.begin() as connection:
            known = set(connection.scalars(select(documents.c.id).where(documents.c.id.in_(list(by_id)))))
            new = [document for id_, document in by_id.items() if id_ not in known]
            count = connection.scalar(select(func.count()).select_from(documents)) or 0
            if new:
                connection.execute(
                    insert(documents),
                    [
                        {"id": document.id, "sequence": place, "body": document.model_dump_json(), "added_at": _now()}
                        for place, document in enumerate(new, start=count)
                    ],
                )
        return {document.id for document in new}

    def documents(self) -> list[Document]:
        """All documents, in the order in which they were added."""
        with self._reading() as connection:
            rows = connection.execute(select(documents.c.body).order_by(documents.c.sequence))
            return [Document.model_validate_json(row.body) for row in rows]

    def document(self, id_or_prefix: str) -> Document:
        """The document of an id, or of a prefix that only one id has."""
        with self._reading() as connection:
            rows = connection.execute(
                select(documents.c.body).where(documents.c.id.startswith(id_or_prefix, autoescape=True)).limit(2)
            ).all()
        if len(rows) == 1 and id_or_prefix:
            return Document.model_validate_json(rows[0].body)
        raise WorkbenchError(
            _("more than one document begins so") if rows else _("no such document"),
            where=id_or_prefix,
            way_out=_("`workbench documents` lists them with their ids"),
        )

    # facts

    def records(self, *, documents: Iterable[str] | None = None, superseded: bool = False) -> list[Record]:
        """The facts as they stand, in document and reading order; superseded ones only where asked for."""
        return list(self.each_record(documents=documents, superseded=superseded))

    def each_record(self, *, documents: Iterable[str] | None = None, superseded: bool = False) -> Iterator[Record]:
        """`records`, one at a time, so that no more of them are in memory than the caller keeps."""
        query = _ordered_facts()
        if documents is not None:
            query = query.where(facts.c.document.in_(list(documents)))
        if not superseded:
            query = query.where(facts.c.superseded.is_(False))
        with self._reading() as connection:
            for row in connection.execution_options(yield_per=AT_ONCE).execute(query):
                yield _record(row)

    def record(self, id_or_prefix: str) -> Record:
        """The fact of an id, or of a prefix that only one id has."""
        with self._reading() as connection:
            return _record(_one_fact(connection, id_or_prefix))

    def save_extraction(self, document: str, found: Sequence[Fact], run: Run) -> None:
        """Keep the facts of one extraction; those of earlier ones that it no longer finds are superseded.

        A person's decision on a superseded fact is carried to a new one of the same kind and content, and to no other.
        """
        self.save_extractions([(document, found, run)])

    def save_extractions(self, made: Iterable[tuple[str, Sequence[Fact], Run]]) -> None:
        """Keep several extractions (document, facts, run) as `save_extraction` does, all of them or none."""
        with self._engine.begin() as connection:
            for document, found, run in made:
                _save_extraction(connection, document, found, run)

    def set_routes(self, routes: Mapping[str, Route]) -> int:
        """Append triage's decision for each fact whose route changed; returns how many did."""
        written = {route: route.model_dump_json() for route in set(routes.values())}
        with self._engine.begin() as connection:
            query = select(facts.c.id, facts.c.route).where(facts.c.superseded.is_(False))
            changed = [
                row.id for row in connection.execute(query) if row.id in routes and row.route != written[routes[row.id]]
            ]
            for first in range(0, len(changed), AT_ONCE):
                ids = changed[first : first + AT_ONCE]
                made = [Decision(fact=id_, action="route", by=MACHINE, at=_now(), route=routes[id_]) for id_ in ids]
                _append(connection, made)
                _refold(connection, ids)
        return len(changed)

    def standing(self) -> list[tuple[State, Route]]:
        """State and route of every fact that is not superseded, without what it says."""
        query = select(facts.c.state, facts.c.route).where(facts.c.superseded.is_(False))
        with self._reading() as connection:
            return [(row.state, _route(row.route)) for row in connection.execute(query)]

    # decisions

    def decide(
        self,
        fact_id: str,
        action: PersonAction,
        *,
        reviewer: str,
        revision: int | None = None,
        changes: Mapping[str, str] | None = None,
        reason: str | None = None,
    ) -> Record:
        """Append one decision of a person and give the fact as it stands then.

        `revision` is the one that the reviewer saw: where the fact has changed since, the decision is refused.
        `changes` (FIELD → text) go with `edit` alone.
        """
        with self._engine.begin() as connection:
            row = _one_fact(connection, fact_id)
            record = _record(row)
            if row.superseded:
                raise WorkbenchError(
                    _("this fact was superseded by a later extraction"),
                    where=record.id,
                    way_out=_("Decide on the fact that replaced it"),
                )
            if revision is not None and revision != record.revision:
                raise WorkbenchError(
                    _("somebody decided on this fact meanwhile: it is {state} now").format(state=record.state),
                    where=record.id,
                    way_out=_("Look at it again, then decide"),
                )
            content = _edited(record, action, changes)
            if action == "undo" and not standing_decisions(_decisions_on(connection, record.id)):
                raise WorkbenchError(
                    _("there is no decision to undo"), where=record.id, way_out=_("Nothing was changed")
                )
            _append(
                connection,
                [Decision(fact=record.id, action=action, by=reviewer, at=_now(), reason=reason, content=content)],
            )
            _refold(connection, [record.id])
            return _record(_one_fact(connection, record.id))

    def decisions(self, fact: str | None = None) -> list[Decision]:
        """All decisions, or those on one fact, in their order."""
        with self._reading() as connection:
            return _decisions_on(connection, fact)

    def position(self, reviewer: str) -> str | None:
        """The fact at which a reviewer stopped."""
        with self._reading() as connection:
            found: str | None = connection.scalar(select(positions.c.fact).where(positions.c.reviewer == reviewer))
            return found

    def remember_position(self, reviewer: str, fact_id: str) -> None:
        """Note the fact at which a reviewer is."""
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
        with self._reading() as connection:
            return [Run.of_row(row) for row in connection.execute(query)]

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self._engine.connect().execution_options(read_only=True) as connection:
            yield connection


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _ordered_facts() -> Select[Any]:
    order = documents.c.sequence
    return (
        select(facts)
        .outerjoin(documents, documents.c.id == facts.c.document)
        .order_by(order.is_(None), order, facts.c.document, facts.c.position, facts.c.kind, facts.c.id)
    )


def _record(row: Row[Any]) -> Record:
    parts = [f'"fact":{row.body}', f'"state":"{row.state}"', f'"route":{row.route}', f'"revision":{row.revision}']
    if row.edited is not None:
        parts.append(f'"edited":{row.edited}')
    return Record.model_validate_json("{" + ",".join(parts) + "}")


def _one_fact(connection: Connection, id_or_prefix: str) -> Row[Any]:
    whole = connection.execute(select(facts).where(facts.c.id == id_or_prefix)).one_or_none()
    if whole is not None:
        return whole  # by the index; a prefix has every fact looked at
    rows = connection.execute(select(facts).where(facts.c.id.startswith(id_or_prefix, autoescape=True)).limit(2)).all()
    if len(rows) == 1 and id_or_prefix:
        return rows[0]
    raise WorkbenchError(
        _("more than one fact begins so") if rows else _("no such fact"),
        where=id_or_prefix,
        way_out=_("`workbench facts --json` lists them with their ids"),
    )


def _save_extraction(connection: Connection, document: str, found: Sequence[Fact], run: Run) -> None:
    connection.execute(insert(runs).values(**run.row(document, _now())))
    rows = {row.id: row for row in connection.execute(select(facts).where(facts.c.document == document))}
    kept = {fact.id for fact in found}
    new = [fact for fact in found if fact.id not in rows]
    known = [fact for fact in found if fact.id in rows]
    if known:
        connection.execute(
            update(facts).where(facts.c.id == bindparam("known")),
            [{"known": fact.id, "body": fact.model_dump_json(by_alias=True), "superseded": False} for fact in known],
        )
    if new:
        connection.execute(insert(facts), [_new_row(fact) for fact in new])
    carried = []
    for row in rows.values():
        if row.id not in kept and not row.superseded and _replaced(row, run):
            connection.execute(update(facts).where(facts.c.id == row.id).values(superseded=True, state="superseded"))
            carried += _carry_decisions(connection, _record(row).fact, new)
    # A new fact stands as `_new_row` has it: there is nothing to fold but what was carried to it.
    _refold(connection, list(dict.fromkeys([*(fact.id for fact in known), *carried])))


def _new_row(fact: Fact) -> dict[str, object]:
    return {
        "id": fact.id,
        "document": fact.document,
        "kind": fact.kind,
        "position": fact.evidence[0].start if fact.evidence else 0,
        "body": fact.model_dump_json(by_alias=True),
        "superseded": False,
        "state": "pending",
        "route": Route(to="review", reasons=("not_routed",)).model_dump_json(),
        "revision": 0,
    }


def _replaced(row: Row[Any], run: Run) -> bool:
    """A fact that a person added is no engine's to take away; a run that failed takes away nothing."""
    return run.replaces and _record(row).fact.origin != "person"


def _carry_decisions(connection: Connection, old: Fact, new: Iterable[Fact]) -> list[str]:
    """All that stand, in their order: an approval behind an edit means the edited content. Gives whom they went to."""
    standing = standing_decisions(_decisions_on(connection, old.id))
    if not standing:
        return []
    same = next(
        (
            fact
            for fact in new
            if fact.kind == old.kind and canonical_fields(fact.content) == canonical_fields(old.content)
        ),
        None,
    )
    if same is None:
        return []
    carried = {"fact": same.id, "carried_from": old.id}
    _append(connection, [decision.model_copy(update=carried) for decision in standing])
    return [same.id]


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


def _append(connection: Connection, made: Sequence[Decision]) -> None:
    if made:
        connection.execute(insert(decisions), [_decision_row(decision) for decision in made])


def _decision_row(decision: Decision) -> dict[str, object]:
    return {
        "fact": decision.fact,
        "action": decision.action,
        "by": decision.by,
        "at": decision.at,
        "reason": decision.reason,
        "content": None if decision.content is None else decision.content.model_dump_json(by_alias=True),
        "route": None if decision.route is None else decision.route.model_dump_json(),
        "carried_from": decision.carried_from,
    }


def _refold(connection: Connection, ids: Sequence[str]) -> None:
    """Bring facts to the state that their decisions fold into."""
    for first in range(0, len(ids), AT_ONCE):
        made: dict[str, list[Decision]] = {id_: [] for id_ in ids[first : first + AT_ONCE]}
        query = select(decisions).where(decisions.c.fact.in_(list(made))).order_by(decisions.c.number)
        for row in connection.execute(query):
            made[row.fact].append(_decision(row))
        connection.execute(
            update(facts).where(facts.c.id == bindparam("folded")),
            [_folded(id_, decided) for id_, decided in made.items()],
        )


def _folded(id_: str, decided: Sequence[Decision]) -> dict[str, object]:
    state, route, edited = fold(decided)
    return {
        "folded": id_,
        "state": state,
        "route": route.model_dump_json(),
        "edited": None if edited is None else edited.model_dump_json(by_alias=True),
        "revision": decided[-1].number if decided else 0,
    }


def _decisions_on(connection: Connection, fact: str | None) -> list[Decision]:
    query = select(decisions).order_by(decisions.c.number)
    if fact is not None:
        query = query.where(decisions.c.fact == fact)
    return [_decision(row) for row in connection.execute(query)]


def _decision(row: Row[Any]) -> Decision:
    return Decision.model_construct(  # as it was when it was appended: only what has a form of its own is read anew
        number=row.number,
        fact=row.fact,
        action=row.action,
        by=row.by,
        at=row.at,
        reason=row.reason,
        content=None if row.content is None else read_content(row.content),
        route=None if row.route is None else _route(row.route),
        carried_from=row.carried_from,
    )


@lru_cache(maxsize=1_000)
def _route(written: str) -> Route:
    """The route behind its JSON; thousands of facts share a few of them."""
    return Route.model_validate_json(written)
