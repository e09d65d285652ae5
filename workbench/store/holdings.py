"""What a store holds at one moment, as its rows have it: it can be sent to a process that has no database loaded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from workbench.facts.document import Document
from workbench.facts.fact import Earlier, Record
from workbench.facts.written import WrittenRecord, read_records

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Inventory:
    """The documents and facts of one moment."""

    bodies: tuple[str, ...]
    """Documents as JSON, in the order in which they were added."""
    rows: tuple[WrittenRecord, ...]
    """The facts that are not superseded, in document and reading order."""
    earlier: Mapping[str, tuple[Earlier, ...]]
    """Id of a fact -> what was decided on the facts in whose place it stands."""
    digest: str
    """SHA-256 of the rows behind them, hexadecimal: another as soon as one of them is another, is gone or came."""

    def documents(self) -> list[Document]:
        """The documents, read."""
        return [Document.model_validate_json(body) for body in self.bodies]

    def records(self) -> list[Record]:
        """The facts, read."""
        records: list[Record] = []
        for first in range(0, len(self.rows), _AT_ONCE):
            records += read_records(self.rows[first : first + _AT_ONCE])
        return [with_earlier(record, self.earlier) for record in records] if self.earlier else records


def with_earlier(record: Record, earlier: Mapping[str, tuple[Earlier, ...]]) -> Record:
    """A record with what was decided on the facts in whose place it stands."""
    return record.model_copy(update={"earlier": earlier[record.id]}) if record.id in earlier else record
