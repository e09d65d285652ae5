"""Rulings: a person's decision on a conflict, appended and never changed. The conflict's id depends on the values ruled on.

If a value changes, or a third one turns up, the conflict has another id, and no earlier ruling applies to it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from sqlalchemy import Engine, Row, insert, select

from workbench.errors import WorkbenchError
from workbench.language import _
from workbench.store.decisions import Ruling, standing_rulings
from workbench.store.reading import reading
from workbench.store.rows import now
from workbench.store.tables import rulings
from workbench.store.turns import ask_for_routes


class Rulings:
    """The log of rulings in one database. A change is on disk when its method returns."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def settle(self, conflict: str, sides: Sequence[str], *, reviewer: str, reason: str | None = None) -> Ruling:
        """Append which sides of a conflict hold."""
        return self._append(conflict, "settle", sides, reviewer, reason)

    def undo(self, conflict: str, *, reviewer: str, reason: str | None = None) -> Ruling:
        """Take back the last ruling in force on a conflict; refused where there is none."""
        if conflict not in self.standing():
            raise WorkbenchError(_("there is no decision to undo"), where=conflict, way_out=_("Nothing was changed"))
        return self._append(conflict, "undo", (), reviewer, reason)

    def all(self) -> list[Ruling]:
        """All rulings, in their order."""
        with reading(self._engine) as connection:
            return [_ruling(row) for row in connection.execute(select(rulings).order_by(rulings.c.number))]

    def standing(self) -> Mapping[str, Ruling]:
        """Conflict -> the ruling on it that no undo took back."""
        return standing_rulings(self.all())

    def _append(
        self,
        conflict: str,
        action: Literal["settle", "undo"],
        sides: Sequence[str],
        reviewer: str,
        reason: str | None,
    ) -> Ruling:
        made = Ruling(
            conflict=conflict,
            action=action,
            sides=tuple(sides),
            by=reviewer,
            at=now(),
            reason=reason,
        )
        row = made.model_dump(exclude={"number", "sides"}) | {"sides": json.dumps(made.sides, ensure_ascii=False)}
        with self._engine.begin() as connection:
            number = connection.execute(insert(rulings).values(**row)).inserted_primary_key
            ask_for_routes(connection)
        return made.model_copy(update={"number": number[0] if number else 0})


def _ruling(row: Row[Any]) -> Ruling:
    return Ruling(
        number=row.number,
        conflict=row.conflict,
        action=row.action,
        sides=tuple(json.loads(row.sides)),
        by=row.by,
        at=row.at,
        reason=row.reason,
    )
