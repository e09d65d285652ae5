"""The contents of a store at one moment, in pieces that can be sent to a process which has not imported SQLAlchemy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from workbench.facts.document import Document
from workbench.facts.fact import Earlier, Record
from workbench.facts.written import WrittenRecord, read_records


class InventoryEnd(NamedTuple):
    """The last piece of an inventory."""

    bodies: tuple[str, ...]
    """Documents as JSON, in the order in which they were added."""
    earlier: Mapping[str, tuple[Earlier, ...]]
    """Id of a fact -> what was decided on the superseded facts that it replaces."""
    digest: str

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents, in the same order."""
        return tuple(map(Document.model_validate_json, self.bodies))


InventoryPiece: TypeAlias = list[WrittenRecord] | InventoryEnd


@dataclass(frozen=True, slots=True)
class Inventory:
    """The documents and facts of one moment."""

    documents: tuple[Document, ...]
    """In the order in which they were added."""
    records: tuple[Record, ...]
    """The facts that are not superseded, in document and reading order."""
    digest: str
    """SHA-256 of the rows behind them, hexadecimal: changes when any row is added, changed or removed."""

    @classmethod
    def of(cls, pieces: Iterator[InventoryPiece]) -> Inventory:
        """Assemble an inventory from its pieces; `pieces` is read up to its `InventoryEnd`, and no further."""
        records: list[Record] = []
        for piece in pieces:
            if not isinstance(piece, InventoryEnd):
                records += read_records(piece)
                continue
            stand = tuple(with_earlier(record, piece.earlier) for record in records) if piece.earlier else records
            return cls(piece.documents, tuple(stand), piece.digest)
        raise ValueError("an inventory without its end")


def with_earlier(record: Record, earlier: Mapping[str, tuple[Earlier, ...]]) -> Record:
    """The record, with the decisions on the superseded facts that it replaces."""
    return record.model_copy(update={"earlier": earlier[record.id]}) if record.id in earlier else record
