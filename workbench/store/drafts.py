"""Written drafts, each text once: later reports are compared with them, and searches find them."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Engine, Row, func, insert, select, update

from workbench.errors import WorkbenchError
from workbench.language import _
from workbench.store.reading import reading
from workbench.store.rows import now
from workbench.store.tables import drafts


class PastDraft(BaseModel):
    """A written draft."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    digest: str = Field(description="SHA-256 of the text, hexadecimal; the provenance beside the file has it too.")
    period: str = Field(description="2026-02, or 2025-10..2026-02.")
    as_of: date
    path: str = Field(description="File that it was written to last.")
    written_at: str = Field(description="When it was written last, UTC, ISO 8601.")
    text: str


class Drafts:
    """The written drafts of one database. A change is on disk when its method returns."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def keep(self, *, period: str, as_of: date, path: str, text: str, inputs: str | None = None) -> str:
        """Store a draft, or record that it was written again; returns its digest.

        `inputs` is the digest of what it was composed from, by which `composed_from` finds it.
        """
        digest = hashlib.sha256(text.encode()).hexdigest()
        with self._engine.begin() as connection:
            turn = (connection.scalar(select(func.max(drafts.c.turn))) or 0) + 1
            at = now()
            again = {"path": path, "written_at": at, "turn": turn, "inputs": inputs}
            changed = connection.execute(update(drafts).where(drafts.c.digest == digest).values(**again))
            if not changed.rowcount:
                row = {"digest": digest, "period": period, "as_of": as_of.isoformat(), "text": text}
                connection.execute(insert(drafts).values(**row, **again))
        return digest

    def all(self) -> list[PastDraft]:
        """All drafts, the one written last at the end."""
        with reading(self._engine) as connection:
            return [_draft(row) for row in connection.execute(select(drafts).order_by(drafts.c.turn))]

    def latest(self) -> dict[str, PastDraft]:
        """Period -> the draft of it that was written last."""
        return {draft.period: draft for draft in self.all()}

    def draft(self, digest: str) -> PastDraft:
        """The draft of a digest."""
        with reading(self._engine) as connection:
            row = connection.execute(select(drafts).where(drafts.c.digest == digest)).one_or_none()
        if row is None:
            raise WorkbenchError(_("no such draft"), where=digest, way_out=_("`workbench search` finds past reports"))
        return _draft(row)

    def composed_from(self, inputs: str) -> str | None:
        """The text of the draft that was composed from these inputs; None where there is none, or it does not match its digest."""
        with reading(self._engine) as connection:
            query = (
                select(drafts.c.digest, drafts.c.text).where(drafts.c.inputs == inputs).order_by(drafts.c.turn.desc())
            )
            row = connection.execute(query.limit(1)).one_or_none()
        return row.text if row is not None and hashlib.sha256(row.text.encode()).hexdigest() == row.digest else None


def _draft(row: Row[Any]) -> PastDraft:
    return PastDraft(
        digest=row.digest,
        period=row.period,
        as_of=date.fromisoformat(row.as_of),
        path=row.path,
        written_at=row.written_at,
        text=row.text,
    )
