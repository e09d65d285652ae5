"""What happens to a person's decisions on a fact that a later extraction no longer finds."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select

from workbench.facts.fact import Earlier, Fact, Record, canonical_fields
from workbench.store.decisions import fold, standing_decisions, standing_notes
from workbench.store.rows import append, decisions_on, ordered_facts, records_of
from workbench.store.tables import decisions, facts


def carry_decisions(connection: Connection, old: Fact, found: Iterable[Fact]) -> list[str]:
    """Carry the decisions on a superseded fact to a fact of the same kind and content that nobody decided on, if any.

    All standing decisions are carried, in their order (an approval after an edit approves the edited content), and the
    notes. Returns the id of the fact that they went to, in a list, or an empty one.
    """
    made = decisions_on(connection, old.id)
    standing = [*standing_decisions(made), *standing_notes(made)]
    if not standing:
        return []
    fields = canonical_fields(old.content)
    same = [fact for fact in found if fact.kind == old.kind and canonical_fields(fact.content) == fields]
    undecided = next((fact for fact in same if not standing_decisions(decisions_on(connection, fact.id))), None)
    if undecided is None:
        return []
    carried = {"fact": undecided.id, "carried_from": old.id}
    append(connection, [decision.model_copy(update=carried) for decision in standing])
    return [undecided.id]


def gone_decided(connection: Connection) -> list[tuple[Record, Earlier]]:
    """Superseded facts with standing decisions that were carried to no other fact, and what was decided."""
    carried = select(decisions.c.carried_from).where(decisions.c.carried_from.is_not(None))
    decided = select(decisions.c.fact).where(decisions.c.action != "route")
    query = ordered_facts().where(facts.c.superseded.is_(True), facts.c.id.in_(decided), facts.c.id.not_in(carried))
    gone = []
    for record in records_of(connection.execute(query).all()):
        made = decisions_on(connection, record.id)
        standing = standing_decisions(made)
        if standing:
            state, by = fold(made).state, standing[-1].by
            gone.append((record, Earlier(id=record.id, state=state, by=by, content=record.content)))
    return gone


def earlier_decisions(connection: Connection) -> dict[str, tuple[Earlier, ...]]:
    """Id of an undecided fact -> what was decided on the superseded facts that it replaces (`triage.successors`)."""
    gone = gone_decided(connection)
    if not gone:
        return {}
    from workbench.triage import successors  # here: most commands read a store, and need no triage for it

    earlier: dict[str, list[Earlier]] = {}
    undecided: dict[tuple[str, str], list[Fact]] = {}
    for record, decided in gone:
        of_kind = (record.fact.document, record.fact.kind)
        if of_kind not in undecided:
            undecided[of_kind] = _undecided(connection, *of_kind)
        for fact in successors(record.fact, undecided[of_kind]):
            earlier.setdefault(fact.id, []).append(decided)
    return {id_: tuple(decided) for id_, decided in earlier.items()}


def _undecided(connection: Connection, document: str, kind: str) -> list[Fact]:
    query = ordered_facts().where(
        facts.c.document == document,
        facts.c.kind == kind,
        facts.c.superseded.is_(False),
        facts.c.state.in_(("pending", "auto_approved")),
    )
    return [record.fact for record in records_of(connection.execute(query).all())]
