"""Implements what the review needs of other rooms: the store, and an editor."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from workbench.review.ports import Changes, Made

if TYPE_CHECKING:
    from workbench.facts.document import Document
    from workbench.facts.fact import Evidence, Record
    from workbench.facts.kinds import AnyContent
    from workbench.facts.standing import Standing
    from workbench.store import Moment, PersonAction, Store


class StoreAdapter:
    """A store as the review asks for it; a `ReviewStore`."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._moment: Moment | None = None

    def standings(self) -> Sequence[Standing]:
        """How all facts stand."""
        self._moment, standings = self._store.standings.all()
        return standings

    def changes(self) -> Changes:
        """What happened since the store was looked at last."""
        now = self._store.standings.moment()
        before, self._moment = self._moment, now
        if before is None or now == before:
            return Changes()
        self._moment, standings = self._store.standings.changed(before)
        return Changes(standings, grown=self._moment.run != before.run)

    def standings_of(self, ids: Collection[str], /) -> Sequence[Standing]:
        """How some facts stand now."""
        return self._store.standings.of(ids)

    def records_of(self, ids: Collection[str], /) -> Sequence[Record]:
        """The facts of some ids."""
        return self._store.records_of(ids)

    def texts(self) -> Iterable[tuple[str, str]]:
        """Id and text of every document."""
        return self._store.each_text()

    def holding(self, words: Sequence[str], /) -> Collection[str]:
        """Ids of the facts that may hold every one of these words."""
        return self._store.standings.holding(words)

    def document(self, id_or_prefix: str, /) -> Document:
        """The document of an id."""
        return self._store.document(id_or_prefix)

    def decisions_on(self, fact_id: str, /) -> Sequence[Made]:
        """What people decided on a fact."""
        from workbench.store import MACHINE

        made = self._store.decisions(fact_id)
        return [Made(each.action, each.by, each.at, each.reason) for each in made if each.by != MACHINE]

    def decide(
        self,
        fact_id: str,
        action: PersonAction,
        *,
        reviewer: str,
        revision: int | None,
        changes: Mapping[str, str] | None = None,
        added: Sequence[Evidence] = (),
        reason: str | None = None,
    ) -> Record:
        """Append one decision, or a note."""
        return self._store.decide(
            fact_id, action, reviewer=reviewer, revision=revision, changes=changes, added=added, reason=reason
        )

    def unsupported(self, record: Record, changes: Mapping[str, str], added: Sequence[Evidence] = ()) -> Sequence[str]:
        """The fields that a correction changes to a value which no quote supports."""
        from workbench.pipeline.by_hand import unsupported_changes

        return unsupported_changes(self._store, record, changes, added)

    def add(self, document_id: str, content: AnyContent, span: Evidence, *, reviewer: str) -> Record:
        """Keep a fact that the reviewer added."""
        from workbench.pipeline.by_hand import add_fact_by_hand
        from workbench.review import wording

        return add_fact_by_hand(
            self._store, document_id, content, span, reviewer=reviewer, field_name=wording.field_name
        )

    def rule(self, conflict_id: str, keys: Sequence[str], *, reviewer: str) -> None:
        """Append which sides of a conflict hold."""
        self._store.rulings.settle(conflict_id, keys, reviewer=reviewer)

    def undo_rule(self, conflict_id: str, *, reviewer: str) -> None:
        """Take back the last ruling on a conflict."""
        self._store.rulings.undo(conflict_id, reviewer=reviewer)

    def position(self, reviewer: str) -> str | None:
        """The fact at which a reviewer stopped."""
        return self._store.position(reviewer)

    def remember_position(self, reviewer: str, fact_id: str) -> None:
        """Note the fact at which a reviewer is."""
        self._store.remember_position(reviewer, fact_id)


def edit_text(text: str) -> str | None:
    """Have a text edited in $VISUAL or $EDITOR; None where it was left without saving, or the editor failed."""
    import click

    try:
        return click.edit(text, extension=".yaml")
    except click.ClickException:
        return None
